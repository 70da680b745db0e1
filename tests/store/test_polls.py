from __future__ import annotations

from datetime import timedelta

import pytest

from pipeline.store.polls import MAX_REVISIONS
from pipeline.types import Dropped, EntryIntent, GaveUp, Status, Unchanged
from tests.store.world import NOW, SECOND, World, make_intent, make_spec

LATER = NOW + timedelta(hours=1)


def test_a_new_entry_is_found_and_due_at_once(world: World) -> None:
    intent = make_intent("a", quiet=True)
    assert world.poll(intent) == 1
    entry = world.entry("a")
    assert (entry.status, entry.revision, entry.quiet, entry.attempts) == (Status.FOUND, 1, True, 0)
    assert (entry.first_seen_at, entry.due_at) == (NOW, NOW)
    assert (entry.item, entry.source, entry.url) == (intent.item, make_spec().source, intent.url)
    assert [line.stage for line in world.store.trail(entry.id)] == ["poll"]


def test_announcing_the_same_again_changes_nothing(world: World) -> None:
    world.poll(make_intent("a"))
    before = world.entry("a")
    assert world.poll(make_intent("a"), now=LATER) == 0
    assert world.entry("a") == before


def test_another_feed_changes_nothing_of_an_entry(world: World) -> None:
    world.store.add_feeds([make_spec("other")], now=NOW)
    world.poll(make_intent("a"))
    world.bring()
    before = world.entry("a")
    assert world.poll(make_intent("a", fingerprint="2"), feed="other", now=LATER) == 0
    assert world.entry("a") == before


@pytest.mark.parametrize(
    "ending",
    [None, Dropped(reason="gone", detail="x"), GaveUp(reason="http_500", detail="x")],
    ids=["done", "dropped", "failed"],
)
def test_a_changed_item_of_a_settled_entry_is_looked_at_again(world: World, ending: Dropped | GaveUp | None) -> None:
    world.poll(make_intent("a"))
    world.work("fetch", ending) if ending else world.bring()
    assert world.poll(make_intent("a", fingerprint="2"), now=LATER) == 1
    entry = world.entry("a")
    assert (entry.status, entry.revision, entry.due_at, entry.attempts) == (Status.FOUND, 2, LATER, 0)
    assert entry.reason is None
    assert world.store.trail(entry.id)[-1].detail == "looked at again: the feed's item changed"


def test_a_duplicate_is_not_looked_at_again(world: World) -> None:
    world.poll(make_intent("a"), make_intent("b"))
    world.work("fetch")
    world.work("extract", canonical_url="https://sample-wire.example/c")
    assert world.entry("b").reason == "duplicate" or world.entry("a").reason == "duplicate"
    dropped = next(name for name in "ab" if world.entry(name).status is Status.DROPPED)
    assert world.poll(make_intent(dropped, fingerprint="2"), now=LATER) == 0


def test_a_changed_item_of_an_entry_on_its_way_is_only_replaced(world: World) -> None:
    world.poll(make_intent("a"))
    changed = make_intent("a", fingerprint="2", title="new")
    assert world.poll(changed, now=LATER) == 0
    entry = world.entry("a")
    assert (entry.item, entry.status, entry.revision, entry.due_at) == (changed.item, Status.FOUND, 1, NOW)


def test_a_correction_that_comes_while_the_entry_is_on_its_way_is_seen_at_the_next_poll(world: World) -> None:
    world.poll(make_intent("a"))
    world.work("fetch")
    changed = make_intent("a", fingerprint="2")
    assert world.poll(changed, now=LATER) == 0
    world.bring(now=LATER)
    assert world.poll(changed, now=LATER) == 1
    assert world.entry("a").revision == 2
    world.bring(now=LATER)
    assert world.poll(changed, now=LATER) == 0


def test_revisions_are_capped(world: World) -> None:
    for number in range(MAX_REVISIONS + 5):
        world.poll(make_intent("a", fingerprint=str(number)))
        world.bring()
    assert world.entry("a").revision == MAX_REVISIONS


def test_an_unchanged_article_gives_its_revision_back(world: World) -> None:
    world.poll(make_intent("a"))
    world.bring()
    before = world.store.document(world.entry("a").id)
    world.poll(make_intent("a", fingerprint="2"))
    world.work("fetch")
    world.work("extract", Unchanged())
    entry = world.entry("a")
    assert (entry.status, entry.revision) == (Status.DONE, 1)
    assert world.store.document(entry.id) == before
    assert world.store.artefacts(entry.id, 2) == ({}, {})
    line = world.store.trail(entry.id)[-1]
    assert (line.revision, line.to_status, line.detail) == (2, "DONE", "the article has not changed")


def test_an_unchanged_article_whose_first_revision_never_came_through_goes_on_from_where_it_stopped(
    world: World,
) -> None:
    world.poll(make_intent("a"))
    world.bring("dates")
    world.work("speakers", GaveUp(reason="budget_exceeded", detail="x"))
    world.poll(make_intent("a", fingerprint="2"))
    world.work("fetch")
    world.work("extract", Unchanged())
    assert (world.entry("a").status, world.entry("a").revision) == (Status.DATED, 1)


def test_a_poll_may_bring_thousands_of_entries_and_name_one_twice(world: World) -> None:
    intents: list[EntryIntent] = [make_intent(str(number)) for number in range(3_000)]
    assert world.poll(*intents, intents[0]) == 3_000
    assert world.poll(*intents) == 0


def test_entries_are_claimed_in_the_order_of_publication_and_the_quiet_last(world: World) -> None:
    world.poll(
        make_intent("quiet", quiet=True, published_at=NOW - 9 * SECOND),
        make_intent("unknown", published_at=None),
        make_intent("second", published_at=NOW - SECOND),
        make_intent("first", published_at=NOW - 2 * SECOND),
    )
    jobs = world.claim("fetch")
    assert [job.entry.item.title for job in jobs] == ["first", "second", "unknown", "quiet"]


def test_what_no_database_takes_is_replaced(world: World) -> None:
    world.poll(make_intent("a", title="nul \x00 and surrogate \ud800"))
    assert world.entry("a").item.title.startswith("nul ")
    world.work("fetch", Dropped(reason="r", detail="nul \x00 and surrogate \ud800"))
    assert world.entry("a").detail == "nul \N{REPLACEMENT CHARACTER} and surrogate \N{REPLACEMENT CHARACTER}"
