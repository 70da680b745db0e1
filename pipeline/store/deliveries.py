"""Deliveries: an alert's way to one channel, at least once, with the same key at every attempt; digests as one."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, Select, func, select, update

from pipeline.store import tables
from pipeline.store.alerts import read_alerts_by_id
from pipeline.store.leases import Lease, free, pick
from pipeline.store.rows import AnyRow
from pipeline.types import Alert, DeliveryJob

deliveries = tables.deliveries


def claim_deliveries(connection: Connection, lease: Lease, *, now: datetime, limit: int) -> tuple[DeliveryJob, ...]:
    """Claim pending deliveries that are due, oldest first; a digest is claimed whole, as one message."""
    waiting = (deliveries.c.status == "pending", deliveries.c.due_at <= now, free(deliveries, now))
    due = select(deliveries.c.key).where(*waiting).order_by(deliveries.c.created_at, deliveries.c.key)
    rows = list(_take(connection, due.limit(limit), lease))
    digests = sorted({row.digest for row in rows if row.digest})
    if digests:
        rows += _take(connection, select(deliveries.c.key).where(*waiting, deliveries.c.digest.in_(digests)), lease)
    found = {alert.id: alert for alert in read_alerts_by_id(connection, sorted({row.alert for row in rows}))}
    messages: dict[str, list[AnyRow]] = {}
    for row in sorted(rows, key=lambda row: (row.created_at, row.key)):
        messages.setdefault(row.digest or row.key, []).append(row)
    return tuple(_to_job(message, found, lease=lease.token) for message in messages.values())


def _take(connection: Connection, due: Select[tuple[str]], lease: Lease) -> Sequence[AnyRow]:
    taken = update(deliveries).where(deliveries.c.key.in_(pick(due, deliveries)))
    taken = taken.values(lease=lease.token, lease_until=lease.until, attempts=deliveries.c.attempts + 1)
    return connection.execute(taken.returning(deliveries)).all()


def _to_job(rows: Sequence[AnyRow], alerts: Mapping[str, Alert], *, lease: str) -> DeliveryJob:
    keys = tuple(sorted(row.key for row in rows))
    digest = rows[0].digest is not None
    return DeliveryJob(
        # Of what is in it: a digest to which something was added is another message.
        key=hashlib.sha256("\n".join(keys).encode()).hexdigest()[:32] if digest else keys[0],
        rows=keys,
        alerts=tuple(alerts[row.alert] for row in rows),
        digest=digest,
        channel=rows[0].channel,
        lease=lease,
        attempts=max(row.attempts for row in rows),
        waiting_since=min(row.created_at for row in rows),
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
    held = update(deliveries).where(deliveries.c.key.in_(job.rows), deliveries.c.lease == job.lease)
    connection.execute(held.values(values))


def count_deliveries(connection: Connection) -> Mapping[str, int]:
    """How many deliveries stand where."""
    counted = select(deliveries.c.status, func.count()).group_by(deliveries.c.status)
    return {row[0]: row[1] for row in connection.execute(counted)}
