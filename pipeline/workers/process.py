"""Runs pure functions on hostile input in processes that can be killed (ports.Workers)."""

from __future__ import annotations

import os
import pickle
import selectors
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from pipeline.errors import PipelineError
from pipeline.workers.worker import Budget, Worker

A = TypeVar("A")
B = TypeVar("B")

AHEAD = 4  # units done or under way before the one that is waited for, for each worker


class ProcessWorkers:
    """Keeps `count` processes; each unit may use `seconds` and `memory_bytes`. Threads may share it.

    `seconds` counts processor time; wall time may be three times that. A BudgetError's subject `limit` says what was
    exceeded: seconds, memory or signal (a crash). `preload` names modules that each process imports when it starts.
    Processes start with the first unit, are replaced after `recycle_after` units, and end with this process.
    """

    def __init__(
        self,
        *,
        count: int,
        seconds: float,
        memory_bytes: int,
        recycle_after: int = 500,
        preload: tuple[str, ...] = (),
    ) -> None:
        self.count = max(1, count)
        self._budget = Budget(seconds=seconds, memory_bytes=memory_bytes)
        self.recycle_after = recycle_after
        self._preload = preload
        self._lock = threading.Lock()
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self._owner = os.getpid()
        self.closings = 0

    @property
    def pids(self) -> tuple[int, ...]:
        """The processes that are there now."""
        with self._lock:
            return tuple(worker.pid for worker in (*self._idle, *self._busy))

    def map(self, work: Callable[[A], B], arguments: Sequence[A]) -> Iterator[B | PipelineError]:
        """Yield one result an argument, in order: the value, or the PipelineError that it raised or earned."""
        run = _Run(self, work, arguments)
        try:
            for unit in range(len(arguments)):
                yield run.result(unit)
        finally:
            run.end()

    def close(self) -> None:
        """End all processes; units under way fail."""
        with self._lock:
            self._forget_foreign()
            self.closings += 1
            idle, busy = tuple(self._idle), tuple(self._busy)
            self._idle.clear()
        for worker in idle:
            worker.kill()
        for worker in busy:
            worker.stop()

    def take(self) -> Worker:
        """Hand out an idle process, or a new one."""
        with self._lock:
            self._forget_foreign()
            if self._idle:
                worker = self._idle.pop()
            else:
                worker = Worker(self._budget, preload=self._preload, now=time.monotonic())
            self._busy.add(worker)
            return worker

    def give_back(self, worker: Worker, *, usable: bool) -> None:
        """Keep a process for the next call, or end it."""
        with self._lock:
            self._busy.discard(worker)
            usable = usable and worker.units < self.recycle_after and len(self._idle) < self.count
            if usable:
                self._idle.append(worker)
        if not usable:
            worker.kill()

    def _forget_foreign(self) -> None:
        """After a fork, leave the processes to the process that started them."""
        if self._owner != os.getpid():
            for worker in (*self._idle, *self._busy):
                worker.disown()
            self._idle, self._busy, self._owner = [], set(), os.getpid()


class _Run:
    """One call of `map`: its processes, what they are busy with, and results that wait for their turn."""

    def __init__(self, pool: ProcessWorkers, work: Callable[[Any], Any], arguments: Sequence[Any]) -> None:
        self._pool = pool
        self._work = work
        self._arguments = arguments
        self._next = 0
        self._results: dict[int, Any] = {}
        self._workers: list[Worker] = []
        self._selector = selectors.DefaultSelector()
        self._left_at: float | None = None
        self._closings = pool.closings

    def result(self, unit: int) -> Any:  # noqa: ANN401 - the work's own
        """Wait for the result of a unit."""
        self._excuse_pause()
        while unit not in self._results:
            self._hand_out(unit + AHEAD * self._pool.count)
            self._wait()
        self._left_at = time.monotonic()
        return self._results.pop(unit)

    def end(self) -> None:
        """Give all processes back; those in the middle of a unit are ended."""
        for worker in tuple(self._workers):
            self._release(worker, usable=worker.unit is None and worker.ready and not self._closed)
        self._selector.close()

    @property
    def _closed(self) -> bool:
        return self._pool.closings != self._closings

    def _excuse_pause(self) -> None:
        """Nobody looked while the caller was busy: that time is not the workers'."""
        if self._left_at is not None:
            pause = time.monotonic() - self._left_at
            for worker in self._workers:
                worker.deadline += pause

    def _hand_out(self, until: int) -> None:
        """Give units to idle processes, as long as results do not pile up."""
        until = min(until, len(self._arguments))
        while self._next < until:
            worker = next((one for one in self._workers if one.unit is None), None)
            if worker is None and len(self._workers) >= self._pool.count:
                return
            unit, self._next = self._next, self._next + 1
            if self._closed:
                self._results[unit] = PipelineError("the workers were closed before this unit", kind="closed")
                continue
            try:
                payload = pickle.dumps((self._work, self._arguments[unit]), pickle.HIGHEST_PROTOCOL)
            except Exception as error:  # noqa: BLE001 - one unit's, whatever it is
                self._results[unit] = PipelineError(f"a unit of work cannot be sent: {error}", kind="pickling")
                continue
            worker = worker or self._enlist()
            worker.start(unit, payload, now=time.monotonic())
            self._watch(worker)

    def _enlist(self) -> Worker:
        worker = self._pool.take()
        self._workers.append(worker)
        self._selector.register(worker.stdout, selectors.EVENT_READ, worker)
        return worker

    def _watch(self, worker: Worker) -> None:
        """Ask to be told when the pipe takes more, while there is more."""
        watched = worker.stdin in self._selector.get_map()
        if worker.writing and not watched:
            self._selector.register(worker.stdin, selectors.EVENT_WRITE, worker)
        elif watched and not worker.writing:
            self._selector.unregister(worker.stdin)

    def _wait(self) -> None:
        """Let time pass until a process has something to say or is late."""
        busy = [worker for worker in self._workers if worker.unit is not None]
        if not busy:
            return
        patience = min(worker.deadline for worker in busy) - time.monotonic()
        for key, events in self._selector.select(max(0.0, patience)):
            worker: Worker = key.data
            if events & selectors.EVENT_WRITE:
                worker.push()
                self._watch(worker)
            elif worker in self._workers:
                self._hear(worker)
        now = time.monotonic()
        for worker in tuple(self._workers):
            if worker.unit is not None and worker.deadline <= now:
                self._fail(worker, worker.overdue())

    def _hear(self, worker: Worker) -> None:
        try:
            messages = worker.pull()
        except (EOFError, OSError):
            self._fail(worker, worker.autopsy())
            return
        for message in messages:
            if worker.ready:
                self._settle(worker, message)
                continue
            problem = pickle.loads(message)  # noqa: S301 - from our own child
            if problem is not None:
                raise PipelineError(f"a worker cannot start: {problem.message}", **problem.subject)
            worker.greet(now=time.monotonic())

    def _settle(self, worker: Worker, message: bytes) -> None:
        assert worker.unit is not None, "a worker speaks when it is asked"
        try:
            self._results[worker.unit] = pickle.loads(message[1:])  # noqa: S301 - from our own child
        except Exception as error:  # noqa: BLE001 - a value that does not survive pickling
            self._results[worker.unit] = PipelineError(f"a result cannot be read: {error}", kind="pickling")
        worker.unit = None
        if message[0] or worker.units >= self._pool.recycle_after:  # it holds on to much memory, or may leak
            self._release(worker, usable=False)

    def _fail(self, worker: Worker, error: PipelineError) -> None:
        if worker.unit is not None:
            self._results[worker.unit] = error
        self._release(worker, usable=False)

    def _release(self, worker: Worker, *, usable: bool) -> None:
        self._workers.remove(worker)
        for pipe in (worker.stdin, worker.stdout):
            try:
                self._selector.unregister(pipe)
            except (KeyError, ValueError):
                continue
        self._pool.give_back(worker, usable=usable)
