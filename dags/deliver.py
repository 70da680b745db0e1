"""Every minute, and as soon as alerts rang: deliver what is due.

At least once, with an idempotency key. A channel that is down is tried again with growing pauses for as long as
`alerts.retry_days` says; the attempts are in the ledger (`wirewatch alerts`), and are not failures of this task. Which
channels fail, and since when: [Wirewatch](plugin/wirewatch).
"""

# mypy: allow-untyped-decorators
from __future__ import annotations

from datetime import timedelta

from airflow.sdk import Asset, AssetOrTimeSchedule, CronTriggerTimetable, dag, task

ALERTS = Asset("wirewatch_alerts", uri="wirewatch://alerts")


@dag(
    schedule=AssetOrTimeSchedule(timetable=CronTriggerTimetable("* * * * *", timezone="UTC"), assets=[ALERTS]),
    catchup=False,
    max_active_runs=1,
    tags=["wirewatch"],
    doc_md=__doc__,
    default_args={
        "owner": "wirewatch",
        "retries": 2,
        "retry_delay": timedelta(seconds=10),
        "execution_timeout": timedelta(minutes=15),
    },
)
def deliver() -> None:
    """Deliver what is due."""

    @task(task_id="deliver")
    def send() -> dict[str, int]:
        from pipeline.tasks import run_step

        return run_step("deliver")

    send()


deliver()
