"""Outgoing webhooks through the same guard as everything else: no redirects, ten seconds, four kilobytes read."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import Any

from pipeline.net.answer import Answer, Failure, clean, failure_of_error, failure_of_status, to_failure
from pipeline.net.guard import ParsedUrl, Refusal, check_url, find_denial
from pipeline.net.policy import NetPolicy
from pipeline.net.sockets import EgressDeniedError, Resolve, choose_addresses, open_session, resolve_host

DEADLINE = timedelta(seconds=10)
READ_BYTES = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class PostResult:
    """What became of a POST: `reason` is None for a 2xx. `detail` never holds more than 200 characters of theirs."""

    status: int | None
    reason: str | None
    detail: str
    transient: bool
    retry_after: timedelta | None = None


def check_target(url: str, policy: NetPolicy, *, resolver: Resolve = resolve_host) -> str | None:
    """Say why nothing may be sent to a URL (a reason such as `egress_denied`); None when it may.

    A check before somebody else connects is not a guard: between the two, DNS may change its answer. Send JSON with
    `post_json`; run a library that opens its own sockets (Apprise) in a process of its own after `guard_process`.
    """
    target = check_url(url)
    if isinstance(target, Refusal):
        return target.reason
    if target.address is not None:
        return "egress_denied" if find_denial(target.address, policy, port=target.port) else None
    pool = ThreadPoolExecutor(1, thread_name_prefix="resolve")
    try:
        choose = pool.submit(choose_addresses, target.host, target.port, policy=policy, resolve=resolver)
        choose.result(DEADLINE.total_seconds())
    except EgressDeniedError:
        return "egress_denied"
    except TimeoutError:
        return "timed_out"
    except (OSError, ValueError):
        return "dns_failed"
    finally:
        pool.shutdown(wait=False)
    return None


def post_json(
    url: str,
    body: bytes,
    *,
    policy: NetPolicy,
    headers: Mapping[str, str] | None = None,
    resolver: Resolve = resolve_host,
    deadline: timedelta = DEADLINE,
) -> PostResult:
    """POST a JSON body once, as `application/json` unless a header says more; a redirect is a failure (`http_302`)."""
    target = check_url(url)
    if isinstance(target, Refusal):
        return _failed(to_failure(target))
    if target.address is not None and (why := find_denial(target.address, policy, port=target.port)):
        return _failed(Failure(reason="egress_denied", detail=f"{target.host}: {why}", transient=False))
    if any(c in name + value for name, value in (headers or {}).items() for c in "\r\n\0"):
        return _failed(Failure(reason="invalid_header", detail="a header with a line break", transient=False))
    sent = {"Content-Type": "application/json", **(headers or {})}
    # In a thread, because the caller's may already run an event loop.
    with ThreadPoolExecutor(1, thread_name_prefix="post") as pool:
        return pool.submit(
            _run, target, body, policy=policy, headers=sent, resolver=resolver, deadline=deadline
        ).result()


def guard_process(policy: NetPolicy) -> None:
    """Deny sockets to forbidden addresses in this whole process, for the rest of its life.

    For a child process that runs a library which connects by itself: there is no way to do that for a part of a
    process without patching the socket module. Ports are not judged, since mail has its own.
    """

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
            _judge_call(arguments[1] if len(arguments) > 1 else None, policy)

    sys.addaudithook(watch)


def _judge_call(target: object, policy: NetPolicy) -> None:
    if not isinstance(target, tuple) or not target:
        return  # a connected datagram, or a socket of this machine's file system
    try:
        address = ip_address(str(target[0]))
    except ValueError:
        raise EgressDeniedError("expected an address; names are resolved before a socket is connected") from None
    why = find_denial(address, policy)
    if why is not None:
        raise EgressDeniedError(f"{address}: {why}")


def _run(target: ParsedUrl, body: bytes, **options: Any) -> PostResult:  # noqa: ANN401 - passed on as they are
    import asyncio

    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
        return runner.run(_post(target, body, **options))


async def _post(
    target: ParsedUrl,
    body: bytes,
    *,
    policy: NetPolicy,
    headers: Mapping[str, str],
    resolver: Resolve,
    deadline: timedelta,
) -> PostResult:
    import aiohttp

    timeout = aiohttp.ClientTimeout(total=deadline.total_seconds())
    try:
        async with (
            open_session(policy, resolve=resolver) as session,
            session.post(target.url, data=body, headers=headers, allow_redirects=False, timeout=timeout) as response,
        ):
            read = await response.content.read(READ_BYTES)
            lower = {name.lower(): value for name, value in response.headers.items()}
            answer = Answer(url=str(target), status=response.status, headers=lower, body=read, address=None)
    except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
        return _failed(failure_of_error(error))
    detail = clean(read.decode("utf-8", "replace"))
    if 200 <= answer.status < 300:
        return PostResult(status=answer.status, reason=None, detail=detail, transient=False)
    failure = failure_of_status(answer, now=datetime.now(UTC), longest=timedelta(hours=24))
    return _failed(failure, detail=detail)


def _failed(failure: Failure, detail: str | None = None) -> PostResult:
    return PostResult(
        status=failure.status,
        reason=failure.reason,
        detail=detail or failure.detail,
        transient=failure.transient,
        retry_after=failure.retry_after,
    )
