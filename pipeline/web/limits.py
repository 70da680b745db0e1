"""How often somebody may ask: token buckets in the memory of this process.

In memory and not in the ledger, because a refused request must cost nothing, and whoever guesses passwords cannot
start the process anew. Where several processes answer, each allows its share.
"""

from __future__ import annotations

import math
import threading
from collections import OrderedDict
from datetime import datetime

_REMEMBERED = 20_000


class Buckets:
    """A bucket a key: `burst` at once, then `per_minute`; the keys that were quiet longest are forgotten.

    Both are divided by the number of `processes` that have such buckets each, but for one at once.
    """

    def __init__(self, *, burst: int, per_minute: float, processes: int = 1) -> None:
        self._burst = max(1, burst // processes)
        self._per_second = per_minute / 60 / processes
        self._kept: OrderedDict[str, tuple[float, datetime]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, key: str, *, now: datetime) -> int:
        """Take one; 0 when it was there, else in how many seconds there will be one."""
        with self._lock:
            left, at = self._kept.pop(key, (float(self._burst), now))
            left = min(self._burst, left + max((now - at).total_seconds(), 0) * self._per_second)
            enough = left >= 1
            self._kept[key] = (left - enough, now)
            while len(self._kept) > _REMEMBERED:
                self._kept.popitem(last=False)
        return 0 if enough else max(1, math.ceil((1 - left) / self._per_second))

    def forget(self, key: str) -> None:
        """Fill a bucket again."""
        with self._lock:
            self._kept.pop(key, None)
