"""Where everything stands, as plain values: what `status`, and Airflow's page, show."""

from __future__ import annotations

from datetime import datetime

from pipeline.app import App
from pipeline.feeds.schedule import judge_health
from pipeline.home import find_seed_problems
from pipeline.types import Lag


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
