from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.feeds.discover import find_feeds

PAGE = b"""<html><head><base href="/news/">
<link rel="alternate" type="application/rss+xml" title="Main &amp; more" href="rss.xml">
<link rel="ALTERNATE feed" type="application/atom+xml; charset=utf-8" href="https://example.org/atom">
<link rel="alternate" type="application/json" href="/wp-json/oembed?x"><link rel="alternate" hreflang="fr" href="/fr">
<link rel="alternate" type="application/feed+json" href="/feed.json">
<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)"></head>
<body><a href="/rss/sport">Sport</a><a href="/about">About</a><a href="https://feedly.com/i/rss">Feedly</a>
<a href="https://other.net/rss">Elsewhere</a><a href="/img/rss.png">icon</a><a href="rss.xml">again</a></body></html>"""


def test_declared_feeds_come_first_then_linked_ones_then_guesses() -> None:
    found = find_feeds(PAGE, url="https://www.example.org/index.html")

    named = [(feed.url, feed.kind, feed.origin) for feed in found if feed.origin != "usual"]
    assert named == [
        ("https://www.example.org/news/rss.xml", "rss", "declared"),
        ("https://example.org/atom", "atom", "declared"),
        ("https://www.example.org/feed.json", "json", "declared"),
        ("https://www.example.org/rss/sport", "rss", "linked"),
    ]
    assert found[0].title == "Main & more"
    assert [feed.origin for feed in found] == sorted((feed.origin for feed in found), key="declared linked usual".index)


@pytest.mark.parametrize("html", [b"", b"   ", b"\x00\xff" * 50, b"<" * 100_000, b"<a " + b"b='c' " * 50_000 + b">"])
def test_a_page_that_says_nothing_leaves_the_usual_places(html: bytes) -> None:
    found = find_feeds(html, url="https://example.org/a/b")

    assert {feed.origin for feed in found} == {"usual"}
    assert "https://example.org/feed" in {feed.url for feed in found}


def test_what_is_no_web_address_has_no_feeds() -> None:
    assert find_feeds(PAGE, url="file:///etc/passwd") == ()


@given(st.binary(max_size=300))
def test_no_page_makes_it_raise(html: bytes) -> None:
    assert len(find_feeds(html, url="https://example.org/")) <= 50
