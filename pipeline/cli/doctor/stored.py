"""What is stored: ledger, search index, archive; and the clock, by what the archive holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from email.utils import parsedate_to_datetime
from itertools import islice
from statistics import median

from pipeline.app import App
from pipeline.cli.doctor.check import Check
from pipeline.query.tree import Every
from pipeline.types import Archived, Selection, Status

_LOOKED_AT = 20
_PAGES = 9
# Servers' clocks are seldom wrong by more; several are asked and the one in the middle believed.
_TOLERANCE = timedelta(minutes=2)


def check_ledger(app: App) -> Check:
    """Open the ledger and compare its schema with the program's."""
    from pipeline.store import HEAD

    if not app.settings.home.exists():
        return Check(part="ledger", ok=False, detail=f"there is no {app.settings.home}", remedy="wirewatch init")
    summary = app.store.summary(now=app.clock())
    counts = f"{sum(summary.entries.values())} entries, {summary.alerts} alerts"
    return Check(part="ledger", ok=True, detail=f"{_engine(app.settings.store_url)}, schema {HEAD}: {counts}")


def check_search(app: App) -> Check:
    """Ask the index who it is, and whether it holds what the ledger says it should."""
    from pipeline.search.state import Describable

    # The ledger first: what is indexed in between can only make the index look fuller.
    entries = app.store.summary(now=app.clock()).entries
    expected = sum(entries.get(status, 0) for status in (Status.INDEXED, Status.DONE))
    index = app.index
    state = index.describe() if isinstance(index, Describable) else None
    if state is not None and not state.is_current:
        detail = f"{state.engine}: its layout is not this program's, new fields are not searched"
        return Check(part="search", ok=False, detail=detail, remedy="wirewatch init && wirewatch rebuild")
    total = index.search(Every(), limit=1).total
    engine = f"{state.engine}: " if state else ""
    ok = total >= expected
    missing = "" if ok else f", {expected - total} are missing"
    detail = f"{engine}{total} documents for {expected} indexed entries{missing}"
    return Check(part="search", ok=ok, detail=detail, remedy="" if ok else "wirewatch rebuild")


def check_archive(app: App) -> Check:
    """Write a probe, and read back a page that was kept."""
    from pipeline.archive.warc import WarcArchive

    if isinstance(app.archive, WarcArchive):
        app.archive.check_writable()
    for entry, _ in _newest_pages(app):
        return Check(part="archive", ok=True, detail=f"can be written; the page of entry {entry} has its digest")
    return Check(part="archive", ok=True, detail=f"can be written; nothing archived yet in {app.settings.archive_url}")


def check_clock(app: App) -> Check:
    """Compare the clock with the database server's and with what servers said when pages were fetched."""
    from pipeline.store import read_server_clock

    now = app.clock()
    ahead: list[timedelta] = []
    if (server := read_server_clock(app.settings.store_url)) is not None:
        ahead.append(now - server)
    pages = [measure_lead(page) for _, page in islice(_newest_pages(app), _PAGES)]
    known = [value for value in pages if value is not None]
    if known:
        ahead.append(timedelta(seconds=median(value.total_seconds() for value in known)))
    shown = now.isoformat(timespec="seconds")
    worst = max(ahead, key=abs, default=None)
    if worst is None:
        return Check(part="clock", ok=True, detail=f"{shown}; nothing to compare it with yet")
    seconds = worst.total_seconds()
    ok = abs(worst) <= _TOLERANCE
    detail = f"{shown}, {seconds:+.0f} s from other clocks"
    return Check(part="clock", ok=ok, detail=detail, remedy="" if ok else "timedatectl set-ntp true")


def _newest_pages(app: App) -> Iterator[tuple[str, Archived]]:
    """Pages of the newest entries, read back; ArchiveError when the newest cannot be read."""
    for entry in islice(app.store.entries(Selection(limit=_LOOKED_AT)), _LOOKED_AT):
        document = app.store.document(entry.id)
        if document is not None:
            yield entry.id[:8], app.archive.read(document.archive)


def measure_lead(page: Archived) -> timedelta | None:
    """How far our clock was ahead of the server's; None when the server did not say."""
    try:
        said = parsedate_to_datetime(page.headers["date"])
        age = timedelta(seconds=int(page.headers.get("age", "0")))  # the answer waited in a cache
        return page.fetched_at - said - age
    except (KeyError, ValueError, TypeError, OverflowError):
        return None


def _engine(url: str) -> str:
    return "PostgreSQL" if url.startswith("postgres") else "SQLite"
