"""The only way back: entries are put before a stage again, and what the later stages left is forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, update

from pipeline.store import tables
from pipeline.store.artefacts import delete_artefacts, find_stages, stages_before, stages_from
from pipeline.store.rows import AnyRow
from pipeline.store.selecting import Place, chosen
from pipeline.store.trail import NO_TIME, write_trail
from pipeline.types import STAGES, Selection, StageName, Status, TrailLine

entries = tables.entries
_PAGE = 500
_SETTLED = (Status.DONE, Status.DROPPED, Status.FAILED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Where to go on, and how many more may be put back (None: all)."""

    after: Place | None
    room: int | None


def rewind_page(
    connection: Connection, stage: StageName, *, now: datetime, selection: Selection, page: Page
) -> tuple[int, Place | None]:
    """Put a page of the selected entries back; how many, and where to go on (None: that was the last)."""
    standing = [STAGES[name][0] for name in stages_from(stage)]
    candidates = chosen(selection, after=page.after).where(entries.c.status.in_([*standing, *_SETTLED]))
    rows = connection.execute(candidates.limit(_PAGE).with_for_update()).all()
    left = find_stages(connection, [(row.id, row.revision) for row in rows])
    earlier = set(stages_before(stage))
    ready = [row for row in rows if earlier <= left[row.id]][: page.room]
    _put_back(connection, stage, ready, now=now)
    last = rows[-1] if len(rows) == _PAGE else None
    return len(ready), None if last is None else (last.first_seen_at, last.id)


def _put_back(connection: Connection, stage: StageName, rows: Sequence[AnyRow], *, now: datetime) -> None:
    if not rows:
        return
    values = {
        "status": STAGES[stage][0],
        "due_at": now,
        "attempts": 0,
        "silent": 0,
        "lease": None,
        "lease_until": None,
        "reason": None,
        "detail": None,
    }
    connection.execute(update(entries).where(entries.c.id.in_([row.id for row in rows])).values(values))
    delete_artefacts(connection, [(row.id, row.revision) for row in rows], stages_from(stage))
    write_trail(connection, [_line(row, stage, now) for row in rows])


def _line(row: AnyRow, stage: StageName, now: datetime) -> TrailLine:
    return TrailLine(
        at=now,
        entry=row.id,
        revision=row.revision,
        stage="rewind",
        from_status=row.status,
        to_status=STAGES[stage][0],
        took=NO_TIME,
        attempt=0,
        reason=None,
        detail=f"put back before {stage}",
    )
