"""One host, one gap: across tasks, threads and processes of this machine.

Each host has a small file that holds the time (seconds since 1970) from which it may be asked again. The file's lock
is held for a read and a write only, never while waiting. Without a home folder, or when the folder cannot be used
(disk full), this process keeps the times for itself.
"""

from __future__ import annotations

import asyncio
import fcntl
import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

LOCK_TRIES = 100
LOCK_PAUSE = 0.01
REMEMBERED = 10_000
KEPT_SECONDS = 2 * 86400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """How many seconds until a host may be asked; not `granted` when that was more than the caller's patience."""

    wait: float
    granted: bool


@dataclass(slots=True)
class _Slot:
    """The time from which a host may be asked again."""

    until: float


class Pace:
    """Hands out turns. `longest` bounds how far a stored time can lie ahead (a clock that jumped, a spoilt file)."""

    def __init__(self, folder: Path | None, *, longest: float, now: Callable[[], float] = time.time) -> None:
        self._folder = folder
        self._longest = longest
        self._now = now
        self._own: dict[str, float] = {}
        if folder is not None:
            with suppress(OSError):
                folder.mkdir(parents=True, exist_ok=True)
                _forget_old(folder, before=now() - KEPT_SECONDS)

    def reserve(self, host: str, *, gap: float, patience: float) -> Turn:
        """Take the next turn of a host; BlockingIOError while another process holds the host's file."""
        with self._slot(host) as slot:
            now = self._now()
            start = max(now, min(slot.until, now + self._longest))
            granted = start - now <= patience
            if granted and (gap > 0 or start > now):
                slot.until = start + gap
            return Turn(wait=start - now, granted=granted)

    def push(self, host: str, *, wait: float) -> None:
        """Let nobody ask a host for a while (Retry-After)."""
        with self._slot(host) as slot:
            slot.until = max(slot.until, self._now() + min(wait, self._longest))

    async def take(self, host: str, *, gap: float, patience: float) -> Turn:
        """Take the next turn of a host and wait for it; without the turn nothing is waited for."""
        turn = await _insist(lambda: self.reserve(host, gap=gap, patience=patience), Turn(wait=gap, granted=True))
        if turn.granted and turn.wait > 0:
            await asyncio.sleep(turn.wait)
        return turn

    async def postpone(self, host: str, *, wait: float) -> None:
        """Push a host's next turn from within the event loop."""
        await _insist(lambda: self.push(host, wait=wait), None)

    @contextmanager
    def _slot(self, host: str) -> Iterator[_Slot]:
        """Read a host's time, and write it back if it was changed."""
        handle = self._open(host)
        if handle is None:
            slot = _Slot(self._own.get(host, 0.0))
            yield slot
            self._remember(host, slot.until)
            return
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            read = _read_time(os.pread(handle, 64, 0))
            slot = _Slot(max(read, self._own.get(host, 0.0)))
            yield slot
            if slot.until != read:
                self._write(host, handle, slot.until)
        finally:
            os.close(handle)

    def _open(self, host: str) -> int | None:
        if self._folder is None:
            return None
        name = hashlib.sha256(host.encode()).hexdigest()[:32]
        try:
            return os.open(self._folder / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError:
            return None

    def _write(self, host: str, handle: int, until: float) -> None:
        try:
            os.pwrite(handle, f"{until:020.6f}\n".encode(), 0)
            self._own.pop(host, None)
        except OSError:
            self._remember(host, until)

    def _remember(self, host: str, until: float) -> None:
        if len(self._own) >= REMEMBERED:
            now = self._now()
            self._own = {other: later for other, later in self._own.items() if later > now}
        self._own[host] = until


async def _insist(call: Callable[[], T], otherwise: T) -> T:
    """Try again while another process holds the file; a process that was stopped there does not stop us."""
    for _ in range(LOCK_TRIES):
        try:
            return call()
        except BlockingIOError:
            await asyncio.sleep(LOCK_PAUSE)
    return otherwise


def _read_time(content: bytes) -> float:
    try:
        until = float(content)
    except ValueError:
        return 0.0
    return until if until == until and until > 0 else 0.0  # noqa: PLR0124 - not a number is not a time


def _forget_old(folder: Path, *, before: float) -> None:
    for file in folder.iterdir():
        with suppress(OSError):
            if file.stat().st_mtime < before:
                file.unlink()
