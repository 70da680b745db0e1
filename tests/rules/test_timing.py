from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.rules.timing import Due, decide_due, find_midnight
from pipeline.types import Timing

BERLIN = "Europe/Berlin"
MORNING = datetime(2026, 4, 3, 9, 30, 15, tzinfo=UTC)  # 11:30 in Berlin


def due(text: str, now: datetime = MORNING, *, sent_today: int = 0, **timing: Any) -> str:
    """The day and time of Berlin, and whether it is a digest."""
    found = decide_due(Timing(schedule=text, zone=BERLIN, **timing), now=now, sent_today=sent_today)
    return f"{found.at:%d %H:%M}{' digest' if found.digest else ''}"


def test_now_is_now() -> None:
    assert decide_due(Timing(), now=MORNING) == Due(at=MORNING, digest=False)


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        ("hourly", "03 10:00 digest"),
        ("daily 12:00", "03 10:00 digest"),
        ("daily 11:30", "04 09:30 digest"),
        ("daily 07:30", "04 05:30 digest"),
    ],
)
def test_a_digest_is_due_when_the_owners_clock_says_so(schedule: str, expected: str) -> None:
    assert due(schedule) == expected


@pytest.mark.parametrize(
    ("quiet", "expected"),
    [
        (("22:00-07:00",), "03 09:30"),
        (("11:00-12:15",), "03 10:15 digest"),
        (("23:00-11:45",), "03 09:45 digest"),
        (("11:00-12:00", "12:00-13:00"), "03 11:00 digest"),
        (("00:00-12:00", "12:00-00:00"), "03 09:30"),
    ],
    ids=["outside", "inside", "over midnight", "one after the other", "no moment is free"],
)
def test_what_rings_in_quiet_hours_waits_for_their_end(quiet: tuple[str, ...], expected: str) -> None:
    assert due("now", quiet_hours=quiet) == expected


def test_a_digest_that_falls_into_quiet_hours_waits_too() -> None:
    assert due("daily 06:00", quiet_hours=("22:00-07:00",)) == "04 05:00 digest"


def test_above_the_cap_the_rest_comes_once_an_hour() -> None:
    assert due("now", cap=3, sent_today=2) == "03 09:30"
    assert due("now", cap=3, sent_today=3) == "03 10:00 digest"


def test_the_clocks_change_and_the_digest_comes_once_a_day() -> None:
    before = datetime(2026, 3, 28, 20, 0, tzinfo=UTC)
    assert due("daily 02:30", before) == "29 01:30 digest"  # 02:30 does not exist on that day
    assert due("daily 07:30", before) == "29 05:30 digest"
    assert due("daily 07:30", datetime(2026, 10, 24, 20, 0, tzinfo=UTC)) == "25 06:30 digest"


def test_the_owners_day_begins_at_the_owners_midnight() -> None:
    assert find_midnight(Timing(zone=BERLIN), MORNING) == datetime(2026, 4, 2, 22, 0, tzinfo=UTC)
    assert find_midnight(Timing(), MORNING) == datetime(2026, 4, 3, tzinfo=UTC)


CLOCKS = st.times().map(lambda at: f"{at:%H:%M}")
SPANS = st.lists(st.tuples(CLOCKS, CLOCKS).map("-".join), max_size=3).map(tuple)


@given(
    schedule=st.one_of(st.just("now"), st.just("hourly"), CLOCKS.map("daily {}".format)),
    zone=st.sampled_from(["UTC", BERLIN, "Asia/Kathmandu", "America/St_Johns", "Pacific/Apia"]),
    quiet=SPANS,
    now=st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)).map(lambda at: at.replace(tzinfo=UTC)),  # noqa: DTZ001
    sent=st.integers(0, 9),
)
def test_nothing_is_due_in_the_past_or_later_than_two_days(
    schedule: str, zone: str, quiet: tuple[str, ...], now: datetime, sent: int
) -> None:
    timing = Timing(schedule=schedule, zone=zone, quiet_hours=quiet, cap=5)
    found = decide_due(timing, now=now, sent_today=sent)
    assert timedelta(0) <= found.at - now <= timedelta(days=3)
    assert found.digest or found.at == now
