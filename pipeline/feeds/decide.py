"""What a poll changes, decided from data alone: which entries it announces, whether they may ring, when to come back.

Nothing here stores, fetches or reads a clock, and nothing here raises.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from pipeline.claims.urls import normalise_url
from pipeline.errors import PipelineError
from pipeline.feeds.identity import entry_id
from pipeline.feeds.items import newest_claim
from pipeline.feeds.schedule import GONE, Bounds, back_off, due_after, judge_health, next_interval, read_wish
from pipeline.types import (
    EntryIntent,
    Feed,
    FeedItem,
    Fetched,
    FetchResult,
    NotFetched,
    NotModified,
    ParsedFeed,
    PollIntent,
)

__all__ = ["decide_poll", "is_same_body", "judge_health"]

OLD = timedelta(days=7)
ARCHIVE = 10  # so many items at least make a re-offered archive
_LONGEST_VALIDATOR = 1_024
_LONGEST_DETAIL = 500


def decide_poll(  # noqa: PLR0913 - the signature is the contract of the poll stage
    feed: Feed,
    result: FetchResult,
    parsed: ParsedFeed | PipelineError | None,
    *,
    now: datetime,
    min_interval: timedelta,
    max_interval: timedelta,
    known: Collection[str] | None = None,
) -> PollIntent:
    """Decide what a poll changes. `parsed` is None where there was nothing to parse: no body, or the same as before.

    `known` holds the ids of entries that the ledger already has, as far as the caller looked; with it, a flood of
    old items is told exactly from a slow feed. Without it, a document that is mostly old counts as an archive.
    """
    bounds = _bounds(feed, min_interval, max_interval)
    match result:
        case NotFetched(status=410):
            return _gone(feed, result, now=now)
        case NotFetched():
            return _failed(feed, result.reason, result.detail, now=now, bounds=bounds, retry_after=result.retry_after)
        case NotModified():
            return _unchanged(feed, wish=timedelta(0), now=now, bounds=bounds)
        case Fetched():
            return _fetched(feed, result, parsed, now=now, bounds=bounds, known=known)
        case _:
            assert_never(result)


def is_same_body(feed: Feed, answer: Fetched) -> bool:
    """Tell whether a document is the one of the last poll, byte for byte."""
    return feed.body_sha256 is not None and hashlib.sha256(answer.body).hexdigest() == feed.body_sha256


def _bounds(feed: Feed, least: timedelta, most: timedelta) -> Bounds:
    if feed.spec.interval_seconds is None:
        return Bounds(least=least, most=most)
    own = timedelta(seconds=feed.spec.interval_seconds)
    return Bounds(least=own, most=own)


def _fetched(
    feed: Feed,
    answer: Fetched,
    parsed: ParsedFeed | PipelineError | None,
    *,
    now: datetime,
    bounds: Bounds,
    known: Collection[str] | None,
) -> PollIntent:
    if isinstance(parsed, PipelineError):
        reason = str(parsed.subject.get("reason") or parsed.reason)
        challenged = answer.headers.get("cf-mitigated") == "challenge"
        return _failed(feed, "challenge" if challenged else reason, parsed.message, now=now, bounds=bounds)
    digest = hashlib.sha256(answer.body).hexdigest()
    wish = read_wish(answer.body, answer.headers)
    if digest == feed.body_sha256 and (parsed is None or feed.baseline_at):
        return _unchanged(_validated(feed, answer, digest), wish=wish, now=now, bounds=bounds)
    if parsed is None:
        return _failed(feed, "not_parsed", "the body changed and was not parsed", now=now, bounds=bounds)
    return _changed(feed, answer, parsed, now=now, bounds=bounds, known=known)


def _changed(
    feed: Feed,
    answer: Fetched,
    parsed: ParsedFeed,
    *,
    now: datetime,
    bounds: Bounds,
    known: Collection[str] | None,
) -> PollIntent:
    entries = _entries(feed, parsed, now=now, known=known)
    fresh_at = _fresh_at(feed, entries, now=now, known=known)
    wish = read_wish(answer.body, answer.headers)
    interval = next_interval(feed, fresh=fresh_at != feed.fresh_at, wish=wish, bounds=bounds)
    state = _succeeded(replace(feed, fresh_at=fresh_at, interval=interval), now=now)
    if parsed.partial:  # what was cut off must come with the next answer, so it may not be a 304
        # One cut answer is no baseline: the rest of the archive is still to come. Two are all that we will get.
        baseline = feed.baseline_at or (now if feed.succeeded_at else None)
        state = replace(state, etag=None, last_modified=None, body_sha256=None, baseline_at=baseline)
    else:
        digest = hashlib.sha256(answer.body).hexdigest()
        state = replace(_validated(state, answer, digest), baseline_at=feed.baseline_at or now)
    return PollIntent(feed=state, entries=entries, outcome="changed")


def _unchanged(feed: Feed, *, wish: timedelta, now: datetime, bounds: Bounds) -> PollIntent:
    interval = next_interval(feed, fresh=False, wish=wish, bounds=bounds)
    return PollIntent(feed=_succeeded(replace(feed, interval=interval), now=now), outcome="unchanged")


def _succeeded(feed: Feed, *, now: datetime) -> Feed:
    due = due_after(feed, feed.interval, now=now)
    return replace(feed, due_at=due, polled_at=now, succeeded_at=now, failures=0, reason=None, detail=None)


def _failed(
    feed: Feed, reason: str, detail: str, *, now: datetime, bounds: Bounds, retry_after: timedelta | None = None
) -> PollIntent:
    failures = feed.failures + 1
    wait = back_off(feed, failures=failures, retry_after=retry_after, least=bounds.least)
    state = replace(
        feed,
        polled_at=now,
        due_at=due_after(feed, wait, now=now),
        failures=failures,
        reason=reason,
        detail=detail[:_LONGEST_DETAIL],
    )
    return PollIntent(feed=state, outcome="failed")


def _gone(feed: Feed, answer: NotFetched, *, now: datetime) -> PollIntent:
    """Keep asking once a week: some servers say 410 by mistake."""
    state = replace(
        feed,
        polled_at=now,
        due_at=due_after(feed, GONE, now=now),
        failures=feed.failures + 1,
        reason="gone",
        detail=answer.detail[:_LONGEST_DETAIL],
    )
    return PollIntent(feed=state, outcome="gone")


def _validated(feed: Feed, answer: Fetched, digest: str) -> Feed:
    return replace(
        feed,
        etag=_validator(answer.headers.get("etag")),
        last_modified=_validator(answer.headers.get("last-modified")),
        body_sha256=digest,
    )


def _validator(value: str | None) -> str | None:
    """Keep a validator that can be sent back: short, and one line of visible ASCII."""
    usable = value and len(value) <= _LONGEST_VALIDATOR and value.isascii() and value.isprintable()
    return value if usable else None


def _entries(
    feed: Feed, parsed: ParsedFeed, *, now: datetime, known: Collection[str] | None
) -> tuple[EntryIntent, ...]:
    urls: dict[str, tuple[str, FeedItem]] = {}
    for item in parsed.items:
        if url := normalise_url(item.url):
            urls.setdefault(entry_id(url), (url, item))
    old = {key for key, (_, item) in urls.items() if (at := newest_claim(item)) and at < now - OLD}
    baseline = feed.baseline_at is None
    archive = _is_archive(urls.keys(), old, known)
    return tuple(
        EntryIntent(id=key, url=url, item=item, quiet=baseline or (archive and key in old))
        for key, (url, item) in urls.items()
    )


def _is_archive(ids: Collection[str], old: Collection[str], known: Collection[str] | None) -> bool:
    """Tell a site that offers its archive anew (a redesign, a GUID storm) from one that publishes."""
    suspects = old if known is None else [key for key in ids if key not in known]
    return len(suspects) >= ARCHIVE and 2 * len(suspects) > len(ids)


def _fresh_at(
    feed: Feed, entries: Collection[EntryIntent], *, now: datetime, known: Collection[str] | None
) -> datetime | None:
    """Say when the feed last brought something new.

    For a baseline that is the date of its newest item, so that a feed abandoned long ago shows as quiet at once.
    Without `known`, an item dated after the last success is new, and so is any change of a feed without dates.
    """
    dates = [min(at, now) for entry in entries if (at := newest_claim(entry.item))]
    if feed.baseline_at is None and entries:
        return max(dates, default=now)
    if known is not None:
        return now if any(entry.id not in known for entry in entries) else feed.fresh_at
    since = feed.succeeded_at or feed.added_at
    is_fresh = any(at > since for at in dates) if dates else bool(entries)
    return now if is_fresh else feed.fresh_at
