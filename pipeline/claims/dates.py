"""When a feed says that an item was published: RFC 822, RFC 3339, ISO 8601 and what else feeds really contain.

Nothing is guessed: what cannot be read, or cannot be true, has no value, and its text is kept.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple

from pipeline.claims.names_of_time import MERIDIEMS, MONTHS, ZONES
from pipeline.types import Claim, Precision

_LONGEST = 64
_FIRST_YEAR = 1990
_AHEAD = timedelta(hours=24)

_ZONE = r"(?P<zone>Z|(?:GMT|UTC|UT)?\s*[+\-−]\s*\d{1,2}(?::?\d{2})?(?::\d{2})?|[A-Za-zА-я]{1,5})?"
_ISO = re.compile(
    r"(?P<year>\d{4})(?:-?(?P<month>\d{2})(?:-?(?P<day>\d{2})"
    r"(?:(?:T|t|\s|_)+(?P<hour>\d{2})(?::?(?P<minute>\d{2})(?::?(?P<second>\d{2})(?:[.,]\d+)?)?)?\s*"
    + _ZONE
    + r")?)?)?"
)
_ORDINAL = re.compile(r"(?P<year>\d{4})-(?P<yearday>\d{3})")
_WEEK = re.compile(r"(?P<year>\d{4})-?W(?P<week>\d{2})(?:-?(?P<weekday>[1-7]))?")
_EPOCH = re.compile(r"\d{9,10}(?:\d{3})?")
_CLOCK = re.compile(
    r"(?<!\d)(?P<hour>\d{1,2})[:.hH](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?(?![\d.]|:\d)"
    r"\s*(?P<meridiem>[AaPp]\.?[Mm]\.?(?![A-Za-z]))?"
)
_OFFSET = re.compile(r"([+-])\s*(\d{1,2}):?(\d{2})?")
_ASIAN = re.compile(r"(?P<year>\d{4})\s*[年년]\s*(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})\s*[日일]")
_ASIAN_CLOCK = re.compile(r"(\d{1,2})\s*[時时시点]\s*(\d{1,2})\s*[分분](?:\s*(\d{1,2})\s*[秒초])?")
_YEAR_FIRST = re.compile(
    r"(?<!\d)(?P<year>\d{4})\s*(?P<mark>[-/.])\s*(?P<month>\d{1,2})\s*(?P=mark)\s*(?P<day>\d{1,2})(?!\d)"
)
_NUMERIC = re.compile(r"(?<!\d)(?P<a>\d{1,2})(?P<mark>[-/.])(?P<b>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})(?!\d)")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_NUMBER = re.compile(r"\d+")


class ReadDate(NamedTuple):
    """A point in time as written. `zone_known` False: no zone was written that we know, so UTC is assumed."""

    value: datetime
    precision: Precision
    zone_known: bool


class _Day(NamedTuple):
    year: int
    month: int = 1
    day: int = 1
    precision: Precision = "day"


class _Clock(NamedTuple):
    hour: int
    minute: int
    second: int
    precision: Precision


def parse_date(text: str) -> ReadDate | None:
    """Read a date; None when it cannot be read without guessing. Looks at no more than 64 characters."""
    if len(text) > 4 * _LONGEST:
        return None
    clean = " ".join(text.translate(_DIGITS).split())[:_LONGEST].strip(" .,;")
    try:
        return _machine(clean) or _human(clean)
    except (ValueError, OverflowError):
        return None


def to_claim(text: str, *, fetched_at: datetime, modified: bool = False) -> Claim:
    """Turn what a feed wrote into a claim; a date before 1990 or a day after the fetch has no value."""
    raw = "".join(c for c in " ".join(text[: 2 * _LONGEST].split()) if c.isprintable())[:_LONGEST]
    read = parse_date(text)
    if read is None or read.value.year < _FIRST_YEAR or read.value > fetched_at + _AHEAD:
        return Claim(origin="feed", text=raw, value=None, modified=modified)
    return Claim(
        origin="feed",
        text=raw,
        value=read.value,
        precision=read.precision,
        zone_known=read.zone_known,
        modified=modified,
    )


def _machine(text: str) -> ReadDate | None:
    if _EPOCH.fullmatch(text) and not _ISO.fullmatch(text):
        seconds = int(text) / (1000 if len(text) > 10 else 1)
        return ReadDate(datetime.fromtimestamp(int(seconds), UTC), "second", True)
    if found := _ISO.fullmatch(text):
        return _iso(found)
    if found := _WEEK.fullmatch(text):
        day = datetime.fromisocalendar(int(found["year"]), int(found["week"]), int(found["weekday"] or 1))
        return ReadDate(day.replace(tzinfo=UTC), "day", False)
    if found := _ORDINAL.fullmatch(text):
        day = datetime(int(found["year"]), 1, 1, tzinfo=UTC) + timedelta(days=int(found["yearday"]) - 1)
        return ReadDate(day, "day", False)
    return None


def _iso(found: re.Match[str]) -> ReadDate | None:
    precision: Precision = "day" if found["day"] else "month" if found["month"] else "year"
    day = _Day(int(found["year"]), int(found["month"] or 1), int(found["day"] or 1), precision)
    if found["hour"] is None:
        return _build(day, None, None)
    clock = _Clock(
        int(found["hour"]),
        int(found["minute"] or 0),
        int(found["second"] or 0),
        "second" if found["second"] else "minute" if found["minute"] else "hour",
    )
    return _build(day, clock, found["zone"])


def _human(text: str) -> ReadDate | None:
    """Read day, clock and zone wherever they stand; what is left over must be names of days and the like."""
    clock, rest, after = _find_clock(text)
    day = _find_day(rest, american=clock is not None and "american" in after)
    return _build(day, clock, after.replace("american", "").strip() or None) if day else None


def _find_clock(text: str) -> tuple[_Clock | None, str, str]:
    if found := _ASIAN_CLOCK.search(text):
        hour = _to_24(int(found[1]), _meridiem(text))
        clock = _Clock(hour, int(found[2]), int(found[3] or 0), "second" if found[3] else "minute")
        return clock, text[: found.start()], text[found.end() :].strip()
    numeric = None if _YEAR_FIRST.search(text) else _NUMERIC.search(text)
    for found in _CLOCK.finditer(text):
        if numeric and numeric.start() <= found.start() < numeric.end():
            continue  # 04.05.2018 is a day, not four minutes past five
        hour = _to_24(int(found["hour"]), found["meridiem"] or _meridiem(text))
        clock = _Clock(hour, int(found["minute"]), int(found["second"] or 0), "second" if found["second"] else "minute")
        before, behind = text[: found.start()], text[found.end() :]
        zone = _zone_words(behind)
        rest = f"{before} {behind.replace(zone, ' ', 1) if zone else behind}"
        return clock, rest, f"{zone} {'american' if found['meridiem'] else ''}"
    return None, text, ""


def _zone_words(text: str) -> str:
    """Find the zone behind a clock: an offset, or a name that we know."""
    if found := re.match(r"\s*((?:GMT|UTC|UT|Z)?\s*[+\-−]\s*\d{1,2}(?::?\d{2})?)(?!\d)", text):
        return found[1]
    for word in _WORD.findall(text):
        if word.upper() in ZONES:
            return str(word)
    return ""


def _find_day(text: str, *, american: bool) -> _Day | None:
    if found := _ASIAN.search(text) or _YEAR_FIRST.search(text):
        return _Day(int(found["year"]), int(found["month"]), int(found["day"]))
    if found := _NUMERIC.search(text):
        return _numeric(found, american=american)
    return _named(text)


def _numeric(found: re.Match[str], *, american: bool) -> _Day | None:
    a, b, year = int(found["a"]), int(found["b"]), _full_year(found["year"])
    if found["mark"] in ".-" or a > 12 or a == b:
        return _Day(year, b, a)
    # 03/04/2018 is April in Leeds and March in Boston; only a clock with AM or PM tells.
    return _Day(year, a, b) if b > 12 or american else None


def _named(text: str) -> _Day | None:
    numbers = list(_NUMBER.finditer(text))
    if not 1 <= len(numbers) <= 2:
        return None
    months = [(found.start(), number) for found in _WORD.finditer(text) if (number := _month(found[0]))]
    if len({number for _, number in months}) > 1:  # "mar., 3 avr. 2018": Tuesday is not March
        months = [(start, number) for start, number in months if start > numbers[0].start()]
    if len({number for _, number in months}) != 1:
        return None
    return _join(months[0][1], [found[0] for found in numbers])


def _join(month: int, numbers: list[str]) -> _Day | None:
    first, last = numbers[0], numbers[-1]
    if len(numbers) == 1:
        return _Day(int(first), month, 1, "month") if len(first) == 4 else None
    if len(first) == 4:
        return _Day(int(first), month, int(last))
    return _Day(_full_year(last), month, int(first)) if len(last) in {2, 4} and len(first) <= 2 else None


def _month(word: str) -> int | None:
    lower = word.casefold()
    return MONTHS.get(lower) or MONTHS.get(lower[:3] if lower.isascii() and lower.startswith(_ENGLISH) else "")


_ENGLISH = (
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "sept",
    "october",
    "november",
    "december",
)


def _meridiem(text: str) -> str | None:
    return next((half for word, half in MERIDIEMS.items() if word in text), None)


def _to_24(hour: int, meridiem: str | None) -> int:
    if meridiem is None or hour > 12:
        return hour
    return hour % 12 + (12 if meridiem[0] in "pP" else 0)


def _full_year(text: str) -> int:
    year = int(text)
    return year if len(text) > 2 else year + (1900 if year >= 70 else 2000)


def _build(day: _Day, clock: _Clock | None, zone: str | None) -> ReadDate | None:
    if clock is None:
        return ReadDate(datetime(day.year, day.month, day.day, tzinfo=UTC), day.precision, False)
    ahead = timedelta(days=1) if (clock.hour, clock.minute, clock.second) == (24, 0, 0) else timedelta(0)
    hour = 0 if ahead else clock.hour
    offset = _offset(zone)
    second = min(clock.second, 59) if clock.second <= 60 else clock.second
    local = datetime(day.year, day.month, day.day, hour, clock.minute, second, tzinfo=offset or UTC) + ahead
    return ReadDate(local.astimezone(UTC), clock.precision, offset is not None)


def _offset(zone: str | None) -> timezone | None:
    text = (zone or "").replace("−", "-").strip().upper()
    if text in ZONES:
        return timezone(timedelta(minutes=ZONES[text]))
    found = _OFFSET.search(text)
    if not found:
        return None
    minutes = int(found[2]) * 60 + int(found[3] or 0)
    # No zone is further away; what says so was mistyped.
    return timezone(timedelta(minutes=-minutes if found[1] == "-" else minutes)) if minutes <= 14 * 60 else None


_DIGITS = {
    point: str(value)
    for start in (0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xFF10)
    for value, point in enumerate(range(start, start + 10))
}
