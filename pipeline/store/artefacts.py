"""What the stages left, by entry, revision and stage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec
import structlog
from sqlalchemy import ColumnElement, Connection, and_, delete, or_, select

from pipeline.errors import StoreError
from pipeline.store import tables
from pipeline.store.rows import decode, encode
from pipeline.types import ARTEFACTS, STAGES, Artefact, StageName

log = structlog.get_logger()
artefacts = tables.artefacts
Left = tuple[dict[StageName, Artefact], dict[StageName, str]]
_CHUNK = 250


def write_artefact(
    connection: Connection, key: tuple[str, int, StageName], artefact: Artefact | None, *, version: str
) -> None:
    """Keep what a stage left; a later one of the same revision replaces it. StoreError when it is of another stage."""
    entry, revision, stage = key
    expected = ARTEFACTS.get(stage)
    if expected is None and artefact is None:
        return
    if expected is None or not isinstance(artefact, expected):
        wanted, found = expected.__name__ if expected else "no artefact", type(artefact).__name__
        raise StoreError(f"the {stage} stage must leave {wanted}, and left {found}: mend the stage", entry=entry)
    values = {"version": version, "body": encode(artefact)}
    statement = tables.insert_into(connection, artefacts)
    connection.execute(
        statement.values(entry=entry, revision=revision, stage=stage, **values).on_conflict_do_update(
            index_elements=["entry", "revision", "stage"], set_=values
        )
    )


def read_artefacts(
    connection: Connection, keys: Sequence[tuple[str, int]], stages: Iterable[StageName] = tuple(ARTEFACTS)
) -> dict[str, Left]:
    """The artefacts of revisions with their versions, by entry; each entry at one revision.

    What a later program wrote and this one cannot read counts as missing, with a line in the log.
    """
    found: dict[str, Left] = {entry: ({}, {}) for entry, _ in keys}
    wanted = list(stages)
    for at in range(0, len(keys) if wanted else 0, _CHUNK):
        rows = connection.execute(
            select(artefacts).where(_any_of(keys[at : at + _CHUNK]), artefacts.c.stage.in_(wanted))
        )
        for row in rows:
            try:
                artefact = decode(row.body, ARTEFACTS[row.stage])
            except msgspec.MsgspecError as error:
                log.warning("artefact_unreadable", entry=row.entry, stage=row.stage, detail=str(error))
                continue
            found[row.entry][0][row.stage] = artefact
            found[row.entry][1][row.stage] = row.version
    return found


def delete_artefacts(connection: Connection, keys: Sequence[tuple[str, int]], stages: Iterable[StageName]) -> None:
    """Forget what the stages left of these revisions."""
    for at in range(0, len(keys), _CHUNK):
        chunk = _any_of(keys[at : at + _CHUNK])
        connection.execute(delete(artefacts).where(chunk, artefacts.c.stage.in_(list(stages))))


def find_stages(connection: Connection, keys: Sequence[tuple[str, int]]) -> Mapping[str, set[str]]:
    """Which stages left something, by entry."""
    found: dict[str, set[str]] = {entry: set() for entry, _ in keys}
    for at in range(0, len(keys), _CHUNK):
        columns = select(artefacts.c.entry, artefacts.c.stage)
        for row in connection.execute(columns.where(_any_of(keys[at : at + _CHUNK]))):
            found[row.entry].add(row.stage)
    return found


def stages_before(stage: StageName) -> tuple[StageName, ...]:
    """The stages whose artefacts one builds on."""
    order = tuple(STAGES)
    return order[: order.index(stage)]


def stages_from(stage: StageName) -> tuple[StageName, ...]:
    """A stage and all after it."""
    order = tuple(STAGES)
    return order[order.index(stage) :]


def _any_of(keys: Sequence[tuple[str, int]]) -> ColumnElement[bool]:
    """One revision needs no list; several are grouped, because row values are planned badly on SQLite."""
    by_revision: dict[int, list[str]] = {}
    for entry, revision in keys:
        by_revision.setdefault(revision, []).append(entry)
    return or_(
        *(
            and_(artefacts.c.entry.in_(found), artefacts.c.revision == revision)
            for revision, found in by_revision.items()
        )
    )
