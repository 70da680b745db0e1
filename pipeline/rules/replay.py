"""Judges an alert again: the rule as it was, on the document as it was, must give the verdict that rang."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.query.tree import Node
from pipeline.rules.match import find_evidence, matches
from pipeline.types import Alert, Document, Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """What judging an alert again gave; `differences` says what is not as it was, and is empty when all is."""

    matches: bool
    evidence: tuple[Evidence, ...]
    differences: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether the verdict, its evidence and what it rests on are the same."""
        return not self.differences


def replay(alert: Alert, document: Document, *, query: str, node: Node) -> Replay:
    """Judge a document by the rule of an alert, and compare with what the alert says."""
    evidence = find_evidence(node, document, query=query)
    found = matches(node, document)
    return Replay(matches=found, evidence=evidence, differences=_compare(alert, document, evidence, found=found))


def _compare(alert: Alert, document: Document, evidence: Sequence[Evidence], *, found: bool) -> tuple[str, ...]:
    wrong = []
    if not found:
        wrong.append("the rule does not match the document")
    if [_key(piece) for piece in evidence] != [_key(piece) for piece in alert.evidence]:
        wrong.append(f"the evidence differs: {len(alert.evidence)} passages rang, {len(evidence)} are found")
    if document.text_hash != alert.text_hash:
        wrong.append(f"the text is another: {alert.text_hash} rang, {document.text_hash} is here")
    if document.archive != alert.archive:
        wrong.append("the document was read from another archived page")
    return tuple(wrong)


def _key(piece: Evidence) -> tuple[object, ...]:
    return piece.clause, piece.name, piece.variant, piece.field, piece.start, piece.end, piece.passage
