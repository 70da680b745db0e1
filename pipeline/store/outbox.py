"""What waits for each channel and what was given up, for people who mend channels."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, or_, select, update

from pipeline.errors import NotFoundError
from pipeline.store import tables
from pipeline.store.deliveries import free_channel
from pipeline.types import ChannelState, DeadLetter

deliveries, channels, alerts = tables.deliveries, tables.channels, tables.alerts


def read_outbox(connection: Connection, now: datetime) -> tuple[ChannelState, ...]:
    """Every channel that has something waiting or given up, or that fails, by name."""
    pending = deliveries.c.status == "pending"
    counted = (
        select(
            deliveries.c.channel,
            func.count().filter(pending).label("waiting"),
            func.count().filter(pending, deliveries.c.due_at <= now).label("due"),
            func.count().filter(deliveries.c.status == "dead").label("dead"),
            func.min(deliveries.c.created_at).filter(pending).label("oldest"),
        )
        .where(deliveries.c.status.in_(("pending", "dead")))
        .group_by(deliveries.c.channel)
    )
    counts = {row.channel: row for row in connection.execute(counted)}
    failing = {row.channel: row for row in connection.execute(select(channels))}
    states = []
    for name in sorted({*counts, *failing}):
        row, trouble = counts.get(name), failing.get(name)
        states.append(
            ChannelState(
                channel=name,
                waiting=row.waiting if row else 0,
                due=row.due if row else 0,
                dead=row.dead if row else 0,
                oldest=row.oldest if row else None,
                failures=trouble.failures if trouble else 0,
                failing_since=trouble.failing_since if trouble else None,
                next_try_at=trouble.due_at if trouble else None,
                error=trouble.error if trouble else None,
            )
        )
    return tuple(states)


def read_dead(connection: Connection, *, channel: str | None, limit: int | None) -> tuple[DeadLetter, ...]:
    """What was given up, newest first."""
    columns = (alerts.c.rule, alerts.c.title, alerts.c.url)
    chosen = select(deliveries, *columns).join(alerts, alerts.c.id == deliveries.c.alert)
    chosen = chosen.where(deliveries.c.status == "dead")
    if channel is not None:
        chosen = chosen.where(deliveries.c.channel == channel)
    rows = connection.execute(chosen.order_by(deliveries.c.created_at.desc(), deliveries.c.key).limit(limit))
    return tuple(
        DeadLetter(
            id=row.key,
            alert=row.alert,
            rule=row.rule,
            title=row.title,
            url=row.url,
            channel=row.channel,
            rung_at=row.created_at,
            attempts=row.attempts,
            error=row.error or "",
        )
        for row in rows
    )


def retry_dead(connection: Connection, *, now: datetime, ids: Sequence[str], channel: str | None) -> int:
    """Make dead deliveries pending again, with their keys; how many. Their channels are tried at once.

    `ids` are the beginnings (of eight characters at least) of delivery or alert ids; without ids and channel, all
    are meant. NotFoundError for an id of which nothing is dead.
    """
    chosen = {key for given in ids for key in _find_dead(connection, given)}
    chosen |= set(connection.execute(_find_companions(chosen)).scalars())
    wanted = [deliveries.c.status == "dead"]
    if ids:
        wanted.append(deliveries.c.key.in_(sorted(chosen)))
    if channel is not None:
        wanted.append(deliveries.c.channel == channel)
        free_channel(connection, channel, now=now)
    again = update(deliveries).where(*wanted).values(status="pending", due_at=now, attempts=0)
    freed = connection.execute(again.returning(deliveries.c.channel)).scalars().all()
    for name in sorted(set(freed)):
        free_channel(connection, name, now=now)
    return len(freed)


def _find_companions(keys: Collection[str]) -> Select[Any]:
    """What went out in the same message and was given up with it: it goes out together again, under the same key."""
    digests = select(deliveries.c.digest).where(deliveries.c.key.in_(sorted(keys)), deliveries.c.digest.is_not(None))
    return select(deliveries.c.key).where(deliveries.c.status == "dead", deliveries.c.digest.in_(digests))


def _find_dead(connection: Connection, given: str) -> Sequence[str]:
    begins = [column.startswith(given, autoescape=True) for column in (deliveries.c.key, deliveries.c.alert)]
    dead = select(deliveries.c.key).where(deliveries.c.status == "dead", or_(*begins))
    found = connection.execute(dead).scalars().all() if len(given) >= 8 else ()
    if not found:
        message = f"nothing dead has the id {given!r}: `wirewatch alerts dead` lists what was given up, with its ids"
        raise NotFoundError(message, delivery=given)
    return found
