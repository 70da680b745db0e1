"""Which rules can match a document at all: those of which some needed word occurs in it.

A rule names one set of literals of which at least one must occur where it matches. Rules that need none (they only
leave out, or ask for a time) are always looked at.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TypeAlias

from pipeline.query.literals import Literals, find_anchor
from pipeline.query.tree import And, Node, Or, Quotation, Terms, Watched
from pipeline.rules.reading import Reading, name_word

# Literals of which one must occur; None when nothing must.
_Needs: TypeAlias = frozenset[str] | None


class Prefilter:
    """Chooses candidates among trees, by their numbers."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        needs = [find_needs(node) for node in nodes]
        self._always = tuple(number for number, need in enumerate(needs) if need is None)
        pairs = [(literal, number) for number, need in enumerate(needs) for literal in need or ()]
        self._literals = Literals([literal for literal, _ in pairs])
        self._numbers = array("L", (number for _, number in pairs))

    def find_candidates(self, reading: Reading) -> list[int]:
        """The trees that may hold, in order; every tree that holds is among them."""
        met = self._literals.find_any(reading.stream())
        return sorted({*self._always, *(self._numbers[pair] for pair in met)})


def find_needs(node: Node) -> _Needs:
    """Find literals of which one must occur where the node holds; an empty set where it never holds."""
    match node:
        case Terms():
            return _need_terms(node)
        case Watched(name=name):
            return frozenset({find_anchor([name_word(name)]).literal})
        case Quotation(clause=clause):
            return find_needs(clause)
        case And(children=children):
            needs = [need for need in map(find_needs, children) if need is not None]
            return min(needs, key=_cost, default=None)
        case Or(children=children):
            return _unite([find_needs(child) for child in children])
        case _:
            return None


def _need_terms(terms: Terms) -> _Needs:
    if not terms.words:
        return frozenset()
    if terms.near is not None:
        return frozenset({find_anchor([max(terms.words, key=len)]).literal})
    opens = [terms.prefix and number == len(terms.words) - 1 for number in range(len(terms.words))]
    return frozenset({find_anchor(terms.words, opens=opens).literal})


def _cost(needs: frozenset[str]) -> tuple[int, int]:
    """Few and long literals are met seldom."""
    return len(needs), -min((len(literal) for literal in needs), default=0)


def _unite(needs: list[_Needs]) -> _Needs:
    united: frozenset[str] = frozenset()
    for need in needs:
        if need is None:
            return None
        united |= need
    return united
