"""Makes documents for tests: every field has a sensible value, and the ones that matter are given as plain text."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from pipeline.types import (
    ArchiveRef,
    Dateline,
    Dating,
    Document,
    Name,
    Person,
    Quote,
    Source,
    Speaker,
    SpeakerMention,
    Story,
    Topic,
)

SEEN_AT = datetime(2026, 4, 3, 9, 30, tzinfo=UTC)


def make_document(
    *,
    id: str | None = None,  # noqa: A002 - the document's own field name
    title: str = "A headline",
    lead: str = "",
    text: str = "",
    published_at: datetime | None = SEEN_AT,
    first_seen_at: datetime = SEEN_AT,
    revision: int = 1,
    language: str | None = "en",
    source: str | Source = "sample-wire",
    quotes: Sequence[tuple[str | None, str]] = (),
    people: Mapping[str, Sequence[str]] | None = None,
    topics: Mapping[str, str] | None = None,
    names: Sequence[tuple[str, str]] = (),
    title_names: Sequence[tuple[str, str]] = (),
    place: str | None = None,
    agency: str | None = None,
    **fields: Any,
) -> Document:
    """Make a document; `fields` replace any other field of Document as they are.

    source: a slug, or the whole; quotes: (speaker's name or None, the words said); people: name to aliases;
    topics: code to label; names, title_names: (watched name, variant met). Offsets are where the words stand in
    `text` (`title` for title_names), or 0 to 0. Without an id, one is derived from title, text and source.
    """
    publisher = source if isinstance(source, Source) else _source(source)
    key = id or hashlib.sha256(f"{publisher.id}\n{title}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
    line = Dateline(place=place, date=None, agency=agency, start=0, end=0) if place or agency else None
    values: dict[str, Any] = {
        "id": key,
        "url": f"https://{publisher.domain}/{key}",
        "canonical_url": f"https://{publisher.domain}/{key}",
        "source": publisher,
        "feed": f"{publisher.id}-feed",
        "language": language,
        "title": title,
        "lead": lead,
        "text": text,
        "byline": (),
        "images": (),
        "published_at": published_at,
        "dating": Dating(
            value=published_at, precision="second", zone_known=True, origin="feed", reason="the only claim"
        ),
        "first_seen_at": first_seen_at,
        "fetched_at": first_seen_at,
        "indexed_at": None,
        "revision": revision,
        "dateline": line,
        "dates": (),
        "quotes": tuple(make_quote(said, speaker=speaker, text=text) for speaker, said in quotes),
        "speakers": _speakers(quotes),
        "people": tuple(_person(name, aliases, text) for name, aliases in (people or {}).items()),
        "topics": tuple(
            Topic(code=code, label=label, score=1.0, evidence=()) for code, label in (topics or {}).items()
        ),
        "names": tuple(_name(name, variant, text) for name, variant in names),
        "title_names": tuple(_name(name, variant, title) for name, variant in title_names),
        "story": Story(id=key, origin=True),
        "verdict": "full",
        "text_hash": hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        "archive": ArchiveRef(file="2026/04/03/sample.warc.gz", offset=0, sha256="0" * 64),
        "versions": {"extract": "1"},
    }
    return Document(**(values | fields))


def make_quote(said: str, *, speaker: str | None = None, role: str | None = None, text: str = "") -> Quote:
    """Make a direct quotation, found in `text` where it stands there."""
    start, end = _find(said, text)
    who = SpeakerMention(start=None, end=None, text=None, name=speaker, role=role, kind="person") if speaker else None
    return Quote(start=start, end=end, text=said, direct=True, cue=None, speaker=who, confidence=0.9)


def _source(name: str) -> Source:
    return Source(id=name, name=name.replace("-", " ").title(), domain=f"{name}.example")


def _speakers(quotes: Sequence[tuple[str | None, str]]) -> tuple[Speaker, ...]:
    names = [speaker for speaker, _ in quotes if speaker]
    return tuple(
        Speaker(name=name, role=None, kind="person", aliases=(), quotes=names.count(name))
        for name in dict.fromkeys(names)
    )


def _person(name: str, aliases: Sequence[str], text: str) -> Person:
    start, end = _find(name, text)
    return Person(name=name, role=None, aliases=tuple(aliases), mentions=1, start=start, end=end)


def _name(name: str, variant: str, text: str) -> Name:
    start, end = _find(variant, text)
    return Name(name=name, variant=variant, start=start, end=end)


def _find(passage: str, text: str) -> tuple[int, int]:
    start = text.find(passage)
    return (start, start + len(passage)) if start >= 0 else (0, 0)
