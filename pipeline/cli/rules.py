"""`wirewatch rules`: list, check, test and backtest what rings."""

from __future__ import annotations

from datetime import timedelta

import click
import msgspec

from pipeline.app import App, open_app
from pipeline.cli.backtest import backtest
from pipeline.cli.rules_export import export_rules
from pipeline.errors import RuleError
from pipeline.rules.backtest import write_missing
from pipeline.rules.load import Rule


@click.group()
def rules() -> None:
    """List, check, test or backtest rules."""


@rules.command("list")
@click.option("--json", "as_json", is_flag=True, help="One rule a line.")
def list_rules(*, as_json: bool) -> int:
    """List the rules in force."""
    with open_app() as app:
        for rule in app.read_rules().rules.rules:
            if as_json:
                row = {
                    "id": rule.id,
                    "title": rule.title,
                    "version": rule.version,
                    "query": rule.query,
                    "channels": rule.channels,
                    "on": rule.on,
                }
                click.echo(msgspec.json.encode(row))
            else:
                click.echo(f"{rule.id:<28} {rule.version}  {rule.query}  -> {', '.join(rule.channels)}")
    return 0


@rules.command()
def check() -> int:
    """Read all rule files and say what is wrong or doubtful."""
    from pipeline.rules.lint import lint_rule

    with open_app() as app:
        book = app.read_rules().rules
        names = app.names
        channels = {"stdout", *app.settings.channels}
    for problem in book.problems:
        click.echo(f"error: {problem.message}", err=True)
    for rule in book.rules:
        for warning in lint_rule(rule, names=names.ids):
            click.echo(f"warning: {rule.id}: {warning}")
        for channel in sorted(set(rule.channels) - channels):
            click.echo(
                f"warning: {rule.id}: channel {channel!r} has no address: set WIREWATCH_CHANNELS__{channel.upper()}"
            )
    click.echo(f"{len(book.rules)} rules are in force, {len(book.problems)} are not")
    return 2 if book.problems else 0


@rules.command()
@click.argument("rule_ids", nargs=-1)
def test(*, rule_ids: tuple[str, ...]) -> int:
    """Run the must-match and must-not-match examples of each rule through the real enrichment."""
    from pipeline.rules.examples import run_examples

    failed = 0
    with open_app() as app:
        for rule in _choose(app, rule_ids):
            for result in run_examples(rule, app.enrich_example):
                failed += not result.ok
                if not result.ok:
                    click.echo(f"FAIL {rule.id}: {result.message}")
            click.echo(f"{rule.id}: {len(rule.examples)} examples")
        if app.read_rules().rules.problems:
            raise app.read_rules().rules.problems[0]
    return 1 if failed else 0


@rules.command()
@click.argument("rule_id")
@click.option("--days", required=True, type=click.IntRange(1), help="Ring for what was first seen in so many days.")
def lookback(*, rule_id: str, days: int) -> int:
    """Ring, marked late, for stored articles: rules by themselves look forward only."""
    from pipeline.stages.lookback import look_back

    with open_app() as app:
        now = app.clock()
        rule = _choose(app, (rule_id,))[0]
        done = look_back(rule, app.index, store=app.store, since=now - timedelta(days=days), now=now)
    click.echo(f"{done.matched} articles match, {done.rang} alerts rang; what had rung before does not ring again")
    if done.missing:
        click.echo(f"warning: {write_missing(done.missing)}", err=True)
    return 0


rules.add_command(backtest)
rules.add_command(export_rules)


def _choose(app: App, rule_ids: tuple[str, ...]) -> tuple[Rule, ...]:
    known = {rule.id: rule for rule in app.read_rules().rules.rules}
    for rule_id in rule_ids:
        if rule_id not in known:
            raise RuleError(f"there is no rule {rule_id!r}: rules are {', '.join(known) or 'none'}", rule=rule_id)
    return tuple(known[rule_id] for rule_id in rule_ids or known)
