"""When to poll again. Deterministic: the jitter that spreads feeds comes from their ids."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from pipeline.types import Feed, FeedHealth

LONGEST = timedelta(hours=24)
GONE = timedelta(days=7)
_JITTER = 0.1
_SHORTER, _LONGER = 0.6, 1.4
_READ = 16_384
_DEAD_FAILURES = 20
_DEAD_AFTER = timedelta(days=14)
_QUIET_INTERVALS = 50
_QUIET_LEAST, _QUIET_MOST = timedelta(days=2), timedelta(days=30)

_TTL = re.compile(rb"<ttl>\s*(\d{1,6})\s*</ttl>")
_PERIOD = re.compile(rb"<sy:updatePeriod>\s*(hourly|daily|weekly|monthly|yearly)\s*</sy:updatePeriod>", re.IGNORECASE)
_FREQUENCY = re.compile(rb"<sy:updateFrequency>\s*(\d{1,4})\s*</sy:updateFrequency>", re.IGNORECASE)
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,12})")
_PERIODS = {
    b"hourly": timedelta(hours=1),
    b"daily": timedelta(days=1),
    b"weekly": timedelta(days=7),
    b"monthly": timedelta(days=30),
    b"yearly": timedelta(days=365),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The shortest and the longest time between two polls of a feed that works."""

    least: timedelta
    most: timedelta

    def clamp(self, interval: timedelta) -> timedelta:
        """Keep an interval within the bounds; the longest may not be shorter than the shortest."""
        return max(self.least, min(interval, max(self.most, self.least)))


def next_interval(feed: Feed, *, fresh: bool, wish: timedelta, bounds: Bounds) -> timedelta:
    """Shorten the interval of a feed that brought something, lengthen another's; never below what the feed wishes."""
    return bounds.clamp(max(feed.interval * (_SHORTER if fresh else _LONGER), wish))


def read_wish(body: bytes, headers: Mapping[str, str]) -> timedelta:
    """Read how long the publisher wants us to wait: ttl, sy:updatePeriod, Cache-Control. Zero when it does not say."""
    head = body[:_READ]
    ttl, period, often = _TTL.search(head), _PERIOD.search(head), _FREQUENCY.search(head)
    wishes = [timedelta(minutes=int(ttl[1]))] if ttl else []
    if period:
        wishes.append(_PERIODS[period[1].lower()] / max(1, int(often[1]) if often else 1))
    if age := _MAX_AGE.search(headers.get("cache-control", "")[:1_000].lower()):
        wishes.append(timedelta(seconds=min(int(age[1]), LONGEST.total_seconds())))
    return min(max(wishes, default=timedelta(0)), LONGEST)


def back_off(feed: Feed, *, failures: int, retry_after: timedelta | None, least: timedelta) -> timedelta:
    """Say how long to leave a failing feed alone: doubling, up to a day; at least as long as the server asks."""
    waiting = max(feed.interval, least) * (1 << min(failures - 1, 16))
    asked = max(retry_after or timedelta(0), timedelta(0))
    return max(least, min(max(waiting, asked), LONGEST))


def due_after(feed: Feed, wait: timedelta, *, now: datetime) -> datetime:
    """Give the time of the next poll, later by up to a tenth, always the same for one feed."""
    fraction = int.from_bytes(hashlib.sha256(feed.spec.id.encode("utf-8", "replace")).digest()[:4], "big") / 2**32
    return now + wait * (1 + _JITTER * fraction)


def judge_health(feed: Feed, now: datetime) -> FeedHealth:
    """Judge a feed: new, ok, quiet (nothing fresh for far longer than its rhythm), failing or dead."""
    if feed.reason == "gone":
        return "dead"
    if feed.failures:
        since = feed.succeeded_at or feed.added_at
        return "dead" if feed.failures >= _DEAD_FAILURES and now - since > _DEAD_AFTER else "failing"
    if feed.succeeded_at is None:
        return "new"
    patience = max(_QUIET_LEAST, min(feed.interval * _QUIET_INTERVALS, _QUIET_MOST))
    return "quiet" if now - (feed.fresh_at or feed.succeeded_at) > patience else "ok"
