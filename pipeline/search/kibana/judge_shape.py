"""Judges the shape of attributes: of which kind each is, as the schemas of Kibana 8.19 and 9 ask for it.

Kibana refuses an object with an attribute of another kind as a whole. What is inside of the JSON texts, and of Lens's
state, it takes as it comes: that is for the other judges.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Told = tuple[str, str]
_TEXTS = (
    *("title", "description", "name", "timeFieldName", "panelsJSON", "optionsJSON", "timeFrom", "timeTo"),
    *("fields", "typeMeta", "sourceFilters", "runtimeFieldMap", "fieldFormatMap", "fieldAttrs", "type"),
    *("visualizationType", "breakdownField", "viewMode", "density"),
)
_TRUTHS = (
    *("timeRestore", "hideChart", "isTextBasedQuery", "usesAdHocDataView", "hideAggregatedPreview"),
    *("allowNoIndex", "allowHidden"),
)
_NUMBERS = ("hits", "version", "rowHeight", "rowsPerPage", "headerRowHeight", "sampleSize")
_OBJECTS = ("state", "grid", "kibanaSavedObjectMeta", "refreshInterval", "timeRange", "controlGroupInput", "visContext")
_LISTS = ("columns", "sort")
_KINDS: Mapping[str, tuple[type, str]] = {
    **dict.fromkeys(_TEXTS, (str, "a text")),
    **dict.fromkeys(_TRUTHS, (bool, "true or false")),
    **dict.fromkeys(_NUMBERS, (int, "a number")),
    **dict.fromkeys(_OBJECTS, (dict, "an object")),
    **dict.fromkeys(_LISTS, (list, "a list")),
}
# What an object that is an attribute cannot be without.
_INSIDE: Mapping[str, Mapping[str, type]] = {
    "refreshInterval": {"pause": bool, "value": int},
    "timeRange": {"from": str, "to": str},
}


def judge_shape(attributes: Mapping[str, Any]) -> Iterator[Told]:
    """Say which attributes are of the wrong kind, or lack what belongs to them."""
    for name in sorted(attributes.keys() & _KINDS.keys()):
        kind, words = _KINDS[name]
        if not _is(attributes[name], kind):
            yield "attribute_type", f"{name} should be {words}, not {attributes[name]!r:.60}: Kibana refuses the object"
        else:
            yield from _look_inside(name, attributes)
    if attributes.get("timeRestore") is True and not _has_period(attributes):
        yield "no_period", "timeRestore is true without a period: nothing is restored"


def _look_inside(name: str, attributes: Mapping[str, Any]) -> Iterator[Told]:
    value = attributes[name]
    for part, kind in _INSIDE.get(name, {}).items():
        if not _is(value.get(part), kind):
            yield "attribute_type", f"{name} should have {part}: Kibana refuses the object"
    if name == "columns" and not all(isinstance(column, str) for column in value):
        yield "attribute_type", "columns should be names of fields: Kibana refuses the object"
    if name == "sort" and not all(isinstance(pair, list) and len(pair) == 2 for pair in value):
        yield "attribute_type", "sort should be pairs of a field and a direction"


def _has_period(attributes: Mapping[str, Any]) -> bool:
    return bool(attributes.get("timeRange") or (attributes.get("timeFrom") and attributes.get("timeTo")))


def _is(value: object, kind: type) -> bool:
    # Python counts true and false as numbers, Kibana does not.
    return isinstance(value, kind) and (kind is bool or not isinstance(value, bool))
