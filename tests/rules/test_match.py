from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from pipeline.query import And, Every, Node, Not, Or, Published, Quotation, Terms, Watched, parse_query, to_text
from pipeline.query.tree import Field
from pipeline.query.words import read_words
from pipeline.rules.load import Rule
from pipeline.rules.match import Matcher, find_evidence, matches
from pipeline.types import Dateline, Document, Evidence, SpeakerMention, read_elements, read_quotation
from tests.documents import make_document
from tests.growth import grows_within
from tests.query.queries import query_texts, random_documents, trees
from tests.rules.making import make_rule, make_rules

# --- the meaning, said again as slowly and plainly as possible ---


def means(node: Node, document: Document) -> bool:  # noqa: C901, PLR0911 - one case a kind of node, nothing hidden
    match node:
        case Terms(field=field):
            elements = {str(name): texts for name, texts in read_elements(document).items()}
            fields = ("title", "lead", "text") if field == "any" else (field,)
            return any(stands(node, text) for name in fields for text in elements.get(name, ()))
        case Watched(name=name):
            return name in [found.name for found in document.names + document.title_names]
        case Published(since=since, until=until):
            at = document.published_at
            return at is not None and not (since and at < since) and not (until and at >= until)
        case Quotation(clause=clause):
            return any(said(clause, read_quotation(quote)) for quote in document.quotes)
        case And(children=children):
            return False not in [means(child, document) for child in children]
        case Or(children=children):
            return True in [means(child, document) for child in children]
        case Not(child=child):
            return not means(child, document)
        case Every():
            return True


def said(node: Node, elements: Mapping[Field, tuple[str, ...]]) -> bool:
    match node:
        case Terms(field=field):
            return any(stands(node, text) for text in elements[field])
        case And(children=children):
            return False not in [said(child, elements) for child in children]
        case Or(children=children):
            return True in [said(child, elements) for child in children]
        case Not(child=child):
            return not said(child, elements)
    raise AssertionError(node)


def stands(terms: Terms, text: str) -> bool:
    words = read_words(text)
    if terms.prefix:
        return any(word.startswith(terms.words[0]) for word in words)
    if terms.near is None:
        return f" {' '.join(terms.words)} " in f" {' '.join(words)} "
    # Every choice of one place for each word, no place taken twice.
    places = [[i for i, word in enumerate(words) if word == wanted] for wanted in terms.words]
    return any(
        len(set(chosen)) == len(chosen) and max(chosen) - min(chosen) + 1 - len(chosen) <= terms.near
        for chosen in itertools.product(*places)
    )


@settings(max_examples=300, deadline=None)
@given(trees, random_documents())
def test_a_tree_holds_exactly_where_it_means_to(tree: Node, document: Document) -> None:
    assert matches(tree, document) == means(tree, document)


@settings(max_examples=200, deadline=None)
@given(query_texts, random_documents())
def test_a_typed_query_matches_exactly_what_it_means(query: str, document: Document) -> None:
    tree = parse_query(query)
    assert matches(tree, document) == means(tree, document)


def _bare(node: Node, number: int) -> Rule:
    return replace(make_rule("anything"), id=str(number), node=node, query="")


@settings(max_examples=200, deadline=None)
@given(st.lists(trees, min_size=1, max_size=5), random_documents())
def test_the_prefilter_never_loses_a_match(nodes: list[Node], document: Document) -> None:
    found = [match.rule for match in Matcher([_bare(node, i) for i, node in enumerate(nodes)]).match(document)]
    assert found == [str(i) for i, node in enumerate(nodes) if means(node, document)]


@settings(max_examples=200, deadline=None)
@given(trees, random_documents())
def test_evidence_is_where_its_offsets_say(tree: Node, document: Document) -> None:
    evidence = find_evidence(tree, document)
    for piece in evidence:
        assert piece.field in ("title", "lead", "text")
        assert getattr(document, piece.field)[piece.start : piece.end] == piece.passage
        assert piece.clause
    assert len(evidence) <= 50
    assert not evidence or means(tree, document)


@settings(max_examples=200, deadline=None)
@given(query_texts, random_documents())
def test_a_match_shows_evidence_for_a_clause_of_the_query(query: str, document: Document) -> None:
    tree = parse_query(query)
    evidence = find_evidence(tree, document, query=query)
    for piece in evidence:
        value = piece.clause.partition(":")[2] or piece.clause
        assert value in query
    if matches(tree, document) and "NOT" not in query and "-(" not in query and "*" not in query.split():
        assert evidence or "*" in query


# --- evidence, one kind at a time ---

STORY = make_document(
    title="Russia-NATO Council meets",
    lead="Envoys met.",
    text='MOSCOW, April 3. /TASS/. "The Russia–NATO Council is frozen," Deputy Minister Grushko said. The NRC sleeps.',
    source="tass",
    quotes=[("Alexander Grushko", "The Russia–NATO Council is frozen")],
    people={"Grushko": ["Alexander Grushko"]},
    topics={"medtop:11000000": "politics and government"},
    names=[("russia-nato-council", "Russia–NATO Council"), ("russia-nato-council", "NRC")],
    title_names=[("russia-nato-council", "Russia-NATO Council")],
    dateline=Dateline(place="MOSCOW", date="2026-04-03", agency="TASS", start=0, end=24),
)


def show(query: str, document: Document = STORY) -> list[tuple[str, str | None, str, str]]:
    found = find_evidence(parse_query(query), document, query=query)
    assert all(getattr(document, piece.field)[piece.start : piece.end] == piece.passage for piece in found)
    return [(piece.clause, piece.name, piece.field, piece.passage) for piece in found]


@pytest.mark.parametrize(
    ("query", "evidence"),
    [
        ('"russia nato council"', [("title", "Russia-NATO Council"), ("text", "Russia–NATO Council")]),
        ("froz*", [("text", "frozen")]),
        ('"council russia"~1', [("title", "Russia-NATO Council"), ("text", "Russia–NATO Council")]),
        ("title:council", [("title", "Council")]),
        (
            "name:russia-nato-council",
            [("title", "Russia-NATO Council"), ("text", "Russia–NATO Council"), ("text", "NRC")],
        ),
        ("said:nato", [("text", "NATO")]),
        ("dateline:moscow", [("text", "MOSCOW, April 3. /TASS/.")]),
        ("mentions:grushko", [("text", "Grushko")]),
        ("frozen OR absent", [("text", "frozen")]),
        ("frozen NOT absent", [("text", "frozen")]),
        ("NOT absent", []),
        ("absent", []),
    ],
)
def test_each_clause_shows_its_passages(query: str, evidence: list[tuple[str, str]]) -> None:
    assert [(field, passage) for _, _, field, passage in show(query)] == evidence


def test_evidence_names_its_clause_as_typed_and_the_watched_name() -> None:
    query = 'title:(council OR "x y") name:russia-nato-council'
    assert {(clause, name) for clause, name, _, _ in show(query)} == {
        ("title:council", None),
        ("name:russia-nato-council", "russia-nato-council"),
    }


def test_what_has_no_place_in_the_text_is_shown_with_its_value() -> None:
    query = "source:tass topic:politics language:en published:2026"
    found = find_evidence(parse_query(query), STORY, query=query)
    assert [(piece.clause, piece.variant, piece.passage) for piece in found] == [
        ("source:tass", "tass", ""),
        ("source:tass", "Tass", ""),
        ("source:tass", "tass.example", ""),
        ("topic:politics", "politics and government", ""),
        ("language:en", "en", ""),
        ("published:2026", "2026-04-03 09:30:00+00:00", ""),
    ]


def test_a_speaker_is_shown_where_he_is_named_or_else_what_he_said() -> None:
    assert [passage for *_, passage in show("speaker:grushko")] == ["The Russia–NATO Council is frozen"]
    start = STORY.text.index("Deputy Minister Grushko")
    mention = SpeakerMention(
        start=start, end=start + 23, text="Deputy Minister Grushko", name="Grushko", role=None, kind="person"
    )
    quote = structs.replace(STORY.quotes[0], speaker=mention)
    document = structs.replace(STORY, quotes=(quote,))
    assert [passage for *_, passage in show("speaker:grushko", document)] == ["Deputy Minister Grushko"]


def test_speaker_and_said_mean_one_quotation() -> None:
    document = make_document(
        text="“NATO is late,” said Ivanov. “We are not,” said Petrov.",
        quotes=[("Ivanov", "NATO is late"), ("Petrov", "We are not")],
    )
    query = "speaker:Petrov said:NATO"
    assert not matches(parse_query(query), document)
    assert matches(parse_query("(speaker:Petrov said:are) (speaker:Ivanov said:NATO)"), document)
    assert matches(parse_query("speaker:Ivanov said:NATO -said:Warsaw"), document)


def test_words_are_whole_and_never_reach_across_fields() -> None:
    document = make_document(title="Machine NATO", lead="council", text="made in Macau")
    assert not matches(parse_query("mac"), document)
    assert not matches(parse_query('"nato council"'), document)
    assert matches(parse_query("mac*"), document)


def test_a_rule_with_languages_matches_only_these() -> None:
    rule = make_rule("nato", more='languages = ["ru", "fr"]')
    assert Matcher([rule]).match(make_document(text="NATO", language="en")) == ()
    assert [match.rule for match in Matcher([rule]).match(make_document(text="NATO", language="fr"))] == ["r0"]
    assert matches(parse_query(rule.query), make_document(text="NATO", language="fr"))


def test_matches_come_in_the_order_of_the_rules_with_their_evidence() -> None:
    rules = make_rules("absent", "frozen", "NOT absent", "name:iaea", "name:russia-nato-council").rules
    found = Matcher(rules).match(STORY)
    assert [match.rule for match in found] == ["r1", "r2", "r4"]
    assert isinstance(found[0].evidence[0], Evidence)


def test_no_rules_match_nothing() -> None:
    assert Matcher([]).match(STORY) == ()


# --- cost ---


HOSTILE = {
    "quotation marks": '"',
    "capitals": "A",
    "capital words": "A ",
    "variants": "Russia-NATO ",
    "marks": "e\u0301\u0301\u0301",
    "Han": "北",
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_megabyte_of_one_thing_is_matched_in_linear_time(unit: str) -> None:
    matcher = Matcher(
        make_rules('"a a a a a a b"', '"a b"~50', "rus*", '"nato russia council"', "aaa*", '"北 北 约"').rules
    )
    size = 1_000_000 // len(unit)
    small, large = (make_document(id="h", text=unit * (size // part)) for part in (4, 1))
    assert grows_within(12, lambda: matcher.match(small), lambda: matcher.match(large))


def test_the_text_of_a_clause_without_its_query_is_written_anew() -> None:
    tree = parse_query('title:("russia nato")')
    assert [piece.clause for piece in find_evidence(tree, STORY)] == ['title:"russia nato"'] == [to_text(tree)]
