"""Finds the rules that match a document, with their evidence; no search engine is needed.

A prefilter names the few rules that can match, and each of those is then judged exactly as a search would be.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.query.tree import Node
from pipeline.rules.evaluate import holds
from pipeline.rules.evidence import gather_evidence
from pipeline.rules.load import Rule
from pipeline.rules.prefilter import Prefilter
from pipeline.rules.reading import Reading
from pipeline.types import Document, Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A rule matches; `evidence` is empty only for a rule that matches by leaving out alone."""

    rule: str
    evidence: tuple[Evidence, ...]


class Matcher:
    """Looks at a document with all rules at once. Building it takes about a second for 100,000 rules."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = tuple(rules)
        self._prefilter = Prefilter([rule.node for rule in self._rules])

    def match(self, document: Document) -> tuple[Match, ...]:
        """The rules that match, in the order given."""
        reading = Reading(document)
        candidates = (self._rules[number] for number in self._prefilter.find_candidates(reading))
        return tuple(
            Match(rule=rule.id, evidence=gather_evidence(rule.node, reading, query=rule.query))
            for rule in candidates
            if holds(rule.node, reading)
        )


def matches(node: Node, document: Document) -> bool:
    """Tell whether a query finds a document."""
    return holds(node, Reading(document))


def find_evidence(node: Node, document: Document, *, query: str = "") -> tuple[Evidence, ...]:
    """The passages that satisfy a query; empty when it does not match.

    With `query`, the text that the node was read from, clauses are shown as typed.
    """
    reading = Reading(document)
    return gather_evidence(node, reading, query=query) if holds(node, reading) else ()
