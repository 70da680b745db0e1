"""What each feed brought lately: found, indexed, set aside, and how often it publishes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from sqlalchemy import Connection, func, select

from pipeline.store import tables
from pipeline.store.rows import UNKNOWN_TURN, AnyRow
from pipeline.types import Coverage, Status

entries = tables.entries
_NEWEST = 50  # publications of a feed that its rhythm is read from
_INDEXED = frozenset({Status.INDEXED, Status.DONE})
_ASIDE = frozenset({Status.DROPPED, Status.FAILED})


def read_coverage(connection: Connection, since: datetime) -> Mapping[str, Coverage]:
    """Count the entries that were first seen since a moment, by feed."""
    columns = (entries.c.feed, entries.c.status, entries.c.quiet, entries.c.reason)
    counted = select(*columns, func.count().label("number")).where(entries.c.first_seen_at >= since)
    piles: dict[str, list[AnyRow]] = {}
    for row in connection.execute(counted.group_by(*columns)):
        piles.setdefault(row.feed, []).append(row)
    gaps = _read_gaps(connection, since)
    return {feed: _count(rows, gaps.get(feed)) for feed, rows in piles.items()}


def _count(rows: list[AnyRow], gap: timedelta | None) -> Coverage:
    aside: Counter[str] = Counter()
    for row in rows:
        if row.status in _ASIDE:
            aside[row.reason or "unknown"] += row.number
    return Coverage(
        found=sum(row.number for row in rows),
        fresh=sum(row.number for row in rows if not row.quiet),
        indexed=sum(row.number for row in rows if row.status in _INDEXED),
        aside=dict(aside.most_common()),
        gap=gap,
    )


def _read_gaps(connection: Connection, since: datetime) -> Mapping[str, timedelta]:
    """By when the items say that they were published: what a poll brings together was not written together."""
    place = func.row_number().over(partition_by=entries.c.feed, order_by=entries.c.turn.desc()).label("place")
    dated = select(entries.c.feed, entries.c.turn, place).where(
        entries.c.first_seen_at >= since, entries.c.turn != UNKNOWN_TURN
    )
    newest = dated.subquery()
    moments: dict[str, list[int]] = {}
    for row in connection.execute(select(newest).where(newest.c.place <= _NEWEST).order_by(newest.c.turn)):
        moments.setdefault(row.feed, []).append(row.turn)
    return {
        feed: timedelta(microseconds=median(later - earlier for earlier, later in pairwise(turns)))
        for feed, turns in moments.items()
        if len(turns) > 2
    }
