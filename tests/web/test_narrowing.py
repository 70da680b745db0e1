"""A search is narrowed by one more clause, whatever was asked and whatever the value is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.query import parse_query
from pipeline.query.tree import And, Every
from pipeline.types import FACETS, FacetField, Facets
from pipeline.web.narrowing import list_completions, list_narrowers, list_periods, narrow, write_clause


def count(**values: list[tuple[str, int]]) -> Facets:
    counted: dict[FacetField, tuple[tuple[str, int], ...]] = {field: tuple(values.get(field, ())) for field in FACETS}
    return Facets(total=9, counted=9, values=counted)


@pytest.mark.parametrize(
    ("query", "narrowed"),
    [
        ("", "language:en"),
        ("nato", "nato language:en"),
        ("nato OR council", "(nato OR council) language:en"),
        ('  said:"open door" ', 'said:"open door" language:en'),
    ],
)
def test_a_clause_is_added_to_all_that_was_asked(query: str, narrowed: str) -> None:
    assert narrow(query, parse_query(query), "language:en") == narrowed


@given(st.text(max_size=40), st.sampled_from(["source", "topic", "speaker"]))
def test_what_is_offered_can_be_asked(value: str, field: FacetField) -> None:
    offered = list_narrowers("harbour OR tide", parse_query("harbour OR tide"), count(**{field: [(value, 3)]}))
    for one in offered.get(field, ()):
        assert isinstance(parse_query(one.query), And)


def test_what_is_asked_already_is_not_offered() -> None:
    query = "harbour source:Nordwire"
    facets = count(source=[("Nordwire", 3), ("Eastward", 2)])
    assert [one.value for one in list_narrowers(query, parse_query(query), facets)["source"]] == ["Eastward"]


def test_a_query_without_room_for_more_offers_nothing() -> None:
    query = " ".join(["harbour"] * 256)
    assert narrow(query, parse_query(query), "language:en") is None


@pytest.mark.parametrize(("days", "length"), [(3, 10), (90, 7), (3000, 4)])
def test_many_days_become_months_and_years(days: int, length: int) -> None:
    named = [(f"{2000 + n // 336:04}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}", 1) for n in range(days)]
    periods = list_periods("", Every(), count(day=named))
    assert {len(one.value) for one in periods} == {length}
    assert sum(one.count for one in periods) == days
    assert periods[0].query == f"published:{periods[0].value}"


def test_completions_are_clauses() -> None:
    offered = list_completions({"nato"}, count(source=[("Nord Wire", 2)], language=[("en", 2)]))
    assert {"said:", "name:nato", 'source:"Nord Wire"', "language:en"} <= set(offered)
    assert write_clause("speaker", 'Ada "Ace" Voss') == 'speaker:"Ada  Ace  Voss"'
