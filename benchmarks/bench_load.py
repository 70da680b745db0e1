"""Prints how the pages and the API hold up when many ask at once, while articles keep coming in.

A real `wirewatch web` on loopback, a home with the sample site's articles in its ledger and many more in its index,
and readers who ask for one thing after the other as fast as they are answered. Everything is bounded: so many
requests, and a time after which a reader gives up.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

import aiohttp
import psutil  # type: ignore[import-untyped]  # a part of Airflow, without stubs
import structlog

from benchmarks.bench_search_page import fill, make_documents
from benchmarks.material import NOW, make_vocabulary
from benchmarks.timing import find_percentile
from pipeline.app import App
from pipeline.cli.sample import open_sample_site
from pipeline.cli.sampling import allow_loopback, to_specs
from pipeline.config import find_data, read_settings
from pipeline.home import make_home
from pipeline.types import Selection

DOCUMENTS = 20_000
READERS = (1, 8, 32)
PROCESSES = (1, 2)  # that answer
REQUESTS = 600  # of all readers together
PATIENCE_SECONDS = 30.0
WRITTEN = 20  # documents at once, all the time
BARE = "/static/style.css"  # what a request costs before a page does anything
_ROOT = Path(__file__).parents[1]


@dataclass(slots=True)
class Answers:
    """What readers saw: seconds a kind of page, and what was no answer."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failures: Counter[str] = field(default_factory=Counter)

    @property
    def all(self) -> list[float]:
        """Seconds of every answer."""
        return [one for kind, some in self.seconds.items() if kind != BARE for one in some]


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """One round: answers a second, and the memory of all processes of the server after it."""

    processes: int
    readers: int
    answers: Answers
    took: float
    memory: int


def main(documents: int = DOCUMENTS) -> int:
    """Print a line for each number of readers, and the slowest pages of the last round."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        rounds = list(measure(Path(folder), documents, readers=READERS, requests=REQUESTS, processes=PROCESSES))
    for load in rounds:
        print(_line(load, documents))
    for kind, some in sorted(rounds[-1].answers.seconds.items(), key=lambda pair: -find_percentile(pair[1], 95)):
        print(f"  {kind:<24} {_tell(some)}")
    return int(any(load.answers.failures for load in rounds))


def measure(
    home: Path, documents: int, *, readers: Sequence[int], requests: int, processes: Sequence[int]
) -> Iterator[Load]:
    """One round for each number of readers, on one server for each number of processes."""
    app = make_app(home)
    with closing(app):
        fill(app.index, documents)
        paths = list_paths(app)
        for servers, count in product(processes, readers):
            with serve(home, processes=servers) as (base, process), _writing(app):
                started = time.perf_counter()
                answers = asyncio.run(_read(base, paths, readers=count, requests=requests))
                took = time.perf_counter() - started
                memory = _read_memory(process.pid)
                yield Load(processes=servers, readers=count, answers=answers, took=took, memory=memory)


def make_app(home: Path) -> App:
    """A program that has watched the sample site from its baseline to its end."""
    settings = allow_loopback(read_settings(home))
    make_home(settings)
    app = App(settings)
    with open_sample_site(find_data("seeds") / "sample", clock=app.clock, pace=0) as site:
        app.store.add_feeds(to_specs(site.feeds), now=app.clock())
        list(app.run_pass(app.pace()))
    return app


def list_paths(app: App) -> dict[str, list[str]]:
    """What readers ask for, by kind."""
    words = make_vocabulary()
    queries = [words[0], f"{words[3]} {words[40]}", f'"{words[5]} {words[2]}"', "language:en", f"said:{words[20]}"]
    entries = [entry.id for entry in app.store.entries(Selection()) if entry.status == "DONE"][:10]
    return {
        BARE: [BARE],
        "live": ["/"],
        "search": [f"/search?q={query.replace(' ', '+')}" for query in queries],
        "article": [f"/article/{entry}" for entry in entries],
        **{name: [f"/{name}"] for name in ("speakers", "alerts", "rules", "sources", "system")},
        "API search": [f"/api/v1/search?q={query.replace(' ', '+')}" for query in queries],
        "API facets": [f"/api/v1/facets?q={words[1]}"],
        "API alerts": ["/api/v1/alerts"],
    }


@contextmanager
def serve(home: Path, *, processes: int = 1) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Serve the pages of a home by a program of their own; its address, and its first process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", "from pipeline.cli import main; main()", "web", "--port", str(port)],
        env={**os.environ, "WIREWATCH_HOME": str(home), "WIREWATCH_WEB__PROCESSES": str(processes), **_unlimited()},
        cwd=_ROOT,
    )
    try:
        asyncio.run(_wait(base, process))
        yield base, process
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def _unlimited() -> Mapping[str, str]:
    return {"WIREWATCH_WEB__REQUESTS_PER_MINUTE": "1000000", "WIREWATCH_WEB__BURST": "1000000"}


async def _wait(base: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    async with aiohttp.ClientSession() as session:
        while process.poll() is None and time.monotonic() < deadline:
            try:
                async with session.get(base + BARE):
                    return
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.1)
    raise RuntimeError("`wirewatch web` does not answer")


@contextmanager
def _writing(app: App) -> Iterator[None]:
    """Index documents, the same ones again and again, as long as the block lasts."""
    documents, stop = list(make_documents(WRITTEN)), threading.Event()

    def write() -> None:
        while not stop.wait(0.1):
            list(app.index.write(documents, at=NOW))

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


async def _read(base: str, paths: Mapping[str, list[str]], *, readers: int, requests: int) -> Answers:
    answers = Answers()
    kinds = list(paths)
    asked = iter(
        [(kind := kinds[n % len(kinds)], paths[kind][n // len(kinds) % len(paths[kind])]) for n in range(requests)]
    )
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE_SECONDS)) as session:

        async def read_on() -> None:
            for kind, path in asked:
                await _ask(session, base + path, kind=kind, answers=answers)

        await asyncio.gather(*(read_on() for _ in range(readers)))
    return answers


async def _ask(session: aiohttp.ClientSession, url: str, *, kind: str, answers: Answers) -> None:
    started = time.perf_counter()
    try:
        async with session.get(url) as response:
            await response.read()
            problem = None if response.status == 200 else str(response.status)
    except (aiohttp.ClientError, TimeoutError) as error:
        problem = type(error).__name__
    answers.seconds[kind].append(time.perf_counter() - started)
    if problem:
        answers.failures[f"{kind} {problem}"] += 1


def _read_memory(pid: int) -> int:
    first = psutil.Process(pid)
    return sum(process.memory_info().rss for process in (first, *first.children(recursive=True)))


def _line(load: Load, documents: int) -> str:
    bare = find_percentile(load.answers.seconds[BARE], 50)
    failed = ", ".join(f"{count} x {what}" for what, count in load.answers.failures.items()) or "none"
    return (
        f"web.load {load.readers} readers, {load.processes} processes: "
        f"{len(load.answers.all) / load.took:.0f} answers/s of pages and API over {documents} articles, "
        f"{_tell(load.answers.all)}, median {find_percentile(load.answers.all, 50) / bare:.1f} x {BARE}; "
        f"failed: {failed}; {load.memory >> 20} MB"
    )


def _tell(seconds: Sequence[float]) -> str:
    middle, late = (1000 * find_percentile(list(seconds), percent) for percent in (50, 95))
    return f"median {middle:.0f} ms, p95 {late:.0f} ms"


if __name__ == "__main__":
    sys.exit(main())
