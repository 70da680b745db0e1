"""When a feed or page says that something was published: RFC 822, RFC 3339, ISO 8601 and what else is really written.

Nothing is guessed: what cannot be read, or cannot be true, has no value, and its text is kept.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from pipeline.claims.moment import Clock, Day, ReadDate, build
from pipeline.claims.numeric import Order, tell_order
from pipeline.claims.written import read_written
from pipeline.claims.zones import to_offset
from pipeline.types import Claim, Precision

__all__ = ["Order", "ReadDate", "find_order", "parse_date", "to_claim"]

_LONGEST = 64
_FIRST_YEAR = 1990
_AHEAD = timedelta(hours=24)

# What nearly every feed writes, read at once: "Tue, 03 Apr 2018 10:00:00 GMT".
_RFC = re.compile(
    r"(?:[A-Z][a-z]{2},? )?(\d{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4}) "
    r"([01]\d|2[0-3]):([0-5]\d):([0-5]\d) (?:GMT|UTC|Z|([+-])(0\d|1[0-4]):?([0-5]\d))"
)
_RFC_MONTHS = {
    name: number
    for number, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), start=1)  # noqa: SIM905
}
_ZONE = r"(?P<zone>:?(?:GMT|UTC|UT)?\s*[+-]{1,2}\s*\d{1,2}(?::?\d{2})?(?::\d{2})?Z?|[A-Za-zА-я]{1,5})?"
_ISO = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?:-?(?P<month>\d{2})(?:-?(?P<day>\d{2})"
    r"(?:(?:T|t|\s|_)+(?P<hour>\d{2})(?:[:.]?(?P<minute>\d{2})(?:[:.]?(?P<second>\d{2})(?:[.,]\d+|:\d\d(?!:))?)?)?\s*"
    + _ZONE
    + r")?)?)?"
)
_PADDED = re.compile(r"(?<=\d{4}-)0(?=\d\d-\d)")  # "2003-012-31"
_MARKED = re.compile(r"\d[/. -]\d{1,2}[/. -]\d")  # as in 03/04/2018
_COMPACT = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?"
)
_YEARDAY = re.compile(r"(?P<year>\d{4})-(?P<yearday>\d{3})")
_WEEK = re.compile(r"(?P<year>\d{4})-?W(?P<week>\d{2})(?:-?(?P<weekday>[1-7]))?")
_EPOCH = re.compile(r"(?:/Date\()?(\d{9,10}|\d{13}|\d{16})(?:\.\d{1,9})?(?:[+-]\d{4})?(?:\)/)?")
# Digits of other scripts; those of full width are Unicode's business.
_DIGITS = {
    point: str(value)
    for start in (0x660, 0x6F0, 0x966, 0x9E6, 0xE50)
    for value, point in enumerate(range(start, start + 10))
}
_MINUS = {ord(dash): "-" for dash in "−‐‑‒–—"}


def parse_date(text: str, *, order: Order | None = None, latest: datetime | None = None) -> ReadDate | None:
    """Read a date; None when it cannot be read without guessing. Looks at no more than 64 characters.

    03/04/2018 is April in Leeds and March in Boston. A name of a day, AM or PM, or `latest` (it cannot be later than
    that) may tell; else `order` says how the same hand writes its other dates.
    """
    if len(text) > 4 * _LONGEST:
        return None
    if found := _RFC.fullmatch(text):
        return _read_rfc(found)
    clean = _clean(text)
    try:
        return _read_machine(clean) or read_written(clean, order=order, latest=latest)
    except (ValueError, OverflowError):
        return None


def find_order(texts: Iterable[str], *, latest: datetime) -> Order | None:
    """Find in which order the numeric dates of one source have day, month and year; None where they do not tell."""
    doubtful = (text for text in texts if _MARKED.search(text[:_LONGEST]) and not text[:4].isdigit())
    votes = {order for text in doubtful if (order := tell_order(_clean(text), latest))}
    return votes.pop() if len(votes) == 1 else None


def to_claim(text: str, *, fetched_at: datetime, modified: bool = False, order: Order | None = None) -> Claim:
    """Turn what a feed wrote into a claim; a date before 1990 or a day after the fetch has no value."""
    raw = " ".join(text[: 2 * _LONGEST].split())
    raw = (raw if raw.isprintable() else "".join(c for c in raw if c.isprintable()))[:_LONGEST]
    latest = fetched_at + _AHEAD
    read = parse_date(text, order=order, latest=latest)
    if read is None or read.value.year < _FIRST_YEAR or read.value > latest:
        return Claim(origin="feed", text=raw, value=None, modified=modified)
    return Claim(
        origin="feed",
        text=raw,
        value=read.value,
        precision=read.precision,
        zone_known=read.zone_known,
        modified=modified,
    )


def _clean(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_DIGITS)).translate(_MINUS)
    return " ".join(text.split())[:_LONGEST].strip(" .,;")


def _read_rfc(found: re.Match[str]) -> ReadDate | None:
    day, month, year, hour, minute, second, sign, hours, minutes = found.groups()
    try:
        value = datetime(int(year), _RFC_MONTHS[month], int(day), int(hour), int(minute), int(second), tzinfo=UTC)
        offset = to_offset(sign, int(hours), int(minutes)) if sign else timedelta(0)
        return ReadDate(value - (offset or timedelta(0)), "second", offset is not None)
    except (ValueError, OverflowError):
        return None


def _read_machine(text: str) -> ReadDate | None:
    if not text[:4].isdigit() and not text.startswith("/Date("):
        return None
    text = _PADDED.sub("", text)
    if found := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return _read_iso(found)
    if found := _EPOCH.fullmatch(text):
        seconds = int(found[1]) // 10 ** (len(found[1]) - 10 if len(found[1]) > 10 else 0)
        return ReadDate(datetime.fromtimestamp(seconds, UTC), "second", True)
    if found := _WEEK.fullmatch(text):
        day = datetime.fromisocalendar(int(found["year"]), int(found["week"]), int(found["weekday"] or 1))
        return ReadDate(day.replace(tzinfo=UTC), "day" if found["weekday"] else "month", False)
    if found := _YEARDAY.fullmatch(text):
        day = datetime(int(found["year"]), 1, 1, tzinfo=UTC) + timedelta(days=int(found["yearday"]) - 1)
        return ReadDate(day, "day", False)
    return None


def _read_iso(found: re.Match[str]) -> ReadDate:
    parts = found.groupdict()
    precision: Precision = "day" if parts["day"] else "month" if parts["month"] else "year"
    day = Day(int(parts["year"]), int(parts["month"] or 1), int(parts["day"] or 1), precision)
    if parts["hour"] is None:
        return build(day, None, None)
    clock = Clock(
        int(parts["hour"]),
        int(parts["minute"] or 0),
        int(parts["second"] or 0),
        "second" if parts["second"] else "minute" if parts["minute"] else "hour",
    )
    return build(day, clock, parts.get("zone"))
