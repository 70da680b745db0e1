"""Where the network client may go and what an answer may cost. Values only; the settings fill them in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import Literal, TypeAlias

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network
Kind: TypeAlias = Literal["feed", "page", "discover", "robots"]

MB = 1024 * 1024
PORTS = frozenset({80, 443, 8080, 8443})
USER_AGENT = "Wirewatch/0.1 (news monitor; respects robots.txt)"


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyLimit:
    """How many bytes an answer may have on the wire and after its Content-Encoding is undone."""

    wire: int
    decoded: int


def _body_limits() -> Mapping[Kind, BodyLimit]:
    page = BodyLimit(wire=5 * MB, decoded=10 * MB)
    robots = BodyLimit(wire=500 * 1024, decoded=500 * 1024)  # RFC 9309, 2.5: at least 500 KiB must be read
    return {"page": page, "discover": page, "feed": BodyLimit(wire=10 * MB, decoded=20 * MB), "robots": robots}


@dataclass(frozen=True, slots=True, kw_only=True)
class NetLimits:
    """What one request may cost us, and how much we ask of one host."""

    total: timedelta = timedelta(seconds=30)  # all hops together, waiting for our turn not counted
    connect: timedelta = timedelta(seconds=10)
    bodies: Mapping[Kind, BodyLimit] = field(default_factory=_body_limits)
    redirects: int = 5
    header_bytes: int = 16 * 1024  # one header line
    headers: int = 128
    concurrency: int = 32
    per_host: int = 2
    gap: timedelta = timedelta(seconds=1)  # between the starts of two requests to one host
    crawl_delay: timedelta = timedelta(seconds=60)  # the longest that is honoured
    retry_after: timedelta = timedelta(hours=24)  # the longest that is honoured
    patience: timedelta = timedelta(seconds=90)  # a host's turn that is further away is given back as `host_paused`


@dataclass(frozen=True, slots=True, kw_only=True)
class NetPolicy:
    """The whole policy. A host inside `allow` may be private and may use any port.

    With `own_gap`, a host given as an address inside `allow` has that gap instead of the one for everybody: it is
    the operator's own.
    """

    user_agent: str = USER_AGENT
    allow: tuple[Network, ...] = ()
    ports: frozenset[int] = PORTS
    limits: NetLimits = field(default_factory=NetLimits)
    own_gap: timedelta | None = None

    def find_gap(self, address: Address | None) -> timedelta:
        """How long to leave a host alone between two requests."""
        is_own = address is not None and any(address in network for network in self.allow)
        return self.own_gap if is_own and self.own_gap is not None else self.limits.gap
