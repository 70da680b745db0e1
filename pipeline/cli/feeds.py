"""`wirewatch feeds`: which sources are watched, and how they are."""

from __future__ import annotations

from collections.abc import Sized
from pathlib import Path

import click
import msgspec

from pipeline.app import App, open_app
from pipeline.cli.progress import show_waiting
from pipeline.config import find_data
from pipeline.errors import CatalogueError, FeedError, PipelineError
from pipeline.feeds.catalogue import parse_catalogue, write_opml, write_toml
from pipeline.feeds.identity import make_spec
from pipeline.feeds.schedule import judge_health
from pipeline.notify import clean
from pipeline.types import Feed, Fetched, NotFetched, ParsedFeed, Request

_ENOUGH = 20


@click.group()
def feeds() -> None:
    """Add, list, remove, check, import, export or discover feeds."""


@feeds.command()
@click.argument("url")
@click.option("--id", "feed_id", help="A short name; made from the URL by default.")
@click.option("--name", help="What people call it.")
@click.option(
    "--every", type=click.IntRange(1), metavar="SECONDS", help="Poll it so often; by default its news decide."
)
@click.option("--json", "as_json", is_flag=True, help="One object.")
def add(*, url: str, feed_id: str | None, name: str | None, every: int | None, as_json: bool) -> int:
    """Watch a feed; its first poll is a silent baseline."""
    spec = make_spec(url, id=feed_id, name=name, interval_seconds=every)
    with open_app() as app:
        added = app.store.add_feeds([spec], now=app.clock())
        known = next((feed.spec.id for feed in app.store.feeds() if feed.spec.url == spec.url), spec.id)
    if as_json:
        click.echo(msgspec.json.encode({"id": known, "url": spec.url, "added": bool(added)}))
    else:
        click.echo(f"{spec.id} is watched" if added else f"{known} was watched already ({spec.url})")
    return 0


@feeds.command("list")
@click.option("--json", "as_json", is_flag=True, help="One feed a line.")
def list_feeds(*, as_json: bool) -> int:
    """List the watched feeds."""
    with open_app() as app:
        rows = [_describe(feed, app) for feed in app.store.feeds()]
    for row in rows:
        click.echo(msgspec.json.encode(row) if as_json else f"{row['id']:<28} {row['url']}")
    return _mind_none(rows)


@feeds.command()
@click.argument("feed_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="One object.")
def remove(*, feed_id: str, as_json: bool) -> int:
    """Stop watching a feed; its articles stay."""
    with open_app() as app:
        app.store.remove_feed(feed_id)
    told = f"{feed_id} is no longer watched"
    click.echo(msgspec.json.encode({"id": feed_id, "removed": True}) if as_json else told)
    return 0


@feeds.command()
@click.argument("url")
@click.option("--json", "as_json", is_flag=True, help="One object.")
def check(*, url: str, as_json: bool) -> int:
    """Fetch a feed once and say what is in it; nothing is stored."""
    with open_app() as app, show_waiting(f"fetching {url}"):
        found = _look(app, url)
    if isinstance(found, PipelineError):
        raise found
    if as_json:
        click.echo(msgspec.json.encode(found))
        return 0
    click.echo(f"{found.kind}: {clean(found.title) or 'no title'}, {len(found.items)} items")
    for item in found.items[:_ENOUGH]:
        dates = [claim.text for claim in item.claims if not claim.modified]
        click.echo(f"  {clean(dates[0]) if dates else 'no date':<32} {clean(item.title)}")
    for warning in found.warnings:
        click.echo(f"  warning: {warning}")
    return 0


@feeds.command("import")
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One object.")
def import_feeds(*, file: Path | None, as_json: bool) -> int:
    """Watch the feeds of an OPML or TOML file; the starter catalogue by default."""
    path = file or find_data("seeds") / "feeds.toml"
    catalogue = parse_catalogue(path.read_bytes(), name=path.name)
    if not catalogue.feeds:
        raise CatalogueError(f"{path}: no feed in it; expected OPML outlines with xmlUrl, or [[feed]] tables with url")
    with open_app() as app, show_waiting(f"{len(catalogue.feeds)} feeds"):
        added = app.store.add_feeds(catalogue.feeds, now=app.clock())
    for warning in catalogue.warnings:
        click.echo(f"{path.name}: {warning}", err=True)
    known = len(catalogue.feeds) - len(added)
    if as_json:
        click.echo(msgspec.json.encode({"added": [feed.spec.id for feed in added], "known": known}))
    else:
        click.echo(f"{len(added)} feeds added, {known} were watched already")
    return 0


@feeds.command()
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--format", "kind", type=click.Choice(["opml", "toml"]), default="opml", show_default=True)
def export(*, file: Path | None, kind: str) -> int:
    """Write the watched feeds as OPML or TOML, to a file or to standard output."""
    with open_app() as app:
        specs = tuple(feed.spec for feed in app.store.feeds())
    data = write_opml(specs) if kind == "opml" else write_toml(specs)
    if file is None:
        click.echo(data, nl=False)
    else:
        file.write_bytes(data)
        click.echo(f"{len(specs)} feeds written to {file}", err=True)
    return 0


@feeds.command()
@click.argument("url")
@click.option("--json", "as_json", is_flag=True, help="One feed a line.")
def discover(*, url: str, as_json: bool) -> int:
    """Find the feeds that a page announces."""
    from pipeline.feeds.discover import find_feeds

    with open_app() as app, show_waiting(f"fetching {url}"):
        answer = next(iter(app.fetcher.fetch([Request(url=url, kind="discover")])))
    if isinstance(answer, NotFetched):
        raise FeedError(f"{url}: {_explain(answer)}", url=url)
    found = find_feeds(answer.body, url=answer.url) if isinstance(answer, Fetched) else ()
    # The usual places are guesses, tried by nobody: they are no answer.
    announced = [feed for feed in found if feed.origin != "usual"]
    for feed in announced:
        shown = f"{feed.url}  {feed.kind}  {clean(feed.title)}".rstrip()
        click.echo(msgspec.json.encode(feed) if as_json else shown)
    if not announced:
        raise FeedError(f"{url} announces no feed: look for an RSS link on the page, or try its sitemap", url=url)
    return 0


@feeds.command()
@click.option("--json", "as_json", is_flag=True, help="One feed a line.")
def health(*, as_json: bool) -> int:
    """Show which feeds are quiet, failing or dead, and why."""
    with open_app() as app:
        rows = [_describe(feed, app) for feed in app.store.feeds()]
    for row in rows:
        if as_json:
            click.echo(msgspec.json.encode(row))
        else:
            why = f"{row['reason']}: {clean(str(row['detail'] or ''))}" if row["reason"] else ""
            last = f"{row['succeeded_at']:%Y-%m-%d %H:%M}" if row["succeeded_at"] else "never"
            click.echo(f"{row['health']:<8} {row['id']:<28} {last:<16} {why}".rstrip())
    return _mind_none(rows)


def _mind_none(rows: Sized) -> int:
    if not rows:
        click.echo("no feed is watched: `wirewatch feeds import` adds the starter catalogue", err=True)
    return 0


def _describe(feed: Feed, app: App) -> dict[str, object]:
    return {
        "id": feed.spec.id,
        "url": feed.spec.url,
        "name": feed.spec.name,
        "source": feed.spec.source,
        "language": feed.spec.language,
        "tags": feed.spec.tags,
        "health": judge_health(feed, app.clock()),
        "due_at": feed.due_at,
        "polled_at": feed.polled_at,
        "succeeded_at": feed.succeeded_at,
        "fresh_at": feed.fresh_at,
        "interval_seconds": feed.interval.total_seconds(),
        "failures": feed.failures,
        "reason": feed.reason,
        "detail": feed.detail,
    }


def _look(app: App, url: str) -> ParsedFeed | PipelineError:
    from pipeline.stages.poll import parse_answer

    answer = next(iter(app.fetcher.fetch([Request(url=url, kind="feed")])))
    if isinstance(answer, Fetched):
        return next(iter(app.workers.map(parse_answer, [answer])))
    detail = _explain(answer) if isinstance(answer, NotFetched) else "not modified"
    return FeedError(f"{url}: {detail}", url=url)


def _explain(answer: NotFetched) -> str:
    """Why nothing came, and the setting where one decides."""
    denied = answer.reason == "egress_denied"
    remedy = "; WIREWATCH_NET__ALLOW=10.1.2.0/24 lets a network of your own in" if denied else ""
    return f"{answer.reason}: {answer.detail}{remedy}"
