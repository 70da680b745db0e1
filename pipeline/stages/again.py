"""Run extraction and annotation again over what is stored, without storing: for `compare` and for rule examples."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime

from msgspec.structs import replace

from pipeline.enrich.names import NameSets
from pipeline.enrich.topics import Taxonomy
from pipeline.ports import Reader
from pipeline.stages.annotate import Story, annotate_dates, annotate_speakers, annotate_topics, is_moment
from pipeline.types import ArchiveRef, Article, Dating, Document, Source
from pipeline.types import Story as StoryOf

_EXAMPLE = "example"
_PAGE = 500


def read_documents(reader: Reader) -> Iterator[Document]:
    """All documents that were indexed, by id, a page at a time."""
    last = ""
    while page := reader.documents(since_id=last, limit=_PAGE):
        yield from page
        last = page[-1].id


def find_before(reader: Reader, document: Document) -> Document | None:
    """The newest earlier revision that was read as this one was: as much of it, and both from the page or the feed."""
    way = _read_way(reader, document)
    earlier = (kept for kept in reversed(reader.revisions(document.id)) if kept < document.revision)
    read = (reader.document(document.id, revision=revision) for revision in earlier)
    return next((before for before in read if before is not None and _read_way(reader, before) == way), None)


def _read_way(reader: Reader, document: Document) -> tuple[str, bool]:
    from pipeline.pages.offered import is_offered

    artefacts, _ = reader.artefacts(document.id, document.revision)
    article = artefacts.get("extract")
    return document.verdict, isinstance(article, Article) and is_offered(article)


def annotate(document: Document, *, taxonomy: Taxonomy, names: NameSets) -> Document:
    """The document with the annotations that the present annotators give."""
    story = Story(
        text=document.text,
        title=document.title,
        published_at=document.published_at,
        zoned=is_moment(document.dating),
        language=document.language,
        section=document.section,
        keywords=document.keywords,
        url=document.canonical_url,
    )
    dated, attributed = annotate_dates(story), annotate_speakers(story)
    classified = annotate_topics(story, taxonomy=taxonomy, names=names)
    return replace(
        document,
        dateline=dated.dateline,
        dates=dated.dates,
        quotes=attributed.quotes,
        speakers=attributed.speakers,
        people=attributed.people,
        topics=classified.topics,
        names=classified.names,
        title_names=classified.title_names,
    )


def make_example(text: str, *, title: str, at: datetime, language: str | None = None) -> Document:
    """A document of an example text, as if it had been published at a moment."""
    digest = hashlib.sha256(f"{title}\n{text}".encode()).hexdigest()
    dating = Dating(value=at, precision="second", zone_known=True, origin="feed", reason="an example")
    return Document(
        id=digest[:32],
        url=f"https://{_EXAMPLE}.invalid/{digest[:8]}",
        canonical_url=f"https://{_EXAMPLE}.invalid/{digest[:8]}",
        source=Source(id=_EXAMPLE, name=_EXAMPLE, domain=f"{_EXAMPLE}.invalid"),
        feed=_EXAMPLE,
        language=language,
        title=title,
        lead="",
        text=text,
        byline=(),
        images=(),
        published_at=at,
        dating=dating,
        first_seen_at=at,
        fetched_at=at,
        indexed_at=None,
        revision=1,
        dateline=None,
        dates=(),
        quotes=(),
        speakers=(),
        people=(),
        topics=(),
        names=(),
        title_names=(),
        story=StoryOf(id=digest[:32], origin=True),
        verdict="full",
        text_hash=digest,
        archive=ArchiveRef(file="", offset=0, sha256=digest),
        versions={},
    )
