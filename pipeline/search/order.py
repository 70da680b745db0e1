"""The one order of results, newest first, how deep to page, and what results are counted by: for both engines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from pipeline.errors import SearchError
from pipeline.types import FACETS, Document, FacetField, Place

DEEPEST = 10_000  # Elasticsearch's index.max_result_window
FACETED = 5_000  # the newest results, whose facets are counted
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def check_page(limit: int, offset: int) -> None:
    """Refuse a page that no engine gives."""
    if limit < 0 or offset < 0:
        raise SearchError(f"limit and offset should not be negative, found {limit} and {offset}")
    if limit + offset > DEEPEST:
        message = f"only the newest {DEEPEST} results can be read, not {limit} from {offset}"
        raise SearchError(f"{message}; narrow the query, for example with published:", limit=limit, offset=offset)


def find_last(documents: Sequence[Document]) -> Place | None:
    """Where a page ends; None when it is empty."""
    return Place(at=sorted_at(documents[-1]), id=documents[-1].id) if documents else None


def sorted_at(document: Document) -> datetime:
    """When the document counts as published; whole milliseconds, as Elasticsearch keeps them."""
    moment = document.published_at or document.first_seen_at
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def to_micros(moment: datetime) -> int:
    """Change a time to microseconds since 1970."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def from_micros(micros: int) -> datetime:
    """The time of so many microseconds since 1970, in UTC."""
    return _EPOCH + timedelta(microseconds=micros)


def read_facets(document: Document) -> Iterator[tuple[FacetField, str]]:
    """What a document counts for; each value once."""
    yield "source", document.source.name
    yield "day", sorted_at(document).date().isoformat()
    if document.language:
        yield "language", document.language
    yield from (("topic", label) for label in dict.fromkeys(topic.label for topic in document.topics))
    names = (speaker.name for speaker in document.speakers if speaker.name)
    yield from (("speaker", name) for name in dict.fromkeys(names))


def order_facets(
    rows: Iterable[tuple[FacetField, str, int]], *, most: int
) -> dict[FacetField, tuple[tuple[str, int], ...]]:
    """Counts by field: the most frequent first, days in order; every field is there."""
    piles: dict[FacetField, list[tuple[str, int]]] = {field: [] for field in FACETS}
    for field, value, count in rows:
        piles[field].append((value, count))
    return {
        field: tuple(sorted(piles[field]) if field == "day" else sorted(piles[field], key=_by_count)[:most])
        for field in FACETS
    }


def _by_count(pair: tuple[str, int]) -> tuple[int, str]:
    return -pair[1], pair[0]
