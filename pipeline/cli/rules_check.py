"""`wirewatch rules check` and `wirewatch rules test`: for people, and for the continuous integration of their rules."""

from __future__ import annotations

import click
import msgspec

from pipeline.app import App, open_app
from pipeline.errors import RuleError
from pipeline.rules.load import Rule


@click.command()
@click.option("--strict", is_flag=True, help="Exit with 2 for a warning too.")
@click.option("--json", "as_json", is_flag=True, help="One error or warning a line.")
def check(*, strict: bool, as_json: bool) -> int:
    """Read all rule files and say what is wrong or doubtful."""
    from pipeline.editing import find_warnings

    with open_app() as app:
        book = app.read_rules().rules
        warnings = tuple(find_warnings(app, (*book.rules, *book.disabled)))
    for problem in book.problems:
        found = {"level": "error", "rule": problem.subject.get("rule"), "message": problem.message}
        _say(found | {"position": problem.subject.get("position")}, as_json=as_json, err=True)
    for rule, message in warnings:
        _say({"level": "warning", "rule": rule, "message": message}, as_json=as_json, err=False)
    if not as_json:
        click.echo(f"{len(book.rules)} rules are in force, {len(book.problems)} are not")
    return 2 if book.problems or (strict and warnings) else 0


@click.command()
@click.argument("rule_ids", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="One example a line.")
def test(*, rule_ids: tuple[str, ...], as_json: bool) -> int:
    """Run the must-match and must-not-match examples of each rule through the real enrichment."""
    failed = 0
    with open_app() as app:
        for rule in choose_rules(app, rule_ids):
            failed += _test_rule(rule, app, as_json=as_json)
        if app.read_rules().rules.problems:
            raise app.read_rules().rules.problems[0]
    return 1 if failed else 0


def choose_rules(app: App, rule_ids: tuple[str, ...]) -> tuple[Rule, ...]:
    """The rules in force that are named, all when none is; RuleError when one is not there."""
    known = {rule.id: rule for rule in app.read_rules().rules.rules}
    for rule_id in rule_ids:
        if rule_id not in known:
            raise RuleError(f"there is no rule {rule_id!r}: rules are {', '.join(known) or 'none'}", rule=rule_id)
    return tuple(known[rule_id] for rule_id in rule_ids or known)


def _say(found: dict[str, object], *, as_json: bool, err: bool) -> None:
    if as_json:
        click.echo(msgspec.json.encode({key: value for key, value in found.items() if value is not None}))
    elif err:  # the message of an error names its rule and file
        click.echo(f"error: {found['message']}", err=True)
    else:
        click.echo(f"warning: {found['rule']}: {found['message']}")


def _test_rule(rule: Rule, app: App, *, as_json: bool) -> int:
    """Run the examples of a rule; how many failed."""
    from pipeline.rules.examples import run_examples

    results = run_examples(rule, app.enrich_example)
    for number, result in enumerate(results, start=1):
        if as_json:
            row = {"rule": rule.id, "example": number, "ok": result.ok, "message": result.message}
            click.echo(msgspec.json.encode({**row, "note": result.example.note}))
        elif not result.ok:
            click.echo(f"FAIL {rule.id}: {result.message}")
    if not as_json:
        click.echo(f"{rule.id}: {len(rule.examples)} examples")
    return sum(not result.ok for result in results)
