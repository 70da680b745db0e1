"""An article's text cut into pieces that know what they are: quotation, date, name, topic word, hit. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from pipeline.types import Document, Evidence, Quote

_SNIPPET = 110


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A passage of a text with the class that the style sheet knows and a note for the reader."""

    start: int
    end: int
    kind: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text under the same marks."""

    text: str
    kinds: str = ""
    note: str = ""


def find_marks(document: Document, evidence: Iterable[Evidence] = ()) -> tuple[Mark, ...]:
    """All marks of a document's text, hits of a rule or query among them."""
    marks = [
        *(Mark(start=q.start, end=q.end, kind="quote", note=_who(q)) for q in document.quotes),
        *(
            Mark(start=q.speaker.start, end=q.speaker.end, kind="speaker", note=q.speaker.name or "")
            for q in document.quotes
            if q.speaker and q.speaker.start is not None and q.speaker.end is not None
        ),
        *(Mark(start=d.start, end=d.end, kind="date", note=f"{d.type} {d.value}") for d in document.dates),
        *(Mark(start=n.start, end=n.end, kind="name", note=n.name) for n in document.names),
        *(Mark(start=s.start, end=s.end, kind="topic", note=t.label) for t in document.topics for s in t.evidence),
        *(Mark(start=e.start, end=e.end, kind="hit", note=e.clause) for e in evidence if e.field == "text"),
    ]
    if document.dateline:
        marks.append(Mark(start=document.dateline.start, end=document.dateline.end, kind="dateline", note="dateline"))
    return tuple(marks)


def _who(quote: Quote) -> str:
    speaker = quote.speaker
    return (speaker.name or speaker.text or "somebody") if speaker else "somebody"


def cut(text: str, marks: Iterable[Mark], *, start: int = 0, end: int | None = None) -> Iterator[Piece]:
    """Cut `text[start:end]` at every border of a mark; joined, the pieces are that text again."""
    end = len(text) if end is None else end
    inside = [mark for mark in marks if mark.start < end and mark.end > start and mark.start < mark.end]
    borders = sorted({start, end, *(min(max(b, start), end) for mark in inside for b in (mark.start, mark.end))})
    for left, right in pairwise(borders):
        over = [mark for mark in inside if mark.start <= left and mark.end >= right]
        kinds = " ".join(dict.fromkeys(mark.kind for mark in over))
        notes = "; ".join(dict.fromkeys(f"{mark.kind}: {mark.note}" for mark in over if mark.note))
        yield Piece(text=text[left:right], kinds=kinds, note=notes)


def cut_paragraphs(text: str, marks: Iterable[Mark]) -> tuple[tuple[Piece, ...], ...]:
    """The paragraphs of a text, each cut into pieces."""
    marks = tuple(marks)
    return tuple(
        tuple(cut(text, marks, start=found.start(), end=found.end())) for found in re.finditer(r"[^\n]+", text)
    )


def cut_snippet(document: Document, evidence: Iterable[Evidence]) -> tuple[Piece, ...]:
    """The place of the first hit with some words around it, or the beginning of the text."""
    hits = [item for item in evidence if item.field == "text"]
    first = min(hits, key=lambda item: item.start, default=None)
    text = document.text
    start = max(first.start - _SNIPPET, 0) if first else 0
    end = min((first.end if first else 0) + 2 * _SNIPPET, len(text))
    if first and start and (space := text.find(" ", start, first.start)) > 0:
        start = space + 1
    if end < len(text) and (space := text.rfind(" ", first.end if first else 0, end)) > 0:
        end = space
    marks = [Mark(start=item.start, end=item.end, kind="hit", note=item.clause) for item in hits]
    return tuple(cut(text, marks, start=start, end=end))
