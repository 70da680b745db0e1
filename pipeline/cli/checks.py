"""The checks of `wirewatch doctor`: each part is tried for real, and a failure names its remedy."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec

from pipeline.app import App
from pipeline.config import FILE, Settings, read_settings
from pipeline.errors import PipelineError
from pipeline.notify import clean
from pipeline.types import ChannelState, Record, Selection

_LOW_DISK_BYTES = 1 << 30
_ADDRESS = re.compile(r"airflow:\S|[A-Za-z][A-Za-z0-9+.-]*://\S")


class Check(Record, frozen=True, kw_only=True):
    """One part, whether it works, and what to do when it does not."""

    part: str
    ok: bool
    detail: str
    remedy: str = ""


def run_checks() -> list[Check]:
    """Run all checks; one that fails does not stop the others."""
    checks = [_check("python", _check_python)]
    try:
        settings = read_settings()
    except PipelineError as error:
        return [*checks, Check(part="settings", ok=False, detail=error.message, remedy=f"mend {FILE} or the variable")]
    checks.append(_check_settings(settings))
    app = App(settings)
    try:
        for part, probe in {
            "ledger": _check_ledger,
            "search": _check_search,
            "archive": _check_archive,
            "rules": _check_rules,
            "feeds": _check_feeds,
            "deliveries": _check_deliveries,
            "airflow": _check_airflow,
            "disk": _check_disk,
        }.items():
            checks.append(_check(part, partial(probe, app)))
    finally:
        app.close()
    return checks


def _check(part: str, probe: Callable[[], Check]) -> Check:
    try:
        return probe()
    except PipelineError as error:
        return Check(part=part, ok=False, detail=error.message, remedy="see docs/operations.md")
    except OSError as error:
        return Check(part=part, ok=False, detail=str(error), remedy="check the path, its rights and the free space")


def _check_python() -> Check:
    ok = (3, 11) <= sys.version_info[:2] < (3, 14)
    version = ".".join(str(part) for part in sys.version_info[:3])
    return Check(part="python", ok=ok, detail=version, remedy="" if ok else "use Python 3.11, 3.12 or 3.13")


def _check_settings(settings: Settings) -> Check:
    path = settings.home / FILE
    if path.exists() and path.stat().st_mode & 0o077 and settings.channels:
        return Check(
            part="settings", ok=True, detail=f"{path} names channels and others can read it", remedy=f"chmod 600 {path}"
        )
    return Check(part="settings", ok=True, detail=str(path) if path.exists() else f"defaults (no {path})")


def _check_ledger(app: App) -> Check:
    if not app.settings.home.exists():
        return Check(part="ledger", ok=False, detail=f"there is no {app.settings.home}", remedy="wirewatch init")
    summary = app.store.summary(now=app.clock())
    return Check(part="ledger", ok=True, detail=f"{sum(summary.entries.values())} entries, {summary.alerts} alerts")


def _check_search(app: App) -> Check:
    from pipeline.query.tree import Every

    total = app.index.search(Every(), limit=1).total
    indexed = app.store.summary(now=app.clock()).entries
    expected = sum(count for status, count in indexed.items() if status in {"INDEXED", "DONE"})
    ok = total >= expected
    remedy = "" if ok else "wirewatch rebuild"
    return Check(part="search", ok=ok, detail=f"{total} documents for {expected} indexed entries", remedy=remedy)


def _check_archive(app: App) -> Check:
    archive = app.archive
    for entry in app.store.entries(Selection(limit=20)):
        document = app.store.document(entry.id)
        if document is not None:
            archive.read(document.archive)
            return Check(part="archive", ok=True, detail=f"the page of entry {entry.id[:8]} reads and has its digest")
    return Check(part="archive", ok=True, detail=f"nothing archived yet in {app.settings.archive_url}")


def _check_rules(app: App) -> Check:
    rules = app.read_rules().rules
    if rules.problems:
        return Check(part="rules", ok=False, detail=rules.problems[0].message, remedy="wirewatch rules check")
    unread = [name for name, url in app.settings.channels.items() if not _ADDRESS.match(url.get_secret_value())]
    if unread:
        detail = f"channels whose address is none: {', '.join(sorted(unread))}"
        return Check(part="rules", ok=False, detail=detail, remedy="write service://..., or airflow:<connection>")
    unknown = {channel for rule in rules.rules for channel in rule.channels} - {"stdout", *app.settings.channels}
    if unknown:
        names = ", ".join(sorted(unknown))
        return Check(
            part="rules", ok=False, detail=f"channels without an address: {names}", remedy=f"set them in {FILE}"
        )
    return Check(part="rules", ok=True, detail=f"{len(rules.rules)} rules")


def _check_feeds(app: App) -> Check:
    feeds = app.store.feeds()
    if not feeds:
        return Check(part="feeds", ok=False, detail="no feed is watched", remedy="wirewatch feeds import")
    broken = [feed.spec.id for feed in feeds if feed.failures >= 3]
    if broken:
        return Check(
            part="feeds",
            ok=True,
            detail=f"{len(broken)} of {len(feeds)} fail: {', '.join(broken[:5])}",
            remedy="wirewatch feeds health",
        )
    return Check(part="feeds", ok=True, detail=f"{len(feeds)} watched")


def _check_deliveries(app: App) -> Check:
    states = app.store.outbox(now=app.clock())
    known = {"stdout", *app.settings.channels}
    troubles = [trouble for state in states if (trouble := _find_trouble(state, is_known=state.channel in known))]
    if not troubles:
        waiting = sum(state.waiting for state in states)
        return Check(part="deliveries", ok=True, detail=f"{waiting} wait, none given up")
    details, remedies = zip(*troubles, strict=True)
    remedy = "; ".join(dict.fromkeys(remedies))
    return Check(part="deliveries", ok=False, detail="; ".join(details), remedy=remedy)


def _find_trouble(state: ChannelState, *, is_known: bool) -> tuple[str, str] | None:
    """What is wrong with a channel and what to do about it; None when nothing is."""
    name = state.channel
    held = f"{state.waiting} wait, {state.dead} given up"
    if not is_known:
        remedy = (
            f"set WIREWATCH_CHANNELS__{name.upper()} to its address, then `wirewatch alerts retry --channel {name}`"
        )
        return f"channel {name} is in no settings: {held}", remedy
    if state.failing_since is not None:
        since = f"{state.failing_since:%Y-%m-%d %H:%M}, next try {state.next_try_at:%Y-%m-%d %H:%M} UTC"
        detail = f"channel {name} fails since {since} ({clean(state.error or '')}): {held}"
        return detail, f"mend it, then `wirewatch alerts test {name}` lets go what waits"
    if state.dead:
        return f"channel {name}: {held}", f"`wirewatch alerts dead`, then `wirewatch alerts retry --channel {name}`"
    return None


def _check_airflow(app: App) -> Check:
    if find_spec("airflow") is None:
        return Check(part="airflow", ok=True, detail="not installed: `wirewatch run` works without it")
    return Check(part="airflow", ok=True, detail=f"installed; parallelism {app.settings.airflow.parallelism}")


def _check_disk(app: App) -> Check:
    home = app.settings.home if app.settings.home.exists() else app.settings.home.parent
    free = shutil.disk_usage(home).free
    ok = free > _LOW_DISK_BYTES
    clock = app.clock().isoformat(timespec="seconds")
    remedy = "" if ok else f"free some space on the disk of {home}"
    return Check(part="disk", ok=ok, detail=f"{free / (1 << 30):.1f} GiB free; clock {clock}", remedy=remedy)
