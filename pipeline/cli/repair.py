"""`wirewatch rewind`, `rebuild` and `compare`: the past, again."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import click
import msgspec

from pipeline.app import open_app
from pipeline.cli.differences import Difference, find_differences
from pipeline.cli.progress import show_waiting, track
from pipeline.cli.times import MOMENT
from pipeline.errors import PipelineError
from pipeline.notify import clean
from pipeline.stages.again import read_documents
from pipeline.types import STAGES, Document, Selection, StageName, Status


@click.command()
@click.option("--to", "stage", required=True, type=click.Choice(list(STAGES)), help="The first stage to run again.")
@click.option("--entry", "entries", multiple=True, help="Only this entry (repeatable).")
@click.option("--feed", help="Only entries of this feed.")
@click.option("--source", help="Only entries of this source.")
@click.option("--status", type=click.Choice([str(status) for status in Status]), help="Only entries that stand here.")
@click.option("--reason", help="Only entries set aside for this reason.")
@click.option("--since", type=MOMENT, help="Only entries first seen since.")
@click.option("--all", "everything", is_flag=True, help="All entries: needed when nothing is selected.")
@click.option("--json", "as_json", is_flag=True, help="One object.")
def rewind(  # noqa: PLR0913 - one parameter an option
    *,
    stage: StageName,
    entries: tuple[str, ...],
    feed: str | None,
    source: str | None,
    status: str | None,
    reason: str | None,
    since: datetime | None,
    everything: bool,
    as_json: bool,
) -> int:
    """Put entries back before a stage; the next run does it again. Alerts that rang do not ring again."""
    if not (everything or entries or feed or source or status or reason or since):
        raise click.UsageError("say which entries: --entry, --feed, --source, --status, --reason, --since, or --all")
    with open_app() as app:
        chosen = Selection(
            entries=tuple(app.store.entry(entry).id for entry in entries),
            feed=feed,
            source=source,
            status=Status(status) if status else None,
            reason=reason,
            since=since,
        )
        with show_waiting(f"putting entries back before {stage}"):
            count = app.store.rewind(stage, now=app.clock(), selection=chosen)
    if as_json:
        click.echo(msgspec.json.encode({"stage": stage, "rewound": count}))
    else:
        click.echo(f"{count} entries stand before {stage} again")
    return 0


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One object.")
def rebuild(*, as_json: bool) -> int:
    """Build the search index anew from the ledger and switch to it; alerts do not ring."""
    from pipeline.search.rebuild import rebuild as build

    with open_app() as app:
        app.index.create()  # it may have been lost as a whole
        entries = app.store.summary(now=app.clock()).entries
        total = entries.get(Status.INDEXED, 0) + entries.get(Status.DONE, 0)
        documents = track(read_documents(app.store), "documents", total=total)
        report = build(app.index, documents, at=app.clock())
    if as_json:
        click.echo(msgspec.json.encode(report))
        return 1 if report.refused else 0
    click.echo(f"{report.indexed} documents indexed, {report.refused} refused")
    return 1 if report.refused else 0


@click.command()
@click.option("--limit", default=100, show_default=True, type=click.IntRange(1), help="Look at so many documents.")
@click.option("--json", "as_json", is_flag=True, help="One changed document a line, with what it loses and gains.")
def compare(*, limit: int, as_json: bool) -> int:
    """Show what the present extractors and annotators would change in stored articles; nothing is stored."""
    changed: Counter[str] = Counter()
    looked_at = unread = 0
    with open_app() as app:
        for document in track(app.store.documents(limit=limit), "compared"):
            looked_at += 1
            try:
                again = app.process_again(document)
            except PipelineError as error:
                click.echo(f"{document.id[:8]}  cannot be compared: {clean(error.message)}", err=True)
                unread += 1
                continue
            found = find_differences(document, again)
            changed.update(difference.field for difference in found)
            if found:
                click.echo(_to_json(document, found) if as_json else _to_text(document, found))
    if not as_json:
        total = ", ".join(f"{field} {count}" for field, count in changed.most_common()) or "nothing"
        click.echo(f"{looked_at - unread} documents compared; would change: {total}")
    return 1 if unread else 0


def _to_json(document: Document, found: list[Difference]) -> bytes:
    fields = {each.field: {"removed": each.removed, "added": each.added} for each in found}
    changes = {"id": document.id, "changed": [each.field for each in found], "versions": document.versions}
    return msgspec.json.encode({**changes, "differences": fields})


def _to_text(document: Document, found: list[Difference]) -> str:
    lines = [f"{document.id[:8]}  {clean(document.title)}"]
    for each in found:
        lines.append(f"  {each.field}")
        lines += [f"    - {clean(item)}" for item in each.removed]
        lines += [f"    + {clean(item)}" for item in each.added]
    return "\n".join(lines)
