"""The processes of `wirewatch up`: started in sessions of their own, watched, restarted, and all ended at the end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from pipeline.errors import PipelineError

_RESTARTS = 3
_LOG_BYTES = 20_000_000
_PATIENCE_SECONDS = 12
_LAST_LINES = 5


@dataclass(slots=True, kw_only=True)
class Child:
    """A process that is ours, and what it was started with."""

    name: str
    command: tuple[str, ...]
    log: Path
    process: subprocess.Popen[bytes]
    is_last: bool = False
    restarts: int = 0


class Children:
    """Starts processes and answers for them; `stop` leaves none."""

    def __init__(self, *, logs: Path, environment: Mapping[str, str]) -> None:
        logs.mkdir(parents=True, exist_ok=True)
        self.logs = logs
        self._environment = dict(environment)
        self._children: dict[str, Child] = {}
        self._sessions: set[int] = set()

    def start(self, name: str, *command: str, is_last: bool = False) -> None:
        """Start `python <command>`; its output goes to a file of its name, begun anew.

        `is_last` is for what the others talk to while they end: it is asked to end after them.
        """
        log = self.logs / f"{name}.log"
        log.write_bytes(b"")
        process = self._spawn(command, log)
        self._children[name] = Child(name=name, command=command, log=log, process=process, is_last=is_last)

    def _spawn(self, command: tuple[str, ...], log: Path) -> subprocess.Popen[bytes]:
        # A session of its own: Ctrl-C reaches us alone, and whatever it starts can be found by the session.
        with log.open("ab") as output:
            process = subprocess.Popen(  # noqa: S603 - our own modules, no shell
                [sys.executable, "-m", "pipeline.cli.up_child", str(os.getpid()), *command],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._sessions.add(process.pid)
        return process

    def run(self, name: str, *command: str, stop: threading.Event) -> None:
        """Run a command to its end; PipelineError with its last lines when it fails."""
        self.start(name, *command)
        child = self._children[name]
        while child.process.poll() is None and not stop.wait(0.1):
            pass
        if child.process.poll():
            raise PipelineError(f"{name} failed: {_read_end(child.log)}\nall of it is in {child.log}", command=name)
        if child.process.poll() is not None:
            del self._children[name]
            self._forget(child)

    def check(self) -> None:
        """Start again what has ended, a few times; then PipelineError. Keeps the log files small."""
        for child in self._children.values():
            if child.log.stat().st_size > _LOG_BYTES:
                os.truncate(child.log, 0)
            if (code := child.process.poll()) is None:
                continue
            if child.restarts == _RESTARTS:
                message = f"{child.name} ended {child.restarts + 1} times, last with {code}: {_read_end(child.log)}"
                raise PipelineError(f"{message}\nall of it is in {child.log}", command=child.name)
            click.echo(f"{child.name} ended with {code}, starting it again; see {child.log}", err=True)
            child.restarts += 1
            self._forget(child)
            child.process = self._spawn(child.command, child.log)

    def _forget(self, child: Child) -> None:
        """End what an ended child left behind; its number may be another's from now on."""
        _end_sessions({child.process.pid}, patience=0)
        self._sessions.discard(child.process.pid)

    def pids(self) -> list[int]:
        """Every process of ours that lives, children's children too."""
        return sorted(find_members(self._sessions))

    def stop(self) -> None:
        """Ask every process to end, wait, and end by force what is left."""
        last = {child.process.pid for child in self._children.values() if child.is_last}
        for sessions in (self._sessions - last, last):
            _end_sessions(sessions, patience=_PATIENCE_SECONDS)
            for child in self._children.values():
                child.process.poll()
        self._sessions.clear()


def _end_sessions(sessions: set[int], *, patience: float) -> None:
    """Ask those who started the others, who end them in good order; after a while ask all; then end them by force.

    Airflow's scheduler waits for its tasks, and a task may take minutes.
    """
    began = time.monotonic()
    asked: set[int] = set()
    while left := find_members(sessions):
        waited = time.monotonic() - began
        if waited >= patience:
            _send(signal.SIGKILL, left)
        # Those without a leader at once.
        due = {pid for pid, leader in left.items() if leader == pid or leader not in left or waited > patience / 3}
        _send(signal.SIGTERM, due - asked)
        asked |= due
        time.sleep(0.05)


def _send(number: signal.Signals, pids: Iterable[int]) -> None:
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            continue


def find_members(sessions: set[int]) -> dict[int, int]:
    """The living processes of these sessions, each with its session.

    Airflow puts each task into a group of its own, but not into a session.
    """
    import psutil  # type: ignore[import-untyped]  # a part of Airflow, without stubs

    found = {}
    for pid in psutil.pids():
        try:
            session = os.getsid(pid) if pid else 0
            if session in sessions and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
                found[pid] = session
        except (OSError, psutil.Error):
            continue
    return found


def _read_end(log: Path) -> str:
    lines = [line for line in log.read_text(errors="replace").splitlines() if line.strip()]
    return "\n".join(lines[-_LAST_LINES:]) or "it printed nothing"
