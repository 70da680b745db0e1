"""`wirewatch rules backtest`: what a rule would have rung for, before it is saved."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click
import msgspec

from pipeline.app import App, open_app
from pipeline.errors import RuleError
from pipeline.notify import clean
from pipeline.rules.backtest import Backtest
from pipeline.rules.load import Rule, parse_rules

_BAR = 40
_TRIED = "tried"


@click.command()
@click.argument("rule_id", metavar="RULE|FILE.toml", required=False)
@click.option("--query", help="Try a query that is no rule yet.")
@click.option("--days", default=30, show_default=True, type=click.IntRange(1), help="Look back so many days.")
@click.option("--json", "as_json", is_flag=True, help="One object.")
def backtest(*, rule_id: str | None, query: str | None, days: int, as_json: bool) -> int:
    """Show what a rule would have rung for among the stored articles; RULE is an id, or a file that is not in place."""
    from pipeline.stages.backtest import Stored, run_backtest

    if (rule_id is None) == (query is None):
        raise click.UsageError("give a rule, a file or --query")
    with open_app() as app:
        rule = _read_query(app, query) if query is not None else _find(app, rule_id or "")
        result = run_backtest(rule, Stored(reader=app.store, index=app.index, now=app.clock()), days=days)
    if as_json:
        click.echo(msgspec.json.encode(result))
    else:
        _print(result, days)
    return 0


def _read_query(app: App, query: str) -> Rule:
    text = f"id = '{_TRIED}'\ntitle = '{_TRIED}'\nquery = {msgspec.json.encode(query).decode()}\n"
    return _only(app, "--query", text.encode())


def _find(app: App, given: str) -> Rule:
    if given.endswith(".toml"):
        return _only(app, given, Path(given).read_bytes())
    known = app.read_rules().rules
    rule = known.find(given) or next((one for one in known.disabled if one.id == given), None)
    if rule is None:
        ids = ", ".join(one.id for one in known.rules) or "none"
        raise RuleError(f"there is no rule {given!r}: rules are {ids}", rule=given)
    return rule


def _only(app: App, name: str, data: bytes) -> Rule:
    read = parse_rules({name: data}, names=app.names.ids)
    if read.problems:
        raise read.problems[0]
    rules = (*read.rules, *read.disabled)
    if len(rules) != 1:
        raise RuleError(f"{name}: expected one rule, found {len(rules)}: name one of them by its id", file=name)
    return rules[0]


def _print(result: Backtest, days: int) -> None:
    _print_days(result.days)
    click.echo(
        f"{result.stories} alerts for {result.articles} matching articles of {result.looked_at}, in {days} days at most"
    )
    if result.forecast:
        outlook = result.forecast
        click.echo(f"to be expected: {outlook.mean:g} alerts a day, {outlook.busy:g} on a busy one")
    for noise in result.noise:
        click.echo(f"  {clean(noise.clause)}: in {noise.articles} articles, {noise.alone} match by it alone")
    for variant, count in list(result.variants.items())[:10]:
        click.echo(f"  written {clean(variant)!r}: {count} of {result.sampled} articles looked into")
    for story in result.newest:
        more = f" and {story.joined} more" if story.joined else ""
        click.echo(f"  {story.at:%Y-%m-%d %H:%M} {clean(story.source)}{more}: {clean(story.title)}")
    for warning in result.warnings:
        click.echo(f"warning: {clean(warning)}")


def _print_days(days: Mapping[str, int]) -> None:
    from rich.console import Console
    from rich.progress_bar import ProgressBar
    from rich.table import Table

    chart = Table.grid(padding=(0, 2))
    chart.add_column()
    chart.add_column(justify="right")
    chart.add_column(width=_BAR)
    for day, count in days.items():
        # Ends in ASCII where the terminal knows nothing else.
        chart.add_row(day, str(count), ProgressBar(total=max(days.values()) or 1, completed=count, width=_BAR))
    Console(highlight=False).print(chart)
