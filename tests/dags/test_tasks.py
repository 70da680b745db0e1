"""What the tasks decide and refuse before they touch anything."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.config import read_settings
from pipeline.errors import ConfigError
from pipeline.store import upgrade
from pipeline.tasks import decide_count, plan_shards, read_summary, release_leases, rewind_entries, run_mirror
from pipeline.types import StageLoad, Summary


def summary(*, feeds_due: int = 0, fetch_due: int = 0) -> Summary:
    load = StageLoad(due=fetch_due, waiting=fetch_due, oldest=None)
    idle = StageLoad(due=0, waiting=7, oldest=None)
    return Summary(
        entries={},
        stages={"fetch": load, "alert": idle},
        reasons={},
        feeds=10,
        feeds_due=feeds_due,
        alerts=0,
        deliveries={},
        lag_seconds={},
    )


@pytest.mark.parametrize(
    ("figures", "count"),
    [
        pytest.param(summary(), 0, id="nothing is due"),
        pytest.param(summary(feeds_due=1), 1, id="one feed"),
        pytest.param(summary(fetch_due=120), 1, id="three batches"),
        pytest.param(summary(fetch_due=121), 4, id="a backlog of entries"),
        pytest.param(summary(feeds_due=500), 4, id="a backlog of feeds"),
    ],
)
def test_a_run_is_cut_into_as_many_shards_as_are_worth_their_start(figures: Summary, count: int) -> None:
    assert decide_count(figures, batch=40, most=4) == count


@pytest.mark.parametrize(
    ("stage", "selectors", "message"),
    [
        pytest.param("polish", {"feed": "a"}, "there is no stage 'polish'", id="unknown stage"),
        pytest.param("fetch", {}, "say which entries", id="no selector"),
        pytest.param("fetch", {"feed": " ", "since": None}, "say which entries", id="blank selectors"),
        pytest.param("fetch", {"colour": "red"}, "cannot select by colour", id="unknown selector"),
        pytest.param("fetch", {"since": "yesterday"}, "expected a moment", id="not a moment"),
        pytest.param("fetch", {"status": "lost"}, "there is no status 'lost'", id="unknown status"),
    ],
)
def test_a_rewind_that_does_not_say_what_is_refused(
    home: Path, stage: str, selectors: dict[str, str | None], message: str
) -> None:
    with pytest.raises(ConfigError, match=message):
        rewind_entries(stage, selectors)


def test_beside_an_embedded_index_there_is_nothing_to_mirror(home: Path) -> None:
    settings = read_settings(home)
    home.mkdir()
    upgrade(settings.store_url)
    assert run_mirror() == {}


@pytest.mark.parametrize(
    "task", [run_mirror, read_summary, release_leases, plan_shards], ids=lambda task: task.__name__
)
def test_a_task_says_in_one_line_what_it_did(
    home: Path, caplog: pytest.LogCaptureFixture, task: Callable[[], object]
) -> None:
    settings = read_settings(home)
    home.mkdir()
    upgrade(settings.store_url)
    with caplog.at_level(logging.INFO, logger="wirewatch"):
        task()
    (line,) = [record.getMessage() for record in caplog.records if record.name == "wirewatch"]
    assert re.fullmatch(r"[a-z]+: .*\S", line)
