"""Rings for what a rule would have rung for, because somebody asks: rules by themselves look forward only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pipeline.ports import Store
from pipeline.rules.decide import decide_alerts
from pipeline.rules.load import Rule, RuleSet
from pipeline.rules.match import Matcher
from pipeline.stages.alert import list_versions
from pipeline.types import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedBack:
    """How many articles matched and how many alerts rang: a story rings once, and what rang before does not."""

    matched: int
    rang: int


def look_back(rule: Rule, documents: Iterable[Document], *, store: Store, now: datetime) -> LookedBack:
    """Ring for documents that match, marked late, in one message a channel."""
    matched = rang = 0
    alone = RuleSet(rules=(rule,))
    # Known to the ledger before its alerts are, so that they can be judged again.
    store.keep_versions(list_versions(alone, now=now))
    matcher = Matcher((rule,))
    for document in documents:
        entry = replace(store.entry(document.id), quiet=False)
        intents = decide_alerts(document, entry, matcher.match(document), alone, now=now, late_after=timedelta(0))
        matched += bool(intents)
        rang += store.ring_back(document.id, intents, now=now) if intents else 0
    return LookedBack(matched=matched, rang=rang)
