"""Every process that `wirewatch up` starts is ended by it, whatever it started in turn."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil  # type: ignore[import-untyped]  # a part of Airflow, without stubs
import pytest

from pipeline.cli.up_children import Children
from pipeline.errors import PipelineError
from tests.dags.processes import wait_for

# A child with a child of its own in a group of its own, as Airflow's workers have; both would live for ever.
FAMILY = """
import os, subprocess, sys, signal
child = subprocess.Popen([sys.executable, "-c", "import signal; print('ready', flush=True); signal.pause()"],
                         process_group=0)
signal.pause()
"""
STUBBORN = """
import signal
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("ready", flush=True)
while True:
    signal.pause()
"""


@pytest.fixture
def children(tmp_path: Path) -> Iterator[Children]:
    made = Children(logs=tmp_path / "logs", environment=os.environ)
    yield made
    made.stop()


def says(children: Children, name: str, word: str) -> bool:
    return word in (children.logs / f"{name}.log").read_text()


def is_gone(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.cli.up_children._PATIENCE_SECONDS", 0.5)


def test_stopping_ends_children_of_children_in_groups_of_their_own(children: Children, hurried: None) -> None:
    children.start("family", "-c", FAMILY)
    wait_for(lambda: says(children, "family", "ready"))
    pids = children.pids()
    assert len(pids) == 2
    children.stop()
    assert all(is_gone(pid) for pid in pids)


def test_an_orphan_whose_parent_was_killed_is_ended_too(children: Children) -> None:
    children.start("family", "-c", FAMILY)
    wait_for(lambda: says(children, "family", "ready"))
    pids = children.pids()
    os.kill(min(pids), signal.SIGKILL)
    children.stop()
    assert all(is_gone(pid) for pid in pids)


def test_one_that_does_not_listen_is_ended_by_force(children: Children, hurried: None) -> None:
    children.start("stubborn", "-c", STUBBORN)
    wait_for(lambda: says(children, "stubborn", "ready"))
    pids = children.pids()
    children.stop()
    assert all(is_gone(pid) for pid in pids)


def test_what_ended_is_started_again_and_said(children: Children, capsys: pytest.CaptureFixture[str]) -> None:
    children.start("brief", "-c", "print('once more')")
    wait_for(lambda: not children.pids())
    children.check()
    wait_for(lambda: (children.logs / "brief.log").read_text().count("once more") == 2)
    assert "brief ended with 0, starting it again" in capsys.readouterr().err


def test_what_ends_again_and_again_stops_everything_with_its_last_words(children: Children) -> None:
    children.start("broken", "-c", "raise SystemExit('the port is taken')")

    def end_often() -> None:
        for _ in range(10):
            wait_for(lambda: not children.pids())
            children.check()

    with pytest.raises(PipelineError, match=r"broken ended 4 times, last with 1: the port is taken"):
        end_often()


def test_a_command_that_fails_says_why(children: Children) -> None:
    with pytest.raises(PipelineError, match="migrate failed: no such table"):
        children.run("migrate", "-c", "raise SystemExit('no such table')", stop=threading.Event())


def test_a_command_is_left_when_somebody_wants_to_stop(children: Children) -> None:
    stop = threading.Event()
    stop.set()
    children.run("migrate", "-c", STUBBORN, stop=stop)
    assert len(children.pids()) == 1


def test_a_child_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    parent = f"""
import os, pathlib, signal, time
from pipeline.cli.up_children import Children
children = Children(logs=pathlib.Path({str(tmp_path)!r}), environment=os.environ)
children.start("child", "-c", "import signal; print('ready', flush=True); signal.pause()")
print(*children.pids(), flush=True)
signal.pause()
"""
    with subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        pid = int(process.stdout.readline())
        wait_for(lambda: "ready" in (tmp_path / "child.log").read_text())
        process.kill()
    wait_for(lambda: is_gone(pid), what="the end of the child")
