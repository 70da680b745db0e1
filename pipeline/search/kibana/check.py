"""Says what is wrong with saved objects, without a Kibana: what it would refuse, or import and then not draw."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.search.kibana.fields import View
from pipeline.search.kibana.judge_board import judge_dashboard
from pipeline.search.kibana.judge_lens import judge_lens
from pipeline.search.kibana.judge_search import judge_data_view, judge_search
from pipeline.search.kibana.judge_shape import judge_shape
from pipeline.search.kibana.objects import CORE_VERSION, VERSIONS, SavedObject

# What a schema of 8.19 allows; it refuses an object with another attribute.
_ATTRIBUTES: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "index-pattern": (
        frozenset({"title"}),
        frozenset({"name", "timeFieldName", "allowNoIndex", "fields", "typeMeta", "sourceFilters", "runtimeFieldMap"})
        | {"fieldFormatMap", "fieldAttrs", "allowHidden", "type"},
    ),
    "lens": (frozenset({"title", "visualizationType", "state"}), frozenset({"description"})),
    "search": (
        frozenset({"title", "columns", "sort", "kibanaSavedObjectMeta"}),
        frozenset({"description", "grid", "hideChart", "isTextBasedQuery", "usesAdHocDataView", "timeRestore"})
        | {"timeRange", "refreshInterval", "rowHeight", "rowsPerPage", "headerRowHeight", "breakdownField"}
        | {"viewMode", "hideAggregatedPreview", "sampleSize", "visContext", "density", "hits", "version"},
    ),
    "dashboard": (
        frozenset({"title", "panelsJSON", "kibanaSavedObjectMeta"}),
        frozenset({"description", "timeRestore", "timeFrom", "timeTo", "refreshInterval", "controlGroupInput"})
        | {"optionsJSON", "hits", "version"},
    ),
}
_EXACT = frozenset({"lens"})  # an older one is migrated by functions that do not know the present state
_JSON = ("panelsJSON", "optionsJSON", "fields", "typeMeta", "sourceFilters", "runtimeFieldMap", "fieldFormatMap")
Told = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with an object: a kind for programs, a message for people."""

    type: str
    id: str
    kind: str
    message: str


def check_objects(objects: Sequence[SavedObject], views: Mapping[str, View]) -> tuple[Fault, ...]:
    """Find all faults. `views` are those whose fields are known; objects over other indices have no fields judged."""
    titles = {
        one.get("id"): one["attributes"].get("title")
        for one in objects
        if one.get("type") == "index-pattern" and isinstance(one.get("attributes"), dict)
    }
    by_title = {view.id: view for view in views.values()}
    known = {key: by_title[title] for key, title in titles.items() if title in by_title}
    ids = Counter((one.get("type"), one.get("id")) for one in objects)
    return tuple(
        Fault(type=str(one.get("type")), id=str(one.get("id")), kind=kind, message=message)
        for one in objects
        for kind, message in _judge(one, ids, known)
    )


def _judge(one: SavedObject, ids: Counter[tuple[Any, Any]], known: Mapping[Any, View]) -> Iterator[Told]:
    kind, attributes = one.get("type"), one.get("attributes")
    if kind not in VERSIONS:
        yield "unknown_type", f"the type should be one of {', '.join(VERSIONS)}, not {kind!r}"
        return
    if not one.get("id") or not isinstance(attributes, dict):
        yield "missing_attribute", "an object has an id and attributes"
        return
    if ids[kind, one["id"]] > 1:
        yield "duplicate_id", f"{ids[kind, one['id']]} objects have this id; the last would replace the others"
    yield from _judge_versions(one)
    yield from _judge_attributes(kind, attributes)
    try:
        yield from _judge_references(one, ids)
        broken = [*judge_shape(attributes), *_find_broken(attributes)]
        yield from broken
        if not broken:
            yield from _look_inside(one, known)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        yield "malformed", f"the object is not made as Kibana makes one: {type(error).__name__} {error}"


def _look_inside(one: SavedObject, known: Mapping[Any, View]) -> Iterator[Told]:
    judges = {"index-pattern": judge_data_view, "lens": judge_lens, "search": judge_search}
    if one["type"] == "dashboard":
        yield from judge_dashboard(one)
    else:
        yield from judges[one["type"]](one, known)


def _judge_versions(one: SavedObject) -> Iterator[Told]:
    wanted = {"coreMigrationVersion": CORE_VERSION, "typeMigrationVersion": VERSIONS[one["type"]]}
    for name, ceiling in wanted.items():
        found = one.get(name)
        if not isinstance(found, str) or not all(part.isdigit() for part in found.split(".")):
            yield "missing_version", f"{name} should be {ceiling}: without one Kibana runs all migrations"
        elif _read_version(found) > _read_version(ceiling):
            yield "version_too_new", f"{name} {found} is newer than {ceiling}: Kibana 8.19 refuses the object"
        elif found != ceiling and one["type"] in _EXACT and name == "typeMigrationVersion":
            yield "version_too_old", f"{name} should be exactly {ceiling}, not {found}"


def _read_version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("."))


def _judge_attributes(kind: str, attributes: Mapping[str, Any]) -> Iterator[Told]:
    needed, allowed = _ATTRIBUTES[kind]
    for name in sorted(needed - attributes.keys()):
        yield "missing_attribute", f"a {kind} needs the attribute {name}"
    for name in sorted(attributes.keys() - needed - allowed):
        yield "unknown_attribute", f"a {kind} has no attribute {name}: Kibana refuses the object"


def _judge_references(one: SavedObject, ids: Counter[tuple[Any, Any]]) -> Iterator[Told]:
    names = Counter(reference.get("name") for reference in one.get("references", []))
    for name, count in names.items():
        if count > 1:
            yield "duplicate_reference", f"{count} references have the name {name}"
    for reference in one.get("references", []):
        if (reference.get("type"), reference.get("id")) not in ids:
            yield "dangling_reference", f"{reference.get('type')} {reference.get('id')!r} is not in the file"


def _find_broken(attributes: Mapping[str, Any]) -> Iterator[Told]:
    embedded = {name: attributes[name] for name in (*_JSON, "fieldAttrs") if name in attributes}
    meta = attributes.get("kibanaSavedObjectMeta", {})
    embedded |= {"searchSourceJSON": meta["searchSourceJSON"]} if "searchSourceJSON" in meta else {}
    for name, text in embedded.items():
        try:
            json.loads(text)
        except (TypeError, ValueError) as error:
            yield "broken_json", f"{name} should be JSON in a text: {error}"
