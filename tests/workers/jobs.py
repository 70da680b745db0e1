"""What the workers of the tests are asked to do; importable by name, as the port demands."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from typing import Any

from pipeline.errors import FeedError


def double(number: int) -> int:
    return 2 * number


def size(data: bytes) -> int:
    return len(data)


def grow(count: int) -> bytes:
    return bytes(count)


def own_pid(_: object) -> int:
    return os.getpid()


def environment(_: object) -> dict[str, str]:
    return dict(os.environ)


def loaded(name: str) -> bool:
    return name in sys.modules


def interrupted(number: int) -> int:
    for asked in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        os.kill(os.getpid(), asked)
    return number


def chatter(text: str) -> str:
    print(text)  # noqa: T201 - on purpose
    os.write(1, text.encode())
    return text


def unpicklable(_: object) -> Any:
    return lambda: None


def misbehave(how: str) -> str:  # noqa: C901, PLR0912 - a list of sins
    match how:
        case "loop":
            while True:
                pass
        case "sleep":
            time.sleep(3600)
        case "memory":
            return "x" * (8 << 30)
        case "slow memory":
            hoard = []
            while True:
                hoard.append(bytes(1 << 20))
        case "segfault":
            ctypes.string_at(0)
        case "exit":
            os._exit(3)
        case "system exit":
            sys.exit(4)
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "recursion":
            return misbehave(how) + "x"
        case "value":
            raise ValueError("what a feed")
        case "feed":
            raise FeedError("expected a feed", url="http://a.example/")
        case "local subject":
            raise FeedError("expected a feed", subject=lambda: None)
        case _:
            return how
    return how
