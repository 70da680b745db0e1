"""`wirewatch run` and `wirewatch web`: the program without Airflow."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from types import FrameType

import click

from pipeline.app import App, make_home, open_app, read_clock
from pipeline.cli.sampling import allow_loopback, serve_sample, watch_sample
from pipeline.config import read_settings
from pipeline.stages.loop import StageReport

_TICK = timedelta(seconds=1)
# `--once` ends after this many passes even when a site goes on publishing.
_PASSES = 20


@click.command()
@click.option("--once", is_flag=True, help="Stop when nothing is due any more.")
@click.option("--poll-all", is_flag=True, help="Poll every source now, due or not.")
@click.option("--sample", is_flag=True, help="Serve the sample site and watch it.")
def run(*, once: bool, poll_all: bool, sample: bool) -> int:
    """Run all stages without Airflow, once or until stopped."""
    with ExitStack() as stack:
        settings = read_settings()
        make_home(settings)
        site = stack.enter_context(serve_sample(read_clock)) if sample else None
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
        return _run_once(app, stop) if once else _run_on(app, stop)


def _run_once(app: App, stop: threading.Event) -> int:
    for _ in range(_PASSES):
        worked = sum(report.total for report in _run_pass(app, stop))
        if stop.is_set() or not worked:
            break
    return 0


def _run_on(app: App, stop: threading.Event) -> int:
    while not stop.is_set():
        list(_run_pass(app, stop))
        stop.wait(_TICK.total_seconds())
    return 0


def _run_pass(app: App, stop: threading.Event) -> Iterator[StageReport]:
    for report in app.run_pass(app.pace(stop=stop.is_set)):
        if report.total:
            counts = ", ".join(f"{count} {name}" for name, count in sorted(report.counts.items()))
            click.echo(f"{app.clock():%H:%M:%S} {report.stage:<9} {counts}", err=True)
        yield report


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
