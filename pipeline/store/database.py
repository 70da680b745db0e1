"""Whole units of work: one transaction each, repeated while the database is busy, failing as our errors."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from pipeline.errors import StoreBusyError
from pipeline.store.engine import READ_ONLY
from pipeline.store.failures import translate

T = TypeVar("T")
PAUSES = (0.05, 0.5, 2.0)  # seconds between tries; a wait for a lock comes on top


class Database:
    """Runs units of work on an engine. A unit may run more than once, so it must do nothing but use its connection."""

    def __init__(self, engine: Engine, *, pauses: tuple[float, ...] = PAUSES) -> None:
        self.engine = engine
        self._pauses = pauses

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run a unit that writes, all or nothing."""
        return self._repeat(lambda: self._run(work, {}))

    def read(self, work: Callable[[Connection], T]) -> T:
        """Run a unit that reads one state of the ledger, whatever others write meanwhile."""
        options: dict[str, object] = {READ_ONLY: True}
        if self.engine.dialect.name == "postgresql":
            options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        return self._repeat(lambda: self._run(work, options))

    def close(self) -> None:
        """Give back all connections."""
        self.engine.dispose()

    def _run(self, work: Callable[[Connection], T], options: dict[str, object]) -> T:
        with self.engine.connect() as plain:
            connection = plain.execution_options(**options)
            with connection.begin():
                return work(connection)

    def _repeat(self, unit: Callable[[], T]) -> T:
        for pause in self._pauses:
            try:
                return _translated(unit)
            except StoreBusyError:
                time.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311 - spreads workers, guards nothing
        return _translated(unit)


def _translated(unit: Callable[[], T]) -> T:
    try:
        return unit()
    except SQLAlchemyError as error:
        raise translate(error) from error
