"""Runs the rules of docs/rules.md."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.rules.examples import run_examples
from pipeline.rules.file import RuleEntry
from pipeline.rules.lint import lint_rule
from pipeline.rules.load import parse_rules
from tests.rules.test_examples import enrich

PAGE = (Path(__file__).parents[2] / "docs" / "rules.md").read_text()
RULES = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("text", RULES, ids=lambda text: str(text.partition("\n")[0]))
def test_a_rule_of_the_page_is_read_and_passes_its_examples(text: str) -> None:
    read = parse_rules({"rule.toml": text.encode()}, names=())
    assert [problem.message for problem in read.problems] == []
    (rule,) = read.rules
    assert [result.message for result in run_examples(rule, enrich) if not result.ok] == []
    assert {example.expected for example in rule.examples} == {True, False}
    assert lint_rule(rule) == ()


def test_every_key_and_event_is_shown() -> None:
    shown = "\n".join(RULES)
    assert [key for key in RuleEntry.model_fields if not re.search(rf"^\[*{key}\b", shown, re.MULTILINE)] == []
    events = RuleEntry.model_json_schema()["properties"]["on"]["items"]["enum"]
    assert [event for event in events if f'| `"{event}"` |' not in PAGE] == []
