"""How long a receiver that fails is waited for, and how channels share the time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.stages.deliver import clamp, decide_hold, decide_wait, run_deliver, spread
from pipeline.stages.loop import Pace
from pipeline.store import SqlStore, open_store, upgrade
from pipeline.types import DeliveryJob, Dispatch
from tests.notify.making import RUNG_AT
from tests.outbox import read_statuses, ring
from tests.watch import Watch

WEEK = timedelta(days=7)
HOURS = timedelta(hours=6)
JOB = DeliveryJob(
    key="k", rows=("k",), alerts=(), digest=False, channel="desk", lease="l", attempts=1, waiting_since=RUNG_AT
)


@given(st.integers(1, 10_000), st.floats(0, 1))
def test_waits_are_positive_bounded_and_never_get_shorter(failures: int, jitter: float) -> None:
    wait = decide_wait(failures)
    assert timedelta(seconds=5) <= wait <= decide_wait(failures + 1) <= HOURS
    assert 0.75 * wait <= spread(wait, jitter) <= 1.25 * wait


def test_what_a_receiver_asks_for_is_a_day_at_most() -> None:
    assert clamp(timedelta(seconds=90)) == timedelta(seconds=90)
    assert clamp(timedelta(days=90)) == timedelta(days=1)
    assert clamp(None) == timedelta(0)


@given(
    st.integers(1, 50), st.timedeltas(timedelta(0), timedelta(days=20)), st.timedeltas(timedelta(0), timedelta(days=20))
)
def test_a_message_is_given_up_only_when_it_and_its_channel_were_tried_for_the_whole_time(
    attempts: int, age: timedelta, failing: timedelta
) -> None:
    job = replace(JOB, attempts=attempts, failing_since=RUNG_AT + age - failing, failures=1)
    hold = decide_hold(job, now=RUNG_AT + age, give_up_after=WEEK)
    assert hold.gives_up == (age >= WEEK and (failing >= WEEK or attempts >= 10))
    assert (hold.given_up_before is None) == (failing < WEEK)


def test_a_machine_that_was_off_for_a_week_gives_up_nothing_at_the_first_failure() -> None:
    assert not decide_hold(JOB, now=RUNG_AT + 2 * WEEK, give_up_after=WEEK).gives_up


def test_after_three_attempts_another_message_is_the_probe() -> None:
    for attempts in range(1, 30):
        hold = decide_hold(replace(JOB, attempts=attempts, failures=attempts - 1), now=RUNG_AT, give_up_after=WEEK)
        assert (hold.message_wait > 1.25 * hold.wait) == (attempts >= 3)


class Slow:
    """A receiver that takes its time; remembers in which order the channels had their turn."""

    def __init__(self, watch: Watch, **seconds: float) -> None:
        self.watch = watch
        self.seconds = seconds
        self.sent: list[str] = []

    def send(self, dispatch: Dispatch) -> None:
        self.watch.advance(self.seconds[dispatch.channel])
        self.sent.append(dispatch.channel)


@pytest.fixture
def store(tmp_path: Path) -> SqlStore:
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    upgrade(url)
    return open_store(url)


def pace(stop: Callable[[], bool] = bool) -> Pace:
    return Pace(batch=10, lease=timedelta(minutes=10), stop=stop)


def test_a_slow_receiver_costs_the_others_one_turn(store: SqlStore) -> None:
    for number in range(30):
        ring(store, number, "slow", "quick")
    slow = Slow(Watch(), slow=9, quick=0.01)
    report = run_deliver(slow, store, clock=slow.watch, pace=pace(), give_up_after=WEEK)
    assert report.counts == {"delivered": 32}
    assert sorted(slow.sent[:4]) in (["quick"] * 4, ["quick", "quick", "slow", "slow"])
    assert read_statuses(store, "quick") == ["delivered"] * 30
    run_deliver(slow, store, clock=slow.watch, pace=pace(), give_up_after=WEEK)
    assert read_statuses(store, "slow").count("delivered") == 4
    store.close()


def test_quick_channels_take_turns_until_nothing_waits(store: SqlStore) -> None:
    for number in range(30):
        ring(store, number, "a", "b")
    quick = Slow(Watch(), a=0.01, b=0.01)
    run_deliver(quick, store, clock=quick.watch, pace=pace(), give_up_after=WEEK)
    first, second = sorted({"a", "b"}, key=quick.sent.index)
    assert quick.sent == ([first] * 10 + [second] * 10) * 3
    store.close()


def test_it_ends_when_it_is_told_to(store: SqlStore) -> None:
    for number in range(30):
        ring(store, number, "a", "b")
    quick = Slow(Watch(), a=1, b=1)
    stop = lambda: len(quick.sent) >= 3  # noqa: E731 - a line says it
    run_deliver(quick, store, clock=quick.watch, pace=pace(stop), give_up_after=WEEK)
    assert len(quick.sent) == 3
    store.close()
