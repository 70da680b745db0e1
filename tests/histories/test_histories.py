"""Nothing that has to ring is lost or doubled, whatever happens in whatever order; docs/quality.md has the figure."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.histories.__main__ import tell_some
from tests.histories.events import History
from tests.histories.generate import make_history
from tests.histories.ledgers import MemoryLedger, PostgresLedger
from tests.histories.telling import keep_silent, shrink, tell
from tests.postgres import open_database

FIXED = range(1, 241)
TODAY = datetime.now(UTC).toordinal() * 1_000  # other histories every day
ON_POSTGRES = range(5_000, 5_012)
READ = range(6_000, 6_010)


@pytest.mark.parametrize("seeds", [FIXED, range(TODAY, TODAY + 20)], ids=["fixed", "of-today"])
def test_no_alert_is_lost_or_doubled(seeds: range) -> None:
    counts, failed = tell_some(seeds)
    assert not failed, [(told.history.seed, told.faults[:3]) for told in failed]
    assert counts["histories"] == len(seeds)


def test_workers_that_really_meet_lose_and_double_nothing(postgres_server: str) -> None:
    with open_database(postgres_server) as url:
        _, failed = tell_some(ON_POSTGRES, PostgresLedger(url))  # which closes it
    assert not failed, [(told.history.seed, told.faults[:3]) for told in failed]


def test_nothing_is_lost_or_doubled_between_the_bytes_of_a_feed_and_a_receiver() -> None:
    _, failed = tell_some(READ, MemoryLedger(reads=True))
    assert not failed, [(told.history.seed, told.faults[:3]) for told in failed]


def test_a_history_can_be_told_again() -> None:
    assert make_history(7) == make_history(7)
    assert make_history(7) != make_history(8)


def test_a_fault_is_found_and_shown_by_the_shortest_history_that_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.rules.decide.PATIENCE", timedelta(0))
    with closing(MemoryLedger()) as ledger:
        made = (make_history(seed) for seed in range(100))
        long = next(one for one in made if len(one.events) < 16 and fails(one, ledger))
        short = shrink(long, ledger)
        assert len(short.events) < len(long.events)
        assert fails(short, ledger)
        assert not any(
            fails(replace(short, events=short.events[:at] + short.events[at + 1 :]), ledger)
            for at in range(len(short.events))
        )


def fails(history: History, ledger: MemoryLedger) -> bool:
    ledger.empty()
    with keep_silent():
        return bool(tell(history, ledger).faults)
