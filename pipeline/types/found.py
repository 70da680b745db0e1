"""What the search index answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from pipeline.types.document import Document, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What became of one document: indexed, or refused by the index for good, or to be tried later."""

    id: str
    status: Literal["indexed", "refused", "busy"]
    reason: str | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a page of results ended: when its last document counts as published, and its id."""

    at: datetime
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """Documents newest first (published, else first seen; then id); `total` is exact, whatever came before the page.

    `last` is where to go on; None when the page is empty.
    """

    documents: tuple[Document, ...]
    total: int
    last: Place | None = None


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


# What search results are counted by; `day` is the day of publication (else of first sight) in UTC.
FacetField: TypeAlias = Literal["source", "topic", "speaker", "language", "day"]
FACETS: tuple[FacetField, ...] = ("source", "topic", "speaker", "language", "day")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """How often each value stands in what a query finds, the most frequent first (days in order).

    Counted over the newest `counted` of `total` results, so that a page costs the same however much is stored.
    """

    total: int
    counted: int
    values: Mapping[FacetField, tuple[tuple[str, int], ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Browsed:
    """A page of results, and what all of them could be narrowed to."""

    page: SearchPage
    facets: Facets
