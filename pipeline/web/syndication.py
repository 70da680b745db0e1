"""What a search finds as a feed, for feed readers: RSS 2.0 or Atom.

Ids say nothing of where the feed is served (RFC 4151), so a reader that was shown an article is not shown it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime

from lxml import etree

from pipeline.notify import clean
from pipeline.types import Document
from pipeline.web.rendering import to_link

_ATOM = "http://www.w3.org/2005/Atom"
_NEVER = datetime(2026, 1, 1, tzinfo=UTC)


def write_atom(documents: Iterable[Document], *, query: str, url: str) -> bytes:
    """What was found as an Atom feed (RFC 4287)."""
    shown = tuple(documents)
    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})  # type: ignore[dict-item] # None is the default
    _add(feed, "id", f"tag:wirewatch.org,2026:search/{clean(query)}")
    _add(feed, "title", _title(query))
    _add(feed, "updated", _stamp(_newest(shown)))
    etree.SubElement(feed, f"{{{_ATOM}}}link", rel="self", href=clean(url))
    _add(_add(feed, "author"), "name", "Wirewatch")
    for document in shown:
        entry = _add(feed, "entry")
        _add(entry, "id", _tag(document))
        _add(entry, "title", clean(document.title))
        _add(entry, "updated", _stamp(_at(document)))
        if link := _link(document):
            etree.SubElement(entry, f"{{{_ATOM}}}link", rel="alternate", href=link)
        _add(entry, "summary", clean(document.lead))
    written: bytes = etree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def write_rss(documents: Iterable[Document], *, query: str, url: str) -> bytes:
    """What was found as an RSS 2.0 feed; its own address as the RSS Advisory Board recommends."""
    shown = tuple(documents)
    feed = etree.Element("rss", version="2.0", nsmap={"atom": _ATOM})
    channel = etree.SubElement(feed, "channel")
    _put(channel, title=_title(query), link=clean(url), description=f"What Wirewatch finds for {clean(query) or 'all'}")
    _put(channel, lastBuildDate=format_datetime(_newest(shown), usegmt=True))
    etree.SubElement(channel, f"{{{_ATOM}}}link", rel="self", href=clean(url), type="application/rss+xml")
    for document in shown:
        item = etree.SubElement(channel, "item")
        _put(item, title=clean(document.title), link=_link(document), description=clean(document.lead))
        _put(item, pubDate=format_datetime(_at(document).astimezone(UTC), usegmt=True))
        etree.SubElement(item, "guid", isPermaLink="false").text = _tag(document)
    written: bytes = etree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _put(parent: etree._Element, **texts: str | None) -> None:
    for name, text in texts.items():
        if text is not None:
            etree.SubElement(parent, name).text = text


def _title(query: str) -> str:
    return clean(query) or "Wirewatch: the newest"


def _tag(document: Document) -> str:
    return f"tag:wirewatch.org,2026:article/{document.id}"


def _link(document: Document) -> str | None:
    link = to_link(document.url)
    return None if link == "#" else clean(link)


def _at(document: Document) -> datetime:
    return document.published_at or document.first_seen_at


def _newest(documents: Sequence[Document]) -> datetime:
    return max((one.first_seen_at for one in documents), default=_NEVER).astimezone(UTC)


def _add(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    child = etree.SubElement(parent, f"{{{_ATOM}}}{name}")
    child.text = text
    return child


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
