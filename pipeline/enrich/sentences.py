"""Sentences of a paragraph, with what stands in quotation marks counted as one piece each."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.enrich.lexicon import words as word_set
from pipeline.enrich.lexicon.cues import ALL_PRONOUNS, CUES
from pipeline.enrich.lexicon.tongue import Tongue
from pipeline.enrich.marks import Stretch, find_paragraphs, find_stretches, is_single_style
from pipeline.enrich.tokens import Tokens
from pipeline.enrich.tongues.nesting import find_spans

_ENDS = frozenset(".?!…")
_ABBREVIATIONS = word_set(
    "mr mrs ms dr prof sen rep gov gen col capt lt sgt st jr sr inc corp co ltd vs no jan feb mar apr jun "
    "jul aug sep sept "
    "oct nov dec rev hon adm maj messrs dept etc fig vol approx"
)
_REACH = 8
_ORDINAL = 2  # digits


@dataclass(slots=True)
class Sentence:
    """Tokens from `lo` up to `hi`; the stretches in quotation marks lie wholly inside."""

    lo: int
    hi: int
    stretches: tuple[Stretch, ...] = ()


@dataclass(slots=True)
class Paragraph:
    """One line of the text with its sentences."""

    lo: int
    hi: int
    sentences: list[Sentence] = field(default_factory=list)
    stretches: tuple[Stretch, ...] = ()
    heading: bool = False


@dataclass(slots=True)
class Layout:
    """A text cut into paragraphs; `stretch_at` gives each token inside quotation marks its stretch's end, others 0."""

    tokens: Tokens
    paragraphs: list[Paragraph]
    stretch_at: list[int]


def lay_out(tokens: Tokens, *, skip: range = range(0), tongue: Tongue | None = None) -> Layout:
    """Cut a text into paragraphs, stretches and sentences; the tokens to skip (a dateline) belong to none.

    Without a tongue the text is read as English.
    """
    ranges = [(max(lo, skip.stop) if lo in skip else lo, hi) for lo, hi in find_paragraphs(tokens)]
    ranges = [(lo, hi) for lo, hi in ranges if hi > lo]
    single = tongue is None and is_single_style(tokens, ranges)
    stretch_at = [0] * len(tokens)
    paragraphs = []
    for lo, hi in ranges:
        around = (lo, hi)
        stretches = find_spans(tokens, around, tongue) if tongue else find_stretches(tokens, around, single=single)
        for stretch in stretches:
            stretch_at[stretch.lo : stretch.hi] = [stretch.hi] * (stretch.hi - stretch.lo)
        paragraph = Paragraph(lo, hi, stretches=stretches, heading=_is_heading(tokens, lo, hi))
        paragraph.sentences = _cut(tokens, paragraph, tongue)
        paragraphs.append(paragraph)
    return Layout(tokens, paragraphs, stretch_at)


def _is_heading(tokens: Tokens, lo: int, hi: int) -> bool:
    """A short line without a full stop is a heading."""
    return hi - lo < 25 and tokens.words[hi - 1] not in _ENDS and not any(w in _ENDS for w in tokens.words[hi - 2 : hi])


def _cut(tokens: Tokens, paragraph: Paragraph, tongue: Tongue | None) -> list[Sentence]:
    found: list[Sentence] = []
    start, index = paragraph.lo, paragraph.lo
    held: list[Stretch] = []
    stretches = iter(paragraph.stretches)
    following = next(stretches, None)
    while index < paragraph.hi:
        if following and index == following.lo:
            held.append(following)
            index = following.hi
            ends = _ends_after_stretch(tokens, following, paragraph.hi, english=tongue is None)
            following = next(stretches, None)
        else:
            ends = _ends_after_mark(tokens, index, paragraph.hi, tongue)
            index += 1
        if ends:
            found.append(Sentence(start, index, tuple(held)))
            start, held = index, []
    if start < paragraph.hi:
        found.append(Sentence(start, paragraph.hi, tuple(held)))
    return found


def _ends_after_mark(tokens: Tokens, index: int, hi: int, tongue: Tongue | None) -> bool:  # noqa: PLR0917
    word = tokens.words[index]
    if word not in _ENDS or index + 1 >= hi:
        return False
    after = tokens.words[index + 1]
    if after in _ENDS or (tokens.glued(index + 1) and after[0].isalnum()):
        return False
    if after[0].islower():
        return False
    before = tokens.near(index - 1)
    listed = tongue.abbreviations if tongue else _ABBREVIATIONS
    short = (
        before in listed
        or _is_ordinal(before, tongue)
        or (len(before) == 1 and before.isalpha() and tokens.words[index - 1].isupper())
    )
    return not (word == "." and short and tokens.glued(index))


def _is_ordinal(word: str, tongue: Tongue | None) -> bool:
    """Tell whether a number with a full stop may be an ordinal: "am 3. April"."""
    return tongue is not None and tongue.noun_capitals and word.isdigit() and len(word) <= _ORDINAL


def _ends_after_stretch(tokens: Tokens, stretch: Stretch, hi: int, *, english: bool) -> bool:
    """A stretch ends its sentence when its last mark does and no "he said" follows."""
    last = tokens.words[stretch.hi - 2] if stretch.closed else tokens.words[stretch.hi - 1]
    if last in {"'", "’", "‘"} and stretch.hi - stretch.lo > 3:
        last = tokens.words[stretch.hi - 3]
    if last not in _ENDS or stretch.hi >= hi:
        return False
    after = tokens.words[stretch.hi]
    if after[0].islower() or after in ",;:)-–—" or after in _ENDS:
        return False
    return not (english and last in "?!" and is_attribution_ahead(tokens, stretch.hi, hi))


def is_attribution_ahead(tokens: Tokens, index: int, hi: int) -> bool:
    """Tell whether a speaker and a reporting verb stand right here: "Albright asked at the end"."""
    for at in range(index, min(hi, index + _REACH)):
        word = tokens.low[at]
        if word in CUES and at > index:
            return at + 1 >= hi or tokens.low[at + 1] not in {"that", ":", "if", "whether"}
        if word in ALL_PRONOUNS:
            continue
        if not (tokens.words[at][0].isalpha() or word in {"-", "."}):
            return False
    return False
