"""Whatever happens to entries in whatever order, they move only as STAGES says."""

from __future__ import annotations

import shutil
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias, cast

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from pipeline.store import open_store
from pipeline.types import (
    STAGES,
    Dropped,
    Finished,
    GaveUp,
    Job,
    Outcome,
    Postponed,
    Selection,
    StageName,
    TrailLine,
    Unchanged,
)
from tests.store.world import LEASE, NOW, TOOK, StandIn, World, make_artefact, make_id, make_intent

Claimed: TypeAlias = MultipleResults[tuple[Job, StageName]]
NAMES = st.sampled_from("abc")
STAGE_NAMES = st.sampled_from(list(STAGES))
OTHERS = st.sampled_from(
    [
        Dropped(reason="dropped", detail="d"),
        GaveUp(reason="failed", detail="d"),
        GaveUp(reason="again", detail="d", transient=True, retry_after=timedelta(0)),
        Postponed(reason="later", detail="d", wait=timedelta(0)),
        Unchanged(),
    ]
)
SETTLED = {"DONE", "DROPPED", "FAILED"}
ORDER = ["", *(str(before) for before, _ in STAGES.values())]


class Ledger(RuleBasedStateMachine):
    template: Path
    folder: Path
    number = 0
    held: Bundle[tuple[Job, StageName]] = Bundle("held")

    @initialize()
    def open(self) -> None:
        type(self).number += 1
        file = shutil.copy(self.template, self.folder / f"{self.number}.db")
        self.store = open_store(f"sqlite:///{file}", likeness=StandIn(), max_attempts=3)
        self.world = World(self.store)
        self.now = NOW
        self.moved = dict.fromkeys("abc", 0)

    def teardown(self) -> None:
        self.store.close()

    @rule(name=NAMES, fingerprint=st.sampled_from("12"))
    def poll(self, name: str, fingerprint: str) -> None:
        self.world.poll(make_intent(name, fingerprint=fingerprint), now=self.now)

    @rule(target=held, stage=STAGE_NAMES, limit=st.integers(1, 3))
    def claim(self, stage: StageName, limit: int) -> Claimed:
        jobs = self.world.claim(stage, now=self.now, limit=limit)
        assert all(job.entry.status is STAGES[stage][0] and job.entry.attempts <= 3 for job in jobs)
        return multiple(*((job, stage) for job in jobs))

    @rule(target=held)
    def claim_whatever_is_due(self) -> Claimed:
        return multiple(*((job, stage) for stage in STAGES for job in self.world.claim(stage, now=self.now)))

    @rule(held=consumes(held), same=st.booleans())
    def succeed(self, held: tuple[Job, StageName], same: bool) -> None:
        job, stage = held
        fields = {"canonical_url": "https://sample-wire.example/same"} if same else {}
        self.end(job, stage, Finished(artefact=make_artefact(stage, job.entry.url, **fields), version="1"))

    @rule(held=consumes(held), outcome=OTHERS)
    def end_otherwise(self, held: tuple[Job, StageName], outcome: Outcome) -> None:
        self.end(*held, outcome)

    def end(self, job: Job, stage: StageName, outcome: Outcome) -> None:
        before = self.store.entry(job.entry.id)
        status = self.store.finish(job, stage, outcome, now=self.now, took=TOOK)
        after = self.store.entry(job.entry.id)
        assert after == before if status is None else after.status is status
        assert self.store.finish(job, stage, outcome, now=self.now, took=TOOK) is None

    @rule()
    def wait(self) -> None:
        self.now += LEASE

    @rule(stage=STAGE_NAMES)
    def rewind(self, stage: StageName) -> None:
        self.store.rewind(stage, now=self.now, selection=Selection())

    @invariant()
    def every_step_is_allowed(self) -> None:
        for name in "abc":
            lines = self.store.trail(make_id(name))
            new = lines[max(self.moved[name] - 1, 0) :]
            assert all(before.to_status == after.from_status for before, after in pairwise(new))
            assert all(is_allowed(line) for line in new)
            if lines:
                assert self.world.entry(name).status == lines[-1].to_status
            self.moved[name] = len(lines)

    @invariant()
    def what_a_stage_left_is_there(self) -> None:
        for entry in self.store.entries(Selection()):
            if entry.status not in SETTLED:
                left, _ = self.store.artefacts(entry.id, entry.revision)
                order = list(STAGES)
                assert list(order[: ORDER.index(entry.status) - 1]) == [stage for stage in order if stage in left]


def is_allowed(line: TrailLine) -> bool:
    before, after = line.from_status, line.to_status
    if line.stage == "poll":
        return after == "FOUND" and (before == "" or before in SETTLED)
    if line.stage == "rewind":
        return before in SETTLED or ORDER.index(after) <= ORDER.index(before)
    taken, given = STAGES[cast("StageName", line.stage)]
    if line.detail == Unchanged().detail:  # on from where the revision before stopped
        return before == taken and after in {*ORDER[1:], "DONE"}
    return before == taken and after in {taken, given, "DROPPED", "FAILED"}


def test_entries_move_only_as_the_stages_say(sqlite_template: Path, tmp_path: Path) -> None:
    machine = type("LedgerHere", (Ledger,), {"template": sqlite_template, "folder": tmp_path})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=25,
            stateful_step_count=30,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
