"""Run by the tests in a process of its own: reads the DAGs, or runs them one after the other; the last line is JSON.

Usage: `drive.py describe`, or `drive.py run STEP...`, a step being a DAG id, `DAG:{"param": ...}`, or `forget`, which
takes all documents out of the index.
"""

# mypy: allow-untyped-decorators
from __future__ import annotations

import json
import sys
import time
from typing import Any

from airflow.dag_processing.dagbag import DagBag

from pipeline.config import find_data


def describe() -> dict[str, Any]:
    bag = DagBag(str(find_data("dags")))
    return {"errors": bag.import_errors, "dags": {key: _describe(dag) for key, dag in bag.dags.items()}}


def _describe(dag: Any) -> dict[str, Any]:
    return {
        "catchup": dag.catchup,
        "max_active_runs": dag.max_active_runs,
        "tags": sorted(dag.tags),
        "doc": dag.doc_md,
        "timetable": type(dag.timetable).__name__,
        "schedule": getattr(dag.timetable, "expression", None),
        "assets": _list_assets(getattr(dag.timetable, "asset_condition", None)),
        "params": sorted(dag.params),
        "order": [task.task_id for task in dag.topological_sort()],
        "tasks": {task.task_id: _describe_task(task) for task in dag.tasks},
    }


def _list_assets(condition: Any) -> list[str]:
    return [asset.uri for asset in getattr(condition, "objects", ())]


def _describe_task(task: Any) -> dict[str, Any]:
    return {
        "owner": task.owner,
        "retries": task.retries,
        "seconds": task.execution_timeout.total_seconds() if task.execution_timeout else None,
        "outlets": [getattr(outlet, "uri", outlet.name) for outlet in task.outlets],
        "mapped": task.is_mapped,
        "upstream": sorted(task.upstream_task_ids),
    }


def run(steps: list[str]) -> list[dict[str, Any]]:
    bag = DagBag(str(find_data("dags")))
    return [_forget() if step == "forget" else _run(bag, step) for step in steps]


def _forget() -> dict[str, Any]:
    from pipeline.app import open_app

    with open_app() as app:
        ids = [document.id for document in app.store.documents()]
        app.index.delete(ids)
        app.index.refresh()
    return {"forgotten": len(ids)}


def _run(bag: DagBag, step: str) -> dict[str, Any]:
    name, _, conf = step.partition(":")
    began = time.monotonic()
    outcome = bag.dags[name].test(run_conf=json.loads(conf) if conf else None)
    return {
        "assets": _read_assets(outcome),
        "state": str(outcome.state),
        "seconds": time.monotonic() - began,
        "tasks": [
            {"id": ti.task_id, "map_index": ti.map_index, "state": str(ti.state), "value": _read_value(ti)}
            for ti in outcome.get_task_instances()
        ],
    }


def _read_assets(run: Any) -> list[dict[str, Any]]:
    """The assets that a run announced, each event with its counts."""
    from airflow.models.asset import AssetEvent
    from airflow.utils.session import create_session

    with create_session() as session:
        events = session.query(AssetEvent).filter(AssetEvent.source_run_id == run.run_id).all()
        return [{"uri": event.asset.uri, **event.extra} for event in events]


def _read_value(ti: Any) -> Any:
    from airflow.models.xcom import XComModel
    from airflow.utils.session import create_session

    with create_session() as session:
        found = session.scalars(
            XComModel.get_many(
                run_id=ti.run_id, dag_ids=ti.dag_id, task_ids=ti.task_id, map_indexes=ti.map_index, key="return_value"
            )
        ).first()
        return None if found is None else XComModel.deserialize_value(found)


if __name__ == "__main__":
    answer = describe() if sys.argv[1] == "describe" else run(sys.argv[2:])
    sys.stdout.write(json.dumps(answer, default=str))
