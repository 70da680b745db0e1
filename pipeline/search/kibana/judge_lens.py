"""Judges Lens panels: that the columns can be computed from the mapping, and that what is drawn is a column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.search.kibana.fields import NUMBERS, Field, View
from pipeline.search.kibana.judge_search import judge_query
from pipeline.search.kibana.objects import RECORDS, SavedObject

Told = tuple[str, str]
Layer = Mapping[str, Any]
_WORDS = frozenset({"keyword", "boolean"})
_DATE = frozenset({"date"})
# Which types of Elasticsearch an operation can read; of those we make.
_READS: Mapping[str, frozenset[str]] = {
    "count": NUMBERS | _WORDS | _DATE,
    "unique_count": NUMBERS | _WORDS | _DATE,
    "terms": NUMBERS | _WORDS,
    "last_value": NUMBERS | _WORDS | _DATE,
    "date_histogram": _DATE,
    "max": NUMBERS | _DATE,
    "min": NUMBERS | _DATE,
    **dict.fromkeys(("sum", "average", "median", "percentile", "standard_deviation"), NUMBERS),
}
_BUCKETS = frozenset({"terms", "date_histogram"})
# What a visualisation cannot be drawn without.
_NEEDS = {"lnsMetric": "metricAccessor", "lnsDatatable": "columns", "lnsXY": "accessors", "lnsPie": "metrics"}
_ACCESSORS = ("metricAccessor", "xAccessor", "splitAccessor", "breakdownByAccessor", "maxAccessor")
_LISTS = ("accessors", "metrics", "primaryGroups", "secondaryGroups")
# How a layer of axes can be drawn, what layers there are, and the shapes of slices.
_SERIES = frozenset(
    f"{kind}{way}{stack}"
    for kind, ways in (("bar", ("", "_horizontal")), ("area", ("",)), ("line", ("",)))
    for way in ways
    for stack in ("", "_stacked", "_percentage_stacked")
)
_LAYERS = frozenset({"data", "referenceLine", "annotations"})
_SHAPES = frozenset({"pie", "donut", "treemap", "mosaic", "waffle"})
_LANGUAGES = frozenset({"kuery", "lucene"})


def judge_lens(one: SavedObject, known: Mapping[Any, View]) -> Iterator[Told]:
    """Say what is wrong with a panel."""
    state = one["attributes"]["state"]
    layers: Mapping[str, Layer] = state["datasourceStates"]["formBased"]["layers"]
    references = {
        reference["name"]: reference["id"]
        for reference in one.get("references", [])
        if reference["type"] == "index-pattern"
    }
    if not layers:
        yield "missing_accessor", "the panel has no layer"
    if state["query"].get("language") not in _LANGUAGES:
        yield "malformed", f"the query's language should be one of {', '.join(sorted(_LANGUAGES))}"
    for key, layer in layers.items():
        name = f"indexpattern-datasource-layer-{key}"
        if name not in references:
            yield "no_data_view", f"layer {key} has no reference {name} to a data view"
        view = known.get(references.get(name))
        if set(layer["columnOrder"]) != set(layer["columns"]) or len(layer["columnOrder"]) != len(layer["columns"]):
            yield "column_order", f"columnOrder {layer['columnOrder']} is not {list(layer['columns'])}"
        for column in layer["columns"].values():
            yield from _judge_column(column, layer, view)
        if view is not None:
            yield from judge_query(state["query"], view)
    yield from _judge_drawing(one["attributes"]["visualizationType"], state["visualization"], layers)


def _judge_column(column: Mapping[str, Any], layer: Layer, view: View | None) -> Iterator[Told]:
    operation, parameters = column["operationType"], column.get("params", {})
    if operation not in _READS:
        yield "unknown_operation", f"{operation} is none of {', '.join(_READS)}"
        return
    if column["isBucketed"] != (operation in _BUCKETS):
        yield "malformed", f"{operation} should have isBucketed {str(operation in _BUCKETS).lower()}"
    order = parameters.get("orderBy", {})
    if order.get("type") == "column" and order["columnId"] not in layer["columns"]:
        yield "unknown_column", f"{column['sourceField']} is ordered by {order['columnId']}, which is no column"
    if view is None:
        return
    yield from _judge_field(operation, column["sourceField"], view)
    if operation == "last_value":
        yield from _judge_field("date_histogram", parameters["sortField"], view)
    yield from judge_query(column.get("filter", {}), view)


def _judge_field(operation: str, name: str, view: View) -> Iterator[Told]:
    if name == RECORDS:
        if operation != "count":
            yield "field_type", f"{operation} needs a field"
        return
    field = view.fields.get(name)
    if field is None:
        yield "unknown_field", f"{operation} reads {name}, which is no field of {view.id}"
    elif field.inside:
        yield "nested_field", f"{operation} reads {name}, which is inside of a nested field: Lens does not see it"
    elif not _reads(operation, field):
        yield "field_type", f"{operation} cannot read {name}, which is {field.type}"


def _reads(operation: str, field: Field) -> bool:
    return field.aggregatable and field.type in _READS[operation]


def _judge_drawing(kind: str, drawn: Mapping[str, Any], layers: Mapping[str, Layer]) -> Iterator[Told]:
    if kind not in _NEEDS:
        yield "unknown_visualization", f"{kind} is none of {', '.join(_NEEDS)}"
        return
    parts = drawn.get("layers", [drawn])
    if not parts:
        yield "missing_accessor", f"{kind} has no layer"
    yield from _judge_shape(kind, drawn, parts)
    # Annotations draw no column.
    for part in (one for one in parts if one.get("layerType") != "annotations"):
        if not part.get(_NEEDS[kind]):
            yield "missing_accessor", f"{kind} cannot be drawn without {_NEEDS[kind]}"
        columns = layers.get(part["layerId"], {}).get("columns")
        if columns is None:
            yield "missing_accessor", f"{kind} draws the layer {part['layerId']}, which is not there"
            continue
        for accessor in _read_accessors(part):
            if accessor not in columns:
                yield "missing_accessor", f"{kind} draws {accessor}, which is no column"


def _judge_shape(kind: str, drawn: Mapping[str, Any], parts: Sequence[Mapping[str, Any]]) -> Iterator[Told]:
    """Say which layers Lens would not know how to draw: it shows them empty."""
    if kind == "lnsPie" and drawn.get("shape") not in _SHAPES:
        yield "unknown_visualization", f"{drawn.get('shape')} is none of {', '.join(sorted(_SHAPES))}"
    for part in parts:
        if part.get("layerType") not in _LAYERS:
            yield "malformed", f"layerType {part.get('layerType')} is none of {', '.join(sorted(_LAYERS))}"
        elif kind == "lnsXY" and part["layerType"] == "data" and part.get("seriesType") not in _SERIES:
            yield "unknown_visualization", f"{part.get('seriesType')} is none of {', '.join(sorted(_SERIES))}"


def _read_accessors(part: Mapping[str, Any]) -> Iterator[str]:
    yield from (part[name] for name in _ACCESSORS if part.get(name))
    yield from (accessor for name in _LISTS for accessor in part.get(name, []))
    yield from (column["columnId"] for column in part.get("columns", []))
