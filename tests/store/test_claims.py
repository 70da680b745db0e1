from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from pipeline.store import SqlStore
from pipeline.store.claims import SUSPECT
from pipeline.types import STAGES, Dropped, Finished, GaveUp, Postponed, Shard, Status
from tests.store.world import LEASE, NOW, SECOND, TOOK, World, make_artefact, make_capture, make_intent


def test_a_claim_brings_the_needed_artefacts_with_their_versions(world: World) -> None:
    world.poll(make_intent("a"))
    world.bring("dates")
    (job,) = world.claim("speakers", needs=("fetch", "extract"))
    url = job.entry.url
    assert dict(job.artefacts) == {"fetch": make_capture(url), "extract": make_artefact("extract", url)}
    assert dict(job.versions) == {"fetch": "1", "extract": "1"}
    assert job.entry.attempts == 1


def test_a_claim_takes_what_is_due_and_not_held(world: World) -> None:
    world.poll(*(make_intent(str(number)) for number in range(5)))
    first = world.claim("fetch", limit=2)
    rest = world.claim("fetch")
    assert len(first) == 2
    assert len(rest) == 3
    assert world.claim("fetch") == ()
    assert len(world.claim("fetch", now=NOW + LEASE)) == 5


def test_shards_part_the_entries_by_host(world: World) -> None:
    world.poll(*(make_intent(f"{host}-{n}", host=f"{host}.example") for host in "abcdefgh" for n in range(3)))
    parts = [world.claim("fetch", shard=Shard(index=index, count=2)) for index in range(2)]
    hosts = [{job.entry.url.split("/")[2] for job in part} for part in parts]
    assert hosts[0].isdisjoint(hosts[1])
    assert len(parts[0]) + len(parts[1]) == 24
    assert all(hosts)


def test_a_stale_lease_changes_nothing(world: World) -> None:
    world.poll(make_intent("a"))
    (stale,) = world.claim("fetch")
    (fresh,) = world.claim("fetch", now=NOW + LEASE)
    done = Finished(artefact=make_capture(stale.entry.url), version="stale")
    assert world.finish(stale, "fetch", done, now=NOW + LEASE) is None
    assert world.store.artefacts(stale.entry.id, 1) == ({}, {})
    assert len(world.store.trail(stale.entry.id)) == 1
    assert world.finish(fresh, "fetch", done, now=NOW + LEASE) is Status.FETCHED
    assert world.finish(fresh, "fetch", done, now=NOW + LEASE) is None


def test_a_lease_that_ran_out_and_was_taken_by_nobody_may_finish(world: World) -> None:
    world.poll(make_intent("a"))
    (job,) = world.claim("fetch")
    assert world.finish(job, "fetch", Dropped(reason="r", detail="d"), now=NOW + 2 * LEASE) is Status.DROPPED


def test_an_entry_that_kills_its_workers_is_set_aside(open_ledger: Callable[..., SqlStore]) -> None:
    world = World(open_ledger(max_attempts=3))
    world.poll(make_intent("a"))
    for loss in range(SUSPECT + 3):
        assert len(world.claim("fetch", now=NOW + loss * LEASE)) == 1
    assert world.claim("fetch", now=NOW + 9 * LEASE) == ()
    entry = world.entry("a")
    assert (entry.status, entry.reason) == (Status.FAILED, "poison")
    assert (last := world.store.trail(entry.id)[-1]).reason == "poison"
    assert last.attempt == SUSPECT + 3


def test_lost_workers_are_no_failures_of_the_entry(open_ledger: Callable[..., SqlStore]) -> None:
    world = World(open_ledger(max_attempts=3))
    world.poll(make_intent("a"))
    for loss in range(SUSPECT + 1):
        world.claim("fetch", now=NOW + loss * LEASE)
    (job,) = world.claim("fetch", now=NOW + 9 * LEASE)
    assert job.entry.attempts == 1
    refused = GaveUp(reason="timed_out", detail="d", transient=True)
    assert world.finish(job, "fetch", refused, now=NOW + 9 * LEASE) is Status.FOUND


def test_suspects_wait_for_the_others_and_take_turns(world: World) -> None:
    world.poll(*(make_intent(name, published_at=NOW - 9 * SECOND) for name in "ab"))
    for loss in range(SUSPECT):
        assert len(world.claim("fetch", now=NOW + loss * LEASE)) == 2
    now = NOW + SUSPECT * LEASE
    world.poll(make_intent("new"))
    assert [job.entry.item.title for job in world.claim("fetch", now=now)] == ["new"]
    alone = [world.claim("fetch", now=now) for _ in "ab"]
    assert [[job.entry.item.title for job in jobs] for jobs in alone] in ([["a"], ["b"]], [["b"], ["a"]])
    (fewest,) = world.claim("fetch", now=now + LEASE, limit=9)[:1]
    assert fewest.entry.item.title == "new"


def test_poison_does_not_hide_what_waits_behind_it(open_ledger: Callable[..., SqlStore]) -> None:
    world = World(open_ledger(max_attempts=1))
    world.poll(*(make_intent(f"p{n}", published_at=NOW - 9 * SECOND) for n in range(4)))
    for loss in range(SUSPECT + 4):
        world.claim("fetch", now=NOW + loss * LEASE)
    world.poll(make_intent("good"))
    (job,) = world.claim("fetch", now=NOW + 9 * LEASE, limit=2)
    assert job.entry.item.title == "good"
    assert world.claim("fetch", now=NOW + 9 * LEASE) == ()
    assert world.store.summary(now=NOW).reasons == {"poison": 4}


def test_an_entry_that_kills_its_workers_does_not_take_its_batch_with_it(world: World) -> None:
    names = [f"good-{n}" for n in range(6)] + ["killer"]
    world.poll(*(make_intent(name, published_at=NOW + n * SECOND) for n, name in enumerate(sorted(names))))
    now = NOW
    for _ in range(100):
        jobs = world.claim("fetch", now=now)
        if not jobs:
            break
        if any(job.entry.item.title == "killer" for job in jobs):
            now += LEASE  # the process is gone, with all that it had claimed
            continue
        for job in jobs:
            world.finish(job, "fetch", Finished(artefact=make_capture(job.entry.url), version="1"), now=now)
    assert world.store.summary(now=now).reasons == {"poison": 1}
    assert world.store.summary(now=now).entries[Status.FETCHED] == 6


def test_a_transient_failure_waits_longer_each_time_and_then_ends(world: World) -> None:
    world.poll(make_intent("a"))
    now, waits = NOW, []
    while (entry := world.entry("a")).status is Status.FOUND:
        now = max(now, entry.due_at)
        (job,) = world.claim("fetch", now=now)
        world.finish(job, "fetch", GaveUp(reason="timed_out", detail="d", transient=True), now=now)
        waits.append((world.entry("a").due_at - now).total_seconds())
    assert waits == [30, 120, 480, 1920, 0]
    assert (entry.status, entry.reason) == (Status.FAILED, "timed_out")
    assert [line.attempt for line in world.store.trail(entry.id)] == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("wish", "wait"),
    [(timedelta(seconds=7), timedelta(seconds=7)), (timedelta(days=365), timedelta(days=1)), (-LEASE, timedelta(0))],
    ids=["short", "a-year", "negative"],
)
def test_a_server_says_when_to_come_back_within_reason(world: World, wish: timedelta, wait: timedelta) -> None:
    world.poll(make_intent("a"))
    world.work("fetch", GaveUp(reason="http_503", detail="d", transient=True, retry_after=wish))
    assert world.entry("a").due_at == NOW + wait


def test_a_final_failure_ends_at_once(world: World) -> None:
    world.poll(make_intent("a"))
    world.work("fetch", GaveUp(reason="http_404", detail="d"))
    entry = world.entry("a")
    assert (entry.status, entry.reason, entry.detail) == (Status.FAILED, "http_404", "d")


def test_waiting_for_others_costs_no_attempts_and_one_trail_line(world: World) -> None:
    world.poll(make_intent("a"))
    now = NOW
    for _ in range(10):
        (job,) = world.claim("fetch", now=now)
        world.finish(job, "fetch", Postponed(reason="search_unavailable", detail="d", wait=LEASE), now=now)
        now += LEASE
    entry = world.entry("a")
    assert (entry.status, entry.attempts, entry.due_at) == (Status.FOUND, 0, now)
    assert len(world.store.trail(entry.id)) == 2
    world.work("fetch", now=now)
    assert world.entry("a").reason is None


def test_every_stage_goes_one_way_and_leaves_its_trail(world: World) -> None:
    world.poll(make_intent("a"))
    for stage, (before, after) in STAGES.items():
        (job,) = world.claim(stage)
        assert job.entry.status is before
        done = Finished(artefact=make_artefact(stage, job.entry.url), version=f"v-{stage}", detail=f"d-{stage}")
        assert world.finish(job, stage, done) is after
    lines = world.store.trail(job.entry.id)[1:]
    assert [(line.from_status, line.to_status) for line in lines] == [(str(a), str(b)) for a, b in STAGES.values()]
    assert all((line.took, line.attempt, line.at) == (TOOK, 1, NOW) for line in lines)
    assert [line.detail for line in lines] == [f"d-{stage}" for stage in STAGES]
    _, versions = world.store.artefacts(job.entry.id, 1)
    assert versions == {stage: f"v-{stage}" for stage in STAGES if stage != "alert"}


def test_a_job_of_another_stage_cannot_be_finished(world: World) -> None:
    world.poll(make_intent("a"))
    (job,) = world.claim("fetch")
    assert world.finish(job, "extract", Dropped(reason="r", detail="d")) is None
    assert world.entry("a").status is Status.FOUND
