"""Alerts, their evidence and their way to people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from pipeline.types.document import ArchiveRef, Document, Record


class Evidence(Record, frozen=True, kw_only=True):
    """One passage that satisfied a clause: `passage` is `document.<field>[start:end]` (field: title, lead or text).

    `said_by` is the speaker of the quotation that the passage stands in, "" when nobody is named as its speaker; None
    when the article itself mentions it.
    """

    clause: str
    name: str | None
    variant: str
    field: str
    start: int
    end: int
    passage: str
    said_by: str | None = None


# What a rule can ring for: an article, a revision in which it begins or ceases to match, or much more than usual.
AlertEvent: TypeAlias = Literal["published", "phrase_added", "phrase_removed", "spike"]


class Change(Record, frozen=True, kw_only=True):
    """Between which revisions of the entry a rule began or ceased to match, and how the passage read in each."""

    old_revision: int
    new_revision: int
    before: str
    after: str


class Spike(Record, frozen=True, kw_only=True):
    """Much more than usual: `count` of stories (or articles) in a window that ended at `until`, against `usual`.

    `usual` is the mean of a window of that length over the `days` before it; `times` is what the rule asks for.
    """

    count: int
    counted: Literal["stories", "articles"]
    usual: float
    times: float
    window_minutes: int
    days: float
    until: datetime


class Joined(Record, frozen=True, kw_only=True):
    """What came to an alert's story and matched its rule so far, the article that rang included."""

    origins: int = 1
    reprints: int = 0
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertCount:
    """How many alerts of a rule rang late, or in time."""

    rule: str
    late: bool
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SpikeWatch:
    """A rule rings when a window holds `times` as many stories (or articles) as usual, and at least `least`."""

    times: float = 5
    window_minutes: int = 60
    least: int = 5
    counted: Literal["stories", "articles"] = "stories"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """When a rule's alerts are sent.

    `schedule` is `now`, `hourly` or `daily HH:MM`; `quiet_hours` are spans such as `22:00-07:00`, in which nothing
    but what goes on as soon as they end is sent; above `cap` messages a day the rest is sent once an hour. Days and
    hours are those of `zone` (IANA).
    """

    schedule: str = "now"
    zone: str = "UTC"
    quiet_hours: tuple[str, ...] = ()
    cap: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertIntent:
    """A rule matched. `quiet` keeps the match without ringing (baseline), so the story never rings later either.

    The evidence, title, hash, archive and document are those of the revision in which the phrase stands: the new one,
    or the old one for `phrase_removed`. `back` is a look-back that somebody asked for: it rings though the rule is
    newer than the article.
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
    document: Document
    event: AlertEvent = "published"
    change: Change | None = None
    spike: SpikeWatch | None = None
    timing: Timing = Timing()
    back: bool = False


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
    spike: Spike | None = None
    joined: Joined = Joined()
    deliveries: tuple[Delivery, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """A message to a channel: one alert, or with `digest` those that came together, in the order in which they rang.

    `key` is the idempotency key, the same at every attempt of the same alerts. A big digest goes out in `parts`
    messages. `reached` are those of several recipients who have it already, by what the notifier calls them.
    """

    channel: str
    alerts: tuple[Alert, ...]
    key: str
    digest: bool = False
    part: int = 1
    parts: int = 1
    reached: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryJob(Dispatch):
    """A claimed message.

    `rows` are the deliveries in it, `waiting_since` is when the oldest of them came to the outbox. `failures` and
    `failing_since` are the channel's, when it failed and this is the probe.
    """

    rows: tuple[str, ...]
    lease: str
    attempts: int
    waiting_since: datetime
    failures: int = 0
    failing_since: datetime | None = None


# A message that failed so often, while others went through or for half a day at least, keeps a wait of its own.
STUBBORN_ATTEMPTS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelHold:
    """What a failure of a channel means: nothing is sent to it for `wait`.

    Then the failed message is the probe, unless it has a `message_wait` of its own, which ends when another gets
    through. `gives_up` ends the message; `given_up_before` ends all that has waited since before that moment.
    """

    wait: timedelta
    message_wait: timedelta = timedelta(0)
    gives_up: bool = False
    given_up_before: datetime | None = None


class ChannelState(Record, frozen=True, kw_only=True):
    """A channel's outbox, and since when and why it fails, if it does."""

    channel: str
    waiting: int
    due: int
    dead: int
    oldest: datetime | None
    failures: int = 0
    failing_since: datetime | None = None
    next_try_at: datetime | None = None
    error: str | None = None


class DeadLetter(Record, frozen=True, kw_only=True):
    """A delivery that was given up, as `wirewatch alerts dead --json` prints it; `id` is its idempotency key."""

    id: str
    alert: str
    rule: str
    title: str
    url: str
    channel: str
    rung_at: datetime
    attempts: int
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleVersion:
    """A rule as it was in force from `since` on; `definition` is what `rules.load.Rule` was read from, as JSON."""

    rule: str
    version: str
    since: datetime
    definition: str
