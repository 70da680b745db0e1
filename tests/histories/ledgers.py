"""Ledgers for histories: SQLite in memory, a fresh copy in a moment; and the shared part of opening any."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection, create_engine, delete, event
from sqlalchemy.pool import StaticPool

from pipeline.store import SqlStore, open_store, upgrade
from pipeline.store.database import Database
from pipeline.store.engine import _begin_sqlite
from pipeline.store.finish import Terms
from pipeline.store.owner import describe_owner
from pipeline.store.tables import metadata
from tests.store.world import StandIn

TERMS = Terms(max_attempts=8, likeness=StandIn())


class MemoryLedger:
    """One database in memory. Many stores may be opened on it, as if by many processes, one call at a time."""

    concurrent = False

    def __init__(self, *, reads: bool = False) -> None:
        self.reads = reads
        self._terms = replace(TERMS, likeness=None) if reads else TERMS
        self._template = _make_template()
        self.raw = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        engine = create_engine(
            "sqlite+pysqlite://", creator=lambda: self.raw, poolclass=StaticPool, hide_parameters=True
        )
        event.listen(engine, "begin", _begin_sqlite)
        self._database = Database(engine, pauses=())

    def empty(self) -> None:
        self.raw.deserialize(self._template)

    def open(self, owner: str) -> SqlStore:
        return SqlStore(self._database, owner=owner, terms=self._terms)

    def close(self) -> None:
        self._database.close()
        self.raw.close()


class PostgresLedger:
    """A database of a real server, where workers meet."""

    concurrent = True
    reads = False

    def __init__(self, url: str) -> None:
        upgrade(url)
        self._url = url
        self._opened: dict[str, SqlStore] = {}

    def empty(self) -> None:
        self.open("sweeper").database.write(_empty)

    def open(self, owner: str) -> SqlStore:
        """The store of a process; its threads share it."""
        if owner not in self._opened:
            self._opened[owner] = open_store(
                self._url, owner=owner, max_attempts=TERMS.max_attempts, likeness=TERMS.likeness
            )
        return self._opened[owner]

    def close(self) -> None:
        for store in self._opened.values():
            store.close()


def _empty(connection: Connection) -> None:
    for table in metadata.sorted_tables:
        connection.execute(delete(table))


def _make_template() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ledger.db"
        upgrade(f"sqlite:///{file}")
        connection = sqlite3.connect(file)
        connection.execute("PRAGMA journal_mode=DELETE")  # a database in memory has no log beside it
        content = connection.serialize()
        connection.close()
        return content


def make_owner(*, alive: bool) -> str:
    """Name a process of this machine: this one, or one that is no more."""
    here = describe_owner()
    host, _, _ = here.rsplit(":", 2)
    return here if alive else f"{host}:{os.getpid()}:1"
