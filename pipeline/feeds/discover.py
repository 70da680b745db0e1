"""Finds the feeds of a site in its page: what it declares, what it links to, and where feeds usually are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias
from urllib.parse import urljoin

from pipeline.claims.urls import host_of, normalise_url, registrable_domain, resolve_url
from pipeline.feeds.plain import to_line

if TYPE_CHECKING:
    from lxml.etree import _Element

FoundKind: TypeAlias = Literal["rss", "atom", "json", "sitemap", "unknown"]
Origin: TypeAlias = Literal["declared", "linked", "usual"]

_READ = 2_000_000
_MOST_FOUND = 50
_MOST_ELEMENTS = 20_000
_TYPES: dict[str, FoundKind] = {
    "application/rss+xml": "rss",
    "application/x-rss+xml": "rss",
    "application/rdf+xml": "rss",
    "application/atom+xml": "atom",
    "application/feed+json": "json",
    "application/xml": "unknown",
    "text/xml": "unknown",
    "application/json": "json",
}
_PATH = re.compile(
    r"(?:^|[/._?=-])(?:rss|rss2|atom|feed|feeds|rdf)(?:[/._?&=-]|\d?$)|\.(?:rss|rdf|atom)(?:$|\?)", re.IGNORECASE
)
_WORDS = re.compile(r"\b(?:rss|atom)\b|\bfeeds?\b", re.IGNORECASE)
# Pages and posts that talk about feeds rather than being one.
_NOT_FEEDS = re.compile(
    r"\.(?:png|jpe?g|gif|svg|css|js|pdf|mp[34])(?:$|\?)|/comments?/|feedback|feedly\.com", re.IGNORECASE
)
_USUAL: tuple[tuple[str, FoundKind], ...] = (
    ("/feed", "unknown"),
    ("/rss", "unknown"),
    ("/rss.xml", "rss"),
    ("/feed.xml", "unknown"),
    ("/atom.xml", "atom"),
    ("/index.xml", "unknown"),
    ("/feed.json", "json"),
    ("/news-sitemap.xml", "sitemap"),
    ("/sitemap-news.xml", "sitemap"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFeed:
    """An address where a feed may be. A `usual` one is a guess: nothing on the page speaks of it."""

    url: str
    title: str
    kind: FoundKind
    origin: Origin = "declared"


def find_feeds(html: bytes, *, url: str) -> tuple[FoundFeed, ...]:
    """Find candidates in a page, best first: declared, then linked, then the usual places of the site. Never raises.

    The page may be anything; only its first 2 MB are read.
    """
    if normalise_url(url) is None:
        return ()
    root = _parse(html[:_READ])
    found = [] if root is None else [*_declared(root, url), *_linked(root, url)]
    found.extend(FoundFeed(url=urljoin(url, path), title="", kind=kind, origin="usual") for path, kind in _USUAL)
    unique: dict[str | None, FoundFeed] = {}
    for feed in found:
        unique.setdefault(normalise_url(feed.url), feed)
    return tuple(unique.values())[:_MOST_FOUND]


def _parse(html: bytes) -> _Element | None:
    from lxml import etree

    parser = etree.HTMLParser(no_network=True, huge_tree=False, recover=True, remove_comments=True)
    try:
        return etree.fromstring(html, parser) if html.strip() else None
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def _base(root: _Element, url: str) -> str:
    for element in root.iter("base"):
        return resolve_url(str(element.get("href") or ""), url) or url
    return url


def _declared(root: _Element, url: str) -> Iterator[FoundFeed]:
    base = _base(root, url)
    for element, _ in zip(root.iter("link"), range(_MOST_ELEMENTS), strict=False):
        relations = str(element.get("rel") or "").lower().split()
        kind = _TYPES.get(str(element.get("type") or "").partition(";")[0].strip().lower())
        link = resolve_url(str(element.get("href") or ""), base)
        if not link or kind is None or not {"alternate", "feed"} & set(relations) or _NOT_FEEDS.search(link):
            continue
        # oEmbed and the like are also declared as alternate JSON or XML.
        if str(element.get("type")).endswith("+xml") or "feed" in str(element.get("type")) or _PATH.search(link):
            yield FoundFeed(url=link, title=to_line(str(element.get("title") or "")), kind=kind)


def _linked(root: _Element, url: str) -> Iterator[FoundFeed]:
    base, site = _base(root, url), registrable_domain(host_of(url))
    for element, _ in zip(root.iter("a"), range(_MOST_ELEMENTS), strict=False):
        link = resolve_url(str(element.get("href") or "")[:2_048], base)
        if not link or _NOT_FEEDS.search(link) or registrable_domain(host_of(link)) != site:
            continue
        text = to_line("".join(str(part) for part in element.itertext())[:500]) or to_line(
            str(element.get("title") or "")
        )
        path = link.partition("://")[2].partition("/")[2]
        if _PATH.search("/" + path) or (_WORDS.search(text[:60]) and path.endswith(".xml")):
            yield FoundFeed(url=link, title=text, kind=_guess(link), origin="linked")


def _guess(link: str) -> FoundKind:
    lower = link.lower()
    if "atom" in lower:
        return "atom"
    return "json" if lower.endswith(".json") else "rss" if re.search(r"rss|\.rdf", lower) else "unknown"
