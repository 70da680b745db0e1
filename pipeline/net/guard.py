"""Decides which URLs and which addresses may be connected to. Pure: no DNS and no socket here.

The table is ours because `ipaddress.is_global` calls 168.63.129.16, NAT64, 6to4, fec0::/10 and multicast global.
A URL is read once: the parsed value is what is judged and what is connected to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address, ip_network
from typing import TypeAlias

from yarl import URL

from pipeline.net.policy import NetPolicy, Network

Address: TypeAlias = IPv4Address | IPv6Address

LONGEST_URL = 4096


def _table(*rows: tuple[str, str]) -> tuple[tuple[Network, str], ...]:
    return tuple((ip_network(network), why) for network, why in rows)


DENIED = _table(
    ("0.0.0.0/8", "this network"),
    ("10.0.0.0/8", "private"),
    ("100.64.0.0/10", "carrier-grade NAT"),
    ("127.0.0.0/8", "loopback"),
    ("168.63.129.16/32", "a cloud's wire server"),
    ("169.254.0.0/16", "link-local"),
    ("172.16.0.0/12", "private"),
    ("192.0.0.0/24", "protocol assignments"),
    ("192.0.2.0/24", "documentation"),
    ("192.88.99.0/24", "6to4 relay"),
    ("192.168.0.0/16", "private"),
    ("198.18.0.0/15", "benchmarking"),
    ("198.51.100.0/24", "documentation"),
    ("203.0.113.0/24", "documentation"),
    ("224.0.0.0/4", "multicast"),
    ("240.0.0.0/4", "reserved"),
    # Families that carry an IPv4 address are denied whole, even when the address inside is public.
    ("2001::/23", "protocol assignments and Teredo"),
    ("2001:db8::/32", "documentation"),
    ("2002::/16", "6to4"),
    ("3ffe::/16", "the former 6bone"),
    ("3fff::/20", "documentation"),
)
# Only this block holds public hosts; loopback, mapped, compatible, NAT64, link-local and multicast lie outside it.
PUBLIC_V6 = ip_network("2000::/3")

_START = re.compile(r"https?://([^/?#]+)", re.IGNORECASE)
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\\\u2028\u2029\ud800-\udfff]")
_NAME = re.compile(r"(?=.{1,253}\Z)[a-z0-9_]([a-z0-9_-]{0,62})(\.[a-z0-9_][a-z0-9_-]{0,62})*\.?", re.ASCII)
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedUrl:
    """A URL that may be asked for: http or https, a plain host, no credentials. `address` is set for IP literals."""

    url: URL
    host: str
    port: int
    address: Address | None = None

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return str(self.url.origin())

    def __str__(self) -> str:
        return str(self.url)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a URL is not asked for."""

    reason: str
    detail: str


def check_url(text: str) -> ParsedUrl | Refusal:
    """Read a URL strictly; what two parsers could read differently is refused (`invalid_url`)."""
    flaw = _find_flaw(text)
    if flaw is not None:
        return _invalid(flaw)
    try:
        url = URL(text).with_fragment(None)
        host, port = (url.raw_host or "").lower(), url.port
    except (ValueError, UnicodeError) as error:
        return _invalid(f"the host or port cannot be read: {error}")
    if not port:
        return _invalid("expected a port between 1 and 65535")
    address = _read_host(host)
    if isinstance(address, Refusal):
        return address
    if address is not None and not text.split("/")[2].isascii():
        return _invalid("found an address in other than plain digits")
    return ParsedUrl(url=url, host=host, port=port, address=address)


def find_denial(address: Address, policy: NetPolicy, *, port: int | None = None) -> str | None:
    """Say why an address (and port) may not be connected to; None when it may."""
    if isinstance(address, IPv6Address) and address.scope_id is not None:
        return "an address with a zone"
    if any(address in network for network in policy.allow):
        return None
    why = next((why for network, why in DENIED if address in network), None)
    if why is None and isinstance(address, IPv6Address) and address not in PUBLIC_V6:
        why = "not a public IPv6 address"
    if why is None and port is not None and port not in policy.ports:
        why = f"port {port} is not one of {', '.join(map(str, sorted(policy.ports)))}"
    return why


def _find_flaw(text: str) -> str | None:
    """Say what is wrong with the text of a URL, before any parser reads it."""
    if len(text) > LONGEST_URL:
        return f"expected at most {LONGEST_URL} characters, found {len(text)}"
    if _FORBIDDEN.search(text) or text != text.strip():
        return "found a control character, a backslash or outer blanks"
    start = _START.match(text)
    if start is None:
        return "expected http://host/... or https://host/..."
    if "@" in start.group(1) or "%" in start.group(1):
        return "found credentials or an escaped host: put neither into a URL"
    return None


def _read_host(host: str) -> Address | Refusal | None:
    """Read an IP literal; None for a name."""
    try:
        if ":" in host:
            address = IPv6Address(host)
            return _invalid("found an address with a zone") if address.scope_id else address
        if _NUMBER.fullmatch(host.rstrip(".").rpartition(".")[2]):
            return IPv4Address(host)
    except AddressValueError:
        return _invalid("expected an address in its canonical form")
    return None if _NAME.fullmatch(host) else _invalid("the host is not a name")


def _invalid(detail: str) -> Refusal:
    return Refusal(reason="invalid_url", detail=detail)
