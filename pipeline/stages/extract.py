"""The extract stage: an archived page becomes an article, in a worker that can be killed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from pipeline.errors import ArchiveError, NotFoundError, PageError, PipelineError
from pipeline.pages.page import Page
from pipeline.ports import Archive, Reader, Workers
from pipeline.stages.loop import Stage
from pipeline.types import Article, Capture, Dropped, Entry, Finished, GaveUp, Job, Outcome, Postponed, Unchanged

VERSION = "2"


def make_extract(archive: Archive, workers: Workers, reader: Reader) -> Stage:
    """Make the stage; `reader` knows the text of the revision before."""

    def work(jobs: Sequence[Job]) -> Iterator[tuple[Job, Outcome]]:
        pages: list[Page] = []
        readable: list[Job] = []
        for job in jobs:
            page = _read_page(job, archive)
            if isinstance(page, Page):
                pages.append(page)
                readable.append(job)
            else:
                yield job, page
        for job, article in zip(readable, workers.map(extract_page, pages), strict=True):
            yield job, _settle(job, article, reader)

    return Stage(name="extract", version=VERSION, needs=("fetch",), work=work)


def extract_page(page: Page) -> Article:
    """Extract a page, or what its feed gives of it; runs in a worker."""
    from pipeline.pages.offered import read_article

    return read_article(page)


def read_page(entry: Entry, capture: object, archive: Archive) -> Page:
    """Read the archived page of an entry with what its feed said of it; ArchiveError when it cannot be read."""
    if not isinstance(capture, Capture):
        raise NotFoundError("the entry has no fetched page: run `wirewatch rewind --to fetch`", entry=entry.id)
    from pipeline.pages.offered import write_page

    archived = archive.read(capture.archive)
    return Page(
        html=archived.body,
        url=entry.url,
        final_url=capture.url,
        media_type=capture.media_type,
        charset=capture.charset,
        last_modified=capture.last_modified,
        item_claims=entry.item.claims,
        item_title=entry.item.title,
        item_summary="" if capture.refusal else entry.item.summary,
        item_language=entry.item.language,
        item_categories=entry.item.categories,
        source_name=entry.source.name,
        first_seen_at=entry.first_seen_at,
        fetched_at=capture.fetched_at,
        offered=b"" if capture.refusal else write_page(entry.item),
        refusal=capture.refusal or "",
    )


def _read_page(job: Job, archive: Archive) -> Page | Outcome:
    try:
        return read_page(job.entry, job.artefacts.get("fetch"), archive)
    except ArchiveError as error:
        return Postponed(reason=error.reason, detail=error.message, wait=timedelta(minutes=5))
    except NotFoundError as error:
        return GaveUp(reason="no_capture", detail=error.message)


def _settle(job: Job, article: Article | PipelineError, reader: Reader) -> Outcome:
    if isinstance(article, PageError):
        return Dropped(reason=str(article.subject.get("reason", article.reason)), detail=article.message)
    if isinstance(article, PipelineError):
        return GaveUp(reason=article.reason, detail=article.message)
    if job.entry.revision > 1 and _text_before(job, reader) == (article.title, article.text_hash):
        return Unchanged()
    return Finished(artefact=article, version=VERSION, detail=f"{article.verdict}: {article.verdict_reason}")


def _text_before(job: Job, reader: Reader) -> tuple[str, str] | None:
    artefacts, _ = reader.artefacts(job.entry.id, job.entry.revision - 1)
    before = artefacts.get("extract")
    return (before.title, before.text_hash) if isinstance(before, Article) else None
