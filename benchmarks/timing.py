"""How everything here is measured: CPU time of this process, turn by turn, and of each job its best turn."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping
from pathlib import Path

_PAGE = 4096  # bytes a page of memory; Linux on the processors that we know


def compare(jobs: Mapping[str, Callable[[], object]], *, turns: int) -> dict[str, float]:
    """Give the least CPU seconds of each job; taking turns, all of them meet the same neighbours on the machine."""
    best = dict.fromkeys(jobs, float("inf"))
    for _ in range(turns):
        for name, job in jobs.items():
            started = time.process_time()
            job()
            best[name] = min(best[name], time.process_time() - started)
    return best


def find_percentile(values: list[float], percent: int) -> float:
    """The value that so many percent of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) * percent // 100, len(ordered) - 1)]


def read_memory() -> int:
    """Bytes of memory that this process has resident, garbage aside."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE
