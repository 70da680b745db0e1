from __future__ import annotations

import gzip
import tracemalloc
import zlib

import pytest

from pipeline.net.answer import Failure
from pipeline.net.decode import decode_body

MB = 1024 * 1024


def _raw_deflate(data: bytes) -> bytes:
    engine = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return engine.compress(data) + engine.flush()


TEXT = b"A wire story. " * 20_000


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("", TEXT),
        ("identity", TEXT),
        ("gzip", gzip.compress(TEXT)),
        ("x-gzip", gzip.compress(TEXT)),
        ("GZIP ", gzip.compress(TEXT)),
        ("gzip", gzip.compress(TEXT[:1000]) + gzip.compress(TEXT[1000:])),
        ("gzip", gzip.compress(TEXT) + b"trailing garbage"),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", _raw_deflate(TEXT)),
    ],
    ids=["none", "identity", "gzip", "x-gzip", "case", "two members", "garbage", "deflate", "raw deflate"],
)
def test_one_layer_is_undone(encoding: str, body: bytes) -> None:
    assert decode_body(body, encoding, limit=MB) == TEXT


def test_a_body_of_exactly_the_limit_passes() -> None:
    assert decode_body(gzip.compress(TEXT), "gzip", limit=len(TEXT)) == TEXT


@pytest.mark.parametrize("encoding", ["gzip, gzip", "br", "zstd", "x-evil", "compress", ", ".join(["gzip"] * 50)])
def test_an_encoding_that_nobody_asked_for_is_an_error_and_never_text(encoding: str) -> None:
    result = decode_body(gzip.compress(TEXT), encoding, limit=MB)

    assert isinstance(result, Failure)
    assert (result.reason, result.transient) == ("bad_encoding", False)


@pytest.mark.parametrize(
    "body",
    [
        gzip.compress(TEXT)[:-20],
        gzip.compress(TEXT)[:-8] + b"\0" * 8,
        b"<html>not compressed</html>",
        gzip.compress(b"") * 250_000,
    ],
    ids=["truncated", "wrong checksum", "plain", "250,000 members"],
)
def test_a_broken_stream_is_a_transient_error(body: bytes) -> None:
    result = decode_body(body, "gzip", limit=MB)

    assert isinstance(result, Failure)
    assert (result.reason, result.transient) == ("bad_encoding", True)


def _bomb(wbits: int, *, size: int) -> bytes:
    engine = zlib.compressobj(9, zlib.DEFLATED, wbits)
    return b"".join(engine.compress(bytes(MB)) for _ in range(size // MB)) + engine.flush()


@pytest.mark.parametrize(
    ("encoding", "wbits"), [("gzip", 31), ("deflate", 15), ("deflate", -15)], ids=["gzip", "deflate", "raw deflate"]
)
def test_a_bomb_stops_at_the_limit_and_costs_no_memory_beyond_it(encoding: str, wbits: int) -> None:
    bomb = _bomb(wbits, size=512 * MB)
    tracemalloc.start()
    try:
        result = decode_body(bomb, encoding, limit=10 * MB)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert isinstance(result, Failure)
    assert (result.reason, result.transient) == ("too_large", False)
    assert peak < 32 * MB


def test_the_head_of_a_bomb_is_kept_when_asked_for() -> None:
    result = decode_body(_bomb(31, size=64 * MB), "gzip", limit=MB, cut=True)

    assert result == bytes(MB)
