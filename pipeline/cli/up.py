"""`wirewatch up`: Airflow, the web pages and the alerts, in one command; ends what it started."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
import urllib.request
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field

import click

from pipeline.app import App, open_app, read_clock
from pipeline.cli.airflow_home import LOOPBACK, AirflowHome, choose_port, find_folder, hold_lock, prepare_airflow
from pipeline.cli.run import catch_signals
from pipeline.cli.sampling import forget_sample, is_sample, serve_sample, watch_sample
from pipeline.cli.up_children import Children
from pipeline.cli.up_sample import HeldClock, is_watched, to_variables
from pipeline.cli.up_watch import Watcher
from pipeline.config import Settings, find_data, read_settings
from pipeline.errors import PipelineError, StoreBusyError
from pipeline.feeds.catalogue import parse_catalogue
from pipeline.home import make_home

_PARTS = ("metadatabase", "scheduler", "dag_processor", "triggerer")
# Measured at 11 to 77 seconds, the latter on a machine with a load of 10 for its 2 cores.
_START_SECONDS = 300
_LOOK_SECONDS = 1


class _StoppedEarly(Exception):  # noqa: N818 - a wish, not an error
    """Somebody asked to stop before everything was up."""


@dataclass(slots=True, kw_only=True)
class _Up:
    """What runs: Airflow's folder, the processes, the wish to stop."""

    settings: Settings
    airflow: AirflowHome
    web_port: int
    children: Children
    stop: threading.Event
    began: float = field(default_factory=time.monotonic)

    @property
    def web_url(self) -> str:
        return f"http://{self.settings.web.host}:{self.web_port}"


@click.command()
@click.option("--sample", is_flag=True, help="Serve the sample site and watch it too.")
def up(*, sample: bool) -> int:
    """Start Airflow and the web pages, and print each alert as it rings. Ctrl-C stops everything."""
    settings = read_settings()
    with ExitStack() as stack:
        stop = stack.enter_context(catch_signals())
        stack.enter_context(hold_lock(find_folder(settings)))
        airflow_port = _choose("airflow.port", settings.airflow.port)
        airflow = prepare_airflow(settings, port=airflow_port)
        make_home(settings)
        app = stack.enter_context(open_app(settings))
        app.store.release(now=app.clock())
        go_on = _watch_sources(app, stack, sample=sample)
        environment = {**airflow.environment, **(to_variables(settings) if sample else {})}
        children = Children(logs=settings.home / "logs", environment=environment)
        stack.callback(_stop, children)
        state = _Up(
            settings=settings,
            airflow=airflow,
            web_port=_choose("web.port", settings.web.port),
            children=children,
            stop=stop,
        )
        watcher = Watcher(app)
        with suppress(_StoppedEarly):
            _start(state)
            _announce(state)
            _watch(state, watcher, go_on)
    return 0


def _choose(setting: str, wanted: int) -> int:
    port = choose_port(wanted)
    if wanted and port != wanted:
        variable = f"WIREWATCH_{setting.upper().replace('.', '__')}"
        click.echo(f"port {wanted} is taken: using {port} (set {variable} to choose another)", err=True)
    return port


def _watch_sources(app: App, stack: ExitStack, *, sample: bool) -> Callable[[], None]:
    """Add the sources of a first run; gives what to call now and then, so that the sample site goes on."""
    fresh = all(is_sample(feed) for feed in app.store.feeds())
    if sample:
        go_on = _serve_sample(app, stack)
    else:
        forget_sample(app)
        go_on = _do_nothing
    if fresh:
        path = find_data("seeds") / "feeds.toml"
        added = app.store.add_feeds(parse_catalogue(path.read_bytes(), name=path.name).feeds, now=app.clock())
        click.echo(f"{len(added)} sources of the starter catalogue are watched (`wirewatch feeds list`)")
    return go_on


def _serve_sample(app: App, stack: ExitStack) -> Callable[[], None]:
    clock = HeldClock(read_clock)
    site = stack.enter_context(serve_sample(clock))
    specs = watch_sample(app, site)

    def go_on() -> None:
        if clock.is_held and is_watched(app, specs, since=clock.held_at):
            clock.let_go()
            click.echo(f"the sample site {site.base_url} goes on publishing now, for a good minute")

    return go_on


def _do_nothing() -> None:
    return


def _start(state: _Up) -> None:
    children, stop = state.children, state.stop
    web = ("web", "--port", str(state.web_port))
    children.start("web", "-c", "from pipeline.cli import main; main()", *web)
    if not state.airflow.is_migrated:
        click.echo(f"making Airflow's database in {state.airflow.folder}")
        children.run("airflow-migrate", "-m", "airflow", "db", "migrate", stop=stop)
        if stop.is_set():
            raise _StoppedEarly
        state.airflow.mark_migrated()
    click.echo(f"starting Airflow {state.airflow.version}; logs are in {children.logs}")
    children.start("airflow-api-server", "-m", "airflow", "api-server", "--host", LOOPBACK, is_last=True)
    children.start("airflow-dag-processor", "-m", "airflow", "dag-processor")
    # The scheduler starts runs at once, and their tasks fail when the api-server does not answer yet.
    _wait(state, lambda: bool(_read_health(state)))
    # They would serve their logs on all addresses; the pages read the files.
    children.start("airflow-scheduler", "-m", "airflow", "scheduler", "--skip-serve-logs")
    children.start("airflow-triggerer", "-m", "airflow", "triggerer", "--skip-serve-logs")
    _wait(state, lambda: not _find_sick(_read_health(state)))


def _wait(state: _Up, condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while not state.stop.wait(0.25) and not condition():
        state.children.check()
        if time.monotonic() > deadline:
            sick = ", ".join(_find_sick(_read_health(state)))
            message = f"Airflow is not up after {_START_SECONDS} s (missing: {sick}); see {state.children.logs}"
            raise PipelineError(message, missing=sick)
    if state.stop.is_set():
        raise _StoppedEarly


def _read_health(state: _Up) -> dict[str, dict[str, str | None]]:
    """What Airflow says of its parts; nothing while it does not answer."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"{state.airflow.url}/api/v2/monitor/health", timeout=5) as answer:
            return dict(json.load(answer))
    except (OSError, ValueError):
        return {}


def _find_sick(health: dict[str, dict[str, str | None]]) -> list[str]:
    return [part for part in _PARTS if (health.get(part) or {}).get("status") != "healthy"]


def _announce(state: _Up) -> None:
    click.echo(f"Airflow is up after {time.monotonic() - state.began:.0f} s: {state.airflow.url}")
    click.echo(f"the pages are on {state.web_url}; Ctrl-C stops everything")
    has_screen = sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if sys.stdout.isatty() and has_screen:
        import webbrowser

        with suppress(OSError, webbrowser.Error):
            webbrowser.open(state.web_url)


def _watch(state: _Up, watcher: Watcher, go_on: Callable[[], None]) -> None:
    while not state.stop.wait(_LOOK_SECONDS):
        state.children.check()
        watcher.look()
        try:
            go_on()
        except StoreBusyError:
            continue


def _stop(children: Children) -> None:
    try:
        click.echo("stopping Airflow and the pages ...")
    finally:  # also when nobody reads what is printed any more
        children.stop()
    click.echo("all stopped")
