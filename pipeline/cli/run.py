"""`wirewatch run` and `wirewatch web`: the program without Airflow."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from types import FrameType

import click
import structlog

from pipeline.app import App, open_app, read_clock
from pipeline.cli.sampling import allow_loopback, serve_sample, watch_sample
from pipeline.config import read_settings
from pipeline.errors import SearchError
from pipeline.home import make_home
from pipeline.stages.loop import StageReport
from pipeline.types import STAGES

log = structlog.get_logger()
_TICK = timedelta(seconds=0.5)
_MIRROR_EVERY = timedelta(minutes=1)
# A thread each: a source, a page or a receiver that takes its time holds up one lane and none of the others.
_WAITING = 2
_LANES = (
    *[("poll",)] * _WAITING,
    *[("fetch",)] * _WAITING,
    tuple(name for name in STAGES if name != "fetch"),
    ("deliver",),
)
# `--once` ends after this many passes even when a site goes on publishing.
_PASSES = 20


@click.command()
@click.option("--once", is_flag=True, help="Stop when nothing is due any more.")
@click.option("--poll-all", is_flag=True, help="Poll every source now, due or not.")
@click.option("--sample", is_flag=True, help="Serve the sample site and watch it.")
@click.option("--json", "as_json", is_flag=True, help="Alerts of the channel stdout as objects, one a line.")
def run(*, once: bool, poll_all: bool, sample: bool, as_json: bool) -> int:
    """Run all stages without Airflow, once or until stopped."""
    with ExitStack() as stack:
        settings = read_settings()
        if as_json:
            told = settings.alerts.model_copy(update={"stdout": "json"})
            settings = settings.model_copy(update={"alerts": told})
        make_home(settings)
        site = stack.enter_context(serve_sample(read_clock, held=once)) if sample else None
        settings = allow_loopback(settings) if sample else settings
        app = stack.enter_context(open_app(settings))
        stop = stack.enter_context(catch_signals())
        if site is not None:
            watch_sample(app, site)
        app.store.release(now=app.clock())
        if poll_all:
            app.store.poll_now(now=app.clock())
        if not app.store.feeds():
            click.echo("no feed is watched: `wirewatch feeds import` adds the starter catalogue", err=True)
        if not once:
            return _run_on(app, stop)
        _work_off(app, stop)
        if site is not None and not stop.is_set():
            # The first look was the silent baseline; whoever came to see something ring sees it.
            site.site.go_on()
            app.store.poll_now(now=app.clock())
            _work_off(app, stop)
        show_quietly(app)
        return 0


def _work_off(app: App, stop: threading.Event) -> None:
    for _ in range(_PASSES):
        worked = sum(report.total for report in _run_pass(app, stop))
        if stop.is_set() or not worked:
            break


def _run_on(app: App, stop: threading.Event) -> int:
    """Run the lanes side by side until stopped, or until one fails: then all end, and its error is raised."""
    lanes = [_Lane(app=app, names=names, stop=stop) for names in _LANES]
    for lane in lanes:
        lane.others = [other.news for other in lanes if other is not lane]
    with ThreadPoolExecutor(len(lanes) + 1, thread_name_prefix="lane") as pool:
        running = [*(pool.submit(lane.run) for lane in lanes), pool.submit(_mirror, app, stop)]
        try:
            wait(running, return_when=FIRST_EXCEPTION)
        finally:
            stop.set()
    for one in running:
        one.result()
    return 0


def _mirror(app: App, stop: threading.Event) -> None:
    while not stop.is_set():
        show_quietly(app)
        stop.wait(_MIRROR_EVERY.total_seconds())


def show_quietly(app: App) -> None:
    """Mirror, for Kibana alone: what goes wrong here holds up nothing, and the next time does the rest."""
    try:
        app.run_mirror()
    except SearchError as error:
        log.warning("mirror_failed", reason=error.reason, detail=error.message)


@dataclass(slots=True, kw_only=True)
class _Lane:
    """Steps that one thread takes in turn, at once when another lane has done something, else every tick."""

    app: App
    names: tuple[str, ...]
    stop: threading.Event
    news: threading.Event = field(default_factory=threading.Event)
    others: list[threading.Event] = field(default_factory=list)

    def run(self) -> None:
        while not self.stop.is_set():
            self.news.clear()
            for name in self.names:
                if self._work(name):
                    for other in self.others:
                        other.set()
            self.news.wait(_TICK.total_seconds())

    def _work(self, name: str) -> int:
        report = self.app.run_step(name, self.app.pace(stop=self.stop.is_set))
        _show(self.app, report)
        return report.total


def _run_pass(app: App, stop: threading.Event) -> Iterator[StageReport]:
    for report in app.run_pass(app.pace(stop=stop.is_set)):
        _show(app, report)
        yield report


def _show(app: App, report: StageReport) -> None:
    if report.total:
        counts = ", ".join(f"{count} {name}" for name, count in sorted(report.counts.items()))
        click.echo(f"{app.clock():%H:%M:%S} {report.stage:<9} {counts}", err=True)


@contextmanager
def catch_signals() -> Iterator[threading.Event]:
    """Turn SIGINT and SIGTERM into an event, so that work in hand is finished and leases are given back."""
    stop = threading.Event()

    def ask(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@click.command()
@click.option("--host", help="Listen on this address (a token is required beyond loopback).")
@click.option("--port", type=click.IntRange(0, 65535), help="Listen on this port.")
def web(*, host: str | None, port: int | None) -> int:
    """Serve the web pages alone."""
    from pipeline.web import serve

    settings = read_settings()
    make_home(settings)
    with open_app(settings) as app:
        serve(app, host=host or settings.web.host, port=settings.web.port if port is None else port)
    return 0
