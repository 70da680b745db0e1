"""`wirewatch search` and `show`: reading for people and for programs."""

from __future__ import annotations

import click
import msgspec

from pipeline.app import App, open_app
from pipeline.cli.alerts import format_rung
from pipeline.cli.changes import encode_changes, write_changes
from pipeline.errors import NotFoundError
from pipeline.notify import clean
from pipeline.query import parse_query
from pipeline.types import Document, Entry, encode_document


class _QueryCommand(click.Command):
    """A command whose query may begin with `-` (NOT), as the language allows."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if "--" not in args:
            before = ["", *args]
            queries = [arg for last, arg in zip(before, args, strict=False) if _begins_with_not(arg, last)]
            options = [arg for last, arg in zip(before, args, strict=False) if not _begins_with_not(arg, last)]
            args = [*options, "--", *queries] if queries else args
        return super().parse_args(ctx, args)


def _begins_with_not(argument: str, before: str) -> bool:
    return len(argument) > 1 and argument[0] == "-" != argument[1] and argument != "-h" and before != "--limit"


@click.command(cls=_QueryCommand)
@click.argument("query", default="")
@click.option("--json", "as_json", is_flag=True, help="One document a line.")
@click.option("--limit", default=20, type=click.IntRange(1, 10_000), show_default=True, help="At most so many.")
def search(*, query: str, as_json: bool, limit: int) -> int:
    """Find documents; the query language is in docs/query.md. An empty query lists the newest."""
    with open_app() as app:
        node = parse_query(query, names=app.names.ids)
        page = app.index.search(node, limit=limit)
        for document in page.documents:
            if as_json:
                click.echo(encode_document(document))
            else:
                _print_hit(document)
        if not as_json:
            shown = f"{len(page.documents)} of {page.total}" if page.total > len(page.documents) else str(page.total)
            click.echo(f"{shown} found")
    return 0


def _print_hit(document: Document) -> None:
    when = document.published_at or document.first_seen_at
    click.echo(f"{document.id[:8]}  {when:%Y-%m-%d %H:%M}  {clean(document.source.name)}: {clean(document.title)}")


@click.command()
@click.argument("document_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print the document as JSON.")
def show(*, document_id: str, as_json: bool) -> int:
    """Show one document, its changes, trail and alerts; ID is its id, the beginning of one, or its URL."""
    with open_app() as app:
        entry = _find_entry(app, document_id)
        document = app.store.document(entry.id)
        if as_json:
            if document is None:
                raise NotFoundError(
                    f"entry {entry.id} has no document yet: it stands at {entry.status}", entry=entry.id
                )
            added = encode_changes(app.store, document)
            whole = {**msgspec.json.decode(encode_document(document)), **added}
            click.echo(msgspec.json.encode(whole) if added else encode_document(document))
            return 0
        click.echo(f"{entry.id}  {entry.status}  revision {entry.revision}\n{clean(entry.url)}")
        if entry.reason:
            click.echo(f"{entry.reason}: {clean(entry.detail or '')}")
        if document is not None:
            _print_document(document)
            for line in write_changes(app.store, document):
                click.echo(line)
        _print_history(app, entry.id)
    return 0


def _find_entry(app: App, given: str) -> Entry:
    from pipeline.claims.urls import normalise_url
    from pipeline.feeds.identity import entry_id

    url = normalise_url(given) if "://" in given else None
    if url is None:
        return app.store.entry(given)
    try:
        return app.store.entry(entry_id(url))
    except NotFoundError as error:
        message = f"no feed has announced {given}: give the URL as the feed writes it, or an id of `wirewatch search`"
        raise NotFoundError(message, url=given) from error


def _print_document(document: Document) -> None:
    dating = document.dating
    click.echo(f"\n{clean(document.title)}")
    click.echo(f"{clean(document.source.name)}, {dating.value} ({dating.origin}: {dating.reason}), {document.verdict}")
    click.echo(f"\n{chr(10).join(clean(line) for line in document.text.splitlines())}\n")
    for quote in document.quotes:
        who = (quote.speaker.name or quote.speaker.text) if quote.speaker else None
        click.echo(f"  {clean(who or 'somebody')}: {clean(quote.text)}")
    click.echo("  topics: " + ", ".join(f"{topic.label} ({topic.score:.2f})" for topic in document.topics))
    click.echo("  names: " + ", ".join(f"{name.name} ({clean(name.variant)})" for name in document.names))


def _print_history(app: App, entry: str) -> None:
    for line in app.store.trail(entry):
        note = f"  {line.reason or ''} {clean(line.detail or '')}".rstrip()
        took = f"{line.took.total_seconds():.2f} s"
        click.echo(f"{line.at:%Y-%m-%d %H:%M:%S}  r{line.revision} {line.stage:<9} {line.to_status:<11} {took}{note}")
    for alert in app.store.alerts(entry=entry):
        click.echo(format_rung(app, alert))
