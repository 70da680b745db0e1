"""Reads a rule that is being written: all that is wrong with it at once, each where it belongs. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from pipeline.errors import QueryError
from pipeline.query.syntax import parse_query
from pipeline.rules.file import RuleEntry
from pipeline.rules.load import Rule, parse_rules
from pipeline.rules.write import write_rule

# What a key expects, for people; what is not here says it well enough itself.
_EXPECTED = {
    "id": "expected small letters, digits, hyphens and underscores, beginning with a letter or digit",
    "title": "expected a title of 1 to 200 characters",
    "channels": "choose at least one channel",
    "on": "choose at least one thing that the rule rings for",
    "schedule": "expected a time such as 07:30 for the daily digest",
    "quiet_hours": "expected spans such as 22:00-07:00, with commas between them",
    "languages": "expected codes of two or three letters such as en, fr, ru, with commas between them",
    "cap": "expected a number of messages from 1 to 100000, or nothing",
    "owner": "expected at most 200 characters",
    "query": "write what to look for",
}
_SPIKE = {
    "times": "expected a number above 1 and up to 1000",
    "window_minutes": "expected minutes from 5 to 10080 (a week)",
    "least": "expected a number from 2 to 100000",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong with a key of a rule; a query's `position` counts characters from 0."""

    key: str
    message: str
    position: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A rule as it was written; `entry` and `rule` are there when nothing is wrong."""

    content: Mapping[str, Any]
    problems: tuple[Problem, ...]
    entry: RuleEntry | None = None
    rule: Rule | None = None


def read_draft(content: Mapping[str, Any], *, names: Collection[str]) -> Draft:
    """Read what a form or a file says about one rule; never raises for what it says."""
    problems = [*_find_query_problem(content.get("query"), names)]
    try:
        entry = RuleEntry.model_validate(content)
    except ValidationError as error:
        problems += [one for one in _to_problems(error) if one.key != "query" or not problems]
        return Draft(content=content, problems=tuple(problems))
    if problems:
        return Draft(content=content, problems=tuple(problems))
    read = parse_rules({f"{entry.id}.toml": write_rule(entry)}, names=names)
    problems = [Problem(key="query", message=problem.message) for problem in read.problems]
    rule = next(iter((*read.rules, *read.disabled)), None)
    return Draft(content=content, problems=tuple(problems), entry=entry if rule else None, rule=rule)


def _find_query_problem(query: object, names: Collection[str]) -> Iterator[Problem]:
    if not isinstance(query, str) or not query.strip():
        yield Problem(key="query", message="write what to look for; * finds everything")
        return
    try:
        parse_query(query, names=names)
    except QueryError as error:
        yield Problem(key="query", message=error.message, position=error.position)


def _to_problems(error: ValidationError) -> Iterator[Problem]:
    seen = set()
    for one in error.errors(include_url=False):
        key, *rest = (str(part) for part in one["loc"]) if one["loc"] else ("",)
        expected = _SPIKE.get(rest[0]) if key == "spike" and rest else _EXPECTED.get(key)
        if one["type"] == "extra_forbidden":
            expected = "no rule has this key: take it out of the file by hand"
        message = expected or str(one["msg"]).removeprefix("Value error, ")
        place = ".".join([key, *rest]) if key in {"spike", "must_match", "must_not_match"} else key
        if (place, message) not in seen:
            seen.add((place, message))
            yield Problem(key=place, message=message)
