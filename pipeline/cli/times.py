"""Moments as people type them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import click

from pipeline.app import read_clock

_AGO = re.compile(r"(\d{1,6})([mhd])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


class Moment(click.ParamType[datetime]):
    """A date, an RFC 3339 time, or how long ago (30m, 2h, 7d)."""

    name = "moment"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        text = str(value)
        ago = _AGO.fullmatch(text)
        try:
            if ago:
                return read_clock() - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
            moment = datetime.fromisoformat(text)
        except (ValueError, OverflowError):
            self.fail(f"{text!r} is no moment: write 2026-11-24, 2026-11-24T10:00:00Z, 30m, 2h or 7d", param, ctx)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


MOMENT = Moment()
