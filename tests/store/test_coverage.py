"""What each feed brought lately: found, fresh, indexed, set aside by reason; and how often it publishes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pipeline.errors import NotFoundError
from pipeline.types import Coverage, Dropped, EntryIntent, Selection
from tests.store.world import NOW, World, make_intent, make_spec


def published(name: str, minutes: int, *, quiet: bool = False) -> EntryIntent:
    return make_intent(name, published_at=NOW - timedelta(minutes=minutes), quiet=quiet)


def test_what_a_feed_brought_is_counted(world: World) -> None:
    world.poll(published("a", 60, quiet=True), published("b", 50), published("c", 20))
    world.work("fetch", Dropped(reason="not_html", detail="a picture"))
    world.poll(published("d", 10))
    world.bring()
    brought = world.store.coverage(since=NOW)
    assert brought == {
        "sample-wire": Coverage(found=4, fresh=3, indexed=1, aside={"not_html": 3}, gap=timedelta(minutes=10))
    }


def test_what_came_before_and_feeds_that_brought_nothing_are_not_there(world: World) -> None:
    world.poll(published("a", 60))
    assert world.store.coverage(since=NOW + timedelta(seconds=1)) == {}


def test_without_dates_there_is_no_rhythm(world: World) -> None:
    world.poll(*(make_intent(name, published_at=None) for name in "abcd"))
    assert world.store.coverage(since=NOW)["sample-wire"].gap is None


def test_one_feed_is_made_due_and_no_other(world: World) -> None:
    world.store.add_feeds([make_spec(), make_spec("other-wire")], now=NOW)
    later = NOW + timedelta(hours=1)
    world.store.claim_feeds(now=NOW, limit=9, lease=timedelta(hours=2))
    assert world.store.poll_now(now=later, feed="other-wire") == 1
    assert [feed.spec.id for feed in world.store.feeds() if feed.due_at <= later] == ["other-wire"]
    with pytest.raises(NotFoundError, match="no feed 'nobody'"):
        world.store.poll_now(now=later, feed="nobody")


def test_entries_are_chosen_by_their_story(world: World) -> None:
    world.poll(make_intent("a"), make_intent("b"))
    world.bring()
    first, second = world.entry("a"), world.entry("b")
    assert first.story
    assert second.story
    found = {entry.id for entry in world.store.entries(Selection(stories=(first.story.id,)))}
    assert first.id in found
    assert (second.id in found) == (second.story.id == first.story.id)
