from __future__ import annotations

from datetime import timedelta

import pytest

from pipeline.types import STAGES, Dropped, Finished, GaveUp, Selection, StageName, Status
from tests.store.world import NOW, SECOND, World, make_alert, make_capture, make_id, make_intent

LATER = NOW + timedelta(hours=1)


@pytest.mark.parametrize("stage", list(STAGES))
def test_a_finished_entry_goes_back_before_a_stage_and_later_artefacts_go(world: World, stage: StageName) -> None:
    world.poll(make_intent("a", quiet=True))
    world.bring()
    assert world.store.rewind(stage, now=LATER, selection=Selection()) == 1
    entry = world.entry("a")
    assert (entry.status, entry.due_at, entry.attempts, entry.quiet) == (STAGES[stage][0], LATER, 0, True)
    left, _ = world.store.artefacts(entry.id, 1)
    order = list(STAGES)
    assert set(left) == set(order[: order.index(stage)])
    line = world.store.trail(entry.id)[-1]
    assert (line.stage, line.from_status, line.to_status) == ("rewind", "DONE", str(STAGES[stage][0]))
    world.bring(now=LATER)
    assert world.entry("a").status is Status.DONE


def test_an_entry_that_has_not_come_so_far_is_left_alone(world: World) -> None:
    world.poll(make_intent("a"))
    world.bring("extract")
    assert world.store.rewind("topics", now=LATER, selection=Selection()) == 0
    assert world.store.rewind("dates", now=LATER, selection=Selection()) == 1
    assert world.entry("a").due_at == LATER


def test_what_was_set_aside_goes_back_as_far_as_its_artefacts_allow(world: World) -> None:
    world.poll(make_intent("a"))
    world.work("fetch", Dropped(reason="robots_disallowed", detail="d"))
    world.poll(make_intent("b"))
    world.work("fetch")
    world.work("extract", GaveUp(reason="budget_exceeded", detail="d"))
    everything = Selection()
    assert world.store.rewind("dates", now=LATER, selection=everything) == 0
    assert world.store.rewind("extract", now=LATER, selection=everything) == 1
    assert (world.entry("b").status, world.entry("b").reason) == (Status.FETCHED, None)
    assert world.store.rewind("fetch", now=LATER, selection=everything) == 2


def test_a_duplicate_cannot_be_put_past_the_point_where_it_was_found_out(world: World) -> None:
    world.poll(make_intent("a"), make_intent("b"))
    world.work("fetch")
    world.work("extract", canonical_url="https://sample-wire.example/c")
    world.bring()
    dropped = Selection(status=Status.DROPPED)
    assert world.store.rewind("dates", now=LATER, selection=dropped) == 0
    assert world.store.rewind("extract", now=LATER, selection=dropped) == 1
    world.work("extract", now=LATER, canonical_url="https://sample-wire.example/c")
    assert world.store.summary(now=LATER).reasons == {"duplicate": 1}


def test_a_worker_whose_entry_was_rewound_may_not_finish(world: World) -> None:
    world.poll(make_intent("a"))
    world.bring("extract")
    (job,) = world.claim("dates")
    world.store.rewind("fetch", now=NOW, selection=Selection())
    assert world.finish(job, "dates", Dropped(reason="r", detail="d")) is None


def test_a_rule_does_not_ring_again_after_a_rewind(world: World) -> None:
    world.poll(make_intent("a"))
    world.bring("index")
    world.work("alert", Finished(version="1", alerts=(make_alert(),)))
    world.store.rewind("extract", now=LATER, selection=Selection())
    world.bring("index", now=LATER)
    world.work("alert", Finished(version="1", alerts=(make_alert(),)), now=LATER)
    assert [alert.rung_at for alert in world.store.alerts()] == [NOW]


def test_a_selection_means_what_satisfies_all_of_it(world: World) -> None:
    world.poll(*(make_intent(f"old-{n}") for n in range(3)))
    world.poll(*(make_intent(f"new-{n}") for n in range(3)), now=LATER)
    world.work("fetch", GaveUp(reason="http_500", detail="d"))  # the old: the new are due later
    select = [
        (Selection(since=LATER), {"new-0", "new-1", "new-2"}),
        (Selection(status=Status.FAILED, reason="http_500"), {"old-0", "old-1", "old-2"}),
        (Selection(entries=(make_id("old-1"), make_id("new-1")), since=LATER), {"new-1"}),
        (Selection(source="nobody"), set()),
        (Selection(feed="sample-wire", source="sample-wire", limit=3), {"new-0", "new-1", "new-2"}),
    ]
    for selection, names in select:
        assert {entry.item.title for entry in world.store.entries(selection)} == names
        assert world.store.rewind("fetch", now=LATER, selection=selection) == len(names)


def test_thousands_are_put_back_page_by_page(world: World) -> None:
    world.poll(*(make_intent(str(n)) for n in range(1_100)))
    assert world.store.rewind("fetch", now=LATER, selection=Selection(limit=1_050)) == 1_050
    assert world.store.rewind("fetch", now=LATER + SECOND, selection=Selection()) == 1_100
    assert len(list(world.store.entries(Selection()))) == 1_100
    assert len(list(world.store.entries(Selection(limit=501)))) == 501


def test_the_artefacts_of_an_older_revision_stay(world: World) -> None:
    world.poll(make_intent("a"))
    world.bring()
    world.poll(make_intent("a", fingerprint="2"))
    world.bring(text="Another text.")
    world.store.rewind("fetch", now=NOW, selection=Selection())
    left, _ = world.store.artefacts(make_id("a"), 1)
    assert left["fetch"] == make_capture("https://sample-wire.example/a")
    assert world.store.artefacts(make_id("a"), 2) == ({}, {})
