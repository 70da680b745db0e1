"""The trail: one line a step, for people and for `summary`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import Connection, insert, select

from pipeline.store import tables
from pipeline.store.rows import to_trail_line
from pipeline.types import Status, TrailLine

NO_TIME = timedelta(0)


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


def was_done(connection: Connection, entry: str, revision: int) -> bool:
    """Whether a revision has come to the end before."""
    trail = tables.trail
    done = select(trail.c.id).where(
        trail.c.entry == entry, trail.c.revision == revision, trail.c.to_status == Status.DONE
    )
    return connection.execute(done.limit(1)).first() is not None
