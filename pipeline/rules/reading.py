"""A document as the matcher reads it: every string cut into words once, however many rules look at it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from pipeline.query.tree import ANY_FIELDS, Terms
from pipeline.query.words import find_places, is_word_character, read_aligned, read_words
from pipeline.types import Document, Quote, read_elements, read_quotation

# Stands between strings and before the ids of watched names; a private-use character is in no word.
_GAP = "\ue000"
_WIDE_GAP = re.compile("  +")


class _Gaps:
    """How much further a place is in the string than in the run of its words, which has one blank in each gap.

    Wide gaps are few beside the words; to ask where every word stands costs more than all the rest of matching.
    """

    def __init__(self, aligned: str) -> None:
        # The run begins with a blank.
        self._after, self._further, further = [0], [-1], -1
        for gap in _WIDE_GAP.finditer(f" {aligned}"):
            further += gap.end() - gap.start() - 1
            self._after.append(gap.end() - 1 - further)
            self._further.append(further)

    def locate(self, place: int) -> int:
        """The place in the string."""
        return place + self._further[bisect_right(self._after, place) - 1]


class Words:
    """The words of one string: `run` has them in order, each between blanks."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.run = f" {' '.join(read_words(text))} "

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words in order."""
        return tuple(self.run.split())

    @cached_property
    def starts(self) -> list[int]:
        """Where each word begins in `run`."""
        return list(accumulate((len(word) + 1 for word in self.words), initial=1))

    def locate(self, start: int, end: int) -> tuple[int, int]:
        """Where words of `run`, from one end to the other, stand in the string (code points)."""
        if self._gaps is not None:
            return self._gaps.locate(start), self._gaps.locate(end - 1) + 1
        first, last = (self.run.count(" ", 0, place) - 1 for place in (start, end))
        return self._places[first][0], self._places[last][1]

    @cached_property
    def _gaps(self) -> _Gaps | None:
        aligned = read_aligned(self._text)
        return None if aligned is None else _Gaps(aligned)

    @cached_property
    def _places(self) -> list[tuple[int, int]]:
        return find_places(self._text)

    @cached_property
    def distinct(self) -> frozenset[str]:
        """The distinct words."""
        return frozenset(self.words)

    @cached_property
    def places(self) -> Mapping[str, list[int]]:
        """Word to the numbers of its tokens, in order."""
        places: dict[str, list[int]] = {}
        for number, word in enumerate(self.words):
            places.setdefault(word, []).append(number)
        return places

    @cached_property
    def vocabulary(self) -> list[str]:
        """The distinct words in order."""
        return sorted(self.distinct)

    def find_beginning(self, beginning: str) -> Iterator[str]:
        """The distinct words that begin so."""
        for number in range(bisect_left(self.vocabulary, beginning), len(self.vocabulary)):
            if not self.vocabulary[number].startswith(beginning):
                return
            yield self.vocabulary[number]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadQuote:
    """A quotation and the strings that `said:` and `speaker:` look into."""

    quote: Quote
    elements: Mapping[str, tuple[str, ...]]


class Reading:
    """One document, read lazily."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.elements: Mapping[str, tuple[str, ...]] = {str(k): v for k, v in read_elements(document).items()}
        self._cache: dict[str, Words] = {}

    def read(self, text: str) -> Words:
        """The words of a string."""
        words = self._cache.get(text)
        if words is None:
            words = self._cache[text] = Words(text)
        return words

    @cached_property
    def quotes(self) -> tuple[ReadQuote, ...]:
        """The quotations, in order."""
        return tuple(
            ReadQuote(quote=quote, elements={str(k): v for k, v in read_quotation(quote).items()})
            for quote in self.document.quotes
        )

    @cached_property
    def names(self) -> frozenset[str]:
        """The ids of the watched names found in title and text."""
        return frozenset(name.name for name in (*self.document.names, *self.document.title_names))

    def strings(self, terms: Terms, quote: ReadQuote | None) -> Iterator[str]:
        """The elements that a term looks into; none for quotation terms outside a quotation."""
        if quote is not None:
            yield from quote.elements.get(terms.field, ())
            return
        for field in ANY_FIELDS if terms.field == "any" else (terms.field,):
            yield from self.elements.get(field, ())

    def stream(self) -> str:
        """All words of all fields, and the watched names, each between blanks, for the prefilter."""
        strings = [text for texts in self.elements.values() for text in texts]
        strings += [
            text
            for quote in self.quotes
            for field, texts in quote.elements.items()
            if field != "said" or not _is_in_text(quote.quote, self.document.text)
            for text in texts
        ]
        runs = [self.read(text).run for text in dict.fromkeys(strings)]
        return _GAP.join([*runs, *(f" {name_word(name)} " for name in self.names)])


def _is_in_text(quote: Quote, text: str) -> bool:
    """Whether the words of a quotation are words of the text: a slice of it that cuts no word."""
    start, end = quote.start, quote.end
    if text[start:end] != quote.text:
        return False
    return not any(
        0 < edge < len(text) and is_word_character(text[edge - 1]) and is_word_character(text[edge])
        for edge in (start, end)
    )


def name_word(name: str) -> str:
    """The word that stands for a watched name in the stream."""
    return _GAP + name
