"""The deliver stage: pending alerts go to their channels, at least once, each with its idempotency key."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import structlog

from pipeline.errors import DeliveryError
from pipeline.ports import AlertLedger, Notifier
from pipeline.stages.loop import Clock, Pace, StageReport
from pipeline.types import DeliveryJob

log = structlog.get_logger()
_FIRST_WAIT = timedelta(seconds=5)
_LONGEST_WAIT = timedelta(hours=6)


def run_deliver(
    notifier: Notifier, ledger: AlertLedger, *, clock: Clock, pace: Pace, give_up_after: timedelta
) -> StageReport:
    """Deliver until nothing is due. A receiver that is down is tried again for `give_up_after`, then shown as dead."""
    counts: Counter[str] = Counter()
    while not pace.stop():
        jobs = ledger.claim_deliveries(now=clock(), limit=pace.batch, lease=pace.lease)
        if not jobs:
            break
        for job in jobs:
            counts[_deliver(job, notifier, ledger, clock=clock, give_up_after=give_up_after)] += 1
    return StageReport(stage="deliver", counts=dict(counts))


def _deliver(
    job: DeliveryJob, notifier: Notifier, ledger: AlertLedger, *, clock: Clock, give_up_after: timedelta
) -> str:
    try:
        notifier.send(job.channel, job.alerts, digest=job.digest, key=job.key)
    except DeliveryError as error:
        now = clock()
        wait = decide_wait(job.attempts, now - job.waiting_since, give_up_after, final=bool(error.subject.get("final")))
        ledger.finish_delivery(job, now=now, error=error.message, retry=wait)
        log.warning("delivery_failed", alerts=len(job.alerts), channel=job.channel, attempt=job.attempts)
        return "retrying" if wait else "dead"
    ledger.finish_delivery(job, now=clock())
    return "delivered"


def decide_wait(attempts: int, age: timedelta, give_up_after: timedelta, *, final: bool = False) -> timedelta | None:
    """How long to wait before the next attempt; None when it is time to give up."""
    if final or age >= give_up_after:
        return None
    doublings: int = 2 * min(max(attempts - 1, 0), 10)
    return min(_FIRST_WAIT * (1 << doublings), _LONGEST_WAIT)
