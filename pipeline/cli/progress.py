"""Shows that long work goes on: on standard error, and only where somebody looks at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import TypeVar

T = TypeVar("T")


def track(items: Iterable[T], label: str, *, total: int | None = None) -> Iterator[T]:
    """Hand the items on with a bar of how many there were; of unknown `total` the bar moves to and fro."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track as draw

    yield from draw(items, description=label, total=total, console=Console(stderr=True), transient=True)


def show_waiting(label: str) -> AbstractContextManager[object]:
    """Show that one long step is under way."""
    if not sys.stderr.isatty():
        return nullcontext()
    from rich.console import Console

    return Console(stderr=True).status(label)
