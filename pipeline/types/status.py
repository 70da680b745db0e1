"""Where an entry stands, and the stages that move it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal, TypeAlias


class Status(StrEnum):
    """Where an entry stands. It moves down this list, or aside to DROPPED (on purpose) or FAILED (gave up)."""

    FOUND = "FOUND"
    FETCHED = "FETCHED"
    EXTRACTED = "EXTRACTED"
    DATED = "DATED"
    ATTRIBUTED = "ATTRIBUTED"
    CLASSIFIED = "CLASSIFIED"
    INDEXED = "INDEXED"
    DONE = "DONE"
    DROPPED = "DROPPED"
    FAILED = "FAILED"


StageName: TypeAlias = Literal["fetch", "extract", "dates", "speakers", "topics", "index", "alert"]
# Which status a stage takes and which it gives: the only way forward.
STAGES: Mapping[StageName, tuple[Status, Status]] = {
    "fetch": (Status.FOUND, Status.FETCHED),
    "extract": (Status.FETCHED, Status.EXTRACTED),
    "dates": (Status.EXTRACTED, Status.DATED),
    "speakers": (Status.DATED, Status.ATTRIBUTED),
    "topics": (Status.ATTRIBUTED, Status.CLASSIFIED),
    "index": (Status.CLASSIFIED, Status.INDEXED),
    "alert": (Status.INDEXED, Status.DONE),
}
