"""Search and alerts agree: embedded, Elasticsearch and the matcher find what a query plainly means."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from pipeline.ports import Index
from pipeline.query.syntax import parse_query
from pipeline.query.tree import And, Every, Node, Not, Or, Published, Quotation, Terms, Watched
from pipeline.query.words import read_words
from pipeline.rules.match import matches
from pipeline.search.elastic import ElasticIndex
from pipeline.search.embedded import EmbeddedIndex
from pipeline.search.window import GAP, fits_window
from pipeline.types import Document
from tests.documents import SEEN_AT, make_document
from tests.query.queries import DAY, NAMES, TYPED, query_texts
from tests.search import articles
from tests.search.conftest import own_prefix
from tests.search.contract import fill, find
from tests.search.reference import holds

WRITTEN = (
    *("a", "b", "a", "B", "A-b", "nato", "NATO’s", "Nató", "council", "Councils", "Ёлка", "елка", "中国", "中", "น้ำ"),
    *(
        "ﬁx",
        "fix",
        "ß",
        "ss",
        "SS",
        "a\u200bb",
        "x1",
        "②",
        "㆒b",
        "ﷺ",
        "𝐀b",
        "...",
        "—",
        "re\u0301sume\u0301",
        "résumé",
    ),
)
FOLDED = tuple(dict.fromkeys(word for text in WRITTEN for word in read_words(text)))
WATCHED = ("nrc", "NRC", "nato")
HOUR = timedelta(hours=1)
# A quick run is in the suite; docs/quality.md says how to run 10,000 and more.
EXAMPLES = int(os.environ.get("AGREEMENT_EXAMPLES", "100"))


def make_documents(seed: int, count: int) -> tuple[Document, ...]:
    choose = random.Random(seed)

    def text(most: int) -> str:
        return " ".join(choose.choices(WRITTEN, k=choose.randrange(most)))

    def names() -> list[tuple[str, str]]:
        return [(choose.choice(WATCHED), text(4)) for _ in range(choose.randrange(2))]

    def make(number: int) -> Document:
        return make_document(
            id=f"{number:03}",
            title=text(6),
            lead=text(6),
            text=text(25),
            language=choose.choice(("en", "ru", None)),
            source=choose.choice(("a-b", "nato")),
            quotes=[(choose.choice((text(3), None)), text(8)) for _ in range(choose.randrange(4))],
            people={text(4): [text(3) for _ in range(choose.randrange(3))] for _ in range(choose.randrange(3))},
            topics={f"medtop:{choose.randrange(3)}": text(4) for _ in range(choose.randrange(3))},
            names=names(),
            title_names=names(),
            place=choose.choice((text(3), None)),
            agency=choose.choice((text(2), None)),
            published_at=choose.choice((None, SEEN_AT, SEEN_AT + HOUR, SEEN_AT - HOUR)),
            first_seen_at=SEEN_AT - choose.randrange(3) * timedelta(days=300),
        )

    return tuple(map(make, range(count)))


def make_terms(fields: Sequence[str]) -> some.SearchStrategy[Node]:
    field = some.sampled_from(fields)
    word = some.sampled_from(FOLDED)
    words = some.lists(word, min_size=1, max_size=3).map(tuple)
    many = some.lists(some.sampled_from(("a", "b", "nato", "ss", "中", "елка")), min_size=2, max_size=5).map(tuple)
    prefix = word.flatmap(lambda whole: some.integers(1, len(whole)).map(lambda length: (whole[:length],)))
    return some.one_of(
        some.builds(Terms, field=field, words=words),
        some.builds(Terms, field=field, words=prefix, prefix=some.just(True)),
        some.builds(Terms, field=field, words=words | many, near=some.integers(0, 8) | some.just(50)),
    )


def make_trees(leaves: some.SearchStrategy[Node]) -> some.SearchStrategy[Node]:
    def grow(nodes: some.SearchStrategy[Node]) -> some.SearchStrategy[Node]:
        children = some.lists(nodes, max_size=3).map(tuple)
        return some.one_of(
            some.builds(And, children=children), some.builds(Or, children=children), some.builds(Not, child=nodes)
        )

    return some.recursive(leaves, grow, max_leaves=5)


moments = some.sampled_from((None, SEEN_AT - HOUR, SEEN_AT, SEEN_AT + HOUR))
quotations = some.builds(Quotation, clause=make_trees(make_terms(("said", "speaker"))))
plain = make_terms(("any", "any", "any", "title", "topic", "source", "language", "dateline", "mentions"))
trees = make_trees(
    some.one_of(
        plain,
        plain,
        quotations,
        some.builds(Watched, name=some.sampled_from((*WATCHED, "nobody"))),
        some.builds(Published, since=moments, until=moments),
        some.just(Every()),
    )
)


def make_articles(seed: int, count: int) -> tuple[Document, ...]:
    """Documents of the words that people type in `tests.query.queries`, with quotations cut out of the text."""
    choose = random.Random(seed)

    def text(most: int) -> str:
        gaps = (" ", " ", " ", "-", ", ", ".\n\n", " “", "” ")
        return "".join(choose.choice(TYPED) + choose.choice(gaps) for _ in range(choose.randrange(most)))

    def make(number: int) -> Document:
        said = text(14)
        return make_document(
            id=f"a{number:03}",
            title=text(5),
            lead=text(5),
            text=f"{said}{text(14)}",
            language=choose.choice(("en", "ru", None)),
            source=choose.choice(("nato", "council")),
            quotes=[(choose.choice((text(3), None)), said[: choose.randrange(len(said) + 1)])],
            people={text(3): [text(2)]},
            topics={f"medtop:{choose.randrange(3)}": text(3)},
            names=[(choose.choice(NAMES), text(2))] if choose.random() < 0.3 else [],
            place=choose.choice((text(2), None)),
            published_at=choose.choice((None, *(DAY + days * timedelta(days=1) for days in (-400, -1, 0, 1)))),
        )

    return tuple(map(make, range(count)))


DOCUMENTS = (*make_documents(7, 60), *make_articles(8, 60), *articles.ARTICLES)


@pytest.fixture(scope="module")
def engines(elastic_client: Elasticsearch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Index, Index]]:
    embedded = EmbeddedIndex(Path(tmp_path_factory.mktemp("agreement")) / "search.db")
    with own_prefix(elastic_client) as prefix:
        elastic = ElasticIndex(elastic_client, prefix=prefix)
        for index in (embedded, elastic):
            index.create()
            fill(index, *DOCUMENTS)
        yield embedded, elastic


def check_agreement(engines: tuple[Index, Index], tree: Node) -> None:
    meant = {document.id for document in DOCUMENTS if holds(tree, document)}
    embedded, elastic = (find(engine, tree) for engine in engines)
    assert embedded == meant
    assert elastic == meant
    assert {document.id for document in DOCUMENTS if matches(tree, document)} == meant
    assert {hit.id for hit in engines[0].scan(tree)} == meant


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tree=trees)
def test_both_engines_and_the_matcher_find_what_a_query_means(engines: tuple[Index, Index], tree: Node) -> None:
    check_agreement(engines, tree)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(typed=query_texts)
def test_both_engines_and_the_matcher_find_what_a_typed_query_means(engines: tuple[Index, Index], typed: str) -> None:
    check_agreement(engines, parse_query(typed, names=NAMES))


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(typed=articles.article_queries)
def test_both_engines_and_the_matcher_find_what_a_query_for_whole_articles_means(
    engines: tuple[Index, Index], typed: str
) -> None:
    check_agreement(engines, parse_query(typed, names=articles.WATCHED.ids))


@settings(max_examples=500, deadline=None)
@given(
    tokens=some.lists(some.sampled_from(("a", "b", "c", "d", GAP)), max_size=12),
    words=some.lists(some.sampled_from(("a", "b", "c")), min_size=1, max_size=4).map(tuple),
    near=some.integers(0, 6),
)
def test_the_window_check_is_what_proximity_means(tokens: list[str], words: tuple[str, ...], near: int) -> None:
    elements = " ".join(tokens).split(GAP)
    terms = Terms(field="mentions", words=words, near=near)
    document = make_document(people={f"{number}" * 9: [element] for number, element in enumerate(elements)})
    assert fits_window(tokens, words, near) == holds(terms, document)
