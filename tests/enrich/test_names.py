from __future__ import annotations

import pickle
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.enrich.names import NameSets, parse_names, tag_names
from tests.growth import grows_within

SEEDS = Path(__file__).parents[2] / "seeds"
SEEDED = parse_names({path.name: path.read_bytes() for path in sorted((SEEDS / "names").glob("*.toml"))})
COUNCIL = "russia-nato-council"


def make(*variants: str, more: str = "") -> NameSets:
    """A set of the variants, given as TOML values."""
    text = f"id = 'x'\nlabel = 'X'\nvariants = [{', '.join(variants)}]\n{more}"
    return parse_names({"x.toml": text.encode()})


def tag(sets: NameSets, text: str, context: str = "") -> list[str]:
    found = tag_names(sets, text, context=context)
    assert all(text[name.start : name.end] == name.variant for name in found)
    return [name.variant for name in found]


@pytest.mark.parametrize(
    "variant",
    [
        "Russia-NATO Council",
        "Russian-NATO Council",
        "NATO-Russia Council",
        "NATO-Russian Council",
        "Russia NATO Council",
        "RUSSIA–NATO COUNCIL",
        "Russia — NATO Council",
        "Russia/NATO Council",
        "Russia\u00a0-\u00a0NATO\nCouncil",
        "Совет Россия - НАТО",
        "Совета Россия — НАТО",
        "Советом «Россия — НАТО»",
        "Совете НАТО-Россия",
        "Совету России и НАТО",
        "Рада НАТО – Росія",
        "Conseil OTAN-Russie",
        "Conseil Russie-OTAN",
        "NATO-Russland-Rat",
        "NATO-Russland-Rats",
        "Consejo OTAN-Rusia",
        "Consiglio NATO-Russia",
        "Conselho OTAN-Rússia",
        "Rada NATO-Rosja",
        "Radzie NATO-Rosja",
        "北约-俄罗斯理事会",
        "مجلس روسيا - الناتو",
    ],
)
def test_the_council_is_met_in_every_writing(variant: str) -> None:
    found = tag_names(SEEDED, f"... {variant}, ...")
    assert [(name.name, name.variant) for name in found] == [(COUNCIL, variant)]


@pytest.mark.parametrize(
    "text",
    [
        "the Nordic Council and NATO",
        "a Russian council of ministers",
        "NATO alone, Russia alone",
        "talks with Russia. NATO Council members waited",
        "talks with Russia; NATO Council members waited",
        "Russia\n\nNATO Council",
        "Prussia-NATO Council",
        "Russia-NATO Councillor",
        "the NRC met",
        "the nrc and NATO met",
        "The National Research Council (NRC) told NATO that the NRC is open",
        "Северный совет оплатит паромы",
        "Советский Союз и НАТО",
    ],
)
def test_what_is_like_the_council_is_not_the_council(text: str) -> None:
    assert tag(SEEDED, text) == []


def test_an_abbreviation_is_told_by_its_company() -> None:
    assert tag(SEEDED, "NATO said that the NRC met") == ["NRC"]
    assert tag(SEEDED, "The NRC met", context="Envoys went to NATO") == ["NRC"]
    assert tag(SEEDED, "NATO and the NRC", context="The National Research Council (NRC) opened") == []


def test_the_sample_articles_hold_exactly_the_variants_they_were_written_with() -> None:
    sample = SEEDS / "sample"
    for article in tomllib.loads((sample / "expected.toml").read_text())["articles"]:
        story = tomllib.loads((sample / "articles" / f"{article['id']}.toml").read_text())
        if "text" not in story:  # a teaser, a wall or a reprint: the text stands elsewhere
            continue
        text = story["text"]
        found = {name.variant for name in tag_names(SEEDED, text, context=story["title"]) if name.name == COUNCIL}
        assert found == {variant.removeprefix("the ") for variant in article["council"]}, article["id"]


def test_of_one_name_the_longest_variant_wins_and_different_names_overlap() -> None:
    files = {
        "a.toml": b"id='a'\nlabel='A'\nvariants=['security council', 'un security council', 'council']",
        "b.toml": b"id='b'\nlabel='B'\nvariants=['council seat']",
    }
    found = tag_names(parse_names(files), "the UN Security Council seat")
    assert [(name.name, name.variant) for name in found] == [("a", "UN Security Council"), ("b", "Council seat")]


def test_a_star_stands_for_the_endings_of_its_word() -> None:
    sets = make("'Совет* Россия'")
    assert tag(sets, "Советами Россия; совет Россия; Сове Россия; Совет России") == ["Советами Россия", "совет Россия"]


def test_case_counts_where_it_is_asked_for() -> None:
    assert tag(make("{ text = 'WHO', case = true }"), "Who knows the WHO, who?") == ["WHO"]
    assert tag(make("{ text = 'Совет* США', case = true }"), "Совета США, совета США") == ["Совета США"]


def test_stops_written_in_a_variant_are_allowed_in_the_text() -> None:
    assert tag(make("'U.N. Council'"), "The U.N. Council, the U N Council, the U.N. Council. UN Council.") == [
        "U.N. Council",
        "U N Council",
        "U.N. Council",
    ]


WRONG = {
    "no TOML": ("id = ", "x.toml: this is not TOML"),
    "no variants": ("id='x'\nlabel='X'\nvariants=[]", "'variants'"),
    "missing variants": ("id='x'\nlabel='X'", "'variants' is missing"),
    "empty variant": ("id='x'\nlabel='X'\nvariants=['--']", "no letter or digit"),
    "lone star": ("id='x'\nlabel='X'\nvariants=['a * b']", "right after a word"),
    "short stem": ("id='x'\nlabel='X'\nvariants=['ab*']", "at least 3 letters"),
    "typo": ("id='x'\nlable='X'\nvariants=['a']", "did you mean 'label'?"),
    "typo in a variant": ("id='x'\nlabel='X'\nvariants=[{text='a', gaurd=['b']}]", "guard"),
    "wrong id": ("id='X Y'\nlabel='X'\nvariants=['a']", "'id'"),
    "taken id": ("[[name]]\nid='x'\nlabel='X'\nvariants=['a']\n[[name]]\nid='x'\nlabel='X'\nvariants=['b']", "already"),
}


@pytest.mark.parametrize(("text", "message"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_name_is_reported_with_its_file_and_the_reason(text: str, message: str) -> None:
    (problem,) = parse_names({"x.toml": text.encode()}).problems
    assert problem.message.startswith("x.toml")
    assert message in problem.message


def test_a_broken_file_keeps_no_other_name_from_being_found() -> None:
    own = "[[name]]\nid='a'\nlabel='A'\nvariants=['ice shelf']\n\n[[name]]\nid='b'\nlabel='B'\nvariants=[]\n"
    sets = parse_names({"broken.toml": b"id = ", "own.toml": own.encode()})
    assert tag(sets, "the ice shelf") == ["ice shelf"]
    assert [problem.message.split(":")[0] for problem in sets.problems] == ["broken.toml", "own.toml, line 6"]


def test_sets_survive_pickling_and_no_sets_find_nothing() -> None:
    copy = pickle.loads(pickle.dumps(SEEDED))
    assert copy == SEEDED
    assert tag(copy, "the Russia-NATO Council") == ["Russia-NATO Council"]
    assert tag_names(parse_names({}), "the Russia-NATO Council") == ()
    assert COUNCIL in SEEDED.ids


_soup = st.lists(
    st.sampled_from(("Russia", "NATO", "Council", "-", " ", " ", ". ", "NRC", "Совета", "Россия", "北约", "«", "\n\n"))
    | st.text(max_size=3)
).map("".join)


@settings(deadline=None)  # the machine may be busy
@given(_soup, _soup)
def test_offsets_slice_to_the_variant_and_one_name_never_overlaps_itself(text: str, context: str) -> None:
    found = tag_names(SEEDED, text, context=context)
    assert all(text[name.start : name.end] == name.variant for name in found)
    for before, after in pairwise(found):
        assert before.name != after.name or before.end <= after.start


HOSTILE = {
    "quotation marks": '"',
    "capitals": "A",
    "variants": "Russia-NATO ",
    "whole variants": "Russia-NATO Council NRC NATO ",
    "spaces": "Russia          ",
    "Han": "北约",
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_megabyte_of_one_thing_is_tagged_in_linear_time(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    part = text[: len(text) // 4]
    assert grows_within(12, lambda: tag_names(SEEDED, part), lambda: tag_names(SEEDED, text))
