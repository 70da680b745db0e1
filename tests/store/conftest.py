"""A fresh ledger a test, on both databases; everything in it is made by `World`."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.store import SqlStore, open_store, upgrade
from tests.postgres import copy_database, drop_database
from tests.store.world import StandIn, World

_TEMPLATE = "wirewatch_test_template"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("ledger") / "template.db"
    upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> Iterator[str]:
    name = f"{_TEMPLATE}_{uuid.uuid4().hex[:8]}"
    upgrade(copy_database(postgres_server, "template0", name))
    yield name
    drop_database(postgres_server, name)


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'ledger.db')}"


@pytest.fixture
def postgres_url(postgres_server: str, postgres_template: str) -> Iterator[str]:
    name = f"wirewatch_test_{uuid.uuid4().hex[:12]}"
    yield copy_database(postgres_server, postgres_template, name)
    drop_database(postgres_server, name)


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    """A ledger that is ready and empty."""
    found: str = request.getfixturevalue(f"{request.param}_url")
    return found


@pytest.fixture
def open_ledger(url: str) -> Iterator[Callable[..., SqlStore]]:
    """Opens the same ledger again, as another process would."""
    opened: list[SqlStore] = []

    def open_one(**options: object) -> SqlStore:
        store = open_store(url, **{"likeness": StandIn(), **options})  # type: ignore[arg-type] - any of its options
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
