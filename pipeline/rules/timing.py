"""When an alert is sent: at once, with others in a digest, or after quiet hours. Days and hours are the owner's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from pipeline.types import Timing

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When a message goes out, in UTC; what is due for a `digest` at one moment shares a message."""

    at: datetime
    digest: bool


def decide_due(timing: Timing, *, now: datetime, sent_today: int = 0) -> Due:
    """Decide when what rings now is sent; `sent_today` counts messages with one alert since `find_midnight`."""
    zone = ZoneInfo(timing.zone)
    local = now.astimezone(zone)
    if timing.schedule.startswith("daily "):
        due = Due(at=_find_next(local, time.fromisoformat(timing.schedule.split()[1])), digest=True)
    elif timing.schedule == "hourly" or (timing.cap is not None and sent_today >= timing.cap):
        due = Due(at=_find_next_hour(local), digest=True)
    else:
        due = Due(at=now, digest=False)
    spans = [_read_span(text) for text in timing.quiet_hours]
    at = _leave(due.at.astimezone(zone), spans)
    return due if at == due.at else Due(at=at, digest=True)


def find_midnight(timing: Timing, now: datetime) -> datetime:
    """When the owner's day began, in UTC."""
    local = now.astimezone(ZoneInfo(timing.zone))
    return local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0).astimezone(UTC)


def _find_next_hour(local: datetime) -> datetime:
    return local.replace(minute=0, second=0, microsecond=0).astimezone(UTC) + _HOUR


def _find_next(local: datetime, clock: time) -> datetime:
    """When a clock shows this the next time, in UTC; a time that a change of clocks leaves out comes an hour later."""
    days = (datetime.combine(local.date() + day * _DAY, clock, tzinfo=local.tzinfo) for day in range(3))
    return next(at for at in (day.astimezone(UTC) for day in days) if at > local.astimezone(UTC))


def _read_span(text: str) -> tuple[time, time]:
    start, _, end = text.partition("-")
    return time.fromisoformat(start), time.fromisoformat(end)


def _leave(local: datetime, spans: Sequence[tuple[time, time]]) -> datetime:
    """The first moment outside all spans, in UTC; spans that leave no moment free hold nothing up."""
    at = local
    for _ in range(len(spans) + 1):
        inside = next((span for span in spans if _is_inside(at.time(), span)), None)
        if inside is None:
            return at.astimezone(UTC)
        at = _find_next(at, inside[1]).astimezone(local.tzinfo)
    return local.astimezone(UTC)


def _is_inside(clock: time, span: tuple[time, time]) -> bool:
    start, end = span
    return start <= clock < end if start <= end else clock >= start or clock < end
