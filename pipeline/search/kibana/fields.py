"""The fields that Kibana will see behind each data view, read out of the mappings that the program installs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from pipeline.search.mapping import Properties, document_properties
from pipeline.search.mirrored import mirrored_properties

NUMBERS = frozenset({"long", "float", "double"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field as Elasticsearch has it. What is `inside` a nested field can be searched, and Lens does not see it."""

    type: str
    aggregatable: bool
    inside: bool = False


Fields: TypeAlias = Mapping[str, Field]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A data view: its id is its index too. `formats` are Kibana's field formats, `labels` other names of fields."""

    id: str
    name: str
    time: str
    fields: Fields
    formats: Mapping[str, Mapping[str, object]]
    labels: Mapping[str, str]


def make_views(prefix: str) -> dict[str, View]:
    """Describe the data views by kind: articles, alerts, trail, feeds."""
    link = {"url": {"id": "url"}}
    return {
        "articles": View(
            id=f"{prefix}-articles",
            name="Wirewatch: articles",
            time="sorted_at",
            fields=read_fields(document_properties()),
            formats=link,
            labels={"sorted_at": "published, else first seen"},
        ),
        "alerts": View(
            id=f"{prefix}-alerts",
            name="Wirewatch: alerts",
            time="rung_at",
            fields=read_fields(mirrored_properties("alerts")),
            formats=link,
            labels={},
        ),
        "trail": View(
            id=f"{prefix}-trail",
            name="Wirewatch: pipeline trail",
            time="@timestamp",
            fields=read_fields(mirrored_properties("trail")),
            formats={**link, "event.duration": _duration("nanoseconds"), "lag_seconds": _duration("seconds")},
            labels={"lag_seconds": "time since first seen"},
        ),
        "feeds": View(
            id=f"{prefix}-feeds",
            name="Wirewatch: feeds",
            time="@timestamp",
            fields=read_fields(mirrored_properties("feeds")),
            formats={**link, "interval_seconds": _duration("seconds")},
            labels={"@timestamp": "seen"},
        ),
    }


def read_fields(properties: Properties) -> Fields:
    """List all fields of a mapping by path: multi-fields, nested roots and aliases too."""
    found = dict(_walk(properties, "", inside=False))
    targets = {name: found[path] for name, path in _aliases(properties)}
    return {**found, **targets}


def _walk(properties: Properties, before: str, *, inside: bool) -> Iterator[tuple[str, Field]]:
    for name, field in properties.items():
        path, kind = before + name, field["type"]
        if kind == "nested":
            yield path, Field(type=kind, aggregatable=False)
        if "properties" in field:
            yield from _walk(field["properties"], f"{path}.", inside=inside or kind == "nested")
        elif kind != "alias":
            stored = field.get("doc_values", True) and kind != "text"
            yield path, Field(type=kind, aggregatable=stored, inside=inside)
            yield from _walk(field.get("fields", {}), f"{path}.", inside=inside)


def _aliases(properties: Properties) -> Iterator[tuple[str, str]]:
    return ((name, field["path"]) for name, field in properties.items() if field["type"] == "alias")


def _duration(unit: str) -> dict[str, object]:
    shown = {"outputFormat": "humanizePrecise", "outputPrecision": 1, "useShortSuffix": True}
    return {"id": "duration", "params": {"inputFormat": unit, **shown}}
