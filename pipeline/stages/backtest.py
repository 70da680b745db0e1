"""Looks a rule up among the stored articles: the index finds what it matches, a sample says by which words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import nlargest
from operator import itemgetter

from pipeline.ports import Index, Reader
from pipeline.query.tree import And, Every, Node, Not
from pipeline.rules.backtest import (
    SHOWN,
    Backtest,
    Noise,
    RungStory,
    choose_ringing,
    count_days,
    find_stories,
    forecast,
    order_noise,
    warn,
)
from pipeline.rules.clauses import find_alternatives
from pipeline.rules.load import Rule
from pipeline.rules.match import find_evidence
from pipeline.types import RINGING, Evidence, Hit, Status

SAMPLE = 300
CLAUSES = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """Where articles are stored, and what time it is."""

    reader: Reader
    index: Index
    now: datetime


def run_backtest(rule: Rule, stored: Stored, *, days: int) -> Backtest:
    """What a rule would have rung for in so many days, and what it would ring for a day from now on."""
    since = stored.now - timedelta(days=days)
    extent = stored.index.measure(Every(), since=since)
    covered = max(since, extent.oldest) if extent.oldest else stored.now
    hits = choose_ringing(stored.index.scan(rule.node, since=since))
    stories = find_stories(hits)
    by_day = count_days(rule, (hit.first_seen_at for hit, _ in stories), since=covered, until=stored.now)
    noise = _find_noise(rule, stored.index, since=since)
    sample = _read(rule, _spread(hits, SAMPLE), stored.index)
    outlook = forecast(by_day, since=covered, until=stored.now)
    missing = count_missing(stored.reader, stored.index, now=stored.now)
    return Backtest(
        rule=rule.id,
        looked_at=extent.documents,
        articles=len(hits),
        stories=len(stories),
        days=by_day,
        noise=noise,
        variants=_count_variants(sample),
        sampled=len(sample),
        newest=_show(rule, stories[-SHOWN:], stored.index),
        forecast=outlook,
        warnings=warn(rule, outlook, noise=noise, missing=missing),
    )


def count_missing(reader: Reader, index: Index, *, now: datetime) -> int:
    """How many articles the ledger knows that the index does not hold: nothing is found in them."""
    entries = reader.summary(now=now).entries
    expected = sum(entries.get(status, 0) for status in (Status.INDEXED, Status.DONE))
    return max(expected - index.measure(Every()).documents, 0)


def _find_noise(rule: Rule, index: Index, *, since: datetime) -> tuple[Noise, ...]:
    """Of a rule with very many alternatives, those that stand in most articles."""

    def count(node: Node) -> int:
        return index.measure(node, since=since, verdicts=RINGING).documents

    counted = [(count(one.only), one) for one in find_alternatives(rule.node)]
    most = nlargest(CLAUSES, counted, key=itemgetter(0))
    return order_noise(
        Noise(clause=one.clause, articles=articles, alone=count(And(children=(one.only, Not(child=one.without)))))
        for articles, one in most
    )


def _spread(hits: Sequence[Hit], most: int) -> Sequence[Hit]:
    """So many hits at most, spread over the whole time."""
    return [hits[number * len(hits) // most] for number in range(most)] if len(hits) > most else hits


def _read(rule: Rule, hits: Sequence[Hit], index: Index) -> list[tuple[Evidence, ...]]:
    documents = (index.get(hit.id) for hit in hits)
    return [find_evidence(rule.node, document, query=rule.query) for document in documents if document]


def _count_variants(sample: Sequence[Sequence[Evidence]]) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for evidence in sample:
        counted.update({" ".join(piece.variant.casefold().split()) for piece in evidence})
    return dict(counted.most_common(SHOWN))


def _show(rule: Rule, stories: Sequence[tuple[Hit, int]], index: Index) -> tuple[RungStory, ...]:
    shown = []
    for hit, joined in reversed(stories):
        document = index.get(hit.id)
        evidence = find_evidence(rule.node, document, query=rule.query) if document else ()
        shown.append(
            RungStory(
                entry=hit.id,
                title=hit.title,
                source=hit.source,
                at=hit.first_seen_at,
                joined=joined,
                passage=next((piece.passage for piece in evidence if piece.passage), ""),
            )
        )
    return tuple(shown)
