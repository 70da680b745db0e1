"""Deliveries: an alert's way to one channel, at least once, with the same key at every attempt; digests as one.

A channel whose last message failed is held as a whole: until it is due nothing of it is claimed, then one message,
the probe. When that arrives the channel is free again. Nothing of another channel waits.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, and_, delete, func, or_, select, update

from pipeline.store import tables
from pipeline.store.alerts import read_alerts_by_id
from pipeline.store.hush import hush
from pipeline.store.leases import Lease, free, pick
from pipeline.store.rows import AnyRow
from pipeline.types import STUBBORN_ATTEMPTS, Alert, ChannelHold, DeliveryJob

deliveries, channels = tables.deliveries, tables.channels
DIGEST_ALERTS = 50  # a bigger digest goes out as several messages: about 200 kB of mail each at most
_MARK = "#"  # in no name of a digest that is still open


def find_due_channels(connection: Connection, now: datetime) -> tuple[str, ...]:
    """The channels that something can be claimed for, the one that has waited longest first."""
    held = select(channels.c.channel).where(channels.c.due_at > now)
    oldest = func.min(deliveries.c.created_at)
    due = select(deliveries.c.channel).where(*_waiting(now), deliveries.c.channel.not_in(held))
    return tuple(connection.execute(due.group_by(deliveries.c.channel).order_by(oldest)).scalars())


def _waiting(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (deliveries.c.status == "pending", deliveries.c.due_at <= now, free(deliveries, now))


def claim_deliveries(
    connection: Connection, lease: Lease, *, now: datetime, limit: int, channel: str | None = None
) -> tuple[DeliveryJob, ...]:
    """Claim what is due, oldest first: at most `limit` messages or deliveries, of one channel or of all.

    Of a digest up to 50 alerts are claimed, as one message; of a channel that fails, one message and no second
    while that one is on its way.
    """
    # Locked, so that two workers do not both send a probe.
    failing = {row.channel: row for row in connection.execute(select(channels).with_for_update())}
    waiting = _waiting(now) if channel is None else (*_waiting(now), deliveries.c.channel == channel)
    hush(connection, waiting, now=now)
    rows = _take(connection, (*waiting, deliveries.c.channel.not_in(failing)), lease, limit=limit)
    for probe in _find_probes(connection, failing, now=now):
        if len(rows) < limit:
            rows += _take(connection, (*waiting, deliveries.c.channel == probe), lease, limit=1)
    for digest in sorted({(row.channel, row.digest) for row in rows if row.digest}):
        room = DIGEST_ALERTS - sum((row.channel, row.digest) == digest for row in rows)
        rows += _take(connection, (*_waiting(now), *_of(digest)), lease, limit=max(room, 0))
    messages = [_close(connection, message) for message in _group(rows)]
    found = {alert.id: alert for alert in read_alerts_by_id(connection, sorted({row.alert for row in rows}))}
    return tuple(_to_job(message, name, found, failing=failing.get(message[0].channel)) for message, name in messages)


def _find_probes(connection: Connection, failing: Mapping[str, AnyRow], *, now: datetime) -> list[str]:
    """The failing channels that are due and have nothing on its way."""
    due = [name for name, row in failing.items() if row.due_at <= now]
    under_way = select(deliveries.c.channel).where(
        deliveries.c.status == "pending", deliveries.c.channel.in_(due), deliveries.c.lease_until > now
    )
    busy = set(connection.execute(under_way).scalars()) if due else set()
    return sorted(set(due) - busy)


def _take(connection: Connection, wanted: Sequence[ColumnElement[bool]], lease: Lease, *, limit: int) -> list[AnyRow]:
    due: Select[tuple[str]] = select(deliveries.c.key).where(*wanted)
    due = due.order_by(deliveries.c.created_at, deliveries.c.key).limit(limit)
    taken = update(deliveries).where(deliveries.c.key.in_(pick(due, deliveries)))
    taken = taken.values(lease=lease.token, lease_until=lease.until, attempts=deliveries.c.attempts + 1)
    return list(connection.execute(taken.returning(deliveries)).all())


def _of(digest: tuple[str, str]) -> tuple[ColumnElement[bool], ...]:
    return (deliveries.c.channel == digest[0], deliveries.c.digest == digest[1])


def _group(rows: Sequence[AnyRow]) -> Iterator[list[AnyRow]]:
    """The rows by message, in the order in which their alerts rang."""
    messages: dict[tuple[str, str], list[AnyRow]] = {}
    for row in sorted(rows, key=lambda row: (row.created_at, row.key)):
        messages.setdefault((row.channel, row.digest or row.key), []).append(row)
    yield from messages.values()


def _close(connection: Connection, rows: list[AnyRow]) -> tuple[list[AnyRow], str]:
    """Name what goes out together, `digest#part/parts#key`, so that what is added later is another message.

    An attempt that breaks off may have arrived: the same alerts must come again under the same key.
    """
    first = rows[0]
    if first.digest is None or _MARK in first.digest:
        return rows, first.digest or ""
    whole = or_(deliveries.c.digest == first.digest, deliveries.c.digest.startswith(first.digest + _MARK))
    earlier = or_(
        deliveries.c.created_at < first.created_at,
        and_(deliveries.c.created_at == first.created_at, deliveries.c.key < first.key),
    )
    counted = select(func.count(), func.count().filter(earlier))
    total, before = connection.execute(counted.where(deliveries.c.channel == first.channel, whole)).one()
    part, parts = before // DIGEST_ALERTS + 1, -(-total // DIGEST_ALERTS)
    name = f"{first.digest}{_MARK}{part}/{parts}{_MARK}{_name_key(rows)}"
    closed = update(deliveries).where(deliveries.c.key.in_([row.key for row in rows]))
    connection.execute(closed.values(digest=name))
    return rows, name


def _name_key(rows: Sequence[AnyRow]) -> str:
    return hashlib.sha256("\n".join(sorted(row.key for row in rows)).encode()).hexdigest()[:32]


def _to_job(rows: Sequence[AnyRow], digest: str, alerts: Mapping[str, Alert], *, failing: AnyRow | None) -> DeliveryJob:
    first = rows[0]
    part, _, parts = digest.split(_MARK)[1].partition("/") if digest else ("1", "", "1")
    return DeliveryJob(
        key=_name_key(rows) if digest else first.key,
        rows=tuple(sorted(row.key for row in rows)),
        alerts=tuple(alerts[row.alert] for row in rows),
        digest=bool(digest),
        channel=first.channel,
        lease=first.lease,
        attempts=max(row.attempts for row in rows),
        waiting_since=min(row.created_at for row in rows),
        part=int(part),
        parts=int(parts),
        failures=failing.failures if failing else 0,
        failing_since=failing.failing_since if failing else None,
        reached=tuple(sorted(set.intersection(*(set((row.reached or "").split()) for row in rows)))),
    )


def finish_delivery(
    connection: Connection, job: DeliveryJob, *, now: datetime, error: str | None, reached: Sequence[str] = ()
) -> None:
    """Record what became of a message, and free its channel: who refuses one can be reached.

    Nothing when the lease was lost.
    """
    values = {"status": "delivered", "delivered_at": now} if error is None else {"status": "dead"}
    if _end(connection, job, error=error, reached=_add(job, reached), **values):
        free_channel(connection, job.channel, now=now)


def put_off_delivery(
    connection: Connection, job: DeliveryJob, *, now: datetime, due_at: datetime, error: str, reached: Sequence[str]
) -> None:
    """Let a message wait for those whom it has not reached, and free its channel; nothing when the lease was lost."""
    if _end(connection, job, error=error, reached=_add(job, reached), due_at=now):
        free_channel(connection, job.channel, now=now)
        again = update(deliveries).where(deliveries.c.key.in_(job.rows), deliveries.c.status == "pending")
        connection.execute(again.values(due_at=due_at))


def _add(job: DeliveryJob, reached: Sequence[str]) -> str | None:
    return " ".join(sorted({*job.reached, *reached})) or None


def free_channel(connection: Connection, channel: str, *, now: datetime) -> None:
    """Let everything go out that waits for a channel, but what goes on failing while others arrive."""
    if connection.execute(delete(channels).where(channels.c.channel == channel)).rowcount:
        tried = deliveries.c.attempts.between(1, STUBBORN_ATTEMPTS - 1)
        waiting = (deliveries.c.channel == channel, deliveries.c.status == "pending", deliveries.c.due_at > now)
        connection.execute(update(deliveries).where(*waiting, tried).values(due_at=now))


def _end(connection: Connection, job: DeliveryJob, **values: object) -> bool:
    held = update(deliveries).where(deliveries.c.key.in_(job.rows), deliveries.c.lease == job.lease)
    return connection.execute(held.values(lease=None, lease_until=None, **values)).rowcount > 0


def hold_channel(connection: Connection, job: DeliveryJob, hold: ChannelHold, *, now: datetime, error: str) -> None:
    """Record that a channel failed; nothing when the lease was lost, and no second time when it is held already."""
    values: dict[str, object] = {"status": "dead"} if hold.gives_up else {"due_at": now + hold.message_wait}
    if not _end(connection, job, error=error, **values):
        return
    told = {"channel": job.channel, "failures": 1, "failing_since": now, "due_at": now + hold.wait, "error": error}
    again = {"failures": channels.c.failures + 1, "due_at": now + hold.wait, "error": error}
    statement = tables.insert_into(connection, channels).values(told)
    connection.execute(
        statement.on_conflict_do_update(index_elements=["channel"], set_=again, where=channels.c.due_at <= now)
    )
    if hold.given_up_before is not None:
        old = (deliveries.c.created_at <= hold.given_up_before, deliveries.c.channel == job.channel)
        given_up = update(deliveries).where(deliveries.c.status == "pending", *old, free(deliveries, now))
        connection.execute(given_up.values(status="dead", error=error))


def count_deliveries(connection: Connection) -> Mapping[str, int]:
    """How many deliveries stand where."""
    counted = select(deliveries.c.status, func.count()).group_by(deliveries.c.status)
    return {row[0]: row[1] for row in connection.execute(counted)}
