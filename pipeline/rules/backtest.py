"""What a rule would have matched among stored documents, before anybody is rung up by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.rules.load import Rule
from pipeline.rules.match import find_evidence, matches
from pipeline.types import RINGING, Document

SAMPLE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Backtest:
    """`days` (ISO 8601, by first seen) and `clauses` (as typed) count documents; `sample` holds titles."""

    rule: str
    looked_at: int
    documents: int
    stories: int
    days: Mapping[str, int]
    clauses: Mapping[str, int]
    sample: tuple[str, ...]


def backtest(rule: Rule, documents: Iterable[Document]) -> Backtest:
    """Match one rule against documents; those that cannot ring (consent walls, errors) are passed over."""
    looked_at = 0
    days: Counter[str] = Counter()
    clauses: Counter[str] = Counter()
    stories: set[str] = set()
    titles: list[str] = []
    for document in documents:
        looked_at += 1
        if document.verdict not in RINGING or not matches(rule.node, document):
            continue
        days[document.first_seen_at.date().isoformat()] += 1
        stories.add(document.story.id)
        evidence = find_evidence(rule.node, document, query=rule.query)
        clauses.update(list(dict.fromkeys(piece.clause for piece in evidence)))
        titles += [document.title] if len(titles) < SAMPLE else []
    return Backtest(
        rule=rule.id,
        looked_at=looked_at,
        documents=days.total(),
        stories=len(stories),
        days=dict(sorted(days.items())),
        clauses=dict(clauses.most_common()),
        sample=tuple(titles),
    )
