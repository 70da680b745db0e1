"""Claims: due entries become one worker's for a while."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from sqlalchemy import Connection, Select, select, update

from pipeline.store import tables
from pipeline.store.artefacts import read_artefacts
from pipeline.store.leases import Lease, free, sharded
from pipeline.store.rows import AnyRow, to_entry
from pipeline.store.trail import NO_TIME, write_trail
from pipeline.types import STAGES, Job, Shard, StageName, Status, TrailLine

entries = tables.entries
POISON = "poison"
SUSPECT = 2  # so many silent attempts in a row, and an entry is claimed alone


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
    taken: Sequence[AnyRow] = ()
    while not taken:
        due = connection.execute(_due(call)).all()
        if not due:
            return ()
        _set_aside(connection, [row.id for row in due if row.attempts >= call.max_attempts], call)
        taken = _part_suspects([row for row in due if row.attempts < call.max_attempts])
    rows = _take(connection, [row.id for row in taken], lease)
    left = read_artefacts(connection, [(row.id, row.revision) for row in rows], call.needs)
    return tuple(
        Job(entry=to_entry(row), lease=lease.token, artefacts=left[row.id][0], versions=left[row.id][1]) for row in rows
    )


def _due(call: Call) -> Select[tuple[str, int, int]]:
    """Whose turn it is; locked on PostgreSQL, and what another worker is looking at is passed over."""
    columns = select(entries.c.id, entries.c.attempts, entries.c.silent)
    waiting = columns.where(
        entries.c.status == STAGES[call.stage][0],
        entries.c.due_at <= call.now,
        free(entries, call.now),
        *sharded(entries.c.shard_key, call.shard),
    )
    ordered = waiting.order_by(entries.c.quiet, entries.c.turn, entries.c.id)
    return ordered.limit(call.limit).with_for_update(skip_locked=True)


def _part_suspects(due: Sequence[AnyRow]) -> Sequence[AnyRow]:
    """Up to the first entry whose last workers fell silent; such a one is taken alone.

    Otherwise an entry that kills its worker would take its whole batch with it, time after time, until all of them
    counted as poison.
    """
    clear = tuple(takewhile(lambda row: row.silent < SUSPECT, due))
    return clear or due[:1]


def _take(connection: Connection, ids: Sequence[str], lease: Lease) -> list[AnyRow]:
    values = {
        "lease": lease.token,
        "lease_until": lease.until,
        "attempts": entries.c.attempts + 1,
        "silent": entries.c.silent + 1,
    }
    rows = connection.execute(update(entries).where(entries.c.id.in_(ids)).values(values).returning(entries))
    return sorted(rows, key=lambda row: (row.quiet, row.turn, row.id))


def _set_aside(connection: Connection, ids: Sequence[str], call: Call) -> None:
    """End the entries that used up their attempts without an outcome: they kill their workers."""
    if not ids:
        return
    detail = f"{call.max_attempts} workers took it for {call.stage} and none came back"
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
        attempt=row.attempts,
        reason=POISON,
        detail=detail,
    )
