"""Judges data views and saved searches: their fields, their time, and the fields that a query names."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.search.kibana.fields import Fields, View
from pipeline.search.kibana.objects import SavedObject

Told = tuple[str, str]
# A quoted value, a field with its operator (and an open brace, after which fields are inside of it), or a closing one.
_TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|(?P<field>[\w.@*-]+)\s*(?:(?P<open>:\s*\{)|:|[<>]=?)|(?P<close>\})')


def judge_data_view(one: SavedObject, known: Mapping[Any, View]) -> Iterator[Told]:
    """Say what is wrong with a data view."""
    attributes, view = one["attributes"], known.get(one["id"])
    time = attributes.get("timeFieldName")
    if not time:
        yield "no_time_field", "without timeFieldName the period on the screen is ignored"
    if view is None:
        return
    if time and (time not in view.fields or view.fields[time].type != "date"):
        yield "no_time_field", f"{time} is no date of {view.id}"
    for name in ("fieldFormatMap", "fieldAttrs"):
        for field in json.loads(attributes.get(name, "{}")):
            if field not in view.fields:
                yield "unknown_field", f"{name} names {field}, which {view.id} does not have"


def judge_search(one: SavedObject, known: Mapping[Any, View]) -> Iterator[Told]:
    """Say what is wrong with a saved search."""
    attributes = one["attributes"]
    source = json.loads(attributes["kibanaSavedObjectMeta"]["searchSourceJSON"])
    references = {reference["name"]: reference for reference in one.get("references", [])}
    asked = [source.get("indexRefName"), *(part["meta"].get("indexRefName") for part in source.get("filter", []))]
    for name in asked:
        if name not in references:
            yield "no_data_view", f"the search looks into {name}, and no reference has that name"
    view = known.get(references.get(source.get("indexRefName"), {}).get("id"))
    if view is None:
        return
    for column in attributes["columns"]:
        yield from _judge_column(column, view)
    for sort in attributes["sort"]:
        if sort[0] not in view.fields or not view.fields[sort[0]].aggregatable:
            yield "unknown_field", f"the search is sorted by {sort[0]}, by which {view.id} cannot be sorted"
    yield from judge_query(source.get("query", {}), view)


def _judge_column(column: str, view: View) -> Iterator[Told]:
    if column not in view.fields:
        yield "unknown_field", f"the column {column} is no field of {view.id}"
    elif view.fields[column].inside:
        yield "nested_field", f"the column {column} is inside of a nested field, of which Discover shows the whole only"


def judge_query(query: Mapping[str, Any], view: View) -> Iterator[Told]:
    """Say which fields a query names that are not there, or that are nested and are not asked as such."""
    for field in find_fields(str(query.get("query", ""))):
        if "*" in field or field in view.fields or _is_object(field, view.fields):
            continue
        yield "unknown_field", f"the query names {field}, which is no field of {view.id}"


def find_fields(query: str) -> Iterator[str]:
    """Give the fields that a text in Kibana's query language (or Lucene's) names, by their whole paths."""
    before: list[str] = []
    for token in _TOKEN.finditer(query):
        if token["close"] and before:
            before.pop()
        elif token["field"]:
            path = ".".join([*before, token["field"]])
            yield path
            if token["open"]:
                before.append(token["field"])


def _is_object(field: str, fields: Fields) -> bool:
    return any(name.startswith(f"{field}.") for name in fields)
