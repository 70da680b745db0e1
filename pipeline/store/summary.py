"""The ledger at a glance."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import Connection, func, select

from pipeline.store import tables
from pipeline.store.alerts import count_rung
from pipeline.store.deliveries import count_deliveries
from pipeline.store.feeds import count_feeds
from pipeline.store.leases import free
from pipeline.types import STAGES, StageLoad, StageName, Status, Summary

entries, trail = tables.entries, tables.trail
_WINDOW = timedelta(hours=24)
_YOUNG = timedelta(days=7)
_SAMPLE = 5_000  # newest steps that a median is taken of
_REACHED = {"fetched": Status.FETCHED, "indexed": Status.INDEXED, "done": Status.DONE}


def read_summary(connection: Connection, now: datetime) -> Summary:
    """Count everything."""
    watched, due = count_feeds(connection, now)
    return Summary(
        entries=_count_statuses(connection),
        stages=_read_loads(connection, now),
        reasons=_count_reasons(connection),
        feeds=watched,
        feeds_due=due,
        alerts=count_rung(connection),
        deliveries=count_deliveries(connection),
        lag_seconds={
            name: lag for name, status in _REACHED.items() if (lag := _read_lag(connection, status, now)) is not None
        },
    )


def _count_statuses(connection: Connection) -> Mapping[Status, int]:
    counted = select(entries.c.status, func.count()).group_by(entries.c.status)
    found = {row[0]: row[1] for row in connection.execute(counted)}
    return {status: found.get(status, 0) for status in Status}


def _read_loads(connection: Connection, now: datetime) -> Mapping[StageName, StageLoad]:
    due = func.count().filter(entries.c.due_at <= now, free(entries, now))
    waiting = [status for status, _ in STAGES.values()]
    loads = select(entries.c.status, due, func.count(), func.min(entries.c.due_at))
    rows = connection.execute(loads.where(entries.c.status.in_(waiting)).group_by(entries.c.status))
    found = {row[0]: StageLoad(due=row[1], waiting=row[2], oldest=row[3]) for row in rows}
    return {name: found.get(status, StageLoad(due=0, waiting=0, oldest=None)) for name, (status, _) in STAGES.items()}


def _count_reasons(connection: Connection) -> Mapping[str, int]:
    aside = entries.c.status.in_([Status.DROPPED, Status.FAILED])
    counted = select(entries.c.reason, func.count()).where(aside).group_by(entries.c.reason)
    return {row[0] or "": row[1] for row in connection.execute(counted)}


def _read_lag(connection: Connection, status: Status, now: datetime) -> float | None:
    """The median of first looks at young entries: a correction or a rewind weeks later says nothing of our pace."""
    reached = select(trail.c.at, entries.c.first_seen_at).join(entries, entries.c.id == trail.c.entry)
    recent = reached.where(
        trail.c.to_status == status,
        trail.c.at > now - _WINDOW,
        trail.c.revision == 1,
        entries.c.first_seen_at > now - _YOUNG,
    )
    rows = connection.execute(recent.order_by(trail.c.at.desc()).limit(_SAMPLE))
    waits = [(row.at - row.first_seen_at).total_seconds() for row in rows]
    return median(waits) if waits else None
