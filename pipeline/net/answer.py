"""What one hop brings home, and how failures are named.

Reasons are stable: they are log events, metric labels and trail lines.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from pipeline.net.guard import Refusal

LONGEST_DETAIL = 200
TRANSIENT_STATUS = frozenset({304, 408, 425, 429})  # a 304 to an unconditional request is a server's slip


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """There is no answer to use."""

    reason: str
    detail: str
    transient: bool
    status: int | None = None
    retry_after: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One hop's answer, of any status; the body is read for 2xx only and is decoded."""

    url: str
    status: int
    headers: Mapping[str, str]  # lower-case names
    body: bytes
    address: str | None


def to_failure(refusal: Refusal) -> Failure:
    """Make a refusal of the guard final."""
    return Failure(reason=refusal.reason, detail=clean(refusal.detail), transient=False)


def failure_of_status(answer: Answer, *, now: datetime, longest: timedelta) -> Failure:
    """Name a status that is neither a success nor a redirect."""
    status = answer.status
    transient = status in TRANSIENT_STATUS or status >= 500
    retry_after = parse_retry_after(answer.headers.get("retry-after"), now=now, longest=longest)
    if answer.headers.get("cf-mitigated", "").lower() == "challenge":
        detail = "the site asks for a browser challenge"
        return Failure(reason="challenge", detail=detail, transient=True, status=status, retry_after=retry_after)
    return Failure(
        reason=f"http_{status}",
        detail=f"the server answered {status}",
        transient=transient,
        status=status,
        retry_after=retry_after if transient else None,
    )


def failure_of_error(error: BaseException) -> Failure:
    """Translate an exception of aiohttp, ssl or the system."""
    import ssl

    import aiohttp

    from pipeline.net.sockets import EgressDeniedError

    chain = tuple(_chain(error))
    denied = next((one for one in chain if isinstance(one, EgressDeniedError)), None)
    if denied is not None:
        return Failure(reason="egress_denied", detail=clean(str(denied)), transient=False)
    # aiohttp's own class of this name is an SSLCertVerificationError, but without its message.
    flaw = next((one.verify_message for one in chain if hasattr(one, "verify_message")), None)
    if flaw is not None:
        return Failure(reason="tls_failed", detail=clean(flaw), transient=True)
    names: tuple[tuple[type[BaseException], str], ...] = (
        (TimeoutError, "timed_out"),
        (ssl.SSLError, "tls_failed"),
        (aiohttp.ClientSSLError, "tls_failed"),
        (aiohttp.ClientConnectorDNSError, "dns_failed"),
        (aiohttp.ClientConnectorError, "connection_failed"),
        (aiohttp.ServerDisconnectedError, "connection_failed"),
        (aiohttp.InvalidURL, "invalid_url"),
        (aiohttp.ClientResponseError, "protocol_error"),
        (aiohttp.ClientPayloadError, "protocol_error"),
        (OSError, "connection_failed"),
    )
    reason = next((name for kind, name in names if isinstance(error, kind)), "fetch_failed")
    detail = clean(f"{type(error).__name__}: {error}")
    return Failure(reason=reason, detail=detail, transient=reason != "invalid_url")


def parse_retry_after(value: str | None, *, now: datetime, longest: timedelta) -> timedelta | None:
    """Read Retry-After as seconds or an HTTP date; None for the past and for what cannot be read."""
    value = (value or "").strip()
    if re.fullmatch(r"\d{1,18}", value, re.ASCII):
        wait = timedelta(seconds=min(int(value), longest.total_seconds()))
    else:
        try:
            until = parsedate_to_datetime(value[:64])
            wait = until.replace(tzinfo=until.tzinfo or UTC) - now
        except (ValueError, TypeError, OverflowError):
            return None
    return min(wait, longest) if wait > timedelta(0) else None


def clean(text: str) -> str:
    """Make a stranger's text fit for one log line."""
    return "".join(c if c.isprintable() else " " for c in text[:LONGEST_DETAIL])


def _chain(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = getattr(error, "os_error", None) or error.__cause__ or error.__context__
    return found
