from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from alembic import command, op
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from pipeline.errors import ConfigError, SchemaError
from pipeline.store import SqlStore, check_schema, migrate, open_store, read_server_clock, upgrade
from pipeline.store.tables import metadata
from tests.postgres import open_database

upgrade_to = command.upgrade


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'home' / 'ledger.db'}"
        return
    with open_database(request.getfixturevalue("postgres_server")) as url:
        yield url


def test_an_empty_database_is_brought_to_the_programs_schema_and_again(empty_url: str) -> None:
    with pytest.raises(SchemaError, match="run `wirewatch init`"):
        check_schema(empty_url)
    upgrade(empty_url)
    check_schema(empty_url)
    upgrade(empty_url)
    check_schema(empty_url)


def test_the_migrations_make_the_tables_that_the_program_sees(store: SqlStore) -> None:
    def compare(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"version_table": migrate.VERSION_TABLE})
        return list(compare_metadata(context, metadata))

    assert store.database.read(compare) == []


def test_the_program_knows_its_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [migrate.HEAD]


def test_a_newer_ledger_is_refused_and_left_alone(url: str) -> None:
    _set_version(url, "9999")
    with pytest.raises(SchemaError, match="has schema 9999 and this program knows"):
        check_schema(url)
    with pytest.raises(SchemaError, match="install the newer wirewatch"):
        upgrade(url)


def test_an_older_ledger_is_to_be_initialised(url: str) -> None:
    _set_version(url, "0000")
    with pytest.raises(SchemaError, match="the ledger has schema 0000 and the program needs"):
        check_schema(url)


def _set_version(url: str, version: str) -> None:
    store = open_store(url)
    store.database.write(lambda c: c.execute(text(f"UPDATE {migrate.VERSION_TABLE} SET version_num = '{version}'")))
    store.close()


def test_checking_creates_no_file(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="there is no ledger at"):
        check_schema(f"sqlite:///{tmp_path / 'ledger.db'}")
    assert list(tmp_path.iterdir()) == []


def test_a_ledger_of_0001_keeps_its_pages_and_alerts(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "upgrade", lambda config, _: upgrade_to(config, "0001"))
    upgrade(empty_url)
    monkeypatch.undo()
    rows = [
        "INSERT INTO canonical_urls VALUES ('d1', 'https://www.sample.example/a/', 'e1')",
        "INSERT INTO canonical_urls VALUES ('d2', 'http://sample.example/a', 'e2')",
        "INSERT INTO canonical_urls VALUES ('d3', 'https://sample.example/b', 'e3')",
        "INSERT INTO bands VALUES (1, 'e1')",
        "INSERT INTO alerts (id, rule, story, rule_version, entry, revision, url, title, matched_at, late, evidence, "
        "text_hash, archive) VALUES ('a1', 'r', 'e1', 'v', 'e1', 1, 'u', 't', "
        + ("'2026-04-03T09:30:00Z'" if empty_url.startswith("postgres") else "1")
        + ", false, '[]', 'h', '{}')",
    ]
    with closing(open_store(empty_url)) as store:
        for row in rows:
            store.database.write(partial(_execute, statement=row))
    upgrade(empty_url)
    check_schema(empty_url)
    keys = {sha256(key.encode()).hexdigest() for key in ("sample.example/a", "sample.example/b")}
    with closing(open_store(empty_url)) as store:
        assert {row[0] for row in _read(store, "SELECT digest FROM canonical_urls")} == keys
        assert _read(store, "SELECT id, event, change FROM alerts") == [("a1", "published", None)]
        assert _read(store, "SELECT * FROM bands") == []


def _execute(connection: Connection, *, statement: str) -> None:
    connection.execute(text(statement))


def _read(store: SqlStore, query: str) -> list[tuple[Any, ...]]:
    return store.database.read(lambda c: [tuple(row) for row in c.execute(text(query))])


def test_a_migration_that_fails_half_way_leaves_nothing(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class PowerCut(BaseException):
        pass

    made: list[object] = []
    create = op.create_index

    def create_some(*arguments: Any, **options: Any) -> None:
        made.append(arguments)
        if len(made) == 3:
            raise PowerCut
        create(*arguments, **options)

    monkeypatch.setattr(op, "create_index", create_some)
    with pytest.raises(PowerCut):
        upgrade(empty_url)
    monkeypatch.undo()
    with pytest.raises(SchemaError, match="has no tables yet"):
        check_schema(empty_url)
    upgrade(empty_url)
    check_schema(empty_url)


def test_a_ledger_without_tables_says_what_to_do(empty_url: str) -> None:
    if empty_url.startswith("sqlite"):
        file = Path(empty_url.removeprefix("sqlite:///"))
        file.parent.mkdir()
        sqlite3.connect(file).close()
    with closing(open_store(empty_url)) as store, pytest.raises(SchemaError, match="run `wirewatch init`"):
        store.feeds()


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("mysql://x/y", "names mysql"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "in memory would be lost"),
        ("ledger.db", "cannot be read"),
        ("", "cannot be read"),
    ],
)
def test_a_url_of_no_ledger_is_refused(url: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        open_store(url)


def test_sqlite_writes_ahead_and_syncs_fully(sqlite_url: str) -> None:
    store = open_store(sqlite_url)

    def read(name: str) -> object:
        return store.database.read(lambda c: c.execute(text(f"PRAGMA {name}")).scalar())

    assert (read("journal_mode"), read("synchronous"), read("busy_timeout")) == ("wal", 2, 30_000)
    store.close()


def test_the_servers_clock_can_be_read_and_sqlite_has_none(empty_url: str) -> None:
    said = read_server_clock(empty_url)
    assert (said is not None and said.tzinfo is not None) is empty_url.startswith("postgres")
