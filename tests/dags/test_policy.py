"""What every DAG must be, and that its file is thin."""

from __future__ import annotations

import ast
import re
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from pipeline.airflow_page.plugin import WirewatchPlugin
from pipeline.config import find_data
from pipeline.types import STAGES

FILES = sorted(find_data("dags").glob("*.py"))
IDS = [path.stem for path in FILES]
EACH = pytest.mark.parametrize("name", IDS)
EACH_FILE = pytest.mark.parametrize("path", FILES, ids=IDS)


def test_airflow_reads_every_file_without_an_error(dags: dict[str, Any]) -> None:
    assert dags["errors"] == {}
    assert sorted(dags["dags"]) == sorted(IDS) == ["deliver", "ingest", "maintain", "mirror", "reprocess"]


@EACH
def test_no_dag_catches_up_or_overlaps_itself(dags: dict[str, Any], name: str) -> None:
    dag = dags["dags"][name]
    assert dag["catchup"] is False
    assert dag["max_active_runs"] == 1


@EACH
def test_every_dag_says_what_it_is(dags: dict[str, Any], name: str) -> None:
    dag = dags["dags"][name]
    assert dag["tags"] == ["wirewatch"]
    assert len(dag["doc"]) > 100
    assert "\n    " not in dag["doc"], "Markdown would show it as code"


@EACH
def test_every_dag_links_to_the_page_and_to_dags_that_are_there(dags: dict[str, Any], name: str) -> None:
    """Links without a first slash: Airflow's pages have a base, which need not be the top of their host."""
    route = next(view["url_route"] for view in WirewatchPlugin.external_views if "url_route" in view)
    links = re.findall(r"\]\(([^)]*)\)", dags["dags"][name]["doc"])
    assert f"plugin/{route}" in links
    assert set(links) <= {f"plugin/{route}", *(f"dags/{one}" for one in IDS)}


@EACH
def test_every_task_has_an_owner_retries_and_an_end(dags: dict[str, Any], name: str) -> None:
    for task in dags["dags"][name]["tasks"].values():
        assert task["owner"] == "wirewatch"
        assert task["retries"] >= 2
        assert task["seconds"]


def test_ingest_polls_and_then_runs_the_stages_in_their_order(dags: dict[str, Any]) -> None:
    assert dags["dags"]["ingest"]["order"] == ["plan", "poll", *STAGES]


def test_each_stage_waits_for_the_one_before_and_is_mapped_over_the_plan(dags: dict[str, Any]) -> None:
    tasks = dags["dags"]["ingest"]["tasks"]
    order = dags["dags"]["ingest"]["order"]
    for before, name in pairwise(order[1:]):
        assert set(tasks[name]["upstream"]) == {"plan", before}
        assert tasks[name]["mapped"]


def test_ingest_ticks_every_minute(dags: dict[str, Any]) -> None:
    assert dags["dags"]["ingest"]["schedule"] == "* * * * *"


def test_alerts_wake_their_delivery(dags: dict[str, Any]) -> None:
    assert dags["dags"]["ingest"]["tasks"]["alert"]["outlets"] == ["wirewatch_news"]
    assert dags["dags"]["ingest"]["tasks"]["index"]["outlets"] == ["wirewatch_news"]
    assert dags["dags"]["deliver"]["assets"] == ["wirewatch://alerts/"]


def test_reprocessing_takes_a_stage_and_a_selection(dags: dict[str, Any]) -> None:
    assert dags["dags"]["reprocess"]["params"] == sorted(
        ["stage", "entry", "feed", "source", "status", "reason", "since", "everything"]
    )


@EACH_FILE
def test_a_dag_file_is_at_most_sixty_lines(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 60


@EACH_FILE
def test_a_dag_file_imports_only_the_task_sdk_and_the_standard_library_at_its_top(path: Path) -> None:
    imported = [module for node in ast.parse(path.read_text()).body for module in _modules(node)]
    assert [m for m in imported if m != "airflow.sdk" and m.partition(".")[0] not in sys.stdlib_module_names] == []


@EACH_FILE
def test_our_imports_stand_inside_tasks_and_name_the_tasks_module_only(path: Path) -> None:
    tree = ast.parse(path.read_text())
    ours = [module for node in ast.walk(tree) for module in _modules(node) if module.startswith("pipeline")]
    assert set(ours) == {"pipeline.tasks"}


def _modules(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []
