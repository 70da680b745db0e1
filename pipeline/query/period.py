"""What `published:` may be followed by: a day, month or year, a comparison, a range. All in UTC."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

Bounds: TypeAlias = tuple[datetime | None, datetime | None]
HELP = (
    "write published:2026-11-24, published:2026-11, published:2026, published:>=2026-11-01, published:<2026-12-01 "
    "or published:[2026-11-01 TO 2026-11-05]"
)
_MOMENT = re.compile(
    r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{6}))?)?Z)?)?)?"
)
_RANGE = re.compile(r"\[\s*(\S+)\s+TO\s+(\S+?)\s*([\]}])")
_COMPARISON = re.compile(r"(>=|<=|>|<|)(.+)", re.DOTALL)
_FIRST = (1, 1, 1, 0, 0, 0, 0)
# How long a moment written to so many parts lasts, by parts from the day on.
_LENGTHS = {
    3: timedelta(days=1),
    5: timedelta(minutes=1),
    6: timedelta(seconds=1),
    7: timedelta(microseconds=1),
}


def read_period(text: str) -> Bounds:
    """Read since (included) and until (not included); None is open. ValueError says what is wrong."""
    found = _COMPARISON.fullmatch(text)
    if not found:
        raise ValueError(f"expected a date: {HELP}")
    since, until = _read_moment(found[2])
    match found[1]:
        case ">=":
            return since, None
        case ">":
            return until, None
        case "<":
            return None, since
        case "<=":
            return None, until
        case _:
            return since, until


def read_range(text: str) -> Bounds:
    """Read `[A TO B]`, both included, or `[A TO B}`, which stops before B; `*` is open."""
    found = _RANGE.fullmatch(text)
    if not found:
        raise ValueError(f"this is not a range of dates: {HELP}")
    since = None if found[1] == "*" else _read_moment(found[1])[0]
    until = None if found[2] == "*" else _read_moment(found[2])[1 if found[3] == "]" else 0]
    if since is not None and until is not None and since >= until:
        raise ValueError("this range ends before it begins: put the earlier date first")
    return since, until


def write_period(since: datetime | None, until: datetime | None) -> str:
    """Write what `read_period` or `read_range` reads to the same bounds."""
    if since is not None and until is None:
        return f">={_write_moment(since)}"
    if until is not None and since is None:
        return f"<{_write_moment(until)}"
    first, last = (_write_moment(moment) if moment else "*" for moment in (since, until))
    return f"[{first} TO {last}}}"


def _read_moment(text: str) -> tuple[datetime, datetime | None]:
    """The first moment meant and the first one after it; None where the calendar ends."""
    found = _MOMENT.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is not a date: {HELP}")
    parts = [int(part) for part in found.groups() if part is not None]
    year, month, day, hour, minute, second, micro = [*parts, *_FIRST[len(parts) :]]
    try:
        since = datetime(year, month, day, hour, minute, second, micro, tzinfo=UTC)
    except ValueError as error:
        raise ValueError(f"there is no date {text}: {error}") from None
    try:
        return since, _end_moment(since, len(parts))
    except (OverflowError, ValueError):
        return since, None


def _end_moment(since: datetime, parts: int) -> datetime:
    if parts == 1:
        return since.replace(year=since.year + 1)
    if parts == 2:
        month = since.month % 12 + 1
        return since.replace(year=since.year + since.month // 12, month=month)
    return since + _LENGTHS[parts]


def _write_moment(moment: datetime) -> str:
    moment = moment.astimezone(UTC)
    if moment == datetime(moment.year, moment.month, moment.day, tzinfo=UTC):
        return moment.date().isoformat()
    return moment.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
