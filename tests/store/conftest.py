"""A fresh ledger a test, on both databases; everything in it is made by `World`."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, delete, text

from pipeline.store import SqlStore, open_store, upgrade
from pipeline.store.migrate import HEAD, VERSION_TABLE
from pipeline.store.tables import metadata
from tests.postgres import open_database
from tests.store.world import StandIn, World


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("ledger") / "template.db"
    upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgres_ledger(postgres_server: str) -> Iterator[str]:
    """One for all tests: making a database takes longer than most of them."""
    with open_database(postgres_server) as url:
        upgrade(url)
        yield url


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'ledger.db')}"


@pytest.fixture
def postgres_url(postgres_ledger: str) -> str:
    store = open_store(postgres_ledger)
    store.database.write(_empty)
    store.close()
    return postgres_ledger


def _empty(connection: Connection) -> None:
    for table in metadata.sorted_tables:
        connection.execute(delete(table))
    connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '{HEAD}'"))


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    """A ledger that is ready and empty."""
    found: str = request.getfixturevalue(f"{request.param}_url")
    return found


@pytest.fixture
def open_ledger(url: str) -> Iterator[Callable[..., SqlStore]]:
    """Opens the same ledger again, as another process would."""
    opened: list[SqlStore] = []

    def open_one(**options: Any) -> SqlStore:
        store = open_store(url, **{"likeness": StandIn(), **options})
        opened.append(store)
        return store

    yield open_one
    for store in opened:
        store.close()


@pytest.fixture
def store(open_ledger: Callable[..., SqlStore]) -> SqlStore:
    return open_ledger()


@pytest.fixture
def world(store: SqlStore) -> World:
    """A ledger with one feed and ways to bring entries along."""
    return World(store)
