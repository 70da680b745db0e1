"""Prints how long an alert takes from "the page is in the feed" to "the receiver has it", stage by stage.

`python -m benchmarks.bench_latency` runs `wirewatch run`; `--airflow` runs `wirewatch up` in its place, which takes
some minutes; `--slow SECONDS` watches a second source that takes so long to answer each poll. Site and receiver are
real servers on loopback, the program is a real process on a home of its own, and articles appear at random moments.

The wait for a poll is shown by itself: it is the poll interval's (and the tick's of Airflow), and not the program's.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from benchmarks.material import Writer, make_page
from benchmarks.timing import find_percentile
from pipeline.app import App
from pipeline.config import read_settings
from pipeline.home import make_home
from pipeline.types import STAGES, FeedSpec, Selection, Source

ARTICLES, ARTICLES_AIRFLOW = 60, 12
SPREAD, SPREAD_AIRFLOW = 1.0, 25.0  # seconds between two articles, on average
PATIENCE_SECONDS = 300.0
WORDS = 400
PHRASE = "quorum of lanterns"
RULE = f'id = "lanterns"\ntitle = "Lanterns"\nquery = \'"{PHRASE}"\'\nchannels = ["receiver"]\n'
STEPS = ("wait for poll", "poll", *STAGES, "deliver")
_ROOT = Path(__file__).parents[1]


@dataclass(slots=True)
class World:
    """What is published, when it could first be seen and when it was, and what the receiver has."""

    slow_seconds: float = 0.0
    pages: dict[str, str] = field(default_factory=dict)
    published: dict[str, float] = field(default_factory=dict)
    polled: dict[str, float] = field(default_factory=dict)
    received: dict[str, float] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def publish(self, number: int) -> None:
        """Put an article with the phrase into the feed."""
        path, text = f"/{number}", Writer(number).write_article(WORDS)
        title = " ".join(text.split()[:8])
        page = make_page(title, text.replace(".", f" {PHRASE}.", 1))
        with self.lock:
            self.pages[path] = page
            self.published[path] = time.time()

    def answer(self, path: str, base: str) -> tuple[str, str]:
        """Answer a request with a media type and a text; the first sight of each article is noted."""
        if path == "/slow":
            time.sleep(self.slow_seconds)
            return "application/rss+xml", _write_feed((), base)
        with self.lock:
            if path != "/feed":
                return "text/html", self.pages.get(path, "")
            now = time.time()
            for one in self.published:
                self.polled.setdefault(one, now)
            return "application/rss+xml", _write_feed(tuple(self.published.items()), base)

    def receive(self, body: bytes) -> None:
        """Note what an alert is about, and when."""
        now, found = time.time(), json.dumps(json.loads(body))
        with self.lock:
            for path in self.published:
                if f'{path}"' in found:
                    self.received.setdefault(path, now)


def _write_feed(items: Sequence[tuple[str, float]], base: str) -> str:
    entries = "".join(
        f"<item><title>Article {path[1:]}</title><link>{base}{path}</link>"
        f"<pubDate>{format_datetime(datetime.fromtimestamp(at, UTC))}</pubDate></item>"
        for path, at in items
    )
    return f'<rss version="2.0"><channel><title>Lanterns</title>{entries}</channel></rss>'


def main(arguments: Sequence[str] = ()) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--airflow", action="store_true", help="run `wirewatch up`")
    parser.add_argument("--articles", type=int, help="publish so many")
    parser.add_argument("--slow", type=float, default=0.0, help="seconds that a second source takes to answer")
    options = parser.parse_args(arguments)
    articles = options.articles or (ARTICLES_AIRFLOW if options.airflow else ARTICLES)
    spread = SPREAD_AIRFLOW if options.airflow else SPREAD
    print(measure(articles, command="up" if options.airflow else "run", spread=spread, slow=options.slow))
    return 0


def measure(articles: int, *, command: str, spread: float, slow: float = 0.0) -> str:
    """The table."""
    world = World(slow_seconds=slow)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, serve(world) as base:
        variables = make_variables(Path(folder), base)
        app = _make_app(Path(folder), base, slow=bool(slow))
        try:
            with start(command, variables):
                _wait(lambda: all(feed.baseline_at for feed in app.store.feeds() if feed.spec.id == "lanterns"))
                _publish(world, articles, spread=spread)
                _wait(lambda: len(world.received) == articles)
            splits = [split for entry in app.store.entries(Selection()) if (split := _split(app, world, entry.url))]
        finally:
            app.close()
    goal = 3 if command == "run" else 30
    slowly = f", beside a source that takes {slow:g} s" if slow else ""
    return f"latency of `wirewatch {command}`{slowly}, {len(splits)} articles (goal {goal} s)\n{_format(splits)}"


def make_variables(home: Path, base: str) -> dict[str, str]:
    """The settings of the program: it may reach loopback, polls every second, and knows the receiver."""
    return {
        "WIREWATCH_HOME": str(home),
        "WIREWATCH_NET__ALLOW": "127.0.0.0/8",
        "WIREWATCH_FEEDS__MIN_INTERVAL_SECONDS": "1",
        "WIREWATCH_CHANNELS__RECEIVER": base.replace("http://", "json://") + "/hook",
        "WIREWATCH_AIRFLOW__PORT": "0",
        "WIREWATCH_WEB__PORT": "0",
    }


def _make_app(home: Path, base: str, *, slow: bool) -> App:
    settings = read_settings(home)
    for kind in ("names", "topics", "rules"):
        (home / kind).mkdir()
    (home / "rules" / "lanterns.toml").write_text(RULE)
    make_home(settings)
    app = App(settings)
    paths = {"lanterns": "/feed", **({"slow": "/slow"} if slow else {})}
    sources = {name: Source(id=name, name=name.title(), domain="127.0.0.1") for name in paths}
    specs = [
        FeedSpec(id=name, url=base + path, name=name, source=sources[name], interval_seconds=1)
        for name, path in paths.items()
    ]
    app.store.add_feeds(specs, now=app.clock())
    return app


@contextmanager
def serve(world: World) -> Iterator[str]:
    """Serve the site and the receiver on loopback; gives the address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host, port = self.connection.getsockname()
            media_type, text = world.answer(self.path, f"http://{host}:{port}")
            status = 200 if text else 404
            self._send(status, text.encode(), media_type)

        def do_POST(self) -> None:
            world.receive(self.rfile.read(int(self.headers["Content-Length"])))
            self._send(200, b"{}", "application/json")

        def _send(self, status: int, body: bytes, media_type: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", f"{media_type}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def start(command: str, variables: Mapping[str, str]) -> Iterator[None]:
    """Run a command of the program until the block is left."""
    outside = {name: value for name, value in os.environ.items() if not name.startswith(("AIRFLOW", "WIREWATCH_"))}
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", "from pipeline.cli import main; main()", command],
        env={**outside, **variables},
        cwd=_ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
        if process.poll() is not None:
            raise RuntimeError(f"`wirewatch {command}` ended by itself with {process.returncode}")
    finally:
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(60)
        process.kill()


def _publish(world: World, articles: int, *, spread: float) -> None:
    draw = random.Random(articles)  # noqa: S311 - the same moments in every run
    for number in range(1, articles + 1):
        world.publish(number)
        time.sleep(draw.uniform(0, 2 * spread))


def _wait(condition: object) -> None:
    assert callable(condition)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            raise RuntimeError(f"not all that was expected came in {PATIENCE_SECONDS:g} s")
        time.sleep(0.1)


def _split(app: App, world: World, url: str) -> dict[str, float] | None:
    """How long an article waited and worked before each step; None for one that was not received."""
    path = url[url.rindex("/") :]
    if path not in world.received:
        return None
    entry = next(one for one in app.store.entries(Selection()) if one.url == url)
    reached = {line.stage: line.at.timestamp() for line in app.store.trail(entry.id)}
    moments = [world.published[path], world.polled[path], entry.first_seen_at.timestamp()]
    moments += [reached[name] for name in STAGES] + [world.received[path]]
    return {name: after - before for name, before, after in zip(STEPS, moments, moments[1:], strict=False)}


def _format(splits: Sequence[Mapping[str, float]]) -> str:
    columns = {name: [split[name] for split in splits] for name in STEPS}
    whole = [sum(split.values()) for split in splits]
    columns["whole"] = whole
    columns["whole without the wait for poll"] = [sum(one.values()) - one[STEPS[0]] for one in splits]
    lines = [
        f"  {name:<32} p50 {find_percentile(values, 50):6.2f} s  p95 {find_percentile(values, 95):6.2f} s"
        for name, values in columns.items()
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
