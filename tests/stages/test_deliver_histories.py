"""Generated histories: whatever receivers do, nothing is lost, nothing comes twice, and order is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from pipeline.errors import DeliveryError
from pipeline.stages.deliver import run_deliver
from pipeline.stages.loop import Pace
from pipeline.store import SqlStore, open_store, upgrade
from pipeline.store.tables import metadata
from pipeline.types import Dispatch
from tests.outbox import read_statuses, ring
from tests.watch import Watch

CHANNELS = ("desk", "press")
# What a receiver does with a message: take it, refuse it for itself, fail, or take it and never say so.
DEEDS = st.sampled_from(["take", "take", "refuse", "fail", "fail", "break"])
STEPS = st.lists(
    st.tuples(st.sampled_from([0, 1, 5, 60, 3_600, 90_000]), st.integers(0, 3), st.booleans()), max_size=12
)


class Receivers:
    """Both channels' receivers: each has its deeds, and takes everything when they are used up."""

    def __init__(self, deeds: dict[str, list[str]]) -> None:
        self.deeds = deeds
        self.arrived: dict[str, list[tuple[str, str]]] = {channel: [] for channel in CHANNELS}
        self.refused: set[tuple[str, str]] = set()
        self.broken: set[tuple[str, str]] = set()

    def send(self, dispatch: Dispatch) -> None:
        channel, key, alerts = dispatch.channel, dispatch.key, dispatch.alerts
        deed = self.deeds[channel].pop(0) if self.deeds[channel] else "take"
        names = [(alert.id, key) for alert in alerts]
        if deed == "refuse":
            self.refused |= {(channel, name) for name, _ in names}
            raise DeliveryError("no", final=True)
        if deed == "fail":
            raise DeliveryError("away")
        self.arrived[channel] += names
        if deed == "break":
            self.broken |= {(channel, name) for name, _ in names}
            raise DeliveryError("hung up")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlStore]:
    url = f"sqlite:///{tmp_path_factory.mktemp('ledger') / 'ledger.db'}"
    upgrade(url)
    store = open_store(url)
    yield store
    store.close()


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(desk=st.lists(DEEDS, max_size=25), press=st.lists(DEEDS, max_size=25), steps=STEPS)
def test_nothing_is_lost_and_nothing_doubled_but_what_broke_off(
    ledger: SqlStore, desk: list[str], press: list[str], steps: list[tuple[int, int, bool]]
) -> None:
    for table in metadata.sorted_tables:
        ledger.database.write(lambda c, table=table: c.execute(delete(table)))  # type: ignore[misc] # bound at once
    receivers, watch, rung = Receivers({"desk": desk, "press": press}), Watch(), 0

    def deliver(seconds: float) -> None:
        watch.advance(seconds)
        pace = Pace(batch=4, lease=timedelta(minutes=10), stop=bool)
        run_deliver(receivers, ledger, clock=watch, pace=pace, give_up_after=timedelta(days=999))

    for seconds, count, in_digest in steps:
        for _ in range(count):
            ring(ledger, rung, *CHANNELS, digest=f"at {watch()}" if in_digest else None, at=watch())
            rung += 1
        deliver(seconds)
    while any(state.waiting for state in ledger.outbox(now=watch())):
        deliver(13 * 3600)
    for channel in CHANNELS:
        assert set(read_statuses(ledger, channel)) <= {"delivered", "dead"}
        refused = {name for told, name in receivers.refused if told == channel}
        broken = {name for told, name in receivers.broken if told == channel}
        arrived = Counter(name for name, _ in receivers.arrived[channel])
        assert set(arrived) | refused == {f"a{number}" for number in range(rung)}
        assert {name for name, times in arrived.items() if times > 1} <= broken
        assert len(dict.fromkeys(receivers.arrived[channel])) == len(arrived), "one alert came with two keys"
