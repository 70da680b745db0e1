"""Mirrors alerts, the trail and feeds to the search engine, so that Kibana can show them. Nothing rings here.

What is there already says where to go on, so nothing has to be remembered: an engine that was away for a day, or lost
everything, is caught up with the next time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from pipeline.errors import NotFoundError
from pipeline.feeds.schedule import judge_health
from pipeline.ports import Mirror, Store
from pipeline.stages.loop import StageReport
from pipeline.types import Alert, TrailStep

# A step gets its number before its transaction ends; after so long, no transaction with a smaller number is open.
SETTLED = timedelta(minutes=1)
# For so long after it rang, an alert is looked at again: who joined it, what became of its deliveries.
RESTLESS = timedelta(days=7)
_STEPS = 1000
_ALERTS = 200


def run_mirror(mirror: Mirror | None, store: Store, *, now: datetime, retry: timedelta, keep: timedelta) -> StageReport:
    """Bring the mirror, if there is one, up to date. `retry` is for how long a delivery is tried.

    Steps are shown for so long as `keep` says; the ledger has all of them.

    SearchUnavailableError when the engine is away: the next call does the rest.
    """
    counts: Counter[str] = Counter()
    if mirror is None:
        return StageReport(stage="mirror", counts={})
    mirror.create()
    for steps in _find_steps(mirror, store, settled=now - SETTLED):
        counts["refused"] += mirror.write_steps(steps)
        counts["steps"] += len(steps)
    mirror.drop_steps(before=now - keep)
    for alerts in _find_alerts(mirror, store, patience=RESTLESS + retry):
        counts["refused"] += mirror.write_alerts(alerts)
        counts["alerts"] += len(alerts)
    feeds = [(feed, judge_health(feed, now)) for feed in store.feeds()]
    counts["refused"] += mirror.replace_feeds(feeds, now=now)
    counts["feeds"] = len(feeds)
    return StageReport(stage="mirror", counts={name: count for name, count in counts.items() if count})


def _find_steps(mirror: Mirror, store: Store, *, settled: datetime) -> Iterator[Sequence[TrailStep]]:
    """Give the steps that are not there yet, up to the first that is too young."""
    after = _find_place(mirror, store)
    while page := store.steps(after=after, limit=_STEPS):
        young = next((place for place, step in enumerate(page) if step.line.at > settled), None)
        if page[:young]:
            yield page[:young]
        if young is not None:
            return
        after = page[-1].number


def _find_place(mirror: Mirror, store: Store) -> int:
    """Find the last step that is there; 0, and the mirror is emptied, when it is not a step of this ledger."""
    last = mirror.last_step()
    if last is None:
        return 0
    number, entry, at = last
    if any((step.number, step.line.entry, step.line.at) == (number, entry, at) for step in _look(store, number)):
        return number
    mirror.forget_steps()
    return 0


def _look(store: Store, number: int) -> Sequence[TrailStep]:
    return store.steps(after=number - 1, limit=1)


def _find_alerts(mirror: Mirror, store: Store, *, patience: timedelta) -> Iterator[Sequence[Alert]]:
    """Give the alerts that are new or may have changed; the oldest pages first, because the newest says how far."""
    last = mirror.last_alert()
    since = None if last is None else last - patience
    newest = page = store.alerts(since=since, limit=_ALERTS)
    marks: list[str] = []
    while len(page) == _ALERTS:
        marks.append(page[-1].id)
        page = store.alerts(since=since, limit=_ALERTS, after=marks[-1])
    for mark in reversed(marks):
        yield store.alerts(since=since, limit=_ALERTS, after=mark)
    yield newest
    if since is not None:
        # Somebody may have sent them again, however long ago they rang.
        ids = mirror.unsettled_alerts(before=since, limit=_ALERTS)
        yield [alert for one in ids if (alert := _find_alert(store, one))]


def _find_alert(store: Store, alert: str) -> Alert | None:
    try:
        return store.alert(alert)
    except NotFoundError:
        return None  # it is another ledger's
