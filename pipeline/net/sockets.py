"""The one place that opens sockets: what the guard denies is never connected to.

The check stands in the connector's socket factory, so it sees the address that is really connected to, IP literals
included, after DNS and on every hop. The resolver filters with the same rule before that, so that a host with
public and private addresses is reached by its public ones only.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Sequence
from functools import partial
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, TypeAlias

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from pipeline.net.decode import ACCEPTED
from pipeline.net.guard import find_denial
from pipeline.net.policy import NetPolicy

if TYPE_CHECKING:
    from aiohttp.connector import AddrInfoType, Connection

Resolve: TypeAlias = Callable[[str], Sequence[str]]


class EgressDeniedError(OSError):
    """The policy denies the address; an OSError, so that libraries pass it through."""


def resolve_host(host: str) -> tuple[str, ...]:
    """Ask the system for a host's addresses; OSError when there are none."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(row[4][0]) for row in found))


def choose_addresses(host: str, port: int, *, policy: NetPolicy, resolve: Resolve) -> tuple[str, ...]:
    """Resolve a host to the addresses that may be connected to; EgressDeniedError when there are none."""
    answers = tuple(resolve(host))
    if not answers:
        raise socket.gaierror(socket.EAI_NONAME, f"{host} has no address")
    denials = {answer: find_denial(ip_address(answer), policy, port=port) for answer in answers}
    allowed = tuple(answer for answer, why in denials.items() if why is None)
    if not allowed:
        listed = "; ".join(f"{answer}: {why}" for answer, why in denials.items())
        raise EgressDeniedError(f"{host} leads only where we may not go ({listed})")
    return allowed


def open_socket(row: AddrInfoType, *, policy: NetPolicy) -> socket.socket:
    """Open a socket for an address that may be connected to."""
    family, kind, protocol, _, target = row
    if family not in {socket.AF_INET, socket.AF_INET6}:
        raise EgressDeniedError(f"expected an internet address, found family {family}")
    why = find_denial(ip_address(target[0]), policy, port=target[1])
    if why is not None:
        raise EgressDeniedError(f"{target[0]}: {why}")
    return socket.socket(family, kind, protocol)


class GuardedResolver(AbstractResolver):
    """Resolves in a thread and keeps the allowed addresses only."""

    def __init__(self, policy: NetPolicy, resolve: Resolve) -> None:
        self._choose = partial(choose_addresses, policy=policy, resolve=resolve)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Give aiohttp the addresses of a host."""
        addresses = await asyncio.to_thread(self._choose, host, port)
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in addresses
            if family in {socket.AF_UNSPEC, socket.AF_INET6 if ":" in address else socket.AF_INET}
        ]

    async def close(self) -> None:
        """Nothing is kept."""


class PeerResponse(aiohttp.ClientResponse):
    """Remembers whom it came from: a short answer has given its connection back before anybody can ask."""

    peer: str | None = None

    async def start(self, connection: Connection) -> aiohttp.ClientResponse:
        """Note the address and read the head of the answer."""
        name = connection.transport.get_extra_info("peername") if connection.transport else None
        self.peer = str(name[0]) if name else None
        return await super().start(connection)


def open_session(policy: NetPolicy, *, resolve: Resolve) -> aiohttp.ClientSession:
    """Open a client that keeps no cookies, reads no environment and connects through the guard only."""
    limits = policy.limits
    connector = aiohttp.TCPConnector(
        limit=0,  # the fetcher counts
        use_dns_cache=False,
        resolver=GuardedResolver(policy, resolve),
        socket_factory=partial(open_socket, policy=policy),
    )
    sizes: dict[str, Any] = {
        "max_line_size": limits.header_bytes,
        "max_field_size": limits.header_bytes,
        "max_headers": limits.headers,
    }
    return aiohttp.ClientSession(
        connector=connector,
        response_class=PeerResponse,
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"User-Agent": policy.user_agent, "Accept-Encoding": ACCEPTED},
        trust_env=False,
        auto_decompress=False,
        **sizes,
    )
