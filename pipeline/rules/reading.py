"""A document as the matcher reads it: every string cut into words once, however many rules look at it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from pipeline.query.tree import ANY_FIELDS, Terms
from pipeline.query.words import find_places, is_word_character, read_words
from pipeline.types import Document, Quote, read_elements, read_quotation

# Stands between strings and before the ids of watched names; a private-use character is in no word.
_GAP = "\ue000"


class Words:
    """The words of one string, where they stand, and which words there are."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.words: tuple[str, ...] = read_words(text)

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Where each word stands in the string; few rules match, so few strings are asked for it."""
        return find_places(self._text)

    @cached_property
    def run(self) -> str:
        """The words in one string, each between blanks."""
        return f" {' '.join(self.words)} "

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

    def stream(self) -> list[str]:
        """All words of all fields, and the watched names, for the prefilter."""
        words: list[str] = []
        strings = [text for texts in self.elements.values() for text in texts]
        strings += [
            text
            for quote in self.quotes
            for field, texts in quote.elements.items()
            if field != "said" or not _is_in_text(quote.quote, self.document.text)
            for text in texts
        ]
        for text in dict.fromkeys(strings):
            words += self.read(text).words
            words.append(_GAP)
        return [*words, *map(name_word, self.names)]


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
