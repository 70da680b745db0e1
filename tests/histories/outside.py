"""The world outside: what feeds and pages say at present, and receivers that behave as they are told."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from tests.histories.events import (
    FEEDS,
    Event,
    OfferArchive,
    Publish,
    Redate,
    Reoffer,
    Revise,
    Share,
)

WINDOW = 8  # items that a feed shows
COMMON = """
a about after all also and are as at back because been before but by can could day did do down even first for
from get give go good had has have he her him his how if in into is it just know last like little long made
make many may me more most much must my new no not now of on one only or other our out over own people said
same see she should so some still such take than that the their them then there these they thing this those
time to two under up us very was way we well were what when where which while who will with work would year
you your
"""


def read_first_line(body: bytes) -> Any:
    """What a page or a feed of this world says, without reading HTML or RSS."""
    return json.loads(body.partition(b"<!-- ")[2].partition(b" -->")[0])


@dataclass(slots=True, kw_only=True)
class Told:
    """An article as its page and its feed have it now."""

    name: str
    feed: str
    words: frozenset[str]
    wire: str
    page: str
    published_at: datetime
    readable: bool
    edition: int = 1  # of the page
    mark: int = 1  # of the item: its fingerprint
    visits: int = 0  # no two answers are the same bytes: pages show the time, and what others read

    @property
    def url(self) -> str:
        return f"https://{self.feed}.example/{self.name}"

    def write(self) -> bytes:
        """The page: an article for whoever reads HTML, and in its first line the same for whoever does not."""
        self.visits += 1
        canonical = f"https://{self.page}.example/page" if self.page else self.url
        at = self.published_at.isoformat()
        page = {
            "title": f"Report {self.name}",
            "text": f"Edition {self.edition} says {' and '.join(sorted(self.words))}.",
            "canonical": canonical,
            "published": at,
            "wire": self.wire,
            "visits": self.visits,
            "verdict": "full" if self.readable else "consent",
        }
        body = "".join(f"<p>{text}</p>" for text in (*write_story(self.wire), page["text"]))
        dated = json.dumps({"@type": "NewsArticle", "headline": page["title"], "datePublished": at})
        return f"""<!-- {json.dumps(page)} -->
<!doctype html><html lang="en"><head><title>{page["title"]}</title><link rel="canonical" href="{canonical}">
<script type="application/ld+json">{dated}</script></head>
<body><article><h1>{page["title"]}</h1>{body}</article></body></html>""".encode()


@cache
def write_story(wire: str) -> tuple[str, ...]:
    """What all that tell a story have in common: paragraphs of words in an order of its own."""
    draw = random.Random(wire)
    sentences = [f"{' '.join(draw.choices(COMMON.split(), k=14)).capitalize()}." for _ in range(15)]
    return tuple(" ".join(sentences[at : at + 3]) for at in range(0, 15, 3))


@dataclass(slots=True, kw_only=True)
class Outside:
    """Feeds and pages."""

    articles: dict[str, Told] = field(default_factory=dict)
    shown: dict[str, list[str]] = field(default_factory=lambda: {feed: [] for feed in FEEDS})
    window: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FEEDS, WINDOW))

    def find(self, url: str) -> Told:
        return self.articles[url.rpartition("/")[2]]

    def list_items(self, feed: str) -> list[Told]:
        return [self.articles[name] for name in self.shown[feed][: self.window[feed]]]

    def write_feed(self, feed: str) -> bytes:
        """A feed: RSS, and in its first line the same for whoever does not read RSS."""
        told = self.list_items(feed)
        items = [[one.url, one.mark, one.published_at.isoformat()] for one in told]
        shown = "".join(
            f"<item><title>Report {one.name}</title><link>{escape(one.url)}</link><guid>{escape(one.url)}</guid>"
            f"<description>Mark {one.mark}</description><pubDate>{format_datetime(one.published_at)}</pubDate></item>"
            for one in told
        )
        return f"""<?xml version="1.0"?><!-- {json.dumps(items)} -->
<rss version="2.0"><channel><title>{feed}</title><link>https://{feed}.example/</link>{shown}</channel></rss>""".encode()

    def change(self, event: Event, now: datetime) -> None:
        """What an event does to feeds and pages: nothing, for most."""
        match event:
            case Publish():
                self._publish(event, now)
            case OfferArchive():
                self._offer_archive(event, now)
            case Share(article=name, feed=feed) if name in self.articles and name not in self.shown[feed]:
                self.shown[feed].insert(0, name)
            case Revise() if event.article in self.articles:
                told = self.articles[event.article]
                told.words, told.edition = event.words, told.edition + 1
                told.mark += not event.silent
            case Redate() if event.article in self.articles:
                told = self.articles[event.article]
                told.published_at = (now - timedelta(hours=event.age_hours)).replace(microsecond=0)
                told.mark += 1
            case Reoffer(feed=feed, anew=anew):
                self.window[feed] = len(self.shown[feed])
                for name in self.shown[feed] if anew else ():
                    self.articles[name].mark += 1

    def _publish(self, event: Publish, now: datetime) -> None:
        if event.article in self.articles:
            return
        self.articles[event.article] = Told(
            name=event.article,
            feed=event.feed,
            words=event.words,
            wire=event.wire,
            page=event.page,
            published_at=(now - timedelta(hours=event.age_hours)).replace(microsecond=0),
            readable=event.readable,
        )
        self.shown[event.feed].insert(0, event.article)
        self.window[event.feed] = WINDOW

    def _offer_archive(self, event: OfferArchive, now: datetime) -> None:
        for number in range(event.number):
            name = f"{event.feed}-old-{number}"
            words = event.words if number % 3 == 0 else frozenset[str]()
            old = Publish(article=name, feed=event.feed, words=words, wire=name, age_hours=24 * (9 + number))
            self._publish(old, now)
        self.window[event.feed] = WINDOW + event.number
