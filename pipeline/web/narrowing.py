"""What a search could be narrowed to, each with the query that does it; and the words a query may be made of. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.errors import QueryError
from pipeline.query import parse_query
from pipeline.query.terms import FIELDS
from pipeline.query.tree import Node, Or
from pipeline.types import FacetField, Facets

SHOWN: tuple[FacetField, ...] = ("source", "topic", "speaker", "language")
_MOST_PERIODS = 62
# A day, a month and a year as ISO 8601 writes them.
_LENGTHS = (10, 7, 4)
_PLAIN_FIELDS = tuple(f"{field}:" for field in FIELDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrower:
    """A value that stands in what was found, how often, and the query that asks for it too."""

    value: str
    count: int
    query: str


def narrow(query: str, node: Node, clause: str) -> str | None:
    """A query with one more clause; None when there is no room for it or the clause cannot be asked for."""
    text = query.strip()
    if isinstance(node, Or):
        text = f"({text})"
    narrowed = f"{text} {clause}".strip()
    try:
        parse_query(narrowed)
    except QueryError:
        return None
    return narrowed


def list_narrowers(query: str, node: Node, facets: Facets) -> dict[FacetField, tuple[Narrower, ...]]:
    """What the results can be narrowed to, by field."""
    return {
        field: tuple(_offer(query, node, ((value, count, write_clause(field, value)) for value, count in values)))
        for field in SHOWN
        if (values := facets.values[field])
    }


def list_periods(query: str, node: Node, facets: Facets) -> tuple[Narrower, ...]:
    """The days of publication; months or years where there are more days than a picture has room for."""
    days = facets.values["day"]
    for length in _LENGTHS:
        periods: Counter[str] = Counter()
        for day, count in days:
            periods[day[:length]] += count
        if len(periods) <= _MOST_PERIODS:
            break
    wanted = ((period, count, f"published:{period}") for period, count in sorted(periods.items())[-_MOST_PERIODS:])
    return tuple(_offer(query, node, wanted))


def write_clause(field: FacetField, value: str) -> str:
    """Ask for a value of a field."""
    words = value.replace('"', " ")
    return f"{field}:{words}" if words.isalnum() and words.isascii() else f'{field}:"{words}"'


def list_completions(names: Iterable[str], facets: Facets) -> tuple[str, ...]:
    """What a clause of a query may be: fields, watched names, and what is most frequent in the index."""
    found = (write_clause(field, value) for field in SHOWN for value, _ in facets.values[field])
    return tuple(dict.fromkeys((*_PLAIN_FIELDS, *(f"name:{name}" for name in sorted(names)), *found)))


def _offer(query: str, node: Node, wanted: Iterable[tuple[str, int, str]]) -> Iterator[Narrower]:
    for value, count, clause in wanted:
        narrowed = narrow(query, node, clause)
        if narrowed is not None and clause not in query:
            yield Narrower(value=value, count=count, query=narrowed)
