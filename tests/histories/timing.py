"""When an alert may be sent, told a second time: from docs/rules.md alone, and by walking, not by arithmetic."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.histories.events import RuleNow

MINUTE = timedelta(minutes=1)


def is_quiet(rule: RuleNow, at: datetime) -> bool:
    """Whether a moment lies in a rule's quiet hours: from the first minute up to the last, which is loud again."""
    clock = f"{at.astimezone(ZoneInfo(rule.zone)):%H:%M}"
    spans = [span.split("-") for span in rule.quiet_hours]
    return any((begin <= clock < end) if begin < end else (clock >= begin or clock < end) for begin, end in spans)


def find_slot(rule: RuleNow, at: datetime, *, capped: bool = False) -> datetime | None:
    """The moment from which what rings now goes out with others; None when it goes out at once and alone."""
    schedule = "hourly" if capped and rule.schedule == "now" else rule.schedule
    if schedule == "now" and not is_quiet(rule, at):
        return None
    minute = at if schedule == "now" else at.replace(second=0, microsecond=0) + MINUTE
    if schedule == "now":
        minute = at.replace(second=0, microsecond=0)
    while not _is_due(rule, schedule, minute) or is_quiet(rule, minute):
        minute += MINUTE
        if schedule != "now" and _is_due(rule, schedule, minute):
            schedule = "now"  # it has been due: from here on only the quiet hours hold it back
    return minute


def _is_due(rule: RuleNow, schedule: str, minute: datetime) -> bool:
    local = minute.astimezone(ZoneInfo(rule.zone))
    if schedule == "now":
        return True
    return local.minute == 0 if schedule == "hourly" else f"{local:%H:%M}" == schedule.removeprefix("daily ")


def find_day(rule: RuleNow, at: datetime) -> str:
    """The day of a rule's owner."""
    return f"{at.astimezone(UTC).astimezone(ZoneInfo(rule.zone)):%Y-%m-%d}"
