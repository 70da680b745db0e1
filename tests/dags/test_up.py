"""`wirewatch up --sample`, as `make run` starts it: from nothing to an alert, and to nothing again."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path

import psutil  # type: ignore[import-untyped]  # a part of Airflow, without stubs
import pytest

from pipeline.app import App
from pipeline.config import read_settings
from pipeline.home import make_home
from pipeline.query.tree import Every
from pipeline.types import FeedSpec, Source
from tests.dags.processes import wait_for

UP = "from pipeline.cli import main; main()"


@dataclass
class Running:
    """The command, what it has printed, and the processes that it had when it was asked to stop."""

    process: subprocess.Popen[str]
    home: Path
    lines: list[str] = field(default_factory=list)
    pids: list[int] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.lines)

    def read(self) -> None:
        assert self.process.stdout is not None
        self.lines.extend(self.process.stdout)

    def wait_for(self, words: str, *, seconds: float) -> None:
        wait_for(
            lambda: words in self.text or self.process.poll() is not None,
            seconds=seconds,
            what=f"{words!r} in {self.text[-3000:]!r}",
        )
        assert words in self.text


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Running:
    """A whole life of the command; afterwards it has been asked to stop and has ended."""
    home = tmp_path_factory.mktemp("home")
    watch_nothing_outside(home)
    outside = {name: value for name, value in os.environ.items() if not name.startswith(("AIRFLOW", "WIREWATCH_"))}
    ports = {"WIREWATCH_AIRFLOW__PORT": "0", "WIREWATCH_WEB__PORT": "0"}
    process = subprocess.Popen(
        [sys.executable, "-u", "-c", UP, "up", "--sample"],
        env={**outside, **ports, "WIREWATCH_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    life = Running(process=process, home=home)
    reader = threading.Thread(target=life.read)
    reader.start()
    try:
        life.wait_for("Airflow is up after", seconds=120)
        life.wait_for("rule russia-nato-council version", seconds=120)
        life.pids = [child.pid for child in psutil.Process(process.pid).children(recursive=True)]
        process.send_signal(signal.SIGINT)
        process.wait(timeout=40)
    finally:
        if process.poll() is None:
            process.kill()
        reader.join(timeout=10)
        assert process.stdout is not None
        process.stdout.close()
    return life


def watch_nothing_outside(home: Path) -> None:
    """Watch one source on a closed port of loopback, so that this is no first run and asks nobody outside."""
    settings = read_settings(home)
    make_home(settings)
    app = App(settings)
    nobody = Source(id="nobody", name="Nobody", domain="127.0.0.1")
    app.store.add_feeds([FeedSpec(id="nobody", url="http://127.0.0.1:9/feed", name="", source=nobody)], now=app.clock())
    app.close()


@pytest.mark.timeout(360)
def test_an_alert_rings_in_the_terminal_with_its_passage(running: Running) -> None:
    alert = re.search(r"ALERT \d{4}-\d\d-\d\d [\d:]+ russia-nato-council: .+\n((  .+\n)+)", running.text)
    assert alert
    assert re.search(r"  .*\[.+\].*name russia-nato-council.*; (title|lead|text) \d+-\d+", alert[1])


def test_it_ends_cleanly_and_leaves_no_process(running: Running) -> None:
    assert running.process.returncode == 0, running.text[-3000:]
    assert running.text.rstrip().endswith("all stopped")
    assert len(running.pids) >= 6
    assert [pid for pid in running.pids if psutil.pid_exists(pid) and not is_zombie(pid)] == []


def is_zombie(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True


def test_its_addresses_are_on_loopback(running: Running) -> None:
    assert set(re.findall(r"http://([\d.]+):\d+", running.text.partition("ALERT ")[0])) == {"127.0.0.1"}


def test_the_silent_baseline_and_what_rang_are_in_the_ledger_and_the_index(running: Running) -> None:
    app = App(read_settings(running.home))
    try:
        assert app.index.search(Every(), limit=1).total >= 15
        assert 1 <= len(app.store.alerts(rule="russia-nato-council")) <= 3
    finally:
        app.close()
