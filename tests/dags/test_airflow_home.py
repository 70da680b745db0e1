"""The Airflow that `wirewatch up` prepares is ours alone, on loopback, small, and keeps its secrets."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from pipeline.cli.airflow_home import choose_port, find_folder, hold_lock, prepare_airflow
from pipeline.config import find_data, read_settings
from pipeline.errors import ConfigError, PipelineError


def test_it_listens_on_loopback_with_few_workers_and_our_dags(home: Path) -> None:
    made = prepare_airflow(read_settings(), port=18080).environment
    assert made["AIRFLOW__API__HOST"] == "127.0.0.1"
    assert made["AIRFLOW__CORE__PARALLELISM"] == "4"
    assert made["AIRFLOW__CORE__DAGS_FOLDER"] == str(find_data("dags"))
    assert made["AIRFLOW__CORE__LOAD_EXAMPLES"] == "False"
    assert made["AIRFLOW__CORE__EXECUTION_API_SERVER_URL"] == "http://127.0.0.1:18080/execution/"
    assert made["WIREWATCH_HOME"] == str(home)


def test_another_airflow_of_the_user_is_left_alone(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRFLOW_HOME", "/srv/airflow")
    monkeypatch.setenv("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", "postgresql://elsewhere/airflow")
    monkeypatch.setenv("AIRFLOW__CORE__EXECUTOR", "CeleryExecutor")
    monkeypatch.setenv("AIRFLOW__CELERY__BROKER_URL", "redis://elsewhere")
    made = prepare_airflow(read_settings(), port=1).environment
    assert made["AIRFLOW_HOME"] == str(home / "airflow")
    assert made["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"] == f"sqlite:///{home}/airflow/airflow.db"
    assert made["AIRFLOW__CORE__EXECUTOR"] == "LocalExecutor"
    assert "AIRFLOW__CELERY__BROKER_URL" not in made


def test_connections_in_the_environment_are_passed_on(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_LEDGER", "postgres://host/ledger")
    assert prepare_airflow(read_settings(), port=1).environment["AIRFLOW_CONN_LEDGER"] == "postgres://host/ledger"


def test_its_secrets_are_made_once_and_can_be_read_by_their_owner_only(home: Path) -> None:
    names = ("AIRFLOW__API_AUTH__JWT_SECRET", "AIRFLOW__API__SECRET_KEY", "AIRFLOW__CORE__FERNET_KEY")
    first, second = (prepare_airflow(read_settings(), port=1).environment for _ in range(2))
    assert [first[name] for name in names] == [second[name] for name in names]
    assert len({first[name] for name in names}) == 3
    assert (home / "airflow" / "secrets.json").stat().st_mode & 0o077 == 0


def test_broken_secrets_are_one_clear_error(home: Path) -> None:
    prepare_airflow(read_settings(), port=1)
    (home / "airflow" / "secrets.json").write_text("{}")
    with pytest.raises(ConfigError, match="expected the secrets jwt_secret, secret_key, fernet_key as JSON"):
        prepare_airflow(read_settings(), port=1)


def test_a_database_counts_as_made_for_the_version_that_made_it(home: Path) -> None:
    made = prepare_airflow(read_settings(), port=1)
    made.mark_migrated()
    assert not made.is_migrated
    (made.folder / "airflow.db").touch()
    assert made.is_migrated
    (made.folder / "migrated").write_text("3.0.0")
    assert not made.is_migrated


def test_a_port_that_is_taken_is_replaced_by_a_free_one() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        other = choose_port(port)
    assert other != port
    assert choose_port(other) == other


def test_a_second_up_in_the_same_home_is_refused(home: Path) -> None:
    folder = find_folder(read_settings())
    message = r"another `wirewatch up` \(process \d+\) runs in"
    with hold_lock(folder), pytest.raises(PipelineError, match=message), hold_lock(folder):
        pass
    with hold_lock(folder):
        pass
