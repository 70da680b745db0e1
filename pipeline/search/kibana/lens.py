"""Lens panels: columns over a data view, and the shape in which they are drawn.

Of the columns those that cut into buckets come first; a split comes before the time, so that the greatest are the
greatest of the whole time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from pipeline.search.kibana.objects import RECORDS, SavedObject, make_object, refer

Column: TypeAlias = dict[str, Any]
Shape: TypeAlias = Literal["number", "table", "bar_stacked", "line", "bar_horizontal", "donut"]
LAYER = "layer"
LAYER_REFERENCE = f"indexpattern-datasource-layer-{LAYER}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One panel of a board."""

    key: str
    title: str
    view: str
    shape: Shape
    columns: Mapping[str, Column]
    query: str = ""


def count(label: str, *, only: str = "") -> Column:
    """Count rows, or those that a query finds."""
    return {**_metric("count", RECORDS, label), "params": {"emptyAsNull": False}, **_only(only)}


def unique(field: str, label: str) -> Column:
    """Count different values."""
    return {**_metric("unique_count", field, label), "params": {"emptyAsNull": False}}


def latest(field: str, label: str) -> Column:
    """Take the greatest moment."""
    return {**_metric("max", field, label), "dataType": "date", "params": {"emptyAsNull": True}}


def greatest(field: str, label: str) -> Column:
    """Take the greatest number."""
    return {**_metric("max", field, label), "params": {"emptyAsNull": True}}


def median(field: str, label: str) -> Column:
    """Take the median."""
    return {**_metric("median", field, label), "params": {"emptyAsNull": True}}


def percentile(field: str, label: str, *, at: int) -> Column:
    """Take what so many in a hundred do not exceed."""
    return {**_metric("percentile", field, label), "params": {"percentile": at}}


def last(field: str, label: str, *, by: str) -> Column:
    """Take a word of the newest row, as an array: then Kibana asks for `top_hits`, which every node has."""
    shown = {**_metric("last_value", field, label), "dataType": "string", "scale": "ordinal"}
    return {**shown, "params": {"sortField": by, "showArrayValues": True}, **_only(f"{field}: *")}


def over_time(field: str, label: str) -> Column:
    """Cut by time, as fine as the period on the screen allows."""
    params = {"interval": "auto", "includeEmptyRows": True, "dropPartials": False}
    bucket = {"dataType": "date", "isBucketed": True, "scale": "interval", "operationType": "date_histogram"}
    return {**bucket, "sourceField": field, "label": label, "customLabel": True, "params": params}


def top(field: str, label: str, *, size: int = 10, by: str = "") -> Column:
    """Cut by the values that are greatest in a column (`by`), or by all in their order."""
    order = {"type": "column", "columnId": by} if by else {"type": "alphabetical", "fallback": False}
    patterns = {"include": [], "exclude": [], "includeIsRegex": False, "excludeIsRegex": False}
    params = {
        "size": size,
        "orderBy": order,
        "orderDirection": "desc" if by else "asc",
        "otherBucket": False,
        "missingBucket": False,
        "parentFormat": {"id": "terms"},
        **patterns,
    }
    bucket = {"dataType": "string", "isBucketed": True, "scale": "ordinal", "operationType": "terms"}
    return {**bucket, "sourceField": field, "label": label, "customLabel": True, "params": params}


def make_lens(panel: Panel) -> SavedObject:
    """Make the saved object of a panel."""
    buckets = [key for key, column in panel.columns.items() if column["isBucketed"]]
    metrics = [key for key in panel.columns if key not in buckets]
    kind, drawn = _draw(panel, buckets, metrics)
    layer = {"columns": dict(panel.columns), "columnOrder": [*buckets, *metrics], "incompleteColumns": {}}
    state = {
        "datasourceStates": {"formBased": {"layers": {LAYER: {**layer, "sampling": 1}}}},
        "visualization": drawn,
        "query": {"query": panel.query, "language": "kuery"},
        "filters": [],
        "internalReferences": [],
        "adHocDataViews": {},
    }
    attributes = {"title": panel.title, "description": "", "visualizationType": kind, "state": state}
    return make_object("lens", panel.key, attributes, references=[refer(LAYER_REFERENCE, "index-pattern", panel.view)])


def _draw(panel: Panel, buckets: list[str], metrics: list[str]) -> tuple[str, dict[str, Any]]:
    layer = {"layerId": LAYER, "layerType": "data"}
    match panel.shape:
        case "number":
            return "lnsMetric", {**layer, "metricAccessor": metrics[0]}
        case "table":
            return "lnsDatatable", {**layer, "columns": [{"columnId": key} for key in panel.columns]}
        case "donut":
            shown = {"numberDisplay": "percent", "categoryDisplay": "default", "legendDisplay": "default"}
            slices = {**layer, **shown, "primaryGroups": buckets, "metrics": metrics, "nestedLegend": False}
            return "lnsPie", {"shape": "donut", "layers": [slices]}
        case _:
            return "lnsXY", _draw_axes(panel, buckets, metrics, layer=layer)


def _draw_axes(panel: Panel, buckets: list[str], metrics: list[str], *, layer: dict[str, str]) -> dict[str, Any]:
    split = {"splitAccessor": buckets[0]} if len(buckets) > 1 else {}
    series = {"seriesType": panel.shape, "xAccessor": buckets[-1], "accessors": metrics, **split}
    return {
        "preferredSeriesType": panel.shape,
        "legend": {"isVisible": bool(split) or len(metrics) > 1, "position": "right"},
        "valueLabels": "hide",
        "fittingFunction": "Linear" if panel.shape == "line" else "None",
        "layers": [{**layer, **series}],
    }


def _metric(operation: str, field: str, label: str) -> Column:
    number = {"dataType": "number", "isBucketed": False, "scale": "ratio"}
    return {**number, "operationType": operation, "sourceField": field, "label": label, "customLabel": True}


def _only(query: str) -> dict[str, Any]:
    return {"filter": {"query": query, "language": "kuery"}} if query else {}
