"""Reading for people, for rebuilds and for backtests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, func, select

from pipeline.errors import NotFoundError
from pipeline.store import tables
from pipeline.store.artefacts import read_artefacts
from pipeline.store.rows import AnyRow, to_entry
from pipeline.types import Document, Entry
from pipeline.types.build import build_document

entries, artefacts = tables.entries, tables.artefacts
SHORTEST_PREFIX = 8


def read_entry(connection: Connection, entry: str) -> Entry:
    """One entry by id or by a prefix that no other shares; NotFoundError."""
    return to_entry(_find(connection, entry))


def _find(connection: Connection, entry: str) -> AnyRow:
    row = connection.execute(select(entries).where(entries.c.id == entry)).first()
    if row is not None:
        return row
    if len(entry) < SHORTEST_PREFIX:
        message = f"there is no entry {entry!r}: give the id or its first {SHORTEST_PREFIX} characters or more"
        raise NotFoundError(message, entry=entry)
    like = select(entries).where(entries.c.id >= entry, entries.c.id <= entry + "\U0010ffff")
    rows = connection.execute(like.order_by(entries.c.id).limit(2)).all()
    if not rows:
        raise NotFoundError(f"there is no entry {entry!r}: `wirewatch search` shows ids", entry=entry)
    if len(rows) > 1:
        raise NotFoundError(f"more than one entry begins with {entry!r}: give more of its id", entry=entry)
    return rows[0]


def read_document(connection: Connection, entry: str, revision: int | None) -> Document | None:
    """The document of a revision; without one, of the newest that has been extracted."""
    known = read_entry(connection, entry)
    kept = read_revisions(connection, known.id)
    wanted = revision if revision is not None else max(kept, default=None)
    if wanted not in kept:
        return None
    return _build(connection, [(known, wanted)]).get(known.id)


def read_revisions(connection: Connection, entry: str) -> tuple[int, ...]:
    """The revisions that have been extracted, oldest first."""
    kept = select(artefacts.c.revision).where(artefacts.c.entry == entry, artefacts.c.stage == "extract")
    return tuple(connection.execute(kept.order_by(artefacts.c.revision)).scalars())


def read_documents(connection: Connection, since_id: str, limit: int) -> tuple[Document, ...]:
    """Documents as they were last indexed, by id; empty only when there are no more."""
    while page := _read_indexed(connection, since_id, limit):
        documents = _build(connection, page)
        if documents:
            return tuple(documents[key] for key in sorted(documents))
        since_id = page[-1][0].id
    return ()


def _read_indexed(connection: Connection, since_id: str, limit: int) -> list[tuple[Entry, int]]:
    indexed = select(artefacts.c.entry, func.max(artefacts.c.revision)).where(
        artefacts.c.stage == "index", artefacts.c.entry > since_id
    )
    page = indexed.group_by(artefacts.c.entry).order_by(artefacts.c.entry).limit(limit)
    revisions = {row[0]: row[1] for row in connection.execute(page)}
    known = select(entries).where(entries.c.id.in_(revisions)).order_by(entries.c.id)
    return [(to_entry(row), revisions[row.id]) for row in connection.execute(known)]


def _build(connection: Connection, wanted: Sequence[tuple[Entry, int]]) -> dict[str, Document]:
    left = read_artefacts(connection, [(entry.id, revision) for entry, revision in wanted])
    documents = (build_document(replace(entry, revision=revision), *left[entry.id]) for entry, revision in wanted)
    return {document.id: document for document in documents if document is not None}
