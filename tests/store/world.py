"""What the tests of the ledger put into it, and how they bring entries along its way."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from pipeline.ports import Store
from pipeline.types import (
    STAGES,
    AlertEvent,
    AlertIntent,
    ArchiveRef,
    Artefact,
    Article,
    Attributed,
    Capture,
    Change,
    Claim,
    Classified,
    Dated,
    Dating,
    Entry,
    EntryIntent,
    Evidence,
    Feed,
    FeedItem,
    FeedSpec,
    Finished,
    Indexed,
    Job,
    Outcome,
    PollIntent,
    Source,
    StageName,
    Status,
)
from tests.documents import make_document

NOW = datetime(2026, 4, 3, 9, 30, 0, 123456, tzinfo=UTC)
LEASE = timedelta(minutes=10)
TOOK = timedelta(milliseconds=1500)
SECOND = timedelta(seconds=1)
ARCHIVE = ArchiveRef(file="2026/04/03/a.warc.gz", offset=17, sha256="ab" * 32)


class StandIn:
    """Likeness for tests: signatures are alike by the share of equal places; each place is a band."""

    LIKENESS_FLOOR = 0.7

    def estimate_likeness(self, a: tuple[int, ...], b: tuple[int, ...], /) -> float:
        return sum(x == y for x, y in zip(a, b, strict=True)) / len(a)

    def read_bands(self, signature: tuple[int, ...], /) -> tuple[int, ...]:
        return tuple(place << 32 | value for place, value in enumerate(signature))


def make_id(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:32]


def make_spec(name: str = "sample-wire") -> FeedSpec:
    source = Source(id=name, name=name.title(), domain=f"{name}.example")
    return FeedSpec(id=name, url=f"https://{name}.example/feed.xml", name=name, source=source, tags=("a", "b"))


def make_intent(
    name: str,
    *,
    host: str = "sample-wire.example",
    published_at: datetime | None = NOW - SECOND,
    fingerprint: str = "1",
    quiet: bool = False,
    **item: Any,
) -> EntryIntent:
    url = f"https://{host}/{name}"
    claims = (Claim(origin="feed", text="x", value=published_at),) if published_at else ()
    told = FeedItem(**{"guid": url, "url": url, "title": name, "claims": claims, "fingerprint": fingerprint, **item})
    return EntryIntent(id=make_id(name), url=url, item=told, quiet=quiet)


def make_capture(url: str) -> Capture:
    return Capture(
        url=url,
        status=200,
        fetched_at=NOW,
        media_type="text/html",
        charset="utf-8",
        last_modified=None,
        size=1234,
        archive=ARCHIVE,
    )


def make_article(url: str, *, text: str = "A text.", signature: tuple[int, ...] = (), **fields: Any) -> Article:
    values: dict[str, Any] = {
        "url": url,
        "canonical_url": url,
        "title": "A headline",
        "lead": "",
        "text": text,
        "byline": ("Anna",),
        "images": (),
        "language": "en",
        "dating": Dating(value=NOW, precision="second", zone_known=True, origin="feed", reason="the only claim"),
        "verdict": "full",
        "verdict_reason": "long enough",
        "text_hash": hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(),
        "signature": signature,
    }
    return Article(**{**values, **fields})


def make_artefact(stage: StageName, url: str, **fields: Any) -> Artefact | None:
    """A plausible artefact of a stage; `fields` are those of the article."""
    made: dict[StageName, Artefact] = {
        "fetch": make_capture(url),
        "extract": make_article(url, **fields),
        "dates": Dated(dateline=None, dates=()),
        "speakers": Attributed(quotes=(), speakers=(), people=()),
        "topics": Classified(topics=(), names=(), title_names=()),
        "index": Indexed(indexed_at=NOW),
    }
    return made.get(stage)


def make_alert(
    rule: str = "council",
    *,
    quiet: bool = False,
    channels: Sequence[str] = ("stdout",),
    event: AlertEvent = "published",
    revision: int = 2,
) -> AlertIntent:
    """A match; of another event than `published`, what a revision changed."""
    change = Change(old_revision=revision - 1, new_revision=revision, before="a", after="b")
    found = Evidence(clause="said", name=None, variant="Council", field="text", start=0, end=7, passage="Council")
    return AlertIntent(
        rule=rule,
        rule_version="1",
        title="A headline",
        url="https://sample-wire.example/a",
        late=False,
        quiet=quiet,
        evidence=(found,),
        channels=tuple(channels),
        text_hash="00",
        archive=ARCHIVE,
        document=make_document(),
        event=event,
        change=None if event == "published" else change,
    )


class World:
    """A ledger with a feed, and short ways to do what the stages do."""

    def __init__(self, store: Store) -> None:
        self.store = store
        store.add_feeds([make_spec()], now=NOW)

    def poll(self, *intents: EntryIntent, feed: str = "sample-wire", now: datetime = NOW) -> int | None:
        """Poll a feed that brings these entries."""
        self.store.poll_now(now=now)
        claimed = self.store.claim_feeds(now=now, limit=100, lease=LEASE)
        polled, lease = next(found for found in claimed if found[0].spec.id == feed)
        return self.store.finish_poll(make_poll(polled, *intents, now=now), lease, now=now)

    def claim(self, stage: StageName, *, now: datetime = NOW, limit: int = 100, **options: Any) -> tuple[Job, ...]:
        return self.store.claim(stage, now=now, limit=limit, lease=LEASE, **options)

    def finish(self, job: Job, stage: StageName, outcome: Outcome, *, now: datetime = NOW) -> Status | None:
        return self.store.finish(job, stage, outcome, now=now, took=TOOK)

    def work(self, stage: StageName, outcome: Outcome | None = None, *, now: datetime = NOW, **fields: Any) -> None:
        """Do a stage for all that is due; `fields` are those of the article."""
        for job in self.claim(stage, now=now):
            artefact = make_artefact(stage, job.entry.url, **fields)
            self.finish(job, stage, outcome or Finished(artefact=artefact, version="1"), now=now)

    def bring(self, upto: StageName = "alert", *, now: datetime = NOW, **fields: Any) -> None:
        """Do all stages up to and with one."""
        for stage in STAGES:
            self.work(stage, now=now, **fields)
            if stage == upto:
                return

    def entry(self, name: str) -> Entry:
        return self.store.entry(make_id(name))


def make_poll(feed: Feed, *intents: EntryIntent, now: datetime = NOW) -> PollIntent:
    """What a successful poll changes."""
    state = replace(
        feed,
        due_at=now + timedelta(minutes=10),
        polled_at=now,
        succeeded_at=now,
        baseline_at=feed.baseline_at or now,
        etag='"e1"',
        body_sha256="cd" * 32,
    )
    return PollIntent(feed=state, entries=intents)
