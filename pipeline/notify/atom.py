"""The alerts of a rule as an Atom feed (RFC 4287), for feed readers and for programs that poll."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from lxml import etree

from pipeline.notify.cleaning import clean, to_link
from pipeline.notify.entry import describe
from pipeline.notify.message import format_title, list_lines
from pipeline.types import Alert

LIMIT = 50  # alerts in a feed: readers that come once a day or so miss nothing of a rule with a sensible cap
_ATOM = "http://www.w3.org/2005/Atom"
# The authority of tag URIs (RFC 4151). An id says nothing of where the feed is served, so that it never changes.
_TAG = "tag:wirewatch.org,2026"
_NEVER = datetime(2026, 1, 1, tzinfo=UTC)


def write_feed(rule_id: str, title: str, alerts: Sequence[Alert], self_url: str) -> bytes:  # noqa: PLR0917 - no two are alike
    """The newest 50 of a rule's alerts, newest first, as a document in UTF-8; `alerts` come in that order."""
    feed = etree.Element(_name("feed"), nsmap={None: _ATOM})  # type: ignore[dict-item] # None is the default namespace
    _add(feed, "id", f"{_TAG}:rule/{clean(rule_id)}")
    _add(feed, "title", clean(title) or clean(rule_id))
    shown = alerts[:LIMIT]
    _add(feed, "updated", _stamp(max((alert.rung_at for alert in shown), default=_NEVER)))
    _link(feed, "self", self_url, kind="application/atom+xml")
    _add(_add(feed, "author"), "name", "Wirewatch")
    for alert in shown:
        _add_entry(feed, alert)
    document: bytes = etree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return document


def _add_entry(feed: etree._Element, alert: Alert) -> None:
    entry = _add(feed, "entry")
    _add(entry, "id", f"{_TAG}:alert/{clean(alert.id)}")
    _add(entry, "title", format_title(alert))
    _add(entry, "updated", _stamp(alert.rung_at))
    _add(entry, "published", _stamp(alert.rung_at))
    _link(entry, "alternate", alert.url)
    _add(entry, "category").set("term", alert.event)
    content = _add(entry, "content", "\n".join(list_lines(describe(alert, None))))
    content.set("type", "text")


def _add(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    child = etree.SubElement(parent, _name(name))
    child.text = text
    return child


def _link(parent: etree._Element, relation: str, url: str, *, kind: str | None = None) -> None:
    if (address := to_link(url)) is None:
        return
    link = _add(parent, "link")
    link.set("rel", relation)
    link.set("href", address)
    if kind is not None:
        link.set("type", kind)


def _name(name: str) -> str:
    return f"{{{_ATOM}}}{name}"


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
