from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from pipeline.app import open_app
from pipeline.cli.main import run
from pipeline.config import read_settings
from pipeline.home import make_home
from pipeline.passwords import is_password, to_digest

PASSWORD = "correct horse"  # not a secret


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("WIREWATCH_HOME", str(tmp_path))
    make_home(read_settings())
    yield tmp_path
    structlog.reset_defaults()  # the command logs to the stderr of its test


def call(monkeypatch: pytest.MonkeyPatch, *arguments: str, given: str = "") -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(given))
    with pytest.raises(SystemExit) as ended:
        run(list(arguments))
    assert isinstance(ended.value.code, int)
    return ended.value.code


@pytest.mark.usefixtures("home")
def test_a_user_comes_changes_and_goes(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(monkeypatch, "users", "add", "ada", "--role", "editor", "--json", given=PASSWORD + "\n") == 0
    assert json.loads(capsys.readouterr().out)["role"] == "editor"
    assert call(monkeypatch, "users", "add", "ada", given=PASSWORD + "\n") == 2
    assert call(monkeypatch, "users", "role", "ada", "admin") == 0
    assert call(monkeypatch, "users", "password", "ada", given="another horse\n") == 0
    with open_app() as app:
        assert is_password("another horse", app.store.accounts.password_hash("ada"))
    capsys.readouterr()
    assert call(monkeypatch, "users", "list", "--json") == 0
    assert json.loads(capsys.readouterr().out)["role"] == "admin"
    assert call(monkeypatch, "users", "remove", "ada") == 2
    assert "ada is the last admin" in capsys.readouterr().err
    assert call(monkeypatch, "users", "remove", "ada", "--last") == 0
    assert call(monkeypatch, "users", "remove", "ada") == 1


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(("name", "password"), [("ada", "short"), ("a b", PASSWORD), ("ada", "x" * 1025)])
def test_a_bad_name_or_password_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, password: str) -> None:
    assert call(monkeypatch, "users", "add", name, given=password + "\n") == 2


@pytest.mark.usefixtures("home")
def test_a_token_is_shown_once_and_revoked(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(monkeypatch, "tokens", "add", "nobody") == 1
    call(monkeypatch, "users", "add", "ada", "--role", "admin", given=PASSWORD + "\n")
    capsys.readouterr()
    assert call(monkeypatch, "tokens", "add", "ada", "--label", "script") == 0
    value = capsys.readouterr().out.strip()
    with open_app() as app:
        user = app.store.accounts.find_token(to_digest(value), now=app.clock())
    assert user is not None
    assert user.role == "reader"
    assert call(monkeypatch, "tokens", "list", "--json") == 0
    listed = capsys.readouterr().out
    assert value not in listed
    assert call(monkeypatch, "tokens", "revoke", json.loads(listed)["id"]) == 0
    with open_app() as app:
        assert app.store.accounts.find_token(to_digest(value), now=app.clock()) is None
