"""Prints what fetching many small feeds through the guarded client costs beside bare aiohttp, against one server."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

import aiohttp

from benchmarks.timing import compare
from pipeline.net.fetcher import GuardedFetcher
from pipeline.net.policy import NetLimits, NetPolicy
from pipeline.types import Fetched, Request

FEEDS = 500
TURNS = 7
LIMITS = NetLimits(gap=timedelta(0))
POLICY = NetPolicy(allow=(ip_network("127.0.0.0/8"),), limits=LIMITS)


def main(feeds: int = FEEDS, turns: int = TURNS) -> int:
    """Print one line."""
    with serve_feeds() as port, tempfile.TemporaryDirectory() as home:
        # Each feed has a host of its own, as most feeds have.
        urls = [f"http://127.1.{number // 250}.{number % 250 + 1}:{port}/feed" for number in range(feeds)]
        print(measure(urls, home=Path(home), turns=turns))
    return 0


def measure(urls: Sequence[str], *, home: Path, turns: int) -> str:
    """The line."""
    wall = {"ours": float("inf"), "bare": float("inf")}

    def timed(name: str) -> None:
        started = time.perf_counter()
        _fetch_guarded(urls, home) if name == "ours" else asyncio.run(_fetch_bare(urls))
        wall[name] = min(wall[name], time.perf_counter() - started)

    cost = compare({"ours": lambda: timed("ours"), "bare": lambda: timed("bare")}, turns=turns)
    return (
        f"net.fetch {len(urls)} feeds of as many hosts: {cost['ours'] / cost['bare']:.2f} x the CPU of bare aiohttp "
        f"(goal 1.3), {wall['bare'] / wall['ours']:.2f} of its feeds/s; {1000 * cost['ours'] / len(urls):.2f} ms a feed"
    )


def _fetch_guarded(urls: Sequence[str], home: Path) -> None:
    fetcher = GuardedFetcher(POLICY, home=home)
    try:
        answers = list(fetcher.fetch([Request(url=url, kind="feed", key=url) for url in urls]))
    finally:
        fetcher.close()
    if failed := [answer for answer in answers if not isinstance(answer, Fetched)]:
        raise RuntimeError(f"{len(failed)} of {len(urls)} feeds were not fetched, the first: {failed[0]}")


async def _fetch_bare(urls: Sequence[str]) -> None:
    waiting = iter(urls)

    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30)) as session:

        async def take() -> None:
            for url in waiting:
                async with session.get(url, allow_redirects=False) as answer:
                    await answer.read()

        await asyncio.gather(*(take() for _ in range(LIMITS.concurrency)))


@contextmanager
def serve_feeds() -> Iterator[int]:
    """The port of a server in a process of its own, so that its CPU time is not counted."""
    command = [sys.executable, "-m", "benchmarks.poll_server"]
    root = Path(__file__).parents[1]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root) as server:  # noqa: S603 - our own file
        assert server.stdout is not None
        assert server.stdin is not None
        try:
            yield int(server.stdout.readline())
        finally:
            server.stdin.close()


if __name__ == "__main__":
    sys.exit(main())
