"""Runs Python so that it ends with the process that started it, even when that one is killed.

Usage: `python -m pipeline.cli.up_child PARENT -m MODULE ARGUMENT...`
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def become(parent: int, arguments: list[str]) -> None:
    """Become `python <arguments>`, with a request to the kernel that outlives the change."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    # The parent may have gone before the kernel was asked.
    if os.getppid() == parent:
        os.execv(sys.executable, [sys.executable, *arguments])  # noqa: S606 - no shell is wanted


if __name__ == "__main__":
    become(int(sys.argv[1]), sys.argv[2:])
