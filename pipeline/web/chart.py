"""Draws counts by day as bars of a picture with a title for each; the style sheet colours it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

WIDTH = 640
HEIGHT = 140
_GAP = 0.2
_WIDEST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A day: its place in the picture and what it says."""

    x: float
    y: float
    width: float
    height: float
    day: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Bars from the oldest day to the newest; `line` is the height of the cap, None when it is out of the picture."""

    bars: tuple[Bar, ...]
    most: int
    line: float | None
    width: int = WIDTH
    height: int = HEIGHT


def draw_days(days: Mapping[str, int], *, cap: int | None = None) -> Chart:
    """Draw the days in order; a day without any has no height."""
    most = max(days.values(), default=0)
    room = WIDTH / max(len(days), 1)
    width = min(room * (1 - _GAP), _WIDEST)
    bars = tuple(
        Bar(
            x=round(number * room + (room - width) / 2, 1),
            y=round(HEIGHT - _scale(count, most), 1),
            width=round(width, 1),
            height=round(_scale(count, most), 1),
            day=day,
            count=count,
        )
        for number, (day, count) in enumerate(sorted(days.items()))
    )
    line = round(HEIGHT - _scale(cap, most), 1) if cap is not None and cap <= most else None
    return Chart(bars=bars, most=most, line=line)


def _scale(count: int, most: int) -> float:
    return HEIGHT * count / most if most else 0
