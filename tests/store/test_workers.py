from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from pipeline.store import SqlStore
from pipeline.store.owner import describe_owner, find_abandoned, make_token
from pipeline.types import Finished, Job, Status
from tests.store.worker import claim_all, claim_and_hang
from tests.store.world import (
    LEASE,
    NOW,
    TOOK,
    World,
    make_alert,
    make_article,
    make_id,
    make_intent,
    make_poll,
    make_spec,
)

SPAWN = multiprocessing.get_context("spawn")


def test_two_threads_never_share_an_entry(world: World) -> None:
    world.poll(*(make_intent(str(n)) for n in range(120)))
    start = Barrier(4)

    def work() -> list[str]:
        start.wait()
        taken: list[str] = []
        while jobs := world.claim("fetch", limit=3):
            taken += [job.entry.id for job in jobs]
        return taken

    with ThreadPoolExecutor(4) as pool:
        parts = [future.result() for future in [pool.submit(work) for _ in range(4)]]
    assert sorted(entry for part in parts for entry in part) == sorted(make_id(str(n)) for n in range(120))


def test_two_processes_never_share_an_entry(world: World, url: str) -> None:
    world.poll(*(make_intent(str(n)) for n in range(90)))
    pipes = [SPAWN.Pipe() for _ in range(2)]
    workers = [SPAWN.Process(target=claim_all, args=(url, there)) for _, there in pipes]
    for worker in workers:
        worker.start()
    for here, _ in pipes:
        here.send("go")
    taken = [entry for here, _ in pipes for batch in iter(here.recv, None) for entry in batch]
    for worker in workers:
        worker.join()
    assert sorted(taken) == sorted(make_id(str(n)) for n in range(90))
    assert world.store.summary(now=NOW).reasons == {"r": 60}


def test_after_kill_9_the_next_run_goes_on_at_once(world: World, url: str) -> None:
    world.poll(make_intent("rung"))
    world.bring("index")
    world.work("alert", Finished(version="1", alerts=(make_alert(),)))
    world.poll(make_intent("a"), make_intent("b"))
    world.store.poll_now(now=NOW)
    (kept,) = world.claim("fetch", limit=1)  # by this process, which lives
    here, there = SPAWN.Pipe()
    worker = SPAWN.Process(target=claim_and_hang, args=(url, there))
    worker.start()
    assert here.recv() == 1
    assert world.store.release(now=NOW) == 0
    os.kill(worker.pid or 0, signal.SIGKILL)
    worker.join()
    assert world.store.release(now=NOW) == 3  # an entry, a feed, a delivery
    (job,) = world.claim("fetch")
    assert job.entry.id != kept.entry.id
    assert len(world.store.claim_feeds(now=NOW, limit=9, lease=LEASE)) == 1
    assert len(world.store.claim_deliveries(now=NOW, limit=9, lease=LEASE)) == 1


def test_only_the_dead_of_this_machine_are_abandoned() -> None:
    host, pid, start = describe_owner().rsplit(":", 2)
    child = SPAWN.Process(target=int)
    child.start()
    child.join()
    tokens = {
        "mine": make_token(f"{host}:{pid}:{start}"),
        "my number, another process": make_token(f"{host}:{pid}:{int(start) + 1}"),
        "gone": make_token(f"{host}:{child.pid}:1"),
        "elsewhere": make_token(f"elsewhere:{child.pid}:1"),
        "named by hand": make_token("worker-7"),
        "no number": make_token(f"{host}:x:1"),
        "absurd": make_token(f"{host}:{10**30}:1"),
    }
    found = find_abandoned(tokens.values())
    assert {name for name, token in tokens.items() if token in found} == {
        "my number, another process",
        "gone",
        "absurd",
    }


def both(world: World, act: Callable[[Job], Status | None], jobs: tuple[Job, ...]) -> None:
    """Do it for two jobs at the same moment."""
    start = Barrier(len(jobs))

    def go(job: Job) -> Status | None:
        start.wait()
        return act(job)

    with ThreadPoolExecutor(len(jobs)) as pool:
        assert all(pool.map(go, jobs))


@pytest.mark.parametrize("turn", range(4))
def test_reprints_that_are_finished_at_once_are_one_story(world: World, turn: int) -> None:
    names = [f"{turn}-{n}" for n in range(4)]
    world.poll(*(make_intent(name) for name in names))
    world.work("fetch")

    def finish(job: Job) -> Status | None:
        article = make_article(job.entry.url, signature=tuple(range(10)))
        return world.store.finish(job, "extract", Finished(artefact=article, version="1"), now=NOW, took=TOOK)

    both(world, finish, world.claim("extract"))
    stories = [world.entry(name).story for name in names]
    assert len({story.id for story in stories if story}) == 1
    assert [story.origin for story in stories if story].count(True) == 1


def test_one_canonical_url_finished_at_once_is_one_entry(world: World) -> None:
    world.poll(*(make_intent(name) for name in "abcd"))
    world.work("fetch")

    def finish(job: Job) -> Status | None:
        article = make_article(job.entry.url, canonical_url="https://sample-wire.example/c")
        return world.store.finish(job, "extract", Finished(artefact=article, version="1"), now=NOW, took=TOOK)

    both(world, finish, world.claim("extract"))
    assert world.store.summary(now=NOW).reasons == {"duplicate": 3}


def test_a_rule_that_matches_a_story_twice_at_once_rings_once(world: World) -> None:
    world.poll(*(make_intent(name) for name in "abcd"))
    world.bring("index", signature=tuple(range(10)))
    outcomes = [tuple(make_alert(rule) for rule in order) for order in ("xyz", "zyx", "yxz", "zxy")]

    def finish(job: Job) -> Status | None:
        rung = Finished(version="1", alerts=outcomes["abcd".index(job.entry.item.title)])
        return world.store.finish(job, "alert", rung, now=NOW, took=TOOK)

    both(world, finish, world.claim("alert"))
    assert sorted(alert.rule for alert in world.store.alerts()) == ["x", "y", "z"]
    assert world.store.summary(now=NOW).deliveries == {"pending": 3}


def test_two_feeds_that_bring_the_same_entries_at_once_lose_none(world: World, store: SqlStore) -> None:
    world.store.add_feeds([make_spec("other")], now=NOW)

    claimed = world.store.claim_feeds(now=NOW, limit=9, lease=LEASE)
    intents = [make_intent(str(n)) for n in range(200)]
    orders = [intents, intents[::-1]]
    start = Barrier(2)

    def poll(number: int) -> int:
        feed, lease = claimed[number]
        start.wait()
        return store.finish_poll(make_poll(feed, *orders[number]), lease, now=NOW) or 0

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(poll, range(2))) == 200
