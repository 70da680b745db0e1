"""Connections: which databases are understood, and how SQLite is made to keep its word.

SQLite here means WAL, synchronous=FULL (what was acknowledged survives a power cut) and real BEGIN IMMEDIATE for
writes: the sqlite3 module's own transaction control would begin too late, and only when it sees fit.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from pipeline.errors import ConfigError

BUSY_TIMEOUT = timedelta(seconds=30)
READ_ONLY = "wirewatch_read_only"
_EXPECTED = "expected sqlite:///path/to/ledger.db or postgresql://user@host/database"


def parse_url(url: str) -> URL:
    """Read a store URL; ConfigError when it names no file of SQLite and no PostgreSQL database."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise ConfigError(f"the store URL cannot be read: {_EXPECTED}") from None
    backend = parsed.drivername.partition("+")[0]
    if backend in {"postgresql", "postgres"}:
        return parsed.set(drivername="postgresql+psycopg")
    if backend != "sqlite":
        raise ConfigError(f"the store URL names {backend}: {_EXPECTED}")
    if not parsed.database or parsed.database == ":memory:":
        raise ConfigError(f"the store URL names no file, and a ledger in memory would be lost: {_EXPECTED}")
    return parsed.set(drivername="sqlite+pysqlite")


def find_file(url: URL) -> Path | None:
    """The file of a SQLite ledger; None for a server."""
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def make_engine(url: URL, *, busy_timeout: timedelta = BUSY_TIMEOUT) -> Engine:
    """Make a pool of connections; nothing is opened yet. Waiting for a lock ends after `busy_timeout`."""
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, connect_args={"timeout": busy_timeout.total_seconds()}, hide_parameters=True)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    try:
        engine = create_engine(url, connect_args={"connect_timeout": 10}, hide_parameters=True)
    except ModuleNotFoundError:
        raise ConfigError("a PostgreSQL ledger needs psycopg: pip install 'wirewatch[postgres]'") from None

    def limit_waiting(connection: Any, record: object) -> None:  # noqa: ANN401 - the driver's connection
        del record
        connection.execute(f"SET lock_timeout = {busy_timeout // timedelta(milliseconds=1)}")
        connection.commit()

    event.listen(engine, "connect", limit_waiting)
    return engine


def _prepare_sqlite(connection: Any, record: object) -> None:  # noqa: ANN401 - the driver's connection
    del record
    connection.isolation_level = None  # leave BEGIN to us
    connection.execute("PRAGMA synchronous=FULL").close()


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and writes later fails at once when another has written in between.
    reads = connection.get_execution_options().get(READ_ONLY)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
