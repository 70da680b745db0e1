"""How alerts come to be: one for a rule and a story, ever; quiet ones are kept unheard, so that none rings later.

What a revision changed is an alert of its own: one for a rule, an entry, a revision and an event, and only when that
revision comes to the rules for the first time. Read again it says nothing new, whatever a better program finds in it.
What came through before its rule was there does not ring for it when it is read again, unless somebody looks back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import msgspec
from sqlalchemy import Connection, func, insert, select, update

from pipeline.rules.timing import decide_due, find_midnight
from pipeline.store import tables
from pipeline.store.accounts import find_mute
from pipeline.store.alerts import make_alert_id, make_change_id, make_delivery_key, make_spike_id
from pipeline.store.hush import write_quiet
from pipeline.store.matches import find_spike, note_match
from pipeline.store.rows import AnyRow, decode, encode
from pipeline.store.rulebook import find_newer
from pipeline.store.snapshots import keep_snapshot
from pipeline.store.trail import find_done
from pipeline.types import AlertIntent, Spike

alerts = tables.alerts


def write_alerts(
    connection: Connection, row: AnyRow, intents: Sequence[AlertIntent], *, now: datetime
) -> tuple[str, ...]:
    """Ring, or keep quietly, what has not been before; give back a note for the trail on each."""
    # By rule, so that two entries of a story wait for each other instead of locking each other out.
    seen = any(intent.change for intent in intents) and find_done(connection, row.id, row.revision) is not None
    asked = [intent for intent in intents if not (seen and intent.change)]
    newer = find_newer(connection, row, {one.rule for one in asked if not (one.change or one.back)})
    # A rule that asks for both rings once for a phrase that a revision adds, and says that it was added.
    added = {intent.rule for intent in asked if intent.event == "phrase_added"}
    told = [
        replace(one, quiet=one.quiet or (one.event == "published" and one.rule in added))
        for one in asked
        if one.change or one.rule not in newer
    ]
    notes = [f"rule {rule} is newer than this article" for rule in sorted(newer)]
    fresh: dict[str, bool] = {}
    for intent in sorted(told, key=lambda found: (found.rule, found.event)):
        if intent.change is None and intent.rule not in fresh:
            fresh[intent.rule] = note_match(connection, row, intent, now=now)
        if intent.event != "spike":
            notes.append(_ring(connection, row, intent, now=now))
        elif fresh[intent.rule] and not (intent.quiet or intent.late):
            notes += _watch_spike(connection, row, intent, now=now)
    return tuple(notes)


def ring_back(connection: Connection, entry: str, intents: Sequence[AlertIntent], *, now: datetime) -> int:
    """Ring for what was there before, because somebody looks back; how many alerts rang."""
    row = connection.execute(select(tables.entries).where(tables.entries.c.id == entry).with_for_update()).first()
    if row is None:
        return 0
    told = [replace(intent, back=True, late=True, quiet=False) for intent in intents if intent.event == "published"]
    before = _count_rung(connection, row, told)
    write_alerts(connection, row, told, now=now)
    return _count_rung(connection, row, told) - before


def _count_rung(connection: Connection, row: AnyRow, intents: Sequence[AlertIntent]) -> int:
    ids = [_name(row, intent) for intent in intents]
    counted = select(func.count()).where(alerts.c.id.in_(ids), alerts.c.rung_at.is_not(None))
    return connection.execute(counted).scalar_one()


def _watch_spike(connection: Connection, row: AnyRow, intent: AlertIntent, *, now: datetime) -> list[str]:
    """Ring when there is much more than usual; while that goes on, the alert that rang grows instead."""
    spike = find_spike(connection, intent.rule, intent.spike, now=now) if intent.spike else None
    if spike is None:
        return []
    last = connection.execute(
        select(alerts.c.id, alerts.c.spike)
        .where(alerts.c.rule == intent.rule, alerts.c.event == "spike")
        .order_by(alerts.c.rung_at.desc())
        .limit(1)
    ).first()
    before = decode(last.spike, Spike) if last else None
    if last and before and (now - before.until).total_seconds() < spike.window_minutes * 60:
        grown = msgspec.structs.replace(before, until=now, count=max(before.count, spike.count))
        connection.execute(update(alerts).where(alerts.c.id == last.id).values(spike=encode(grown)))
        return [f"rule {intent.rule}: the spike goes on"]
    return [_ring(connection, row, intent, now=now, spike=spike)]


def _ring(
    connection: Connection, row: AnyRow, intent: AlertIntent, *, now: datetime, spike: Spike | None = None
) -> str:
    values = _to_values(row, intent, now=now, spike=spike)
    identifier = str(values["id"])
    statement = tables.insert_into(connection, alerts).values(values).on_conflict_do_nothing()
    if connection.execute(statement.returning(alerts.c.id)).first() is None and not _wake(connection, intent, values):
        rung = connection.execute(select(alerts.c.rung_at).where(alerts.c.id == identifier)).scalar()
        return f"rule {intent.rule} {'already rang for' if rung else 'stays quiet on'} this story"
    if intent.quiet:
        return f"rule {intent.rule} matched quietly"
    kept = update(alerts).where(alerts.c.id == identifier)
    connection.execute(kept.values(snapshot=keep_snapshot(connection, intent.document)))
    _queue(connection, identifier, intent, story=row.story or row.id, now=now)
    what = f" ({intent.event})" if intent.event != "published" else ""
    return f"rule {intent.rule} rang{' late' if intent.late else ''}{what}"


def _wake(connection: Connection, intent: AlertIntent, values: dict[str, object]) -> bool:
    """Whether somebody who looks back hears what was kept quiet."""
    if not intent.back or intent.quiet:
        return False
    unheard = update(alerts).where(alerts.c.id == values["id"], alerts.c.rung_at.is_(None))
    return connection.execute(unheard.values(values)).rowcount > 0


def _to_values(row: AnyRow, intent: AlertIntent, *, now: datetime, spike: Spike | None) -> dict[str, object]:
    change = intent.change
    gone = change is not None and intent.event == "phrase_removed"
    return {
        "id": _name(row, intent),
        "rule": intent.rule,
        "story": row.story or row.id,
        "rule_version": intent.rule_version,
        "entry": row.id,
        "revision": change.old_revision if change and gone else row.revision,
        "event": intent.event,
        "change": encode(change) if change else None,
        "spike": encode(spike) if spike else None,
        "url": intent.url,
        "title": intent.title,
        "matched_at": now,
        "rung_at": None if intent.quiet else now,
        "late": intent.late,
        "evidence": encode(intent.evidence),
        "text_hash": intent.text_hash,
        "archive": encode(intent.archive),
    }


def _name(row: AnyRow, intent: AlertIntent) -> str:
    if intent.change:
        return make_change_id(intent.rule, row.id, intent.change.new_revision, event=intent.event)
    if intent.event == "spike":
        return make_spike_id(intent.rule, row.id)
    return make_alert_id(intent.rule, row.story or row.id)


def _queue(connection: Connection, alert: str, intent: AlertIntent, *, story: str, now: datetime) -> None:
    mute = find_mute(connection, rule=intent.rule, story=story, now=now)
    said = f"muted by {mute.by} until {mute.until:%Y-%m-%d %H:%M} UTC" if mute else None
    rows = [
        {
            "key": make_delivery_key(alert, channel),
            "alert": alert,
            "channel": channel,
            "status": "cancelled" if mute else "pending",
            "created_at": now,
            "attempts": 0,
            "error": said,
            **_plan(connection, intent, channel, now=now),
        }
        for channel in dict.fromkeys(intent.channels)
    ]
    if rows:
        connection.execute(insert(tables.deliveries), rows)


def _plan(connection: Connection, intent: AlertIntent, channel: str, *, now: datetime) -> dict[str, object]:
    """When the message goes out, and the name of the digest that it is a part of."""
    if intent.back:
        digest = _name_digest("back", intent.rule, channel, now.isoformat())
        return {"due_at": now, "digest": digest, "quiet": None}  # somebody is there and asks
    capped = intent.timing.cap is not None
    sent = _count_sent(connection, intent, channel, now=now) if capped else 0
    due = decide_due(intent.timing, now=now, sent_today=sent)
    return {
        "due_at": due.at,
        "digest": _name_digest(channel, due.at.isoformat()) if due.digest else None,
        "quiet": write_quiet(intent.timing),
    }


def _count_sent(connection: Connection, intent: AlertIntent, channel: str, *, now: datetime) -> int:
    deliveries = tables.deliveries
    counted = select(func.count()).select_from(deliveries.join(alerts, alerts.c.id == deliveries.c.alert))
    counted = counted.where(
        alerts.c.rule == intent.rule,
        alerts.c.rung_at >= find_midnight(intent.timing, now),
        deliveries.c.channel == channel,
        deliveries.c.digest.is_(None),
    )
    return connection.execute(counted).scalar_one()


def _name_digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
