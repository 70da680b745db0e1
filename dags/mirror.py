"""Every five minutes: show alerts, the trail and the state of feeds in Elasticsearch, for Kibana.

What is there already says where to go on, so a run that failed, or an Elasticsearch that was away, is caught up with
by the next one. With the embedded index there is nothing to do, and nothing rings. The same figures without Kibana:
[Wirewatch](plugin/wirewatch).
"""

# mypy: allow-untyped-decorators
from __future__ import annotations

from datetime import timedelta

from airflow.sdk import dag, task


@dag(
    schedule="*/5 * * * *",
    catchup=False,
    max_active_runs=1,
    tags=["wirewatch"],
    doc_md=__doc__,
    default_args={
        "owner": "wirewatch",
        "retries": 2,
        "retry_delay": timedelta(minutes=1),
        "execution_timeout": timedelta(hours=1),
    },
)
def mirror() -> None:
    """Mirror what is new."""

    @task(task_id="mirror")
    def show() -> dict[str, int]:
        from pipeline.tasks import run_mirror

        return run_mirror()

    show()


mirror()
