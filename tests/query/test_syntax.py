from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipeline.errors import QueryError
from pipeline.query import And, Every, Node, Not, Or, Published, Quotation, Terms, Watched, parse_query, to_text
from pipeline.query.tree import Field
from pipeline.query.words import read_words
from tests.query.queries import forget_positions, query_texts


def words(text: str, field: Field = "any", *, prefix: bool = False, near: int | None = None) -> Terms:
    return Terms(field=field, words=tuple(text.split()), prefix=prefix, near=near)


def both(*children: Node) -> And:
    return And(children=children)


def either(*children: Node) -> Or:
    return Or(children=children)


def day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def period(since: str | None, until: str | None) -> Published:
    return Published(since=day(since) if since else None, until=day(until) if until else None)


A, B, C = words("a"), words("b"), words("c")
SA, SB, X, Y = words("a", "said"), words("b", "said"), words("x", "speaker"), words("y", "speaker")

READ: list[tuple[str, Node]] = [
    ("", Every()),
    (" \n\t", Every()),
    ("*", Every()),
    ("NATO", words("nato")),
    ("nato russia", both(words("nato"), words("russia"))),
    ("nato AND russia", both(words("nato"), words("russia"))),
    ("and or not", both(words("and"), words("or"), words("not"))),
    ("a b OR c", either(both(A, B), C)),
    ("a OR b c", either(A, both(B, C))),
    ("a OR b OR c", either(A, B, C)),
    ("a (b OR c)", both(A, either(B, C))),
    ("NOT a b", both(Not(child=A), B)),
    ("NOT (a b)", Not(child=both(A, B))),
    ("a -b", both(A, Not(child=B))),
    ("a AND NOT b", both(A, Not(child=B))),
    ("-a", Not(child=A)),
    ("NOT NOT a", Not(child=Not(child=A))),
    ("((a))", A),
    ('"Russia-NATO Council"', words("russia nato council")),
    ("«Совет Россия — НАТО»", words("совет россия нато")),
    ("“a b”", words("a b")),
    ("Russia-NATO", words("russia nato")),
    ("O'Brien", words("o brien")),
    ("Élysée", words("elysee")),
    ("12:30", words("12 30")),
    ("北约", words("北 约")),
    ("inspect*", words("inspect", prefix=True)),
    ("(Инспек*)", words("инспек", prefix=True)),
    ('"a b"~5', words("a b", near=5)),
    ('"a b"~0', words("a b", near=0)),
    ('"a b"~50', words("a b", near=50)),
    ('"a"~5', A),
    ('title:"a b"~3', words("a b", "title", near=3)),
    ("title:a b", both(words("a", "title"), B)),
    ("Title:a", words("a", "title")),
    ("title:(a OR b)", either(words("a", "title"), words("b", "title"))),
    ("title:(a b) c", both(words("a", "title"), words("b", "title"), C)),
    ("-title:a", Not(child=words("a", "title"))),
    ("topic:medtop:11000000", words("medtop 11000000", "topic")),
    ("mentions:Grushko", words("grushko", "mentions")),
    ("name:iaea", Watched(name="iaea")),
    ("name:(iaea OR opec)", either(Watched(name="iaea"), Watched(name="opec"))),
    ("said:a", Quotation(clause=SA)),
    ("speaker:x said:a", Quotation(clause=both(X, SA))),
    ("speaker:x b said:a", both(Quotation(clause=both(X, SA)), B)),
    ("speaker:x said:(a b)", Quotation(clause=both(X, SA, SB))),
    ("speaker:x (said:a OR said:b)", Quotation(clause=both(X, either(SA, SB)))),
    ("speaker:x said:(a OR b)", Quotation(clause=both(X, either(SA, SB)))),
    ("speaker:x (said:a OR b)", both(Quotation(clause=X), either(Quotation(clause=SA), B))),
    ("said:a OR said:b", either(Quotation(clause=SA), Quotation(clause=SB))),
    ("said:(a OR b)", either(Quotation(clause=SA), Quotation(clause=SB))),
    (
        "(speaker:x said:a) (speaker:y said:b)",
        both(Quotation(clause=both(X, SA)), Quotation(clause=both(Y, SB))),
    ),
    ("said:a -speaker:x", both(Quotation(clause=SA), Not(child=Quotation(clause=X)))),
    ("NOT (speaker:x said:a)", Not(child=Quotation(clause=both(X, SA)))),
    ("published:2026-11-24", period("2026-11-24", "2026-11-25")),
    ("published:2026-11", period("2026-11-01", "2026-12-01")),
    ("published:2026-12", period("2026-12-01", "2027-01-01")),
    ("published:2026", period("2026-01-01", "2027-01-01")),
    ("published:9999", period("9999-01-01", None)),
    ("published:>=2026-11-01", period("2026-11-01", None)),
    ("published:>2026-11-01", period("2026-11-02", None)),
    ("published:>2026", period("2027-01-01", None)),
    ("published:<2026-12-01", period(None, "2026-12-01")),
    ("published:<=2026-12-01", period(None, "2026-12-02")),
    ("published:[2026-11-01 TO 2026-11-05]", period("2026-11-01", "2026-11-06")),
    ("published:[2026-11-01 TO 2026-11-05}", period("2026-11-01", "2026-11-05")),
    ("published:[2026-11 TO *]", period("2026-11-01", None)),
    ("published:2026-11-24T10:30Z", period("2026-11-24T10:30", "2026-11-24T10:31")),
]


@pytest.mark.parametrize(("query", "tree"), READ, ids=[query or "empty" for query, _ in READ])
def test_a_query_is_read_to_its_tree(query: str, tree: Node) -> None:
    assert forget_positions(parse_query(query)) == tree


REFUSED = [
    ('"Russia', 0, "never closed"),
    ('a "', 2, "never closed"),
    ("“Russia", 0, "never closed"),
    ('""', 0, "empty"),
    ('"..."', 0, "no letter or digit"),
    ("a - b", 2, "no letter or digit"),
    ("a && b", 2, "write AND"),
    ("a || b", 2, "write OR"),
    ("a ! b", 2, "write NOT"),
    ("a !b", 2, "write NOT b or -b"),
    ("nato^2 a", 4, "leave ^2 out"),
    ('"a b"^2.5', 5, "leave ^2.5 out"),
    ("/(a|a)*$/", 0, "no letter or digit"),
    ("_id:*", 0, "fields are title:"),
    ("date:2026", 0, "did you mean published:"),
    ("lang:en", 0, "did you mean language:"),
    ("Quote:a", 0, "did you mean said:"),
    ("👍", 0, "no letter or digit"),
    ("AND", 0, "both sides"),
    ("AND a", 0, "both sides"),
    ("a OR", 2, "both sides"),
    ("a OR OR b", 2, "both sides"),
    ("a AND OR b", 2, "both sides"),
    ("(a OR)", 3, "both sides"),
    ("a NOT", 2, "after it"),
    ("(NOT)", 1, "after it"),
    ("()", 0, "empty"),
    ("a ()", 2, "empty"),
    ("title:()", 6, "empty"),
    ("(a", 0, "never closed"),
    ("(", 0, "never closed"),
    ("a)", 1, "closes nothing"),
    (")", 0, "nothing to look for"),
    ("ab*", 0, "at least 3"),
    ("俄罗斯*", 0, "one word"),
    ("*ab", 0, "before a word"),
    ("na*to", 2, "at the end"),
    ("nato**", 4, "at the end"),
    ("title:*", 6, "before a word"),
    ('"nat* a"', 4, "between quotation marks"),
    ("nato~2", 0, "after a phrase"),
    ('"a b"~', 5, "0 to 50"),
    ('"a b"~51', 5, "0 to 50"),
    ('"a b"~' + "9" * 50, 5, "0 to 50"),
    ("titel:a", 0, "did you mean title:"),
    ("http://example.org", 0, "fields are title:"),
    ("title: a", 0, "right after the colon"),
    ("a title:", 2, "right after the colon"),
    ("title:-a", 6, "-title:"),
    ("title:(a said:b)", 9, "inside title:"),
    ("name:nrc", 5, "watched names are"),
    ("name:iaeo", 5, "did you mean iaea"),
    ("published:tomorrow", 10, "2026-11-24"),
    ("published:2026-13", 10, "no date"),
    ("published:2026-02-30", 10, "no date"),
    ("published:0000", 10, "no date"),
    ("published:>=", 10, "published:"),
    ("published:[2026-11-01", 10, "never closed"),
    ("published:[2026-11-01 2026-11-05]", 10, "not a range"),
    ("published:[2026-11-05 TO 2026-11-01]", 10, "ends before it begins"),
    ("(" * 21 + "a" + ")" * 21, 20, "20 deep"),
    ("NOT " * 21 + "a", 80, "20 deep"),
    ("a " * 257, 512, "256"),
    ("é" * 2049, 0, "4096"),
]


@pytest.mark.parametrize(("query", "position", "hint"), REFUSED, ids=[query[:30] for query, _, _ in REFUSED])
def test_a_wrong_query_is_refused_where_it_is_wrong(query: str, position: int, hint: str) -> None:
    with pytest.raises(QueryError) as refused:
        parse_query(query, names=("iaea", "opec"))
    assert (refused.value.position, hint in refused.value.message) == (position, True), refused.value.message


@pytest.mark.parametrize("query", ["(" * 20 + "a" + ")" * 20, "a " * 256, "é" * 2048], ids=["deep", "many", "long"])
def test_the_limits_themselves_are_allowed(query: str) -> None:
    assert parse_query(query) != Every()


def test_a_clause_remembers_where_it_was_typed() -> None:
    query = 'cats -title:"Big Dogs" said:(mice OR rats*) name:iaea'
    pieces = [query[leaf.start : leaf.end] for leaf in _leaves(parse_query(query))]
    assert pieces == ["cats", 'title:"Big Dogs"', "mice", "rats*", "name:iaea"]


def _leaves(node: Node) -> list[Terms | Watched | Published]:
    match node:
        case And(children=children) | Or(children=children):
            return [leaf for child in children for leaf in _leaves(child)]
        case Not(child=inner) | Quotation(clause=inner):
            return _leaves(inner)
        case Terms() | Watched() | Published():
            return [node]
        case Every():
            return []


def test_any_name_is_accepted_while_none_are_known() -> None:
    assert forget_positions(parse_query("name:anything-at-all")) == Watched(name="anything-at-all")


_SIGNS = st.sampled_from((*'()"“»~*:-[]}<>= \n', "AND ", "OR ", "NOT ", "title:", "said:", "published:", "name:"))
_soup = st.lists(_SIGNS | st.text(max_size=4) | st.sampled_from(["nato", "2026-11", "TO"]), max_size=30).map("".join)


@settings(deadline=None)  # the machine may be busy
@given(_soup)
def test_no_input_raises_anything_but_a_query_error_inside_the_query(query: str) -> None:
    try:
        parse_query(query, names=("iaea",))
    except QueryError as refused:
        assert 0 <= refused.position <= len(query)  # noqa: PT017 - most of the inputs are refused
        assert refused.pointed().endswith("^")  # noqa: PT017


@settings(deadline=None)  # the machine may be busy
@given(query_texts)
def test_a_tree_written_as_text_is_read_to_the_same_tree(query: str) -> None:
    tree = forget_positions(parse_query(query))
    assert forget_positions(parse_query(to_text(tree))) == tree


@settings(deadline=None)  # the machine may be busy
@given(_soup)
def test_what_soup_is_read_to_is_written_and_read_again(query: str) -> None:
    try:
        tree = forget_positions(parse_query(query))
    except QueryError:
        assume(False)
    assume(len(to_text(tree).encode()) < 4096 and query.count("(") + query.count("-") < 10)
    # Thirty-odd characters (Thai sara am, Kana digraphs) fold to a word that is cut when it is read again.
    stable = all(
        read_words(word) == (word,) for leaf in _leaves(tree) if isinstance(leaf, Terms) for word in leaf.words
    )
    assume(stable)
    assert forget_positions(parse_query(to_text(tree))) == tree
