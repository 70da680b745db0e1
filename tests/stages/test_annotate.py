from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline.stages.annotate import Story, annotate_dates, is_moment
from pipeline.types import Dating, Precision

MOMENT = datetime(2030, 3, 13, 2, 0, tzinfo=UTC)


def dating(precision: Precision, *, zone_known: bool) -> Dating:
    return Dating(value=MOMENT, precision=precision, zone_known=zone_known, origin="feed", reason="a test")


@pytest.mark.parametrize(
    ("precision", "zone_known", "expected"),
    [("minute", True, True), ("minute", False, False), ("day", True, False)],
)
def test_only_a_time_of_day_in_a_known_zone_is_a_moment(precision: Precision, zone_known: bool, expected: bool) -> None:
    assert is_moment(dating(precision, zone_known=zone_known)) is expected


@pytest.mark.parametrize(("zoned", "today"), [(True, "2030-03-12"), (False, "2030-03-13")])
def test_the_dateline_says_whose_today_it_is(zoned: bool, today: str) -> None:
    story = Story(text="WASHINGTON (AP) — It rained today.", published_at=MOMENT, zoned=zoned, language="en")
    assert [date.value for date in annotate_dates(story).dates] == [today]
