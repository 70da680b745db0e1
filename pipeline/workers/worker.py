"""The parent's side of one worker process: never blocks, neither for writing nor for reading."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO

from pipeline.errors import BudgetError, PipelineError
from pipeline.workers.child import cut_messages, frame

START_SECONDS = 120.0
BOOT = "import json, sys; sys.path[:] = json.loads(sys.argv[-2]); from pipeline.workers.child import main; main()"
KEPT_NAMES = frozenset({"HOME", "LANG", "LANGUAGE", "LD_LIBRARY_PATH", "PATH", "TMPDIR", "TZ"})
KEPT_PREFIXES = ("LC_", "PYTHON")


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """What one unit of work may use: processor seconds, memory above the worker's own, and wall seconds."""

    seconds: float
    memory_bytes: int

    @property
    def wall_seconds(self) -> float:
        """Allow for a busy machine: only processor time is the unit's own fault."""
        return self.seconds * 3


class Worker:
    """One process and the unit it is busy with. A plain child and no `multiprocessing.Process`.

    That would be refused in daemonic parents (Celery), would run the caller's main module again, and would leave a
    fork server behind.
    """

    def __init__(self, budget: Budget, *, preload: tuple[str, ...], now: float) -> None:
        options = {"seconds": budget.seconds, "memory_bytes": budget.memory_bytes, "preload": preload}
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and code
            [sys.executable, "-c", BOOT, json.dumps(sys.path), json.dumps(options)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(os.environ),
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self.stdin: IO[bytes] = self._process.stdin
        self.stdout: IO[bytes] = self._process.stdout
        os.set_blocking(self.stdin.fileno(), False)
        os.set_blocking(self.stdout.fileno(), False)
        self._budget = budget
        self._outgoing = memoryview(b"")
        self._incoming = bytearray()
        self.ready = False
        self.unit: int | None = None
        self.units = 0
        self.deadline = now + START_SECONDS

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    @property
    def writing(self) -> bool:
        """Whether a part of the unit is not on its way yet."""
        return bool(self._outgoing)

    def start(self, unit: int, payload: bytes, *, now: float) -> None:
        """Give the worker a unit."""
        self.unit = unit
        self.units += 1
        self._outgoing = memoryview(frame(payload))
        if self.ready:
            self.deadline = now + self._budget.wall_seconds

    def greet(self, *, now: float) -> None:
        """Note that the process is up; the budget of its unit begins."""
        self.ready = True
        self.deadline = now + self._budget.wall_seconds

    def push(self) -> None:
        """Write what the pipe takes; a worker that is gone is noticed when reading."""
        try:
            self._outgoing = self._outgoing[os.write(self.stdin.fileno(), self._outgoing[: 1 << 20]) :]
        except BlockingIOError:
            return
        except BrokenPipeError:  # whoever reads next learns why
            self._outgoing = memoryview(b"")

    def pull(self) -> tuple[bytes, ...]:
        """Read what is there; the messages that are whole now. EOFError when the worker is gone."""
        try:
            piece = os.read(self.stdout.fileno(), 1 << 20)
        except BlockingIOError:
            return ()
        if not piece:
            raise EOFError
        self._incoming += piece
        return tuple(cut_messages(self._incoming))

    def stop(self) -> None:
        """End the process now and wait for it; the pipes stay for whoever is reading them."""
        self._process.kill()
        self._process.wait()

    def kill(self) -> None:
        """End the process and close the pipes."""
        self.stop()
        for pipe in (self.stdin, self.stdout):
            pipe.close()

    def disown(self) -> None:
        """Close the pipes of a process that a fork has left with our parent."""
        self._process.returncode = 0  # it is not ours to wait for
        for pipe in (self.stdin, self.stdout):
            pipe.close()

    def autopsy(self) -> PipelineError:
        """Say why a process that is gone went."""
        code = self._process.wait()
        if code == -signal.SIGPROF:
            return self.overdue()
        if code < 0:
            name = signal.strsignal(-code) or str(-code)
            return BudgetError(f"a unit of work crashed its worker: {name}", limit="signal", signal=-code)
        return BudgetError(f"a unit of work ended its worker with status {code}", limit="signal", status=code)

    def overdue(self) -> PipelineError:
        """Say that the unit took too long."""
        seconds = self._budget.seconds
        return BudgetError(f"a unit of work took more than {seconds:g} s", limit="seconds", seconds=seconds)


def _environment(own: Mapping[str, str]) -> dict[str, str]:
    """Hand on what Python needs, and no secrets: workers meet hostile input."""
    kept = {name: value for name, value in own.items() if name in KEPT_NAMES or name.startswith(KEPT_PREFIXES)}
    return {**kept, "MALLOC_ARENA_MAX": "1"}  # more arenas reserve address space that RLIMIT_AS counts
