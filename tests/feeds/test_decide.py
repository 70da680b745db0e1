from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import BudgetError, FeedError
from pipeline.feeds.decide import decide_poll
from pipeline.feeds.identity import entry_id
from pipeline.feeds.schedule import judge_health
from pipeline.types import (
    Claim,
    Feed,
    FeedItem,
    FeedSpec,
    Fetched,
    FetchResult,
    NotFetched,
    NotModified,
    ParsedFeed,
    PollIntent,
    Request,
    Source,
)

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
LEAST, MOST = timedelta(minutes=5), timedelta(hours=6)
REQUEST = Request(url="https://example.org/feed", kind="feed")


def item(number: int, *, age: timedelta | None = timedelta(hours=1), url: str = "") -> FeedItem:
    claims = () if age is None else (Claim(origin="feed", text="", value=NOW - age),)
    return FeedItem(guid=str(number), url=url or f"https://example.org/{number}", title="t", claims=claims)


def parsed(*items: FeedItem, partial: bool = False) -> ParsedFeed:
    return ParsedFeed(kind="rss", title="t", link=None, language=None, items=items, partial=partial)


def answer(body: bytes = b"<rss/>", **headers: str) -> Fetched:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return Fetched(request=REQUEST, url=REQUEST.url, status=200, headers=names, body=body, fetched_at=NOW)


def not_fetched(status: int | None = None, retry_after: timedelta | None = None) -> NotFetched:
    return NotFetched(
        request=REQUEST,
        reason="http_503",
        detail="x",
        transient=True,
        fetched_at=NOW,
        status=status,
        retry_after=retry_after,
    )


def decide(feed: Feed, result: FetchResult, found: Any = None, **more: Any) -> PollIntent:
    return decide_poll(feed, result, found, now=NOW, min_interval=LEAST, max_interval=MOST, **more)


@pytest.fixture
def watched(feed: Feed) -> Feed:
    before = NOW - timedelta(hours=2)
    return replace(feed, baseline_at=before, polled_at=before, succeeded_at=before, fresh_at=before)


def test_the_first_poll_is_a_quiet_baseline(feed: Feed) -> None:
    intent = decide(feed, answer(etag='"1"', last_modified="x"), parsed(item(1), item(2, age=timedelta(days=900))))

    assert (intent.outcome, [entry.quiet for entry in intent.entries]) == ("changed", [True, True])
    assert intent.feed.baseline_at == NOW
    assert (intent.feed.etag, intent.feed.last_modified) == ('"1"', "x")
    assert (intent.feed.succeeded_at, intent.feed.failures) == (NOW, 0)


def test_later_items_may_ring_also_late_ones(watched: Feed) -> None:
    late = item(40, age=timedelta(days=30))

    intent = decide(watched, answer(), parsed(*(item(n) for n in range(30)), late))

    assert not any(entry.quiet for entry in intent.entries)


def test_an_archive_that_is_offered_anew_is_quiet(watched: Feed) -> None:
    old = [item(n, age=timedelta(days=8 + n)) for n in range(20)]

    intent = decide(watched, answer(), parsed(item(99), *old))

    assert [entry.quiet for entry in intent.entries] == [False] + [True] * 20


def test_a_slow_feed_whose_old_items_are_known_is_no_archive(watched: Feed) -> None:
    old = [item(n, age=timedelta(days=8 + n)) for n in range(20)]
    known = {entry_id(one.url) for one in old[1:]}

    intent = decide(watched, answer(), parsed(*old), known=known)

    assert not any(entry.quiet for entry in intent.entries)
    assert all(entry.quiet for entry in decide(watched, answer(), parsed(*old), known=set()).entries)


def test_entries_are_one_a_page_and_have_a_link(watched: Feed) -> None:
    twice = item(2, url="https://EXAMPLE.org/1?utm_source=x#top")

    intent = decide(watched, answer(), parsed(item(1), twice, FeedItem(guid="3", url="", title="no link")))

    (entry,) = intent.entries
    assert (entry.item.guid, entry.url, entry.id) == ("1", "https://example.org/1", entry_id("https://example.org/1"))


def test_the_same_body_changes_nothing(watched: Feed) -> None:
    first = decide(watched, answer(etag="a"), parsed(item(1))).feed

    second = decide(first, answer(etag="b"), None)

    assert (second.outcome, second.entries, second.feed.etag) == ("unchanged", (), "b")
    assert second.feed.interval > first.interval
    assert decide(first, answer(etag="b"), parsed(item(1))).outcome == "unchanged"


def test_a_304_is_a_success_without_entries(watched: Feed) -> None:
    failing = replace(watched, failures=3, reason="x", detail="y", etag="e")

    intent = decide(failing, NotModified(request=REQUEST, fetched_at=NOW))

    assert (intent.outcome, intent.entries) == ("unchanged", ())
    assert (intent.feed.failures, intent.feed.reason, intent.feed.etag) == (0, None, "e")


def test_validators_of_a_cut_body_are_not_kept(feed: Feed) -> None:
    cut = decide(replace(feed, etag="old"), answer(etag="new"), parsed(item(1), partial=True))

    assert (cut.feed.etag, cut.feed.last_modified, cut.feed.body_sha256) == (None, None, None)
    assert cut.feed.baseline_at is None
    again = decide(cut.feed, answer(etag="new"), parsed(item(1), item(2), partial=True))
    assert all(entry.quiet for entry in again.entries)
    assert again.feed.baseline_at == NOW


@pytest.mark.parametrize("etag", ["x" * 1_025, "a\r\nb", "é", ""])
def test_a_validator_that_cannot_be_sent_back_is_not_kept(watched: Feed, etag: str) -> None:
    assert decide(watched, answer(etag=etag), parsed()).feed.etag is None


@pytest.mark.parametrize(
    ("error", "headers", "reason"),
    [
        (FeedError("expected a feed, found a page", reason="html_page"), {}, "html_page"),
        (FeedError("expected a feed, found a page", reason="html_page"), {"cf_mitigated": "challenge"}, "challenge"),
        (BudgetError("too slow"), {}, "budget_exceeded"),
        (None, {}, "not_parsed"),
    ],
    ids=["page", "challenge", "budget", "nothing"],
)
def test_a_body_that_is_no_feed_is_a_failure_and_nothing_else(
    watched: Feed, error: Any, headers: dict[str, Any], reason: str
) -> None:
    intent = decide(watched, answer(**headers), error)

    assert (intent.outcome, intent.entries, intent.feed.reason, intent.feed.failures) == ("failed", (), reason, 1)
    assert (intent.feed.baseline_at, intent.feed.succeeded_at) == (watched.baseline_at, watched.succeeded_at)


def test_failures_double_the_wait_up_to_a_day(watched: Feed) -> None:
    waits = []
    for _ in range(12):
        watched = decide(watched, not_fetched(503)).feed
        waits.append(watched.due_at - NOW)

    assert waits == sorted(waits)
    assert timedelta(minutes=10) <= waits[0] <= timedelta(minutes=11)
    assert timedelta(hours=24) <= waits[-1] <= timedelta(hours=26.4)


@pytest.mark.parametrize(
    ("asked", "least"),
    [(timedelta(hours=2), timedelta(hours=2)), (timedelta(days=3650), timedelta(hours=24)), (-timedelta(1), LEAST)],
)
def test_retry_after_is_respected_within_a_day(watched: Feed, asked: timedelta, least: timedelta) -> None:
    due = decide(watched, not_fetched(503, asked)).feed.due_at

    assert least <= due - NOW <= timedelta(hours=26.4)


def test_a_gone_feed_is_asked_once_a_week(watched: Feed) -> None:
    intent = decide(watched, not_fetched(410))

    assert (intent.outcome, intent.feed.reason) == ("gone", "gone")
    assert timedelta(days=7) <= intent.feed.due_at - NOW <= timedelta(days=7.7)
    assert judge_health(intent.feed, NOW) == "dead"
    assert judge_health(decide(intent.feed, answer(), parsed(item(1))).feed, NOW) == "ok"


def test_the_interval_follows_what_comes(watched: Feed) -> None:
    fresh = decide(watched, answer(), parsed(item(1))).feed
    stale = decide(watched, answer(), parsed(item(1, age=timedelta(hours=9)))).feed

    assert fresh.interval < watched.interval < stale.interval
    assert (fresh.fresh_at, stale.fresh_at) == (NOW, watched.fresh_at)
    assert fresh.interval <= fresh.due_at - NOW <= fresh.interval * 1.1


@pytest.mark.parametrize(
    ("body", "headers", "expected"),
    [
        (b"<rss><channel><ttl>60</ttl>", {}, timedelta(hours=1)),
        (
            b"<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>12</sy:updateFrequency>",
            {},
            timedelta(hours=2),
        ),
        (b"", {"cache_control": "public, max-age=1800"}, timedelta(minutes=30)),
        (b"", {"cache_control": "max-age=99999999999"}, MOST),
        (b"<ttl>0</ttl>", {"cache_control": "max-age=-1"}, timedelta(minutes=6)),
    ],
    ids=["ttl", "period", "cache", "century", "zero"],
)
def test_the_publishers_wish_is_respected_within_bounds(
    watched: Feed, body: bytes, headers: dict[str, str], expected: timedelta
) -> None:
    assert decide(watched, answer(body, **headers), parsed(item(1))).feed.interval == expected


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ({}, "new"),
        ({"failures": 1}, "failing"),
        ({"failures": 30, "succeeded_at": NOW - timedelta(days=1)}, "failing"),
        ({"failures": 30, "succeeded_at": NOW - timedelta(days=20)}, "dead"),
        ({"succeeded_at": NOW, "fresh_at": NOW - timedelta(hours=30)}, "ok"),
        ({"succeeded_at": NOW, "fresh_at": NOW - timedelta(days=3)}, "quiet"),
        ({"succeeded_at": NOW, "fresh_at": NOW - timedelta(days=3), "interval": timedelta(hours=6)}, "ok"),
    ],
)
def test_health_is_judged_by_rhythm(feed: Feed, state: dict[str, Any], expected: str) -> None:
    assert judge_health(replace(feed, **state), NOW) == expected


def test_a_feed_abandoned_long_ago_shows_as_quiet_at_once(feed: Feed) -> None:
    state = decide(feed, answer(), parsed(item(1, age=timedelta(days=900)))).feed

    assert judge_health(state, NOW) == "quiet"


SPEC = FeedSpec(id="x", url=REQUEST.url, name="x", source=Source(id="x", name="x", domain="x"))
INSTANTS = st.none() | st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001 - hypothesis wants naive bounds


@given(
    state=st.fixed_dictionaries(
        {
            "baseline_at": INSTANTS,
            "succeeded_at": INSTANTS,
            "fresh_at": INSTANTS,
            "failures": st.integers(0, 10_000),
            "interval": st.timedeltas(timedelta(0), timedelta(days=365)),
        }
    ),
    result=st.one_of(
        st.binary(max_size=30).map(answer),
        st.builds(not_fetched, st.none() | st.integers(100, 599), st.none() | st.timedeltas()),
        st.just(NotModified(request=REQUEST, fetched_at=NOW)),
    ),
    found=st.one_of(
        st.none(),
        st.just(FeedError("x")),
        st.lists(st.builds(item, st.integers(0, 9), url=st.text(max_size=20))).map(lambda items: parsed(*items)),
    ),
)
def test_no_poll_makes_it_raise_or_forgets_to_come_back(state: dict[str, Any], result: FetchResult, found: Any) -> None:
    intent = decide(Feed(spec=SPEC, added_at=NOW, due_at=NOW, **state), result, found)

    assert NOW + LEAST <= intent.feed.due_at <= NOW + timedelta(days=8)
    assert len({entry.id for entry in intent.entries}) == len(intent.entries)
    assert intent.outcome == "changed" or not intent.entries
