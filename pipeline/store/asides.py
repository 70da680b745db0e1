"""What was set aside, by status and reason, with the newest of each."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from pipeline.store import tables
from pipeline.store.rows import to_entry
from pipeline.types import Aside, Entry, Status

entries = tables.entries
ASIDE = (Status.FAILED, Status.DROPPED)


def read_asides(connection: Connection, newest: int) -> tuple[Aside, ...]:
    """Failures first, then the most frequent reason first."""
    # Ranked without what the entries say, which would be carried along for each that was ever set aside.
    pile = (entries.c.status, entries.c.reason)
    rank = func.row_number().over(partition_by=pile, order_by=(entries.c.first_seen_at.desc(), entries.c.id.desc()))
    ranked = select(entries.c.id, rank.label("rank"), func.count().over(partition_by=pile).label("total"))
    inner = ranked.where(entries.c.status.in_(ASIDE)).subquery()
    chosen = select(entries, inner.c.total).join(inner, inner.c.id == entries.c.id).where(inner.c.rank <= newest)
    piles: dict[tuple[Status, str | None, int], list[Entry]] = {}
    for row in connection.execute(chosen.order_by(inner.c.rank)):
        entry = to_entry(row)
        piles.setdefault((entry.status, entry.reason, row.total), []).append(entry)
    found = (
        Aside(status=status, reason=reason, count=total, newest=tuple(pile))
        for (status, reason, total), pile in piles.items()
    )
    return tuple(sorted(found, key=lambda one: (ASIDE.index(one.status), -one.count, one.reason or "")))
