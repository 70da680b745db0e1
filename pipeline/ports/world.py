"""The seams to the world beside the ledger: pages, archive, processes, search, people."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from pipeline.errors import PipelineError
from pipeline.query.tree import Node
from pipeline.types import (
    Alert,
    Archived,
    ArchiveRef,
    Browsed,
    Dispatch,
    Document,
    Extent,
    Feed,
    FeedHealth,
    Fetched,
    FetchResult,
    Hit,
    Offered,
    Place,
    Request,
    SearchPage,
    TrailStep,
    Verdict,
    Written,
)

A = TypeVar("A")
B = TypeVar("B")


class Fetcher(Protocol):
    """Fetches politely and only from where it may; never raises for what the network does."""

    def fetch(self, requests: Sequence[Request]) -> Iterator[FetchResult]:
        """Yield exactly one result a request, in any order, as they come in."""
        ...


class Archive(Protocol):
    """Keeps the bytes of every fetched page."""

    def write(self, answer: Fetched | Offered, *, key: str, seen_at: datetime) -> ArchiveRef:
        """Keep an answer durably under a key; writing a key again replaces it. `seen_at` chooses the folder."""
        ...

    def read(self, ref: ArchiveRef) -> Archived:
        """Give back what was kept; ArchiveError when it is missing or its digest differs."""
        ...


class Workers(Protocol):
    """Runs pure functions on hostile input in processes that are killed when they exceed their budget."""

    def map(self, work: Callable[[A], B], arguments: Sequence[A]) -> Iterator[B | PipelineError]:
        """Yield one result an argument, in order: the value, or the PipelineError that it raised or earned.

        `work` is importable by name; arguments and results survive pickling. An unforeseen exception becomes a
        BudgetError's sibling `PipelineError` with the exception's type and text; the other arguments go on.
        """
        ...

    def close(self) -> None:
        """End all processes."""
        ...


class Index(Protocol):
    """Finds documents. A projection of the ledger: rebuilt, never repaired."""

    def create(self) -> None:
        """Make what is missing (files, templates, index, alias); doing it again changes nothing."""
        ...

    def write(self, documents: Sequence[Document], *, at: datetime) -> Iterator[Written]:
        """Index or replace; an older revision never replaces a newer one. SearchUnavailableError when it is down."""
        ...

    def delete(self, ids: Sequence[str]) -> None:
        """Forget documents; unknown ids are no error."""
        ...

    def search(self, query: Node, *, limit: int = 20, offset: int = 0, after: Place | None = None) -> SearchPage:
        """Find what a query tree matches; `after` goes on behind a place, however deep, and is used without offset."""
        ...

    def scan(self, query: Node, *, since: datetime | None = None) -> Iterator[Hit]:
        """All that a query matches and that was first seen since a moment, without texts, in any order."""
        ...

    def browse(self, query: Node, *, limit: int = 20, offset: int = 0, most: int = 20) -> Browsed:
        """Search, and count how often each value stands in what is found; at most so many values a field, all days."""
        ...

    def measure(
        self, query: Node, *, since: datetime | None = None, verdicts: Collection[Verdict] | None = None
    ) -> Extent:
        """Count what a scan would find, of some verdicts or of all: much faster than a scan where much is found."""
        ...

    def get(self, document: str) -> Document | None:
        """One document; None when it is not indexed."""
        ...

    def refresh(self) -> None:
        """Make what was written findable now (tests, the end of a rebuild)."""
        ...

    def close(self) -> None:
        """Give back all connections."""
        ...


class Mirror(Protocol):
    """Shows alerts, the trail and feeds to those who look into the search engine. A projection, like the index.

    Writing again what is there changes nothing. Each call raises SearchUnavailableError when the engine is away.
    """

    def create(self) -> None:
        """Make what is missing, and empty what has an older layout."""
        ...

    def last_step(self) -> tuple[int, str, datetime] | None:
        """Number, entry and moment of the last step that is there."""
        ...

    def forget_steps(self) -> None:
        """Forget all steps: they are another ledger's."""
        ...

    def write_steps(self, steps: Sequence[TrailStep]) -> int:
        """Add steps; how many were refused."""
        ...

    def drop_steps(self, *, before: datetime) -> None:
        """Drop steps of before a moment, but the last of all: it says where to go on."""
        ...

    def last_alert(self) -> datetime | None:
        """When the newest alert that is there rang."""
        ...

    def unsettled_alerts(self, *, before: datetime, limit: int) -> tuple[str, ...]:
        """Ids of alerts that rang before a moment and are shown as not delivered everywhere, newest first."""
        ...

    def write_alerts(self, alerts: Sequence[Alert]) -> int:
        """Add alerts, or replace those that changed; how many were refused."""
        ...

    def replace_feeds(self, feeds: Sequence[tuple[Feed, FeedHealth]], *, now: datetime) -> int:
        """Show exactly these feeds, as they are now; how many were refused."""
        ...


class Notifier(Protocol):
    """Tells people."""

    def send(self, dispatch: Dispatch) -> None:
        """Send a message to a channel of the settings; DeliveryError when that fails.

        The error's subject says `final` when the message itself was refused and the channel works, and `retry_after`
        when the receiver said how long to wait. Its `reached` says that the message went to some recipients only, and
        who they are, in words for the next attempt's `reached`.
        """
        ...
