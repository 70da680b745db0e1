"""`wirewatch init`, `doctor` and `status` on a home folder where something is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from pipeline.app import App
from pipeline.cli.doctor import files, machine, reach, stored
from pipeline.cli.doctor.check import Check, run_check
from pipeline.cli.doctor.run import run_checks
from pipeline.config import read_settings
from pipeline.errors import SchemaError
from pipeline.home import make_home
from pipeline.types import Archived

Run = Callable[..., "CompletedProcess[str]"]
NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.fixture
def app(home: Path) -> Iterator[App]:
    make_home(read_settings())
    app = App(read_settings())
    yield app
    app.close()


def test_init_says_what_it_made_and_what_comes_next(wirewatch: Run, home: Path) -> None:
    first = wirewatch("init").stdout
    assert f"Wirewatch lives in {home} (new)" in first
    assert "`wirewatch feeds import`" in first
    wirewatch("feeds", "add", "https://news.example/rss")
    second = wirewatch("init").stdout
    assert "it was there already" in second
    assert "1 feeds are watched. Next: `wirewatch run`" in second
    assert json.loads(wirewatch("init", "--json").stdout)["feeds"] == 1


def test_doctor_is_well_but_for_the_missing_feeds_and_each_failure_has_its_command(wirewatch: Run) -> None:
    wirewatch("init")
    done = wirewatch("doctor", "--json")
    checks = {check["part"]: check for check in json.loads(done.stdout)}
    assert [part for part, check in checks.items() if not check["ok"]] == ["feeds"]
    assert checks["feeds"]["remedy"] == "wirewatch feeds import"
    assert done.returncode == 1
    assert set(checks) >= {"python", "ledger", "search", "archive", "names", "topics", "rules", "channels"}
    assert set(checks) >= {"deliveries", "web", "airflow", "clock", "memory", "disk"}


def test_doctor_before_init_says_init(home: Path) -> None:
    checks = {check.part: check for check in run_checks() if check.part in {"ledger", "search"}}
    assert checks["ledger"].remedy == "wirewatch init"
    assert checks["search"].remedy == "wirewatch init"


def test_an_error_hands_on_the_command_that_it_names() -> None:
    def fail() -> Check:
        raise SchemaError("the ledger is old: run `wirewatch init`")

    assert run_check("ledger", fail).remedy == "wirewatch init"


def test_a_check_that_breaks_is_a_finding() -> None:
    def fail() -> Check:
        raise LookupError("a library is half installed")

    check = run_check("web", fail)
    assert (check.ok, check.detail) == (False, "LookupError: a library is half installed")


def test_a_broken_file_is_named_with_its_line_and_stops_nothing(wirewatch: Run, home: Path) -> None:
    wirewatch("init")
    (home / "names" / "own.toml").write_text('[[name]]\nid = "a"\nlabel = "A"\nvariants = []\n')
    (home / "topics" / "own.toml").write_text('[[topic]]\ncode = "own:ice"\n')
    wrong = {check.part: check for check in run_checks() if not check.ok}
    assert "own.toml, line 1" in wrong["names"].detail
    assert "own.toml, line 1" in wrong["topics"].detail
    assert "rewind --to topics" in wrong["names"].remedy
    status = wirewatch("status")
    assert "names/own.toml, line 1" in status.stdout
    assert "topics/own.toml, line 1" in status.stdout
    assert wirewatch("run", "--once").returncode == 0


def test_status_says_nothing_of_files_as_they_were_shipped(wirewatch: Run) -> None:
    wirewatch("init")
    assert json.loads(wirewatch("status", "--json").stdout)["problems"] == []


@pytest.mark.filterwarnings("ignore:'imghdr'")  # of a library that Apprise loads
@pytest.mark.parametrize(
    ("address", "ok"),
    [("mailto://ann:secret@mail.example", True), ("jsons://hook.example/x", True), ("nosuch://x", False), ("x", False)],
)
def test_the_address_of_a_channel_is_read_and_never_shown(
    app: App, monkeypatch: pytest.MonkeyPatch, address: str, *, ok: bool
) -> None:
    monkeypatch.setenv("WIREWATCH_CHANNELS__DESK", address)
    app.settings = read_settings()
    check = reach.check_channels(app)
    assert check.ok is ok
    assert address not in check.detail
    assert ("WIREWATCH_CHANNELS__DESK" in check.remedy) is not ok


def test_pages_open_to_everybody_are_told(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    assert reach.check_web(app).ok
    monkeypatch.setenv("WIREWATCH_WEB__HOST", "0.0.0.0")
    app.settings = read_settings()
    assert "WIREWATCH_WEB__TOKEN" in reach.check_web(app).remedy
    monkeypatch.setenv("WIREWATCH_WEB__TOKEN", "long and secret")
    app.settings = read_settings()
    assert reach.check_web(app).ok


def test_an_archive_that_cannot_be_written_is_told(app: App, home: Path) -> None:
    (home / "archive").write_text("a file where the folder should be")
    assert "cannot write to the archive" in run_check("archive", lambda: stored.check_archive(app)).detail


def page(headers: dict[str, str]) -> Archived:
    return Archived(url="https://news.example/1", status=200, headers=headers, body=b"", fetched_at=NOW)


@pytest.mark.parametrize(
    ("headers", "ahead"),
    [
        ({"date": "Mon, 02 Mar 2026 10:00:00 GMT"}, timedelta(0)),
        ({"date": "Mon, 02 Mar 2026 09:50:00 GMT"}, timedelta(minutes=10)),
        ({"date": "Mon, 02 Mar 2026 09:50:00 GMT", "age": "600"}, timedelta(0)),
        ({"date": "yesterday"}, None),
        ({}, None),
    ],
)
def test_the_clock_is_measured_by_what_servers_said(headers: dict[str, str], ahead: timedelta | None) -> None:
    assert stored.measure_lead(page(headers)) == ahead


def test_memory_limits_hold_here(app: App) -> None:
    assert machine.check_memory(app).ok


def test_a_rule_that_is_wrong_is_named(app: App, home: Path) -> None:
    (home / "rules" / "own.toml").write_text('id = "own"\ntitle = "Own"\nquery = "nato)"\n')
    check = files.check_rules(app)
    assert "own.toml" in check.detail
    assert check.remedy == "wirewatch rules check"
