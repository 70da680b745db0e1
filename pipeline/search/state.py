"""What an index says of itself: for `wirewatch doctor`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexState:
    """Who answers, and whether its templates or tables are those of this program."""

    engine: str
    is_current: bool


@runtime_checkable
class Describable(Protocol):
    """An index that can say what it is."""

    def describe(self) -> IndexState:
        """Ask the engine; SearchError when it cannot be reached."""
        ...
