"""By hand: put entries back before a stage, from where the ingest DAG takes them on again.

After a better extractor or a new topic: choose the first stage to run again and which entries (all selectors that
are given must hold), and trigger. Every stage but `fetch` works on the archived pages. The next runs of
[ingest](dags/ingest) do the work; how far it is: [Wirewatch](plugin/wirewatch). What rang does not ring again.
"""

# mypy: allow-untyped-decorators
from __future__ import annotations

from datetime import timedelta

from airflow.sdk import Param, dag, get_current_context, task

STAGES = ["fetch", "extract", "dates", "speakers", "topics", "index", "alert"]
SELECTORS = ("entry", "feed", "source", "status", "reason", "since")


@dag(
    schedule=None,
    catchup=False,
    max_active_runs=1,
    tags=["wirewatch"],
    doc_md=__doc__,
    params={
        "stage": Param("extract", type="string", enum=STAGES, description="The first stage to run again"),
        **{
            name: Param(None, type=["null", "string"], description=f"Only entries of this {name}") for name in SELECTORS
        },
        "everything": Param(False, type="boolean", description="All entries: needed when nothing is selected"),
    },
    default_args={
        "owner": "wirewatch",
        "retries": 2,
        "retry_delay": timedelta(seconds=10),
        "execution_timeout": timedelta(minutes=15),
    },
)
def reprocess() -> None:
    """Rewind; `ingest` does the rest."""

    @task
    def rewind() -> int:
        from pipeline.tasks import rewind_entries

        params = get_current_context()["params"]
        selectors = {name: params[name] for name in SELECTORS}
        return rewind_entries(params["stage"], selectors, everything=params["everything"])

    rewind()


reprocess()
