"""The one loop that runs every stage: claim, work, finish. Airflow tasks and `wirewatch run` call the same one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pipeline.ports import EntryLedger
from pipeline.types import Finished, Job, Outcome, Postponed, Shard, StageName, Status

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A step of the way: a function from claimed entries to outcomes, with the version of what it does.

    `work` yields every job once with its outcome; the loop stores each before it asks for the next.
    """

    name: StageName
    version: str
    needs: tuple[StageName, ...]
    work: Callable[[Sequence[Job]], Iterable[tuple[Job, Outcome]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How much one claim takes, how long it may hold it, and which part of the hosts this worker serves."""

    batch: int
    lease: timedelta
    shard: Shard = field(default_factory=Shard)
    stop: Callable[[], bool] = bool  # bool() is False: never


@dataclass(frozen=True, slots=True, kw_only=True)
class StageReport:
    """What a stage did: how many entries came to which status; `lost` leases were finished by someone else.

    `sources` counts the entries that the stage finished by their source, `rang` the alerts among what it left.
    """

    stage: str
    counts: dict[str, int]
    lost: int = 0
    sources: dict[str, int] = field(default_factory=dict)
    rang: int = 0

    @property
    def total(self) -> int:
        """How many entries were worked on."""
        return sum(self.counts.values())


def run_stage(stage: Stage, ledger: EntryLedger, *, clock: Clock, pace: Pace) -> StageReport:
    """Work until nothing is due for the stage, it has to wait, or `pace.stop` says so."""
    counts: Counter[str] = Counter()
    sources: Counter[str] = Counter()
    lost = rang = 0
    while not pace.stop():
        jobs = ledger.claim(
            stage.name, now=clock(), limit=pace.batch, lease=pace.lease, needs=stage.needs, shard=pace.shard
        )
        if not jobs:
            break
        waiting = 0
        begun = clock()
        for job, outcome in stage.work(jobs):
            ended = clock()
            status = ledger.finish(job, stage.name, outcome, now=ended, took=ended - begun)
            begun = ended
            waiting += isinstance(outcome, Postponed)
            lost += status is None
            counts[status or Status.FAILED] += status is not None
            if status is not None and isinstance(outcome, Finished):
                sources[job.entry.source.id] += 1
                rang += len(outcome.alerts)
        if waiting == len(jobs):
            break
    reached = {str(key): n for key, n in counts.items() if n}
    return StageReport(stage=stage.name, counts=reached, lost=lost, sources=dict(sources), rang=rang)
