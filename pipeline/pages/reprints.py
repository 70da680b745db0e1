"""What a reprint keeps of the text it repeats, adds to it and leaves out, paragraph by paragraph. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.query.words import read_words
from pipeline.types import Document

_RUN = 3
# A paragraph of which half the runs of three words stand in the other text is there, edited or not.
_THERE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Reprint:
    """`kept` is the share of the origin's wording, 0 to 1; `added` and `left_out` are paragraphs."""

    kept: float
    added: tuple[str, ...]
    left_out: tuple[str, ...]


def compare_prints(origin: str, reprint: str) -> Reprint:
    """Compare a reprint with its origin, whatever the order of the paragraphs."""
    theirs, mine = _read_runs(origin), _read_runs(reprint)
    return Reprint(
        kept=len(theirs & mine) / len(theirs) if theirs else 0.0,
        added=_find_missing(reprint, theirs),
        left_out=_find_missing(origin, mine),
    )


def find_agency(origin: Document, reprint: Document) -> str | None:
    """The agency whose copy both are, None when there is none: both credit it, or the reprint credits the source."""
    mine = (reprint.dateline and reprint.dateline.agency) or None
    theirs = (origin.dateline and origin.dateline.agency) or origin.source.name
    return mine if mine is not None and read_words(mine) == read_words(theirs) else None


def _find_missing(text: str, other: set[tuple[str, ...]]) -> tuple[str, ...]:
    """The paragraphs of a text of which less than half stands in the other one."""
    paragraphs = [line.strip() for line in text.splitlines() if line.strip()]
    return tuple(one for one in paragraphs if (runs := _read_runs(one)) and len(runs & other) < _THERE * len(runs))


def _read_runs(text: str) -> set[tuple[str, ...]]:
    """The runs of three words inside paragraphs; of a shorter paragraph, the whole of it."""
    found: set[tuple[str, ...]] = set()
    for line in text.splitlines():
        words = read_words(line)
        found |= {words[at : at + _RUN] for at in range(max(len(words) - _RUN + 1, 1))} if words else set()
    return found
