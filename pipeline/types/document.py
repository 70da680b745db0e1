"""The document that people search and read, as in schemas/document.schema.json.

Offsets count Unicode code points and slice `text` (or `title`, where a field says so). Times are aware and in UTC.
These are msgspec structs and not dataclasses because they are what is stored and published as JSON.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from pipeline.query.tree import Field

Precision = Literal["second", "minute", "hour", "day", "month", "year"]
Verdict = Literal["full", "teaser", "paywall", "consent", "error"]
Origin = Literal["feed", "json-ld", "meta", "time-element", "url", "http", "first-seen"]
RINGING: tuple[Verdict, ...] = ("full", "teaser")


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=False):
    """What all parts of a document share: immutable, keyword-only, JSON by msgspec."""


class Span(Record, frozen=True, kw_only=True):
    """A passage: `text[start:end]` is exactly what is meant."""

    start: int
    end: int


class Passage(Record, frozen=True, kw_only=True):
    """A passage with its text repeated, so that a reader needs no offsets."""

    start: int
    end: int
    text: str


class Source(Record, frozen=True, kw_only=True):
    """Who publishes: `id` is a slug, `domain` the registrable domain."""

    id: str
    name: str
    domain: str


class Image(Record, frozen=True, kw_only=True):
    """A picture that belongs to the article."""

    url: str
    caption: str | None = None


class Claim(Record, frozen=True, kw_only=True):
    """One origin's claim about when the article was published; `value` is None when it could not be read."""

    origin: Origin
    text: str
    value: datetime | None
    precision: Precision = "second"
    zone_known: bool = False
    modified: bool = False


class Dating(Record, frozen=True, kw_only=True):
    """When the article was published, who says so, and why that claim was believed."""

    value: datetime | None
    precision: Precision
    zone_known: bool
    origin: Origin
    reason: str
    claims: tuple[Claim, ...] = ()


class Dateline(Record, frozen=True, kw_only=True):
    """Place, date and agency at the head of a wire story; `date` is ISO 8601."""

    place: str | None
    date: str | None
    agency: str | None
    start: int
    end: int


class DateTag(Record, frozen=True, kw_only=True, rename={"since": "from", "until": "to"}):
    """A TIMEX3 expression; `since`/`until` (JSON `from`/`to`) are the first and last day meant, ISO 8601."""

    start: int
    end: int
    text: str
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    since: str | None = None
    until: str | None = None


class SpeakerMention(Record, frozen=True, kw_only=True):
    """Who says it: the words used here (absent for a carried-over speaker) and who that is.

    `organisation` is whom a spokesperson speaks for.
    """

    start: int | None
    end: int | None
    text: str | None
    name: str | None
    role: str | None
    kind: Literal["person", "organisation", "unnamed"]
    organisation: str | None = None


class Quote(Record, frozen=True, kw_only=True):
    """One statement: `text` is the content as it stands, with its quotation marks."""

    start: int
    end: int
    text: str
    direct: bool
    cue: Passage | None
    speaker: SpeakerMention | None
    confidence: float


class Speaker(Record, frozen=True, kw_only=True):
    """Someone who is quoted, and how often; `organisation` is whom a spokesperson speaks for."""

    name: str
    role: str | None
    kind: Literal["person", "organisation", "unnamed"]
    aliases: tuple[str, ...]
    quotes: int
    organisation: str | None = None


class Person(Record, frozen=True, kw_only=True):
    """Someone who is named; the span is the fullest mention."""

    name: str
    role: str | None
    aliases: tuple[str, ...]
    mentions: int
    start: int
    end: int


class Outside(Record, frozen=True, kw_only=True):
    """Words outside the text that speak for a topic: of the title, or what the source calls section and keywords."""

    field: Literal["title", "section", "keywords", "url"]
    text: str


class Topic(Record, frozen=True, kw_only=True):
    """An IPTC Media Topic (or one of the user's own) with the words that speak for it, in the text and outside it."""

    code: str
    label: str
    score: float
    evidence: tuple[Span, ...]
    outside: tuple[Outside, ...] = ()


class Name(Record, frozen=True, kw_only=True):
    """A watched name that was found, with the variant that was met."""

    name: str
    variant: str
    start: int
    end: int


class Story(Record, frozen=True, kw_only=True):
    """The story told; `reprint_of` is the entry whose text it repeats, `likeness` how closely (0 to 1)."""

    id: str
    origin: bool
    reprint_of: str | None = None
    likeness: float | None = None


class ArchiveRef(Record, frozen=True, kw_only=True):
    """Where the fetched bytes are: a WARC file, the offset of the response record, the payload's digest."""

    file: str
    offset: int
    sha256: str


class Document(Record, frozen=True, kw_only=True):
    """An article with all that was found in it."""

    id: str
    url: str
    canonical_url: str
    source: Source
    feed: str
    language: str | None
    title: str
    lead: str
    text: str
    byline: tuple[str, ...]
    images: tuple[Image, ...]
    published_at: datetime | None
    dating: Dating
    first_seen_at: datetime
    fetched_at: datetime
    indexed_at: datetime | None
    revision: int
    dateline: Dateline | None
    dates: tuple[DateTag, ...]
    quotes: tuple[Quote, ...]
    speakers: tuple[Speaker, ...]
    people: tuple[Person, ...]
    topics: tuple[Topic, ...]
    names: tuple[Name, ...]
    title_names: tuple[Name, ...]
    story: Story
    verdict: Verdict
    text_hash: str
    archive: ArchiveRef
    versions: dict[str, str]
    section: str | None = None
    keywords: tuple[str, ...] = ()


def encode_document(document: Document) -> bytes:
    """Write the document as the JSON of the published schema."""
    return msgspec.json.encode(document)


def decode_document(data: bytes) -> Document:
    """Read what `encode_document` wrote."""
    return msgspec.json.decode(data, type=Document)


def read_elements(document: Document) -> dict[Field | Literal["lead", "text"], tuple[str, ...]]:
    """The strings that each text field of the query language searches, quotations apart."""
    line = document.dateline
    return {
        "title": (document.title,),
        "lead": (document.lead,),
        "text": (document.text,),
        "topic": tuple(value for topic in document.topics for value in (topic.code, topic.label)),
        "source": (document.source.id, document.source.name, document.source.domain),
        "language": (document.language,) if document.language else (),
        "dateline": tuple(value for value in (line.place, line.agency) if value) if line else (),
        "mentions": (
            *(value for person in document.people for value in (person.name, *person.aliases)),
            *(value for name in (*document.names, *document.title_names) for value in (name.name, name.variant)),
        ),
    }


def read_quotation(quote: Quote) -> dict[Field, tuple[str, ...]]:
    """The strings that `said:` and `speaker:` search in one quotation."""
    speaker = quote.speaker
    who = (speaker.name, speaker.role, speaker.text, speaker.organisation) if speaker else ()
    return {"said": (quote.text,), "speaker": tuple(value for value in who if value)}
