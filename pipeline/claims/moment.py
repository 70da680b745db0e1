"""A day and a clock as they were written, and the point in time that they make."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from pipeline.claims.zones import read_offset
from pipeline.types import Precision


class ReadDate(NamedTuple):
    """A point in time as written.

    `zone_known` False: no zone was written that we know. UTC is assumed then, or the one zone of the language.
    """

    value: datetime
    precision: Precision
    zone_known: bool


class Day(NamedTuple):
    """A day, or the month or year that `precision` says."""

    year: int
    month: int = 1
    day: int = 1
    precision: Precision = "day"


class Clock(NamedTuple):
    """A time of day; `precision` is that of its last part."""

    hour: int
    minute: int
    second: int
    precision: Precision


def build(day: Day, clock: Clock | None, zone: str | None, *, assumed: timedelta = timedelta(0)) -> ReadDate:
    """Make the point in time; ValueError when there is no such day or time of day."""
    if clock is None:
        return ReadDate(datetime(day.year, day.month, day.day, tzinfo=UTC), day.precision, False)
    if day.precision != "day":
        raise ValueError("a time of day without a day")
    ahead = timedelta(days=1) if (clock.hour, clock.minute, clock.second) == (24, 0, 0) else timedelta(0)
    second = min(clock.second, 59) if clock.second <= 60 else clock.second  # leap seconds
    hour = 0 if ahead else clock.hour
    local = datetime(day.year, day.month, day.day, hour, clock.minute, second, tzinfo=UTC) + ahead
    offset = read_offset(zone or "", local)
    return ReadDate(local - (assumed if offset is None else offset), clock.precision, offset is not None)
