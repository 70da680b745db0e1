from __future__ import annotations

import json
import tomllib
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.rules.file import write_schema
from pipeline.rules.load import RuleSet, parse_rules
from tests.rules.making import make_rule, read_seeds

SCHEMA = Path(__file__).parents[2] / "schemas" / "rule.schema.json"
GOOD = b'id = "good"\ntitle = "Good"\nquery = "nato"\n'


def read(text: str) -> RuleSet:
    return parse_rules({"a-good.toml": GOOD, "b.toml": text.encode()}, names=("iaea",))


def test_a_file_holds_one_rule_or_several() -> None:
    rules = read("[[rule]]\nid='x'\ntitle='X'\nquery='a'\n[[rule]]\nid='y'\ntitle='Y'\nquery='name:iaea'\n")
    assert [rule.id for rule in rules.rules] == ["good", "x", "y"]
    assert rules.rules[0].channels == ("stdout",)
    assert rules.find("y") == rules.rules[2]
    assert rules.find("z") is None


WRONG = {
    "no TOML": ("id = ", "b.toml: this is not TOML"),
    "no text": ("\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), "b.toml: "),
    "deep": ("a = " + "[" * 5000, "b.toml: this is not TOML"),
    "no id": ("title='X'\nquery='a'", "'id' is missing"),
    "no query": ("id='x'\ntitle='X'", "rule 'x': 'query' is missing"),
    "blank query": ("id='x'\ntitle='X'\nquery=' '", "rule 'x': the query is wrong"),
    "wrong id": ("id='X Y'\ntitle='X'\nquery='a'", "'id'"),
    "typo": ("id='x'\ntitle='X'\nquery='a'\nchanels=['mail']", "unknown key 'chanels': did you mean 'channels'?"),
    "unknown key": ("id='x'\ntitle='X'\nquery='a'\nzzz=1", "known keys are id, title"),
    "typo in an example": (
        "id='x'\ntitle='X'\nquery='a'\n[[must_match]]\ntext='a'\ntitel='b'",
        "did you mean 'title'?",
    ),
    "beside the rules": ("titel='X'\n[[rule]]\nid='x'\ntitle='X'\nquery='a'", "unexpected key 'titel'"),
    "open quotation": ("id='x'\ntitle='X'\nquery='a \"b'", "rule 'x': the query is wrong at character 3"),
    "unknown name": ("id='x'\ntitle='X'\nquery='name:iaeo'", "did you mean iaea?"),
    "wrong channel": ("id='x'\ntitle='X'\nquery='a'\nchannels=['mailto:me@x.org']", "'channels.0'"),
    "no channel": ("id='x'\ntitle='X'\nquery='a'\nchannels=[]", "'channels'"),
    "taken id": ("id='good'\ntitle='X'\nquery='a'", "already, in a-good.toml"),
    "no table": ("rule = ['x']", "b.toml: "),
    "language name": ("id='x'\ntitle='X'\nquery='a'\nlanguages=['English']", "'languages.0'"),
}


@pytest.mark.parametrize(("text", "message"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_rule_is_explained_and_blocks_no_other(text: str, message: str) -> None:
    rules = read(text)
    assert "good" in [rule.id for rule in rules.rules]
    assert [message in problem.message for problem in rules.problems] == [True], rules.problems


@settings(deadline=None)  # the machine may be busy
@given(st.binary(max_size=200))
def test_no_bytes_raise(data: bytes) -> None:
    assert len(parse_rules({"x.toml": data}, names=()).problems) == 1


def test_a_rule_that_is_not_enabled_is_read_and_kept_apart() -> None:
    rules = read("id='x'\ntitle='X'\nquery='a'\nenabled=false")
    assert [rule.id for rule in rules.rules] == ["good"]
    assert [rule.id for rule in rules.disabled] == ["x"]


def test_the_version_changes_with_the_query_and_the_channels_alone() -> None:
    first = make_rule("nato russia")
    assert make_rule(' NATO\n AND "russia"', more='owner = "desk"').version == first.version
    assert make_rule("russia nato OR x").version != first.version
    assert make_rule("nato russia", more='channels = ["mail"]').version != first.version
    assert make_rule("nato russia", more='languages = ["en"]').version != first.version


def test_the_published_schema_is_that_of_the_program() -> None:
    hint = "write it anew: python -c 'from pipeline.rules.file import write_schema; print(write_schema(), end=\"\")'"
    assert SCHEMA.read_text() == write_schema(), hint


def test_the_published_schema_accepts_the_seeds_and_refuses_a_typo() -> None:
    schema = json.loads(SCHEMA.read_text())
    validator = jsonschema.Draft202012Validator(schema)
    for data in read_seeds("rules").values():
        validator.validate(tomllib.loads(data.decode()))
    assert not validator.is_valid({"id": "x", "title": "X", "query": "a", "chanels": ["mail"]})
    assert validator.is_valid({"rule": [{"id": "x", "title": "X", "query": "a"}]})
