"""Makes the n-th statement or commit of a ledger fail, and looks at everything that is in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from psycopg.errors import SerializationFailure
from sqlalchemy import Connection, Engine, event, select
from sqlalchemy.exc import OperationalError

from pipeline.store import SqlStore
from pipeline.store.tables import metadata

Contents = dict[str, list[tuple[object, ...]]]


class PowerCutError(BaseException):
    """Nothing catches this."""


def read_everything(store: SqlStore) -> Contents:
    """All rows of all tables, without what differs from run to run: numbers of trail lines, tokens."""

    def read(connection: Connection) -> Contents:
        contents: Contents = {}
        for table in metadata.sorted_tables:
            columns = [c for c in table.columns if c.name != "lease" and (table.name, c.name) != ("trail", "id")]
            rows = connection.execute(select(*columns))
            contents[table.name] = sorted((tuple(row) for row in rows), key=repr)
        return contents

    return store.database.read(read)


def make_busy(engine: Engine) -> Exception:
    """What the database raises when another was in the way."""
    if engine.dialect.name == "postgresql":
        return OperationalError("statement", None, SerializationFailure("could not serialize access"))
    original = sqlite3.OperationalError("database is locked")
    original.sqlite_errorcode = sqlite3.SQLITE_BUSY
    return OperationalError("statement", None, original)


@contextmanager
def fail_at(engine: Engine, number: int) -> Iterator[list[str]]:
    """Cut the power at the n-th statement or commit from now on; give what was run."""
    seen: list[str] = []

    def count(what: str) -> None:
        seen.append(what)
        if len(seen) == number:
            raise PowerCutError

    with _listen(engine, count):
        yield seen


@contextmanager
def fail_everywhere(engine: Engine) -> Iterator[list[int]]:
    """Be busy at the first statement of the first try, the second of the second, and so on; give how far tries came."""
    tries: list[int] = []

    def count(what: str) -> None:
        if not tries or tries[-1] == len(tries):
            tries.append(0)
        tries[-1] += 1
        if tries[-1] == len(tries):
            raise make_busy(engine)

    with _listen(engine, count):
        yield tries


@contextmanager
def _listen(engine: Engine, count: Callable[[str], None]) -> Iterator[None]:
    def on_commit(_: object) -> None:
        count("COMMIT")

    def before_cursor_execute(
        connection: object, cursor: object, statement: str, parameters: object, context: object, many: object
    ) -> None:
        count(statement)

    event.listen(engine, "before_cursor_execute", before_cursor_execute)
    event.listen(engine, "commit", on_commit)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", before_cursor_execute)
        event.remove(engine, "commit", on_commit)
