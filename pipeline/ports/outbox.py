"""The seam between the ledger and delivery: a part of that to the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from pipeline.types import ChannelHold, ChannelState, DeadLetter, DeliveryJob


class Outbox(Protocol):
    """Messages on their way to channels, and what became of them."""

    def due_channels(self, *, now: datetime) -> tuple[str, ...]:
        """The channels that something can be claimed for, the one that has waited longest first."""
        ...

    def claim_deliveries(
        self, *, now: datetime, limit: int, lease: timedelta, channel: str | None = None
    ) -> tuple[DeliveryJob, ...]:
        """Claim pending deliveries that are due, oldest first, of one channel or of all.

        A digest is one message, or several of 50 alerts. Of a channel that is held nothing is claimed; when its time
        has come, one message, and no second while that one is on its way.
        """
        ...

    def finish_delivery(
        self, job: DeliveryJob, *, now: datetime, error: str | None = None, reached: Sequence[str] = ()
    ) -> None:
        """Record that a message was delivered, or with `error` that it was refused for itself; frees its channel.

        `reached`: who has it all the same, so that it does not go to them again.
        """
        ...

    def put_off_delivery(
        self, job: DeliveryJob, *, now: datetime, due_at: datetime, error: str, reached: Sequence[str]
    ) -> None:
        """Let a message that `reached` some of its recipients wait for the others; frees its channel."""
        ...

    def hold_channel(self, job: DeliveryJob, hold: ChannelHold, *, now: datetime, error: str) -> None:
        """Record that a channel failed: its messages wait, none of them counts an attempt but the one that failed."""
        ...

    def free_channel(self, channel: str, *, now: datetime) -> None:
        """Let everything go out that waits for a channel, but what goes on failing while others arrive."""
        ...

    def outbox(self, *, now: datetime) -> tuple[ChannelState, ...]:
        """Every channel that has something waiting or given up, or that fails, by name."""
        ...

    def dead_letters(self, *, channel: str | None = None, limit: int | None = None) -> tuple[DeadLetter, ...]:
        """What was given up, newest first."""
        ...

    def retry_dead(self, *, now: datetime, ids: Sequence[str] = (), channel: str | None = None) -> int:
        """Make dead deliveries pending again with their keys, and free their channels; how many.

        `ids` are beginnings of delivery or alert ids; NotFoundError for one of which nothing is dead.
        """
        ...
