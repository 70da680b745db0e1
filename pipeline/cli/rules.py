"""`wirewatch rules`: list, check, test, backtest and export what rings."""

from __future__ import annotations

import click
import msgspec

from pipeline.app import open_app
from pipeline.cli.backtest import backtest
from pipeline.cli.progress import show_waiting
from pipeline.cli.rules_check import check, test
from pipeline.cli.rules_export import export_rules
from pipeline.rules.backtest import write_missing


@click.group()
def rules() -> None:
    """List, check, test, backtest or export rules."""


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
@click.argument("rule_id")
@click.option("--days", required=True, type=click.IntRange(1), help="Ring for what was first seen in so many days.")
@click.option("--json", "as_json", is_flag=True, help="One object.")
def lookback(*, rule_id: str, days: int, as_json: bool) -> int:
    """Ring, marked late, for stored articles: rules by themselves look forward only."""
    from pipeline.editing import find_in_force, look_back

    with open_app() as app, show_waiting(f"looking back {days} days"):
        done = look_back(app, find_in_force(app, rule_id), days=days)
    if as_json:
        click.echo(msgspec.json.encode(done))
        return 0
    click.echo(f"{done.matched} articles match, {done.rang} alerts rang; what had rung before does not ring again")
    if done.missing:
        click.echo(f"warning: {write_missing(done.missing)}", err=True)
    return 0


rules.add_command(check)
rules.add_command(test)
rules.add_command(backtest)
rules.add_command(export_rules)
