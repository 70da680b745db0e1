"""Saved objects as Kibana imports them: the envelope with its versions, data views and saved searches.

The versions are the newest that 8.19 knows and 9.x migrates. One that is newer is refused by an older Kibana; none at
all makes Kibana run every migration there ever was, of which some break a present object.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from pipeline.errors import ConfigError
from pipeline.search.kibana.fields import View

SavedObject: TypeAlias = dict[str, Any]
Reference: TypeAlias = dict[str, str]
CORE_VERSION = "8.8.0"
VERSIONS = {"index-pattern": "8.0.0", "lens": "8.9.0", "search": "10.5.0", "dashboard": "10.2.0"}
INDEX_REFERENCE = "kibanaSavedObjectMeta.searchSourceJSON.index"
RECORDS = "___records___"


def make_object(
    kind: str, key: str, attributes: Mapping[str, Any], *, references: Sequence[Reference] = ()
) -> SavedObject:
    """Put attributes into their envelope."""
    return {
        "type": kind,
        "id": key,
        "attributes": dict(attributes),
        "references": list(references),
        "coreMigrationVersion": CORE_VERSION,
        "typeMigrationVersion": VERSIONS[kind],
        "managed": False,
    }


def refer(name: str, kind: str, key: str) -> Reference:
    """Refer to another object by a name."""
    return {"name": name, "type": kind, "id": key}


def make_data_view(view: View) -> SavedObject:
    """Make a data view; Kibana reads its fields from the index, which need not be there yet."""
    attributes = {
        "title": view.id,
        "name": view.name,
        "timeFieldName": view.time,
        "allowNoIndex": True,
        "fields": "[]",
        "typeMeta": "{}",
        "sourceFilters": "[]",
        "runtimeFieldMap": "{}",
        "fieldFormatMap": write_json(view.formats),
        "fieldAttrs": write_json({name: {"customLabel": label} for name, label in view.labels.items()}),
    }
    return make_object("index-pattern", view.id, attributes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a saved search looks into and shows: columns, newest first by a time."""

    view: str
    time: str
    columns: Sequence[str]


def make_search(
    key: str, title: str, query: str | Mapping[str, Any], *, table: Table, description: str = ""
) -> SavedObject:
    """Make a saved search: a text in Kibana's own query language, or a query of Elasticsearch as a filter."""
    filters, references = _make_filters(query, title=title, view=table.view)
    source = {
        "query": {"query": query if isinstance(query, str) else "", "language": "kuery"},
        "filter": filters,
        "highlightAll": True,
        "version": True,
        "indexRefName": INDEX_REFERENCE,
    }
    attributes = {
        "title": title,
        "description": description,
        "columns": list(table.columns),
        "sort": [[table.time, "desc"]],
        "grid": {},
        "hideChart": False,
        "isTextBasedQuery": False,
        "timeRestore": False,
        "kibanaSavedObjectMeta": {"searchSourceJSON": write_json(source)},
    }
    into = refer(INDEX_REFERENCE, "index-pattern", table.view)
    return make_object("search", key, attributes, references=[into, *references])


def _make_filters(
    query: str | Mapping[str, Any], *, title: str, view: str
) -> tuple[list[dict[str, Any]], list[Reference]]:
    if isinstance(query, str):
        return [], []
    name = "kibanaSavedObjectMeta.searchSourceJSON.filter[0].meta.index"
    meta = {"alias": title, "disabled": False, "negate": False, "type": "custom", "key": "query", "indexRefName": name}
    custom = {
        "meta": {**meta, "value": write_json(query)},
        "query": dict(query),
        "$state": {"store": "appState"},
    }
    return [custom], [refer(name, "index-pattern", view)]


def make_saved_search(
    rule_id: str, title: str, query_text_or_dsl: str | Mapping[str, Any], *, data_view: str, about: str = ""
) -> SavedObject:
    """Make the saved search of a rule: the articles that it finds, newest first, in a data view of articles.

    A text is in Kibana's query language; a mapping is what `search.dsl.compile_dsl` makes of the rule's query.
    """
    return make_search(
        f"{data_view}-rule-{rule_id}",
        title,
        query_text_or_dsl,
        table=Table(view=data_view, time="sorted_at", columns=("title", "source.name", "speakers.name")),
        description=f"What the rule {rule_id} finds, whether it rang or not. {about}".strip(),
    )


def write_json(value: object) -> str:
    """Write JSON as it stands inside of an object: always the same for the same value."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def to_ndjson(objects: Iterable[SavedObject]) -> str:
    """Write objects, one a line, as Kibana imports them."""
    return "".join(f"{write_json(one)}\n" for one in objects)


def from_ndjson(text: str) -> list[SavedObject]:
    """Read objects; the summary line of Kibana's own exports is passed over. ConfigError names the line."""
    objects: list[SavedObject] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except ValueError as error:
            raise ConfigError(f"line {number} should be a JSON object: {error}", line=number) from error
        if not isinstance(value, dict):
            raise ConfigError(f"line {number} should be a JSON object, not {type(value).__name__}", line=number)
        if "exportedCount" not in value:
            objects.append(value)
    return objects
