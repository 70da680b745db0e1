"""Which entries are meant, newest first, page by page."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import Select, and_, or_, select

from pipeline.store import tables
from pipeline.types import Selection

entries = tables.entries
Place: TypeAlias = tuple[datetime, str]  # first seen, id: the last of the page before


def chosen(selection: Selection, *, after: Place | None = None) -> Select[Any]:
    """The selected entries after a place; `selection.limit` is left to the caller."""
    wanted = {
        entries.c.feed: selection.feed,
        entries.c.source_id: selection.source,
        entries.c.status: selection.status,
        entries.c.reason: selection.reason,
    }
    statement = select(entries).where(*(column == value for column, value in wanted.items() if value is not None))
    if selection.entries:
        statement = statement.where(entries.c.id.in_(selection.entries))
    if selection.stories:
        statement = statement.where(entries.c.story.in_(selection.stories))
    if selection.since is not None:
        statement = statement.where(entries.c.first_seen_at >= selection.since)
    if after is not None:
        seen, identifier = after
        earlier = and_(entries.c.first_seen_at == seen, entries.c.id < identifier)
        statement = statement.where(or_(entries.c.first_seen_at < seen, earlier))
    return statement.order_by(entries.c.first_seen_at.desc(), entries.c.id.desc())
