"""Writes rules as Kibana's saved searches, one a rule, with the data view that they look into.

A search holds the rule's compiled query as a filter and not its text: what Kibana's own query bar would read differs in
places (quotations, proximity). The versions are those that Kibana 8.19 and 9.x both read; without them an import would
run every migration since the first version over these objects.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import msgspec

from pipeline.rules.load import Rule, RuleSet
from pipeline.search.dsl import compile_dsl

CORE_VERSION = "8.8.0"
DATA_VIEW_VERSION = "8.0.0"
SEARCH_VERSION = "10.5.0"
# Every document has this one; a time of publication may be unknown.
TIME_FIELD = "sorted_at"
COLUMNS = ("title", "source.name", "language", "speakers.name", "names.name", "published_at")
_SOURCE = "kibanaSavedObjectMeta.searchSourceJSON"
_INDEX = f"{_SOURCE}.index"
_FILTER_INDEX = f"{_SOURCE}.filter[0].meta.index"


def write_saved_searches(rules: RuleSet, *, prefix: str) -> Iterator[bytes]:
    """Yield the lines of an import file: the data view, then a saved search for each rule in force."""
    view = f"{prefix}-articles"
    yield _write(_make_data_view(view))
    for rule in rules.rules:
        yield _write(_make_search(rule, view=view, prefix=prefix))


def _make_data_view(view: str) -> dict[str, Any]:
    return {
        "type": "index-pattern",
        "id": view,
        "attributes": {"title": view, "name": "Wirewatch articles", "timeFieldName": TIME_FIELD},
        "references": [],
        "coreMigrationVersion": CORE_VERSION,
        "typeMigrationVersion": DATA_VIEW_VERSION,
    }


def _make_search(rule: Rule, *, view: str, prefix: str) -> dict[str, Any]:
    about = [f"Rule {rule.id}, version {rule.version}: {rule.query}"]
    about += [f"Owner: {rule.owner}"] if rule.owner else []
    return {
        "type": "search",
        "id": f"{prefix}-rule-{rule.id}",
        "attributes": {
            "title": f"Rule: {rule.title}",
            "description": "\n".join(about),
            "columns": COLUMNS,
            "sort": [[TIME_FIELD, "desc"]],
            "grid": {},
            "hideChart": False,
            "isTextBasedQuery": False,
            "timeRestore": False,
            "kibanaSavedObjectMeta": {"searchSourceJSON": json.dumps(_make_source(rule))},
        },
        "references": [{"type": "index-pattern", "id": view, "name": name} for name in (_INDEX, _FILTER_INDEX)],
        "coreMigrationVersion": CORE_VERSION,
        "typeMigrationVersion": SEARCH_VERSION,
    }


def _make_source(rule: Rule) -> dict[str, Any]:
    query = compile_dsl(rule.node)
    meta = {
        "alias": rule.title,
        "disabled": False,
        "negate": False,
        "type": "custom",
        "key": "query",
        "value": json.dumps(query),
        "indexRefName": _FILTER_INDEX,
    }
    return {
        "query": {"query": "", "language": "kuery"},
        "filter": [{"meta": meta, "query": query, "$state": {"store": "appState"}}],
        "indexRefName": _INDEX,
    }


def _write(saved: dict[str, Any]) -> bytes:
    return msgspec.json.encode(saved) + b"\n"
