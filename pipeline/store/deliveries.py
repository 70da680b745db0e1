"""Deliveries: an alert's way to one channel, at least once, with the same key at every attempt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select, update

from pipeline.store import tables
from pipeline.store.alerts import read_alerts_by_id
from pipeline.store.leases import Lease, free, pick
from pipeline.types import DeliveryJob

deliveries = tables.deliveries


def claim_deliveries(connection: Connection, lease: Lease, *, now: datetime, limit: int) -> tuple[DeliveryJob, ...]:
    """Claim pending deliveries that are due, oldest first."""
    due = select(deliveries.c.key).where(
        deliveries.c.status == "pending", deliveries.c.due_at <= now, free(deliveries, now)
    )
    picked = pick(due.order_by(deliveries.c.created_at, deliveries.c.key).limit(limit), deliveries)
    taken = update(deliveries).where(deliveries.c.key.in_(picked))
    taken = taken.values(lease=lease.token, lease_until=lease.until, attempts=deliveries.c.attempts + 1)
    rows = connection.execute(taken.returning(deliveries)).all()
    found = {alert.id: alert for alert in read_alerts_by_id(connection, sorted({row.alert for row in rows}))}
    return tuple(
        DeliveryJob(key=row.key, alert=found[row.alert], channel=row.channel, lease=lease.token, attempts=row.attempts)
        for row in sorted(rows, key=lambda row: (row.created_at, row.key))
    )


def finish_delivery(
    connection: Connection, job: DeliveryJob, *, now: datetime, error: str | None, retry: timedelta | None
) -> None:
    """Record an attempt; nothing when the lease was lost."""
    values: dict[str, object] = {"lease": None, "lease_until": None, "error": error}
    if error is None:
        values |= {"status": "delivered", "delivered_at": now}
    elif retry is None:
        values |= {"status": "dead"}
    else:
        values |= {"due_at": now + retry}
    held = update(deliveries).where(deliveries.c.key == job.key, deliveries.c.lease == job.lease)
    connection.execute(held.values(values))


def count_deliveries(connection: Connection) -> Mapping[str, int]:
    """How many deliveries stand where."""
    counted = select(deliveries.c.status, func.count()).group_by(deliveries.c.status)
    return {row[0]: row[1] for row in connection.execute(counted)}
