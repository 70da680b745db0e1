from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from pipeline.query.render import to_text
from pipeline.query.tree import Node
from pipeline.rules.backtest import Backtest, Forecast
from pipeline.rules.clauses import find_alternatives
from pipeline.rules.match import Matcher
from pipeline.search.embedded import EmbeddedIndex
from pipeline.stages.backtest import CLAUSES, Stored, run_backtest
from pipeline.store import SqlStore, open_store, upgrade
from pipeline.types import Document, Story
from tests.documents import SEEN_AT, make_document
from tests.rules.making import make_rule

DAY = timedelta(days=1)
NOW = SEEN_AT + 9 * DAY


@pytest.fixture
def index(tmp_path: Path) -> EmbeddedIndex:
    made = EmbeddedIndex(tmp_path / "search.db")
    made.create()
    return made


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    upgrade(url)
    opened = open_store(url)
    yield opened
    opened.close()


def look(index: EmbeddedIndex, store: SqlStore, query: str, *documents: Document, more: str = "") -> Backtest:
    list(index.write(documents, at=NOW))
    return run_backtest(make_rule(query, more=more), Stored(reader=store, index=index, now=NOW), days=30)


def write(number: int, text: str, *, day: int = 0, **fields: Any) -> Document:
    return make_document(title=f"Title {number}", text=text, first_seen_at=SEEN_AT + day * DAY, **fields)


def test_a_story_rings_once_and_what_cannot_be_read_never(index: EmbeddedIndex, store: SqlStore) -> None:
    result = look(
        index,
        store,
        "nato OR council",
        write(1, "NATO and the council", story=Story(id="s1", origin=True)),
        write(2, "NATO and the council", story=Story(id="s1", origin=False, reprint_of="x")),
        write(3, "the council", day=2),
        write(4, "NATO", verdict="consent"),
        write(5, "ferries"),
    )
    assert (result.rule, result.looked_at, result.articles, result.stories) == ("r0", 5, 3, 2)
    assert list(result.days.values()) == [1, 0, 1, *[0] * 7]
    assert [(story.title, story.joined, story.passage) for story in result.newest] == [
        ("Title 3", 0, "council"),
        ("Title 1", 1, "NATO"),
    ]
    assert dict(result.variants) == {"council": 3, "nato": 2}


def test_the_clause_that_makes_the_noise_is_named(index: EmbeddedIndex, store: SqlStore) -> None:
    documents = [write(number, "The council sat.", day=number % 9) for number in range(40)]
    result = look(
        index, store, '"grain terminal" OR council', *documents, write(99, "The grain terminal."), more="cap = 3"
    )
    assert [(one.clause, one.articles, one.alone) for one in result.noise] == [
        ("council", 40, 40),
        ('"grain terminal"', 1, 1),
    ]
    assert result.forecast == Forecast(days=9.0, mean=4.6, busy=6)
    (warning,) = result.warnings
    assert "above the cap of 3; 40 articles match by council alone" in warning


def test_too_few_days_are_no_forecast_to_rely_on(index: EmbeddedIndex, store: SqlStore) -> None:
    result = look(index, store, "council", write(1, "The council sat.", day=8))
    assert result.warnings == ("there are too few days of stored articles for a forecast that can be relied on",)
    assert look(index, store, "nothing").stories == 0


def test_days_are_those_of_the_owner(index: EmbeddedIndex, store: SqlStore) -> None:
    result = look(index, store, "council", write(1, "council"), more='zone = "Pacific/Kiritimati"')
    assert next(day for day, count in result.days.items() if count) == "2026-04-03"
    late = make_document(title="Late", text="council", first_seen_at=SEEN_AT + timedelta(hours=3))
    result = look(index, store, "council", late, more='zone = "Pacific/Kiritimati"')
    assert {day for day, count in result.days.items() if count} == {"2026-04-03", "2026-04-04"}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("a", []),
        ("a b", []),
        ("a OR b", ["a", "b"]),
        ("(a OR b) c NOT (d OR e)", ["a c NOT (d OR e)", "b c NOT (d OR e)"]),
        ("a OR (b c) OR said:d", ["a", "b c", "said:d"]),
        ("a OR ((b OR c) d)", ["a", "b d", "c d"]),
        ("(a OR b) (c OR d)", ["a (c OR d)", "b (c OR d)", "(a OR b) c", "(a OR b) d"]),
    ],
)
def test_each_alternative_is_taken_alone(query: str, expected: list[str]) -> None:
    assert [to_text(one.only) for one in find_alternatives(make_rule(query).node)] == expected


def test_without_an_alternative_the_others_remain() -> None:
    found = find_alternatives(make_rule("a OR ((b OR c) d)").node)
    assert [one.clause for one in found] == ["a", "b", "c"]
    assert [evaluates(one.without, words) for one in found for words in ("a", "b d", "c d", "d")] == [
        *(False, True, True, False),
        *(True, False, True, False),
        *(True, True, False, False),
    ]


def evaluates(node: Node, words: str) -> bool:
    return bool(Matcher((replace(make_rule("x"), node=node),)).match(make_document(title="", text=words)))


def test_of_very_many_alternatives_those_in_most_articles_are_counted(index: EmbeddedIndex, store: SqlStore) -> None:
    query = " OR ".join(f"rare{number}" for number in range(40))
    documents = [write(number, "The council sat.", day=number) for number in range(5)]
    result = look(index, store, f"{query} OR council", *documents, write(9, "A rare7 thing."))
    assert len(result.noise) == CLAUSES
    assert [(one.clause, one.articles, one.alone) for one in result.noise[:2]] == [("council", 5, 5), ("rare7", 1, 1)]
