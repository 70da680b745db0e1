"""The fetch stage: an announced link becomes an archived page, or what the feed gives where there is none to be had."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import timedelta
from email.message import Message

from pipeline.errors import ArchiveError
from pipeline.ports import Archive, Fetcher
from pipeline.stages.loop import Stage
from pipeline.types import (
    ArchiveRef,
    Capture,
    Dropped,
    Fetched,
    FetchResult,
    Finished,
    GaveUp,
    Job,
    NotFetched,
    Offered,
    Outcome,
    Postponed,
    Request,
)

# Refusals that no second try changes and that are nobody's failure.
_POLICY = frozenset({"robots_disallowed", "egress_denied", "invalid_url"})
# The host has had its share: the entry waits its turn and keeps its attempts.
_TURNS = frozenset({"host_paused"})
# Walls against programs: they may open, so the page is tried a few times before the feed stands in for it.
_WALLS = frozenset({"challenge", "http_429"})
_TRIES = 3
# Not even what a feed says of such an address is followed up.
_UNWANTED = frozenset({"egress_denied", "invalid_url"})
VERSION = "1"


def make_fetch(fetcher: Fetcher, archive: Archive) -> Stage:
    """Make the stage from a fetcher and an archive."""

    def work(jobs: Sequence[Job]) -> Iterator[tuple[Job, Outcome]]:
        waiting = {job.entry.id: job for job in jobs}
        for answer in fetcher.fetch([Request(url=job.entry.url, key=job.entry.id) for job in jobs]):
            yield waiting[answer.request.key], _settle(answer, waiting[answer.request.key], archive)

    return Stage(name="fetch", version=VERSION, needs=(), work=work)


def _settle(answer: FetchResult, job: Job, archive: Archive) -> Outcome:
    if isinstance(answer, Fetched):
        return _archive(answer, job, archive)
    if not isinstance(answer, NotFetched):
        return GaveUp(reason="unexpected_304", detail="the server sent 304 to an unconditional request", transient=True)
    if _is_refused(answer, job) and (offered := _archive_offered(answer, job, archive)):
        return offered
    if answer.reason in _TURNS:
        return Postponed(reason=answer.reason, detail=answer.detail, wait=answer.retry_after or timedelta(seconds=30))
    if answer.reason in _POLICY and not answer.transient:
        return Dropped(reason=answer.reason, detail=answer.detail)
    return GaveUp(
        reason=answer.reason, detail=answer.detail, transient=answer.transient, retry_after=answer.retry_after
    )


def _is_refused(answer: NotFetched, job: Job) -> bool:
    """Tell whether the page cannot be had, as far as anyone can tell."""
    if answer.reason in _WALLS:
        return job.entry.attempts >= _TRIES
    return not answer.transient and answer.reason not in _UNWANTED


def _archive_offered(answer: NotFetched, job: Job, archive: Archive) -> Outcome | None:
    """Archive the article as the feed gives it; None when it does not."""
    from pipeline.pages.offered import CHARSET, MEDIA_TYPE, write_page

    if not (body := write_page(job.entry.item)):
        return None
    offered = Offered(url=job.entry.url, media_type=MEDIA_TYPE, body=body, fetched_at=answer.fetched_at)
    ref = _write(offered, job, archive)
    if isinstance(ref, Postponed):
        return ref
    capture = Capture(
        url=job.entry.url,
        status=answer.status or 0,
        fetched_at=answer.fetched_at,
        media_type=MEDIA_TYPE,
        charset=CHARSET,
        last_modified=None,
        size=len(body),
        archive=ref,
        refusal=f"{answer.reason}: {answer.detail}",
    )
    return Finished(artefact=capture, version=VERSION, detail=f"{capture.refusal}; the feed gives the article itself")


def _write(answer: Fetched | Offered, job: Job, archive: Archive) -> ArchiveRef | Postponed:
    # By content as well: a worker that stood still past its lease must not write over what the next one was answered.
    content = hashlib.sha256(answer.body).hexdigest()[:8]
    key = f"{job.entry.id}{job.entry.revision:04x}{content}"
    try:
        return archive.write(answer, key=key, seen_at=job.entry.first_seen_at)
    except ArchiveError as error:
        return Postponed(reason=error.reason, detail=error.message, wait=timedelta(seconds=60))


def _archive(answer: Fetched, job: Job, archive: Archive) -> Outcome:
    ref = _write(answer, job, archive)
    if isinstance(ref, Postponed):
        return ref
    media_type, charset = read_content_type(answer.headers.get("content-type", ""))
    capture = Capture(
        url=answer.url,
        status=answer.status,
        fetched_at=answer.fetched_at,
        media_type=media_type,
        charset=charset,
        last_modified=answer.headers.get("last-modified"),
        size=len(answer.body),
        archive=ref,
    )
    return Finished(artefact=capture, version=VERSION)


def read_content_type(value: str) -> tuple[str, str | None]:
    """Read a Content-Type header into media type and charset."""
    message = Message()
    message["Content-Type"] = value.replace("\r", " ").replace("\n", " ")
    charset = message.get_param("charset")
    return message.get_content_type() if value else "", str(charset) if isinstance(charset, str) else None
