"""Which of the Tuesdays, Mays, summers or Christmases an article means: the tense of the clause and the day decide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from pipeline.enrich.lexicon.tenses import TENSES
from pipeline.enrich.timex.periods import Period, add_days, make_day
from pipeline.enrich.timex.tense import find_tense
from pipeline.enrich.timex.values import Reading
from pipeline.enrich.timex.verbs import Tense

STEPS = {"last": "last", "past": "last", "previous": "last", "next": "next", "coming": "next", "this": "this"}
_YEARS = 3
_FAR, _NEAR = 300, 60  # days


def tense_of(reading: Reading, span: tuple[int, int]) -> Tense | None:
    """Tell the tense of the clause around a span of tokens, in the language of the reading."""
    code = reading.words.code if reading.words else ""
    return find_tense(reading.tokens, span, None if code == "en" else TENSES.get(code))


def step_of(reading: Reading, index: int) -> str:
    """Read "last", "next" or "this" before a name; an empty string for anything else."""
    if reading.words is None or reading.words.code == "en":
        return STEPS.get(reading.tokens.near(index), "")
    words, word = TENSES[reading.words.code], reading.tokens.near(index)
    return "next" if word in words.next else "last" if word in words.last else ""


def choose(candidates: Sequence[Period], today: date, how: str | None) -> Period | None:
    """Choose a period by "past", "future", "last", "next" or "this"; with none of them the nearest.

    The candidates stand in the order of the calendar. A past day may be tomorrow by the calendar of the publication.
    """
    ends = [period for period in candidates if period.end >= today]
    starts = [period for period in candidates if period.start <= today]
    if how == "past":
        return starts[-1] if starts else None
    if how in {"future", "this"}:
        return ends[0] if ends else None
    if how == "last":
        return next((period for period in reversed(candidates) if period.end < today), None)
    if how == "next":
        return next((period for period in candidates if period.start > today), None)
    return min(candidates, key=lambda period: _distance(period, today), default=None)


def _distance(period: Period, today: date) -> int:
    if period.start <= today <= period.end:
        return 0
    return min(abs((period.start - today).days), abs((period.end - today).days))


def choose_weekday(reading: Reading, number: int, how: str | None) -> Period | None:
    """Choose a day of the week; without a sign, the last one."""
    if reading.today is None:
        return None
    first = add_days(reading.today, (number - reading.today.weekday()) % 7 - 7)
    days = [Period("day", add_days(first, 7 * week)) for week in range(3)]
    return choose(days, reading.today, how or "past")


def choose_year(reading: Reading, how: str | None, make: Callable[[int], Period | None]) -> Period | None:
    """Choose among the periods of a name that comes once a year."""
    if reading.today is None:
        return None
    year = reading.today.year
    periods = [period for period in map(make, (year - 1, year, year + 1)) if period]
    if len(periods) < _YEARS:  # the 29th of February
        periods = [period for period in map(make, range(year - 4, year + 5)) if period]
    chosen = choose(periods, reading.today, how)
    if chosen and chosen.unit == "day" and how in {"past", "future"} and _distance(chosen, reading.today) > _FAR:
        nearest = choose(periods, reading.today, None)
        return nearest if nearest and _distance(nearest, reading.today) <= _NEAR else chosen
    return chosen


def choose_day(reading: Reading, month_day: tuple[int, int], how: str | None) -> Period | None:
    """Choose the year of a day of a month; a clause in the past may speak of a day that has just begun elsewhere."""
    if reading.today is None:
        return None
    seen = Reading(reading.tokens, reading.words, add_days(reading.today, 1)) if how == "past" else reading
    return choose_year(seen, how, lambda year: make_day(year, *month_day))
