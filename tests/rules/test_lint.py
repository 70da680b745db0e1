from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from pipeline.query import And, Node, Not, Or, parse_query
from pipeline.rules.constant import decide_constant, implies
from pipeline.rules.known import Known, KnownName
from pipeline.rules.lint import lint_rule
from pipeline.rules.match import matches
from pipeline.types import Document
from tests.query.queries import random_documents, trees
from tests.rules.making import make_rule

KNOWN = Known(
    names=(
        KnownName(
            id="iaea",
            language=None,
            variants=(("iaea",), ("international", "atomic", "energy", "agency"), ("магатэ",)),
        ),
        KnownName(id="ours", language="en", variants=(("our", "council"), ("the", "council"))),
    ),
    sources=("sample-wire", "Sample Wire", "sample-wire.example"),
    topics=("medtop:11000000", "politics and government", "economy, business and finance", "economy business"),
)
EXAMPLE = "[[rule.must_match]]\ntext = 'x'"


@pytest.mark.parametrize(
    ("query", "warning"),
    [
        ("nato -nato", "never matches"),
        ("(nato OR russia) -(nato OR russia)", "never matches"),
        ("cat (nato -nato)", "never matches"),
        ("published:2025 published:2026", "never matches"),
        ("NOT *", "never matches"),
        ("NOT nato", "nearly everything"),
        ("*", "nearly everything"),
        ("nato OR NOT nato", "nearly everything"),
        ("published:2026", "nearly everything"),
        ("language:en -sport", "every article in a language"),
        ("the", "'the' stands in nearly every article"),
        ("mac*", "many words begin with 'mac'"),
        ('"nordic council" NOT council', "never matches"),
        ("(nato (otan)) -nat*", "never matches"),
        ("title:nato -nato", "never matches"),
        ("speaker:Grushko said:nato -said:nato", "never matches"),
        ("language:en language:(ru OR fr) nato", "never matches"),
        ("NOT nato* OR NOT natolia", "nearly everything"),
        ('(nato OR "nordic council") -council', '"nordic council" never rings, because NOT council'),
        ("nato or otan", "'or' at character 6 is a word to look for: write OR"),
        ("nato And otan", "write AND for the operator"),
        ("nato not russia", "write NOT for the operator"),
        ("nato -(otan or russia)", "write OR for the operator"),
        ("eu", "'eu' is very short"),
        ("said:eu language:en", "'eu' is very short"),
        ("nato language:english", "write language:en"),
        ("nato language:Русский", "write language:ru"),
        ("nato language:xx", "no code of ISO 639-1"),
        ("nato topic:politcs", "did you mean topic:politics?"),
        ('nato topic:"economy bussiness"', 'did you mean topic:"economy business"?'),
        ("nato topic:zzz", "the folder `topics`"),
        ("nato -source:sampel", "did you mean source:sample?"),
        ("nato source:nowhere.example", "wirewatch feeds list"),
        ('"International Atomic Energy Agency"', "one of 3 ways of writing a watched name: did you mean name:iaea?"),
        ("МАГАТЭ OR otan", "did you mean name:iaea?"),
    ],
)
def test_a_doubtful_rule_is_warned_of(query: str, warning: str) -> None:
    found = lint_rule(make_rule(query, more=EXAMPLE), known=KNOWN)
    assert any(warning in line for line in found), found


@pytest.mark.parametrize(
    "query",
    [
        *("nato", '"the who"', "the council", "name:iaea", "nato -sport", "said:nato language:en", "eu council"),
        *('nato "or" otan', '"nato or otan"', "title:or nato", "nato language:zh", "nato source:sample*"),
        *("topic:politics nato", "topic:medtop:11000000 nato", "source:sample-wire nato", 'name:iaea OR "IAEA"'),
        *('"nato council"~3 -"nato council"', 'nato -"nato council"', "nato -title:nato"),
        *("speaker:Grushko -said:Grushko", "(speaker:a said:nato) -(speaker:b said:nato)", '"atomic energy"'),
    ],
)
def test_a_sound_rule_is_left_alone(query: str) -> None:
    assert lint_rule(make_rule(query, more=EXAMPLE), known=KNOWN) == ()


@pytest.mark.parametrize(
    ("query", "languages", "warned"),
    [
        ("name:iaea", ["ru", "en"], False),
        ("name:iaea", ["zh"], True),
        ("name:iaea", ["zh", "en"], False),
        ("name:ours", ["ru"], True),
        ("name:ours", ["en"], False),
        ("name:iaea", ["sr"], False),
    ],
)
def test_a_name_should_be_written_in_a_language_of_the_rule(query: str, languages: list[str], *, warned: bool) -> None:
    rule = make_rule(query.replace("ours", "iaea"), more=f"languages = {languages}\n{EXAMPLE}")
    names = KNOWN.names or ()
    known = Known(names=names[:1]) if "iaea" in query else Known(names=(replace(names[1], id="iaea"),))
    assert ["no way of writing it in" in line for line in lint_rule(rule, known=known)] == [True] * warned


def test_a_rule_without_an_example_is_asked_for_one() -> None:
    assert ["must_match" in line for line in lint_rule(make_rule("nato"))] == [True]


def test_a_name_that_is_watched_no_more_is_said() -> None:
    assert "not watched" in lint_rule(make_rule("name:iaea", more=EXAMPLE), known=Known(names=()))[0]


@pytest.mark.parametrize(
    ("query", "constant"),
    [
        ("a", None),
        ("*", True),
        ("NOT *", False),
        ("a OR -a", True),
        ("a -a", False),
        ("b (a -a)", False),
        ("b OR (a -a)", None),
    ],
)
def test_constants_are_seen_through_and_and_or(query: str, *, constant: bool | None) -> None:
    assert decide_constant(parse_query(query)) is constant


@settings(max_examples=300, deadline=None)
@given(one=trees, other=trees, document=random_documents())
def test_what_is_said_to_be_implied_or_constant_is_so(one: Node, other: Node, document: Document) -> None:
    constant = decide_constant(And(children=(one, Not(child=other))))
    if implies(one, other):
        assert not matches(one, document) or matches(other, document)
    if constant is not None:
        assert (matches(one, document) and not matches(other, document)) is constant
    either = Or(children=(Not(child=one), other))
    if decide_constant(either) is not None:
        assert matches(either, document) is decide_constant(either)
