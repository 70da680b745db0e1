"""Every day: free stale leases, rebuild an index that misses documents, and count.

The index is a projection of the ledger: when it holds fewer documents than the ledger says it should (somebody
deleted it, or restored an old one), it is built anew beside the old one and switched. Alerts do not ring. Where all
stands: [Wirewatch](plugin/wirewatch).
"""

# mypy: allow-untyped-decorators
from __future__ import annotations

from datetime import timedelta

from airflow.sdk import chain, dag, task


@dag(
    schedule="20 3 * * *",
    catchup=False,
    max_active_runs=1,
    tags=["wirewatch"],
    doc_md=__doc__,
    default_args={
        "owner": "wirewatch",
        "retries": 2,
        "retry_delay": timedelta(minutes=5),
        "execution_timeout": timedelta(hours=6),
    },
)
def maintain() -> None:
    """Free, rebuild, count."""

    @task
    def release() -> int:
        from pipeline.tasks import release_leases

        return release_leases()

    @task
    def rebuild() -> dict[str, int]:
        from pipeline.tasks import rebuild_if_missing

        return rebuild_if_missing()

    @task
    def summary() -> dict[str, int]:
        from pipeline.tasks import read_summary

        return read_summary()

    chain(release(), rebuild(), summary())


maintain()
