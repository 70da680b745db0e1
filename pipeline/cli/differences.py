"""What two versions of a document say differently, field by field and item by item: for `wirewatch compare`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.types import DateTag, Document, Name, Person, Quote, Topic

FIELDS = (
    "title",
    "text",
    "published_at",
    "language",
    "verdict",
    "dateline",
    "dates",
    "quotes",
    "people",
    "topics",
    "names",
)
_SHOWN = 90  # characters of a passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What a field of a document has no more, and what it has newly, as people read it."""

    field: str
    removed: tuple[str, ...]
    added: tuple[str, ...]


def find_differences(old: Document, new: Document) -> list[Difference]:
    """List the fields that differ; those with many items say which items."""
    found = []
    for field in FIELDS:
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            was, now = Counter(_describe_all(before)), Counter(_describe_all(after))
            removed, added = tuple((was - now).elements()), tuple((now - was).elements())
            found.append(Difference(field=field, removed=removed, added=added))
    return found


def _describe_all(value: object) -> Iterable[str]:
    if isinstance(value, tuple):
        return [_describe(item) for item in value]
    return [_shorten(str(value))] if value is not None else []


def _describe(item: object) -> str:
    match item:
        case Quote(speaker=speaker, text=text):
            who = (speaker.name or speaker.text) if speaker else None
            return f"{who or 'somebody'}: {_shorten(text)}"
        case DateTag(text=text, type=kind, value=value):
            return f"{_shorten(text)} = {kind} {value}"
        case Person(name=name, role=role):
            return f"{name} ({role})" if role else name
        case Topic(label=label, score=score):
            return f"{label} {score:.2f}"
        case Name(name=name, variant=variant):
            return f"{name} as {variant}"
    return _shorten(str(item))


def _shorten(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "\u2026"
