"""Prints what reading a feed of forty items costs beside feedparser alone, and beside a bare walk through the XML."""

from __future__ import annotations

import io
import sys
from email.utils import format_datetime

import feedparser
from lxml import etree

from benchmarks.material import NOW, Writer
from benchmarks.timing import compare
from pipeline.feeds.parse import parse_feed

ITEMS = 40
TURNS = 15
URL = "https://www.example.com/rss"


def main(turns: int = TURNS) -> int:
    """Print one line."""
    print(measure(turns))
    return 0


def measure(turns: int) -> str:
    """The line."""
    body = make_feed()
    headers = {"content-type": "application/rss+xml; charset=utf-8"}
    cost = compare(
        {
            "ours": lambda: parse_feed(body, url=URL, headers=headers, fetched_at=NOW),
            "feedparser": lambda: feedparser.parse(io.BytesIO(body), response_headers=dict(headers)),
            "walk": lambda: [(node.tag, node.text) for node in etree.fromstring(body).iter()],
        },
        turns=turns,
    )
    return (
        f"feeds.parse {ITEMS} items, {len(body) >> 10} KB: {cost['ours'] / cost['feedparser']:.2f} x feedparser.parse "
        f"(goal 0.1), {cost['ours'] / cost['walk']:.0f} x an lxml walk (goal 3); {1000 * cost['ours']:.1f} ms"
    )


def make_feed() -> bytes:
    """Make an RSS document with a headline, a link, a summary, a date and a topic for each item."""
    writer = Writer(3)
    items = "".join(
        f"<item><title>{' '.join(writer.write_words(9))}</title><link>https://www.example.com/{number}</link>"
        f"<guid>https://www.example.com/{number}</guid><pubDate>{format_datetime(NOW, usegmt=True)}</pubDate>"
        f"<category>{' '.join(writer.write_words(1))}</category>"
        f"<description>{' '.join(writer.write_words(60))}</description></item>"
        for number in range(ITEMS)
    )
    head = "<title>Example</title><link>https://www.example.com/</link><description>News</description>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{items}</channel></rss>'.encode()


if __name__ == "__main__":
    sys.exit(main())
