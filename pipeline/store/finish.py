"""Finishes: the one writer of status. Artefact, status, alerts and trail line go in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import assert_never

from msgspec.structs import replace as replace_field
from sqlalchemy import Connection, select, update

from pipeline.store import tables
from pipeline.store.artefacts import delete_artefacts, find_stages, stages_before, write_artefact
from pipeline.store.identity import Duplicate, Likeness, settle_identity
from pipeline.store.ringing import write_alerts
from pipeline.store.rows import AnyRow, from_story
from pipeline.store.trail import find_done, write_trail
from pipeline.types import (
    ARTEFACTS,
    STAGES,
    AlertIntent,
    Article,
    Dropped,
    Finished,
    GaveUp,
    Job,
    Outcome,
    Postponed,
    StageName,
    Status,
    TrailLine,
    Unchanged,
)

entries = tables.entries
_FIRST_WAIT = timedelta(seconds=30)
_LONGEST_WAIT = timedelta(hours=6)
_LONGEST_WISH = timedelta(days=1)  # of a server that says Retry-After
DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The work that ended: whose, at which stage, when, how long it took."""

    job: Job
    stage: StageName
    now: datetime
    took: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the ledger was opened with."""

    max_attempts: int
    likeness: Likeness | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Where an entry goes. `detail` is for the trail; the entry keeps it where it has a reason too."""

    to: Status
    due_at: datetime
    attempts: int = 0
    reason: str | None = None
    detail: str | None = None
    back: int = 0  # revisions taken back
    trailed: bool = True
    columns: Mapping[str, object] = field(default_factory=dict)


def finish(connection: Connection, step: Step, outcome: Outcome, *, terms: Terms) -> Status | None:
    """Store an outcome; give back the new status, None when the lease was lost."""
    held = select(entries).where(
        entries.c.id == step.job.entry.id,
        entries.c.lease == step.job.lease,
        entries.c.status == STAGES[step.stage][0],
    )
    row = connection.execute(held.with_for_update()).first()
    if row is None:
        return None
    move = _decide(connection, step, row, outcome=outcome, terms=terms)
    _write(connection, step, row, move=move)
    return move.to


def decide_wait(attempts: int, retry_after: timedelta | None) -> timedelta:
    """How long to wait before the next attempt: what the server asks, else four times as long each time."""
    if retry_after is not None:
        return min(max(retry_after, timedelta(0)), _LONGEST_WISH)
    factor: int = 4 ** min(max(attempts - 1, 0), 10)
    return min(_FIRST_WAIT * factor, _LONGEST_WAIT)


def _decide(connection: Connection, step: Step, row: AnyRow, *, outcome: Outcome, terms: Terms) -> Move:
    match outcome:
        case Finished():
            return _finish(connection, step, row, outcome=outcome, terms=terms)
        case Dropped(reason=reason, detail=detail, alerts=alerts):
            move = Move(to=Status.DROPPED, due_at=step.now, reason=reason, detail=detail)
            return _ring(connection, step, row, move=move, alerts=alerts)
        case GaveUp():
            return _give_up(step, row, outcome, terms=terms)
        case Postponed(alerts=alerts):
            return _ring(connection, step, row, move=_postpone(step, row, outcome), alerts=alerts)
        case Unchanged(detail=detail):
            return _take_back(connection, step, row, detail=detail)
        case _:
            assert_never(outcome)


def _finish(connection: Connection, step: Step, row: AnyRow, *, outcome: Finished, terms: Terms) -> Move:
    move = Move(to=STAGES[step.stage][1], due_at=step.now, detail=outcome.detail)
    if step.stage == "extract" and isinstance(outcome.artefact, Article):
        found = settle_identity(connection, row, outcome.artefact, likeness=terms.likeness)
        if isinstance(found, Duplicate):  # its article is not kept, so that no rewind leads past this point
            detail = f"entry {found.of} has the canonical URL {found.url}"
            return Move(to=Status.DROPPED, due_at=step.now, reason=DUPLICATE, detail=detail)
        outcome = replace(outcome, artefact=replace_field(outcome.artefact, canonical_url=found.canonical_url))
        move = replace(move, columns={"canonical_url": found.canonical_url, **from_story(found.story)})
    write_artefact(connection, (row.id, row.revision, step.stage), outcome.artefact, version=outcome.version)
    return _ring(connection, step, row, move=move, alerts=outcome.alerts)


def _ring(connection: Connection, step: Step, row: AnyRow, *, move: Move, alerts: Sequence[AlertIntent]) -> Move:
    notes = write_alerts(connection, row, alerts, now=step.now)
    return replace(move, detail="; ".join(note for note in (move.detail, *notes) if note) or None)


def _give_up(step: Step, row: AnyRow, outcome: GaveUp, *, terms: Terms) -> Move:
    again = outcome.transient and row.attempts < terms.max_attempts
    return Move(
        to=Status(row.status) if again else Status.FAILED,
        due_at=step.now + decide_wait(row.attempts, outcome.retry_after) if again else step.now,
        attempts=row.attempts,
        reason=outcome.reason,
        detail=outcome.detail,
    )


def _postpone(step: Step, row: AnyRow, outcome: Postponed) -> Move:
    """Wait. A search engine that is down for a day is one line in the trail of each entry, not one a minute."""
    return Move(
        to=Status(row.status),
        due_at=step.now + outcome.wait,
        attempts=max(row.attempts - 1, 0),
        reason=outcome.reason,
        detail=outcome.detail,
        trailed=row.reason != outcome.reason,
    )


def _take_back(connection: Connection, step: Step, row: AnyRow, *, detail: str) -> Move:
    """Go back to the revision before, and on from where that one stopped if it never came through."""
    if row.revision == 1:
        return Move(
            to=Status.FAILED, due_at=step.now, reason="nothing_to_go_back_to", detail="the first look has no other"
        )
    delete_artefacts(connection, [(row.id, row.revision)], ARTEFACTS)
    done = find_done(connection, row.id, row.revision - 1)
    to = _find_standing(connection, row) if done is None else Status.DONE
    return Move(to=to, due_at=step.now, detail=detail, back=1)


def _find_standing(connection: Connection, row: AnyRow) -> Status:
    left = find_stages(connection, [(row.id, row.revision - 1)])[row.id]
    stage = next(name for name in STAGES if name not in left)
    assert set(stages_before(stage)) <= left
    return STAGES[stage][0]


def _write(connection: Connection, step: Step, row: AnyRow, *, move: Move) -> None:
    revision = row.revision - move.back
    values = {
        "status": move.to,
        "due_at": move.due_at,
        "attempts": move.attempts,
        "silent": 0,
        "revision": revision,
        "reason": move.reason,
        "detail": move.detail if move.reason else None,
        "lease": None,
        "lease_until": None,
        **move.columns,
    }
    connection.execute(update(entries).where(entries.c.id == row.id).values(values))
    if move.trailed:
        write_trail(connection, [_line(step, row, move)])


def _line(step: Step, row: AnyRow, move: Move) -> TrailLine:
    return TrailLine(
        at=step.now,
        entry=row.id,
        revision=row.revision,
        stage=step.stage,
        from_status=row.status,
        to_status=move.to,
        took=step.took,
        attempt=row.attempts,
        reason=move.reason,
        detail=move.detail,
    )
