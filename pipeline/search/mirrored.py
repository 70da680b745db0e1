"""What of the ledger is mirrored to Elasticsearch beside the articles, how it is mapped, and how it is written there.

An alert and a feed have the names that `wirewatch alerts --json` and `wirewatch feeds health --json` print. A step of
the trail has those of the Elastic Common Schema where it has the word (`@timestamp`, `event.*`, `message`).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Literal, get_args

import msgspec

from pipeline.search.mapping import Properties
from pipeline.types import Alert, Feed, FeedHealth, Status, TrailStep

Kind = Literal["alerts", "trail", "feeds"]
KINDS: tuple[Kind, ...] = get_args(Kind)
LAYOUT = 1  # another one: the mirror is emptied and filled anew
_YOUNG = timedelta(days=7)  # as in the summary: what is read again weeks later says nothing of our pace
_NANOSECONDS = 1_000


def make_index_body(kind: Kind) -> Properties:
    """Make what an index of the mirror is created with."""
    return {
        "settings": {"index": {"number_of_shards": 1, "auto_expand_replicas": "0-1"}},
        "mappings": {
            "_meta": {"layout": LAYOUT},
            "dynamic": "strict",
            "date_detection": False,
            "properties": mirrored_properties(kind),
        },
    }


def mirrored_properties(kind: Kind) -> Properties:
    """Map a kind."""
    return {"alerts": _alert, "trail": _step, "feeds": _feed}[kind]()


def _alert() -> Properties:
    evidence = {
        **_keywords("clause", "name", "variant", "field", "said_by"),
        "start": _unsearched("long"),
        "end": _unsearched("long"),
        "passage": _text(),
    }
    deliveries = {**_keywords("channel", "status"), "attempts": _long(), "delivered_at": _date(), "error": _text()}
    spike = {
        **{name: {"type": "float"} for name in ("usual", "times", "days")},
        "count": _long(),
        "counted": _keyword(),
        "window_minutes": _long(),
        "until": _date(),
    }
    change = {"old_revision": _long(), "new_revision": _long(), "before": _text(), "after": _text()}
    return {
        **_keywords("id", "rule", "rule_version", "entry", "story", "url", "event", "text_hash"),
        "title": _text(),
        "revision": _long(),
        "rung_at": _date(),
        "late": {"type": "boolean"},
        "evidence": _object(evidence),
        "archive": _object({"file": _keyword(), "offset": _unsearched("long"), "sha256": _keyword()}),
        "change": _object(change),
        "spike": _object(spike),
        "joined": _object({"origins": _long(), "reprints": _long(), "sources": _keyword()}),
        "deliveries": _object(deliveries),
    }


def _step() -> Properties:
    event = {**_keywords("action", "outcome", "reason"), "sequence": _long(), "duration": _long()}
    return {
        "@timestamp": _date(),
        "event": _object(event),
        "message": _text(),
        **_keywords("entry", "url", "feed", "from_status", "to_status"),
        "source": _object(_keywords("id", "name", "domain")),
        "revision": _long(),
        "attempt": _long(),
        "first_seen_at": _date(),
        "lag_seconds": {"type": "double"},
    }


def _feed() -> Properties:
    moments = ("@timestamp", "added_at", "due_at", "polled_at", "succeeded_at", "fresh_at")
    return {
        **{name: _date() for name in moments},
        **_keywords("id", "url", "name", "language", "tags", "health", "reason"),
        "source": _object(_keywords("id", "name", "domain")),
        "interval_seconds": {"type": "double"},
        "failures": _long(),
        "detail": _text(),
    }


def to_alert_row(alert: Alert) -> dict[str, Any]:
    """An alert as it is mirrored: the object of `wirewatch alerts --json`."""
    row: dict[str, Any] = msgspec.to_builtins(alert)
    return row


def to_step_row(step: TrailStep) -> dict[str, Any]:
    """A step as it is mirrored. `lag_seconds` is there for the first looks at young entries only."""
    line = step.line
    lag = line.at - step.first_seen_at
    first = line.revision == 1 and line.to_status != line.from_status and lag <= _YOUNG
    return {
        "@timestamp": line.at,
        "event": {
            "sequence": step.number,
            "action": line.stage,
            "outcome": _judge(step),
            "reason": line.reason,
            "duration": round(line.took / timedelta(microseconds=1)) * _NANOSECONDS,
        },
        "message": line.detail,
        **{name: getattr(line, name) for name in ("entry", "revision", "from_status", "to_status", "attempt")},
        "url": step.url,
        "feed": step.feed,
        "source": step.source,
        "first_seen_at": step.first_seen_at,
        "lag_seconds": lag.total_seconds() if first else None,
    }


def _judge(step: TrailStep) -> str:
    """Choose ECS's word; what was set aside on purpose is neither a success nor a failure."""
    line = step.line
    if line.to_status == Status.FAILED or (line.reason and line.to_status == line.from_status):
        return "failure"
    return "unknown" if line.to_status == Status.DROPPED else "success"


def to_feed_row(feed: Feed, health: FeedHealth, *, now: datetime) -> dict[str, Any]:
    """A feed as it is mirrored, seen at `now`."""
    spec = feed.spec
    state = ("added_at", "due_at", "polled_at", "succeeded_at", "fresh_at", "failures", "reason", "detail")
    return {
        "@timestamp": now,
        **{name: getattr(spec, name) for name in ("id", "url", "name", "language", "tags", "source")},
        "health": health,
        **{name: getattr(feed, name) for name in state},
        "interval_seconds": feed.interval.total_seconds(),
    }


def _keywords(*names: str) -> Properties:
    return {name: _keyword() for name in names}


def _keyword() -> Properties:
    return {"type": "keyword", "ignore_above": 1024}


def _text() -> Properties:
    return {"type": "text", "fields": {"keyword": _keyword()}}


def _date() -> Properties:
    return {"type": "date"}


def _long() -> Properties:
    return {"type": "long"}


def _unsearched(kind: str) -> Properties:
    return {"type": kind, "index": False, "doc_values": False}


def _object(properties: Properties) -> Properties:
    return {"type": "object", "dynamic": "strict", "properties": properties}
