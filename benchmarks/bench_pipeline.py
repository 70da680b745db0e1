"""Prints the CPU time of the whole way of an article beside `trafilatura.bare_extraction` of the same pages.

The sample site's articles, with the clutter of real pages around them, go through the real stages into a ledger and an
index on SQLite. Only the fetcher is ours (pages come from memory), and work for the killable processes is done in this
one, so that every second is counted; what handing it over costs is in docs/performance.md.
"""

from __future__ import annotations

import logging
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import TypeVar

import structlog
from trafilatura import bare_extraction

from benchmarks.material import NOW, SAMPLE, add_clutter
from benchmarks.timing import compare
from pipeline.app import App
from pipeline.cli.sample import Response, SampleSite
from pipeline.cli.sampling import to_specs
from pipeline.config import read_settings
from pipeline.errors import PipelineError
from pipeline.home import make_home
from pipeline.ports import Workers
from pipeline.types import STAGES, Fetched, Request, Status

TURNS = 6
BASE = "http://127.0.0.1:8095"
A = TypeVar("A")
B = TypeVar("B")


class SiteFetcher:
    """Fetches from the sample site in memory (ports.Fetcher)."""

    def __init__(self) -> None:
        site = SampleSite(SAMPLE, started_at=NOW, clock=lambda: NOW, pace=0)
        self._answers = {
            f"{BASE}{one.path}": _cluttered(site.respond(one.path, {}, BASE), seed)
            for seed, one in enumerate(site.published())
        }
        self.pages = tuple(answer.body for answer in self._answers.values())
        feeds = {feed: site.respond(feed.url.removeprefix(BASE), {}, BASE) for feed in site.feeds(BASE)}
        working = {feed: answer for feed, answer in feeds.items() if answer.status == HTTPStatus.OK}
        self._answers |= {feed.url: answer for feed, answer in working.items()}
        self.specs = to_specs(working)

    def fetch(self, requests: Sequence[Request]) -> Iterator[Fetched]:
        for request in requests:
            answer = self._answers[request.url]
            yield Fetched(
                request=request,
                url=request.url,
                status=answer.status,
                headers={name.lower(): value for name, value in answer.headers.items()},
                body=answer.body,
                fetched_at=datetime.now(UTC),
            )

    def close(self) -> None:
        """Hold nothing."""


class InlineWorkers(Workers):
    """Does the work here (ports.Workers)."""

    def map(self, work: Callable[[A], B], arguments: Sequence[A]) -> Iterator[B | PipelineError]:
        for argument in arguments:
            try:
                yield work(argument)
            except PipelineError as error:
                yield error

    def close(self) -> None:
        """Hold nothing."""


def main(turns: int = TURNS) -> int:
    """Print one line."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    print(measure(turns))
    return 0


def measure(turns: int) -> str:
    """The line."""
    fetcher = SiteFetcher()
    _run(fetcher)  # libraries and models are loaded once a process and not once an article
    best: dict[str, float] = {}
    bare = float("inf")
    for _ in range(turns):
        articles, costs = _run(fetcher)
        best = {name: min(cost, best.get(name, cost)) for name, cost in costs.items()}
        bare = min(bare, compare({"bare": lambda: _extract_bare(fetcher.pages)}, turns=1)["bare"])
    per_page = bare / len(fetcher.pages)
    shares = {name: cost / articles / per_page for name, cost in best.items()}
    ours = sum(share for name, share in shares.items() if name not in {"poll", "fetch"})
    parts = ", ".join(f"{name} {share:.3f}" for name, share in shares.items())
    return (
        f"pipeline {ours:.2f} x bare_extraction with_metadata (goal 1.15), {sum(shares.values()):.2f} with polling and "
        f"archiving; {articles} articles, {1000 * per_page:.1f} ms bare a page; {parts}"
    )


def _cluttered(answer: Response, seed: int) -> Response:
    return replace(answer, body=add_clutter(answer.body, seed))


def _extract_bare(pages: Sequence[bytes]) -> None:
    for html in pages:
        bare_extraction(html, url="https://www.example.com/news/story", with_metadata=True, include_comments=False)


def _run(fetcher: SiteFetcher) -> tuple[int, dict[str, float]]:
    """How many articles came to the end in a new home folder, and the CPU seconds of each step."""
    with tempfile.TemporaryDirectory() as folder:
        settings = read_settings(Path(folder))
        make_home(settings)
        app = App(settings)
        app.fetcher = fetcher
        app.workers = app.parsers = InlineWorkers()
        try:
            app.store.add_feeds(fetcher.specs, now=app.clock())
            costs = {"poll": _time(lambda: app.run_poll(app.pace()))}
            for name in STAGES:
                costs[name] = _time(lambda name=name: app.run_stage(name, app.pace()))  # type: ignore[misc] # called at once
            done = app.store.summary(now=app.clock()).entries
            if not done.get(Status.DONE):
                raise RuntimeError(f"expected articles that are done, found {dict(done)}")
            return done[Status.DONE], costs
        finally:
            app.close()


def _time(job: Callable[[], object]) -> float:
    started = time.process_time()
    job()
    return time.process_time() - started


if __name__ == "__main__":
    sys.exit(main())
