"""The checker sees each kind of fault that Kibana would refuse, or import and then not draw."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from pipeline.errors import ConfigError
from pipeline.query import parse_query
from pipeline.search.dsl import compile_dsl
from pipeline.search.kibana import (
    SavedObject,
    check_objects,
    from_ndjson,
    make_objects,
    make_saved_search,
    make_views,
    to_ndjson,
)
from pipeline.search.kibana.judge_search import find_fields

VIEWS = make_views("wirewatch")
GOOD = make_objects()
BOARD = "wirewatch-board-coverage"
TABLE = "wirewatch-panel-feeds-feeds-to-look-at"
LINES = "wirewatch-panel-articles-articles-by-topic-over-time"
SEARCH = "wirewatch-search-latest"
Objects = dict[str, SavedObject]
Plant = Callable[[Objects], object]


def layer(objects: Objects, key: str) -> dict[str, Any]:
    found: dict[str, Any] = objects[key]["attributes"]["state"]["datasourceStates"]["formBased"]["layers"]["layer"]
    return found


def drawn(objects: Objects, key: str) -> dict[str, Any]:
    found: dict[str, Any] = objects[key]["attributes"]["state"]["visualization"]
    return found


def inside(attributes: dict[str, Any], name: str, change: Callable[[Any], object]) -> None:
    """Change what stands as JSON in a text."""
    value = json.loads(attributes[name])
    change(value)
    attributes[name] = json.dumps(value)


def panels(change: Callable[[Any], object]) -> Plant:
    return lambda objects: inside(objects[BOARD]["attributes"], "panelsJSON", change)


def source(change: Callable[[Any], object]) -> Plant:
    return lambda objects: inside(objects[SEARCH]["attributes"]["kibanaSavedObjectMeta"], "searchSourceJSON", change)


def column(key: str, name: str, **changed: Any) -> Plant:
    return lambda objects: layer(objects, key)["columns"][name].update(changed)


def attribute(key: str, **changed: Any) -> Plant:
    return lambda objects: objects[key]["attributes"].update(changed)


FAULTS: dict[str, tuple[str, Plant]] = {
    "two objects of one id": ("duplicate_id", lambda o: o.update(twin=copy.deepcopy(o[BOARD]))),
    "a panel's object is gone": ("dangling_reference", lambda o: o.pop(SEARCH)),
    "the data view is gone": ("dangling_reference", lambda o: o.pop("wirewatch-trail")),
    "a panel without its reference": ("panel_without_object", lambda o: o[BOARD]["references"].pop()),
    "a panel of another type": ("panel_without_object", panels(lambda p: p[0].update(type="search"))),
    "a panel that names nothing": ("panel_without_object", panels(lambda p: p[0].pop("panelRefName"))),
    "a reference without its panel": ("unused_reference", panels(lambda p: p.pop())),
    "two references of one name": (
        "duplicate_reference",
        lambda o: o[BOARD]["references"].append(o[BOARD]["references"][0]),
    ),
    "broken panels": ("broken_json", attribute(BOARD, panelsJSON="[{")),
    "broken options": ("broken_json", attribute(BOARD, optionsJSON={"useMargins": True})),
    "broken search": ("broken_json", attribute(SEARCH, kibanaSavedObjectMeta={"searchSourceJSON": "{'a': 1}"})),
    "an attribute of a later Kibana": ("unknown_attribute", attribute(BOARD, sections=[])),
    "tabs, of a later search": ("unknown_attribute", attribute(SEARCH, tabs=[])),
    "no title": ("missing_attribute", lambda o: o[BOARD]["attributes"].pop("title")),
    "no attributes": ("missing_attribute", lambda o: o[BOARD].pop("attributes")),
    "a dashboard of a later Kibana": ("version_too_new", lambda o: o[BOARD].update(typeMigrationVersion="10.4.0")),
    "a later core": ("version_too_new", lambda o: o[BOARD].update(coreMigrationVersion="8.9.0")),
    "no version": ("missing_version", lambda o: o[LINES].pop("typeMigrationVersion")),
    "an older panel": ("version_too_old", lambda o: o[LINES].update(typeMigrationVersion="8.6.0")),
    "a type of somebody else": ("unknown_type", lambda o: o[LINES].update(type="visualization")),
    "panels over each other": ("overlapping_panels", panels(lambda p: p[1]["gridData"].update(x=0))),
    "a panel beyond the right": ("outside_grid", panels(lambda p: p[4]["gridData"].update(w=49))),
    "a panel of no height": ("outside_grid", panels(lambda p: p[4]["gridData"].update(h=0))),
    "two panels of one index": ("duplicate_panel", panels(lambda p: p[1].update(panelIndex="1"))),
    "a panel of another place": ("malformed", panels(lambda p: p[1]["gridData"].update(i="9"))),
    "an unknown field": ("unknown_field", column(LINES, "split", sourceField="topic.label")),
    "an unknown column": ("unknown_field", attribute(SEARCH, columns=["headline"])),
    "an unknown order": ("unknown_field", attribute(SEARCH, sort=[["published", "desc"], ["when", "desc"]])),
    "an order by text": ("unknown_field", attribute(SEARCH, sort=[["title", "desc"]])),
    "an unknown field in a query": (
        "unknown_field",
        source(lambda s: s["query"].update(query='titel: "a: b" and quotes:{ text: c }')),
    ),
    "an unknown field in a nested query": (
        "unknown_field",
        source(lambda s: s["query"].update(query="quotes:{ words: c }")),
    ),
    "an unknown field in a column's query": (
        "unknown_field",
        column(LINES, "rows", filter={"query": "state: DONE", "language": "kuery"}),
    ),
    "a format of an unknown field": ("unknown_field", attribute("wirewatch-trail", fieldFormatMap='{"took": {}}')),
    "terms of a text": ("field_type", column(LINES, "split", sourceField="topics.label")),
    "terms of what is only stored": ("field_type", column(LINES, "split", sourceField="images.url")),
    "a percentile of a word": (
        "field_type",
        column(TABLE, "failures", operationType="percentile", sourceField="health"),
    ),
    "a histogram of a number": ("field_type", column(LINES, "time", sourceField="revision")),
    "the greatest of no field": ("field_type", column(TABLE, "failures", sourceField="___records___")),
    "terms inside of nested": ("nested_field", column(LINES, "split", sourceField="quotes.speaker.kind")),
    "a column inside of nested": ("nested_field", attribute(SEARCH, columns=["quotes.text"])),
    "a last value by a word": ("field_type", column(TABLE, "health", params={"sortField": "health"})),
    "an operation that we do not make": ("unknown_operation", column(LINES, "rows", operationType="formula")),
    "a metric that cuts": ("malformed", column(LINES, "rows", isBucketed=True)),
    "ordered by no column": (
        "unknown_column",
        column(LINES, "split", params={"orderBy": {"type": "column", "columnId": "gone"}}),
    ),
    "a column that is in no order": ("column_order", lambda o: layer(o, LINES)["columnOrder"].pop()),
    "an order of a column twice": ("column_order", lambda o: layer(o, LINES)["columnOrder"].append("rows")),
    "nothing to draw": ("missing_accessor", lambda o: drawn(o, LINES)["layers"][0].pop("accessors")),
    "no layer to draw": ("missing_accessor", lambda o: drawn(o, LINES)["layers"].clear()),
    "an accessor of no column": ("missing_accessor", lambda o: drawn(o, LINES)["layers"][0].update(xAccessor="day")),
    "a table of no column": ("missing_accessor", lambda o: drawn(o, TABLE)["columns"][0].update(columnId="gone")),
    "another layer": ("missing_accessor", lambda o: drawn(o, TABLE).update(layerId="other")),
    "an unknown drawing": ("unknown_visualization", attribute(LINES, visualizationType="lnsGauge3d")),
    "a panel over no data view": ("no_data_view", lambda o: o[LINES]["references"].clear()),
    "a search over no data view": ("no_data_view", lambda o: o[SEARCH]["references"].clear()),
    "a data view without a time": ("no_time_field", lambda o: o["wirewatch-feeds"]["attributes"].pop("timeFieldName")),
    "a data view whose time is a word": ("no_time_field", attribute("wirewatch-feeds", timeFieldName="health")),
    "a panel without a state": ("malformed", lambda o: o[LINES]["attributes"].update(state={})),
    "a title that is a number": ("attribute_type", attribute(BOARD, title=5)),
    "a truth that is a text": ("attribute_type", attribute(BOARD, timeRestore="true")),
    "a version that is a truth": ("attribute_type", attribute(BOARD, version=True)),
    "columns that are no names": ("attribute_type", attribute(SEARCH, columns=[{"name": "title"}])),
    "an order without its direction": ("attribute_type", attribute(SEARCH, sort=["sorted_at", "desc"])),
    "a refresh without its pause": ("attribute_type", attribute(BOARD, refreshInterval={"value": 60000})),
    "formats that are no text": ("attribute_type", attribute("wirewatch-trail", fieldFormatMap={})),
    "a period that is not said": ("no_period", lambda o: o[BOARD]["attributes"].pop("timeFrom")),
    "a layer over a search": ("no_data_view", lambda o: o[LINES]["references"][0].update(type="search", id=SEARCH)),
    "a series that nobody draws": (
        "unknown_visualization",
        lambda o: drawn(o, LINES)["layers"][0].update(seriesType="bars"),
    ),
    "a shape that nobody draws": (
        "unknown_visualization",
        lambda o: drawn(o, "wirewatch-panel-articles-languages").update(shape="ring"),
    ),
    "a layer of no kind": ("malformed", lambda o: drawn(o, LINES)["layers"][0].pop("layerType")),
    "a query of no language": ("malformed", lambda o: o[LINES]["attributes"]["state"]["query"].pop("language")),
    "a panel without layers": (
        "missing_accessor",
        lambda o: o[LINES]["attributes"]["state"]["datasourceStates"]["formBased"]["layers"].clear(),
    ),
    "a panel between columns": ("outside_grid", panels(lambda p: p[4]["gridData"].update(w=24.5))),
    "a reference that is none": ("malformed", lambda o: o[LINES].update(references=["wirewatch-articles"])),
    "no references at all": ("malformed", lambda o: o[LINES].update(references=None)),
    "panels that are no list": ("malformed", attribute(BOARD, panelsJSON="[1]")),
}


def test_what_is_published_has_no_fault() -> None:
    assert check_objects(GOOD, VIEWS) == ()
    assert check_objects(make_objects("desk"), make_views("desk")) == ()


@pytest.mark.parametrize(("kind", "plant"), FAULTS.values(), ids=FAULTS)
def test_a_planted_fault_is_found(kind: str, plant: Plant) -> None:
    objects = {one["id"]: one for one in copy.deepcopy(GOOD)}
    plant(objects)
    assert kind in {fault.kind for fault in check_objects(list(objects.values()), VIEWS)}


def test_objects_over_other_indices_are_judged_but_for_their_fields() -> None:
    others = {one["id"]: one for one in copy.deepcopy(GOOD)}
    others["wirewatch-articles"]["attributes"]["title"] = "somebody-elses-*"
    column(LINES, "split", sourceField="colour")(others)
    assert check_objects(list(others.values()), VIEWS) == ()
    column(LINES, "split", operationType="formula")(others)
    assert [fault.id for fault in check_objects(list(others.values()), VIEWS)] == [LINES]


def test_what_kibana_itself_puts_into_an_export_is_no_fault() -> None:
    """As in files that Kibana 8 exported: more states, settings of axes, a version, who made it, annotations."""
    objects = {one["id"]: one for one in copy.deepcopy(GOOD)}
    objects[LINES]["attributes"]["state"]["datasourceStates"]["textBased"] = {"layers": {}}
    seen = drawn(objects, LINES)
    seen["axisTitlesVisibilitySettings"] = {"x": True, "yLeft": True, "yRight": True}
    seen["layers"][0] |= {"position": "top", "showGridlines": False}
    seen["layers"].append({"layerId": "notes", "layerType": "annotations", "annotations": []})
    objects[LINES] |= {"created_at": "2026-03-02T10:00:00.000Z", "created_by": "u_1", "version": "WzEzMywxXQ=="}
    objects[BOARD]["attributes"]["hits"] = 0
    panels(lambda p: [panel.update(version="8.19.0") for panel in p])(objects)
    assert check_objects(list(objects.values()), VIEWS) == ()


def test_what_is_written_is_read_again_without_the_summary_of_an_export() -> None:
    assert from_ndjson(to_ndjson(GOOD) + '\n{"exportedCount": 51, "missingRefCount": 0}\n') == GOOD


@pytest.mark.parametrize("line", ["{", "[1]"])
def test_a_line_that_is_no_object_is_named(line: str) -> None:
    with pytest.raises(ConfigError, match="line 2 should be a JSON object"):
        from_ndjson(f"{{}}\n{line}\n")


@pytest.mark.parametrize("query", ['speakers.name: "Ivan Petrov" and quotes:{ text: council }', "", None])
def test_the_saved_search_of_a_rule_has_no_fault(query: str | None) -> None:
    asked = compile_dsl(parse_query('speaker:Petrov said:"Russia-NATO Council"')) if query is None else query
    made = make_saved_search("council", "The council", asked, data_view="wirewatch-articles")
    assert check_objects([*GOOD, made], VIEWS) == ()
    assert made["id"] == "wirewatch-articles-rule-council"
    found = json.loads(made["attributes"]["kibanaSavedObjectMeta"]["searchSourceJSON"])
    assert [part["query"] for part in found["filter"]] == ([asked] if query is None else [])


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("", []),
        ("council", []),
        ('"a: b"', []),
        ("title: (a or b) and not late: true", ["title", "late"]),
        ("rung_at >= now-1d and @timestamp<5", ["rung_at", "@timestamp"]),
        ("quotes:{ speaker.name: a and text: b } or url: *", ["quotes", "quotes.speaker.name", "quotes.text", "url"]),
    ],
)
def test_the_fields_of_a_query_are_found(query: str, fields: list[str]) -> None:
    assert list(find_fields(query)) == fields
