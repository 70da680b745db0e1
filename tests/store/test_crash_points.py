"""All or nothing: whichever statement or commit fails, and whether it comes back or not."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from pipeline.store import SqlStore, open_store
from pipeline.store.artefacts import stages_before
from pipeline.types import Dropped, Finished, GaveUp, Outcome, Selection, StageName, Unchanged
from tests.store.saboteur import PowerCutError, fail_at, fail_everywhere, read_everything
from tests.store.world import LEASE, NOW, TOOK, StandIn, World, make_alert, make_artefact, make_intent, make_poll

LATER = NOW + timedelta(hours=1)
SIGNATURE = tuple(range(10))
Act = Callable[[], object]


def poll(world: World) -> Act:
    world.poll(make_intent("known"))
    world.bring()
    world.store.poll_now(now=LATER)
    ((feed, lease),) = world.store.claim_feeds(now=LATER, limit=1, lease=LEASE)
    intent = make_poll(feed, make_intent("known", fingerprint="2"), make_intent("new"), now=LATER)
    intent = replace(intent, feed=replace(intent.feed, etag='"e2"'))
    return lambda: world.store.finish_poll(intent, lease, now=LATER)


def finish(stage: StageName, outcome: Outcome | None = None, *, revision: int = 1) -> Callable[[World], Act]:
    def arrange(world: World) -> Act:
        world.poll(make_intent("before"))
        world.bring(signature=SIGNATURE)
        for number in range(1, revision):
            world.poll(make_intent("a", fingerprint=str(number)))
            world.bring(signature=SIGNATURE)
        world.poll(make_intent("a", fingerprint=str(revision)))
        for before in stages_before(stage):
            world.work(before, signature=SIGNATURE)
        (job,) = world.claim(stage)
        artefact = make_artefact(stage, job.entry.url, signature=SIGNATURE)
        ended = outcome or Finished(artefact=artefact, version="1")
        return lambda: world.store.finish(job, stage, ended, now=LATER, took=TOOK)

    return arrange


def rewind(world: World) -> Act:
    world.poll(make_intent("a"), make_intent("b"))
    world.bring()
    return lambda: world.store.rewind("extract", now=LATER, selection=Selection())


def deliver(world: World) -> Act:
    world.poll(make_intent("a"))
    world.bring("index")
    world.work("alert", Finished(version="1", alerts=(make_alert(),)))
    (job,) = world.store.claim_deliveries(now=NOW, limit=1, lease=LEASE)
    return lambda: world.store.finish_delivery(job, now=LATER)


RUNG = Finished(version="1", alerts=(make_alert(), make_alert("other", channels=("a", "b"))))
ACTS: dict[str, Callable[[World], Act]] = {
    "poll": poll,
    "fetch": finish("fetch"),
    "extract": finish("extract"),
    "alert": finish("alert", RUNG),
    "dropped": finish("dates", Dropped(reason="r", detail="d")),
    "gave-up": finish("dates", GaveUp(reason="r", detail="d", transient=True)),
    "unchanged": finish("extract", Unchanged(), revision=2),
    "rewind": rewind,
    "deliver": deliver,
}


@pytest.mark.parametrize("arrange", ACTS.values(), ids=ACTS)
def test_a_crash_at_any_statement_leaves_nothing_behind(
    arrange: Callable[[World], Act], world: World, store: SqlStore
) -> None:
    act = arrange(world)
    before = read_everything(store)
    for number in range(1, 100):
        try:
            with fail_at(store.database.engine, number) as seen:
                act()
        except PowerCutError:
            assert read_everything(store) == before
        else:
            break
    assert len(seen) == number - 1 >= 2
    assert seen[-1] == "COMMIT"
    assert read_everything(store) != before


@pytest.fixture
def undisturbed(sqlite_template: Path, tmp_path: Path) -> Iterator[SqlStore]:
    """Another ledger, to compare with."""
    store = open_store(f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'undisturbed.db')}", likeness=StandIn())
    yield store
    store.close()


@pytest.mark.parametrize("arrange", ACTS.values(), ids=ACTS)
def test_a_busy_database_at_any_statement_is_asked_again(
    arrange: Callable[[World], Act], world: World, store: SqlStore, undisturbed: SqlStore
) -> None:
    store.database._pauses = (0.0,) * 100
    act = arrange(world)
    with fail_everywhere(store.database.engine) as tries:
        result = act()
    assert result == arrange(World(undisturbed))()
    assert read_everything(store) == read_everything(undisturbed)
    assert len(tries) > 2
