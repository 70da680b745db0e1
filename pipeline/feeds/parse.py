"""Reads a feed document of any kind: RSS, Atom, RDF and CDF by feedparser, JSON Feed and sitemaps by our own readers.

feedparser is only ever given scrubbed UTF-8 bytes in a stream, so it never takes them for a URL or a file name.
Meant to run in a process that may be killed: what the scrub does not foresee is ended by that budget.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Literal

from pipeline.errors import FeedError
from pipeline.feeds.decode import decode_body
from pipeline.feeds.items import RawFeed, RawItem, RawMedia, build_feed, choose_dates, choose_links
from pipeline.feeds.jsonfeed import read_json_feed
from pipeline.feeds.quick import read_quickly
from pipeline.feeds.scrub import Scrubbed, scrub_xml
from pipeline.feeds.sitemap import read_sitemap
from pipeline.types import ParsedFeed

# What feedparser raises on damaged input (Unicode errors are ValueErrors, overflows ArithmeticErrors).
_RAISED = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
_SAFE_HEADERS = {"content-type": "application/xml; charset=utf-8"}


def parse_feed(body: bytes, *, url: str, headers: Mapping[str, str], fetched_at: datetime) -> ParsedFeed:
    """Read a feed document; header names are lower-case, and the URL is that of the answer, after redirects.

    FeedError when there is no feed in it: its subject `reason` is not_a_feed, empty_body, html_page,
    oversize_structure or bad_encoding.
    """
    if not body.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise FeedError("expected a feed, found an empty body: try again later", reason="empty_body", url=url)
    text = decode_body(body, headers=headers, url=url)
    if text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        raw = read_json_feed(text, url=url)
    else:
        raw = read_quickly(text) or _read_scrubbed(text, url=url)
    return build_feed(raw, url=url, fetched_at=fetched_at)


def _read_scrubbed(text: str, *, url: str) -> RawFeed:
    scrubbed = scrub_xml(text, url=url)
    if scrubbed.root in {"urlset", "sitemapindex"}:
        return read_sitemap(scrubbed, url=url)
    raw = None if scrubbed.partial or scrubbed.left_out else read_quickly(scrubbed.text, checked=True)
    return raw or read_patiently(scrubbed, url=url)


def read_patiently(scrubbed: Scrubbed, *, url: str) -> RawFeed:
    """Read a document with feedparser, which makes something of whatever is broken in it."""
    found = _parse_safely(scrubbed.text, url=url)
    kind = _kind(str(found.get("version") or ""), scrubbed.root)
    entries = found.get("entries") or []
    if kind is None and not entries:
        raise FeedError(
            f"expected a feed (RSS, Atom, RDF or JSON Feed), found a document that begins with "
            f"{' '.join(scrubbed.text[:60].split())!r}: check the address",
            reason="not_a_feed",
            url=url,
        )
    channel = found.get("feed") or {}
    return RawFeed(
        kind=kind or "rss",
        title=_text(channel, "title"),
        link=_text(channel, "link"),
        language=_text(channel, "language"),
        items=tuple(_to_item(entry, kind or "rss") for entry in entries),
        partial=scrubbed.partial,
        left_out=scrubbed.left_out,
    )


def _parse_safely(text: str, *, url: str) -> Any:  # noqa: ANN401 - feedparser has no types
    import feedparser

    document = b"<?xml version='1.0' encoding='utf-8'?>\n" + text.encode("utf-8", "replace")
    try:
        return feedparser.parse(
            io.BytesIO(document), response_headers=dict(_SAFE_HEADERS), sanitize_html=False, resolve_relative_uris=False
        )
    except (*_RAISED, re.error) as error:
        raise FeedError(
            f"expected a feed, found one that cannot be read ({type(error).__name__}: {str(error)[:100]}): "
            "tell its publisher",
            reason="not_a_feed",
            url=url,
        ) from None


def _kind(version: str, root: str) -> Literal["rss", "atom", "rdf"] | None:
    if root == "rdf":
        return "rdf"
    if root == "feed" or version.startswith("atom"):
        return "atom"
    return "rss" if root in {"rss", "channel"} or version else None


def _to_item(entry: Any, kind: str) -> RawItem:  # noqa: ANN401 - feedparser has no types
    published, updated = choose_dates(
        atom=kind == "atom",
        published=_text(entry, "published"),
        updated=_text(entry, "updated"),
        created=_text(entry, "created"),
    )
    links = _dicts(entry, "links")
    alternates = [_text(link, "href") for link in links if _text(link, "rel") == "alternate"]
    return RawItem(
        guid=_text(entry, "id"),
        links=choose_links(_text(entry, "link"), alternates, _text(entry, "id")),
        title=_text(entry, "title"),
        summary=_text(entry, "summary"),
        content=max((_text(part, "value") for part in _dicts(entry, "content")), key=len, default=""),
        published=published,
        updated=updated,
        authors=tuple(_text(author, "name") for author in _dicts(entry, "authors")) or (_text(entry, "author"),),
        categories=tuple(_text(tag, "label") or _text(tag, "term") for tag in _dicts(entry, "tags")),
        language=_text(entry, "language") or _text(dict.get(entry, "title_detail"), "language"),
        media=tuple(_find_media(entry, links)),
        source=_name_source(dict.get(entry, "source"), atom=kind == "atom"),
    )


def _find_media(entry: Any, links: list[dict[str, Any]]) -> Iterator[RawMedia]:  # noqa: ANN401 - feedparser has no types
    for link in links:
        if _text(link, "rel") == "enclosure":
            yield RawMedia(url=_text(link, "href"), type=_text(link, "type"))
    for part in _dicts(entry, "media_content"):
        yield RawMedia(url=_text(part, "url"), type=_text(part, "type") or _text(part, "medium"))
    for part in _dicts(entry, "media_thumbnail"):
        yield RawMedia(url=_text(part, "url"), type="image")


def _name_source(source: Any, *, atom: bool) -> str:  # noqa: ANN401 - feedparser has no types
    return _text(source, "title") or _text(source, "link" if atom else "href")


def _dicts(entry: Any, key: str) -> list[dict[str, Any]]:  # noqa: ANN401 - feedparser has no types
    value = dict.get(entry, key)
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def _text(entry: Any, key: str) -> str:  # noqa: ANN401 - feedparser has no types
    """Read past feedparser's aliases, which answer `updated` with `published`."""
    value = dict.get(entry, key) if isinstance(entry, dict) else None
    return value if isinstance(value, str) else ""
