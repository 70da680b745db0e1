"""Where words, phrases and proximity stand among the words of one string."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator

from pipeline.query.tree import Terms
from pipeline.rules.reading import Words


def find_spans(terms: Terms, words: Words) -> Iterator[tuple[int, int]]:
    """Yield where each place begins and ends in the run of the words, in the order of the text."""
    if not terms.words:
        return iter(())
    if terms.prefix:
        return _find_prefix(terms.words[0], words)
    if terms.near is not None:
        return _find_near(terms.words, words, terms.near)
    return _find_phrase(terms.words, words)


def _find_prefix(beginning: str, words: Words) -> Iterator[tuple[int, int]]:
    places = sorted(place for word in words.find_beginning(beginning) for place in words.places[word])
    return (_reach(words, place, place) for place in places)


def _find_phrase(phrase: tuple[str, ...], words: Words) -> Iterator[tuple[int, int]]:
    run, sought = words.run, f" {' '.join(phrase)} "
    at = run.find(sought)
    while at >= 0:
        yield at + 1, at + len(sought) - 1
        at = run.find(sought, at + 1)


def _find_near(needed: tuple[str, ...], words: Words, near: int) -> Iterator[tuple[int, int]]:
    """Slide a window that holds every word as often as it is named, and is as narrow as can be."""
    lacking = Counter(needed)
    if any(len(words.places.get(word, ())) < count for word, count in lacking.items()):
        return
    missing = len(needed)
    held: deque[int] = deque()
    for place in sorted(place for word in lacking for place in words.places[word]):
        word = words.words[place]
        held.append(place)
        missing -= lacking[word] > 0
        lacking[word] -= 1
        while lacking[words.words[held[0]]] < 0:
            lacking[words.words[held.popleft()]] += 1
        if not missing and place - held[0] + 1 - len(needed) <= near:
            yield _reach(words, held[0], place)


def _reach(words: Words, first: int, last: int) -> tuple[int, int]:
    """From the beginning of one word to the end of another, by their numbers."""
    return words.starts[first], words.starts[last] + len(words.words[last])
