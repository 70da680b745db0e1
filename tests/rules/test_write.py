"""Writing a rule into its file: what is not changed is not touched, and what is written is read as was meant."""

from __future__ import annotations

import re
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import RuleError
from pipeline.rules.file import RuleEntry
from pipeline.rules.load import parse_rules
from pipeline.rules.slug import propose_id
from pipeline.rules.write import find_content, remove_rule, write_rule
from tests.rules.making import read_seeds

SEEDS = read_seeds("rules")
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
SIGNS = st.text(alphabet="ab \n\r\t\"'\\#[]=\x00é\u202e", min_size=1, max_size=12)
EXAMPLES = st.lists(
    st.fixed_dictionaries({"text": TEXT | SIGNS}, optional={"title": TEXT, "language": st.just("en"), "note": SIGNS}),
    max_size=3,
)
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "title": TEXT | SIGNS,
        "query": st.sampled_from(["harbour", '"port strike" OR "dock strike"', "'a' AND b", 'said:("x"\n OR y)']),
        "channels": st.lists(st.sampled_from(["stdout", "chat", "mail"]), min_size=1, max_size=3),
        "owner": TEXT | st.none(),
        "on": st.sampled_from([["published"], ["spike"], ["phrase_added", "published"]]),
        "spike": st.fixed_dictionaries({}, optional={"times": st.sampled_from([2, 5, 7.5]), "least": st.just(9)}),
        "schedule": st.sampled_from(["now", "hourly", "daily 07:30"]),
        "zone": st.sampled_from(["UTC", "Europe/Berlin"]),
        "quiet_hours": st.lists(st.sampled_from(["22:00-07:00", "12:00-13:00"]), max_size=2),
        "cap": st.none() | st.integers(1, 50),
        "enabled": st.booleans(),
        "languages": st.lists(st.sampled_from(["en", "ru"]), max_size=2),
        "must_match": EXAMPLES,
        "must_not_match": EXAMPLES,
    },
)
SEVERAL = b"""# The rules of the desk.

[[rule]]
id = "first"
title = "The first" # as it was called
query = 'harbour'
channels = [
    "stdout", # the terminal
    "chat",
]
enabled = false # until Monday

# This is about the example.
[[rule.must_match]]
text = "The harbour is closed."

[[rule.must_match]]
text = "A harbour is open." # twice

# This is about the second rule.
[[rule]]
id = "second"
title = "The second"
query = "port"
spike.times = 3
# The end.
"""
INLINE = b"""rule = [ # all of them
  {id = "first", title = "One", query = "a", must_match = [{text = "a b"}, {text = "a c", note = "n"}]},
  {id = "second", title = "Two", query = "b"},
]
"""


def read_entry(data: bytes, rule: str) -> RuleEntry:
    content = find_content(data, rule)
    assert content is not None
    return RuleEntry.model_validate(content)


def find_comments(data: bytes) -> list[str]:
    return sorted(re.findall(r"# [A-Z].*", data.decode()))


def change(entry: RuleEntry, changes: dict[str, object]) -> RuleEntry:
    return RuleEntry.model_validate({**entry.model_dump(), **changes})


@pytest.mark.parametrize("file", sorted(SEEDS))
def test_a_rule_that_is_not_changed_leaves_its_file_as_it_is(file: str) -> None:
    data = SEEDS[file]
    assert write_rule(read_entry(data, file.removesuffix(".toml")), data) == data


@settings(deadline=None)
@given(CHANGES)
def test_what_is_written_anew_is_read_as_was_meant_and_leaves_defaults_out(changes: dict[str, object]) -> None:
    entry = change(RuleEntry(id="r", title="A rule", query="harbour"), changes)
    written = write_rule(entry)
    assert read_entry(written, "r") == entry
    assert parse_rules({"r.toml": written}, names=()).problems == ()
    keys = set(tomllib.loads(written.decode()))
    assert keys <= {"id", "title", "query", *entry.model_dump(exclude_defaults=True)}
    assert write_rule(entry, written) == written


@settings(deadline=None, max_examples=60)
@given(CHANGES, st.sampled_from(sorted(SEEDS)))
def test_a_seed_that_is_changed_keeps_its_comments(changes: dict[str, object], file: str) -> None:
    data = SEEDS[file]
    entry = change(read_entry(data, file.removesuffix(".toml")), changes)
    written = write_rule(entry, data)
    assert read_entry(written, entry.id) == entry
    assert find_comments(data) == [comment for comment in find_comments(written) if comment in find_comments(data)]


@settings(deadline=None, max_examples=60)
@given(CHANGES, CHANGES)
def test_the_other_rules_of_a_file_stay(first: dict[str, object], second: dict[str, object]) -> None:
    data = SEVERAL
    for changes in (first, second):
        entry = change(read_entry(data, "first"), changes)
        data = write_rule(entry, data)
        assert read_entry(data, "first") == entry
        assert read_entry(data, "second") == read_entry(SEVERAL, "second")
        for comment in (b"# The rules of the desk.", b"# This is about the second rule.", b"# The end."):
            assert comment in data


@settings(deadline=None)
@given(CHANGES)
def test_rules_in_one_line_stay_so(changes: dict[str, object]) -> None:
    entry = change(read_entry(INLINE, "first"), changes)
    written = write_rule(entry, INLINE)
    assert read_entry(written, "first") == entry
    assert b"# all of them" in written


def test_a_value_with_a_comment_keeps_it_though_it_equals_the_default() -> None:
    written = write_rule(change(read_entry(SEVERAL, "first"), {"enabled": True}), SEVERAL).decode()
    assert "enabled = true # until Monday" in written


def test_a_comment_stays_before_what_it_is_about() -> None:
    entry = read_entry(SEVERAL, "first")
    more = change(entry, {"must_match": [*entry.model_dump()["must_match"], {"text": "A third harbour."}]})
    written = write_rule(more, SEVERAL).decode()
    assert re.search(r'third harbour\."\n\n# This is about the second rule\.\n\[\[rule\]\]\nid = "second"', written)
    alone = remove_rule(SEVERAL, "first")
    assert alone is not None
    assert re.search(r'# This is about the second rule\.\n\[\[rule\]\]\nid = "second"', alone.decode())


def test_a_query_full_of_quotation_marks_is_written_as_a_person_would() -> None:
    entry = RuleEntry(id="r", title="A rule", query='"port strike" OR "dock strike"')
    assert b'query = \'"port strike" OR "dock strike"\'' in write_rule(entry)


def test_a_file_of_another_rule_is_not_taken() -> None:
    with pytest.raises(RuleError, match="another rule"):
        write_rule(RuleEntry(id="r", title="A rule", query="harbour"), b'id = "s"\ntitle = "S"\nquery = "x"\n')
    with pytest.raises(RuleError, match="not TOML"):
        write_rule(RuleEntry(id="r", title="A rule", query="harbour"), b"id = ")


def test_a_key_that_nobody_knows_is_not_written_over() -> None:
    data = b'id = "r"\ntitle = "R"\nquery = "x"\nqueery = "y"\n'
    with pytest.raises(RuleError, match="unknown key 'queery'"):
        write_rule(RuleEntry(id="r", title="A rule", query="harbour"), data)


def test_the_last_rule_takes_its_file_with_it() -> None:
    assert remove_rule(b'id = "r"\n', "r") is None
    assert remove_rule(b'[[rule]]\nid = "r"\n', "r") is None
    with pytest.raises(RuleError, match="does not hold"):
        remove_rule(SEVERAL, "third")


@pytest.mark.parametrize(
    ("title", "taken", "proposed"),
    [
        ("A strike in the harbour", (), "a-strike-in-the-harbour"),
        ("A strike in the harbour", ("a-strike-in-the-harbour",), "a-strike-in-the-harbour-2"),
        ("../../etc/passwd", (), "etc-passwd"),
        ("Совет Россия — НАТО", (), "sovet-rossiya-nato"),
        ("Žižkov: straße", (), "zizkov-strasse"),
        ("平和", ("rule",), "rule-2"),
    ],
)
def test_an_id_is_proposed_from_the_title(title: str, taken: tuple[str, ...], proposed: str) -> None:
    assert propose_id(title, taken) == proposed


@given(TEXT)
def test_a_proposed_id_is_one(title: str) -> None:
    assert RuleEntry(id=propose_id(title), title="A rule", query="x")
