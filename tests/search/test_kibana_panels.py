"""Every panel and saved search is a question that a real Elasticsearch answers, over what the program writes."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from elasticsearch import Elasticsearch
from msgspec.structs import replace

from pipeline.query import parse_query
from pipeline.search.dsl import compile_dsl
from pipeline.search.elastic import ElasticIndex
from pipeline.search.kibana import SavedObject, make_objects, make_saved_search, make_views
from pipeline.search.kibana.fields import Field, read_fields
from pipeline.search.kibana.objects import RECORDS
from pipeline.stages.mirror import SETTLED, run_mirror
from pipeline.store import open_store, upgrade
from pipeline.types import Finished, GaveUp, PollIntent, Speaker
from tests.documents import SEEN_AT, make_document
from tests.search.conftest import own_prefix
from tests.store.world import LEASE, NOW, World, make_alert, make_intent, make_spec

# How Kibana would ask for each operation of a column.
METRICS = {"max": "max", "unique_count": "cardinality"}


@pytest.fixture(scope="module")
def prefix(elasticsearch_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An Elasticsearch with a few articles, alerts, steps and a feed."""
    with Elasticsearch(elasticsearch_url, request_timeout=60) as client, own_prefix(client) as name:
        fill(client, name, tmp_path_factory.mktemp("ledger"))
        yield name


def fill(client: Elasticsearch, prefix: str, folder: Path) -> None:
    index = ElasticIndex(client, prefix=prefix)
    index.create()
    said = make_document(
        text="“We met in the Council,” Ivan Petrov said.",
        quotes=[("Ivan Petrov", "We met in the Council")],
        people={"Ivan Petrov": ["Petrov"]},
        topics={"medtop:11000000": "politics"},
        names=[("council", "Council")],
    )
    speaker = Speaker(name="Ivan Petrov", role="minister", kind="person", aliases=(), organisation="Ministry", quotes=1)
    said = replace(said, speakers=(speaker,))
    assert all(one.status == "indexed" for one in index.write([said, make_document(title="Other")], at=SEEN_AT))
    upgrade(f"sqlite:///{folder / 'ledger.db'}")
    store = open_store(f"sqlite:///{folder / 'ledger.db'}")
    world = World(store)
    world.poll(make_intent("a"), make_intent("b"))
    world.bring("index")
    world.work("alert", Finished(version="1", alerts=(make_alert(),)))
    world.poll(make_intent("c"))
    world.work("fetch", GaveUp(reason="http_404", detail="gone"))
    world.store.add_feeds([make_spec("other-wire")], now=NOW)
    ((feed, lease),) = world.store.claim_feeds(now=NOW, limit=1, lease=LEASE)
    failing = dataclasses.replace(feed, failures=3, reason="http_500", polled_at=NOW)
    world.store.finish_poll(PollIntent(feed=failing, outcome="failed"), lease, now=NOW)
    run_mirror(index.open_mirror(), store, now=NOW + SETTLED, retry=timedelta(days=3), keep=timedelta(days=90))
    store.close()
    client.indices.refresh(index=f"{prefix}-*")


def of_type(prefix: str, kind: str) -> list[SavedObject]:
    return [one for one in make_objects(prefix) if one["type"] == kind]


def ask(query: Mapping[str, Any]) -> dict[str, Any]:
    """Change what we write in Kibana's language to a query: Lucene's differs in nothing of it but `or`."""
    text = query["query"].replace(" or ", " OR ").replace(" and ", " AND ")
    return {"query_string": {"query": text}} if text else {"match_all": {}}


def to_request(one: SavedObject) -> dict[str, Any]:
    """Make the question that a panel asks: buckets inside of each other in the order of the columns."""
    state = one["attributes"]["state"]
    (layer,) = state["datasourceStates"]["formBased"]["layers"].values()
    columns = [(key, layer["columns"][key]) for key in layer["columnOrder"]]
    aggregations: dict[str, Any] = {}
    for key, column in columns:
        if not column["isBucketed"]:
            aggregations |= to_metric(key, column)
    for key, column in reversed(columns):
        if column["isBucketed"]:
            aggregations = {key: to_bucket(column, layer["columns"]) | {"aggs": aggregations}}
    return {"size": 0, "query": ask(state["query"]), "aggs": aggregations}


def to_bucket(column: Mapping[str, Any], columns: Mapping[str, Any]) -> dict[str, Any]:
    if column["operationType"] == "date_histogram":
        return {"date_histogram": {"field": column["sourceField"], "fixed_interval": "3h", "min_doc_count": 0}}
    given = column["params"]["orderBy"]
    by = "_key" if given["type"] == "alphabetical" else given["columnId"]
    by = "_count" if by != "_key" and columns[by]["operationType"] == "count" else by
    order = {by: column["params"]["orderDirection"]}
    return {"terms": {"field": column["sourceField"], "size": column["params"]["size"], "order": order}}


def to_metric(key: str, column: Mapping[str, Any]) -> dict[str, Any]:
    operation, field = column["operationType"], column["sourceField"]
    metric: dict[str, Any] = {}
    match operation:
        case "count":
            assert field == RECORDS
            metric = {"value_count": {"field": "_index"}}
        case "median" | "percentile":
            percents = [column["params"].get("percentile", 50)]
            metric = {"percentiles": {"field": field, "percents": percents}}
        case "last_value":
            assert column["params"]["showArrayValues"]
            by = {column["params"]["sortField"]: "desc"}
            metric = {"top_hits": {"size": 1, "sort": by, "fields": [field], "_source": False}}
        case _:
            metric = {METRICS[operation]: {"field": field}}
    return {key: {"filter": ask(column["filter"]), "aggs": {key: metric}} if "filter" in column else metric}


def test_every_panel_is_answered(elastic_client: Elasticsearch, prefix: str) -> None:
    panels = of_type(prefix, "lens")
    asked: list[dict[str, Any]] = []
    for one in panels:
        asked += [{"index": one["references"][0]["id"]}, to_request(one)]
    answers = elastic_client.msearch(searches=asked)["responses"]
    for one, answer in zip(panels, answers, strict=True):
        assert "error" not in answer, (one["id"], answer)
        assert answer["hits"]["total"]["value"], one["id"]
        assert all(found.get("buckets", True) for found in answer["aggregations"].values()), one["id"]


def test_every_saved_search_is_answered(elastic_client: Elasticsearch, prefix: str) -> None:
    rule = compile_dsl(parse_query('speaker:Petrov said:"met in the council"'))
    made = make_saved_search("council", "The council", rule, data_view=f"{prefix}-articles")
    for one in [*of_type(prefix, "search"), made]:
        attributes = one["attributes"]
        source = json.loads(attributes["kibanaSavedObjectMeta"]["searchSourceJSON"])
        query = {"bool": {"filter": [ask(source["query"]), *(part["query"] for part in source["filter"])]}}
        sort = [{field: order} for field, order in attributes["sort"]]
        index = one["references"][0]["id"]
        answer = elastic_client.search(index=index, query=query, sort=sort, fields=attributes["columns"])
        assert answer["hits"]["hits"], one["id"]
        assert attributes["columns"][0] in answer["hits"]["hits"][0]["fields"], one["id"]


def test_the_checker_knows_the_fields_as_elasticsearch_has_them(elastic_client: Elasticsearch, prefix: str) -> None:
    for view in make_views(prefix).values():
        seen = elastic_client.field_caps(index=view.id, fields="*", filters="-metadata")["fields"]
        found = {
            name: (kind, about["aggregatable"])
            for name, kinds in seen.items()
            for kind, about in kinds.items()
            if kind != "object"
        }
        assert {name: (one.type, one.aggregatable) for name, one in view.fields.items()} == found


def test_fields_are_read_from_multi_fields_nested_ones_and_aliases() -> None:
    word, text = {"type": "keyword"}, {"type": "text"}
    mapping = {
        "a": {**text, "fields": {"b": word}},
        "c": {"type": "nested", "properties": {"d": word, "e": {"type": "object", "properties": {"f": text}}}},
        "g": {"type": "alias", "path": "a.b"},
        "h": {**word, "doc_values": False},
    }
    assert read_fields(mapping) == {
        "a": Field(type="text", aggregatable=False),
        "a.b": Field(type="keyword", aggregatable=True),
        "c": Field(type="nested", aggregatable=False),
        "c.d": Field(type="keyword", aggregatable=True, inside=True),
        "c.e.f": Field(type="text", aggregatable=False, inside=True),
        "g": Field(type="keyword", aggregatable=True),
        "h": Field(type="keyword", aggregatable=False),
    }
