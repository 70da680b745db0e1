"""Which of three numbers is the day, which the month, which the year: by what is possible, and by other evidence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Literal, TypeAlias

from pipeline.claims.moment import Day
from pipeline.claims.names_of_time import WEEKDAYS

Order: TypeAlias = Literal["dmy", "mdy", "ymd"]

_YEAR_FIRST = re.compile(
    r"(?<![\d.-])(?P<year>\d{4})\s*(?P<mark>[-/.])\s*(?P<month>\d{1,2})\s*(?P=mark)\s*(?P<day>\d{1,2})(?!\d|-\d)"
)
_NUMERIC = re.compile(
    r"(?<![\d.:/-])(?P<a>\d{1,2})\s?(?P<mark>[-/.]|(?<!\s)\s)\s?(?P<b>\d{1,2})\s?(?P=mark)\s?(?P<c>\d{4}|\d{2})"
    r"(?![\d:]|[-/.]\d)"
)
_BARE = re.compile(r"(?P<a>\d\d)(?P<mark>)(?P<b>\d\d)(?P<c>\d\d)")
_WORD = re.compile(r"[^\W\d_]+")
_PIVOT = 70


def find_year_first(text: str) -> re.Match[str] | None:
    """Find a day in numbers that begins with a whole year: there is only one way to read it."""
    return _YEAR_FIRST.search(text)


def find_numeric(text: str) -> re.Match[str] | None:
    """Find a day in numbers that does not, if possible one with a whole year. Blanks between them need one."""
    found = [match for match in _NUMERIC.finditer(text) if len(match["c"]) == 4 or match["mark"] != " "]
    return next((match for match in found if len(match["c"]) == 4), found[0] if found else _BARE.fullmatch(text))


def decide_numeric(
    found: re.Match[str], text: str, *, american: bool, order: Order | None, latest: datetime | None
) -> Day | None:
    """Decide among the orders that are possible; None when nothing tells."""
    possible = _find_possible(found, text, latest)
    days = set(possible.values())
    if len(days) == 1:
        return _to_day(days.pop())
    is_european = found["mark"] == "." or (found["mark"] == "-" and len(found["c"]) == 4)
    preferred: tuple[Order | None, ...] = (order, "mdy" if american else None, "dmy" if is_european else None)
    return next((_to_day(possible[chosen]) for chosen in preferred if chosen in possible), None)


def tell_order(text: str, latest: datetime) -> Order | None:
    """Tell the order of a date that leaves no choice; None for all others."""
    found = None if find_year_first(text) else find_numeric(text)
    possible = _find_possible(found, text, latest) if found else {}
    return next(iter(possible)) if len(possible) == 1 else None


def full_year(text: str) -> int:
    """Give the year that two digits stand for; more digits are a year."""
    year = int(text)
    return year if len(text) > 2 else year + (1900 if year >= _PIVOT else 2000)


def _find_possible(found: re.Match[str], text: str, latest: datetime | None) -> dict[Order, date]:
    a, b, c = found["a"], found["b"], found["c"]
    orders: dict[Order, tuple[str, str, str]] = {"dmy": (c, b, a), "mdy": (c, a, b)}
    if len(c) == 2 and found["mark"] != ".":
        orders["ymd"] = (a, b, c)
    days = {order: day for order, parts in orders.items() if (day := _to_date(*parts)) is not None}
    weekdays = {WEEKDAYS[word] for word in _WORD.findall(text.casefold()) if word in WEEKDAYS}
    days = _keep(days, {order: day for order, day in days.items() if day.weekday() in weekdays})
    if latest:
        last = latest.astimezone(UTC).date()
        days = _keep(days, {order: day for order, day in days.items() if day <= last})
    return days


def _keep(all_days: Mapping[Order, date], better: Mapping[Order, date]) -> dict[Order, date]:
    return dict(better or all_days)


def _to_date(year: str, month: str, day: str) -> date | None:
    try:
        return date(full_year(year), int(month), int(day))
    except ValueError:
        return None


def _to_day(day: date) -> Day:
    return Day(day.year, day.month, day.day)
