"""Rebuilds an index from the ledger: a fresh one beside the old, one switch, the old one dropped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from pipeline.errors import SearchError
from pipeline.ports import Index
from pipeline.types import Document, Written

REFUSALS_KEPT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class RebuildReport:
    """What a rebuild did; `refusals` are the first hundred of the `refused`."""

    indexed: int
    refused: int
    refusals: tuple[Written, ...] = ()


@runtime_checkable
class Rebuildable(Protocol):
    """An index that can be built afresh while the old one is still searched."""

    def rebuild(self, documents: Iterator[Document], *, at: datetime) -> RebuildReport:
        """Replace everything by `documents`; on any error the old index stays as it was."""
        ...


def rebuild(index: Index, documents: Iterator[Document], *, at: datetime) -> RebuildReport:
    """Build the index afresh from `documents`, of which each id comes once.

    Readers see the old index until the new one is whole. What is written meanwhile is in the new one too, or is
    turned away as unavailable and comes again.
    """
    if not isinstance(index, Rebuildable):
        raise SearchError(f"an index of type {type(index).__name__} cannot be rebuilt")
    return index.rebuild(documents, at=at)


def report_rebuild(outcomes: Iterable[Written]) -> RebuildReport:
    """Count outcomes. SearchError at the first one that is busy: a rebuild never loses a document to load."""
    counts: Counter[str] = Counter()
    refusals: list[Written] = []
    for written in outcomes:
        if written.status == "busy":
            raise SearchError(f"the index is too busy to be rebuilt ({written.reason}); try again later")
        counts[written.status] += 1
        if written.status == "refused" and len(refusals) < REFUSALS_KEPT:
            refusals.append(written)
    return RebuildReport(indexed=counts["indexed"], refused=counts["refused"], refusals=tuple(refusals))
