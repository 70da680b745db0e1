"""`wirewatch alerts`: what rang, what could not be delivered, and whether a channel works."""

from __future__ import annotations

from datetime import datetime

import click
import msgspec

from pipeline.app import App, open_app
from pipeline.cli.replay import replay
from pipeline.cli.times import MOMENT
from pipeline.notify import clean, format_alert, make_test_alert
from pipeline.types import Alert, DeadLetter, Dispatch


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="One alert a line.")
@click.option("--since", type=MOMENT, help="Rung at or after this moment: 2026-11-24, 2026-11-24T10:00:00Z, 2h, 7d.")
@click.option("--limit", type=click.IntRange(1), help="At most so many.")
@click.pass_context
def alerts(context: click.Context, *, as_json: bool, since: datetime | None, limit: int | None) -> int:
    """List the alerts that rang, newest first; the commands below look after their delivery."""
    if context.invoked_subcommand is not None:
        return 0
    with open_app() as app:
        rung = app.store.alerts(since=since, limit=limit)
        for alert in rung:
            click.echo(msgspec.json.encode(alert) if as_json else format_rung(app, alert))
        if not as_json and not rung:
            click.echo("no alert has rung")
    return 0


alerts.add_command(replay)


def format_rung(app: App, alert: Alert) -> str:
    """An alert and what became of its deliveries."""
    sent = ", ".join(
        f"{delivery.channel} {delivery.status} {clean(delivery.error or '')}".rstrip() for delivery in alert.deliveries
    )
    return f"{format_alert(alert, app.find_document(alert))}\n  {sent.rstrip()}"


@alerts.command("dead")
@click.option("--json", "as_json", is_flag=True, help="One delivery a line.")
@click.option("--channel", help="Of this channel alone.")
@click.option("--limit", type=click.IntRange(1), help="At most so many.")
def list_dead(*, as_json: bool, channel: str | None, limit: int | None) -> int:
    """List the deliveries that were given up, newest first, and why."""
    with open_app() as app:
        letters = app.store.dead_letters(channel=channel, limit=limit)
    for letter in letters:
        click.echo(msgspec.json.encode(letter) if as_json else _format_dead(letter))
    if not as_json:
        told = "`wirewatch alerts retry` sends them again (an id, --channel NAME or --all)"
        click.echo(told if letters else "no delivery was given up")
    return 0


def _format_dead(letter: DeadLetter) -> str:
    head = f"{letter.id[:8]}  {letter.rung_at:%Y-%m-%d %H:%M}  {letter.channel}  {letter.rule}: {clean(letter.title)}"
    return f"{head}\n          {letter.attempts} attempts: {clean(letter.error)}"


@alerts.command("retry")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--channel", help="All that was given up for this channel.")
@click.option("--all", "everything", is_flag=True, help="All that was given up.")
@click.option("--json", "as_json", is_flag=True, help="One object.")
def retry(*, ids: tuple[str, ...], channel: str | None, everything: bool, as_json: bool) -> int:
    """Send again what was given up, with the same key; a channel that is waited for is tried at once.

    ID is that of a delivery (`wirewatch alerts dead`) or of an alert, or its first eight characters or more.
    """
    if (bool(ids), channel is not None, everything).count(True) != 1:
        raise click.UsageError("name ids, --channel NAME or --all: one of them")
    with open_app() as app:
        count = app.store.retry_dead(now=app.clock(), ids=ids, channel=channel)
    told = f"{count} deliveries wait again: the next `wirewatch run` (or the task `deliver`) sends them"
    click.echo(msgspec.json.encode({"retried": count}) if as_json else told)
    return 0


@alerts.command("test")
@click.argument("channel")
@click.option("--json", "as_json", is_flag=True, help="One object.")
def test(*, channel: str, as_json: bool) -> int:
    """Send a message that is marked as a test to a channel; when it arrives, what waits goes out."""
    with open_app() as app:
        now = app.clock()
        alert = make_test_alert(now)
        app.notifier.send(Dispatch(channel=channel, alerts=(alert,), key=alert.id))
        app.store.free_channel(channel, now=now)
        waiting = sum(state.waiting for state in app.store.outbox(now=now) if state.channel == channel)
    if as_json:
        click.echo(msgspec.json.encode({"channel": channel, "sent": True, "waiting": waiting}))
    else:
        click.echo(f"channel {channel} took a test message; {waiting} deliveries wait for it", err=True)
    return 0
