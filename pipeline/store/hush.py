"""Quiet hours of messages that are due: what was held up until then by a receiver or a pause waits for their end."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, or_, select, update

from pipeline.rules.timing import decide_due
from pipeline.store import tables
from pipeline.types import Timing

deliveries = tables.deliveries


def write_quiet(timing: Timing) -> str | None:
    """What a delivery keeps of its rule's quiet hours; None when it has none."""
    return json.dumps([timing.zone, *timing.quiet_hours]) if timing.quiet_hours else None


def hush(connection: Connection, waiting: Sequence[ColumnElement[bool]], *, now: datetime) -> None:
    """Put off what is due in quiet hours until they end."""
    due = (*waiting, deliveries.c.quiet.is_not(None))
    for text in connection.execute(select(deliveries.c.quiet).where(*due).distinct()).scalars().all():
        zone, *spans = json.loads(text)
        at = decide_due(Timing(zone=zone, quiet_hours=tuple(spans)), now=now).at
        if at > now:
            quiet = (*due, deliveries.c.quiet == text)
            # What went out together once comes again together, or the receiver would not know it.
            together = select(deliveries.c.digest).where(*quiet, deliveries.c.digest.is_not(None))
            named = and_(*waiting, deliveries.c.digest.in_(together))
            connection.execute(update(deliveries).where(or_(and_(*quiet), named)).values(due_at=at))
