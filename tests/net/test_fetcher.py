from __future__ import annotations

import asyncio
import gzip
import threading
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from pipeline.types import Fetched, FetchResult, NotFetched, NotModified, Request

if TYPE_CHECKING:
    from tests.net.conftest import Net, Site

SHORT = timedelta(seconds=1)


def _kind(result: FetchResult) -> str:
    return result.reason if isinstance(result, NotFetched) else type(result).__name__


def test_an_answer_comes_whole_with_its_headers_and_address(net: Net, site: Site) -> None:
    site.answers["/feed?a=1"] = site.reply(b"news", headers='ETag: "1"\r\nX-A: 1\r\nX-A: 2\r\n')

    result = net.ask(site.url("/feed?a=1#part"), key="f1")

    assert isinstance(result, Fetched)
    assert (result.body, result.status, result.address) == (b"news", 200, "127.0.0.10")
    assert result.url == site.url("/feed?a=1")
    assert (result.headers["etag"], result.headers["x-a"]) == ('"1"', "1, 2")
    assert (result.request.key, result.permanent_url) == ("f1", None)


def test_a_request_says_who_asks_and_carries_nothing_else(net: Net, site: Site) -> None:
    site.answers["/"] = site.reply(status="302 Found", headers="Location: /b\r\nSet-Cookie: a=b\r\n")

    net.ask(site.url())

    head = site.heads[-1].lower()
    assert "user-agent: wirewatch/" in head
    assert "accept-encoding: gzip, deflate\r\n" in head
    assert "cookie" not in head
    assert "authorization" not in head
    assert "referer" not in head


def test_every_request_gets_exactly_one_result(net: Net, site: Site) -> None:
    for number in range(0, 300, 2):
        site.answers[f"/{number}"] = site.reply(b"%d" % number)
    requests = [Request(url=site.url(f"/{number}"), kind="feed", key=str(number)) for number in range(300)]

    results = net.ask_all(*requests)

    assert sorted(int(result.request.key) for result in results) == list(range(300))
    assert sum(isinstance(result, Fetched) for result in results) == 150
    assert all(result.body == result.request.key.encode() for result in results if isinstance(result, Fetched))


def test_no_requests_start_nothing(net: Net) -> None:
    assert net.ask_all() == []


def test_a_slow_site_does_not_hold_up_another(net: Net, site: Site) -> None:
    gate = threading.Event()

    async def stall(_writer: asyncio.StreamWriter) -> None:
        await asyncio.to_thread(gate.wait, 10)

    site.answers["/slow"] = stall
    site.answers["/quick"] = site.reply(b"quick")
    results = net.fetcher().fetch([Request(url=site.url(path), kind="feed") for path in ("/slow", "/quick")])

    first = next(results)
    gate.set()

    assert isinstance(first, Fetched)
    assert [_kind(result) for result in results] == ["connection_failed"]


def test_several_threads_share_one_fetcher(net: Net, site: Site) -> None:
    site.answers["/"] = site.reply(b"news")
    fetcher = net.fetcher()
    kinds: list[str] = []
    requests = [Request(url=site.url(), kind="feed")] * 20

    def work() -> None:
        kinds.extend(_kind(result) for result in fetcher.fetch(requests))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert kinds == ["Fetched"] * 80


def test_a_closed_fetcher_gives_up_what_is_under_way_and_leaves_no_thread(net: Net, site: Site) -> None:
    arrived = threading.Event()

    async def stall(_writer: asyncio.StreamWriter) -> None:
        arrived.set()
        await asyncio.sleep(60)

    site.answers["/"] = stall
    fetcher = net.fetcher()
    kinds: list[str] = []
    request = Request(url=site.url(), kind="feed")
    thread = threading.Thread(target=lambda: kinds.extend(_kind(result) for result in fetcher.fetch([request] * 200)))
    thread.start()
    assert arrived.wait(10)

    fetcher.close()
    fetcher.close()
    thread.join(10)

    assert kinds == ["cancelled"] * 200
    assert not any(thread.name == "net" for thread in threading.enumerate())


def test_an_abandoned_fetch_leaves_the_fetcher_usable(net: Net, site: Site) -> None:
    site.answers["/"] = site.reply(b"news")
    fetcher = net.fetcher()
    results = fetcher.fetch([Request(url=site.url(), kind="feed")] * 10)
    next(results)
    results.close()  # type: ignore[attr-defined]  # the port promises an iterator, ours is a generator

    assert [_kind(result) for result in fetcher.fetch([Request(url=site.url(), kind="feed")])] == ["Fetched"]


def test_a_304_to_a_conditional_request_is_not_modified(net: Net, site: Site) -> None:
    site.answers["/"] = site.reply(status="304 Not Modified")
    date = "Fri, 03 Apr 2026 12:00:00 GMT"

    assert isinstance(net.ask(site.url(), etag='"1"'), NotModified)
    assert 'If-None-Match: "1"\r\n' in site.heads[-1]
    assert isinstance(net.ask(site.url(), last_modified=date), NotModified)
    assert f"If-Modified-Since: {date}\r\n" in site.heads[-1]


def test_a_304_that_nobody_asked_for_is_a_failure(net: Net, site: Site) -> None:
    site.answers["/"] = site.reply(status="304 Not Modified")

    result = net.ask(site.url())

    assert (result.reason, result.transient) == ("http_304", True)


@pytest.mark.parametrize("etag", ['"' + "e" * 1024 + '"', '"a\r\nX-Evil: 1"', '"ё"'], ids=["long", "break", "script"])
def test_a_validator_that_is_long_or_not_plain_is_never_sent(net: Net, site: Site, etag: str) -> None:
    site.answers["/"] = site.reply(b"news")

    assert isinstance(net.ask(site.url(), etag=etag), Fetched)
    assert "If-None-Match" not in site.heads[-1]
    assert "X-Evil" not in site.heads[-1]


def test_an_etag_that_is_too_long_to_keep_is_left_out(net: Net, site: Site) -> None:
    site.answers["/"] = site.reply(b"news", headers=f'ETag: "{"e" * 4000}"\r\n')

    assert "etag" not in net.ask(site.url()).headers


@pytest.mark.parametrize(
    ("steps", "permanent"),
    [([301, 308], "/2"), ([301, 302], "/1"), ([302, 301], None), ([307], None), ([303, 303], None)],
    ids=str,
)
def test_permanent_redirects_alone_move_the_permanent_url(
    net: Net, site: Site, steps: list[int], permanent: str | None
) -> None:
    for number, status in enumerate(steps):
        path = f"/{number}" if number else "/"
        site.answers[path] = site.reply(status=f"{status} Moved", headers=f"Location: /{number + 1}\r\n")
    site.answers[f"/{len(steps)}"] = site.reply(b"news")

    result = net.ask(site.url())

    assert result.url == site.url(f"/{len(steps)}")
    assert result.permanent_url == (site.url(permanent) if permanent else None)


def test_a_redirect_loop_is_named(net: Net, site: Site) -> None:
    site.answers["/a"] = site.reply(status="302 Found", headers="Location: /b\r\n")
    site.answers["/b"] = site.reply(status="302 Found", headers="Location: /a\r\n")

    assert net.ask(site.url("/a")).reason == "redirect_loop"
    assert site.paths == ["/a", "/b"]


def test_redirects_end_after_five(net: Net, site: Site) -> None:
    for number in range(30):
        site.answers[f"/{number}"] = site.reply(status="302 Found", headers=f"Location: /{number + 1}\r\n")

    assert net.ask(site.url("/0")).reason == "too_many_redirects"
    assert len(site.heads) == 6


@pytest.mark.parametrize(
    ("status", "reason", "transient"),
    [
        ("404 Not Found", "http_404", False),
        ("410 Gone", "http_410", False),
        ("300 Multiple Choices", "http_300", False),
        ("302 Found", "http_302", False),
        ("206 Partial Content", "http_206", False),
        ("429 Too Many Requests", "http_429", True),
        ("500 Oops", "http_500", True),
    ],
)
def test_a_status_is_the_reason(net: Net, site: Site, status: str, reason: str, transient: bool) -> None:
    site.answers["/"] = site.reply(b"x", status=status)

    result = net.ask(site.url())

    assert (result.reason, result.transient, result.status) == (reason, transient, int(status[:3]))


def test_retry_after_silences_the_host_and_comes_back_with_the_result(net: Net, site: Site) -> None:
    site.answers["/busy"] = site.reply(status="503 Busy", headers="Retry-After: 315360000\r\n")
    fetcher = net.fetcher()

    (busy,) = fetcher.fetch([Request(url=site.url("/busy"), kind="feed")])
    (other,) = fetcher.fetch([Request(url=site.url("/other"), kind="feed")])

    assert isinstance(busy, NotFetched)
    assert busy.retry_after == timedelta(hours=24)
    assert isinstance(other, NotFetched)
    assert (other.reason, other.transient) == ("host_paused", True)
    assert other.retry_after is not None
    assert other.retry_after > timedelta(hours=23)
    assert site.paths == ["/busy"]


def _drip(*, head: bytes, piece: bytes, pause: float) -> object:
    async def script(writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while True:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)

    return script


@pytest.mark.parametrize(
    ("head", "piece"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"),
        (b"", b""),
    ],
    ids=["body", "chunks", "headers", "silence"],
)
def test_a_slow_drip_ends_at_the_total_deadline(net: Net, site: Site, head: bytes, piece: bytes) -> None:
    net.limit(total=SHORT)
    site.answers["/"] = _drip(head=head, piece=piece, pause=0.05)  # type: ignore[assignment]  # a script

    result = net.ask(site.url())

    assert (result.reason, result.transient) == ("timed_out", True)


def test_the_deadline_counts_all_hops_together(net: Net, site: Site) -> None:
    net.limit(total=SHORT, redirects=100)

    async def later(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.4)
        location = f"/{len(site.heads)}"
        site.answers[location] = later
        writer.write(site.reply(status="302 Found", headers=f"Location: {location}\r\n"))

    site.answers["/"] = later

    assert net.ask(site.url()).reason == "timed_out"
    assert len(site.heads) <= 4


def test_an_endless_body_is_cut_at_the_limit(net: Net, site: Site) -> None:
    site.answers["/"] = _drip(head=b"HTTP/1.1 200 OK\r\n\r\n", piece=b"x" * 65536, pause=0)  # type: ignore[assignment]  # a script

    result = net.ask(site.url(), kind="feed")

    assert (result.reason, result.transient) == ("too_large", False)


def test_an_announced_length_beyond_the_limit_is_not_read(net: Net, site: Site) -> None:
    site.answers["/"] = b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\nx"

    assert net.ask(site.url()).reason == "too_large"


def test_a_feed_may_be_larger_than_a_page(net: Net, site: Site) -> None:
    site.answers["/"] = site.reply(bytes(6 * 1024 * 1024))

    assert isinstance(net.ask(site.url(), kind="feed"), Fetched)
    assert net.ask(site.url(), kind="page").reason == "too_large"


def test_a_compressed_answer_is_decoded_and_a_bomb_is_refused(net: Net, site: Site) -> None:
    headers = "Content-Encoding: gzip\r\n"
    site.answers["/"] = site.reply(gzip.compress(b"news" * 50_000), headers=headers)
    site.answers["/bomb"] = site.reply(gzip.compress(bytes(64 * 1024 * 1024)), headers=headers)
    site.answers["/twice"] = site.reply(gzip.compress(gzip.compress(b"news")), headers=headers * 2)

    assert net.ask(site.url()).body == b"news" * 50_000
    assert net.ask(site.url("/bomb")).reason == "too_large"
    assert net.ask(site.url("/twice")).reason == "bad_encoding"


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1e9\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nxxxxxx",
        b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\nConnection: close\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\nx",
        b"HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200_000 + b"\r\n",
        b'HTTP/1.1 200 OK\r\nETag: "' + b"e" * 65536 + b'"\r\nContent-Length: 0\r\n\r\n',
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 1_000_000 + b"\r\n\r\n",
        b"220 mail.example ESMTP\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"<html>no head at all</html>\r\n\r\n",
    ],
    ids=["negative", "float", "two", "short", "chunk", "nul", "many", "etag", "megabyte", "smtp", "h2", "http09"],
)
def test_an_answer_against_the_protocol_is_named(net: Net, site: Site, answer: bytes) -> None:
    async def script(writer: asyncio.StreamWriter) -> None:
        writer.write(answer)
        await writer.drain()

    site.answers["/"] = script

    result = net.ask(site.url())

    assert (result.reason, result.transient) == ("protocol_error", True)
    assert len(result.detail) <= 200


def test_a_connection_that_ends_at_once_is_a_transient_failure(net: Net, site: Site) -> None:
    async def script(_writer: asyncio.StreamWriter) -> None:
        return

    site.answers["/"] = script

    assert net.ask(site.url()).reason == "connection_failed"


def test_a_resolver_that_fails_in_an_unforeseen_way_is_a_result_too(net: Net, site: Site) -> None:
    def broken(_host: str) -> list[str]:
        raise LookupError("surprise")

    net.names = broken  # type: ignore[assignment]  # a resolver is any callable

    result = net.ask(site.url(host="news.example"))

    assert (result.reason, result.transient) == ("fetch_failed", True)
