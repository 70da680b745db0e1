"""What was set aside, the way back, and output for programs and for shells."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from pipeline.config import read_settings
from pipeline.home import make_home
from pipeline.store import open_store
from pipeline.types import Dropped, GaveUp
from tests.store.world import World, make_intent

Run = Callable[..., "CompletedProcess[str]"]


@pytest.fixture
def aside(home: Path) -> None:
    """A ledger with an entry that was dropped at `fetch`, and one that failed at `extract`."""
    make_home(read_settings())
    store = open_store(read_settings().store_url)
    world = World(store)
    world.poll(make_intent("a"))
    world.work("fetch", Dropped(reason="robots_disallowed", detail="not for us"))
    world.poll(make_intent("b"))
    world.work("fetch")
    world.work("extract", GaveUp(reason="budget_exceeded", detail="10 s"))
    store.close()


@pytest.mark.usefixtures("aside")
def test_what_was_set_aside_is_listed_with_the_way_back(wirewatch: Run) -> None:
    rows = [json.loads(line) for line in wirewatch("failures", "--json").stdout.splitlines()]
    assert [(row["status"], row["stage"], row["reason"]) for row in rows] == [
        ("FAILED", "extract", "budget_exceeded"),
        ("DROPPED", "fetch", "robots_disallowed"),
    ]
    told = wirewatch("failures", "--reason", "budget_exceeded").stdout
    assert "wirewatch rewind --to extract --reason budget_exceeded" in told
    assert "robots" not in told
    done = wirewatch(*rows[0]["command"].split()[1:], "--json")
    assert json.loads(done.stdout) == {"stage": "extract", "rewound": 1}
    assert wirewatch("failures", "--reason", "budget_exceeded").stdout.strip() == "nothing was set aside"


def test_commands_that_change_something_answer_programs_too(wirewatch: Run, tmp_path: Path) -> None:
    wirewatch("init")

    def ask(*arguments: str) -> object:
        done = wirewatch(*arguments, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    feed = {"id": "first", "url": "https://news.example/rss"}
    assert ask("feeds", "add", feed["url"], "--id", "first") == {**feed, "added": True}
    assert ask("feeds", "add", feed["url"]) == {**feed, "added": False}
    catalogue = tmp_path / "feeds.toml"
    catalogue.write_bytes(wirewatch("feeds", "export", "--format", "toml").stdout.encode())
    assert ask("feeds", "import", str(catalogue)) == {"added": [], "known": 1}
    assert ask("rebuild") == {"indexed": 0, "refused": 0, "refusals": []}
    assert ask("alerts", "retry", "--all") == {"retried": 0}
    assert ask("rules", "lookback", "russia-nato-council", "--days", "7") == {"matched": 0, "rang": 0, "missing": 0}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_its_completion(wirewatch: Run, shell: str) -> None:
    assert "_WIREWATCH_COMPLETE" in wirewatch("completion", shell).stdout


def test_the_completion_knows_commands_and_options(wirewatch: Run) -> None:
    asked = {"_WIREWATCH_COMPLETE": "bash_complete", "COMP_WORDS": "wirewatch feeds im", "COMP_CWORD": "2"}
    script = "import sys; from pipeline.cli.main import cli; cli.main(prog_name='wirewatch', standalone_mode=False)"
    done = subprocess.run(
        [sys.executable, "-c", script], env={**os.environ, **asked}, capture_output=True, text=True, check=False
    )
    assert "import" in done.stdout


def test_a_bar_is_drawn_on_the_terminal_alone(home: Path) -> None:
    make_home(read_settings())
    leader, follower = pty.openpty()
    try:
        command = [sys.executable, "-c", "from pipeline.cli import main; main()", "rebuild", "--json"]
        done = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=follower, check=True, env={**os.environ, "TERM": "xterm"}
        )
        os.close(follower)
        drawn = os.read(leader, 10_000)
    finally:
        os.close(leader)
    assert json.loads(done.stdout)["indexed"] == 0
    assert b"documents" in drawn
