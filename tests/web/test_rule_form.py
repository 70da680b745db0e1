"""From a form to a file, to a rule, and back to the same form."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.rules.draft import read_draft
from pipeline.rules.write import find_content, write_rule
from pipeline.web.chart import HEIGHT, draw_days
from pipeline.web.rule_form import ExampleFields, RuleFields, read_fields, to_content, to_fields

LINE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Zs"]), max_size=12)
TEXT = st.text(st.sampled_from("ab\n\"'\\<&é\u202e"), min_size=1, max_size=12)
EXAMPLES = st.lists(
    st.builds(ExampleFields, text=TEXT.filter(str.strip), title=LINE, language=st.sampled_from(["", "en"]), note=LINE),
    max_size=3,
).map(tuple)
FIELDS = st.builds(
    RuleFields,
    id=st.just("r"),
    title=LINE.filter(bool),
    query=st.sampled_from(["harbour", 'said:("a b"\n OR c)', "'x' AND y"]),
    owner=LINE,
    channels=st.sampled_from([("stdout",), ("chat", "stdout")]),
    on=st.sampled_from([("published",), ("published", "spike"), ("phrase_added",)]),
    languages=st.sampled_from(["", "en", "en, ru"]),
    schedule=st.sampled_from(["now", "hourly"]),
    daily_at=st.just(""),
    zone=st.sampled_from(["UTC", "Europe/Berlin"]),
    quiet_hours=st.sampled_from(["", "22:00-07:00", "22:00-07:00, 12:00-13:00"]),
    cap=st.sampled_from(["", "1", "20"]),
    times=st.sampled_from(["5", "2.5"]),
    window_minutes=st.sampled_from(["60", "30"]),
    least=st.sampled_from(["5", "9"]),
    counted=st.sampled_from(["stories", "articles"]),
    enabled=st.booleans(),
    must_match=EXAMPLES,
    must_not_match=EXAMPLES,
)


def send(fields: RuleFields) -> Iterator[tuple[str, str]]:
    """What a browser sends of a form: lines end with CR LF, what is not ticked is not there."""
    for name in RuleFields.__slots__:
        value = getattr(fields, name)
        if isinstance(value, str):
            yield name, value.replace("\n", "\r\n")
        elif name in {"channels", "on"}:
            yield from ((name, one) for one in value)
        elif name == "enabled":
            yield from [(name, "on")] if value else []
        else:
            for number, example in enumerate(value):
                for part in ExampleFields.__slots__:
                    yield f"{name}.{number}.{part}", getattr(example, part).replace("\n", "\r\n")


@settings(deadline=None)
@given(FIELDS)
def test_a_form_is_the_same_after_its_file_was_written_and_read(fields: RuleFields) -> None:
    read = read_fields(send(fields))
    assert read == fields
    draft = read_draft(to_content(read), names=())
    assert draft.problems == ()
    assert draft.entry is not None
    content = find_content(write_rule(draft.entry), "r")
    assert content is not None
    assert to_fields(content) == fields


def test_a_daily_digest_has_its_time() -> None:
    fields = to_fields({"schedule": "daily 07:30"})
    assert (fields.schedule, fields.daily_at) == ("daily", "07:30")
    assert to_content(fields)["schedule"] == "daily 07:30"


@given(st.dictionaries(st.sampled_from(RuleFields.__slots__), st.none() | st.integers() | LINE | st.lists(LINE)))
def test_a_file_that_is_wrong_can_be_shown_and_mended(content: dict[str, object]) -> None:
    fields = to_fields(content)
    assert read_draft(to_content(fields), names=()) is not None


def test_blank_and_unknown_fields_say_nothing() -> None:
    fields = read_fields([("must_match.0.text", " "), ("must_match.9999999.text", "x"), ("__class__", "x")])
    assert fields.must_match == ()
    assert "owner" not in to_content(fields)


def test_a_chart_is_as_high_as_its_fullest_day() -> None:
    chart = draw_days({"2026-01-01": 0, "2026-01-02": 4, "2026-01-03": 2}, cap=2)
    assert [bar.height for bar in chart.bars] == [0, HEIGHT, HEIGHT / 2]
    assert chart.line == HEIGHT / 2
    assert draw_days({}).bars == ()
    assert draw_days({"2026-01-01": 1}, cap=50).line is None
