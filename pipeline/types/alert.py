"""Alerts, their evidence and their way to people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from pipeline.types.document import ArchiveRef, Record


class Evidence(Record, frozen=True, kw_only=True):
    """One passage that satisfied a clause: `passage` is `document.<field>[start:end]` (field: title, lead or text)."""

    clause: str
    name: str | None
    variant: str
    field: str
    start: int
    end: int
    passage: str


# What a rule can ring for: an article, or a revision in which it begins or ceases to match.
AlertEvent: TypeAlias = Literal["published", "phrase_added", "phrase_removed"]


class Change(Record, frozen=True, kw_only=True):
    """Between which revisions of the entry a rule began or ceased to match, and how the passage read in each."""

    old_revision: int
    new_revision: int
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertIntent:
    """A rule matched. `quiet` keeps the match without ringing (baseline), so the story never rings later either.

    The evidence, title, hash and archive are those of the revision in which the phrase stands: the new one, or the
    old one for `phrase_removed`.
    """

    rule: str
    rule_version: str
    title: str
    url: str
    late: bool
    quiet: bool
    evidence: tuple[Evidence, ...]
    channels: tuple[str, ...]
    text_hash: str
    archive: ArchiveRef
    event: AlertEvent = "published"
    change: Change | None = None


DeliveryStatus: TypeAlias = Literal["pending", "delivered", "dead", "cancelled"]


class Delivery(Record, frozen=True, kw_only=True):
    """An alert on its way to one channel (a name from the settings; never its address)."""

    channel: str
    status: DeliveryStatus
    attempts: int
    delivered_at: datetime | None
    error: str | None


class Alert(Record, frozen=True, kw_only=True):
    """A rung alert, as `wirewatch alerts --json` prints it."""

    id: str
    rule: str
    rule_version: str
    entry: str
    revision: int
    story: str
    url: str
    title: str
    rung_at: datetime
    late: bool
    evidence: tuple[Evidence, ...]
    text_hash: str
    archive: ArchiveRef
    event: AlertEvent = "published"
    change: Change | None = None
    deliveries: tuple[Delivery, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryJob:
    """A claimed delivery; `key` is the idempotency key, the same at every attempt."""

    key: str
    alert: Alert
    channel: str
    lease: str
    attempts: int
