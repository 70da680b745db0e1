"""Makes rules from queries, and reads the seeds."""

from __future__ import annotations

from pathlib import Path

from pipeline.rules.load import Rule, RuleSet, parse_rules

SEEDS = Path(__file__).parents[2] / "seeds"


def read_seeds(kind: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((SEEDS / kind).glob("*.toml"))}


def make_rules(*queries: str, more: str = "") -> RuleSet:
    """Rules r0, r1, ... in one file."""
    text = "".join(
        f"[[rule]]\nid = 'r{i}'\ntitle = 'Rule {i}'\nquery = '''{q}'''\n{more}\n" for i, q in enumerate(queries)
    )
    rules = parse_rules({"rules.toml": text.encode()}, names=("russia-nato-council", "iaea"))
    assert not rules.problems, rules.problems
    return rules


def make_rule(query: str, *, more: str = "") -> Rule:
    return make_rules(query, more=more).rules[0]
