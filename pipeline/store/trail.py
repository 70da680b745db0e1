"""The trail: one line a step, for people and for `summary`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, func, insert, select

from pipeline.store import tables
from pipeline.store.rows import decode, to_trail_line
from pipeline.types import Source, Status, TrailLine, TrailStep

NO_TIME = timedelta(0)
POLL = "poll"  # the stage of the line that begins a revision


def write_trail(connection: Connection, lines: Sequence[TrailLine]) -> None:
    """Add lines."""
    if lines:
        rows = [{name: getattr(line, name) for name in TrailLine.__slots__} for line in lines]
        connection.execute(insert(tables.trail), rows)


def read_trail(connection: Connection, entry: str) -> tuple[TrailLine, ...]:
    """The steps of an entry, oldest first."""
    trail = tables.trail
    rows = connection.execute(select(trail).where(trail.c.entry == entry).order_by(trail.c.id))
    return tuple(to_trail_line(row) for row in rows)


def read_steps(connection: Connection, after: int, limit: int) -> tuple[TrailStep, ...]:
    """The steps of all entries after a number, by number."""
    trail, entries = tables.trail, tables.entries
    about = (entries.c.url, entries.c.feed, entries.c.source, entries.c.first_seen_at)
    joined = select(trail, *about).join(entries, entries.c.id == trail.c.entry).where(trail.c.id > after)
    rows = connection.execute(joined.order_by(trail.c.id).limit(limit))
    return tuple(
        TrailStep(
            number=row.id,
            line=to_trail_line(row),
            url=row.url,
            feed=row.feed,
            source=decode(row.source, Source),
            first_seen_at=row.first_seen_at,
        )
        for row in rows
    )


def find_done(connection: Connection, entry: str, revision: int) -> datetime | None:
    """When a revision first came through; None when it has not.

    One that is taken back leaves its number to the next, and has its line in the trail too: only what the alert stage
    ended counts, and only since the revision began.
    """
    trail = tables.trail
    lines = and_(trail.c.entry == entry, trail.c.revision == revision)
    begun = select(func.coalesce(func.max(trail.c.id), 0)).where(lines, trail.c.stage == POLL).scalar_subquery()
    ended = select(func.min(trail.c.at)).where(
        lines, trail.c.stage == "alert", trail.c.to_status == Status.DONE, trail.c.id > begun
    )
    return connection.execute(ended).scalar()
