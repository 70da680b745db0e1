"""Find evidence terms in a run of words: the longest that starts at each place, stems included, in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.enrich.tokens import Tokens

Term = tuple[str, ...]
Weights = tuple[tuple[str, float], ...]
STEM_LEAST = 3  # letters before the `*`
LONGEST_TERM = 6
_MARKS = frozenset("#&-")


@dataclass(slots=True)
class _Node:
    """The words that may follow, and the term that ends here."""

    next: dict[str, _Node] = field(default_factory=dict)
    term: Term | None = None


class TermIndex:
    """The terms of one language; `terms` gives the topics that a term speaks for or against, with weights."""

    __slots__ = ("_root", "_stems", "terms")

    def __init__(self, terms: Mapping[Term, Weights]) -> None:
        self.terms = terms
        self._root = _Node()
        stems: dict[str, set[str]] = {}
        for term in terms:
            node = self._root
            for word in term:
                node = node.next.setdefault(word, _Node())
                if word.endswith("*"):
                    stems.setdefault(word[:STEM_LEAST], set()).add(word)
            node.term = term
        self._stems = {head: tuple(sorted(found, key=len, reverse=True)) for head, found in stems.items()}

    def find(self, words: Sequence[str]) -> Iterator[tuple[Term, int, int]]:
        """Give each term met, with where it starts and ends; terms do not overlap, the longest wins."""
        index = 0
        while index < len(words):
            term, end = self._longest(self._root, words, index)
            if term:
                yield term, index, end
            index = end if term else index + 1

    def _longest(self, node: _Node, words: Sequence[str], index: int) -> tuple[Term | None, int]:
        found: tuple[Term | None, int] = (node.term, index)
        if node.next and index < len(words):
            for form in self._forms(words[index]):
                below = node.next.get(form)
                if below is not None:
                    longer = self._longest(below, words, index + 1)
                    if longer[0] and (found[0] is None or longer[1] > found[1]):
                        found = longer
        return found

    def _forms(self, word: str) -> Iterable[str]:
        """Give the ways in which a term may spell a word: itself, its singular, or a stem of it, longest first."""
        one = singular(word)
        forms = (word,) if one == word else (word, one)
        stems = self._stems.get(word[:STEM_LEAST])
        if stems is None:
            return forms
        return (*forms, *(stem for stem in stems if word.startswith(stem[:-1])))


def fold_term(term: str) -> Term:
    """Cut a term the way texts are cut; a word with `*` stays a stem."""
    folded: list[str] = []
    for word in Tokens(term).low:
        if word == "*" and folded:
            folded[-1] += "*"
        elif word[0].isalnum() or word in _MARKS:
            folded.append(word)
    return tuple(folded)


def fold_words(words: Sequence[str], *, language: str) -> Sequence[str]:
    """Cut off what a language puts before the words of a text (lower case already)."""
    return [cut_elision(word) for word in words] if language == "fr" else words


def cut_elision(word: str) -> str:
    """Take the l' or d' off a French word."""
    head, mark, rest = word.partition("'")
    return rest if mark and rest and (len(head) == 1 or head == "qu") else word


def singular(word: str) -> str:
    """Take a plural's ending off; what comes out need not be a word, only be met by no other one's term."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    return word[:-3] + "y" if word.endswith("ies") and len(word) > 4 else word[:-1]
