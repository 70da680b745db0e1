"""What a search finds as a feed, for feed readers: RSS 2.0 or Atom.

Ids say nothing of where the feed is served (RFC 4151), so a reader that was shown an article is not shown it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime

from lxml import etree

from pipeline.notify import atom, clean
from pipeline.notify.cleaning import to_link
from pipeline.types import Document


def write_atom(documents: Iterable[Document], *, query: str, url: str) -> bytes:
    """What was found as an Atom feed."""
    shown = tuple(documents)
    header = atom.Header(name=f"search/{query}", title=_title(query), url=url, updated=_newest(shown))
    return atom.write_atom(header, map(_to_entry, shown))


def _to_entry(document: Document) -> atom.Entry:
    return atom.Entry(
        name=_name(document), title=document.title, url=document.url, at=_at(document), summary=document.lead
    )


def write_rss(documents: Iterable[Document], *, query: str, url: str) -> bytes:
    """What was found as an RSS 2.0 feed; its own address as the RSS Advisory Board recommends."""
    shown = tuple(documents)
    feed = etree.Element("rss", version="2.0", nsmap={"atom": atom.NAMESPACE})
    channel = etree.SubElement(feed, "channel")
    _put(channel, title=_title(query), link=clean(url), description=f"What Wirewatch finds for {clean(query) or 'all'}")
    _put(channel, lastBuildDate=format_datetime(_newest(shown), usegmt=True))
    etree.SubElement(channel, f"{{{atom.NAMESPACE}}}link", rel="self", href=clean(url), type="application/rss+xml")
    for document in shown:
        item = etree.SubElement(channel, "item")
        _put(item, title=clean(document.title), link=to_link(document.url), description=clean(document.lead))
        _put(item, pubDate=format_datetime(_at(document).astimezone(UTC), usegmt=True))
        etree.SubElement(item, "guid", isPermaLink="false").text = atom.make_id(_name(document))
    written: bytes = etree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _put(parent: etree._Element, **texts: str | None) -> None:
    for name, text in texts.items():
        if text is not None:
            etree.SubElement(parent, name).text = text


def _title(query: str) -> str:
    return clean(query) or "Wirewatch: the newest"


def _name(document: Document) -> str:
    return f"article/{document.id}"


def _at(document: Document) -> datetime:
    return document.published_at or document.first_seen_at


def _newest(documents: Sequence[Document]) -> datetime:
    return max((one.first_seen_at for one in documents), default=atom.NEVER).astimezone(UTC)
