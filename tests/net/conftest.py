"""A scripted web of our own: 127.0.0.10 is public, 127.0.0.20 is private, and every connection is on record."""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_network
from typing import Any

import pytest

from pipeline.net.fetcher import GuardedFetcher
from pipeline.net.policy import NetLimits, NetPolicy
from pipeline.types import FetchResult, Request

PUBLIC = "127.0.0.10"
PRIVATE = "127.0.0.20"

Script = Callable[[asyncio.StreamWriter], Awaitable[None]]

_connections: list[str] = []


def _record(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        _connections.append(str(arguments[1][0]))


sys.addaudithook(_record)


def reply(body: bytes = b"", *, status: str = "200 OK", headers: str = "") -> bytes:
    """Write an HTTP answer with a true Content-Length."""
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{headers}\r\n".encode() + body


class Site:
    """A web server on one address; every path answers with bytes or by a script, else 404."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.port = 0
        self.answers: dict[str, bytes | Script] = {}
        self.heads: list[str] = []
        self.reply = reply
        self._ready = threading.Event()
        self._loop = asyncio.SelectorEventLoop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        assert self._ready.wait(10)

    @property
    def paths(self) -> list[str]:
        return [head.split(" ")[1] for head in self.heads]

    def url(self, path: str = "/", *, host: str | None = None) -> str:
        return f"http://{host or self.address}:{self.port}{path}"

    def close(self) -> None:
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _run(self) -> None:
        self._server = self._loop.run_until_complete(asyncio.start_server(self._serve, self.address, 0))
        self.port = self._server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()

    async def _end(self) -> None:
        self._server.close()
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                self.heads.append(head)
                answer = self.answers.get(head.split(" ")[1], reply(status="404 Not Found"))
                if not isinstance(answer, bytes):
                    await answer(writer)
                    return
                writer.write(answer)
                await writer.drain()
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            return
        finally:
            writer.close()


class Names:
    """A name server: each question takes the next scripted answer of a host, the last one stays."""

    def __init__(self) -> None:
        self.answers: dict[str, list[list[str]]] = {}

    def __call__(self, host: str) -> list[str]:
        left = self.answers.get(host)
        if not left:
            raise OSError(f"no such host: {host}")
        return left.pop(0) if len(left) > 1 else left[0]


class Net:
    """A fetcher with the test's policy; `ask` fetches one URL."""

    def __init__(self, names: Names) -> None:
        self.names = names
        limits = NetLimits(gap=timedelta(0), total=timedelta(seconds=10))
        self.policy = NetPolicy(allow=(ip_network(f"{PUBLIC}/32"),), limits=limits)
        self._fetchers: list[GuardedFetcher] = []

    def limit(self, **changes: Any) -> None:
        self.policy = replace(self.policy, limits=replace(self.policy.limits, **changes))

    def fetcher(self, **options: Any) -> GuardedFetcher:
        fetcher = GuardedFetcher(self.policy, resolver=self.names, **options)
        self._fetchers.append(fetcher)
        return fetcher

    def ask(self, url: str, **fields: Any) -> Any:
        (result,) = self.ask_all(Request(**{"url": url, "kind": "feed", **fields}))
        return result

    def ask_all(self, *requests: Request) -> list[FetchResult]:
        return list(self.fetcher().fetch(requests))

    def close(self) -> None:
        for fetcher in self._fetchers:
            fetcher.close()


@pytest.fixture
def names() -> Names:
    return Names()


@pytest.fixture
def net(names: Names) -> Iterator[Net]:
    made = Net(names)
    yield made
    made.close()


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site(PUBLIC)
    yield made
    made.close()


@pytest.fixture
def inner() -> Iterator[Site]:
    """A server that nothing may reach."""
    made = Site(PRIVATE)
    yield made
    made.close()


@pytest.fixture
def connected() -> list[str]:
    """The addresses that this test tried to connect to."""
    _connections.clear()
    return _connections
