"""The embedded index: SQLite FTS5 in a file of its own.

Every call opens its own connection, so that threads and processes share the file freely.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from pipeline.errors import ConfigError, SearchError, SearchUnavailableError
from pipeline.query.tree import Node
from pipeline.search.order import FACETED, check_page, find_last, from_micros, order_facets, to_micros
from pipeline.search.rebuild import RebuildReport, report_rebuild
from pipeline.search.sql import add_functions, compile_sql, select_numbers
from pipeline.search.state import IndexState
from pipeline.search.tables import LAYOUT, SCHEMA, TABLES, DocumentRows, delete_rows, read_hit, to_rows, write_rows
from pipeline.types import Browsed, Document, Extent, Facets, Hit, Place, SearchPage, Verdict, Written, decode_document

_COUNT_FACETS = """SELECT field, facets.value, count(*) FROM json_each(?) AS newest
    CROSS JOIN facets ON document = newest.value GROUP BY 1, 2"""
_TRANSIENT = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_FULL", "SQLITE_IOERR", "SQLITE_PROTOCOL")


class EmbeddedIndex:
    """An index in the SQLite file `path`; `wait` is how many seconds a writer waits for another one."""

    def __init__(self, path: str | Path, *, wait: float = 10.0) -> None:
        self._path = Path(path)
        self._wait = wait

    def create(self) -> None:
        with self._translated():
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._connect("rwc")) as connection:
                connection.execute("PRAGMA journal_mode = WAL")
                with _transaction(connection):
                    if not _layout(connection):
                        _make_tables(connection)
            with self._open():
                pass  # says so when the file has another layout

    def write(self, documents: Sequence[Document], *, at: datetime) -> Iterator[Written]:
        prepared = [_prepare(document, at=at) for document in documents]
        with self._open() as connection, _transaction(connection):
            return iter([_write(connection, rows) for rows in prepared])

    def delete(self, ids: Sequence[str]) -> None:
        with self._open() as connection, _transaction(connection):
            for document in ids:
                for (number,) in connection.execute("SELECT number FROM documents WHERE id = ?", (document,)):
                    delete_rows(connection, number)

    def search(self, query: Node, *, limit: int = 20, offset: int = 0, after: Place | None = None) -> SearchPage:
        check_page(limit, offset)
        with self._open() as connection, _transaction(connection, "DEFERRED"):
            total = _gather(connection, query)
            return _read_page(connection, _list_newest(connection, limit, offset=offset, after=after), total=total)

    def browse(self, query: Node, *, limit: int = 20, offset: int = 0, most: int = 20) -> Browsed:
        check_page(limit, offset)
        with self._open() as connection, _transaction(connection, "DEFERRED"):
            total = _gather(connection, query)
            newest = _list_newest(connection, max(FACETED, offset + limit))
            page = _read_page(connection, newest[offset : offset + limit], total=total)
            counts = connection.execute(_COUNT_FACETS, (json.dumps(newest[:FACETED]),)).fetchall()
        facets = Facets(total=total, counted=min(total, FACETED), values=order_facets(counts, most=most))
        return Browsed(page=page, facets=facets)

    def scan(self, query: Node, *, since: datetime | None = None) -> Iterator[Hit]:
        condition, parameters = compile_sql(query)
        columns = "id, story, reprint, verdict, first_seen_at, source, title"
        # A condition asks for the number and the time of publication, which `hits` has as well.
        chosen = f"SELECT {columns} FROM hits WHERE {condition} AND first_seen_at >= ?"  # noqa: S608 - values are parameters
        with self._open() as connection:
            yield from map(read_hit, connection.execute(chosen, [*parameters, _floor(since)]))

    def measure(
        self, query: Node, *, since: datetime | None = None, verdicts: Collection[Verdict] | None = None
    ) -> Extent:
        condition, parameters = compile_sql(query)
        among = "" if verdicts is None else f" AND verdict IN ({', '.join('?' * len(verdicts))})"
        counted = f"SELECT count(*), min(first_seen_at) FROM hits WHERE {condition} AND first_seen_at >= ?{among}"  # noqa: S608 - values are parameters
        with self._open() as connection:
            found = connection.execute(counted, [*parameters, _floor(since), *(verdicts or ())])
            documents, oldest = found.fetchone()
        return Extent(documents=documents, oldest=None if oldest is None else from_micros(oldest))

    def get(self, document: str) -> Document | None:
        with self._open() as connection:
            row = connection.execute("SELECT document FROM documents WHERE id = ?", (document,)).fetchone()
        return decode_document(row[0]) if row else None

    def refresh(self) -> None:
        """Do nothing: what is written is findable at once."""

    def close(self) -> None:
        """Do nothing: no connection outlives its call."""

    def rebuild(self, documents: Iterator[Document], *, at: datetime) -> RebuildReport:
        """Replace everything in one transaction; other writers are turned away meanwhile."""
        with self._open() as connection, _transaction(connection):
            for table in TABLES:
                connection.execute(f"DROP TABLE {table}")
            _make_tables(connection)
            return report_rebuild(
                _write(connection, _prepare(document, at=document.indexed_at or at)) for document in documents
            )

    def describe(self) -> IndexState:
        """Open the file; one of another layout is refused with what to do."""
        with self._open() as connection:
            version = connection.execute("SELECT sqlite_version()").fetchone()[0]
        return IndexState(engine=f"SQLite {version}, layout {LAYOUT}", is_current=True)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        if not self._path.exists():
            raise SearchError(f"there is no search index at {self._path}; run `wirewatch init`", path=str(self._path))
        with self._translated(), closing(self._connect("rw")) as connection:
            layout = _layout(connection)
            if layout != LAYOUT:
                message = f"the search index {self._path} has layout {layout}, this program reads {LAYOUT}"
                raise SearchError(f"{message}; delete the file, then run `wirewatch init` and `wirewatch rebuild`")
            add_functions(connection)
            yield connection

    def _connect(self, mode: str) -> sqlite3.Connection:
        address = f"file:{quote(str(self._path.absolute()))}?mode={mode}"
        return sqlite3.connect(address, uri=True, timeout=self._wait, isolation_level=None)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            name = getattr(error, "sqlite_errorname", "")
            if "fts5" in str(error):
                raise ConfigError("this Python's SQLite has no FTS5; use another Python or Elasticsearch") from error
            if name.startswith(_TRANSIENT):
                raise SearchUnavailableError(f"the search index {self._path} is not available: {error}") from error
            message = f"the search index {self._path} cannot do that: {error}"
            if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
                message += "; delete the file, then run `wirewatch init` and `wirewatch rebuild`"
            raise SearchError(message) from error
        except OSError as error:
            raise SearchError(f"the search index {self._path} cannot be opened: {error}") from error
        except UnicodeEncodeError as error:
            raise SearchError(f"what was asked for is not text: {error}") from error


def _gather(connection: sqlite3.Connection, query: Node) -> int:
    """Put the numbers of what a query matches into the table `found` of this connection; how many."""
    select, parameters = select_numbers(query)
    connection.execute("CREATE TEMP TABLE found (number INTEGER PRIMARY KEY)")
    connection.execute(f"INSERT INTO found {select}", parameters)
    return int(connection.execute("SELECT count(*) FROM found").fetchone()[0])


def _list_newest(
    connection: sqlite3.Connection, limit: int, *, offset: int = 0, after: Place | None = None
) -> list[int]:
    """Numbers of what was found, in order."""
    behind = "WHERE (sorted_at, id) < (?, ?)" if after else ""
    place = [to_micros(after.at), after.id] if after else []
    newest = (
        f"SELECT number FROM found JOIN hits USING (number) {behind} ORDER BY sorted_at DESC, id DESC LIMIT ? OFFSET ?"  # noqa: S608 - values are parameters
    )
    return [number for (number,) in connection.execute(newest, [*place, limit, offset])]


def _read_page(connection: sqlite3.Connection, numbers: Sequence[int], *, total: int) -> SearchPage:
    chosen = "SELECT document FROM json_each(?) AS chosen JOIN documents ON number = chosen.value ORDER BY chosen.key"
    rows = connection.execute(chosen, (json.dumps(numbers),))
    documents = tuple(decode_document(data) for (data,) in rows)
    return SearchPage(documents=documents, total=total, last=find_last(documents))


def _floor(since: datetime | None) -> int:
    return -(1 << 63) if since is None else to_micros(since)


def _prepare(document: Document, *, at: datetime) -> DocumentRows | Written:
    try:
        return to_rows(document, at=at)
    except (ValueError, OverflowError) as error:
        return Written(id=document.id, status="refused", reason="not_encodable", detail=str(error)[:500])


def _write(connection: sqlite3.Connection, rows: DocumentRows | Written) -> Written:
    if isinstance(rows, Written):
        return rows
    connection.execute("SAVEPOINT document")
    try:
        write_rows(connection, rows)
    except (sqlite3.DataError, sqlite3.IntegrityError, ValueError, OverflowError) as error:
        connection.execute("ROLLBACK TO document")
        return Written(id=rows.id, status="refused", reason="not_storable", detail=str(error)[:500])
    finally:
        connection.execute("RELEASE document")
    return Written(id=rows.id, status="indexed")


def _layout(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _make_tables(connection: sqlite3.Connection) -> None:
    for statement in SCHEMA:
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {LAYOUT}")


@contextmanager
def _transaction(connection: sqlite3.Connection, kind: str = "IMMEDIATE") -> Iterator[None]:
    connection.execute(f"BEGIN {kind}")
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
