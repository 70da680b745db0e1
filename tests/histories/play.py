"""Plays a history against the real ledger, stages and rules, and tells the model what was done."""

from __future__ import annotations

import json
import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Protocol, cast

from sqlalchemy import select

from pipeline.enrich.names import parse_names
from pipeline.enrich.topics import parse_taxonomy
from pipeline.ports import Archive, Fetcher, Index, Store, Workers
from pipeline.stages import alert, annotate, extract, fetch, index
from pipeline.stages.again import find_before
from pipeline.stages.deliver import run_deliver
from pipeline.stages.lookback import look_back
from pipeline.stages.loop import Pace, Stage, run_stage
from pipeline.stages.poll import Poller, run_poll
from pipeline.store import SqlStore, tables
from pipeline.types import (
    STAGES,
    DeliveryJob,
    Document,
    FeedSpec,
    Job,
    Outcome,
    Postponed,
    Selection,
    Source,
    StageName,
    Status,
    Unchanged,
)
from tests.histories import jump
from tests.histories.events import (
    FEEDS,
    WORDS,
    Event,
    History,
    LookBack,
    Rebuild,
    Receiver,
    Restart,
    Rewind,
    RuleNow,
    Run,
    Search,
    Switch,
    Wait,
    WriteRule,
)
from tests.histories.gates import Gate, GatedLedger, GatedNotifier, Killed, Turns
from tests.histories.ledgers import make_owner
from tests.histories.model import Edition, Model
from tests.histories.outside import Outside, read_first_line
from tests.histories.stand_ins import Catalogue, Everything, Hands, Receivers, Shelf, Web

LEASE = timedelta(minutes=10)
MINUTES, HOURS = timedelta(minutes=10), timedelta(hours=6)
GIVE_UP = timedelta(days=3)
LATE_AFTER = timedelta(hours=24)


class Ledger(Protocol):
    """Where a history is played.

    `concurrent`: two workers really run at once, and nobody says in which order. `reads`: feeds and pages are read by
    the program, and likeness is its own.
    """

    concurrent: bool
    reads: bool

    def open(self, owner: str) -> SqlStore: ...


class Watch:
    """A clock that a history moves; it never shows the same moment twice."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._lock = threading.Lock()

    def __call__(self) -> datetime:
        with self._lock:
            self.now += timedelta(milliseconds=1)
            return self.now


@dataclass(slots=True)
class Player:
    """Everything that a history is played with."""

    ledger: Ledger
    history: History
    clock: Watch
    outside: Outside = field(default_factory=Outside)
    model: Model = field(default_factory=Model)
    shelf: Shelf = field(default_factory=Shelf)
    catalogue: Catalogue = field(default_factory=Catalogue)
    files: dict[str, bytes] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)  # of articles, by entry
    counts: Counter[str] = field(default_factory=Counter)
    claims: dict[str, datetime] = field(default_factory=dict)  # until when a lease on a message holds
    holders: dict[str, str] = field(default_factory=dict)  # the last lease on an entry or a delivery
    trespasses: list[str] = field(default_factory=list)  # of workers that ended what another holds
    receivers: Receivers = field(init=False)
    store: SqlStore = field(init=False)
    lock: threading.Lock = field(default_factory=threading.Lock)
    _book: alert.RuleBook | None = None

    def __post_init__(self) -> None:
        self.receivers = Receivers(clock=self.clock)
        self.store = self.ledger.open(make_owner(alive=True))
        self.store.add_feeds([make_spec(feed) for feed in FEEDS], now=self.clock())

    # --- events ---

    def play(self) -> None:
        for event in self.history.events:
            self.do(event)

    def do(self, event: Event) -> None:
        self.counts[type(event).__name__] += 1
        self.outside.change(event, self.clock())
        match event:
            case Wait(seconds=seconds):
                self.clock.now += timedelta(seconds=seconds)
            case Receiver():
                self.receivers.suffer(event)
            case Search(up=up):
                self.catalogue.up = up
            case Run():
                self._run(event)
            case Rewind() | Rebuild() | Restart():
                self._repair(event)
            case WriteRule() | Switch() | LookBack():
                self._change_rules(event)

    def _repair(self, event: Rewind | Rebuild | Restart) -> None:
        match event:
            case Rewind(stage=stage, article=name):
                entries = [entry for entry, known in self.names.items() if known == name]
                if not name or entries:
                    chosen = Selection(entries=tuple(entries))
                    self.store.rewind(cast("StageName", stage), now=self.clock(), selection=chosen)
            case Rebuild():
                self.catalogue.held = {document.id: document for document in self.store.documents(limit=10_000)}
            case Restart():
                self.store.release(now=self.clock())

    def _change_rules(self, event: WriteRule | Switch | LookBack) -> None:
        match event:
            case WriteRule(rule=rule):
                self.model.write_rule(rule)
            case Switch(rule=rule_id, on=on):
                self.model.switch(rule_id, on=on)
            case LookBack(rule=rule_id):
                self._look_back(rule_id)
        self.files = {
            f"{rule.id}.toml": write_rule(rule, enabled=rule.id not in self.model.disabled)
            for rule in self.model.rules.values()
        }

    def _look_back(self, rule: str) -> None:
        """As the command does: every document there is, in one moment."""
        found = self._read_rules().rules.find(rule)
        if found is None:
            return
        now, documents = self.clock(), self.store.documents(limit=10_000)
        ordered = sorted(documents, key=lambda one: (one.first_seen_at, one.story.reprint_of is not None, one.id))
        # Decided on what is read now: a revision that is on its way counts as it is.
        read = [(document.id, self.store.document(document.id) or document) for document in ordered]
        told = [(self.names[identifier], document.revision) for identifier, document in read]
        everything = cast("Index", Everything(documents))
        look_back(found, everything, store=self.store, since=now - timedelta(days=9_999), now=now)
        self.model.look_back(rule, told, now)

    # --- workers ---

    def _run(self, run: Run) -> None:
        if run.poll:
            self.store.poll_now(now=self.clock())
        if run.doubled is not None:
            self._run_two(run, run.doubled)
            return
        try:
            self._work(run, Gate(crash=run.crash), alive=run.crash is None)
        except Killed:
            self.counts["crashed"] += 1

    def _run_two(self, run: Run, seed: int) -> None:
        draw = random.Random(seed)
        turns = Turns(draw, lambda: self._stand_still(draw, slow=run.slow), at_once=self.ledger.concurrent)
        gates = [Gate(crash=run.crash if n == 0 else None, turn=turns.make_turn(n)) for n in range(2)]
        turns.run([lambda gate=gate: self._work(run, gate, alive=True) for gate in gates])  # type: ignore[misc]

    def _stand_still(self, draw: random.Random, *, slow: bool) -> None:
        if slow and draw.random() < 0.1:
            self.clock.now += LEASE + timedelta(seconds=1)
            self.counts["stood still"] += 1

    def _work(self, run: Run, gate: Gate, *, alive: bool) -> None:
        """One worker: polls, stages, delivery."""
        ledger = cast("Store", GatedLedger(self.ledger.open(make_owner(alive=alive)), gate, self.see))
        pace = Pace(batch=run.batch, lease=LEASE)
        if run.poll:
            poller = Poller(
                fetcher=Web(self.outside, self.clock, gate.enter),
                workers=Hands(self.ledger.reads),
                min_interval=MINUTES,
                max_interval=HOURS,
            )
            run_poll(poller, ledger, clock=self.clock, pace=pace)
        for name, stage in self._stages(ledger, gate):
            stage(pace)
            if name == run.upto:
                break
        if run.deliver:
            run_deliver(GatedNotifier(self.receivers, gate), ledger, clock=self.clock, pace=pace, give_up_after=GIVE_UP)

    def _stages(self, ledger: Store, gate: Gate) -> Iterator[tuple[str, Callable[[Pace], object]]]:
        made = self._make(ledger, gate)
        for name in STAGES:
            if not self.history.whole and name in {"fetch", "dates"}:
                yield name, self._jump_fetch if name == "fetch" else self._jump_annotations
            elif self.history.whole or name in {"extract", "index", "alert"}:
                yield name, partial(self._run_stage, made[name], ledger)

    def _run_stage(self, make: Callable[[], Stage], ledger: Store, pace: Pace) -> None:
        run_stage(make(), ledger, clock=self.clock, pace=pace)

    def _jump_fetch(self, pace: Pace) -> None:
        del pace
        jump.jump_fetch(cast("Any", self.ledger).raw, self.outside, self.shelf, now=self.clock())

    def _jump_annotations(self, pace: Pace) -> None:
        del pace
        jump.jump_annotations(cast("Any", self.ledger).raw, now=self.clock(), indexed=self.catalogue.up)

    def _make(self, ledger: Store, gate: Gate) -> dict[str, Callable[[], Stage]]:
        web: Fetcher = Web(self.outside, self.clock, gate.enter)
        hands: Workers = Hands(self.ledger.reads)
        shelf: Archive = self.shelf
        catalogue = cast("Index", self.catalogue)
        taxonomy, names = parse_taxonomy({}), parse_names({})
        return {
            "fetch": lambda: fetch.make_fetch(web, shelf),
            "extract": lambda: extract.make_extract(shelf, hands, ledger),
            "dates": lambda: annotate.make_dates(hands),
            "speakers": lambda: annotate.make_speakers(hands),
            "topics": lambda: annotate.make_topics(hands, taxonomy=taxonomy, names=names),
            "index": lambda: index.make_index(
                catalogue, self.clock, ring=alert.ring_ahead(partial(self._make_decider, ledger))
            ),
            "alert": lambda: alert.make_alert(self._make_decider(ledger)),
        }

    def _make_decider(self, ledger: Store) -> Callable[[Job], Outcome]:
        def read_before(document: Document) -> Document | None:
            return find_before(ledger, document)

        return alert.make_decider(
            self._read_rules(), ledger, clock=self.clock, late_after=LATE_AFTER, read_before=read_before
        )

    def _read_rules(self) -> alert.RuleBook:
        if self._book is None or self._book.files != self.files:
            self._book = alert.open_book(self.files, names=())
            assert not self._book.rules.problems
        return self._book

    # --- what was done ---

    def see(self, name: str, arguments: tuple[Any, ...], options: dict[str, Any], result: Any) -> None:
        """Tell the model of a call of the ledger."""
        with self.lock:
            self._see(name, arguments, options, result)

    def _see(self, name: str, arguments: tuple[Any, ...], options: dict[str, Any], result: Any) -> None:
        if name == "finish_poll" and result is not None and arguments[0].outcome == "changed":
            feed = arguments[0].feed.spec.id
            self.model.poll(feed, self.outside.list_items(feed), options["now"])
        elif name == "finish" and result is not None:
            self._see_finish(*arguments, status=result, now=options["now"])
        elif name == "register_rules":
            self.model.take_over(options["now"])
        elif name == "claim":
            self.holders |= {job.entry.id: job.lease for job in result}
        elif name == "claim_deliveries":
            self.claims |= {job.lease: options["now"] + options["lease"] for job in result}
            self.holders |= {row: job.lease for job in result for row in job.rows}
        elif name == "hold_channel":
            self._see_delivery(arguments[0], delivered=False)
        elif name == "finish_delivery":
            self._see_delivery(arguments[0], delivered=options.get("error") is None)

    def _see_delivery(self, job: DeliveryJob, *, delivered: bool) -> None:
        holder = self.holders[job.rows[0]]
        if holder == job.lease:
            self.holders |= dict.fromkeys(job.rows, "")
            if delivered and self.clock.now < self.claims[job.lease]:
                self.receivers.confirm(job.channel, job.key)
        elif holder and not self.ledger.concurrent:
            held = select(tables.deliveries.c.status, tables.deliveries.c.lease)
            held = held.where(tables.deliveries.c.key == job.rows[0])
            status, lease = self.store.database.read(lambda c: c.execute(held).one())
            if (status, lease) != ("pending", holder):
                self.trespasses.append(f"{job.key} was ended by a worker that had lost it")

    def _see_finish(self, job: Any, stage: str, outcome: Any, *, status: Status, now: datetime) -> None:
        told = self.outside.find(job.entry.url)
        if self.holders[job.entry.id] != job.lease and not self.ledger.concurrent:
            self.trespasses.append(f"{stage} of {told.name} was ended by a worker that had lost it")
        self.names[job.entry.id] = told.name
        if isinstance(outcome, Unchanged):
            self.model.forget(told.name, job.entry.revision)
        elif stage == "extract" and status is Status.EXTRACTED:
            answer = self.shelf.kept[job.artefacts["fetch"].archive.file]
            self.model.read(told.name, job.entry.revision, to_edition(answer.body, answer.fetched_at))
        elif stage == "index" and isinstance(outcome, Postponed) and job.entry.reason != outcome.reason:
            self.counts["rang ahead"] += 1
            self.model.look_ahead(told.name, job.entry.revision, now)
        elif stage == "alert" and status is Status.DONE:
            self.counts["came through"] += 1
            self.model.come(told.name, job.entry.revision, now)


def make_spec(feed: str) -> FeedSpec:
    domain = f"{feed}.example"
    return FeedSpec(id=feed, url=f"https://{domain}/feed", name=feed, source=Source(id=feed, name=feed, domain=domain))


def to_edition(body: bytes, fetched_at: datetime) -> Edition:
    page = read_first_line(body)
    return Edition(
        words=frozenset(word for word in WORDS if word in page["text"]),
        wire=page["wire"],
        edition=0,
        published_at=datetime.fromisoformat(page["published"]),
        readable=page["verdict"] == "full",
        fetched_at=fetched_at,
    )


def write_rule(rule: RuleNow, *, enabled: bool) -> bytes:
    """The file of a rule."""
    lines = {
        "id": rule.id,
        "title": f"Rule {rule.id}",
        "query": rule.query,
        "on": list(rule.on),
        "channels": list(rule.channels),
        "schedule": rule.schedule,
        "zone": rule.zone,
        "quiet_hours": list(rule.quiet_hours),
        "enabled": enabled,
    }
    if rule.cap is not None:
        lines["cap"] = rule.cap
    return "".join(f"{key} = {json.dumps(value)}\n" for key, value in lines.items()).encode()
