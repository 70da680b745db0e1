"""What every index keeps: the adapters' test classes inherit this and give the fixture `index`, created and empty."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from pipeline.errors import SearchError
from pipeline.ports import Index
from pipeline.query.syntax import parse_query
from pipeline.query.tree import And, Every, Field, Node, Not, Or, Published, Quotation, Terms, Watched
from pipeline.query.words import read_words
from pipeline.rules.clauses import find_alternatives
from pipeline.search import rebuild
from pipeline.types import Document, Extent, SearchPage, Source, Story, Verdict
from tests.documents import SEEN_AT, make_document

NOW = datetime(2026, 4, 3, 12, 0, tzinfo=UTC)
FULL: tuple[Verdict, ...] = ("full",)
TEASER: tuple[Verdict, ...] = ("teaser",)


def terms(text: str, field: Field = "any", *, prefix: bool = False, near: int | None = None) -> Terms:
    return Terms(field=field, words=read_words(text), prefix=prefix, near=near)


def fill(index: Index, *documents: Document) -> None:
    outcomes = [written.status for written in index.write(documents, at=NOW)]
    assert outcomes == ["indexed"] * len(documents)
    index.refresh()


def find(index: Index, query: Node) -> set[str]:
    return {document.id for document in index.search(query, limit=1000).documents}


# 20 brackets or NOT deep, 256 clauses, 4 KB: the bounds of the language.
LARGE = {
    "wide": " OR ".join([*(f"mentions:w{number:03}" for number in range(240)), "x"]),
    "deep": "(m OR n AND " * 19 + "o" + ")" * 19 + " OR x",
    "deep on the left": "(" * 19 + "m" + " OR x) AND x" * 19,
    "deep in a quotation": "NOT (" + "(said:m OR said:n AND " * 18 + "said:o" + ")" * 18 + ") AND x",
    "NOT": "NOT (m OR " * 9 + "NOT x" + ")" * 9,
    "long": f'x OR "{"y " * 1000}" OR {"y" * 1000} OR "{"z " * 450}"~50',
}


class IndexContract:
    def test_creating_twice_changes_nothing(self, index: Index) -> None:
        fill(index, make_document(id="a"))
        index.create()
        assert find(index, Every()) == {"a"}

    def test_a_fresh_index_is_empty(self, index: Index) -> None:
        assert index.search(Every()) == SearchPage(documents=(), total=0)
        assert index.get("a") is None

    def test_a_document_comes_back_whole_with_the_time_it_was_indexed(self, index: Index) -> None:
        document = make_document(
            text="“We met,” said Grushko in Moscow.",
            quotes=[("Grushko", "“We met,”"), (None, "met")],
            people={"Grushko": ["the envoy"]},
            topics={"medtop:11000000": "politics"},
            names=[("moscow", "Moscow")],
            place="MOSCOW",
            published_at=SEEN_AT + timedelta(microseconds=1),
        )
        fill(index, document)
        expected = msgspec.structs.replace(document, indexed_at=NOW)
        assert index.get(document.id) == expected
        assert index.search(Every()).documents == (expected,)

    def test_writing_again_replaces(self, index: Index) -> None:
        fill(index, make_document(id="a", title="before"))
        fill(index, make_document(id="a", title="after"))
        assert index.search(Every()).total == 1
        assert find(index, terms("before")) == set()
        assert find(index, terms("after")) == {"a"}

    def test_an_older_revision_never_replaces_a_newer_one(self, index: Index) -> None:
        fill(index, make_document(id="a", title="newer", revision=3))
        fill(index, make_document(id="a", title="older", revision=2))
        assert find(index, terms("newer")) == {"a"}
        assert find(index, terms("older")) == set()

    def test_a_document_that_cannot_be_written_harms_no_other(self, index: Index) -> None:
        good = [make_document(id=name) for name in ("a", "b")]
        bad = make_document(id="bad", text="half a \ud83d character")
        outcomes = {one.id: one for one in index.write([good[0], bad, good[1]], at=NOW)}
        index.refresh()
        assert outcomes["bad"].status == "refused"
        assert outcomes["bad"].reason
        assert find(index, Every()) == {"a", "b"}

    def test_long_values_are_no_reason_to_refuse(self, index: Index) -> None:
        document = make_document(
            id="a" * 500,
            title="x" * 40_000,
            text="\U0001d400" * 40_000 + " short",
            people={"n" * 40_000: ["n"]},
            names=[("k" * 40_000, "v")],
            url="https://sample.example/" + "u" * 40_000,
            source=Source(id="s" * 40_000, name="s", domain="s"),
        )
        fill(index, document)
        assert find(index, terms("short")) == {document.id}
        assert index.get(document.id) == msgspec.structs.replace(document, indexed_at=NOW)

    def test_deleting_forgets_known_ids_and_minds_no_unknown_ones(self, index: Index) -> None:
        fill(index, make_document(id="a", quotes=[("x", "said")]), make_document(id="b"))
        index.delete(["a", "nobody"])
        index.refresh()
        assert index.get("a") is None
        assert find(index, Every()) == {"b"}
        assert find(index, Quotation(clause=terms("said", "said"))) == set()

    def test_what_was_deleted_can_be_written_again_at_once(self, index: Index) -> None:
        document = make_document(id="a")
        fill(index, document)
        index.delete(["a"])
        fill(index, document)
        assert find(index, Every()) == {"a"}

    def test_results_are_newest_first_by_publication_else_first_sight_then_by_id(self, index: Index) -> None:
        day = timedelta(days=1)
        fill(
            index,
            make_document(id="b", published_at=SEEN_AT),
            make_document(id="undated", published_at=None, first_seen_at=SEEN_AT - day),
            make_document(id="late", published_at=SEEN_AT + 400 * day),
            make_document(id="a", published_at=SEEN_AT, first_seen_at=SEEN_AT - 400 * day),
            make_document(id="old", published_at=SEEN_AT - 20_000 * day),
        )
        found = [document.id for document in index.search(Every()).documents]
        assert found == ["late", "b", "a", "undated", "old"]

    def test_pages_join_without_gap_and_the_total_is_exact(self, index: Index) -> None:
        fill(index, *(make_document(id=f"{number:03}") for number in range(25)))
        pages = [index.search(Every(), limit=10, offset=offset) for offset in (0, 10, 20, 30)]
        assert [page.total for page in pages] == [25] * 4
        ids = [document.id for page in pages for document in page.documents]
        assert ids == [f"{number:03}" for number in range(24, -1, -1)]
        assert index.search(Every(), limit=0).total == 25

    def test_a_cursor_loses_nothing_and_repeats_nothing_whatever_arrives_meanwhile(self, index: Index) -> None:
        same = SEEN_AT + timedelta(hours=1)  # many of one moment: the id decides
        fill(index, *(make_document(id=f"{number:02}", published_at=same) for number in range(25)))
        read, last = [], None
        while page := index.search(Every(), limit=10, after=last).documents:
            read += [document.id for document in page]
            last = index.search(Every(), limit=10, after=last).last
            fill(index, make_document(id=f"new{len(read)}", published_at=same + timedelta(minutes=len(read))))
        assert read == [f"{number:02}" for number in reversed(range(25))]
        assert index.search(Every(), limit=1, after=last).total == 28

    def test_a_cursor_that_fell_between_two_microseconds_goes_on(self, index: Index) -> None:
        moments = [SEEN_AT + timedelta(microseconds=number * 700) for number in range(6)]
        fill(index, *(make_document(id=str(number), published_at=at) for number, at in enumerate(moments)))
        read, last = [], None
        while (found := index.search(Every(), limit=1, after=last)).documents:
            read.append(found.documents[0].id)
            last = found.last
        assert sorted(read) == [str(number) for number in range(6)]

    @pytest.mark.parametrize(("limit", "offset"), [(1, 10_000), (10**9, 0), (-1, 0), (1, -1)])
    def test_a_page_out_of_reach_is_refused_with_advice(self, index: Index, limit: int, offset: int) -> None:
        with pytest.raises(SearchError, match=r"10000|negative"):
            index.search(Every(), limit=limit, offset=offset)

    def test_queries_find(self, index: Index) -> None:
        fill(
            index,
            make_document(
                id="a",
                title="The Russia-NATO Council",
                names=[("nrc", "Russia-NATO Council")],
                topics={"medtop:11000000": "politics"},
            ),
            make_document(
                id="b",
                title="Елка",
                text="Russia was at a different, perhaps the wrong council. “We met,” and “we left.”",
                quotes=[("Alexander Grushko", "“We met,”"), ("Somebody", "“we left.”")],
                people={"Alexander Grushko": ["the envoy"]},
                place="Moscow",
                language="ru",
                published_at=None,
            ),
        )
        found = [(query, find(index, query)) for query, _ in QUERIES]
        assert found == QUERIES

    @pytest.mark.parametrize("typed", LARGE.values(), ids=LARGE)
    def test_a_query_as_large_as_the_language_allows_is_answered(self, index: Index, typed: str) -> None:
        fill(index, make_document(id="a", title="x"), make_document(id="b"))
        assert find(index, parse_query(typed)) == {"a"}

    @pytest.mark.parametrize("typed", LARGE.values(), ids=LARGE.keys())
    def test_each_alternative_of_so_large_a_query_is_counted(self, index: Index, typed: str) -> None:
        fill(index, make_document(id="a", title="x"), make_document(id="b"))
        for one in find_alternatives(parse_query(typed))[-2:]:
            alone = index.measure(And(children=(one.only, Not(child=one.without)))).documents
            assert alone <= index.measure(one.only).documents <= 1

    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("title:nato OR said:nato OR topic:nato", {"a", "b", "c"}),
            ('"summit of nato" OR "nato summit"~3 OR nat*', {"a", "d"}),
            ("council OR speaker:grushko OR said:(nato OR council)", {"b"}),
            ("NOT title:nato NOT said:nato NOT topic:nato", {"d"}),
            ("summit NOT (said:nato OR title:nato)", {"d"}),
            ("NOT title:nato OR NOT summit", {"a", "b", "c", "d"}),
            ("summit OR NOT (topic:nato title:nato)", {"a", "b", "c", "d"}),
        ],
    )
    def test_alternatives_in_many_fields(self, index: Index, typed: str, expected: set[str]) -> None:
        fill(
            index,
            make_document(id="a", title="NATO"),
            make_document(id="b", title="b", quotes=[("Grushko", "NATO"), (None, "nothing")]),
            make_document(id="c", title="c", topics={"medtop:1": "NATO"}),
            make_document(id="d", title="d", text="The summit of NATO."),
        )
        assert find(index, parse_query(typed)) == expected

    def test_a_scan_finds_what_a_search_finds_without_the_texts(self, index: Index) -> None:
        story = Story(id="s", origin=False, reprint_of="b")
        late = SEEN_AT + timedelta(days=1)
        fill(
            index,
            make_document(id="a", title="One", text="council", story=story, verdict="teaser", published_at=None),
            make_document(id="b", title="Two", text="council", first_seen_at=late, quotes=[("Grushko", "council")]),
            make_document(id="c", text="ferries"),
        )
        found = {hit.id: hit for hit in index.scan(terms("council"))}
        assert found.keys() == {"a", "b"}
        assert (found["a"].title, found["a"].story, found["a"].reprint, found["a"].verdict) == (
            "One",
            "s",
            True,
            "teaser",
        )
        assert (found["b"].source, found["b"].first_seen_at, found["b"].reprint) == (
            make_document().source.name,
            late,
            False,
        )
        assert [hit.id for hit in index.scan(terms("council"), since=late)] == ["b"]
        assert {hit.id for hit in index.scan(parse_query("published:2026"))} == {"b", "c"}
        assert {hit.id for hit in index.scan(parse_query("said:council"))} == {"b"}
        assert index.measure(Every()) == Extent(documents=3, oldest=SEEN_AT)
        assert index.measure(Every(), since=late) == Extent(documents=1, oldest=late)
        assert index.measure(terms("council")) == Extent(documents=2, oldest=SEEN_AT)
        assert index.measure(terms("council"), verdicts=FULL) == Extent(documents=1, oldest=late)
        assert index.measure(terms("council"), since=late, verdicts=TEASER).documents == 0

    def test_facets_count_what_a_query_finds(self, index: Index) -> None:
        topics = {"medtop:1": "politics", "medtop:2": "sport"}
        fill(
            index,
            make_document(id="a", text="council", topics=topics, quotes=[("Grushko", "no"), ("Grushko", "yes")]),
            make_document(id="b", text="council", language="ru", topics={"medtop:1": "politics"}),
            make_document(id="c", text="council", language=None, published_at=SEEN_AT - timedelta(days=1)),
            make_document(id="d", text="ferries"),
        )
        browsed = index.browse(terms("council"), limit=1, offset=1)
        facets = browsed.facets
        assert browsed.page == index.search(terms("council"), limit=1, offset=1)
        assert (facets.total, facets.counted) == (3, 3)
        assert facets.values["topic"] == (("politics", 2), ("sport", 1))
        assert facets.values["speaker"] == (("Grushko", 1),)
        assert facets.values["language"] == (("en", 1), ("ru", 1))
        assert facets.values["source"] == ((make_document().source.name, 3),)
        assert facets.values["day"] == (("2026-04-02", 1), ("2026-04-03", 2))
        assert index.browse(terms("council"), limit=0, most=1).facets.values["topic"] == (("politics", 2),)

    def test_an_empty_index_has_no_oldest_document(self, index: Index) -> None:
        assert index.measure(Every()) == Extent(documents=0, oldest=None)
        assert list(index.scan(Every())) == []
        assert index.browse(Every()).facets.total == 0

    def test_a_rebuild_leaves_exactly_what_it_was_given(self, index: Index) -> None:
        fill(index, make_document(id="gone"), make_document(id="kept", title="before"))
        report = rebuild(index, iter([make_document(id="kept", title="after"), make_document(id="new")]), at=LATER)
        assert (report.indexed, report.refused) == (2, 0)
        assert find(index, Every()) == {"kept", "new"}
        assert find(index, terms("after")) == {"kept"}

    def test_a_rebuild_keeps_the_time_at_which_a_document_was_indexed(self, index: Index) -> None:
        rebuild(index, iter([make_document(id="a", indexed_at=NOW), make_document(id="new")]), at=LATER)
        found = index.search(Every(), limit=9).documents
        assert {document.id: document.indexed_at for document in found} == {"a": NOW, "new": LATER}

    def test_a_rebuild_counts_what_is_refused(self, index: Index) -> None:
        report = rebuild(index, iter([make_document(id="bad", text="\ud83d"), make_document(id="good")]), at=LATER)
        assert (report.indexed, report.refused) == (1, 1)
        assert [written.id for written in report.refusals] == ["bad"]
        assert find(index, Every()) == {"good"}

    def test_a_rebuild_that_fails_leaves_the_old_index(self, index: Index) -> None:
        def broken() -> Iterator[Document]:
            yield make_document(id="new")
            raise SearchError("the ledger has gone")

        fill(index, make_document(id="old"))
        with pytest.raises(SearchError, match="ledger has gone"):
            rebuild(index, broken(), at=LATER)
        assert find(index, Every()) == {"old"}
        fill(index, make_document(id="next"))
        assert find(index, Every()) == {"old", "next"}

    def test_writing_goes_on_after_a_rebuild(self, index: Index) -> None:
        fill(index, make_document(id="a"))
        rebuild(index, iter([make_document(id="a")]), at=LATER)
        rebuild(index, iter([make_document(id="a")]), at=LATER)
        fill(index, make_document(id="b"))
        assert find(index, Every()) == {"a", "b"}


LATER = NOW + timedelta(days=1)
QUERIES: list[tuple[Node, set[str]]] = [
    (terms("russia"), {"a", "b"}),
    (terms("RUSSIA–nato"), {"a"}),
    (terms("nato russia"), set()),
    (terms("counc", prefix=True), {"a", "b"}),
    (terms("counc"), set()),
    (terms("russia council", near=1), {"a"}),
    (terms("council russia", near=0), set()),
    (terms("russia", "title"), {"a"}),
    (terms("moscow", "dateline"), {"b"}),
    (terms("medtop:11000000", "topic"), {"a"}),
    (terms("politics", "topic"), {"a"}),
    (terms("envoy", "mentions"), {"b"}),
    (terms("grushko the", "mentions"), set()),
    (terms("ru", "language"), {"b"}),
    (terms("sample-wire", "source"), {"a", "b"}),
    (Watched(name="nrc"), {"a"}),
    (Watched(name="Nrc"), set()),
    (Not(child=Watched(name="nrc")), {"b"}),
    (And(children=(terms("council"), Not(child=terms("nato")))), {"b"}),
    (Or(children=(terms("nato"), terms("ёлка"))), {"a", "b"}),
    (And(children=()), {"a", "b"}),
    (Or(children=()), set()),
    (Published(since=SEEN_AT, until=None), {"a"}),
    (Published(since=None, until=SEEN_AT), set()),
    (Not(child=Published(since=None, until=None)), {"b"}),
    (Quotation(clause=And(children=(terms("grushko", "speaker"), terms("met", "said")))), {"b"}),
    (Quotation(clause=And(children=(terms("grushko", "speaker"), terms("left", "said")))), set()),
    (Quotation(clause=And(children=(Not(child=terms("grushko", "speaker")), terms("left", "said")))), {"b"}),
]
