"""A clock that only a test moves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class Watch:
    """Stands still until it is advanced; starts some minutes ago, so that it is never ahead of the real time."""

    def __init__(self, now: datetime | None = None) -> None:
        self.now = now or datetime.now(UTC) - timedelta(minutes=20)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
