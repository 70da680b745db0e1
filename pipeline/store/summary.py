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
from pipeline.types import STAGES, Lag, StageLoad, StageName, Status, Summary

entries, trail, deliveries = tables.entries, tables.trail, tables.deliveries
_WINDOW = timedelta(hours=24)
_YOUNG = timedelta(days=7)
_SAMPLE = 5_000  # newest steps that a median is taken of
_REACHED: Mapping[str, StageName] = {"fetched": "fetch", "indexed": "index", "done": "alert"}


def read_summary(connection: Connection, now: datetime) -> Summary:
    """Count everything."""
    watched, due = count_feeds(connection, now)
    lags = {name: lag for name, (_, status) in STAGES.items() if (lag := _read_lag(connection, status, now))}
    return Summary(
        entries=_count_statuses(connection),
        stages=_read_loads(connection, now),
        reasons=_count_reasons(connection),
        feeds=watched,
        feeds_due=due,
        alerts=count_rung(connection),
        deliveries=count_deliveries(connection),
        lag_seconds={name: lags[stage].median for name, stage in _REACHED.items() if stage in lags},
        lags=lags,
        delivery_lags=_read_delivery_lags(connection, now),
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


def _read_lag(connection: Connection, status: Status, now: datetime) -> Lag | None:
    """Of first looks at young entries: a correction or a rewind weeks later says nothing of our pace."""
    reached = select(trail.c.at, entries.c.first_seen_at).join(entries, entries.c.id == trail.c.entry)
    recent = reached.where(
        trail.c.to_status == status,
        trail.c.at > now - _WINDOW,
        trail.c.revision == 1,
        entries.c.first_seen_at > now - _YOUNG,
    )
    rows = connection.execute(recent.order_by(trail.c.at.desc()).limit(_SAMPLE))
    waits = [(row.at - row.first_seen_at).total_seconds() for row in rows]
    return _to_lag(waits) if waits else None


def _read_delivery_lags(connection: Connection, now: datetime) -> Mapping[str, Lag]:
    """Of messages of their own: a digest waits on purpose."""
    arrived = select(deliveries.c.channel, deliveries.c.created_at, deliveries.c.delivered_at).where(
        deliveries.c.status == "delivered", deliveries.c.created_at > now - _WINDOW, deliveries.c.digest.is_(None)
    )
    waits: dict[str, list[float]] = {}
    for row in connection.execute(arrived.order_by(deliveries.c.created_at.desc()).limit(_SAMPLE)):
        waits.setdefault(row.channel, []).append((row.delivered_at - row.created_at).total_seconds())
    return {channel: _to_lag(waits[channel]) for channel in sorted(waits)}


def _to_lag(waits: list[float]) -> Lag:
    ordered = sorted(waits)
    return Lag(median=median(ordered), p95=ordered[min(len(ordered) * 95 // 100, len(ordered) - 1)])
