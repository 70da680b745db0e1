"""The DAGs on a real Airflow, from the sample site to alerts delivered, rewound and rebuilt."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from pipeline.app import App
from pipeline.cli.sample import open_sample_site
from pipeline.cli.sampling import allow_loopback, to_specs
from pipeline.config import find_data, read_settings
from pipeline.home import make_home
from pipeline.query.tree import Every
from pipeline.types import STAGES, Status
from tests.dags.processes import DRIVER, airflow_variables, run_python

SAMPLE = find_data("seeds") / "sample"
STEPS = (
    "ingest",
    "ingest",
    "deliver",
    'reprocess:{"stage": "index", "source": "nordwire"}',
    "ingest",
    "forget",
    "maintain",
)


class Story:
    """What each step of the driver did, by its place, and the program as it was left."""

    def __init__(self, steps: list[dict[str, Any]], app: App) -> None:
        self.steps = steps
        self.app = app

    def tasks(self, place: int) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = {}
        for task in self.steps[place]["tasks"]:
            found.setdefault(task["id"], []).append(task)
        return found


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """One Airflow, one home folder, all steps in one process; the site has published everything."""
    home = tmp_path_factory.mktemp("home")
    settings = allow_loopback(read_settings(home))
    make_home(settings)
    app = App(settings)
    variables = {
        **airflow_variables(tmp_path_factory.mktemp("airflow")),
        "WIREWATCH_HOME": str(home),
        "WIREWATCH_NET__ALLOW": "127.0.0.0/8",
        # Small batches, so that one poll is a backlog that is worth several workers.
        "WIREWATCH_WORK__BATCH": "2",
        "WIREWATCH_WORK__SHARDS": "2",
    }
    try:
        with open_sample_site(SAMPLE, pace=0) as site:
            # Not at the sample site's own rhythm of a few seconds: a second run shall find nothing due.
            specs = [replace(spec, interval_seconds=None) for spec in to_specs(site.feeds)]
            app.store.add_feeds(specs, now=app.clock())
            run_python("-m", "airflow", "db", "migrate", variables=variables)
            out = run_python(str(DRIVER), "run", *STEPS, variables=variables)
        yield Story(json.loads(out.splitlines()[-1]), app)
    finally:
        app.close()


def test_no_run_and_no_task_fails(story: Story) -> None:
    runs = [step for step in story.steps if "state" in step]
    assert {run["state"] for run in runs} == {"success"}
    assert {task["state"] for run in runs for task in run["tasks"]} <= {"success", "skipped"}


def test_a_backlog_is_shared_by_mapped_tasks_under_the_names_of_the_stages(story: Story) -> None:
    tasks = story.tasks(0)
    assert set(tasks) == {"plan", "poll", *STAGES}
    assert all(len(tasks[name]) == 2 for name in ("poll", *STAGES))


def test_between_tasks_pass_counts_only(story: Story) -> None:
    values = [task["value"] for task in story.steps[0]["tasks"] if task["id"] != "plan"]
    assert all(isinstance(count, int) for value in values for count in value.values())


def test_every_entry_came_to_an_end(story: Story) -> None:
    entries = story.app.store.summary(now=story.app.clock()).entries
    assert {status for status, count in entries.items() if count} <= {Status.DONE, Status.DROPPED}
    assert entries[Status.DONE] >= 15


def test_a_tick_with_nothing_due_runs_the_plan_alone(story: Story) -> None:
    tasks = story.tasks(1)
    assert tasks.pop("plan")[0]["value"] in (None, [])
    assert {task["state"] for shards in tasks.values() for task in shards} == {"skipped"}


def test_other_dags_learn_of_new_articles_by_source_and_of_nothing_when_none_came(story: Story) -> None:
    assets: dict[str, int] = {}
    for event in story.steps[0]["assets"]:
        assets[event["uri"]] = assets.get(event["uri"], 0) + event.get("articles", event.get("alerts", 0))
    indexed = sum(task["value"].get("INDEXED", 0) for task in story.tasks(0)["index"])
    assert assets.pop("wirewatch://alerts/") > 0
    assert assets.pop("wirewatch://articles/") == indexed == sum(assets.values())
    assert "wirewatch://sources/nordwire" in assets
    assert story.steps[1]["assets"] == []


def test_reprocessing_puts_the_chosen_entries_back_and_the_next_run_takes_them_on(story: Story) -> None:
    rewound = story.tasks(3)["rewind"][0]["value"]
    assert rewound >= 3
    assert sum(task["value"].get("INDEXED", 0) for task in story.tasks(4)["index"]) == rewound


def test_maintenance_rebuilds_an_index_that_lost_its_documents(story: Story) -> None:
    counts = story.tasks(6)["rebuild"][0]["value"]
    assert counts["found"] == 0
    assert counts["indexed"] >= counts["expected"] > 0
    assert story.app.index.search(Every(), limit=1).total == counts["indexed"]
