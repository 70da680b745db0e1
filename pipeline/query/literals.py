"""Looks for very many short runs of words in one pass over the words of a text (Aho-Corasick).

A literal is a run of at most three folded words. So no two literals that end at one place are of the same length,
and a text has at most about as many hits as characters, however hostile both are. Longer phrases are looked for by
their most telling part, and whoever asks compares the rest.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

_RUN = 3
_CHUNK = 4096  # words: bounds the memory that the hits of one pass take
_STRETCH = 1 << 15  # the same in characters


class Anchor(NamedTuple):
    """The most telling part of a run of words: what to look for, and how many words stand before it."""

    literal: str
    offset: int


def find_anchor(words: Sequence[str], *, opens: Sequence[bool] = ()) -> Anchor:
    """Choose the longest part; `opens[i]` says that word i is only the beginning of a word."""
    opened = list(opens) or [False] * len(words)
    if 0 < len(words) <= _RUN and not any(opened):  # as nearly always: the whole run is the longest part
        return Anchor(f" {' '.join(words)} ", 0)
    best = Anchor("", 0)
    for start in range(len(words)):
        for end in range(start + 1, min(start + _RUN, len(words)) + 1):
            if any(opened[start : end - 1]):
                break
            literal = f" {' '.join(words[start:end])}{'' if opened[end - 1] else ' '}"
            if len(literal) > len(best.literal):
                best = Anchor(literal, start)
    return best


class Literals:
    """Finds which of the given literals (as `find_anchor` writes them) a text contains, and where."""

    def __init__(self, literals: Sequence[str]) -> None:
        owners: dict[str, list[int]] = {}
        for number, literal in enumerate(literals):
            owners.setdefault(literal, []).append(number)
        # Flat, because a list a literal takes as much memory as the automaton.
        self._numbers = array("L", (number for numbers in owners.values() for number in numbers))
        self._starts = array("L", accumulate((len(numbers) for numbers in owners.values()), initial=0))
        self._automaton = AhoCorasick(list(owners))

    def _owners(self, literal: int) -> array[int]:
        return self._numbers[self._starts[literal] : self._starts[literal + 1]]

    def find_any(self, run: str) -> set[int]:
        """The numbers of the literals that occur in words of which each stands between blanks."""
        met: set[int] = set()
        for start in range(0, len(run), _STRETCH):
            end = start + _STRETCH - 1
            for _ in range(_RUN):  # to the end of the longest literal that can begin here
                end = run.find(" ", end + 1) if end >= 0 else end
            stretch = run[start : end + 1 if end >= 0 else None]
            met.update(literal for literal, _, _ in self._automaton.find_matches_as_indexes(stretch, overlapping=True))
        return {number for literal in met for number in self._owners(literal)}

    def find(self, words: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Yield (number of the literal, number of its first word) once for each place."""
        for start in range(0, len(words), _CHUNK):
            part = words[start : start + _CHUNK + _RUN - 1]
            places = list(accumulate((len(word) + 1 for word in part), initial=0))
            for literal, at, _ in self._automaton.find_matches_as_indexes(f" {' '.join(part)} ", overlapping=True):
                word = bisect_right(places, at) - 1
                if word < _CHUNK:  # the overlap belongs to the next chunk
                    yield from ((number, start + word) for number in self._owners(literal))
