"""What `wirewatch compare` shows of a document that a new version reads differently."""

from __future__ import annotations

from datetime import UTC, datetime

from msgspec.structs import replace

from pipeline.cli.differences import find_differences
from pipeline.enrich.names import parse_names
from pipeline.enrich.topics import parse_taxonomy
from pipeline.stages.again import annotate, make_example
from pipeline.types import Quote
from tests.documents import make_document, make_quote

TEXT = "“The ice is thin,” Pavel Orlenko said on Tuesday. “Nobody may cross,” he said."


def test_nothing_differs_from_itself() -> None:
    document = make_document(text=TEXT, quotes=[("Pavel Orlenko", "“The ice is thin,”")])
    assert find_differences(document, replace(document)) == []


def test_a_speaker_found_by_the_new_version_shows_as_one_line_less_and_one_more() -> None:
    old = make_document(text=TEXT, quotes=[("Pavel Orlenko", "“The ice is thin,”"), (None, "“Nobody may cross,”")])
    new = replace(old, quotes=(old.quotes[0], make_quote("“Nobody may cross,”", speaker="Pavel Orlenko", text=TEXT)))
    (found,) = find_differences(old, new)
    assert found.field == "quotes"
    assert found.removed == ("somebody: “Nobody may cross,”",)
    assert found.added == ("Pavel Orlenko: “Nobody may cross,”",)


def test_two_equal_items_count_as_two() -> None:
    twice: tuple[Quote, ...] = (make_quote("“No,”", speaker="Nora Quist"),) * 2
    old = make_document(quotes=())
    (found,) = find_differences(replace(old, quotes=twice), replace(old, quotes=twice[:1]))
    assert found.removed == ("Nora Quist: “No,”",)
    assert found.added == ()


def test_what_an_annotator_of_today_finds_shows_beside_what_was_stored() -> None:
    stored = make_example(TEXT, title="Thin ice", at=datetime(2030, 3, 13, tzinfo=UTC), language="en")
    again = annotate(stored, taxonomy=parse_taxonomy({}), names=parse_names({}))
    shown = {difference.field: difference for difference in find_differences(stored, again)}
    assert shown["people"].added == ("Pavel Orlenko",)
    assert shown["dates"].added == ("Tuesday = DATE 2030-03-12",)
    assert [line.partition(":")[0] for line in shown["quotes"].added] == ["Pavel Orlenko", "Pavel Orlenko"]
