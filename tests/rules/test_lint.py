from __future__ import annotations

import pytest

from pipeline.query import parse_query
from pipeline.rules.lint import decide_constant, lint_rule
from tests.rules.making import make_rule

EXAMPLE = "[[rule.must_match]]\ntext = 'x'"


@pytest.mark.parametrize(
    ("query", "warning"),
    [
        ("nato -nato", "never matches"),
        ("(nato OR russia) -(nato OR russia)", "never matches"),
        ("cat (nato -nato)", "never matches"),
        ("published:2025 published:2026", "never matches"),
        ("NOT *", "never matches"),
        ("NOT nato", "nearly everything"),
        ("*", "nearly everything"),
        ("nato OR NOT nato", "nearly everything"),
        ("published:2026", "nearly everything"),
        ("language:en -sport", "every article in a language"),
        ("the", "'the' stands in nearly every article"),
        ("mac*", "many words begin with 'mac'"),
    ],
)
def test_a_doubtful_rule_is_warned_of(query: str, warning: str) -> None:
    found = lint_rule(make_rule(query, more=EXAMPLE))
    assert any(warning in line for line in found), found


@pytest.mark.parametrize(
    "query", ["nato", '"the who"', "the council", "name:iaea", "nato -sport", "said:nato language:en"]
)
def test_a_sound_rule_is_left_alone(query: str) -> None:
    assert lint_rule(make_rule(query, more=EXAMPLE), names=("iaea",)) == ()


def test_a_rule_without_an_example_is_asked_for_one() -> None:
    assert ["must_match" in line for line in lint_rule(make_rule("nato"))] == [True]


def test_a_name_that_is_watched_no_more_is_said() -> None:
    assert "not watched" in lint_rule(make_rule("name:iaea", more=EXAMPLE), names=("opec",))[0]


@pytest.mark.parametrize(
    ("query", "constant"),
    [
        ("a", None),
        ("*", True),
        ("NOT *", False),
        ("a OR -a", True),
        ("a -a", False),
        ("b (a -a)", False),
        ("b OR (a -a)", None),
    ],
)
def test_constants_are_seen_through_and_and_or(query: str, *, constant: bool | None) -> None:
    assert decide_constant(parse_query(query)) is constant
