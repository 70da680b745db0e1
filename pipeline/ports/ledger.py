"""The seams to the ledger: feeds, entries, alerts, and reading for people."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from pipeline.ports.accounts import AccountLedger
from pipeline.ports.outbox import Outbox
from pipeline.types import (
    Alert,
    AlertCount,
    AlertIntent,
    Artefact,
    Aside,
    Coverage,
    Document,
    Entry,
    Feed,
    FeedSpec,
    Job,
    Outcome,
    PollIntent,
    RuleVersion,
    Selection,
    Shard,
    StageName,
    Status,
    Summary,
    TrailLine,
    TrailStep,
)

A = TypeVar("A")
B = TypeVar("B")


class FeedLedger(Protocol):
    """Feeds and their state."""

    def add_feeds(self, specs: Iterable[FeedSpec], *, now: datetime) -> tuple[Feed, ...]:
        """Add the feeds that are not there yet (by id and by URL), due now; give back those added."""
        ...

    def remove_feed(self, feed: str) -> None:
        """Stop watching; entries stay. NotFoundError when there is none."""
        ...

    def feeds(self) -> tuple[Feed, ...]:
        """All watched feeds by id."""
        ...

    def poll_now(self, *, now: datetime, feed: str | None = None) -> int:
        """Make every feed due, or one; how many. NotFoundError when there is none of that id."""
        ...

    def claim_feeds(
        self, *, now: datetime, limit: int, lease: timedelta, shard: Shard = ...
    ) -> tuple[tuple[Feed, str], ...]:
        """Claim due feeds: (feed, lease token). Raises their due time by the lease, so a dead worker's return."""
        ...

    def known_entries(self, ids: Collection[str]) -> frozenset[str]:
        """Which of these entries the ledger has, so that a poll can tell an archive from news."""
        ...

    def finish_poll(self, intent: PollIntent, lease: str, *, now: datetime) -> int | None:
        """Store a poll in one transaction; give back how many entries are new or looked at again.

        None when the lease was lost: nothing was stored.
        """
        ...


class EntryLedger(Protocol):
    """Entries: the one writer of status."""

    def claim(
        self,
        stage: StageName,
        *,
        now: datetime,
        limit: int,
        lease: timedelta,
        needs: Sequence[StageName] = (),
        shard: Shard = ...,
    ) -> tuple[Job, ...]:
        """Claim due entries for a stage, with the artefacts it needs; ordered by (quiet, published claim, id).

        An entry whose workers were lost twice in a row is claimed alone and after all others; one that was lost with so
        many workers more as there are attempts becomes FAILED with reason `poison` instead of being claimed.
        """
        ...

    def finish(self, job: Job, stage: StageName, outcome: Outcome, *, now: datetime, took: timedelta) -> Status | None:
        """Store artefact, status, alerts and trail line in one transaction; give back the new status.

        None when the lease was lost: nothing was stored. A Finished extract also settles identity: an entry whose
        canonical URL belongs to another becomes DROPPED (`duplicate`), others join or found a story.
        """
        ...

    def release(self, *, now: datetime) -> int:
        """Free the leases of processes of this machine that no longer live; how many."""
        ...

    def rewind(self, stage: StageName, *, now: datetime, selection: Selection) -> int:
        """Put the selected entries back before a stage; later artefacts go, `quiet` does not change; how many."""
        ...


class AlertLedger(Outbox, Protocol):
    """Rung alerts and their deliveries."""

    def alerts(
        self,
        *,
        since: datetime | None = None,
        entry: str | None = None,
        rule: str | None = None,
        late: bool | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> tuple[Alert, ...]:
        """Rung alerts (quiet matches never), newest first."""
        ...

    def count_alerts(self, *, since: datetime | None = None, rule: str | None = None) -> tuple[AlertCount, ...]:
        """How many alerts of each rule rang in time and late, by rule."""
        ...

    def alert(self, alert: str) -> Alert:
        """One alert; NotFoundError."""
        ...

    def rung_stories(self, rule: str, stories: Collection[str]) -> frozenset[str]:
        """For which of these stories a rule has rung."""
        ...

    def snapshot(self, alert: str) -> Document | None:
        """The document that an alert rang for, as it was judged; None when it rang before snapshots were kept."""
        ...

    def register_rules(self, versions: Sequence[RuleVersion], *, now: datetime) -> Mapping[str, datetime]:
        """Take these as the rules in force; give back since when each holds (in its present version).

        What came through before that does not ring for it when it is read again. A rule that is missing is switched
        off; when it comes back it counts as new.
        """
        ...

    def keep_versions(self, versions: Sequence[RuleVersion]) -> None:
        """Keep what rules of these versions ring for, whether they are in force or not."""
        ...

    def rule_version(self, rule: str, version: str) -> RuleVersion:
        """A rule as it once was; NotFoundError."""
        ...

    def last_rule_version(self, rule: str) -> RuleVersion | None:
        """A rule as it was last, in force or not; None when no version of it was kept."""
        ...

    def ring_back(self, entry: str, intents: Sequence[AlertIntent], *, now: datetime) -> int:
        """Ring, marked late and in one message a channel and moment, for an entry that was there before; how many.

        A story that has rung stays as it is; one that was kept quiet rings now.
        """
        ...


class Reader(Protocol):
    """Reading for people."""

    def entry(self, entry: str) -> Entry:
        """One entry by id or unique id prefix of at least eight characters; NotFoundError."""
        ...

    def entries(self, selection: Selection) -> Iterator[Entry]:
        """Selected entries, newest first."""
        ...

    def artefacts(self, entry: str, revision: int) -> tuple[Mapping[StageName, Artefact], Mapping[StageName, str]]:
        """The artefacts of a revision and their versions."""
        ...

    def document(self, entry: str, *, revision: int | None = None) -> Document | None:
        """The document of the current or a given revision; None while it has not been extracted."""
        ...

    def documents(self, *, since_id: str = "", limit: int = 500) -> tuple[Document, ...]:
        """Documents of entries that were indexed, by id, for rebuilds and backtests."""
        ...

    def revisions(self, entry: str) -> tuple[int, ...]:
        """The kept revisions, oldest first."""
        ...

    def trail(self, entry: str) -> tuple[TrailLine, ...]:
        """The steps of an entry, oldest first."""
        ...

    def steps(self, *, after: int = 0, limit: int = 1000) -> tuple[TrailStep, ...]:
        """The steps of all entries after a number, by number."""
        ...

    def coverage(self, *, since: datetime) -> Mapping[str, Coverage]:
        """What each feed brought since a moment, by its id; feeds that brought nothing are not there."""
        ...

    def asides(self, *, newest: int = 3) -> tuple[Aside, ...]:
        """What was set aside, by status and reason, with so many of each: failures first, then the most frequent."""
        ...

    def summary(self, *, now: datetime) -> Summary:
        """The ledger at a glance."""
        ...


class Store(FeedLedger, EntryLedger, AlertLedger, Reader, Protocol):
    """The ledger: the one truth beside the archive."""

    @property
    def accounts(self) -> AccountLedger:
        """The people who may read it."""
        ...

    def close(self) -> None:
        """Give back all connections."""
        ...
