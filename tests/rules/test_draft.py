"""A draft says all that is wrong with it at once, each where it belongs."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.rules.draft import read_draft

GOOD: dict[str, Any] = {"id": "r", "title": "A rule", "query": "harbour"}


def test_a_draft_that_is_right_is_a_rule() -> None:
    draft = read_draft({**GOOD, "enabled": False, "cap": "20"}, names=())
    assert draft.problems == ()
    assert draft.rule is not None
    assert draft.rule.timing.cap == 20


def test_all_problems_are_said_at_once() -> None:
    draft = read_draft({"id": "Not a slug", "title": "", "query": '"open', "cap": "many", "zone": "Mars"}, names=())
    assert {problem.key for problem in draft.problems} == {"id", "title", "query", "cap", "zone"}
    assert draft.rule is None


@pytest.mark.parametrize(
    ("changes", "key", "says"),
    [
        ({"query": 'harbour "open'}, "query", "never closed"),
        ({"query": " \n"}, "query", "write what to look for"),
        ({"query": "name:nobody"}, "query", "nobody"),
        ({"schedule": "daily "}, "schedule", "07:30"),
        ({"schedule": "daily 25:00"}, "schedule", "07:30"),
        ({"quiet_hours": ["22-7"]}, "quiet_hours", "22:00-07:00"),
        ({"channels": []}, "channels", "at least one"),
        ({"on": []}, "on", "at least one"),
        ({"spike": {"times": "1"}}, "spike.times", "above 1"),
        ({"must_match": [{"text": "a"}, {"text": "", "title": "b"}]}, "must_match.1.text", "at least 1 character"),
        ({"queery": "x"}, "queery", "by hand"),
        ({"languages": ["English"]}, "languages", "codes"),
    ],
)
def test_a_problem_belongs_to_a_key(changes: dict[str, Any], key: str, says: str) -> None:
    (problem,) = read_draft({**GOOD, **changes}, names=()).problems
    assert problem.key == key
    assert says in problem.message


def test_the_problem_of_a_query_points_at_its_character_in_what_was_typed() -> None:
    draft = read_draft({**GOOD, "query": 'harbour\n"open', "languages": ["en"]}, names=())
    assert [problem.position for problem in draft.problems] == [8]
