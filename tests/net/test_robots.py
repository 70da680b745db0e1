from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.types import Fetched, NotFetched, Request

if TYPE_CHECKING:
    from tests.net.conftest import Net, Site

RULES = b"User-agent: wirewatch\nDisallow: /private\n\nUser-agent: *\nDisallow: /\n"


def test_a_page_asks_robots_and_a_feed_does_not(net: Net, site: Site) -> None:
    site.answers["/robots.txt"] = site.reply(RULES)
    site.answers["/private/feed"] = site.reply(b"feed")
    site.answers["/open"] = site.reply(b"page")

    assert isinstance(net.ask(site.url("/private/feed"), kind="feed"), Fetched)
    assert site.paths == ["/private/feed"]
    assert isinstance(net.ask(site.url("/open"), kind="page"), Fetched)
    for kind in ("page", "discover"):
        refused = net.ask(site.url("/private/story"), kind=kind)
        assert (refused.reason, refused.transient) == ("robots_disallowed", False)
    assert "/private/story" not in site.paths


def test_robots_is_asked_once_for_many_pages(net: Net, site: Site) -> None:
    site.answers["/robots.txt"] = site.reply(RULES)

    net.ask_all(*(Request(url=site.url(f"/{number}")) for number in range(20)))

    assert site.paths.count("/robots.txt") == 1


def test_processes_of_one_home_share_what_robots_said(net: Net, site: Site, tmp_path: Path) -> None:
    site.answers["/robots.txt"] = site.reply(RULES)
    page = Request(url=site.url("/open"))

    for _ in range(2):
        list(net.fetcher(home=tmp_path).fetch([page]))

    assert site.paths == ["/robots.txt", "/open", "/open"]


def test_a_spoilt_memory_of_robots_is_asked_again(net: Net, site: Site, tmp_path: Path) -> None:
    site.answers["/robots.txt"] = site.reply(RULES)
    list(net.fetcher(home=tmp_path).fetch([Request(url=site.url("/open"))]))
    for file in (tmp_path / "robots").iterdir():
        file.write_text('{"until": 9e99, "text": ""}')

    (result,) = net.fetcher(home=tmp_path).fetch([Request(url=site.url("/private"))])

    assert isinstance(result, NotFetched)
    assert result.reason == "robots_disallowed"


@pytest.mark.parametrize("status", ["401 No", "403 No", "404 Not Found", "410 Gone"])
def test_a_site_without_robots_allows_everything(net: Net, site: Site, status: str) -> None:
    site.answers["/robots.txt"] = site.reply(status=status)
    site.answers["/story"] = site.reply(b"page")

    assert isinstance(net.ask(site.url("/story"), kind="page"), Fetched)


@pytest.mark.parametrize("status", ["500 Oops", "503 Busy", "429 Slow"])
def test_a_site_whose_robots_cannot_be_read_allows_nothing_for_now(net: Net, site: Site, status: str) -> None:
    site.answers["/robots.txt"] = site.reply(status=status)

    result = net.ask(site.url("/story"), kind="page")

    assert (result.reason, result.transient) == ("robots_unreachable", True)
    assert site.paths == ["/robots.txt"]


def test_endless_redirects_of_robots_allow_everything(net: Net, site: Site) -> None:
    site.answers["/robots.txt"] = site.reply(status="302 Found", headers="Location: /robots.txt\r\n")
    site.answers["/story"] = site.reply(b"page")

    assert isinstance(net.ask(site.url("/story"), kind="page"), Fetched)


def test_the_head_of_an_endless_robots_file_counts(net: Net, site: Site) -> None:
    async def endless(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n" + RULES)
        while True:
            writer.write(b"# " + b"x" * 65536 + b"\n")
            await writer.drain()

    site.answers["/robots.txt"] = endless

    assert net.ask(site.url("/private"), kind="page").reason == "robots_disallowed"


def test_a_page_that_redirects_asks_the_robots_of_where_it_leads(net: Net, site: Site) -> None:
    site.answers["/robots.txt"] = site.reply(RULES)
    site.answers["/story"] = site.reply(status="302 Found", headers="Location: /private/story\r\n")

    assert net.ask(site.url("/story"), kind="page").reason == "robots_disallowed"
    assert "/private/story" not in site.paths


def test_a_crawl_delay_spaces_the_requests_up_to_a_limit(net: Net, site: Site) -> None:
    site.answers["/robots.txt"] = site.reply(b"User-agent: *\nCrawl-delay: 100000\n")
    site.answers["/1"] = site.answers["/2"] = site.reply(b"page")
    net.limit(patience=timedelta(seconds=5))
    fetcher = net.fetcher()

    (first,) = fetcher.fetch([Request(url=site.url("/1"))])
    (second,) = fetcher.fetch([Request(url=site.url("/2"))])

    assert isinstance(first, Fetched)
    assert isinstance(second, NotFetched)
    assert second.reason == "host_paused"
    assert second.retry_after is not None
    assert timedelta(seconds=50) < second.retry_after <= timedelta(seconds=60)


def test_a_hostile_robots_file_costs_little(net: Net, site: Site) -> None:
    rules = b"User-agent: *\n" + b"".join(b"Disallow: /" + b"a*" * 200 + b"%db$\n" % n for n in range(1000))
    site.answers["/robots.txt"] = site.reply(rules)
    site.answers["/" + "a" * 3000] = site.reply(b"page")

    assert isinstance(net.ask(site.url("/" + "a" * 3000), kind="page"), Fetched)
