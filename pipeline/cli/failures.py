"""`wirewatch failures`: what was set aside, why, and the command that brings it back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice

import click
import msgspec

from pipeline.app import App, open_app
from pipeline.notify import clean
from pipeline.types import STAGES, Entry, Selection, Status

_ASIDE = (Status.FAILED, Status.DROPPED)


@click.command()
@click.option("--reason", help="Only what was set aside for this reason.")
@click.option("--limit", default=100, show_default=True, type=click.IntRange(1), help="At most so many of each status.")
@click.option("--json", "as_json", is_flag=True, help="One entry a line.")
def failures(*, reason: str | None, limit: int, as_json: bool) -> int:
    """List FAILED and DROPPED entries, newest first, with their reason and the command that brings them back."""
    counts: Counter[tuple[str, str]] = Counter()
    with open_app() as app:
        for entry in _read(app, reason, limit):
            stage = _find_stage(app, entry)
            counts[str(entry.reason), stage] += 1
            click.echo(msgspec.json.encode(_describe(entry, stage)) if as_json else _format(entry, stage))
    if not as_json:
        click.echo(_sum_up(counts))
    return 0


def _read(app: App, reason: str | None, limit: int) -> Iterator[Entry]:
    for status in _ASIDE:
        yield from islice(app.store.entries(Selection(status=status, reason=reason, limit=limit)), limit)


def _find_stage(app: App, entry: Entry) -> str:
    """The stage that set the entry aside: from there it is run again."""
    steps = [line.stage for line in app.store.trail(entry.id) if line.to_status == entry.status]
    return steps[-1] if steps and steps[-1] in STAGES else "fetch"


def _describe(entry: Entry, stage: str) -> dict[str, object]:
    return {
        "id": entry.id,
        "url": entry.url,
        "feed": entry.feed,
        "source": entry.source.id,
        "status": entry.status,
        "reason": entry.reason,
        "detail": entry.detail,
        "stage": stage,
        "first_seen_at": entry.first_seen_at,
        "command": f"wirewatch rewind --to {stage} --entry {entry.id}",
    }


def _format(entry: Entry, stage: str) -> str:
    head = f"{entry.id[:8]}  {entry.first_seen_at:%Y-%m-%d %H:%M}  {entry.status:<7} {stage:<8} {entry.reason}"
    return f"{head}\n          {clean(entry.url)}\n          {clean(entry.detail or '')}".rstrip()


def _sum_up(counts: Counter[tuple[str, str]]) -> str:
    if not counts:
        return "nothing was set aside"
    lines = [
        f"  {count:>5} {reason:<24} wirewatch rewind --to {stage} --reason {reason}"
        for (reason, stage), count in counts.most_common()
    ]
    return "\n".join(["", "All of a reason are brought back by:", *lines])
