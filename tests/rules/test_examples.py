from __future__ import annotations

import re

import pytest
from msgspec import structs

from pipeline.enrich.names import parse_names, tag_names
from pipeline.enrich.topics import parse_taxonomy
from pipeline.rules.examples import run_examples
from pipeline.rules.lint import lint_rule
from pipeline.rules.load import Rule, parse_rules
from pipeline.stages.lint import gather_known
from pipeline.types import Document
from tests.documents import make_document, make_quote
from tests.rules.making import make_rule, read_seeds

NAMES = parse_names(read_seeds("names"))
KNOWN = gather_known(NAMES, parse_taxonomy(read_seeds("topics")), ())
SEEDED = parse_rules(read_seeds("rules"), names=NAMES.ids)
# Enough attribution for the examples: "...," Role Full Name said
_SAID = re.compile(r'"([^"]+)"[^"]*?([A-Z]\w+ [A-Z]\w+) said')


def enrich(text: str, *, title: str = "", language: str | None = None) -> Document:
    quotes = tuple(make_quote(found[1], speaker=found[2], text=text) for found in _SAID.finditer(text))
    document = make_document(text=text, title=title, language=language or "en")
    return structs.replace(
        document,
        quotes=quotes,
        names=tag_names(NAMES, text, context=title),
        title_names=tag_names(NAMES, title, context=text),
    )


def test_the_starter_rules_are_read_without_a_problem() -> None:
    assert not SEEDED.problems
    assert "russia-nato-council" in [rule.id for rule in SEEDED.rules]


@pytest.mark.parametrize("rule", SEEDED.rules, ids=lambda rule: str(rule.id))
def test_a_starter_rule_passes_its_examples_and_has_both_kinds(rule: Rule) -> None:
    results = run_examples(rule, enrich)
    assert [result.message for result in results if not result.ok] == []
    assert {example.expected for example in rule.examples} == {True, False}
    assert lint_rule(rule, known=KNOWN) == ()


def test_a_failing_example_says_what_was_found() -> None:
    more = "[[rule.must_match]]\ntext='Nothing here.'\n[[rule.must_not_match]]\ntext='NATO, again.'\ntitle='Again'"
    results = run_examples(make_rule("nato", more=more), enrich)
    assert [result.ok for result in results] == [False, False]
    assert [result.message for result in results] == [
        "must match, does not match: Nothing here.",
        "must not match, matches (NATO): Again",
    ]
