"""Claims: due entries become one worker's for a while."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Select, case, select, update

from pipeline.store import tables
from pipeline.store.artefacts import read_artefacts
from pipeline.store.leases import Lease, free, sharded
from pipeline.store.rows import AnyRow, to_entry
from pipeline.store.trail import NO_TIME, write_trail
from pipeline.types import STAGES, Job, Shard, StageName, Status, TrailLine

entries = tables.entries
POISON = "poison"
SUSPECT = 2  # so many silent attempts in a row, and an entry is claimed alone, when nothing else is due


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What a worker asks for."""

    stage: StageName
    now: datetime
    limit: int
    needs: Sequence[StageName]
    shard: Shard
    max_attempts: int


def claim(connection: Connection, lease: Lease, call: Call) -> tuple[Job, ...]:
    """Claim due entries with the artefacts that their stage needs; the poisonous are set aside instead."""
    poisonous = SUSPECT + call.max_attempts
    taken: Sequence[AnyRow] = ()
    while not taken:
        due = connection.execute(_due(call)).all() or connection.execute(_suspected(call)).all()
        if not due:
            return ()
        _set_aside(connection, [row.id for row in due if row.silent >= poisonous], call)
        taken = [row for row in due if row.silent < poisonous]
    rows = _take(connection, [row.id for row in taken], lease)
    left = read_artefacts(connection, [(row.id, row.revision) for row in rows], call.needs)
    return tuple(
        Job(entry=to_entry(row), lease=lease.token, artefacts=left[row.id][0], versions=left[row.id][1]) for row in rows
    )


def _due(call: Call) -> Select[tuple[str, int]]:
    """Whose turn it is, suspects aside; locked on PostgreSQL, and what another worker is looking at is passed over."""
    ordered = _waiting(call).where(entries.c.silent < SUSPECT).order_by(entries.c.quiet, entries.c.turn, entries.c.id)
    return ordered.limit(call.limit).with_for_update(skip_locked=True)


def _suspected(call: Call) -> Select[tuple[str, int]]:
    """One entry whose last workers fell silent; among several, the one that fewest were lost with.

    Alone, so that it takes no others with it; last, so that a process which is killed from outside again and again
    still gets on with the rest, and its kills do not all fall on one.
    """
    suspects = _waiting(call).where(entries.c.silent >= SUSPECT)
    ordered = suspects.order_by(entries.c.silent, entries.c.quiet, entries.c.turn, entries.c.id)
    return ordered.limit(1).with_for_update(skip_locked=True)


def _waiting(call: Call) -> Select[tuple[str, int]]:
    """What is due for the stage and held by nobody."""
    return select(entries.c.id, entries.c.silent).where(
        entries.c.status == STAGES[call.stage][0],
        entries.c.due_at <= call.now,
        free(entries, call.now),
        *sharded(entries.c.shard_key, call.shard),
    )


def _take(connection: Connection, ids: Sequence[str], lease: Lease) -> list[AnyRow]:
    values = {
        "lease": lease.token,
        "lease_until": lease.until,
        # What ended in silence says nothing of the entry's own failures, which are what attempts are counted for.
        "attempts": entries.c.attempts + case((entries.c.silent == 0, 1), else_=0),
        "silent": entries.c.silent + 1,
    }
    rows = connection.execute(update(entries).where(entries.c.id.in_(ids)).values(values).returning(entries))
    return sorted(rows, key=lambda row: (row.quiet, row.turn, row.id))


def _set_aside(connection: Connection, ids: Sequence[str], call: Call) -> None:
    """End the entries whose workers fell silent each time that they had nothing else in hand."""
    if not ids:
        return
    detail = f"{call.max_attempts} workers took it alone for {call.stage} and none came back"
    values = {"status": Status.FAILED, "reason": POISON, "detail": detail, "lease": None, "lease_until": None}
    rows = connection.execute(update(entries).where(entries.c.id.in_(ids)).values(values).returning(entries)).all()
    write_trail(connection, [_poison_line(row, call, detail) for row in rows])


def _poison_line(row: AnyRow, call: Call, detail: str) -> TrailLine:
    return TrailLine(
        at=call.now,
        entry=row.id,
        revision=row.revision,
        stage=call.stage,
        from_status=STAGES[call.stage][0],
        to_status=Status.FAILED,
        took=NO_TIME,
        attempt=row.silent,
        reason=POISON,
        detail=detail,
    )
