from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from pipeline.rules.changes import asks_for_changes, decide_changes
from pipeline.rules.decide import decide_alerts
from pipeline.rules.load import RuleSet, parse_rules
from pipeline.rules.match import Matcher
from pipeline.types import AlertIntent, ArchiveRef, Change, Document, Evidence
from tests.documents import SEEN_AT, make_document
from tests.rules.making import make_rules

BOTH = 'on = ["phrase_added", "phrase_removed"]'


def make_version(text: str, revision: int, **fields: Any) -> Document:
    archive = ArchiveRef(file="a", offset=revision, sha256=str(revision))
    document = make_document(title="News", text=text, revision=revision, **fields)
    return replace(document, archive=archive, text_hash=f"hash {revision}")


def show(old: Document, new: Document, evidence: Evidence, *, in_old: bool) -> tuple[str, str]:
    shown = old if in_old else new
    assert getattr(shown, evidence.field)[evidence.start : evidence.end] == evidence.passage
    return old.text, new.text


def decide(rules: RuleSet, old: Document, new: Document) -> tuple[AlertIntent, ...]:
    return decide_changes(Matcher(rules.rules), rules, old=old, new=new, now=SEEN_AT, show=show)


def test_a_phrase_that_comes_and_one_that_goes_are_two_events() -> None:
    rules = make_rules("bergen", "sund", "news", more=BOTH)
    old, new = make_version("They meet in Sund.", 1), make_version("They meet in Bergen.", 2)
    added, removed = decide(rules, old, new)
    change = Change(old_revision=1, new_revision=2, before=old.text, after=new.text)
    assert (added.rule, added.event, added.change) == ("r0", "phrase_added", change)
    assert (removed.rule, removed.event, removed.change) == ("r1", "phrase_removed", change)
    assert [piece.passage for intent in (added, removed) for piece in intent.evidence] == ["Bergen", "Sund"]
    assert (added.text_hash, removed.text_hash) == ("hash 2", "hash 1")
    assert (added.archive.offset, removed.archive.offset) == (2, 1)


@pytest.mark.parametrize(
    ("on", "events"),
    [
        ("", []),
        ('on = ["published"]', []),
        ('on = ["phrase_added"]', [("r0", "phrase_added")]),
        ('on = ["published", "phrase_removed"]', [("r1", "phrase_removed")]),
    ],
)
def test_only_what_a_rule_asks_for_rings(on: str, events: list[tuple[str, str]]) -> None:
    rules = make_rules("bergen", "sund", more=on)
    old, new = make_version("They meet in Sund.", 1), make_version("They meet in Bergen.", 2)
    assert [(intent.rule, intent.event) for intent in decide(rules, old, new)] == events
    assert asks_for_changes(rules) == bool(events)


def test_a_rule_that_asks_for_changes_alone_does_not_ring_for_an_article() -> None:
    rules = make_rules("bergen", more=BOTH)
    document = make_version("They meet in Bergen.", 1)
    entry: Any = None  # not looked at when nothing is asked for
    assert decide_alerts(document, entry, Matcher(rules.rules).match(document), rules, now=SEEN_AT) == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"verdict": "teaser"}, {}),
        ({}, {"verdict": "paywall"}),
        ({"verdict": "consent"}, {"verdict": "consent"}),
    ],
    ids=["a teaser became an article", "a wall went up", "walls"],
)
def test_what_could_be_read_worse_or_better_was_not_changed(old: dict[str, Any], new: dict[str, Any]) -> None:
    rules = make_rules("bergen", "sund", more=BOTH)
    assert decide(rules, make_version("Sund.", 1, **old), make_version("Bergen.", 2, **new)) == ()


def test_the_same_bytes_never_ring_however_they_are_read() -> None:
    rules = make_rules("bergen", more=BOTH)
    old, new = make_version("They meet.", 1), make_version("They meet in Bergen.", 2)
    assert decide(rules, replace(old, archive=new.archive), new) == ()


def test_an_event_that_waited_is_late() -> None:
    rules = make_rules("bergen", more=BOTH)
    old, new = make_version("They meet.", 1), make_version("They meet in Bergen.", 2)
    for waited, late in ((timedelta(minutes=59), False), (timedelta(minutes=61), True)):
        now = new.fetched_at + waited
        (intent,) = decide_changes(Matcher(rules.rules), rules, old=old, new=new, now=now, show=show)
        assert (intent.late, intent.quiet) == (late, False)


def test_what_rings_belongs_to_the_version_of_a_rule_and_the_usual_does_not() -> None:
    versions = [make_rules("bergen", more=on).rules[0].version for on in ("", 'on = ["published"]', BOTH)]
    assert versions[0] == versions[1] != versions[2]


@pytest.mark.parametrize("on", ['on = "published"', "on = []", 'on = ["changed"]'])
def test_an_event_that_is_none_is_refused(on: str) -> None:
    text = f'id = "a"\ntitle = "A"\nquery = "nato"\n{on}\n'
    assert len(parse_rules({"a.toml": text.encode()}, names=()).problems) == 1
