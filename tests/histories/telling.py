"""From a number to a verdict: plays a history, and finds the shortest one that fails the same way."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import structlog

from tests.histories.events import History, Publish
from tests.histories.ledgers import MemoryLedger
from tests.histories.play import Ledger, Player, Watch
from tests.histories.verdict import Fault, judge, settle


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How a history went."""

    history: History
    faults: tuple[Fault, ...]
    counts: Counter[str]


@contextmanager
def keep_silent() -> Iterator[None]:
    """Keep the program from logging what happens ten thousand times."""
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    yield
    structlog.configure(**before)


def tell(history: History, ledger: Ledger) -> Told:
    """Play a history on an empty ledger and judge it. An exception is a fault too."""
    player = Player(ledger, fit(history, ledger), Watch(history.start))
    try:
        player.play()
        settle(player)
        faults = tuple(judge(player))
    except Exception as error:  # noqa: BLE001 - whatever it is, the history is to be shown
        faults = (Fault(f"raised {type(error).__name__}", str(error)[:300]),)
    return Told(history=history, faults=faults, counts=count(player))


def fit(history: History, ledger: Ledger) -> History:
    """The history as it can be played there: whole, and without pages that only look like walls."""
    if not (ledger.concurrent or ledger.reads):
        return history
    events = tuple(replace(one, readable=True) if isinstance(one, Publish) else one for one in history.events)
    return replace(history, whole=True, events=events)


def count(player: Player) -> Counter[str]:
    """What was exercised."""
    counts = Counter(player.counts)
    counts["alerts"] = len(player.model.rung)
    counts["late"] = sum(ring.late for ring in player.model.rung.values())
    counts["changes"] = sum(key.event != "published" for key in player.model.rung)
    counts["hushed"] = len(player.model.hushed)
    counts["messages"] = len(player.receivers.taken)
    counts["digests"] = sum(message.digest for message in player.receivers.taken)
    counts["refused"] = player.receivers.refused
    counts["doubtful"] = player.receivers.doubtful
    return counts


def shrink(history: History, ledger: MemoryLedger) -> History:
    """Take events away as long as the same kind of fault is left."""
    ledger.empty()
    kinds = {fault.kind for fault in tell(history, ledger).faults}
    size = max(len(history.events) // 2, 1)
    while True:
        at, taken = 0, False
        while at < len(history.events):
            shorter = replace(history, events=history.events[:at] + history.events[at + size :])
            ledger.empty()
            if kinds & {fault.kind for fault in tell(shorter, ledger).faults}:
                history, taken = shorter, True
            else:
                at += size
        if size == 1 and not taken:
            return history
        size = max(size // 2, 1)
