"""Poll the feeds that are due: fetch, parse in a killable worker, decide, store in one transaction each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

import structlog

from pipeline.errors import PipelineError
from pipeline.feeds.decide import decide_poll, is_same_body
from pipeline.feeds.identity import entry_id
from pipeline.ports import FeedLedger, Fetcher, Workers
from pipeline.stages.loop import Clock, Pace, StageReport
from pipeline.types import Feed, Fetched, FetchResult, ParsedFeed, Request

log = structlog.get_logger()
Parsed: TypeAlias = ParsedFeed | PipelineError


@dataclass(frozen=True, slots=True, kw_only=True)
class Poller:
    """What polling needs."""

    fetcher: Fetcher
    workers: Workers
    min_interval: timedelta
    max_interval: timedelta


def run_poll(poller: Poller, ledger: FeedLedger, *, clock: Clock, pace: Pace) -> StageReport:
    """Poll until no feed is due; counts are feeds by outcome, and `entries` found or looked at again."""
    counts: Counter[str] = Counter()
    lost = 0
    while not pace.stop():
        claims = ledger.claim_feeds(now=clock(), limit=pace.batch, lease=pace.lease, shard=pace.shard)
        if not claims:
            break
        answers = _fetch(poller, [feed for feed, _ in claims])
        parsed = _parse(poller, _find_changed([feed for feed, _ in claims], answers))
        # In the order of ids, so that two runs over the same answers store the same ledger.
        for feed, lease in sorted(claims, key=lambda claim: claim[0].spec.id):
            now = clock()
            found = parsed.get(feed.spec.id)
            intent = decide_poll(
                feed,
                answers[feed.spec.id],
                found,
                now=now,
                known=_find_known(ledger, found),
                min_interval=poller.min_interval,
                max_interval=poller.max_interval,
            )
            stored = ledger.finish_poll(intent, lease, now=now)
            lost += stored is None
            counts[intent.outcome] += 1
            counts["entries"] += stored or 0
            log.info("polled", feed=feed.spec.id, outcome=intent.outcome, reason=intent.feed.reason, entries=stored)
    return StageReport(stage="poll", counts=dict(counts), lost=lost)


def _find_known(ledger: FeedLedger, parsed: Parsed | None) -> frozenset[str]:
    if not isinstance(parsed, ParsedFeed):
        return frozenset()
    return ledger.known_entries({entry_id(item.url) for item in parsed.items if item.url})


def _fetch(poller: Poller, feeds: Sequence[Feed]) -> dict[str, FetchResult]:
    requests = [
        Request(url=feed.spec.url, kind="feed", etag=feed.etag, last_modified=feed.last_modified, key=feed.spec.id)
        for feed in feeds
    ]
    return {answer.request.key: answer for answer in poller.fetcher.fetch(requests)}


def _find_changed(feeds: Sequence[Feed], answers: Mapping[str, FetchResult]) -> list[Fetched]:
    """Find the documents that are not the ones of last time, byte for byte: those have nothing new to read."""
    bodies = [(feed, answer) for feed in feeds if isinstance(answer := answers[feed.spec.id], Fetched)]
    return [answer for feed, answer in bodies if feed.baseline_at is None or not is_same_body(feed, answer)]


def _parse(poller: Poller, fetched: Sequence[Fetched]) -> dict[str, Parsed]:
    return dict(zip((answer.request.key for answer in fetched), poller.workers.map(parse_answer, fetched), strict=True))


def parse_answer(answer: Fetched) -> ParsedFeed:
    """Parse a fetched feed; runs in a worker."""
    from pipeline.feeds.parse import parse_feed

    return parse_feed(answer.body, url=answer.url, headers=answer.headers, fetched_at=answer.fetched_at)
