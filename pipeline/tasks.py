"""What the DAGs' tasks call: plain numbers, names and ids in, counts out. Knows nothing of Airflow.

Each call opens the program, does its part and closes it, because an Airflow task is a process of its own.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import TypeAlias, cast
from urllib.parse import quote

from pipeline.app import open_app
from pipeline.errors import ConfigError, SearchError
from pipeline.query.tree import Every
from pipeline.stages.again import read_documents
from pipeline.stages.loop import StageReport
from pipeline.types import STAGES, Selection, Shard, StageName, Status, Summary

# Name, URI and counts of an asset that something happened to.
Announce: TypeAlias = Callable[[str, str, dict[str, int]], None]
log = logging.getLogger("wirewatch")  # the standard library's: Airflow shows it in the task's log
# A step that has much to do makes way for the next after this long, so that fresh news is not held up behind a
# backlog: the next run goes on where it stopped. Far below the execution time-out of its task.
_TURN = timedelta(minutes=2)
# One task does so many batches alone: a second costs more to start than it saves.
_BATCHES_ALONE = 3
_SELECTORS = ("entry", "feed", "source", "status", "reason", "since")


def plan_shards() -> list[dict[str, int]]:
    """Free what killed tasks hold, and cut this run's work into shards (index, count); none when nothing is due."""
    with open_app() as app:
        now = app.clock()
        app.store.release(now=now)
        work = app.settings.work
        summary = app.store.summary(now=now)
        count = decide_count(summary, batch=work.batch, most=work.shards)
    due = sum(load.due for load in summary.stages.values())
    log.info("plan: %d feeds and %d entries are due, for %d workers", summary.feeds_due, due, count)
    return [{"index": index, "count": count} for index in range(count)]


def decide_count(summary: Summary, *, batch: int, most: int) -> int:
    """How many workers share a run: none when nothing is due, one while that is enough, else `most`."""
    due = max(summary.feeds_due, *(load.due for load in summary.stages.values()))
    return 0 if not due else most if due > _BATCHES_ALONE * batch else 1


def run_step(name: str, *, index: int = 0, count: int = 1, announce: Announce | None = None) -> dict[str, int]:
    """Poll, run one stage, or deliver, on one shard, for at most one turn; counts by outcome.

    `announce` is told of what came out: an asset's name and URI, and counts. Raises what keeps the whole step from
    working (the ledger is away, a rule folder cannot be read); what is wrong with a single entry or feed is in the
    counts and in the ledger.
    """
    with open_app(steps=(name,)) as app:
        end = app.clock() + _TURN
        pace = app.pace(shard=Shard(index=index, count=count), stop=lambda: app.clock() >= end)
        report = app.run_step(name, pace)
    log.info(write_report(report))
    if announce is not None:
        for asset in list_assets(report):
            announce(*asset)
    return {**report.counts, "lost": report.lost}


def list_assets(report: StageReport) -> tuple[tuple[str, str, dict[str, int]], ...]:
    """What other DAGs may wait for, as (name, URI, counts): nothing when nothing came.

    An article is announced when it was indexed, for the first time or anew after a revision or a rewind.
    """
    if report.stage == "alert" and report.rang:
        return (("wirewatch_alerts", "wirewatch://alerts", {"alerts": report.rang}),)
    if report.stage != "index" or not report.sources:
        return ()
    total = {"articles": sum(report.sources.values()), "sources": len(report.sources)}
    each = (
        (f"wirewatch_source_{source}", f"wirewatch://sources/{quote(source, safe='')}", {"articles": count})
        for source, count in sorted(report.sources.items())
    )
    return (("wirewatch_articles", "wirewatch://articles", total), *each)


def write_report(report: StageReport) -> str:
    """One line for the task's log: what was done, and where to look when something was set aside."""
    line = f"{report.stage}: {_write_counts(report.counts) or 'nothing was due'}"
    if report.sources:
        line += f", of {len(report.sources)} sources"
    if report.lost:
        line += f"; {report.lost} were finished by another worker"
    if aside := sum(report.counts.get(status, 0) for status in (Status.FAILED, Status.DROPPED)):
        line += f"; {aside} set aside: `wirewatch failures` says why and how to bring them back"
    return line


def _write_counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))


def rewind_entries(stage: str, selectors: Mapping[str, str | None], *, everything: bool = False) -> int:
    """Put the entries that satisfy every given selector back before a stage; how many. ConfigError without one."""
    if stage not in STAGES:
        raise ConfigError(f"there is no stage {stage!r}: stages are {', '.join(STAGES)}", stage=stage)
    given = {key: value.strip() for key, value in selectors.items() if value and value.strip()}
    if unknown := given.keys() - set(_SELECTORS):
        raise ConfigError(f"cannot select by {', '.join(sorted(unknown))}: use {', '.join(_SELECTORS)}")
    if not given and not everything:
        raise ConfigError(f"say which entries: one of {', '.join(_SELECTORS)}, or everything")
    with open_app() as app:
        entry = given.get("entry")
        chosen = Selection(
            entries=(app.store.entry(entry).id,) if entry else (),
            feed=given.get("feed"),
            source=given.get("source"),
            status=_read_status(given["status"]) if "status" in given else None,
            reason=given.get("reason"),
            since=_read_moment(given["since"]) if "since" in given else None,
        )
        rewound = app.store.rewind(cast("StageName", stage), now=app.clock(), selection=chosen)
    log.info("rewind: %d entries stand before %s again; the next runs of `ingest` take them on", rewound, stage)
    return rewound


def _read_status(value: str) -> Status:
    try:
        return Status(value.upper())
    except ValueError as error:
        raise ConfigError(f"there is no status {value!r}: one of {', '.join(Status)}", status=value) from error


def _read_moment(value: str) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        message = f"since: expected a moment such as 2026-11-24 or 2026-11-24T10:00:00Z, found {value!r}"
        raise ConfigError(message, since=value) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def release_leases() -> int:
    """Free the leases of processes of this machine that no longer live; how many."""
    with open_app() as app:
        freed = app.store.release(now=app.clock())
    log.info("release: %d leases of processes that have ended are free", freed)
    return freed


def rebuild_if_missing() -> dict[str, int]:
    """Build the index anew when it holds fewer documents than the ledger has indexed entries; counts.

    SearchError when documents are refused, so that somebody looks.
    """
    from pipeline.search.rebuild import rebuild

    with open_app() as app:
        # The ledger first: what is indexed in between can only make the index look fuller.
        entries = app.store.summary(now=app.clock()).entries
        expected = entries.get(Status.INDEXED, 0) + entries.get(Status.DONE, 0)
        found = app.index.search(Every(), limit=1).total
        counts = {"expected": expected, "found": found}
        if found >= expected:
            log.info("rebuild: not needed, %d documents for %d indexed entries", found, expected)
            return counts
        report = rebuild(app.index, read_documents(app.store), at=app.clock())
    if report.refused:
        first = report.refusals[0]
        message = f"the rebuilt index refused {report.refused} documents, the first {first.id}: {first.reason}"
        raise SearchError(message, refused=report.refused)
    log.info("rebuild: %d documents were missing, %d are indexed anew", expected - found, report.indexed)
    return {**counts, "indexed": report.indexed}


def run_mirror() -> dict[str, int]:
    """Show alerts, the trail and feeds in Elasticsearch; counts by what was written, none with the embedded index."""
    with open_app() as app:
        counts = app.run_mirror().counts
    log.info("mirror: %s", _write_counts(counts) or "nothing is new, or there is no Elasticsearch to show it in")
    return counts


def read_summary() -> dict[str, int]:
    """The ledger in a few numbers: entries by status, feeds, alerts, deliveries by status."""
    with open_app() as app:
        summary = app.store.summary(now=app.clock())
    entries = _write_counts({status.lower(): count for status, count in summary.entries.items()}) or "none"
    deliveries = _write_counts(dict(summary.deliveries)) or "none"
    line = "summary: %d feeds; entries: %s; %d alerts; deliveries: %s"
    log.info(line, summary.feeds, entries, summary.alerts, deliveries)
    return {
        **{f"entries_{status.lower()}": count for status, count in summary.entries.items()},
        **{f"deliveries_{status}": count for status, count in summary.deliveries.items()},
        "feeds": summary.feeds,
        "alerts": summary.alerts,
    }
