"""Prints what reading feeds of forty items costs beside feedparser alone, and beside a bare walk through the XML."""

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
    """Print a line for a feed of summaries and one for a feed of whole articles."""
    print(measure("summaries", make_feed(paragraphs=0), turns))
    print(measure("whole articles", make_feed(paragraphs=13), turns))
    return 0


def measure(what: str, body: bytes, turns: int) -> str:
    """One line."""
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
        f"feeds.parse {ITEMS} {what}, {len(body) >> 10} KB: {cost['ours'] / cost['feedparser']:.2f} x feedparser.parse "
        f"(goal 0.1), {cost['ours'] / cost['walk']:.0f} x an lxml walk (goal 3); {1000 * cost['ours']:.1f} ms"
    )


def make_feed(*, paragraphs: int = 0) -> bytes:
    """Make an RSS document with a headline, a link, a summary, a date, a topic and perhaps the text of each item."""
    writer = Writer(3)

    def write(count: int) -> str:
        return " ".join(writer.write_words(count))

    def write_content() -> str:
        text = "".join(
            f'<p>{write(60)} <a href="/{write(1)}">{write(2)}</a> <em>{write(1)}</em></p>' for _ in range(paragraphs)
        )
        return f"<content:encoded><![CDATA[{text}]]></content:encoded>" if text else ""

    items = "".join(
        f"<item><title>{write(9)}</title><link>https://www.example.com/{number}</link>"
        f"<guid>https://www.example.com/{number}</guid><pubDate>{format_datetime(NOW, usegmt=True)}</pubDate>"
        f"<category>{write(1)}</category><description>{write(60)}</description>{write_content()}</item>"
        for number in range(ITEMS)
    )
    head = "<title>Example</title><link>https://www.example.com/</link><description>News</description>"
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return f'<?xml version="1.0"?><rss version="2.0" {space}><channel>{head}{items}</channel></rss>'.encode()


if __name__ == "__main__":
    sys.exit(main())
