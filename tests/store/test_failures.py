from __future__ import annotations

import socket
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from pipeline.errors import StoreBusyError, StoreError
from pipeline.store import SqlStore, open_store, upgrade
from tests.postgres import open_database
from tests.store.world import LEASE, NOW, World, make_intent, make_spec


def _impatient(store: SqlStore) -> SqlStore:
    store.database._pauses = (0.0,)
    return store


def test_a_ledger_that_another_holds_is_busy(
    world: World, store: SqlStore, open_ledger: Callable[..., SqlStore]
) -> None:
    world.poll(make_intent("a"))
    other = _impatient(open_ledger(busy_timeout=timedelta(milliseconds=20)))

    def hold(connection: Connection) -> None:
        if connection.dialect.name == "postgresql":
            connection.execute(text("LOCK TABLE entries"))
        with pytest.raises(StoreBusyError) as caught:
            other.claim("fetch", now=NOW, limit=1, lease=LEASE)
        assert caught.value.transient

    store.database.write(hold)
    assert len(other.claim("fetch", now=NOW, limit=1, lease=LEASE)) == 1


def test_people_read_while_somebody_writes(world: World, store: SqlStore, open_ledger: Callable[..., SqlStore]) -> None:
    other = _impatient(open_ledger(busy_timeout=timedelta(milliseconds=20)))

    def hold(connection: Connection) -> None:
        connection.execute(text("DELETE FROM feeds"))
        assert len(other.feeds()) == 1

    store.database.write(hold)
    assert other.feeds() == ()


def test_a_reader_changes_nothing(store: SqlStore) -> None:
    if store.database.engine.dialect.name == "postgresql":
        with pytest.raises(StoreError, match="read-only"):
            store.database.read(lambda c: c.execute(text("DELETE FROM feeds")))
    else:
        assert store.database.read(lambda c: c.execute(text("DELETE FROM feeds")).rowcount) == 0


def test_a_connection_that_was_cut_is_made_anew(postgres_url: str) -> None:
    store, other = _impatient(open_store(postgres_url)), open_store(postgres_url)
    store.add_feeds([make_spec()], now=NOW)
    cut = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = :n")
    name = postgres_url.rpartition("/")[2]
    other.database.write(lambda c: c.execute(cut, {"n": name}))
    assert store.poll_now(now=NOW) == 1
    store.close()
    other.close()


def test_a_server_that_does_not_answer_may_later(postgres_url: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and nobody listens
        store = _impatient(open_store(f"postgresql://wirewatch:secret@127.0.0.1:{taken.getsockname()[1]}/x"))
        with pytest.raises(StoreBusyError, match="cannot be reached") as caught:
            store.feeds()
    assert "secret" not in str(caught.value)


def test_a_database_that_is_not_there_is_no_passing_trouble(postgres_url: str) -> None:
    store = open_store(postgres_url + "_not")
    with pytest.raises(StoreError, match="does not exist") as caught:
        store.feeds()
    assert not caught.value.transient


def test_a_read_only_server_says_so(postgres_server: str) -> None:
    with open_database(postgres_server) as url:
        upgrade(url)
        first = open_store(url)
        read_only = f'ALTER DATABASE "{url.rpartition("/")[2]}" SET default_transaction_read_only = on'
        first.database.write(lambda c: c.execute(text(read_only)))
        first.close()
        store = open_store(url)
        with pytest.raises(StoreError, match="point the store URL at the primary"):
            store.add_feeds([make_spec()], now=NOW)
        store.close()


def test_a_read_only_file_says_so(sqlite_url: str) -> None:
    store = open_store(sqlite_url.replace("sqlite:///", "sqlite:///file:") + "?mode=ro&uri=true")
    with pytest.raises(StoreError, match="it is read-only: give this user the right"):
        store.add_feeds([make_spec()], now=NOW)
    assert store.feeds() == ()
    store.close()


def test_a_file_that_is_no_database_says_so(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").write_bytes(b"certainly not a database, by no means" * 100)
    store = open_store(f"sqlite:///{tmp_path / 'ledger.db'}")
    with pytest.raises(StoreError, match="check the store URL"):
        store.feeds()
    store.close()


def test_a_file_in_no_folder_says_so(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'none' / 'ledger.db'}")
    with pytest.raises(StoreError, match="cannot be opened"):
        store.feeds()
    store.close()


def test_a_moment_without_zone_is_refused(world: World) -> None:
    with pytest.raises(StoreError, match="aware"):
        world.store.summary(now=NOW.replace(tzinfo=None))
