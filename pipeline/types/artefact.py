"""What each stage leaves for the next ones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TypeAlias

from pipeline.types.document import (
    ArchiveRef,
    Dateline,
    DateTag,
    Dating,
    Image,
    Name,
    Person,
    Quote,
    Record,
    Speaker,
    Topic,
    Verdict,
)
from pipeline.types.status import StageName


class Capture(Record, frozen=True, kw_only=True):
    """A fetched page: the artefact of the fetch stage; the bytes are in the archive.

    With a `refusal`, the page could not be had: the bytes are what the feed itself gives of the article.
    """

    url: str
    status: int
    fetched_at: datetime
    media_type: str
    charset: str | None
    last_modified: str | None
    size: int
    archive: ArchiveRef
    refusal: str | None = None


class Article(Record, frozen=True, kw_only=True):
    """What the page says: the artefact of the extract stage."""

    url: str
    canonical_url: str
    title: str
    lead: str
    text: str
    byline: tuple[str, ...]
    images: tuple[Image, ...]
    language: str | None
    dating: Dating
    verdict: Verdict
    verdict_reason: str
    text_hash: str
    section: str | None = None
    keywords: tuple[str, ...] = ()
    agency: str | None = None
    site: str | None = None
    signature: tuple[int, ...] = ()  # for likeness


class Dated(Record, frozen=True, kw_only=True):
    """The artefact of the dates stage."""

    dateline: Dateline | None
    dates: tuple[DateTag, ...]


class Attributed(Record, frozen=True, kw_only=True):
    """The artefact of the speakers stage."""

    quotes: tuple[Quote, ...]
    speakers: tuple[Speaker, ...]
    people: tuple[Person, ...]


class Classified(Record, frozen=True, kw_only=True):
    """The artefact of the topics stage; `title_names` have offsets into the title."""

    topics: tuple[Topic, ...]
    names: tuple[Name, ...]
    title_names: tuple[Name, ...]


class Indexed(Record, frozen=True, kw_only=True):
    """The artefact of the index stage."""

    indexed_at: datetime


Artefact: TypeAlias = Capture | Article | Dated | Attributed | Classified | Indexed
ARTEFACTS: Mapping[StageName, type[Artefact]] = {
    "fetch": Capture,
    "extract": Article,
    "dates": Dated,
    "speakers": Attributed,
    "topics": Classified,
    "index": Indexed,
}
