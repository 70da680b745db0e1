"""The deliver stage: pending alerts go to their channels, at least once, each with its idempotency key.

Channel by channel, one message at a time, so that a receiver that is down or slow costs the others a bounded time.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from pipeline.errors import DeliveryError
from pipeline.ports import AlertLedger, Notifier
from pipeline.stages.loop import Clock, Pace, StageReport
from pipeline.types import STUBBORN_ATTEMPTS, ChannelHold, DeliveryJob

log = structlog.get_logger()
TURN = timedelta(seconds=15)
_FIRST_WAIT = timedelta(seconds=5)
_LONGEST_WAIT = timedelta(hours=6)
_LONGEST_ASKED = timedelta(hours=24)  # what a receiver may ask for by Retry-After
# After so many attempts the next message is the probe: it may be this one that the receiver cannot bear.
_PROBES = 3


def run_deliver(
    notifier: Notifier,
    ledger: AlertLedger,
    *,
    clock: Clock,
    pace: Pace,
    give_up_after: timedelta,
    jitter: Callable[[], float] = random.random,
) -> StageReport:
    """Deliver until nothing is due. A receiver that is down is tried again for `give_up_after`, then shown as dead.

    Each channel has the turn for `TURN` or a batch; one that is slower than that goes on with the next run.
    `jitter` (0 to 1) spreads the attempts of many installations.
    """
    post = Round(notifier=notifier, ledger=ledger, clock=clock, give_up_after=give_up_after, jitter=jitter)
    counts: Counter[str] = Counter()
    served: set[str] = set()
    while not pace.stop():
        waiting = [channel for channel in ledger.due_channels(now=clock()) if channel not in served]
        for channel in waiting:
            if not post.serve(channel, pace, counts):
                served.add(channel)
        if not waiting:
            break
    return StageReport(stage="deliver", counts=dict(counts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One run of the stage."""

    notifier: Notifier
    ledger: AlertLedger
    clock: Clock
    give_up_after: timedelta
    jitter: Callable[[], float]

    def serve(self, channel: str, pace: Pace, counts: Counter[str]) -> bool:
        """Give a channel its turn; whether another is worth while."""
        ends = self.clock() + TURN
        for _ in range(pace.batch):
            if pace.stop():
                return False
            jobs = self.ledger.claim_deliveries(now=self.clock(), limit=1, lease=pace.lease, channel=channel)
            if not jobs:
                return False
            counts[self._deliver(jobs[0])] += 1
            if self.clock() >= ends:
                return False
        return True

    def _deliver(self, job: DeliveryJob) -> str:
        try:
            self.notifier.send(job)
        except DeliveryError as error:
            return self._fail(job, error)
        self.ledger.finish_delivery(job, now=self.clock())
        return "delivered"

    def _fail(self, job: DeliveryJob, error: DeliveryError) -> str:
        now = self.clock()
        log.warning("delivery_failed", alerts=len(job.alerts), channel=job.channel, attempt=job.attempts)
        hold = decide_hold(job, now=now, give_up_after=self.give_up_after)
        reached = error.subject.get("reached")
        if error.subject.get("final") or (reached is not None and hold.gives_up):
            self.ledger.finish_delivery(job, now=now, error=error.message, reached=reached or ())
            return "dead"
        if reached is not None:  # the channel works; the message waits alone for whom it has not reached
            due = now + spread(decide_wait(job.attempts), self.jitter())
            self.ledger.put_off_delivery(job, now=now, due_at=due, error=error.message, reached=reached)
            return "retrying"
        wait = max(spread(hold.wait, self.jitter()), clamp(error.subject.get("retry_after")))
        self.ledger.hold_channel(job, replace(hold, wait=wait), now=now, error=error.message)
        return "dead" if hold.gives_up else "retrying"


def decide_hold(job: DeliveryJob, *, now: datetime, give_up_after: timedelta) -> ChannelHold:
    """How long a channel that failed is held, and what becomes of the message that failed."""
    # The channel must have been tried all that time: a machine that was off for a week gives up nothing.
    is_over = now - (job.failing_since or now) >= give_up_after
    gives_up = now - job.waiting_since >= give_up_after and (is_over or job.attempts >= STUBBORN_ATTEMPTS)
    return ChannelHold(
        wait=decide_wait(job.failures + 1),
        message_wait=2 * decide_wait(job.attempts) if job.attempts >= _PROBES else timedelta(0),
        gives_up=gives_up,
        given_up_before=now - give_up_after if is_over else None,
    )


def decide_wait(failures: int) -> timedelta:
    """How long to wait after so many failures in a row: from 5 seconds, four times as long each time, to 6 hours."""
    doublings: int = 2 * min(max(failures - 1, 0), 10)
    return min(_FIRST_WAIT * (1 << doublings), _LONGEST_WAIT)


def spread(wait: timedelta, jitter: float) -> timedelta:
    """A wait of three to five quarters."""
    return wait * (0.75 + jitter / 2)


def clamp(asked: object) -> timedelta:
    """What a receiver asked for, a day at most."""
    return min(asked, _LONGEST_ASKED) if isinstance(asked, timedelta) else timedelta(0)
