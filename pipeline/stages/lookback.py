"""Rings for what a rule would have rung for, because somebody asks: rules by themselves look forward only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pipeline.ports import Index, Store
from pipeline.rules.backtest import choose_ringing, find_stories
from pipeline.rules.decide import decide_alerts
from pipeline.rules.load import Rule, RuleSet
from pipeline.rules.match import Matcher
from pipeline.stages.alert import list_versions
from pipeline.stages.backtest import count_missing
from pipeline.types import Hit


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedBack:
    """How many articles matched and how many alerts rang: a story rings once, and what rang before does not.

    So many articles as are `missing` from the search index were not looked at.
    """

    matched: int
    rang: int
    missing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LookBackPlan:
    """What looking back would ring for, oldest first, a story by its first article; `rang` stories have rung before."""

    articles: int
    stories: tuple[Hit, ...]
    rang: int
    missing: int


def plan_look_back(rule: Rule, index: Index, *, store: Store, since: datetime, now: datetime) -> LookBackPlan:
    """Say what looking back would ring for; nothing rings and no document is read."""
    hits = choose_ringing(index.scan(rule.node, since=since)) if "published" in rule.on else ()
    first = {hit.story: hit for hit, _ in find_stories(hits)}
    rang = store.rung_stories(rule.id, first)
    return LookBackPlan(
        articles=len(hits),
        stories=tuple(hit for story, hit in first.items() if story not in rang),
        rang=len(rang),
        missing=count_missing(store, index, now=now),
    )


def look_back(rule: Rule, index: Index, *, store: Store, since: datetime, now: datetime) -> LookedBack:
    """Ring for articles first seen since a moment, oldest first, marked late, in one message a channel.

    The index says where to look; what rings is decided on the document of the ledger.
    """
    matched = rang = 0
    alone = RuleSet(rules=(rule,))
    # Known to the ledger before its alerts are, so that they can be judged again.
    store.keep_versions(list_versions(alone, now=now))
    matcher = Matcher((rule,))
    for hit in choose_ringing(index.scan(rule.node, since=since)):
        document = store.document(hit.id)
        if document is None:
            continue
        entry = replace(store.entry(hit.id), quiet=False)
        intents = decide_alerts(document, entry, matcher.match(document), alone, now=now, late_after=timedelta(0))
        matched += bool(intents)
        rang += store.ring_back(hit.id, intents, now=now) if intents else 0
    return LookedBack(matched=matched, rang=rang, missing=count_missing(store, index, now=now))
