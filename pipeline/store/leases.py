"""Leases: how rows are picked for one worker only, and how those of dead processes are freed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, ScalarSelect, Select, Table, or_, select, update

from pipeline.store import tables
from pipeline.store.owner import find_abandoned
from pipeline.types import Shard


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """The fence: a finish that shows another token changes nothing."""

    token: str
    until: datetime


def pick(chosen: Select[Any], table: Table) -> ScalarSelect[Any]:
    """The ids chosen, locked on PostgreSQL, those that another worker holds passed over.

    In a CTE, which is evaluated once: a plain subquery may be run again by some plans and so exceed its limit.
    SQLite locks the whole ledger and needs neither.
    """
    picked = chosen.with_for_update(skip_locked=True, of=table).cte("picked")
    return select(next(iter(picked.c))).scalar_subquery()


def free(table: Table, now: datetime) -> ColumnElement[bool]:
    """Nobody holds the row, or no longer."""
    return or_(table.c.lease.is_(None), table.c.lease_until <= now)


def sharded(key: Column[Any], shard: Shard) -> tuple[ColumnElement[bool], ...]:
    """The condition of a part of the hosts; none for the whole."""
    return (key % shard.count == shard.index,) if shard.count > 1 else ()


def release(connection: Connection, now: datetime) -> int:
    """Free the leases of processes of this machine that no longer live; how many.

    Attempts stay counted, so that an entry that kills its worker runs out of them.
    """
    freed = 0
    for table in (tables.entries, tables.feeds, tables.deliveries):
        held = connection.execute(select(table.c.lease).where(table.c.lease.is_not(None)).distinct()).scalars()
        for token in find_abandoned(held):
            values: dict[str, object] = {"lease": None}
            values |= {"due_at": now} if table is tables.feeds else {"lease_until": None}
            freed += connection.execute(update(table).where(table.c.lease == token).values(values)).rowcount
    return freed
