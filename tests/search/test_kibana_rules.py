"""The saved searches of the rules; `check_objects` holds them against what Kibana takes."""

from __future__ import annotations

import json

from pipeline.search.dsl import compile_dsl
from pipeline.search.kibana import check_objects, make_rule_searches, make_views
from tests.rules.making import make_rules

RULES = make_rules("nato", 'speaker:Grushko said:"Russia-NATO Council"', '"a b"~3 OR «ü 中»', more="owner = 'desk'")
OBJECTS = make_rule_searches(RULES, prefix="ours")


def test_there_is_a_search_for_each_rule_and_one_data_view_without_a_fault() -> None:
    assert [one["type"] for one in OBJECTS] == ["index-pattern", *["search"] * len(RULES.rules)]
    assert check_objects(OBJECTS, make_views("ours")) == ()


def test_a_filter_is_the_query_that_the_search_index_is_asked() -> None:
    for saved, rule in zip(OBJECTS[1:], RULES.rules, strict=True):
        source = json.loads(saved["attributes"]["kibanaSavedObjectMeta"]["searchSourceJSON"])
        (custom,) = source["filter"]
        assert custom["query"] == compile_dsl(rule.node) == json.loads(custom["meta"]["value"])
        assert source["query"] == {"query": "", "language": "kuery"}


def test_a_search_says_which_rule_it_is_and_whose() -> None:
    about = OBJECTS[1]["attributes"]["description"]
    assert all(said in about for said in ("r0", RULES.rules[0].version, "nato", "desk"))


def test_an_id_stays_when_a_rule_changes_so_that_an_import_replaces_it() -> None:
    old, new = (make_rule_searches(make_rules(query), prefix="x")[1] for query in ("nato", "otan"))
    assert old["id"] == new["id"]
    assert old["attributes"] != new["attributes"]
