"""The feed of a rule, as feed readers and strict parsers see it."""

from __future__ import annotations

from datetime import timedelta

import feedparser
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipeline.notify.atom import LIMIT, write_feed
from tests.notify.making import HOSTILE, RUNG_AT, make_alert

URL = "https://watch.example/rules/council/alerts.atom"
ATOM = "{http://www.w3.org/2005/Atom}"


def test_a_feed_has_the_alerts_with_their_evidence() -> None:
    alerts = [make_alert(n, rung_at=RUNG_AT - timedelta(hours=n)) for n in range(3)]
    feed = feedparser.parse(write_feed("council", "The council", alerts, URL))
    assert not feed.bozo
    assert (feed.version, feed.feed.title, feed.feed.id) == (
        "atom10",
        "The council",
        "tag:wirewatch.org,2026:rule/council",
    )
    assert [(link.rel, link.href, link.type) for link in feed.feed.links] == [("self", URL, "application/atom+xml")]
    assert feed.feed.updated == "2026-11-24T10:00:00Z"
    assert [entry.link for entry in feed.entries] == [alert.url for alert in alerts]
    assert [entry.id for entry in feed.entries] == [f"tag:wirewatch.org,2026:alert/a{n}" for n in range(3)]
    assert [entry.updated for entry in feed.entries][1] == "2026-11-24T09:00:00Z"
    assert "mentioned: [the NRC]" in feed.entries[0].content[0].value


def test_a_feed_has_what_rfc_4287_asks_for_and_at_most_fifty_entries() -> None:
    root = etree.fromstring(write_feed("council", "", [make_alert(n) for n in range(60)], URL))
    for name in ("id", "title", "updated", "author"):
        assert len(root.findall(ATOM + name)) == 1
    entries = root.findall(f"{ATOM}entry")
    assert len(entries) == LIMIT
    for entry in entries:
        for name in ("id", "title", "updated", "content"):
            assert len(entry.findall(ATOM + name)) == 1


def test_an_empty_feed_is_a_feed() -> None:
    feed = feedparser.parse(write_feed("council", "The council", [], URL))
    assert not feed.bozo
    assert feed.entries == []
    assert feed.feed.updated


def test_what_a_feed_says_is_text_and_a_bad_address_no_link() -> None:
    alert = make_alert(title=HOSTILE + "]]>", url="javascript:alert(1)", rule="<b>")
    root = etree.fromstring(write_feed("<b>", HOSTILE, [alert], URL))
    assert {element.tag for element in root.iter()} <= {
        ATOM + name
        for name in (
            *("feed", "id", "title", "updated", "link", "author", "name"),
            *("entry", "published", "category", "content"),
        )
    }
    assert [link.get("rel") for link in root.iter(f"{ATOM}link")] == ["self"]


@given(st.text(), st.text())
def test_no_text_breaks_a_feed(title: str, url: str) -> None:
    alert = make_alert(title=title, url=url)
    etree.fromstring(write_feed("council", title, [alert], URL))
