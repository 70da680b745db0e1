"""Finds runs of words, inflected or not, in one pass over a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from pipeline.query.literals import Anchor, Literals, find_anchor
from pipeline.query.words import Token, read_tokens

# Marks that end a thought: "with Russia. NATO Council members" names no Russia-NATO Council.
_STOPS = frozenset(".!?;:,…。！？；：，、؟؛،")
_GAP_LIMIT = 12  # characters between two words of a name: a dash with spaces, a quotation mark, a line end
_STEM_LIMIT = 3
_QUOTES = (("«", "»"), ("“", "”"), ("„", "“"), ("„", "”"), ('"', '"'))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A run of words to find. `opens[i]`: word i may be longer. `stops[i]`: the stops written before word i.

    `written` holds the words letter for letter where case counts, and is empty where it does not.
    """

    words: tuple[str, ...]
    opens: tuple[bool, ...]
    stops: tuple[str, ...]
    written: tuple[str, ...] = ()


class Hit(NamedTuple):
    """Where a pattern stands."""

    start: int
    end: int
    pattern: int


def read_pattern(text: str, *, case: bool = False) -> Pattern:
    """Read a variant as listed; ValueError says what is wrong with it."""
    tokens = tuple(read_tokens(text))
    if not tokens:
        raise ValueError(f"variant {text!r} has no letter or digit: write at least one word")
    opens = tuple(text[token.end : token.end + 1] == "*" for token in tokens)
    if text.count("*") != sum(opens):
        raise ValueError(f"variant {text!r}: * stands right after a word and means its inflections")
    for token, open_end in zip(tokens, opens, strict=True):
        if open_end and len(token.text) < _STEM_LIMIT:
            raise ValueError(f"variant {text!r}: * needs at least {_STEM_LIMIT} letters before it")
    return Pattern(
        words=tuple(token.text for token in tokens),
        opens=opens,
        stops=tuple("".join(_find_stops(gap)) for gap in ("", *_read_gaps(text, tokens))),
        written=tuple(text[token.start : token.end] for token in tokens) if case else (),
    )


class Finder:
    """Finds patterns in texts; linear in the text for any set of patterns."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self._patterns = tuple(patterns)
        self._anchors: tuple[Anchor, ...] = tuple(find_anchor(each.words, opens=each.opens) for each in patterns)
        self._literals = Literals([anchor.literal for anchor in self._anchors])

    def find(self, text: str) -> list[Hit]:
        """Find every place, the earliest first and of those the longest."""
        tokens = tuple(read_tokens(text))
        hits = set()
        for number, word in self._literals.find([token.text for token in tokens]):
            pattern = self._patterns[number]
            first = word - self._anchors[number].offset
            run = tokens[max(first, 0) : first + len(pattern.words)]
            if first >= 0 and len(run) == len(pattern.words) and _fits(pattern, run, text):
                hits.add(Hit(run[0].start, _close(text, run[0].start, run[-1].end), number))
        return sorted(hits, key=lambda hit: (hit.start, -hit.end, hit.pattern))


def _close(text: str, start: int, end: int) -> int:
    """Take in the mark that closes a quotation begun inside: Совет «Россия - НАТО»."""
    passage = text[start:end]
    for opening, closing in _QUOTES:
        if (
            text[end : end + 1] == closing
            and opening in passage
            and closing not in passage[passage.rindex(opening) + 1 :]
        ):
            return end + 1
    return end


def _fits(pattern: Pattern, run: tuple[Token, ...], text: str) -> bool:
    for token, word, open_end in zip(run, pattern.words, pattern.opens, strict=True):
        if not (token.text.startswith(word) if open_end else token.text == word):
            return False
    return _is_written(pattern, run, text) and _hangs_together(pattern, run, text)


def _is_written(pattern: Pattern, run: tuple[Token, ...], text: str) -> bool:
    """Letter for letter, where case counts; of an inflected word the beginning."""
    for token, written, open_end in zip(run, pattern.written, pattern.opens, strict=False):
        found = text[token.start : token.end]
        if not (found.startswith(written) if open_end else found == written):
            return False
    return True


def _hangs_together(pattern: Pattern, run: tuple[Token, ...], text: str) -> bool:
    for before, after, stops in zip(run, run[1:], pattern.stops[1:], strict=False):
        if after.start - before.end > _GAP_LIMIT:
            return False
        gap = text[before.end : after.start]
        if gap.count("\n") > 1 or not set(_find_stops(gap)) <= set(stops):
            return False
    return True


def _read_gaps(text: str, tokens: tuple[Token, ...]) -> list[str]:
    return [text[before.end : after.start] for before, after in pairwise(tokens)]


def _find_stops(gap: str) -> list[str]:
    return [character for character in gap if character in _STOPS]
