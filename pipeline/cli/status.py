"""`wirewatch status`: where everything stands."""

from __future__ import annotations

from datetime import datetime

import click
import msgspec

from pipeline.app import App, open_app
from pipeline.feeds.schedule import judge_health
from pipeline.home import find_seed_problems
from pipeline.notify import clean
from pipeline.types import Lag


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print machine-readable figures.")
def status(*, as_json: bool) -> int:
    """Show entries by status and stage, lag, and sources that are quiet or broken."""
    with open_app() as app:
        figures = read_figures(app)
    click.echo(msgspec.json.encode(figures) if as_json else _format(figures))
    return 0


def read_figures(app: App) -> dict[str, object]:
    """The state of the monitor as plain values: the JSON of `status --json`."""
    now = app.clock()
    summary = app.store.summary(now=now)
    feeds = app.store.feeds()
    return {
        "at": now,
        "entries": {str(key): count for key, count in summary.entries.items()},
        "stages": {
            name: {"due": load.due, "waiting": load.waiting, "lag_seconds": _age(load.oldest, now)}
            for name, load in summary.stages.items()
        },
        "reasons": dict(summary.reasons),
        "lag_seconds": dict(summary.lag_seconds),
        "lags": {name: _show_lag(lag) for name, lag in summary.lags.items()},
        "delivery_lags": {channel: _show_lag(lag) for channel, lag in summary.delivery_lags.items()},
        "feeds": {"watched": summary.feeds, "due": summary.feeds_due},
        "sources": [
            {
                "id": feed.spec.id,
                "health": health,
                "reason": feed.reason,
                "detail": feed.detail,
                "failures": feed.failures,
            }
            for feed in feeds
            if (health := judge_health(feed, now)) in {"quiet", "failing", "dead"}
        ],
        "alerts": summary.alerts,
        "deliveries": dict(summary.deliveries),
        "outbox": {
            state.channel: {
                "due": state.due,
                "waiting": state.waiting,
                "dead": state.dead,
                "lag_seconds": _age(state.oldest, now),
                "failures": state.failures,
                "failing_since": state.failing_since,
                "next_try_at": state.next_try_at,
                "error": state.error,
            }
            for state in app.store.outbox(now=now)
        },
        "problems": find_seed_problems(app),
    }


def _show_lag(lag: Lag) -> dict[str, float]:
    return {"median": lag.median, "p95": lag.p95}


def _age(moment: datetime | None, now: datetime) -> float:
    return max((now - moment).total_seconds(), 0.0) if moment else 0.0


def _format(figures: dict[str, object]) -> str:
    lines = []
    for key, value in figures.items():
        if isinstance(value, dict):
            shown = ", ".join(f"{name} {_short(item)}" for name, item in value.items()) or "none"
            lines.append(f"{key:<13} {shown}")
        elif key == "problems" and isinstance(value, tuple):
            lines += [f"left out      {clean(message)}" for message in value]
        elif isinstance(value, list):
            lines.append(f"{key:<13} {len(value)} quiet or broken")
            lines += [f"  {item['health']:<8} {item['id']:<28} {item['reason'] or ''}" for item in value]
        else:
            lines.append(f"{key:<13} {value}")
    return "\n".join(lines)


def _short(value: object) -> str:
    if isinstance(value, dict) and "p95" in value:
        return f"{value['median']:.1f} s (p95 {value['p95']:.1f} s)"
    if isinstance(value, dict):
        notes = f", {value['dead']} given up" if value.get("dead") else ""
        notes += ", failing" if value.get("failures") else ""
        return f"{value['due']} due of {value['waiting']}{notes}"
    return f"{value:.1f}" if isinstance(value, float) else str(value)
