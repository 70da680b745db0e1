"""Stands between a worker and the ledger: kills the worker, lets another one go first, and sees what was done."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.ports import Notifier
from pipeline.store import SqlStore
from pipeline.types import Dispatch
from tests.histories.events import Crash

See = Callable[[str, tuple[Any, ...], dict[str, Any], Any], None]
CALLS = frozenset(
    {
        "claim_feeds",
        "finish_poll",
        "claim",
        "finish",
        "register_rules",
        "ring_back",
        "claim_deliveries",
        "finish_delivery",
        "put_off_delivery",
        "hold_channel",
    }
)


class Killed(BaseException):
    """The worker is no more; nothing catches this."""


@dataclass(slots=True)
class Gate:
    """What a worker passes before each call. `turn` lets others go first."""

    crash: Crash | None = None
    turn: Callable[[], None] | None = None
    calls: int = 0

    def enter(self) -> None:
        self.calls += 1
        if self.turn:
            self.turn()
        if self.crash and not self.crash.after and self.calls == self.crash.call:
            raise Killed

    def leave(self) -> None:
        if self.crash and self.crash.after and self.calls == self.crash.call:
            raise Killed


@dataclass(frozen=True, slots=True)
class GatedNotifier:
    """Receivers as one worker meets them."""

    notifier: Notifier
    gate: Gate

    def send(self, dispatch: Dispatch) -> None:
        self.gate.enter()
        self.notifier.send(dispatch)
        self.gate.leave()


class GatedLedger:
    """A ledger as one worker meets it."""

    def __init__(self, store: SqlStore, gate: Gate, see: See) -> None:
        self._store = store
        self._gate = gate
        self._see = see

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._store, name)
        if name not in CALLS:
            return method

        def call(*arguments: Any, **options: Any) -> Any:
            self._gate.enter()
            result = method(*arguments, **options)
            self._see(name, arguments, options, result)
            self._gate.leave()
            return result

        return call


@dataclass(slots=True)
class Turns:
    """Two or more workers, of which one moves at a time; who is next is drawn. With `at_once`, all move."""

    draw: random.Random
    pause: Callable[[], None]  # between two moves
    at_once: bool = False
    _back: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    _go: dict[int, threading.Semaphore] = field(default_factory=dict)
    _failed: list[BaseException] = field(default_factory=list)
    _done: set[int] = field(default_factory=set)

    def make_turn(self, number: int) -> Callable[[], None]:
        if self.at_once:
            return self.pause
        self._go[number] = threading.Semaphore(0)

        def turn() -> None:
            self._back.release()
            self._go[number].acquire()

        return turn

    def run(self, workers: Sequence[Callable[[], None]]) -> None:
        threads = [threading.Thread(target=self._work, args=(n, work)) for n, work in enumerate(workers)]
        for thread in threads:
            thread.start()
        while not self.at_once and len(self._done) < len(workers):
            number = self.draw.choice([n for n in range(len(workers)) if n not in self._done])
            self.pause()
            self._go[number].release()
            self._back.acquire()
        for thread in threads:
            thread.join()
        if self._failed:
            raise self._failed[0]

    def _work(self, number: int, work: Callable[[], None]) -> None:
        if not self.at_once:
            self._go[number].acquire()
        try:
            work()
        except Killed:
            pass
        except BaseException as error:  # noqa: BLE001 - raised again by whoever waits for this worker
            self._failed.append(error)
        self._done.add(number)
        self._back.release()
