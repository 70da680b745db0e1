"""Fills the outbox of a ledger: alerts with deliveries, without the way from a feed to there."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import insert

from pipeline.store import SqlStore, tables
from pipeline.store.alerts import make_delivery_key
from pipeline.store.rows import encode
from pipeline.types import Delivery
from tests.notify.making import RUNG_AT, make_alert


def ring(
    store: SqlStore, number: int, *channels: str, digest: str | None = None, at: datetime | None = None
) -> tuple[str, ...]:
    """Let alert `number` ring at `at` (a second after the one before); the keys of its deliveries."""
    at = at or RUNG_AT + number * timedelta(seconds=1)
    alert = make_alert(number)
    row = {
        **{name: getattr(alert, name) for name in ("id", "rule", "story", "rule_version", "entry", "revision", "url")},
        "title": alert.title,
        "matched_at": at,
        "rung_at": at,
        "late": False,
        "text_hash": alert.text_hash,
        "evidence": encode(alert.evidence),
        "archive": encode(alert.archive),
    }
    ways = [
        {
            "key": make_delivery_key(alert.id, channel),
            "alert": alert.id,
            "channel": channel,
            "status": "pending",
            "created_at": at,
            "due_at": at,
            "attempts": 0,
            "digest": digest and f"{channel}-{digest}",
        }
        for channel in channels
    ]
    store.database.write(lambda c: c.execute(insert(tables.alerts), [row]))
    store.database.write(lambda c: c.execute(insert(tables.deliveries), ways))
    return tuple(str(way["key"]) for way in ways)


def read_ways(store: SqlStore, channel: str) -> list[Delivery]:
    """The deliveries of a channel, oldest first."""
    return [way for alert in reversed(store.alerts()) for way in alert.deliveries if way.channel == channel]


def read_statuses(store: SqlStore, channel: str) -> list[str]:
    return [way.status for way in read_ways(store, channel)]
