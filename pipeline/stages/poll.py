"""Poll the feeds that are due: fetch, parse in a killable worker, decide, store in one transaction each."""

from __future__ import annotations

from collections import Counter
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
        leases = {feed.spec.id: (feed, lease) for feed, lease in claims}
        # As they come in: a source that takes its time keeps nobody else's news waiting.
        for answer in poller.fetcher.fetch([_make_request(feed) for feed, _ in claims]):
            feed, lease = leases[answer.request.key]
            now = clock()
            found = _parse(poller, feed, answer)
            intent = decide_poll(
                feed,
                answer,
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


def _make_request(feed: Feed) -> Request:
    return Request(url=feed.spec.url, kind="feed", etag=feed.etag, last_modified=feed.last_modified, key=feed.spec.id)


def _parse(poller: Poller, feed: Feed, answer: FetchResult) -> Parsed | None:
    """Parse a document that is not the one of last time, byte for byte: that one has nothing new to read."""
    if not isinstance(answer, Fetched) or (feed.baseline_at is not None and is_same_body(feed, answer)):
        return None
    return next(iter(poller.workers.map(parse_answer, [answer])))


def parse_answer(answer: Fetched) -> ParsedFeed:
    """Parse a fetched feed; runs in a worker."""
    from pipeline.feeds.parse import parse_feed

    return parse_feed(answer.body, url=answer.url, headers=answer.headers, fetched_at=answer.fetched_at)
