"""One GET without redirects: bounded in time, in header bytes, in bytes on the wire and after decoding."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING

import aiohttp
from aiohttp import ClientTimeout

from pipeline.net.answer import Answer, Failure, failure_of_error
from pipeline.net.decode import WINDOW, decode_body
from pipeline.net.guard import ParsedUrl, find_denial
from pipeline.net.policy import BodyLimit, NetPolicy
from pipeline.net.sockets import PeerResponse

if TYPE_CHECKING:
    from aiohttp import ClientResponse, ClientSession

LONGEST_ETAG = 1024


async def ask(  # noqa: PLR0913 - one call, all its limits
    session: ClientSession,
    url: ParsedUrl,
    *,
    policy: NetPolicy,
    headers: Mapping[str, str],
    limit: BodyLimit,
    seconds: float,
    cut: bool = False,
) -> Answer | Failure:
    """Ask for a URL once; `cut` keeps the head of a body that is too long instead of refusing it."""
    if url.address is not None and (why := find_denial(url.address, policy, port=url.port)):
        return Failure(reason="egress_denied", detail=f"{url.host}: {why}", transient=False)
    timeout = ClientTimeout(total=seconds, sock_connect=policy.limits.connect.total_seconds())
    try:
        async with session.get(url.url, headers=headers, allow_redirects=False, timeout=timeout) as response:
            body = await _body(response, limit, cut=cut) if 200 <= response.status < 300 else b""
            if isinstance(body, Failure):
                return body
            return Answer(
                url=str(url), status=response.status, headers=_headers(response), body=body, address=_peer(response)
            )
    except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
        return failure_of_error(error)


async def _body(response: ClientResponse, limit: BodyLimit, *, cut: bool) -> bytes | Failure:
    announced = response.content_length
    if announced is not None and announced > limit.wire and not cut:
        return _too_large(limit)
    parts, size = [], 0
    while chunk := await response.content.read(WINDOW):
        parts.append(chunk)
        size += len(chunk)
        if size > limit.wire:
            if not cut:
                return _too_large(limit)
            break
    encoding = ", ".join(response.headers.getall("Content-Encoding", ()))
    body = b"".join(parts)
    if len(body) <= WINDOW and not encoding:
        return decode_body(body, encoding, limit=limit.decoded, cut=cut)
    return await asyncio.to_thread(decode_body, body, encoding, limit=limit.decoded, cut=cut)


def _too_large(limit: BodyLimit) -> Failure:
    return Failure(reason="too_large", detail=f"more than {limit.wire} bytes on the wire", transient=False)


def _headers(response: ClientResponse) -> dict[str, str]:
    """Join repeated headers; an ETag that is too long to keep is left out."""
    joined: dict[str, str] = {}
    for name, value in response.headers.items():
        lower = name.lower()
        joined[lower] = f"{joined[lower]}, {value}" if lower in joined else value
    if len(joined.get("etag", "")) > LONGEST_ETAG:
        del joined["etag"]
    return joined


def _peer(response: ClientResponse) -> str | None:
    return response.peer if isinstance(response, PeerResponse) else None
