"""Dates as people and their programs write them: day, clock and zone in any order, month names in many languages.

Each part is taken out of the text where it is found. What is left over may be words, but no numbers.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import NamedTuple

from pipeline.claims.moment import Clock, Day, ReadDate, build
from pipeline.claims.names_of_time import MERIDIEMS, MONTHS, REGIONS, ZONES
from pipeline.claims.numeric import Order, decide_numeric, find_numeric, find_year_first, full_year
from pipeline.claims.zones import is_region

_CLOCK = re.compile(
    r"(?<![\d:.+-])(?P<hour>\d{1,2})[:.hH](?P<minute>\d{1,2})(?:[:.](?P<second>\d{1,2})(?:[.,]\d+|:\d\d)?)?(?![\d:.]*\d)"
    r"(?:\s*(?P<meridiem>[AaPp]\.?\s?[Mm]\b))?"
)
_ASIAN_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})\s*[時时시点]\s*(?P<minute>\d{1,2})\s*[分분](?:\s*(?P<second>\d{1,2})\s*[秒초])?(?P<meridiem>)"
)
# "8 PM", and "2018 15 -0700".
_HOUR = re.compile(
    r"(?<![\d:.-])(?P<hour>\d{1,2})(?P<minute>)(?P<second>)"
    r"(?:\s*(?P<meridiem>[AaPp]\.?[Mm]\b)|(?<=\d{4} \d{2})(?=\s[+-]\d{4}\b))"
)
_ASIAN = re.compile(r"(?P<year>\d{4})\s*[年년]\s*(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})\s*[日일]?")
_OFFSET = re.compile(r"[\s,.:;(]*(?:[A-Z]{1,4}\s?)?[+-]{1,2}\s*\d{1,2}(?::?\d{2}){0,2}(?![\w:])|\s+00$")
_LAST_OFFSET = re.compile(r"\s[+-]\d{2}:?\d{2}$")
_REGION = re.compile(r"[A-Z][A-Za-z]+(?:/[A-Za-z_+-]+\d{0,2})+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_NUMBER = re.compile(r"\d+")
_ENGLISH = re.compile("january|february|march|april|june|july|august|sept|october|november|december")
# Languages of one time zone.
_EAST_ASIAN = re.compile("[가-힣]|午前|午後|曜")
_NINE_HOURS = timedelta(hours=9)


class _Found(NamedTuple):
    """A time of day, and the text before and behind it."""

    clock: Clock
    american: bool
    before: str
    behind: str


def read_written(text: str, *, order: Order | None, latest: datetime | None) -> ReadDate | None:
    """Read a date; None when there is none or it may be two. ValueError when there is no such day or time of day."""
    zone, rest = _take_region(text)
    place, rest = _take_numbers(rest)
    found = _take_clock(rest, text)
    if found:
        offset, behind = _take_offset(found.behind)
        rest = f"{found.before} ; {behind}"
        zone = zone or offset or _find_zone(behind) or _find_zone(found.before)
    else:
        rest = _LAST_OFFSET.sub("", rest)
    american = found is not None and found.american
    if place is None:
        day = _read_named(rest)
    elif _NUMBER.search(rest):
        return None
    else:
        day = _read_numbers(place, text, american=american, order=order, latest=latest)
    assumed = _NINE_HOURS if _EAST_ASIAN.search(text) else timedelta(0)
    return build(day, found.clock if found else None, zone, assumed=assumed) if day else None


def _take_region(text: str) -> tuple[str, str]:
    found = _REGION.search(text) if "/" in text else None
    if found and is_region(found[0]):
        return found[0], f"{text[: found.start()]} {text[found.end() :]}".rstrip()
    return "", text


def _take_numbers(text: str) -> tuple[re.Match[str] | None, str]:
    found = _ASIAN.search(text) or find_year_first(text) or find_numeric(text)
    return found, f"{text[: found.start()]} ; {text[found.end() :]}" if found else text


def _read_numbers(
    found: re.Match[str], text: str, *, american: bool, order: Order | None, latest: datetime | None
) -> Day | None:
    if "year" in found.groupdict():
        return Day(int(found["year"]), int(found["month"]), int(found["day"]))
    return decide_numeric(found, text, american=american, order=order, latest=latest)


def _take_clock(rest: str, text: str) -> _Found | None:
    """Find the time of day. Where there are two, midnight is a day without a time that somebody wrote out."""
    matches = list(_ASIAN_CLOCK.finditer(rest)) or list(_CLOCK.finditer(rest)) or list(_HOUR.finditer(rest))
    if not matches:
        return None
    chosen = next((match for match in matches if int(match["hour"]) or int(match["minute"] or 0)), matches[0])
    hour, minute, second = int(chosen["hour"]), chosen["minute"], chosen["second"]
    clock = Clock(
        _to_24(hour, chosen["meridiem"] or _find_meridiem(text)),
        int(minute or 0),
        int(second or 0),
        "second" if second else "minute" if minute else "hour",
    )
    before, behind = _CLOCK.sub(" ", rest[: chosen.start()]), _CLOCK.sub(" ", rest[chosen.end() :])
    return _Found(clock, bool(chosen["meridiem"]), before, behind)


def _take_offset(behind: str) -> tuple[str, str]:
    found = _OFFSET.match(behind)
    return (found[0], behind[found.end() :]) if found else ("", behind)


def _find_zone(text: str) -> str:
    """Find the name of a zone that we know. In small letters, only those that are no words."""
    names = (word for word in _WORD.findall(text) if word.isupper() or word.lower() in {"gmt", "utc", "z"})
    return next((name for name in names if name.upper() in ZONES or name in REGIONS), "")


def _read_named(text: str) -> Day | None:
    numbers = list(_NUMBER.finditer(text))
    if not 1 <= len(numbers) <= 2:
        return None
    months = [(found.start(), number) for found in _WORD.finditer(text) if (number := _month(found[0]))]
    if len({number for _, number in months}) > 1:  # "mar., 3 avr. 2018": Tuesday is not March
        months = [(start, number) for start, number in months if start > numbers[0].start()]
    if len({number for _, number in months}) != 1:
        return None
    return _join(months[0][1], [found[0] for found in numbers])


def _join(month: int, numbers: list[str]) -> Day | None:
    first, last = numbers[0], numbers[-1]
    if len(numbers) == 1:
        return Day(int(first), month, 1, "month") if len(first) == 4 else None
    if len(first) == 4:
        return Day(int(first), month, int(last))
    return Day(full_year(last), month, int(first)) if len(last) in {2, 4} and len(first) <= 2 else None


def _month(word: str) -> int | None:
    lower = word.casefold()
    return MONTHS.get(lower) or MONTHS.get(lower[:3] if _ENGLISH.match(lower) else "")


def _find_meridiem(text: str) -> str | None:
    return next((half for word, half in MERIDIEMS.items() if word in text), None)


def _to_24(hour: int, meridiem: str | None) -> int:
    if meridiem is None or hour > 12:
        return hour
    return hour % 12 + (12 if meridiem[0] in "pP" else 0)
