"""Carries one request to its end: guard, robots.txt, the host's turn, the hop, redirects. Lives in the event loop.

Feeds are fetched without asking robots.txt: a feed is published to be fetched by readers, and an operator names each
one. Pages, and pages searched for feeds, ask for every origin that a redirect leads to.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urljoin
from weakref import WeakValueDictionary

from pipeline.net.answer import Answer, Failure, failure_of_error, failure_of_status, to_failure
from pipeline.net.guard import ParsedUrl, Refusal, check_url
from pipeline.net.hop import LONGEST_ETAG, ask
from pipeline.net.pace import Pace
from pipeline.net.policy import Kind, NetPolicy
from pipeline.net.robots import Robots
from pipeline.net.sockets import Resolve, open_session
from pipeline.types import Fetched, FetchResult, NotFetched, NotModified, Request

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
ACCEPT: dict[Kind, str] = {
    "feed": "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5",
    "page": "text/html, application/xhtml+xml;q=0.9, */*;q=0.1",
    "discover": "text/html, application/xhtml+xml;q=0.9, */*;q=0.1",
    "robots": "text/plain, */*;q=0.5",
}


@dataclass(slots=True)
class _Trip:
    """What a request has used up and seen so far."""

    kind: Kind
    headers: dict[str, str]
    seconds: float
    url: ParsedUrl
    seen: set[str]
    permanent: str | None = None
    steady: bool = True  # every redirect so far was permanent


class Courier:
    """Fetches within one event loop; made and closed inside it."""

    def __init__(
        self, policy: NetPolicy, *, home: Path | None, resolver: Resolve, clock: Callable[[], datetime]
    ) -> None:
        self._policy = policy
        self._limits = policy.limits
        self._clock = clock
        self._session = open_session(policy, resolve=resolver)
        self._slots = asyncio.Semaphore(policy.limits.concurrency)
        self._hosts: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()
        self._pace = Pace(
            home / "pace" if home else None,
            longest=policy.limits.retry_after.total_seconds(),
            now=lambda: clock().timestamp(),
        )
        self._robots = Robots(
            agent=policy.user_agent.partition("/")[0],
            folder=home / "robots" if home else None,
            now=lambda: clock().timestamp(),
            load=self._load_robots,
        )

    async def carry(self, request: Request) -> FetchResult:
        """Carry a request to its one result; never raises for what the network does."""
        loop = asyncio.get_running_loop()
        started = loop.time()
        trip: _Trip | None = None
        try:
            outcome: Answer | Failure
            trip_or_failure = self._start(request.url, request.kind, _validators(request))
            if isinstance(trip_or_failure, Failure):
                outcome = trip_or_failure
            else:
                trip = trip_or_failure
                outcome = await self._travel(trip)
        except Exception as error:  # noqa: BLE001 - one result a request, whatever happens
            outcome = failure_of_error(error)
        return self._to_result(request, outcome, trip=trip, took=timedelta(seconds=loop.time() - started))

    async def close(self) -> None:
        """Close all connections."""
        await self._session.close()

    def _start(self, text: str, kind: Kind, headers: dict[str, str]) -> _Trip | Failure:
        url = check_url(text)
        if isinstance(url, Refusal):
            return to_failure(url)
        headers = {"Accept": ACCEPT[kind], **headers}
        return _Trip(kind=kind, headers=headers, seconds=self._limits.total.total_seconds(), url=url, seen={str(url)})

    async def _travel(self, trip: _Trip) -> Answer | Failure:
        """Follow redirects, each hop with all guards."""
        for _ in range(self._limits.redirects + 1):
            answer = await self._hop(trip)
            if isinstance(answer, Failure):
                return answer
            if answer.status not in REDIRECTS or "location" not in answer.headers:
                return await self._judge_status(trip, answer)
            problem = _follow(trip, answer)
            if problem is not None:
                return problem
        detail = f"more than {self._limits.redirects} redirects"
        return Failure(reason="too_many_redirects", detail=detail, transient=False)

    async def _hop(self, trip: _Trip) -> Answer | Failure:
        """Ask one host, when robots.txt allows it and its turn has come."""
        gap = self._policy.find_gap(trip.url.address).total_seconds()
        if trip.kind in {"page", "discover"}:
            ruling = await self._robots.judge(trip.url)
            if ruling.failure is not None:
                return ruling.failure
            gap = max(gap, min(ruling.delay, self._limits.crawl_delay.total_seconds()))
        patience = self._limits.patience.total_seconds()
        host = self._hosts.setdefault(trip.url.host, asyncio.Semaphore(self._limits.per_host))
        try:
            async with asyncio.timeout(patience):
                await host.acquire()
        except TimeoutError:
            return _paused(trip.url.host, patience)
        try:
            turn = await self._pace.take(trip.url.host, gap=gap, patience=patience)
            if not turn.granted:
                return _paused(trip.url.host, turn.wait)
            async with self._slots:
                return await self._ask(trip)
        finally:
            host.release()

    async def _ask(self, trip: _Trip) -> Answer | Failure:
        loop = asyncio.get_running_loop()
        started = loop.time()
        try:
            return await ask(
                self._session,
                trip.url,
                policy=self._policy,
                headers=trip.headers,
                limit=self._limits.bodies[trip.kind],
                seconds=trip.seconds,
                cut=trip.kind == "robots",
            )
        finally:
            trip.seconds = max(0.001, trip.seconds - (loop.time() - started))

    async def _judge_status(self, trip: _Trip, answer: Answer) -> Answer | Failure:
        conditional = "If-None-Match" in trip.headers or "If-Modified-Since" in trip.headers
        whole = 200 <= answer.status < 300 and answer.status != 206  # nobody asked for a part
        if whole or (answer.status == 304 and conditional):
            return answer
        failure = failure_of_status(answer, now=self._clock(), longest=self._limits.retry_after)
        if answer.status in {429, 503} and failure.retry_after is not None:
            await self._pace.postpone(trip.url.host, wait=failure.retry_after.total_seconds())
        return failure

    async def _load_robots(self, url: ParsedUrl) -> Answer | Failure:
        trip = self._start(str(url), "robots", {})
        return trip if isinstance(trip, Failure) else await self._travel(trip)

    def _to_result(
        self, request: Request, outcome: Answer | Failure, *, trip: _Trip | None, took: timedelta
    ) -> FetchResult:
        now = self._clock()
        if isinstance(outcome, Failure):
            return NotFetched(
                request=request,
                reason=outcome.reason,
                detail=outcome.detail,
                transient=outcome.transient,
                fetched_at=now,
                status=outcome.status,
                retry_after=outcome.retry_after,
            )
        if outcome.status == 304:
            return NotModified(request=request, fetched_at=now)
        return Fetched(
            request=request,
            url=outcome.url,
            status=outcome.status,
            headers=outcome.headers,
            body=outcome.body,
            fetched_at=now,
            address=outcome.address,
            permanent_url=trip.permanent if trip else None,
            took=took,
        )


def _follow(trip: _Trip, answer: Answer) -> Failure | None:
    """Move a trip to where a redirect points."""
    location = answer.headers["location"]
    if CONTROL.search(location):  # urljoin would drop some of them silently
        return Failure(reason="invalid_url", detail="a redirect with control characters", transient=False)
    try:
        url = check_url(urljoin(str(trip.url), location))
    except ValueError:
        return Failure(reason="invalid_url", detail="a redirect that cannot be read", transient=False)
    if isinstance(url, Refusal):
        return to_failure(url)
    if str(url) in trip.seen:
        return Failure(reason="redirect_loop", detail=f"{url} again", transient=False)
    trip.seen.add(str(url))
    trip.steady = trip.steady and answer.status in PERMANENT
    trip.url = url
    if trip.steady:
        trip.permanent = str(url)
    return None


def _validators(request: Request) -> dict[str, str]:
    """Give back what the server gave us, if it is short and plain."""
    given = {"If-None-Match": request.etag, "If-Modified-Since": request.last_modified}
    return {
        name: value
        for name, value in given.items()
        if value and len(value) <= LONGEST_ETAG and value.isascii() and value.isprintable()
    }


def _paused(host: str, wait: float) -> Failure:
    detail = f"{host} wants to be left alone for {wait:.0f} s"
    return Failure(reason="host_paused", detail=detail, transient=True, retry_after=timedelta(seconds=wait))
