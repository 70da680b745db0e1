"""Undoes one layer of Content-Encoding within a byte limit. Pure.

aiohttp's own decoding is off: it hands out bodies of unknown or doubled encodings undecoded, and hides how many
bytes were on the wire. Only gzip and deflate are announced, so a server that sends anything else breaks the deal.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from pipeline.net.answer import Failure, clean

ACCEPTED = "gzip, deflate"
WINDOW = 64 * 1024
MEMBERS = 1000  # each member costs a new decompressor; honest servers send one
GZIP_MAGIC = b"\x1f\x8b"


def decode_body(body: bytes, encoding: str, *, limit: int, cut: bool = False) -> bytes | Failure:
    """Decode a body; more than `limit` bytes are `too_large`, or are cut off when `cut` is set.

    A broken stream is transient (`bad_encoding`): the next answer may be whole. An encoding that was not asked
    for is not.
    """
    name = encoding.strip().lower()
    if name in {"", "identity"} or not body:
        return _limited(body, limit=limit, cut=cut)
    if name not in {"gzip", "x-gzip", "deflate"}:
        return Failure(
            reason="bad_encoding",
            detail=clean(f"expected one of {ACCEPTED}, found Content-Encoding {encoding!r}"),
            transient=False,
        )
    parts, size = [], 0
    try:
        for chunk in _inflate(body, _window_bits(name, body)):
            parts.append(chunk)
            size += len(chunk)
            if size > limit:
                break
    except (zlib.error, EOFError) as error:
        return Failure(reason="bad_encoding", detail=clean(f"the {name} stream is broken: {error}"), transient=True)
    return _limited(b"".join(parts), limit=limit, cut=cut)


def _limited(body: bytes, *, limit: int, cut: bool) -> bytes | Failure:
    if len(body) <= limit:
        return body
    if cut:
        return body[:limit]
    return Failure(reason="too_large", detail=f"more than {limit} bytes when decoded", transient=False)


def _window_bits(name: str, body: bytes) -> int:
    if name != "deflate":
        return 16 + zlib.MAX_WBITS
    has_header = len(body) > 1 and body[0] & 0x0F == zlib.DEFLATED and (body[0] << 8 | body[1]) % 31 == 0
    return zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS  # some servers leave the zlib header out


def _inflate(body: bytes, bits: int) -> Iterator[bytes]:
    """Yield pieces of bounded size. The input goes in by windows, so that `unused_data` stays small."""
    view, position, members = memoryview(body), 0, 1
    engine = zlib.decompressobj(bits)
    while position < len(view):
        window = view[position : position + WINDOW]
        yield from _drain(engine, window)
        position += len(window) - len(engine.unused_data)
        if engine.eof:
            if view[position : position + 2] != GZIP_MAGIC:
                return  # browsers ignore what follows the last member, and so do we
            members += 1
            if members > MEMBERS:
                raise EOFError(f"more than {MEMBERS} members")
            engine = zlib.decompressobj(bits)
    raise EOFError("it ends too early")


def _drain(engine: zlib._Decompress, window: memoryview) -> Iterator[bytes]:
    data: bytes | memoryview = window
    while True:
        chunk = engine.decompress(data, WINDOW)
        data = engine.unconsumed_tail
        if chunk:
            yield chunk
        if engine.eof or (not data and len(chunk) < WINDOW):
            return
