"""Alerts: one for a rule and a story, ever. Quiet ones are kept unheard, so that their story never rings later.

What a revision changed is an alert of its own: one for a rule, an entry, a revision and an event, and only when that
revision comes to the rules for the first time. Read again it says nothing new, whatever a better program finds in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, Select, and_, func, insert, or_, select

from pipeline.errors import NotFoundError
from pipeline.store import tables
from pipeline.store.rows import AnyRow, encode, to_alert, to_delivery
from pipeline.types import Alert, AlertIntent, Delivery, Status

alerts = tables.alerts
_CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which rung alerts are meant, newest first; `after` is the last one of the page before."""

    since: datetime | None
    entry: str | None
    rule: str | None
    limit: int | None
    after: str | None


def make_alert_id(rule: str, story: str) -> str:
    """Name the alert of a rule and a story; doing the work twice names it the same."""
    return _digest(rule, story)


def make_change_id(rule: str, entry: str, revision: int, *, event: str) -> str:
    """Name the alert of a rule and an event on what a revision changed."""
    return _digest(rule, entry, str(revision), event)


def make_delivery_key(alert: str, channel: str) -> str:
    """Name the delivery of an alert to a channel: its idempotency key."""
    return _digest(alert, channel)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def write_alerts(
    connection: Connection, row: AnyRow, intents: Sequence[AlertIntent], *, now: datetime
) -> tuple[str, ...]:
    """Ring, or keep quietly, what has not been before; give back a note for the trail on each."""
    # By rule, so that two entries of a story wait for each other instead of locking each other out.
    seen = any(intent.change for intent in intents) and was_done(connection, row.id, row.revision)
    fresh = [intent for intent in intents if not (seen and intent.change)]
    # A rule that asks for both rings once for a phrase that a revision adds, and says that it was added.
    added = {intent.rule for intent in fresh if intent.event == "phrase_added"}
    told = [replace(one, quiet=one.quiet or (one.change is None and one.rule in added)) for one in fresh]
    ordered = sorted(told, key=lambda found: (found.rule, found.event))
    return tuple(_write(connection, row, intent, now=now) for intent in ordered)


def was_done(connection: Connection, entry: str, revision: int) -> bool:
    """Whether a revision has come to the end before."""
    trail = tables.trail
    done = select(trail.c.id).where(
        trail.c.entry == entry, trail.c.revision == revision, trail.c.to_status == Status.DONE
    )
    return connection.execute(done.limit(1)).first() is not None


def _write(connection: Connection, row: AnyRow, intent: AlertIntent, *, now: datetime) -> str:
    story = row.story or row.id
    change = intent.change
    identifier = (
        make_change_id(intent.rule, row.id, change.new_revision, event=intent.event)
        if change
        else make_alert_id(intent.rule, story)
    )
    gone = change is not None and intent.event == "phrase_removed"
    values = {
        "id": identifier,
        "rule": intent.rule,
        "story": story,
        "rule_version": intent.rule_version,
        "entry": row.id,
        "revision": change.old_revision if change and gone else row.revision,
        "event": intent.event,
        "change": encode(change) if change else None,
        "url": intent.url,
        "title": intent.title,
        "matched_at": now,
        "rung_at": None if intent.quiet else now,
        "late": intent.late,
        "evidence": encode(intent.evidence),
        "text_hash": intent.text_hash,
        "archive": encode(intent.archive),
    }
    statement = tables.insert_into(connection, alerts).values(values).on_conflict_do_nothing()
    if connection.execute(statement.returning(alerts.c.id)).first() is None:
        rung = connection.execute(select(alerts.c.rung_at).where(alerts.c.id == identifier)).scalar()
        return f"rule {intent.rule} {'already rang for' if rung else 'stays quiet on'} this story"
    if intent.quiet:
        return f"rule {intent.rule} matched quietly"
    _queue(connection, identifier, intent.channels, now=now)
    what = f" ({intent.event})" if change else ""
    return f"rule {intent.rule} rang{' late' if intent.late else ''}{what}"


def _queue(connection: Connection, alert: str, channels: Sequence[str], *, now: datetime) -> None:
    rows = [
        {
            "key": make_delivery_key(alert, channel),
            "alert": alert,
            "channel": channel,
            "status": "pending",
            "created_at": now,
            "due_at": now,
            "attempts": 0,
        }
        for channel in dict.fromkeys(channels)
    ]
    if rows:
        connection.execute(insert(tables.deliveries), rows)


def read_alerts(connection: Connection, wanted: Wanted) -> tuple[Alert, ...]:
    """Rung alerts, newest first."""
    chosen = select(alerts).where(alerts.c.rung_at.is_not(None))
    if wanted.since is not None:
        chosen = chosen.where(alerts.c.rung_at >= wanted.since)
    if wanted.entry is not None:
        chosen = chosen.where(alerts.c.entry == wanted.entry)
    if wanted.rule is not None:
        chosen = chosen.where(alerts.c.rule == wanted.rule)
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


def count_rung(connection: Connection) -> int:
    """How many alerts rang."""
    counted = select(func.count()).select_from(alerts).where(alerts.c.rung_at.is_not(None))
    return connection.execute(counted).scalar_one()


def _read(connection: Connection, chosen: Select[tuple[object, ...]]) -> tuple[Alert, ...]:
    rows = connection.execute(chosen).all()
    on_the_way = _read_deliveries(connection, [row.id for row in rows])
    return tuple(to_alert(row, tuple(on_the_way.get(row.id, ()))) for row in rows)


def _read_deliveries(connection: Connection, ids: Sequence[str]) -> dict[str, list[Delivery]]:
    deliveries = tables.deliveries
    found: dict[str, list[Delivery]] = {}
    for at in range(0, len(ids), _CHUNK):
        chosen = select(deliveries).where(deliveries.c.alert.in_(ids[at : at + _CHUNK]))
        for row in connection.execute(chosen.order_by(deliveries.c.channel)):
            found.setdefault(row.alert, []).append(to_delivery(row))
    return found
