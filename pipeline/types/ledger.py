"""Entries, claims on them, and the outcomes of work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeAlias

from pipeline.types.alert import AlertIntent
from pipeline.types.artefact import Artefact
from pipeline.types.document import Source, Story
from pipeline.types.feed import FeedItem
from pipeline.types.status import StageName, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A link that a feed announced, and where it stands."""

    id: str
    url: str
    feed: str
    source: Source
    item: FeedItem
    status: Status
    revision: int
    quiet: bool
    first_seen_at: datetime
    due_at: datetime
    attempts: int
    reason: str | None = None
    detail: str | None = None
    canonical_url: str | None = None
    story: Story | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """The `index`-th of `count` parts of the work, cut by host so that one host is met by one worker."""

    index: int = 0
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A claimed entry. `lease` is the fence: a finish with another lease changes nothing."""

    entry: Entry
    lease: str
    artefacts: Mapping[StageName, Artefact] = field(default_factory=dict)
    versions: Mapping[StageName, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """The stage did its work. `alerts` belong to the alert stage; see also the two outcomes that may ring before it."""

    artefact: Artefact | None = None
    version: str = ""
    alerts: tuple[AlertIntent, ...] = ()
    detail: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """Set aside on purpose. What the search index refuses rings all the same: matching does not need it."""

    reason: str
    detail: str
    alerts: tuple[AlertIntent, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GaveUp:
    """The work failed. A transient failure is tried again with back-off until attempts run out."""

    reason: str
    detail: str
    transient: bool = False
    retry_after: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Postponed:
    """Not the entry's fault (the search engine is down): wait, and do not count the attempt.

    `alerts` ring meanwhile; when the entry comes to the alert stage they are there, and ring no more.
    """

    reason: str
    detail: str
    wait: timedelta
    alerts: tuple[AlertIntent, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """A second look found the article as it was: the revision is taken back."""

    detail: str = "the article has not changed"


Outcome: TypeAlias = Finished | Dropped | GaveUp | Postponed | Unchanged


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailLine:
    """One step of an entry, for people."""

    at: datetime
    entry: str
    revision: int
    stage: str
    from_status: str
    to_status: str
    took: timedelta
    attempt: int
    reason: str | None
    detail: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailStep:
    """A step with its number, which only grows, and what it belongs to."""

    number: int
    line: TrailLine
    url: str
    feed: str
    source: Source
    first_seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StageLoad:
    """What waits before a stage: how many are due now, how many in all, since when the oldest waits."""

    due: int
    waiting: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lag:
    """Seconds that something took: half of it no longer than `median`, nineteen of twenty no longer than `p95`."""

    median: float
    p95: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The ledger at a glance."""

    entries: Mapping[Status, int]
    stages: Mapping[StageName, StageLoad]
    reasons: Mapping[str, int]  # DROPPED and FAILED entries by reason
    feeds: int
    feeds_due: int
    alerts: int
    deliveries: Mapping[str, int]  # by status
    lag_seconds: Mapping[str, float]  # median seconds from first seen to: fetched, indexed, done (last 24 h)
    lags: Mapping[StageName, Lag] = field(
        default_factory=dict
    )  # the same to every stage's end, with the 95th percentile
    delivery_lags: Mapping[str, Lag] = field(default_factory=dict)  # from rung to delivered, by channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """How many entries were set aside (FAILED or DROPPED) for a reason, and the newest of them, newest first."""

    status: Status
    reason: str | None
    count: int
    newest: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which entries are meant: all that satisfy every given field."""

    entries: tuple[str, ...] = ()
    feed: str | None = None
    source: str | None = None
    status: Status | None = None
    reason: str | None = None
    since: datetime | None = None  # first seen
    stories: tuple[str, ...] = ()
    limit: int | None = None
    after: tuple[datetime, str] | None = None  # first seen and id of the last of the page before, for reading
