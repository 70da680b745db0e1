from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.errors import NotFoundError
from pipeline.types import Shard
from tests.store.world import LEASE, NOW, SECOND, World, make_intent, make_poll, make_spec


def test_a_feed_is_added_once_by_id_and_by_url(world: World) -> None:
    other = make_spec("other")
    added = world.store.add_feeds(
        [make_spec(), replace(make_spec(), id="same-url"), replace(make_spec(), url="https://same-id.example/"), other],
        now=NOW,
    )
    assert [feed.spec for feed in added] == [other]
    assert [feed.spec for feed in world.store.feeds()] == [other, make_spec()]
    assert added == world.store.feeds()[:1]


def test_a_feed_without_id_is_named_after_its_url(world: World) -> None:
    added = world.store.add_feeds(
        [
            replace(make_spec("one"), id="", url="https://one.example/feed"),
            replace(make_spec("one"), id="", url="http://one.example/feed"),
        ],
        now=NOW,
    )
    assert [feed.spec.id for feed in added] == ["one-example-feed", "one-example-feed-2"]


def test_removing_a_feed_keeps_its_entries(world: World) -> None:
    world.poll(make_intent("a"))
    world.store.remove_feed("sample-wire")
    assert world.store.feeds() == ()
    assert world.entry("a").feed == "sample-wire"
    with pytest.raises(NotFoundError, match="no feed 'sample-wire' is watched"):
        world.store.remove_feed("sample-wire")


def test_a_claimed_feed_is_due_again_only_when_the_lease_has_run_out(world: World) -> None:
    (claimed,) = world.store.claim_feeds(now=NOW, limit=10, lease=LEASE)
    assert claimed[0].due_at == NOW + LEASE
    assert world.store.claim_feeds(now=NOW + LEASE - SECOND, limit=10, lease=LEASE) == ()
    assert len(world.store.claim_feeds(now=NOW + LEASE, limit=10, lease=LEASE)) == 1


def test_a_poll_whose_lease_was_lost_stores_nothing(world: World) -> None:
    ((feed, stale),) = world.store.claim_feeds(now=NOW, limit=10, lease=LEASE)
    ((_, fresh),) = world.store.claim_feeds(now=NOW + LEASE, limit=10, lease=LEASE)
    assert world.store.finish_poll(make_poll(feed, make_intent("a")), stale, now=NOW + LEASE) is None
    assert world.store.feeds()[0].etag is None
    assert list(world.store.trail(make_intent("a").id)) == []
    assert world.store.finish_poll(make_poll(feed, make_intent("a")), fresh, now=NOW + LEASE) == 1


def test_a_poll_of_a_feed_that_was_removed_meanwhile_stores_nothing(world: World) -> None:
    ((feed, lease),) = world.store.claim_feeds(now=NOW, limit=10, lease=LEASE)
    world.store.remove_feed("sample-wire")
    assert world.store.finish_poll(make_poll(feed, make_intent("a")), lease, now=NOW) is None


def test_the_state_of_a_feed_is_kept_exactly(world: World) -> None:
    ((feed, lease),) = world.store.claim_feeds(now=NOW, limit=10, lease=LEASE)
    state = replace(
        make_poll(feed).feed, fresh_at=NOW, last_modified="yesterday", interval=LEASE / 7, failures=3, reason="x"
    )
    world.store.finish_poll(replace(make_poll(feed), feed=state), lease, now=NOW)
    assert world.store.feeds() == (state,)


def test_poll_now_makes_every_feed_due(world: World) -> None:
    world.store.add_feeds([make_spec("other")], now=NOW)
    world.poll(make_intent("a"))
    assert world.store.summary(now=NOW).feeds_due == 0
    assert world.store.poll_now(now=NOW) == 2
    assert world.store.summary(now=NOW).feeds_due == 2


def test_shards_part_the_feeds_by_host(world: World) -> None:
    world.store.add_feeds([make_spec(f"feed-{number}") for number in range(20)], now=NOW)
    parts = [
        {
            feed.spec.id
            for feed, _ in world.store.claim_feeds(now=NOW, limit=99, lease=LEASE, shard=Shard(index=n, count=3))
        }
        for n in range(3)
    ]
    assert sum(len(part) for part in parts) == len(set().union(*parts)) == 21
    assert all(parts)
