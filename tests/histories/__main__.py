"""`python -m tests.histories --count 10000 --seed 1`: so many histories, and what was lost or doubled."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor

from tests.histories.generate import make_history
from tests.histories.ledgers import MemoryLedger, PostgresLedger
from tests.histories.telling import Told, keep_silent, shrink, tell


def write(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def tell_some(seeds: range, ledger: MemoryLedger | PostgresLedger | None = None) -> tuple[Counter[str], list[Told]]:
    """Histories one after the other in one process."""
    ledger = ledger or MemoryLedger()
    counts: Counter[str] = Counter()
    failed: list[Told] = []
    for seed in seeds:
        ledger.empty()
        with keep_silent():
            told = tell(make_history(seed), ledger)
        counts += told.counts
        counts["histories"] += 1
        counts.update({f"fault: {fault.kind}" for fault in told.faults})
        failed += [told] if told.faults else []
    ledger.close()
    return counts, failed


def show(told: Told) -> None:
    """The shortest history that still fails."""
    ledger = MemoryLedger()
    with keep_silent():
        shortest = shrink(told.history, ledger)
        ledger.empty()
        again = tell(shortest, ledger)
    write(f"\nseed {told.history.seed} ({'whole' if told.history.whole else 'jumping'}), from {told.history.start}:")
    for event in shortest.events:
        write(f"    {event}")
    for fault in again.faults:
        write(f"  {fault.kind}: {fault.what}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--show", type=int, default=3, help="how many failing histories to shorten and print")
    parser.add_argument("--kind", default="", help="only faults of this kind")
    options = parser.parse_args()
    begun = time.perf_counter()
    parts = [range(options.seed + n, options.seed + options.count, options.processes) for n in range(options.processes)]
    counts: Counter[str] = Counter()
    failed: list[Told] = []
    with ProcessPoolExecutor(options.processes) as pool:
        for part, faulty in pool.map(tell_some, parts):
            counts += part
            failed += faulty
    took = time.perf_counter() - begun
    for name in sorted(counts):
        write(f"{counts[name]:>9,}  {name}")
    for kind in sorted({fault.kind for told in failed for fault in told.faults}):
        seeds = [told.history.seed for told in failed if any(fault.kind == kind for fault in told.faults)]
        write(f"{kind}: seeds {seeds[:10]}")
    for told in [told for told in failed if any(options.kind in fault.kind for fault in told.faults)][: options.show]:
        show(told)
    write(
        f"\n{options.count} histories in {took:.0f} s ({took / options.count * 1000:.1f} ms each): {len(failed)} failed"
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
