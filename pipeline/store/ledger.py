"""The ledger as the port describes it: each method is one unit of work on the tables, told in the modules beside."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import count

from pipeline.store import (
    alerts,
    asides,
    claims,
    coverage,
    deliveries,
    feeds,
    finish,
    leases,
    outbox,
    polls,
    reading,
    ringing,
    rulebook,
    snapshots,
    summary,
    trail,
)
from pipeline.store.accounts import SqlAccounts
from pipeline.store.artefacts import read_artefacts
from pipeline.store.database import Database
from pipeline.store.leases import Lease
from pipeline.store.owner import make_token
from pipeline.store.rewind import Page, rewind_page
from pipeline.store.rows import to_entry
from pipeline.store.selecting import Place, chosen
from pipeline.types import (
    Alert,
    AlertCount,
    AlertIntent,
    Artefact,
    Aside,
    ChannelHold,
    ChannelState,
    Coverage,
    DeadLetter,
    DeliveryJob,
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

_WHOLE = Shard()
_PAGE = 500


class SqlStore:
    """The ledger on SQLite or PostgreSQL. Threads may share it; processes open their own."""

    def __init__(self, database: Database, *, owner: str, terms: finish.Terms) -> None:
        self.database = database
        self.accounts = SqlAccounts(database)
        self.owner = owner
        self._terms = terms
        self._rules: tuple[frozenset[tuple[str, str]], Mapping[str, datetime]] | None = None

    def close(self) -> None:
        self.database.close()

    def _lease(self, now: datetime, length: timedelta) -> Lease:
        return Lease(token=make_token(self.owner), until=now + length)

    # --- feeds ---

    def add_feeds(self, specs: Iterable[FeedSpec], *, now: datetime) -> tuple[Feed, ...]:
        wanted = tuple(specs)
        return self.database.write(lambda c: feeds.add_feeds(c, wanted, now))

    def remove_feed(self, feed: str) -> None:
        self.database.write(lambda c: feeds.remove_feed(c, feed))

    def feeds(self) -> tuple[Feed, ...]:
        return self.database.read(feeds.read_feeds)

    def poll_now(self, *, now: datetime, feed: str | None = None) -> int:
        return self.database.write(lambda c: feeds.poll_now(c, now, feed))

    def claim_feeds(
        self, *, now: datetime, limit: int, lease: timedelta, shard: Shard = _WHOLE
    ) -> tuple[tuple[Feed, str], ...]:
        held = self._lease(now, lease)
        return self.database.write(lambda c: feeds.claim_feeds(c, held, now=now, limit=limit, shard=shard))

    def known_entries(self, ids: Collection[str]) -> frozenset[str]:
        return self.database.read(lambda c: polls.find_known(c, ids))

    def finish_poll(self, intent: PollIntent, lease: str, *, now: datetime) -> int | None:
        return self.database.write(lambda c: polls.finish_poll(c, intent, lease, now=now))

    # --- entries ---

    def claim(
        self,
        stage: StageName,
        *,
        now: datetime,
        limit: int,
        lease: timedelta,
        needs: Sequence[StageName] = (),
        shard: Shard = _WHOLE,
    ) -> tuple[Job, ...]:
        call = claims.Call(
            stage=stage, now=now, limit=limit, needs=needs, shard=shard, max_attempts=self._terms.max_attempts
        )
        held = self._lease(now, lease)
        return self.database.write(lambda c: claims.claim(c, held, call))

    def finish(self, job: Job, stage: StageName, outcome: Outcome, *, now: datetime, took: timedelta) -> Status | None:
        step = finish.Step(job=job, stage=stage, now=now, took=took)
        return self.database.write(lambda c: finish.finish(c, step, outcome, terms=self._terms))

    def release(self, *, now: datetime) -> int:
        return self.database.write(lambda c: leases.release(c, now))

    def rewind(self, stage: StageName, *, now: datetime, selection: Selection) -> int:
        """Put the selected entries back, a page a transaction: stopped half-way, calling it again does the rest."""
        done, after, more = 0, None, True
        while more and (selection.limit is None or done < selection.limit):
            page = Page(after=after, room=None if selection.limit is None else selection.limit - done)
            put_back, after = self._rewind_page(stage, now=now, selection=selection, page=page)
            done, more = done + put_back, after is not None
        return done

    def _rewind_page(
        self, stage: StageName, *, now: datetime, selection: Selection, page: Page
    ) -> tuple[int, Place | None]:
        return self.database.write(lambda c: rewind_page(c, stage, now=now, selection=selection, page=page))

    # --- alerts ---

    def due_channels(self, *, now: datetime) -> tuple[str, ...]:
        return self.database.read(lambda c: deliveries.find_due_channels(c, now))

    def claim_deliveries(
        self, *, now: datetime, limit: int, lease: timedelta, channel: str | None = None
    ) -> tuple[DeliveryJob, ...]:
        held = self._lease(now, lease)
        return self.database.write(
            lambda c: deliveries.claim_deliveries(c, held, now=now, limit=limit, channel=channel)
        )

    def finish_delivery(
        self, job: DeliveryJob, *, now: datetime, error: str | None = None, reached: Sequence[str] = ()
    ) -> None:
        self.database.write(lambda c: deliveries.finish_delivery(c, job, now=now, error=error, reached=reached))

    def put_off_delivery(
        self, job: DeliveryJob, *, now: datetime, due_at: datetime, error: str, reached: Sequence[str]
    ) -> None:
        self.database.write(
            lambda c: deliveries.put_off_delivery(c, job, now=now, due_at=due_at, error=error, reached=reached)
        )

    def hold_channel(self, job: DeliveryJob, hold: ChannelHold, *, now: datetime, error: str) -> None:
        self.database.write(lambda c: deliveries.hold_channel(c, job, hold, now=now, error=error))

    def free_channel(self, channel: str, *, now: datetime) -> None:
        self.database.write(lambda c: deliveries.free_channel(c, channel, now=now))

    def outbox(self, *, now: datetime) -> tuple[ChannelState, ...]:
        return self.database.read(lambda c: outbox.read_outbox(c, now))

    def dead_letters(self, *, channel: str | None = None, limit: int | None = None) -> tuple[DeadLetter, ...]:
        return self.database.read(lambda c: outbox.read_dead(c, channel=channel, limit=limit))

    def retry_dead(self, *, now: datetime, ids: Sequence[str] = (), channel: str | None = None) -> int:
        return self.database.write(lambda c: outbox.retry_dead(c, now=now, ids=ids, channel=channel))

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
        wanted = alerts.Wanted(since=since, entry=entry, rule=rule, late=late, limit=limit, after=after)
        return self.database.read(lambda c: alerts.read_alerts(c, wanted))

    def count_alerts(self, *, since: datetime | None = None, rule: str | None = None) -> tuple[AlertCount, ...]:
        return self.database.read(lambda c: alerts.count_alerts(c, since=since, rule=rule))

    def alert(self, alert: str) -> Alert:
        return self.database.read(lambda c: alerts.read_alert(c, alert))

    def rung_stories(self, rule: str, stories: Collection[str]) -> frozenset[str]:
        return self.database.read(lambda c: alerts.find_rung(c, rule, stories))

    def register_rules(self, versions: Sequence[RuleVersion], *, now: datetime) -> Mapping[str, datetime]:
        """Registered once; the same again is answered from memory."""
        wanted = frozenset((one.rule, one.version) for one in versions)
        if self._rules is None or self._rules[0] != wanted:
            self._rules = wanted, self.database.write(lambda c: rulebook.register_rules(c, versions, now=now))
        return self._rules[1]

    def keep_versions(self, versions: Sequence[RuleVersion]) -> None:
        self.database.write(lambda c: rulebook.keep_versions(c, versions))

    def rule_version(self, rule: str, version: str) -> RuleVersion:
        return self.database.read(lambda c: rulebook.read_version(c, rule, version))

    def last_rule_version(self, rule: str) -> RuleVersion | None:
        return self.database.read(lambda c: rulebook.find_last_version(c, rule))

    def ring_back(self, entry: str, intents: Sequence[AlertIntent], *, now: datetime) -> int:
        return self.database.write(lambda c: ringing.ring_back(c, entry, intents, now=now))

    def snapshot(self, alert: str) -> Document | None:
        return self.database.read(lambda c: snapshots.read_snapshot(c, alert))

    # --- reading ---

    def entry(self, entry: str) -> Entry:
        return self.database.read(lambda c: reading.read_entry(c, entry))

    def entries(self, selection: Selection) -> Iterator[Entry]:
        """Selected entries, newest first; read page by page, so no transaction stays open between them."""
        after = selection.after
        for given in count(step=_PAGE):
            size = _PAGE if selection.limit is None else min(_PAGE, selection.limit - given)
            page = self._read_page(selection, after, size) if size > 0 else ()
            yield from page
            if len(page) < _PAGE:
                return
            after = (page[-1].first_seen_at, page[-1].id)

    def _read_page(self, selection: Selection, after: Place | None, size: int) -> tuple[Entry, ...]:
        wanted = chosen(selection, after=after).limit(size)
        return self.database.read(lambda c: tuple(to_entry(row) for row in c.execute(wanted)))

    def artefacts(self, entry: str, revision: int) -> tuple[Mapping[StageName, Artefact], Mapping[StageName, str]]:
        return self.database.read(lambda c: read_artefacts(c, [(entry, revision)])[entry])

    def document(self, entry: str, *, revision: int | None = None) -> Document | None:
        return self.database.read(lambda c: reading.read_document(c, entry, revision))

    def documents(self, *, since_id: str = "", limit: int = 500) -> tuple[Document, ...]:
        return self.database.read(lambda c: reading.read_documents(c, since_id, limit))

    def revisions(self, entry: str) -> tuple[int, ...]:
        return self.database.read(lambda c: reading.read_revisions(c, entry))

    def trail(self, entry: str) -> tuple[TrailLine, ...]:
        return self.database.read(lambda c: trail.read_trail(c, entry))

    def steps(self, *, after: int = 0, limit: int = 1000) -> tuple[TrailStep, ...]:
        return self.database.read(lambda c: trail.read_steps(c, after, limit))

    def coverage(self, *, since: datetime) -> Mapping[str, Coverage]:
        return self.database.read(lambda c: coverage.read_coverage(c, since))

    def asides(self, *, newest: int = 3) -> tuple[Aside, ...]:
        return self.database.read(lambda c: asides.read_asides(c, newest))

    def summary(self, *, now: datetime) -> Summary:
        return self.database.read(lambda c: summary.read_summary(c, now))
