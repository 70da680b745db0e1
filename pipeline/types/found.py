"""What the search index answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pipeline.types.document import Document, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What became of one document: indexed, or refused by the index for good, or to be tried later."""

    id: str
    status: Literal["indexed", "refused", "busy"]
    reason: str | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """Documents newest first (published, else first seen; then id); `total` is exact."""

    documents: tuple[Document, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A document that a scan found, without its text."""

    id: str
    story: str
    reprint: bool
    verdict: Verdict
    first_seen_at: datetime
    source: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How many documents an index holds, and since when the oldest of them is known; None when it holds none."""

    documents: int
    oldest: datetime | None
