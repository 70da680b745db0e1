"""How long a receiver that is down is waited for."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from pipeline.stages.deliver import decide_wait

DAYS = timedelta(days=3)
AGES = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=10))


@given(st.integers(1, 10_000), AGES)
def test_waits_are_positive_and_bounded_until_the_time_is_up(attempts: int, age: timedelta) -> None:
    wait = decide_wait(attempts, age, DAYS)
    assert (wait is None) == (age >= DAYS)
    assert wait is None or timedelta(seconds=5) <= wait <= timedelta(hours=6)


@given(st.integers(1, 1000))
def test_waits_never_get_shorter(attempts: int) -> None:
    first, second = (decide_wait(count, timedelta(0), DAYS) for count in (attempts, attempts + 1))
    assert first is not None
    assert second is not None
    assert first <= second


def test_a_final_refusal_is_not_tried_again() -> None:
    assert decide_wait(1, timedelta(0), DAYS, final=True) is None
