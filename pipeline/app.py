"""Puts the program together: the only module that knows every adapter, and the only one that reads the clock.

The CLI, the web pages and the DAGs ask an `App` and nothing below it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, cast

from pipeline.config import Settings, read_settings
from pipeline.errors import ConfigError, NotFoundError, PipelineError
from pipeline.ports import Archive, Fetcher, Index, Notifier, Store, Workers
from pipeline.seeds import SeedFolder, read_seed_files
from pipeline.types import STAGES, Alert, Document, Job, Outcome, Shard, StageName

if TYPE_CHECKING:
    from pipeline.enrich.names import NameSets
    from pipeline.enrich.topics import Taxonomy
    from pipeline.net.policy import NetPolicy
    from pipeline.stages.alert import RuleBook
    from pipeline.stages.loop import Pace, Stage, StageReport

Clock = Callable[[], datetime]
# Heavy modules that a worker process loads once, before it is given hostile input.
_PRELOAD = {
    "poll": ("pipeline.feeds.parse",),
    "extract": ("pipeline.pages.extract",),
    "dates": ("pipeline.enrich.dates",),
    "speakers": ("pipeline.enrich.quotes",),
    "topics": ("pipeline.enrich.topics",),
}


def read_clock() -> datetime:
    """Now, aware and in UTC."""
    return datetime.now(UTC)


class App:
    """Every part of the program, made when it is first asked for; `close` ends what was made."""

    def __init__(
        self, settings: Settings, *, clock: Clock = read_clock, steps: Collection[str] = tuple(_PRELOAD)
    ) -> None:
        """`steps`: what will be asked for. Nothing is refused, but for another step modules are loaded late."""
        self.settings = settings
        self._steps = steps
        self.clock = clock
        self._rule_folder = SeedFolder(settings.home / "rules")
        self._book: RuleBook | None = None

    # --- adapters ---

    @cached_property
    def store(self) -> Store:
        """The ledger; SchemaError when its tables are not of this version."""
        from pipeline.store import check_schema, open_store

        check_schema(self.settings.store_url)
        return open_store(self.settings.store_url, max_attempts=self.settings.work.attempts)

    @cached_property
    def index(self) -> Index:
        """The search index."""
        from pipeline.search import open_index

        return open_index(self.settings.search_url, prefix=self.settings.search.prefix, **self._read_credentials())

    def _read_credentials(self) -> dict[str, object]:
        search = self.settings.search
        username, password = self.settings.search_login
        credentials: dict[str, object] = {
            "api_key": search.api_key.get_secret_value(),
            "basic_auth": (username, password) if username else None,
            "ca_certs": search.ca_certs,
        }
        return {key: value for key, value in credentials.items() if value}

    @cached_property
    def archive(self) -> Archive:
        """The archive of fetched pages."""
        from pipeline.archive.warc import WarcArchive

        return WarcArchive(self.settings.archive_url)

    @cached_property
    def policy(self) -> NetPolicy:
        """What the network client may and may not."""
        from pipeline.net.policy import NetLimits, NetPolicy

        net = self.settings.net
        total, gap, own = (timedelta(seconds=s) for s in (net.timeout_seconds, net.gap_seconds, net.own_gap_seconds))
        limits = NetLimits(total=total, redirects=net.redirects, concurrency=net.concurrency, gap=gap)
        return NetPolicy(user_agent=net.user_agent, allow=net.allow, ports=net.ports, limits=limits, own_gap=own)

    @cached_property
    def fetcher(self) -> Fetcher:
        """The one HTTP client."""
        from pipeline.net.fetcher import GuardedFetcher

        return GuardedFetcher(self.policy, home=self.settings.home, clock=self.clock)

    @cached_property
    def workers(self) -> Workers:
        """Processes for hostile pages."""
        return self._make_workers([step for step in self._steps if step != "poll"])

    @cached_property
    def parsers(self) -> Workers:
        """Processes for hostile feeds, apart: polls beside the stages would make the pool start and end processes."""
        return self._make_workers(["poll"])

    def _make_workers(self, steps: Collection[str]) -> Workers:
        from pipeline.workers.process import ProcessWorkers

        work = self.settings.work
        preload = tuple(module for step in steps for module in _PRELOAD.get(step, ()))
        return ProcessWorkers(
            count=work.processes, seconds=work.seconds, memory_bytes=work.memory_mb << 20, preload=preload
        )

    @cached_property
    def notifier(self) -> Notifier:
        """The channels."""
        from pipeline.outlets import open_notifier

        return open_notifier(self)

    def find_document(self, alert: Alert) -> Document | None:
        """The document that an alert rang for, as it was judged if that was kept; None when it is no longer there."""
        try:
            return self.store.snapshot(alert.id) or self.store.document(alert.entry, revision=alert.revision)
        except NotFoundError:
            return None

    @cached_property
    def mailers(self) -> Workers:
        """Processes for Apprise, apart from the others because they are guarded for good."""
        from pipeline.outlets import open_mailers

        return open_mailers(self.settings)

    # --- seeds ---

    @cached_property
    def names(self) -> NameSets:
        """The watched names of the home folder."""
        from pipeline.enrich.names import parse_names

        return parse_names(read_seed_files(self.settings.home / "names"))

    @cached_property
    def taxonomy(self) -> Taxonomy:
        """The topics of the home folder."""
        from pipeline.enrich.topics import parse_taxonomy

        return parse_taxonomy(read_seed_files(self.settings.home / "topics"))

    def read_rules(self) -> RuleBook:
        """The rules of the home folder; read again when a file has changed, kept when nothing has."""
        from pipeline.stages.alert import open_book

        files = self._rule_folder.read(self.clock())
        if self._book is None or self._book.files != files:
            self._book = open_book(files, names=self.names.ids)
        return self._book

    # --- again, without storing ---

    def enrich_example(self, text: str, *, title: str = "", language: str | None = None) -> Document:
        """The document that an example text would become."""
        from pipeline.stages.again import annotate, make_example

        example = make_example(text, title=title, at=self.clock(), language=language)
        return annotate(example, taxonomy=self.taxonomy, names=self.names)

    def process_again(self, document: Document) -> Document:
        """The document that the present extractors and annotators would make of the archived page."""
        from pipeline.stages.again import annotate
        from pipeline.stages.extract import extract_page, read_page
        from pipeline.types.build import build_document

        artefacts, versions = self.store.artefacts(document.id, document.revision)
        entry = self.store.entry(document.id)
        page = read_page(entry, artefacts.get("fetch"), self.archive)
        article = next(iter(self.workers.map(extract_page, [page])))
        if isinstance(article, PipelineError):
            raise article
        entry = replace(entry, revision=document.revision)
        fresh = build_document(entry, {**artefacts, "extract": article}, versions) or document
        return annotate(fresh, taxonomy=self.taxonomy, names=self.names)

    def read_before(self, document: Document) -> Document | None:
        """The revision before, as the present program reads it; None when there is none to compare with."""
        from pipeline.stages.again import annotate, find_before

        before = find_before(self.store, document)
        if before is None or before.versions.get("extract") != document.versions.get("extract"):
            return before and self.process_again(before)
        return annotate(before, taxonomy=self.taxonomy, names=self.names)

    # --- work ---

    def pace(self, *, shard: Shard | None = None, stop: Callable[[], bool] = bool) -> Pace:
        """How a stage claims, by the settings."""
        from pipeline.stages.loop import Pace

        work = self.settings.work
        return Pace(batch=work.batch, lease=timedelta(seconds=work.lease_seconds), shard=shard or Shard(), stop=stop)

    def run_poll(self, pace: Pace) -> StageReport:
        """Poll the feeds that are due."""
        from pipeline.stages.poll import Poller, run_poll

        feeds = self.settings.feeds
        poller = Poller(
            fetcher=self.fetcher,
            workers=self.parsers,
            min_interval=timedelta(seconds=feeds.min_interval_seconds),
            max_interval=timedelta(seconds=feeds.max_interval_seconds),
        )
        return run_poll(poller, self.store, clock=self.clock, pace=pace)

    def run_stage(self, name: StageName, pace: Pace) -> StageReport:
        """Run one stage until nothing is due for it."""
        from pipeline.stages.loop import run_stage

        return run_stage(self._make(name), self.store, clock=self.clock, pace=pace)

    def run_deliver(self, pace: Pace) -> StageReport:
        """Deliver the alerts that are due."""
        from pipeline.stages.deliver import run_deliver

        days = timedelta(days=self.settings.alerts.retry_days)
        return run_deliver(self.notifier, self.store, clock=self.clock, pace=pace, give_up_after=days)

    def run_mirror(self) -> StageReport:
        """Show alerts, the trail and feeds in Elasticsearch; the embedded index has nothing to show them in."""
        from pipeline.search import open_mirror
        from pipeline.stages.mirror import run_mirror

        retry = timedelta(days=self.settings.alerts.retry_days)
        keep = timedelta(days=self.settings.search.trail_days)
        return run_mirror(open_mirror(self.index), self.store, now=self.clock(), retry=retry, keep=keep)

    def run_step(self, name: str, pace: Pace) -> StageReport:
        """Poll, run one stage, or deliver."""
        if name == "poll":
            return self.run_poll(pace)
        if name == "deliver":
            return self.run_deliver(pace)
        return self.run_stage(cast("StageName", name), pace)

    def run_pass(self, pace: Pace) -> Iterator[StageReport]:
        """Run everything once in order: poll, the stages, delivery."""
        for name in ("poll", *STAGES, "deliver"):
            yield self.run_step(name, pace)

    def _make(self, name: StageName) -> Stage:
        from pipeline.stages import alert, annotate, extract, fetch, index

        makers: dict[StageName, Callable[[], Stage]] = {
            "fetch": lambda: fetch.make_fetch(self.fetcher, self.archive),
            "extract": lambda: extract.make_extract(self.archive, self.workers, self.store),
            "dates": lambda: annotate.make_dates(self.workers),
            "speakers": lambda: annotate.make_speakers(self.workers),
            "topics": lambda: annotate.make_topics(self.workers, taxonomy=self.taxonomy, names=self.names),
            "index": lambda: index.make_index(self.index, self.clock, ring=alert.ring_ahead(self._make_decider)),
            "alert": lambda: alert.make_alert(self._make_decider()),
        }
        if name not in makers:
            raise ConfigError(f"there is no stage {name!r}: stages are {', '.join(makers)}", stage=name)
        return makers[name]()

    def _make_decider(self) -> Callable[[Job], Outcome]:
        from pipeline.stages.alert import make_decider

        late, book = timedelta(hours=self.settings.alerts.late_after_hours), self.read_rules()
        return make_decider(book, self.store, clock=self.clock, late_after=late, read_before=self.read_before)

    def close(self) -> None:
        """End what was made: workers, connections."""
        for part in ("workers", "parsers", "mailers", "fetcher", "index", "store"):
            if part in self.__dict__:
                self.__dict__.pop(part).close()


@contextmanager
def open_app(
    settings: Settings | None = None, *, clock: Clock = read_clock, steps: Collection[str] = tuple(_PRELOAD)
) -> Iterator[App]:
    """Open the program on the settings of the home folder, and close it."""
    with closing(App(settings or read_settings(), clock=clock, steps=steps)) as app:
        yield app
