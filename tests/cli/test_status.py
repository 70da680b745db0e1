"""What `wirewatch status` tells people of figures."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import click

from pipeline.cli.status import tell_figures

QUIET: dict[str, Any] = {
    "at": datetime(2026, 11, 25, 20, 7, 52, 940_520, tzinfo=UTC),
    "entries": {"FOUND": 0, "DONE": 0},
    "stages": {"fetch": {"due": 0, "waiting": 0, "lag_seconds": 0.0}},
    "reasons": {},
    "lags": {},
    "delivery_lags": {},
    "feeds": {"watched": 0, "due": 0},
    "sources": [],
    "alerts": 0,
    "deliveries": {},
    "outbox": {},
    "problems": (),
}


def tell(**figures: Any) -> str:
    return click.unstyle("\n".join(tell_figures({**QUIET, **figures})))


def test_what_is_fine_takes_no_room_and_what_is_missing_has_its_command() -> None:
    told = tell()
    assert "needs a look" not in told
    assert "wirewatch feeds import" in told
    assert "2026-11-25 20:07:52 UTC" in told
    assert "feeds import" not in tell(feeds={"watched": 3, "due": 1})


def test_queues_and_lags_stand_in_one_row() -> None:
    waiting = {"fetch": {"due": 12, "waiting": 1_234, "lag_seconds": 7_300.0}}
    told = tell(stages=waiting, lags={"fetch": {"median": 0.71, "p95": 200.0}})
    (row,) = [line.split() for line in told.splitlines() if line.startswith("fetch")]
    assert row == ["fetch", "12", "1234", "2", "h", "0.7", "s", "3", "min"]


def test_each_trouble_is_said_with_its_way_out_and_drives_no_terminal() -> None:
    state = {"due": 1, "waiting": 2, "lag_seconds": 5.0, "dead": 3, "failures": 1, "error": "no \x1b[31m"}
    told = tell(
        outbox={"desk": state},
        reasons={"http_404": 4},
        problems=("names/own.toml, line 1",),
        sources=[{"id": "wire", "health": "failing", "reason": "http_500"}],
    )
    troubles = told.partition("needs a look\n")[2]
    for said in ("desk fails", "3 given up (`wirewatch alerts dead`)", "4 http_404 (`wirewatch failures`)", "http_500"):
        assert said in troubles
    assert "line 1" in troubles
    assert "\x1b" not in troubles
