"""Runs the examples of docs/query.md."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline.query import parse_query
from pipeline.query.terms import FIELDS
from pipeline.rules.match import matches
from pipeline.types import Document
from tests.documents import make_document

PAGE = (Path(__file__).parents[2] / "docs" / "query.md").read_text()
NAMES = ("russia-nato-council", "iaea", "opec")
_ROW = re.compile(r"^\| `(.+?)` \| (.*?) \| (.*?) ?\|$", re.MULTILINE)
ROWS = [(found[1], found[2], found[3]) for found in _ROW.finditer(PAGE)]
_QUOTED = re.compile(r"([A-Z]\w+): (.+)")


def read_cell(cell: str) -> Document:
    """Make the document that a cell describes."""
    fields: dict[str, Any] = {"title": "", "text": "", "quotes": [], "names": [], "people": {}, "topics": {}}
    for part in cell.split(" · "):
        key, equals, value = part.partition(" = ")
        quoted = _QUOTED.fullmatch(part)
        if equals:
            _set(fields, key, value)
        elif quoted:
            fields["quotes"].append((quoted[1], quoted[2]))
            fields["text"] += f"{quoted[2]}\n"
        else:
            fields["text"] += f"{part}\n"
    return make_document(**fields)


def _set(fields: dict[str, Any], key: str, value: str) -> None:
    match key:
        case "published":
            fields["published_at"] = datetime.fromisoformat(value).replace(tzinfo=UTC)
        case "topic":
            code, _, label = value.partition(" ")
            fields["topics"][code] = label
        case "dateline":
            fields["place"], fields["agency"] = value.split(", ")
        case "mentions":
            fields["people"][value] = ()
        case "name":
            fields["names"].append((value, value))
        case "title" | "source" | "language":
            fields[key] = value
        case _:
            raise AssertionError(f"docs/query.md: {key} = {value}")


@pytest.mark.parametrize(("query", "found", "missed"), ROWS, ids=[query for query, _, _ in ROWS])
def test_an_example_of_the_page_is_true(query: str, found: str, missed: str) -> None:
    tree = parse_query(query, names=NAMES)
    assert matches(tree, read_cell(found))
    assert not missed or not matches(tree, read_cell(missed))


def test_every_row_of_every_table_is_run() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| `")]
    assert len(rows) == len(ROWS) > 50


def test_every_field_and_operator_has_an_example() -> None:
    queries = " ".join(query for query, _, _ in ROWS)
    signs = [f"{field}:" for field in FIELDS] + ["AND", "OR", "NOT", " -", "*", "~", "(", '"', ">=", "<", "["]
    assert [sign for sign in signs if sign not in queries] == []
