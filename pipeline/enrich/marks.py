"""Quotation marks of every style, read paragraph by paragraph: no stretch ever leaves its paragraph.

Which way a mark is curled is not asked (typesetters and converters get it wrong): spaces decide, and where they do not,
whether a stretch is open. A missing mark ends or starts its stretch at the nearest comma, sentence or paragraph edge.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.enrich.lexicon.cues import CUES, PRONOUNS
from pipeline.enrich.tokens import Tokens

DOUBLE = frozenset({'"', "“", "”", "„", "‟", "«", "»", "''", "``", "＂"})
SINGLE = frozenset({"'", "‘", "’", "‚", "‹", "›"})
_BRACKETS = frozenset("([{-–—/…")
_CLOSERS = frozenset(".,;:!?)]}-–—/…")
_ENDS = frozenset(".?!…")
_SINGLE_REACH = 80  # tokens that a stretch in single marks may hold
_CUE_REACH = 7
_SPEECH_ENDS = frozenset(".,?!")
_SENTENCE_REACH = 120


@dataclass(frozen=True, slots=True)
class Stretch:
    """Tokens from `lo` up to `hi` stand in quotation marks; `opened` and `closed` say which mark is really there."""

    lo: int
    hi: int
    opened: bool = True
    closed: bool = True


def find_paragraphs(tokens: Tokens) -> list[tuple[int, int]]:
    """Cut a text into lines that hold something, as ranges of tokens."""
    found, lo = [], 0
    for index, word in enumerate(tokens.words):
        if word == "\n":
            if index > lo:
                found.append((lo, index))
            lo = index + 1
    if len(tokens) > lo:
        found.append((lo, len(tokens)))
    return found


def is_single_style(tokens: Tokens, paragraphs: list[tuple[int, int]]) -> bool:
    """Tell whether speech in this text stands in single marks: two stretches that end like speech."""
    count = 0
    for lo, hi in paragraphs:
        for stretch in _singles(tokens, (lo, hi), ()):
            count += tokens.words[stretch.hi - 2] in _SPEECH_ENDS and stretch.hi - stretch.lo > 4
    return count > 1


def find_stretches(tokens: Tokens, paragraph: tuple[int, int], *, single: bool) -> tuple[Stretch, ...]:
    """Find what stands in quotation marks in one paragraph, in order."""
    doubles = _doubles(tokens, paragraph)
    if not single:
        return tuple(doubles)
    return tuple(sorted([*doubles, *_singles(tokens, paragraph, tuple(doubles))], key=lambda stretch: stretch.lo))


def read_direction(tokens: Tokens, paragraph: tuple[int, int], index: int) -> str:
    """Tell by the spaces around a mark whether it opens, closes, or may do either."""
    lo, hi = paragraph
    before = index == lo or not tokens.glued(index) or tokens.words[index - 1] in _BRACKETS
    after = index + 1 >= hi or not tokens.glued(index + 1) or tokens.words[index + 1] in _CLOSERS
    if before == after:
        return "either"
    return "open" if before else "close"


def _doubles(tokens: Tokens, paragraph: tuple[int, int]) -> list[Stretch]:
    lo, hi = paragraph
    found: list[Stretch] = []
    start: int | None = None
    for index in range(lo, hi):
        if tokens.words[index] not in DOUBLE or (start is None and _is_inches(tokens, paragraph, index)):
            continue
        way = read_direction(tokens, paragraph, index)
        if start is None and (way == "close" or _closes_alone(tokens, paragraph, index)):
            found.append(start_without_opening(tokens, found[-1].hi if found else lo, index))
        elif start is None:
            start = index
        elif way == "open":
            found.append(_without_closing(tokens, start, index))
            start = index
        else:
            found.append(Stretch(start, index + 1))
            start = None
    if start is not None and hi - start > 1:
        found.append(_without_closing(tokens, start, hi))
    return [stretch for stretch in found if stretch.hi - stretch.lo > 1]


def _closes_alone(tokens: Tokens, paragraph: tuple[int, int], index: int) -> bool:
    """Tell whether a mark between spaces ends a quotation: it follows a comma, and no other mark comes."""
    lo, hi = paragraph
    if (
        index == lo
        or tokens.words[index - 1] not in _SPEECH_ENDS
        or read_direction(tokens, paragraph, index) != "either"
    ):
        return False
    return not any(word in DOUBLE for word in tokens.words[index + 1 : min(hi, index + _SENTENCE_REACH)])


def _is_inches(tokens: Tokens, paragraph: tuple[int, int], index: int) -> bool:
    """Tell whether the mark is a measure: 13.3 " and 15"."""
    return (
        index > paragraph[0]
        and tokens.words[index - 1][-1].isdigit()
        and read_direction(tokens, paragraph, index) != "open"
    )


def start_without_opening(tokens: Tokens, lo: int, mark: int) -> Stretch:
    """The opening mark is missing: the stretch starts with the sentence that the closing mark ends."""
    start = mark - 1
    floor = max(lo, mark - _SENTENCE_REACH)
    while start > floor and not (tokens.words[start - 1] in _ENDS and not tokens.glued(start) and start < mark - 1):
        start -= 1
    return Stretch(start, mark + 1, opened=False)


def _without_closing(tokens: Tokens, lo: int, hi: int) -> Stretch:
    """The closing mark is missing: the stretch ends at ", he said", else at the edge that it must not cross."""
    for index in range(lo + 2, min(hi, lo + 400)):
        if tokens.words[index] == "," and _is_attribution(tokens, index + 1, hi):
            return Stretch(lo, index + 1, closed=False)
    return Stretch(lo, hi, closed=False)


def _is_attribution(tokens: Tokens, index: int, hi: int) -> bool:
    """Tell whether "he said" or "said Name" stands here and closes its clause."""
    for at in range(index, min(hi, index + _CUE_REACH)):
        word = tokens.low[at]
        if word in CUES:
            after = tokens.near(at + 1)
            named = at == index and tokens.words[at + 1 : at + 2] != [] and tokens.words[at + 1][0].isupper()
            return named or (at > index and (at + 1 >= hi or not after[0].isalpha()))
        known = tokens.words[at][0].isupper() or word in PRONOUNS or word in {"the", "a", "his", "her"}
        if (at == index and not known) or word in ".?!,;:":
            return False
    return False


def _singles(tokens: Tokens, paragraph: tuple[int, int], doubles: tuple[Stretch, ...]) -> list[Stretch]:
    lo, hi = paragraph
    taken = bytearray(hi - lo)
    for stretch in doubles:
        taken[stretch.lo - lo : stretch.hi - lo] = b"\x01" * (stretch.hi - stretch.lo)
    found: list[Stretch] = []
    start: int | None = None
    for index in range(lo, hi):
        if tokens.words[index] not in SINGLE or taken[index - lo]:
            continue
        way = read_direction(tokens, paragraph, index)
        if start is not None and (way == "open" or index - start > _SINGLE_REACH):
            start = None
        if start is None:
            start = index if way == "open" else None
        elif way == "close":
            found.append(Stretch(start, index + 1))
            start = None
    return found
