"""What another process does with a ledger."""

from __future__ import annotations

import signal
from multiprocessing.connection import Connection

from pipeline.store import open_store
from pipeline.types import Dropped
from tests.store.world import LEASE, NOW, TOOK


def claim_all(url: str, pipe: Connection) -> None:
    """Claim by threes until nothing is left and tell which; half of them are finished."""
    store = open_store(url)
    pipe.recv()
    while jobs := store.claim("fetch", now=NOW, limit=3, lease=LEASE):
        for job in jobs[::2]:
            store.finish(job, "fetch", Dropped(reason="r", detail="d"), now=NOW, took=TOOK)
        pipe.send([job.entry.id for job in jobs])
    pipe.send(None)
    store.close()


def claim_and_hang(url: str, pipe: Connection) -> None:
    """Claim whatever is due, say so, and wait to be killed."""
    store = open_store(url)
    store.claim_feeds(now=NOW, limit=9, lease=LEASE)
    store.claim_deliveries(now=NOW, limit=9, lease=LEASE)
    pipe.send(len(store.claim("fetch", now=NOW, limit=9, lease=LEASE)))
    signal.pause()
