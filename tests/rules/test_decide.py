from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from pipeline.rules.decide import decide_alerts
from pipeline.rules.match import Matcher
from pipeline.types import Document, Entry, FeedItem, Status, Story
from pipeline.types.alert import AlertIntent
from tests.documents import SEEN_AT, make_document
from tests.rules.making import make_rules

RULES = make_rules("nato", "absent", "council", more='channels = ["stdout", "mail"]')


def decide(document: Document, *, quiet: bool = False, now: datetime = SEEN_AT) -> tuple[AlertIntent, ...]:
    entry = Entry(
        id=document.id,
        url=document.url,
        feed=document.feed,
        source=document.source,
        item=FeedItem(guid=document.id, url=document.url, title=document.title),
        status=Status.INDEXED,
        revision=document.revision,
        quiet=quiet,
        first_seen_at=document.first_seen_at,
        due_at=document.first_seen_at,
        attempts=1,
        story=document.story,
    )
    found = Matcher(RULES.rules).match(document)
    return decide_alerts(document, entry, found, RULES, now=now, late_after=timedelta(hours=24))


def story(**fields: Any) -> Document:
    return make_document(title="NATO", text="The council met.", **fields)


def test_every_matching_rule_gives_one_intent_with_its_evidence() -> None:
    document = story()
    intents = decide(document)
    assert [intent.rule for intent in intents] == ["r0", "r2"]
    first = intents[0]
    assert (first.rule_version, first.channels) == (RULES.rules[0].version, ("stdout", "mail"))
    assert (first.title, first.url, first.text_hash) == ("NATO", document.url, document.text_hash)
    assert (first.late, first.quiet) == (False, False)
    assert [piece.passage for piece in first.evidence] == ["NATO"]


@pytest.mark.parametrize("verdict", ["paywall", "consent", "error"])
def test_what_cannot_be_read_never_rings(verdict: str) -> None:
    assert decide(story(verdict=verdict)) == ()


def test_a_teaser_rings_and_says_so() -> None:
    assert {intent.title for intent in decide(story(verdict="teaser"))} == {"[teaser] NATO"}


def test_a_quiet_entry_gives_quiet_intents() -> None:
    assert {intent.quiet for intent in decide(story(), quiet=True)} == {True}


def test_a_reprint_gives_intents_because_the_ledger_knows_what_rang() -> None:
    reprint = story(story=Story(id="first", origin=False, reprint_of="first", likeness=0.97))
    assert len(decide(reprint)) == 2


@pytest.mark.parametrize(
    ("fields", "now", "late"),
    [
        ({}, SEEN_AT + timedelta(minutes=59), False),
        ({}, SEEN_AT + timedelta(minutes=61), True),
        ({"published_at": SEEN_AT - timedelta(hours=23)}, SEEN_AT, False),
        ({"published_at": SEEN_AT - timedelta(hours=25)}, SEEN_AT, True),
        ({"published_at": SEEN_AT + timedelta(days=300)}, SEEN_AT, False),
        ({"published_at": None}, SEEN_AT, False),
        ({"revision": 2}, SEEN_AT, True),
    ],
    ids=["in time", "waited", "yesterday", "redated", "future", "undated", "corrected"],
)
def test_late_is_what_the_reader_could_have_had_earlier(fields: dict[str, Any], now: datetime, *, late: bool) -> None:
    assert {intent.late for intent in decide(story(**fields), now=now)} == {late}
