"""Stretches of the calendar: days, weeks, months, quarters, seasons, halves, years, decades."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = {"month": 1, "quarter": 3, "half": 6, "season": 3, "year": 12, "decade": 120, "century": 1200}
_DAYS = {"day": 1, "week": 7, "weekend": 2}
# The meteorological seasons of the northern half of the world: what news calls "summer".
_SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
LENGTHS = {
    "second": "PT{}S",
    "minute": "PT{}M",
    "hour": "PT{}H",
    "day": "P{}D",
    "weekend": "P{}WE",
    "week": "P{}W",
    "month": "P{}M",
    "quarter": "P{}Q",
    "year": "P{}Y",
    "decade": "P{}Y",
    "century": "P{}Y",
    "fortnight": "P{}W",
}
_YEARS = range(1, 9999)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of the calendar: its unit, its first day, for a season its TIMEX3 name."""

    unit: str
    start: date
    season: str = ""

    @property
    def value(self) -> str:
        """Write the TIMEX3 value."""
        first = self.start
        year, week, _ = first.isocalendar()
        values = {
            "day": first.isoformat(),
            "week": f"{year:04d}-W{week:02d}",
            "weekend": f"{year:04d}-W{week:02d}-WE",
            "month": f"{first.year:04d}-{first.month:02d}",
            "quarter": f"{first.year:04d}-Q{(first.month + 2) // 3}",
            "half": f"{first.year:04d}-H{1 if first.month < 7 else 2}",
            "season": f"{first.year:04d}-{self.season}",
            "year": f"{first.year:04d}",
            "decade": f"{first.year // 10:03d}",
            "century": f"{first.year // 100:02d}",
        }
        return values[self.unit]

    @property
    def end(self) -> date:
        """Find the last day."""
        if self.unit == "day":
            return self.start
        following = self.move(1).start if self.unit != "season" else add_months(self.start, 3)
        last = self.start + timedelta(days=1) if self.unit == "weekend" else following - timedelta(days=1)
        return max(last, self.start)

    def move(self, distance: int) -> Period:
        """Move by a number of own lengths; a season moves by years. Stays put at the ends of the calendar."""
        if self.unit in _DAYS:
            length = 7 if self.unit == "weekend" else _DAYS[self.unit]
            return Period(self.unit, add_days(self.start, length * distance))
        months = 12 if self.unit == "season" else _MONTHS[self.unit]
        return Period(self.unit, add_months(self.start, months * distance), self.season)


def add_days(day: date, count: int) -> date:
    """Add days; a result outside of the calendar leaves the day as it was."""
    try:
        return day + timedelta(days=count)
    except OverflowError:
        return day


def add_months(day: date, count: int) -> date:
    """Add months and go to the first of that month; outside of the calendar, keep the day."""
    months = day.year * 12 + day.month - 1 + count
    year, month = divmod(months, 12)
    return date(year, month + 1, 1) if year in _YEARS else day


def period_of(unit: str, day: date) -> Period:
    """Find the period of a unit that holds a day."""
    if unit == "day":
        return Period(unit, day)
    if unit in {"week", "weekend"}:
        monday = add_days(day, -day.weekday())
        return Period(unit, add_days(monday, 5) if unit == "weekend" else monday)
    if unit == "month":
        return Period(unit, day.replace(day=1))
    if unit in {"quarter", "half"}:
        length = _MONTHS[unit]
        return Period(unit, date(day.year, (day.month - 1) // length * length + 1, 1))
    size = {"decade": 10, "century": 100}.get(unit, 1)
    return Period(unit if size > 1 else "year", date(max(day.year // size * size, 1), 1, 1))


def season_of(name: str, year: int) -> Period:
    """Find a season (SP, SU, FA, WI) of a year."""
    return Period("season", date(year, _SEASON_START[name], 1), name)


def make_day(year: int, month: int, day: int) -> Period | None:
    """Build a day; None when there is no such day."""
    try:
        return Period("day", date(year, month, day))
    except ValueError:
        return None


def write_length(unit: str, count: int | None) -> str:
    """Write a TIMEX3 duration; no count means an unknown number."""
    years = {"decade": 10, "century": 100, "fortnight": 2}.get(unit, 1)
    return LENGTHS[unit].format("X" if count is None else count * years)
