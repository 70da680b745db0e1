"""Who holds a lease: a process of a machine, and whether it still lives.

A token is `owner/uuid`, an owner `host:pid:start`; `start` tells a process from a later one with the same number.
"""

from __future__ import annotations

import os
import socket
import uuid
from collections.abc import Iterable
from pathlib import Path

_DEAD = frozenset("ZXx")


def describe_owner() -> str:
    """Name this process."""
    pid = os.getpid()
    stat = _read_stat(pid)
    return f"{socket.gethostname()}:{pid}:{stat[1] if stat else 0}"


def make_token(owner: str) -> str:
    """Make a lease token that no other claim has."""
    return f"{owner}/{uuid.uuid4().hex}"


def find_abandoned(tokens: Iterable[str], *, host: str | None = None) -> tuple[str, ...]:
    """The tokens whose owner is a process of this machine that no longer lives."""
    host = host or socket.gethostname()
    return tuple(token for token in tokens if _is_abandoned(token, host))


def _is_abandoned(token: str, host: str) -> bool:
    owner = token.rpartition("/")[0].rsplit(":", 2)
    if len(owner) != 3 or owner[0] != host or not owner[1].isdecimal():
        return False
    return not _is_alive(int(owner[1]), owner[2])


def _is_alive(pid: int, start: str) -> bool:
    stat = _read_stat(pid)
    if stat is not None:
        return stat[0] not in _DEAD and start in {stat[1], "0"}
    try:  # no /proc here, or not for us to see
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _read_stat(pid: int) -> tuple[str, str] | None:
    """A process's state, and when it began in ticks since the machine did; None where /proc does not say."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    fields = stat.rpartition(")")[2].split()  # the name before it may hold spaces and brackets
    return fields[0], fields[19]
