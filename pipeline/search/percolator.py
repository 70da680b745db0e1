"""Writes rules as percolator queries, for those who let Elasticsearch itself tell which rules an article matches.

The rules index has the fields of the article index, so that a query means there what it means here, and two more: the
query, and under `rule` who it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from pipeline.rules.load import Rule, RuleSet
from pipeline.search.analysis import make_analysis
from pipeline.search.dsl import compile_dsl
from pipeline.search.mapping import document_properties, layout_meta


def make_rules_index() -> dict[str, Any]:
    """Make the body that creates the index of the rules (`PUT /wirewatch-rules`)."""
    keyword = {"type": "keyword", "ignore_above": 1024}
    rule = {**dict.fromkeys(("id", "version", "title", "owner", "on"), keyword), "enabled": {"type": "boolean"}}
    properties = {
        **document_properties(),
        "query": {"type": "percolator"},
        "rule": {"type": "object", "dynamic": "strict", "properties": rule},
    }
    return {
        "settings": {"index": {"number_of_shards": 1, "auto_expand_replicas": "0-1", "analysis": make_analysis()}},
        "mappings": {
            "_meta": layout_meta(),
            "dynamic": "strict",
            "date_detection": False,
            "properties": properties,
        },
    }


def write_percolator(rules: RuleSet, *, index: str) -> Iterator[bytes]:
    """Yield the lines of a `_bulk` request that stores every rule, those that are switched off too."""
    yield from _write_lines(rules.rules, index=index, enabled=True)
    yield from _write_lines(rules.disabled, index=index, enabled=False)


def _write_lines(rules: Iterable[Rule], *, index: str, enabled: bool) -> Iterator[bytes]:
    for rule in rules:
        about = {
            "id": rule.id,
            "version": rule.version,
            "title": rule.title,
            "owner": rule.owner,
            "on": rule.on,
            "enabled": enabled,
        }
        yield msgspec.json.encode({"index": {"_index": index, "_id": rule.id}}) + b"\n"
        yield msgspec.json.encode({"query": compile_dsl(rule.node), "rule": about}) + b"\n"
