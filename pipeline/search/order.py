"""The one order of results, newest first, and how deep a reader may page. The same for both engines."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from pipeline.errors import SearchError
from pipeline.types import Document

DEEPEST = 10_000  # Elasticsearch's index.max_result_window
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def check_page(limit: int, offset: int) -> None:
    """Refuse a page that no engine gives."""
    if limit < 0 or offset < 0:
        raise SearchError(f"limit and offset should not be negative, found {limit} and {offset}")
    if limit + offset > DEEPEST:
        message = f"only the newest {DEEPEST} results can be read, not {limit} from {offset}"
        raise SearchError(f"{message}; narrow the query, for example with published:", limit=limit, offset=offset)


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
