"""Reads rule files. A rule that is wrong is reported and left out; the others ring."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from pipeline.errors import QueryError, RuleError
from pipeline.query.render import to_text
from pipeline.query.syntax import parse_query
from pipeline.query.tree import Node
from pipeline.rules.file import ExampleEntry, RuleEntry
from pipeline.types import AlertEvent, SpikeWatch, Timing

LIMIT_BYTES = 32 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A text that the rule must match (`expected`) or must not."""

    text: str
    title: str
    language: str | None
    note: str
    expected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule in force. `query` finds what the rule matches: it includes the rule's languages.

    `version` changes when and only when what it matches or where it rings changes, not with the time it is sent.
    """

    id: str
    title: str
    version: str
    query: str
    node: Node
    channels: tuple[str, ...]
    on: tuple[AlertEvent, ...]
    owner: str | None
    languages: tuple[str, ...]
    timing: Timing
    spike: SpikeWatch | None
    examples: tuple[Example, ...]
    file: str


def write_definition(rule: Rule) -> str:
    """Write what a rule rings for as JSON, so that its alerts can be judged again; `read_definition` reads it."""
    return json.dumps({"query": rule.query, "on": rule.on, "channels": rule.channels, "title": rule.title})


def read_definition(definition: str) -> tuple[str, Node]:
    """The query of a rule as it once was, and its tree; names that are no longer watched match nothing."""
    query: str = json.loads(definition)["query"]
    return query, parse_query(query)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """The rules in force, those switched off, and what is wrong with the rest."""

    rules: tuple[Rule, ...]
    problems: tuple[RuleError, ...] = ()
    disabled: tuple[Rule, ...] = ()

    def find(self, rule: str) -> Rule | None:
        """The rule in force with an id; None when there is none."""
        return next((known for known in self.rules if known.id == rule), None)


def parse_rules(files: Mapping[str, bytes], *, names: Collection[str]) -> RuleSet:
    """Read rule files by name; `names` are the watched names that queries may use.

    Never raises for what a file holds. Of two rules with one id the first, by file name, is kept.
    """
    kept: dict[str, tuple[Rule, bool]] = {}
    problems: list[RuleError] = []
    for file in sorted(files):
        for entry in _read_entries(file, files[file]):
            try:
                rule, enabled = _read_rule(file, entry, names=names)
                if rule.id in kept:
                    other = kept[rule.id][0].file
                    _refuse(file, rule.id, f"there is a rule of this id already, in {other}: give this one another id")
                kept[rule.id] = rule, enabled
            except RuleError as problem:
                problems.append(problem)
    return RuleSet(
        rules=tuple(rule for rule, enabled in kept.values() if enabled),
        problems=tuple(problems),
        disabled=tuple(rule for rule, enabled in kept.values() if not enabled),
    )


def _refuse(file: str, rule: str | None, what: str) -> None:
    where = f"{file}: rule {rule!r}" if rule else file
    raise RuleError(f"{where}: {what}", file=file, rule=rule)


def _read_entries(file: str, data: bytes) -> Iterator[object]:
    """The rules of a file, as they are, or the error that stands in for them."""
    try:
        if len(data) > LIMIT_BYTES:
            raise ValueError(f"the file is larger than {LIMIT_BYTES >> 20} MB: split it up")  # noqa: TRY301 - one handler
        content = tomllib.loads(data.decode())
    except (ValueError, RecursionError) as error:
        yield RuleError(f"{file}: this is not TOML: {error}", file=file)
        return
    if not isinstance(content.get("rule"), list):
        yield content
        return
    for key in content:
        if key != "rule":
            yield RuleError(f"{file}: unexpected key {key!r}: beside [[rule]] a file has no other keys", file=file)
    yield from content["rule"]


def _read_rule(file: str, entry: object, *, names: Collection[str]) -> tuple[Rule, bool]:
    if isinstance(entry, RuleError):
        raise entry
    claimed = entry.get("id") if isinstance(entry, dict) else None
    identity = claimed if isinstance(claimed, str) else None
    try:
        read = RuleEntry.model_validate(entry)
        query, node = _read_query(read, names)
    except ValidationError as error:
        raise RuleError(
            f"{file}: rule {identity!r}: {describe(error)}" if identity else f"{file}: {describe(error)}",
            file=file,
            rule=identity,
        ) from None
    except QueryError as error:
        raise RuleError(
            f"{file}: rule {identity!r}: the query is wrong at character {error.position + 1}: {error.message}",
            file=file,
            rule=identity,
            position=error.position,
        ) from None
    return _to_rule(read, file=file, query=query, node=node), read.enabled


def _read_query(read: RuleEntry, names: Collection[str]) -> tuple[str, Node]:
    """The query with the rule's languages, after it was read alone so that errors point into what was typed."""
    if not read.query.strip():
        raise QueryError(
            "the query is blank and would ring for everything; write * if that is meant", query="", position=0
        )
    node = parse_query(read.query, names=names)
    if not read.languages:
        return read.query, node
    restricted = f"({read.query}) language:({' OR '.join(read.languages)})"
    return restricted, parse_query(restricted, names=names)


# Most rules are sent alike: they share what says how, which a hundred thousand of them feel.
_make_timing = lru_cache(maxsize=1000)(Timing)


@lru_cache(maxsize=1000)
def _order(events: tuple[AlertEvent, ...]) -> tuple[AlertEvent, ...]:
    return tuple(sorted(set(events)))


@lru_cache(maxsize=1000)
def _name_once(channels: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(channels))


def _to_rule(read: RuleEntry, *, file: str, query: str, node: Node) -> Rule:
    on = _order(read.on)
    asked: tuple[str, ...] = () if on == ("published",) else on
    spike = SpikeWatch(**read.spike.model_dump()) if "spike" in on else None
    asked += (repr(spike),) if spike else ()
    canonical = "\n".join([to_text(node), *sorted(read.channels), *asked])
    return Rule(
        id=read.id,
        title=read.title,
        version=hashlib.sha256(canonical.encode()).hexdigest()[:12],
        query=query,
        node=node,
        channels=_name_once(read.channels),
        on=on,
        owner=read.owner,
        languages=read.languages,
        timing=_make_timing(schedule=read.schedule, zone=read.zone, quiet_hours=read.quiet_hours, cap=read.cap),
        spike=spike,
        examples=(
            *(_to_example(example, expected=True) for example in read.must_match),
            *(_to_example(example, expected=False) for example in read.must_not_match),
        ),
        file=file,
    )


def _to_example(read: ExampleEntry, *, expected: bool) -> Example:
    return Example(text=read.text, title=read.title, language=read.language, note=read.note, expected=expected)


def describe(error: ValidationError) -> str:
    """Say what is wrong with the keys of a rule, the first five."""
    return "; ".join(_describe_one(dict(one)) for one in error.errors(include_url=False)[:5])


def _describe_one(one: dict[str, Any]) -> str:
    place = ".".join(map(str, one["loc"])) or "the rule"
    if one["type"] == "extra_forbidden":
        fields = ExampleEntry.model_fields if len(one["loc"]) > 1 else RuleEntry.model_fields
        near = get_close_matches(str(one["loc"][-1]), fields, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"known keys are {', '.join(fields)}"
        return f"unknown key {place!r}: {hint}"
    if one["type"] == "missing":
        return f"{place!r} is missing: add it"
    found = "" if one["type"] == "model_type" else f", found {str(one['input'])[:60]!r}"
    return f"{place!r}: {one['msg'][:1].lower()}{one['msg'][1:]}{found}"
