"""Atom feeds (RFC 4287): for feed readers and for programs that poll."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree

from pipeline.notify.cleaning import clean, to_link
from pipeline.notify.entry import describe
from pipeline.notify.message import format_title, list_lines
from pipeline.types import Alert

LIMIT = 50  # alerts in a feed: readers that come once a day or so miss nothing of a rule with a sensible cap
NAMESPACE = "http://www.w3.org/2005/Atom"
NEVER = datetime(2026, 1, 1, tzinfo=UTC)  # when a feed without entries was changed
# The authority of tag URIs (RFC 4151). An id says nothing of where the feed is served, so that it never changes.
_TAG = "tag:wirewatch.org,2026"


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a feed is: a name of its own for its id, a title, its address, and when it was changed."""

    name: str
    title: str
    url: str
    updated: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a feed holds: a short summary, or a content in lines."""

    name: str
    title: str
    url: str
    at: datetime
    summary: str | None = None
    content: str | None = None
    category: str | None = None


def make_id(name: str) -> str:
    """An id that never changes, for `article/...`, `alert/...` and the like."""
    return f"{_TAG}:{clean(name)}"


def write_feed(rule_id: str, title: str, alerts: Sequence[Alert], self_url: str) -> bytes:  # noqa: PLR0917 - no two are alike
    """The newest 50 of a rule's alerts, newest first, as a document in UTF-8; `alerts` come in that order."""
    shown = alerts[:LIMIT]
    updated = max((alert.rung_at for alert in shown), default=NEVER)
    header = Header(name=f"rule/{rule_id}", title=clean(title) or rule_id, url=self_url, updated=updated)
    return write_atom(header, map(_to_entry, shown))


def _to_entry(alert: Alert) -> Entry:
    return Entry(
        name=f"alert/{alert.id}",
        title=format_title(alert),
        url=alert.url,
        at=alert.rung_at,
        content="\n".join(list_lines(describe(alert, None))),
        category=alert.event,
    )


def write_atom(header: Header, entries: Iterable[Entry]) -> bytes:
    """A feed as a document in UTF-8, its entries in the order given; what is not safe in XML or a link is left out."""
    feed = etree.Element(_name("feed"), nsmap={None: NAMESPACE})  # type: ignore[dict-item] # None is the default namespace
    _add(feed, "id", make_id(header.name))
    _add(feed, "title", clean(header.title))
    _add(feed, "updated", _stamp(header.updated))
    _link(feed, header.url, rel="self", type="application/atom+xml")
    _add(_add(feed, "author"), "name", "Wirewatch")
    for entry in entries:
        _add_entry(feed, entry)
    document: bytes = etree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return document


def _add_entry(feed: etree._Element, entry: Entry) -> None:
    element = _add(feed, "entry")
    _add(element, "id", make_id(entry.name))
    _add(element, "title", clean(entry.title))
    _add(element, "updated", _stamp(entry.at))
    _add(element, "published", _stamp(entry.at))
    _link(element, entry.url, rel="alternate")
    if entry.category is not None:
        _add(element, "category").set("term", entry.category)
    if entry.summary is not None:
        _add(element, "summary", clean(entry.summary))
    if entry.content is not None:
        _add(element, "content", entry.content).set("type", "text")


def _add(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    child = etree.SubElement(parent, _name(name))
    child.text = text
    return child


def _link(parent: etree._Element, url: str, **attributes: str) -> None:
    if (address := to_link(url)) is not None:
        etree.SubElement(parent, _name("link"), {**attributes, "href": address})


def _name(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
