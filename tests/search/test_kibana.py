"""The import file for Kibana, held against what Kibana's schemas take: there is no Kibana that a test could run."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pipeline.search.dsl import compile_dsl
from pipeline.search.kibana import write_saved_searches
from pipeline.search.mapping import document_properties
from tests.rules.making import make_rule, make_rules

# What the model versions that are written allow, read in Kibana's source (saved_search and data_views plugins).
ATTRIBUTES = {
    "index-pattern": {"title", "name", "timeFieldName"},
    "search": {
        *("title", "description", "columns", "sort", "grid", "hideChart", "isTextBasedQuery", "timeRestore"),
        "kibanaSavedObjectMeta",
    },
}
VERSIONS = {"index-pattern": "8.0.0", "search": "10.5.0"}
RULES = make_rules("nato", 'speaker:Grushko said:"Russia-NATO Council"', '"a b"~3 OR «ü 中»', more="owner = 'desk'")


def read_saved() -> list[dict[str, Any]]:
    lines = b"".join(write_saved_searches(RULES, prefix="wirewatch")).splitlines()
    return [json.loads(line) for line in lines]


SAVED = read_saved()
SEARCHES = [saved for saved in SAVED if saved["type"] == "search"]


def find_field(name: str) -> dict[str, Any]:
    properties = document_properties()
    *path, last = name.split(".")
    for part in path:
        properties = properties[part]["properties"]
    return dict(properties[last])


def find_names(value: Any) -> set[str]:
    """Every reference that is named somewhere inside."""
    if isinstance(value, dict):
        own = {value["indexRefName"]} if "indexRefName" in value else set()
        return own.union(*map(find_names, value.values()))
    return set().union(*map(find_names, value)) if isinstance(value, list) else set()


def test_there_is_a_search_for_each_rule_and_one_data_view() -> None:
    assert [saved["type"] for saved in SAVED] == ["index-pattern", *["search"] * len(RULES.rules)]
    assert len({(saved["type"], saved["id"]) for saved in SAVED}) == len(SAVED)


@pytest.mark.parametrize("saved", SAVED, ids=[saved["id"] for saved in SAVED])
def test_an_object_says_its_versions_and_has_no_unknown_attribute(saved: dict[str, Any]) -> None:
    assert saved["coreMigrationVersion"] == "8.8.0"
    assert saved["typeMigrationVersion"] == VERSIONS[saved["type"]]
    assert saved["attributes"].keys() <= ATTRIBUTES[saved["type"]]


@pytest.mark.parametrize("saved", SEARCHES, ids=[saved["id"] for saved in SEARCHES])
def test_references_are_those_that_are_named_and_lead_to_the_data_view(saved: dict[str, Any]) -> None:
    source = json.loads(saved["attributes"]["kibanaSavedObjectMeta"]["searchSourceJSON"])
    assert find_names(source) == {reference["name"] for reference in saved["references"]}
    assert {(one["type"], one["id"]) for one in saved["references"]} == {("index-pattern", SAVED[0]["id"])}


@pytest.mark.parametrize(("saved", "rule"), list(zip(SEARCHES, RULES.rules, strict=True)), ids=["r0", "r1", "r2"])
def test_the_filter_is_the_query_that_the_search_index_is_asked(saved: dict[str, Any], rule: Any) -> None:
    source = json.loads(saved["attributes"]["kibanaSavedObjectMeta"]["searchSourceJSON"])
    (pinned,) = source["filter"]
    assert pinned["query"] == compile_dsl(rule.node) == json.loads(pinned["meta"]["value"])
    assert source["query"] == {"query": "", "language": "kuery"}
    assert rule.version in saved["attributes"]["description"]
    assert "desk" in saved["attributes"]["description"]


@pytest.mark.parametrize("saved", SEARCHES[:1], ids=["columns"])
def test_columns_and_order_are_fields_of_the_index(saved: dict[str, Any]) -> None:
    for name in saved["attributes"]["columns"]:
        assert find_field(name)
    ((name, direction),) = saved["attributes"]["sort"]
    assert find_field(name)["type"] == "date"
    assert direction == "desc"
    assert SAVED[0]["attributes"]["timeFieldName"] == name


def test_an_id_stays_when_a_rule_changes_so_that_an_import_replaces_it() -> None:
    old, new = (json.loads(list(write_saved_searches(make_rules(query), prefix="x"))[1]) for query in ("nato", "otan"))
    assert old["id"] == new["id"] == f"x-rule-{make_rule('nato').id}"
