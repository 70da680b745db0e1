"""`wirewatch alerts replay`: an alert judged again."""

from __future__ import annotations

import click
import msgspec

from pipeline.app import open_app
from pipeline.notify import clean
from pipeline.stages.replay import Replayed, replay_alert


@click.command()
@click.argument("alert_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="One object.")
def replay(*, alert_id: str, as_json: bool) -> int:
    """Judge an alert again by the rule and the document that it rang for, and check the archived page.

    Exits with 1 when the verdict, the evidence or the page is not what it was.
    """
    with open_app() as app:
        done = replay_alert(alert_id, store=app.store, archive=app.archive)
    if as_json:
        click.echo(msgspec.json.encode(_to_fields(done)))
    else:
        _print(done)
    return 0 if done.same else 1


def _to_fields(done: Replayed) -> dict[str, object]:
    return {
        "id": done.alert.id,
        "rule": done.alert.rule,
        "rule_version": done.alert.rule_version,
        "query": msgspec.json.decode(done.version.definition)["query"],
        "matches": done.verdict.matches,
        "same": done.same,
        "differences": list(done.verdict.differences),
        "page": done.page,
        "evidence": done.verdict.evidence,
    }


def _print(done: Replayed) -> None:
    alert = done.alert
    query = msgspec.json.decode(done.version.definition)["query"]
    click.echo(f"{alert.id}  {clean(alert.title)}")
    click.echo(f"rule {alert.rule} version {alert.rule_version}, in force since {done.version.since:%Y-%m-%d %H:%M}:")
    click.echo(f"  {clean(query)}")
    for piece in done.verdict.evidence:
        where = f"{piece.clause}, {piece.field} {piece.start}-{piece.end}"
        click.echo(f"  [{clean(piece.passage or piece.variant)}]  {where}")
    for difference in done.verdict.differences:
        click.echo(f"DIFFERS: {difference}")
    page = f"archived page: {alert.archive.file} at {alert.archive.offset}, sha256 {alert.archive.sha256}"
    click.echo(f"DIFFERS: {done.page}" if done.page else f"{page}, intact")
    click.echo("the same verdict" if done.same else "not the same verdict")
