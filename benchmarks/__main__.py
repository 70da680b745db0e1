"""`make bench`: every benchmark of this folder, each in a process of its own; all figures are ratios within one run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).parents[1]


def main() -> int:
    """Run all benchmarks; 1 when one could not be run."""
    failed = 0
    for path in sorted(Path(__file__).parent.glob("bench_*.py")):
        command = [sys.executable, "-m", f"benchmarks.{path.stem}"]
        failed |= subprocess.run(command, check=False, cwd=_ROOT).returncode != 0  # noqa: S603 - our own files
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
