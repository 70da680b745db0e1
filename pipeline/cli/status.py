"""`wirewatch status`: where everything stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import click
import msgspec

from pipeline.app import open_app
from pipeline.figures import read_figures
from pipeline.notify import clean

_NONE = "none watched: `wirewatch feeds import` adds the starter catalogue"
_UNITS = ((86_400, "d"), (3600, "h"), (60, "min"))


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print machine-readable figures.")
def status(*, as_json: bool) -> int:
    """Show entries by status and stage, lag, and sources that are quiet or broken."""
    with open_app() as app:
        figures = read_figures(app)
    click.echo(msgspec.json.encode(figures) if as_json else "\n".join(tell_figures(figures)))
    return 0


def tell_figures(figures: Mapping[str, Any]) -> Iterator[str]:
    """The figures for people: what there is, how far it is, how long it took, and what needs a look."""
    yield f"at {figures['at']:%Y-%m-%d %H:%M:%S} UTC"
    yield ""
    yield f"entries  {_count(figures['entries'], 'none yet')}"
    feeds = figures["feeds"]
    watched = f"{feeds['watched']} watched, {feeds['due']} due for a poll"
    yield f"feeds    {watched if feeds['watched'] else _NONE}"
    yield f"alerts   {figures['alerts']} rang; messages: {_count(figures['deliveries'], 'none')}"
    yield ""
    yield click.style(f"{'':<16}{'due':>8}{'waiting':>9}{'oldest':>9}  done after:{'median':>8}{'95 %':>9}", bold=True)
    for name, load in figures["stages"].items():
        yield _tell_queue(name, load, figures["lags"].get(name))
    for channel in sorted({*figures["outbox"], *figures["delivery_lags"]}):
        nothing = {"due": 0, "waiting": 0, "lag_seconds": 0.0}
        load = figures["outbox"].get(channel, nothing)
        yield _tell_queue(f"to {channel}", load, figures["delivery_lags"].get(channel))
    troubles = list(_tell_troubles(figures))
    if troubles:
        yield ""
        yield click.style("needs a look", bold=True)
        yield from troubles


def _count(counts: Mapping[str, int], none: str) -> str:
    return ", ".join(f"{count} {name.lower()}" for name, count in counts.items() if count) or none


def _tell_queue(name: str, load: Mapping[str, Any], lag: Mapping[str, float] | None) -> str:
    oldest = _tell_time(load["lag_seconds"]) if load["waiting"] else "-"
    took = f"{_tell_time(lag['median']):>21}{_tell_time(lag['p95']):>9}" if lag else ""
    return f"{name:<16}{load['due']:>8}{load['waiting']:>9}{oldest:>9}{took}"


def _tell_time(seconds: float) -> str:
    for size, unit in _UNITS:
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.1f} s"


def _mark(word: str) -> str:
    return click.style(f"{word:<9}", fg="yellow")


def _tell_troubles(figures: Mapping[str, Any]) -> Iterator[str]:
    for source in figures["sources"]:
        yield f"{_mark(source['health'])} {source['id']}  {source['reason'] or ''}".rstrip()
    for channel, state in figures["outbox"].items():
        if state["failures"]:
            yield f"{_mark('channel')} {channel} fails: {clean(state['error'] or '')}"
        if state["dead"]:
            yield f"{_mark('channel')} {channel}: {state['dead']} given up (`wirewatch alerts dead`)"
    if figures["reasons"]:
        yield f"{_mark('set aside')} {_count(figures['reasons'], '')} (`wirewatch failures`)"
    for message in figures["problems"]:
        yield f"{_mark('left out')} {clean(message)}"
