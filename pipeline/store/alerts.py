"""Alerts as they are named and read: one for a rule and a story, ever; `ringing` says how they come to be."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Select, and_, func, or_, select

from pipeline.errors import NotFoundError
from pipeline.store import tables
from pipeline.store.matches import read_joined
from pipeline.store.rows import to_alert, to_delivery
from pipeline.types import Alert, AlertCount, Delivery, Joined

alerts = tables.alerts
_CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which rung alerts are meant, newest first; `after` is the last one of the page before."""

    since: datetime | None
    entry: str | None
    rule: str | None
    late: bool | None
    limit: int | None
    after: str | None


def make_alert_id(rule: str, story: str) -> str:
    """Name the alert of a rule and a story; doing the work twice names it the same."""
    return _digest(rule, story)


def make_change_id(rule: str, entry: str, revision: int, *, event: str) -> str:
    """Name the alert of a rule and an event on what a revision changed."""
    return _digest(rule, entry, str(revision), event)


def make_spike_id(rule: str, entry: str) -> str:
    """Name the alert of a rule on the article with which there was much more than usual."""
    return _digest(rule, entry, "spike")


def make_delivery_key(alert: str, channel: str) -> str:
    """Name the delivery of an alert to a channel: its idempotency key."""
    return _digest(alert, channel)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def read_alerts(connection: Connection, wanted: Wanted) -> tuple[Alert, ...]:
    """Rung alerts, newest first."""
    chosen = select(alerts).where(alerts.c.rung_at.is_not(None))
    if wanted.since is not None:
        chosen = chosen.where(alerts.c.rung_at >= wanted.since)
    if wanted.entry is not None:
        chosen = chosen.where(alerts.c.entry == wanted.entry)
    if wanted.rule is not None:
        chosen = chosen.where(alerts.c.rule == wanted.rule)
    if wanted.late is not None:
        chosen = chosen.where(alerts.c.late == wanted.late)
    if wanted.after is not None:
        last = read_alert(connection, wanted.after)
        earlier = and_(alerts.c.rung_at == last.rung_at, alerts.c.id < last.id)
        chosen = chosen.where(or_(alerts.c.rung_at < last.rung_at, earlier))
    return _read(connection, chosen.order_by(alerts.c.rung_at.desc(), alerts.c.id.desc()).limit(wanted.limit))


def read_alert(connection: Connection, alert: str) -> Alert:
    """One rung alert; NotFoundError."""
    found = read_alerts_by_id(connection, [alert])
    if not found:
        raise NotFoundError(f"there is no alert {alert!r}: `wirewatch alerts` lists those that rang", alert=alert)
    return found[0]


def read_alerts_by_id(connection: Connection, ids: Sequence[str]) -> tuple[Alert, ...]:
    """The rung alerts of these ids, in any order."""
    return _read(connection, select(alerts).where(alerts.c.id.in_(ids), alerts.c.rung_at.is_not(None)))


def find_rung(connection: Connection, rule: str, stories: Collection[str]) -> frozenset[str]:
    """For which of these stories a rule has rung."""
    named = {make_alert_id(rule, story): story for story in stories}
    ids, found = list(named), set[str]()
    for at in range(0, len(ids), _CHUNK):
        chosen = select(alerts.c.id).where(alerts.c.id.in_(ids[at : at + _CHUNK]), alerts.c.rung_at.is_not(None))
        found |= {named[rung] for rung in connection.execute(chosen).scalars()}
    return frozenset(found)


def count_alerts(connection: Connection, *, since: datetime | None, rule: str | None) -> tuple[AlertCount, ...]:
    """How many alerts of each rule rang in time and late."""
    counted = select(alerts.c.rule, alerts.c.late, func.count()).where(alerts.c.rung_at.is_not(None))
    if since is not None:
        counted = counted.where(alerts.c.rung_at >= since)
    if rule is not None:
        counted = counted.where(alerts.c.rule == rule)
    rows = connection.execute(counted.group_by(alerts.c.rule, alerts.c.late).order_by(alerts.c.rule, alerts.c.late))
    return tuple(AlertCount(rule=row[0], late=row[1], count=row[2]) for row in rows)


def count_rung(connection: Connection) -> int:
    """How many alerts rang."""
    counted = select(func.count()).select_from(alerts).where(alerts.c.rung_at.is_not(None))
    return connection.execute(counted).scalar_one()


def _read(connection: Connection, chosen: Select[tuple[object, ...]]) -> tuple[Alert, ...]:
    rows = connection.execute(chosen).all()
    on_the_way = _read_deliveries(connection, [row.id for row in rows])
    joined = read_joined(connection, [(row.rule, row.story) for row in rows if row.event == "published"])
    return tuple(
        to_alert(row, tuple(on_the_way.get(row.id, ())), joined=joined.get((row.rule, row.story), Joined()))
        for row in rows
    )


def _read_deliveries(connection: Connection, ids: Sequence[str]) -> dict[str, list[Delivery]]:
    deliveries = tables.deliveries
    found: dict[str, list[Delivery]] = {}
    for at in range(0, len(ids), _CHUNK):
        chosen = select(deliveries).where(deliveries.c.alert.in_(ids[at : at + _CHUNK]))
        for row in connection.execute(chosen.order_by(deliveries.c.channel)):
            found.setdefault(row.alert, []).append(to_delivery(row))
    return found
