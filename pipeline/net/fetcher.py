"""The port to the outside world: plain calls in front, one event loop in a thread behind."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, ThreadPoolExecutor, wait
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.net.policy import NetPolicy
from pipeline.net.sockets import Resolve, resolve_host
from pipeline.types import FetchResult, NotFetched, Request

if TYPE_CHECKING:
    from pipeline.net.courier import Courier


AHEAD = 4  # requests under way or not taken yet, for each that may be on the wire


def _utc_now() -> datetime:
    return datetime.now(UTC)


class GuardedFetcher:
    """Fetches through the guard (ports.Fetcher). Several threads may call `fetch` at once.

    `home` is where processes of one machine share hosts' turns and robots.txt. `resolver` gives a host's addresses
    or raises OSError. The thread starts with the first fetch, so that a fetcher may be made before a fork.
    """

    def __init__(
        self,
        policy: NetPolicy,
        *,
        home: Path | None = None,
        resolver: Resolve = resolve_host,
        clock: Callable[[], datetime] = _utc_now,
    ) -> None:
        self._policy = policy
        self._home = home
        self._resolver = resolver
        self._clock = clock
        self._lock = threading.Lock()
        self._running: tuple[asyncio.AbstractEventLoop, threading.Thread, Courier] | None = None

    def fetch(self, requests: Sequence[Request]) -> Iterator[FetchResult]:
        """Yield exactly one result a request, in any order, as they come in."""
        if not requests:
            return
        loop, courier = self._start()
        waiting = iter(requests)
        futures: dict[Future[FetchResult], Request] = {}
        try:
            while True:
                # Not all at once: answers that nobody has taken yet are kept in memory.
                for request in islice(waiting, AHEAD * self._policy.limits.concurrency - len(futures)):
                    futures[self._submit(courier, request, loop=loop)] = request
                if not futures:
                    return
                for future in wait(futures, return_when=FIRST_COMPLETED).done:
                    yield self._result(future, futures.pop(future))
        finally:
            for future in futures:
                future.cancel()

    def close(self) -> None:
        """Give up what is under way (as `cancelled`), close all connections and end the thread."""
        with self._lock:
            running, self._running = self._running, None
        if running is None:
            return
        loop, thread, courier = running
        asyncio.run_coroutine_threadsafe(_wind_up(courier), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()

    def _submit(self, courier: Courier, request: Request, *, loop: asyncio.AbstractEventLoop) -> Future[FetchResult]:
        """Give a request to the loop; a cancelled future when the fetcher was closed meanwhile."""
        with self._lock:
            if self._running is not None and self._running[0] is loop:
                return asyncio.run_coroutine_threadsafe(courier.carry(request), loop)
        closed: Future[FetchResult] = Future()
        closed.cancel()
        closed.set_running_or_notify_cancel()
        return closed

    def _result(self, future: Future[FetchResult], request: Request) -> FetchResult:
        try:
            return future.result()
        except CancelledError:
            detail = "the fetcher was closed"
            return NotFetched(
                request=request, reason="cancelled", detail=detail, transient=True, fetched_at=self._clock()
            )

    def _start(self) -> tuple[asyncio.AbstractEventLoop, Courier]:
        with self._lock:
            if self._running is None:
                loop = asyncio.SelectorEventLoop()
                thread = threading.Thread(target=self._run, args=(loop,), name="net", daemon=True)
                thread.start()
                courier = asyncio.run_coroutine_threadsafe(self._open(), loop).result()
                self._running = loop, thread, courier
            return self._running[0], self._running[2]

    async def _open(self) -> Courier:
        from pipeline.net.courier import Courier

        return Courier(self._policy, home=self._home, resolver=self._resolver, clock=self._clock)

    def _run(self, loop: asyncio.AbstractEventLoop) -> None:
        asyncio.set_event_loop(loop)
        # As many threads as requests, so that one slow name server holds up nobody else.
        pool = ThreadPoolExecutor(self._policy.limits.concurrency, thread_name_prefix="net")
        loop.set_default_executor(pool)
        try:
            loop.run_forever()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            loop.close()


async def _wind_up(courier: Courier) -> None:
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await courier.close()
