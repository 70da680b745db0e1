"""The sample site under `wirewatch up`: it goes on publishing once its sources are being watched, not before.

Its schedule is in seconds, and Airflow takes a while to make its first poll: a site that does not wait would have
published what should ring before the silent baseline.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from pipeline.app import App, Clock
from pipeline.cli.sampling import allow_loopback
from pipeline.config import Settings
from pipeline.types import FeedSpec

# The same port every time, so that what a second `up` finds has the addresses that it had.
PORT = 8095


class HeldClock:
    """A clock that stands still until it is let go."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._held_at = clock()
        self._behind: timedelta | None = None

    @property
    def is_held(self) -> bool:
        """Tell whether it stands still."""
        return self._behind is None

    @property
    def held_at(self) -> datetime:
        """The moment at which it was made and stood still."""
        return self._held_at

    def let_go(self) -> None:
        """Go on from where it stood."""
        if self._behind is None:
            self._behind = self._clock() - self._held_at

    def __call__(self) -> datetime:
        return self._held_at if self._behind is None else self._clock() - self._behind


def is_watched(app: App, specs: Iterable[FeedSpec], *, since: datetime) -> bool:
    """Tell whether each of these feeds has been polled since a moment, with or without success."""
    wanted = {spec.id for spec in specs}
    polls = [feed.polled_at for feed in app.store.feeds() if feed.spec.id in wanted]
    return all(polled_at is not None and polled_at >= since for polled_at in polls)


def to_variables(settings: Settings) -> dict[str, str]:
    """What the processes of Airflow need to know to reach the sample site, and to look at it often."""
    changed = allow_loopback(settings)
    return {
        "WIREWATCH_NET__ALLOW": ",".join(str(network) for network in changed.net.allow),
        "WIREWATCH_TICK_SECONDS": "15",
    }
