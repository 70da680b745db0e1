"""Quotation marks that nest (« “ ” », „ “) and dialogue dashes, for the languages that tell opening from closing."""

from __future__ import annotations

from pipeline.enrich.lexicon.tongue import Tongue
from pipeline.enrich.marks import DOUBLE, Stretch, read_direction, start_without_opening
from pipeline.enrich.tokens import Tokens

DASHES = frozenset({"-", "–", "—", "―"})
_SPEECH_ENDS = frozenset({",", "?", "!", "…", "."})
_ENDS = frozenset(".?!…")
_REACH = 400  # tokens
_CUE_REACH = 3
_DEEPEST = 8
_TITLE = 3  # words


class _Reader:
    """Reads the marks of one paragraph; `open` holds the marks that wait for their closing ones."""

    def __init__(self, tokens: Tokens, paragraph: tuple[int, int], tongue: Tongue) -> None:
        self.tokens, self.paragraph, self.tongue = tokens, paragraph, tongue
        self.found: list[Stretch] = []
        self.open: list[str] = []
        self.start = paragraph[0]
        self.inner = -1  # the last closing mark inside

    def read(self) -> list[Stretch]:
        lo, hi = self.paragraph
        for index in range(lo, hi):
            if self.tokens.words[index] in DOUBLE:
                self._mark(index)
        if self.open and hi - self.start > 1:
            self._end_unclosed(hi)
        return [stretch for stretch in self.found if stretch.hi - stretch.lo > 1]

    def _mark(self, index: int) -> None:
        opening = self._opens(index)
        if opening and self.open and self.tokens.words[index - 1] in _ENDS:
            self._end_unclosed(index)
        if opening:
            self._push(index)
        elif self.open:
            self._pop(index)
        else:
            floor = self.found[-1].hi if self.found else self.paragraph[0]
            if index > floor:  # a closing mark with nothing before it closes nothing
                self.found.append(start_without_opening(self.tokens, floor, index))

    def _push(self, index: int) -> None:
        if not self.open:
            self.start, self.inner = index, -1
        if len(self.open) < _DEEPEST:
            self.open.append(self.tokens.words[index])

    def _pop(self, index: int) -> None:
        self.open.pop()
        if self.open and self.tokens.near(index + 1) == "," and self.tokens.near(index + 2) in DASHES:
            self.open.clear()  # one mark closes both: «Мы из «Севера», - сказал он
        if self.open:
            self.inner = index
        else:
            self.found.append(Stretch(self.start, index + 1))

    def _opens(self, index: int) -> bool:
        word = self.tokens.words[index]
        if word == "„":
            return True
        if word in {"«", "»"} and self.tongue.code != "de":
            return word == "«"
        if word == "“" and "„" in self.open:
            return False
        way = read_direction(self.tokens, self.paragraph, index)
        return not self.open if way == "either" else way == "open"

    def _end_unclosed(self, hi: int) -> None:
        """The closing mark is missing: end at an inner one, at ", said he", or at the edge."""
        self.open.clear()
        end = self.inner + 1 if self.inner >= 0 else hi
        for index in range(self.start + 2, min(hi, self.start + _REACH)):
            if self.tokens.words[index] == "," and _reports(self.tokens, index + 1, self.tongue):
                end = index + 1
                break
        self.found.append(Stretch(self.start, end, closed=self.inner >= 0))


def find_spans(tokens: Tokens, paragraph: tuple[int, int], tongue: Tongue) -> tuple[Stretch, ...]:
    """Find what is quoted in one paragraph, in marks or behind dialogue dashes, in order."""
    marked = _Reader(tokens, paragraph, tongue).read()
    speech = [stretch for stretch in marked if not _is_title(tokens, paragraph, stretch, tongue)]
    if not speech:
        return tuple(_dialogue(tokens, paragraph, tongue))
    return tuple(part for stretch in speech for part in _parts(tokens, stretch, tongue))


def _parts(tokens: Tokens, stretch: Stretch, tongue: Tongue) -> list[Stretch]:
    """Part "«Мы готовы, — сказал он. — Идём»" around who says it."""
    for index in range(stretch.lo + 2, min(stretch.hi - 2, stretch.lo + _REACH)):
        dash = tokens.words[index] in DASHES
        led = dash and (tokens.words[index - 1] in _SPEECH_ENDS or tokens.near(index + 1) in tongue.verbs)
        if led and _reports(tokens, index, tongue):
            first = Stretch(stretch.lo, index, closed=stretch.closed)
            return [first, *_rest(tokens, index + 2, stretch.hi)]
    return [stretch]


def _is_title(tokens: Tokens, paragraph: tuple[int, int], stretch: Stretch, tongue: Tongue) -> bool:  # noqa: PLR0917
    """Tell whether marks hold the name of a team, a ship or a book: "тренер «Маяка» сказал"."""
    lo, hi = stretch.lo + 1, stretch.hi - 1
    named = stretch.lo > paragraph[0] and tokens.low[stretch.lo - 1] in tongue.definite
    named = named and all(word[0].isupper() for word in tokens.words[lo:hi])
    most = 1 if tongue.noun_capitals and not named else _TITLE
    if not (stretch.opened and stretch.closed and 0 < hi - lo <= most and tokens.words[lo][0].isupper()):
        return False
    if not all(tokens.words[at][0].isalnum() or (at > lo and tokens.glued(at)) for at in range(lo, hi)):
        return False
    led = stretch.lo > paragraph[0] and tokens.words[stretch.lo - 1][0].isalpha()
    ends = stretch.hi >= paragraph[1] or tokens.words[stretch.hi] in {",", ".", *DASHES}
    return led or not ends


def _reports(tokens: Tokens, at: int, tongue: Tongue) -> bool:
    """Tell whether a reporting verb stands right here, behind a dash or an auxiliary at most."""
    at += tokens.near(at) in DASHES
    for index in range(at, at + _CUE_REACH):
        word = tokens.near(index)
        if word in tongue.verbs or (word in tongue.participles and index > at):
            return True
        if word not in tongue.auxiliaries and word not in tongue.pronouns:
            return False
    return False


def _dialogue(tokens: Tokens, paragraph: tuple[int, int], tongue: Tongue) -> list[Stretch]:
    """Read "— Мы готовы, — сказал он. — Идём." and "—Vamos —dijo Pérez—. Ya."; a verb must tell that it is speech."""
    lo, hi = paragraph
    if tokens.words[lo] not in DASHES:
        return []
    for index in range(lo + 2, min(hi - 1, lo + _REACH)):
        dash = tokens.words[index] in DASHES
        if (dash or tokens.words[index] == ",") and _reports(tokens, index + (not dash), tongue):
            comma = not dash and tokens.words[index + 1] in DASHES
            first = Stretch(lo + 1, index + (1 if comma or not dash else 0))
            return [first, *_rest(tokens, index + 2 + comma, hi)]
    return []


def _rest(tokens: Tokens, at: int, hi: int) -> list[Stretch]:
    for index in range(at, min(hi, at + _REACH)):
        if tokens.words[index] in DASHES:
            start = index + 1
            while start < hi and tokens.words[start] in {".", ","}:
                start += 1
            return [Stretch(start, hi)] if hi - start > 1 else []
    return []
