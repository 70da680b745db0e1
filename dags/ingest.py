"""Every minute: poll what is due and take every entry through all stages.

`plan` looks at the ledger; with a backlog every step is mapped over shards of hosts. What is wrong with one feed or
entry is in the ledger (`wirewatch failures`, or [Wirewatch](plugin/wirewatch) in the menu); a task fails only when
the whole step cannot work. Other DAGs may wait for `wirewatch://articles`, or `wirewatch://sources/ID` of one source.
"""

# mypy: allow-untyped-decorators
from __future__ import annotations

import os
from datetime import timedelta

from airflow.sdk import Asset, AssetAlias, chain, dag, get_current_context, task

# An alias, because an asset is announced only when something came, and sources come and go.
NEWS = AssetAlias("wirewatch_news")
OUTLETS = {"index": [NEWS], "alert": [NEWS]}
STEPS = ("poll", "fetch", "extract", "dates", "speakers", "topics", "index", "alert")
# `wirewatch up --sample` asks for a shorter tick; each feed has its own due time, so a tick is not a poll.
TICK_SECONDS = os.environ.get("WIREWATCH_TICK_SECONDS")


@dag(
    schedule=timedelta(seconds=int(TICK_SECONDS)) if TICK_SECONDS else "* * * * *",
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
def ingest() -> None:
    """Plan, poll, and run the stages in order."""

    @task
    def plan() -> list[dict[str, int]]:
        from pipeline.tasks import plan_shards

        return plan_shards()

    @task
    def step(name: str, index: int, count: int) -> dict[str, int]:
        from pipeline.tasks import run_step

        def announce(asset: str, uri: str, counts: dict[str, int]) -> None:
            get_current_context()["outlet_events"][NEWS].add(Asset(asset, uri=uri), extra=counts)

        return run_step(name, index=index, count=count, announce=announce)

    shards = plan()
    named = [(name, step.override(task_id=name, outlets=OUTLETS.get(name, []))) for name in STEPS]
    chain(*(one.partial(name=name).expand_kwargs(shards) for name, one in named))


ingest()
