"""What the search index answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.types.document import Document


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
