"""Rules that are exported as percolator queries match what they match here: on a real node that has the percolator."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import uuid4

import pytest
from elasticsearch import Elasticsearch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from pipeline.rules.load import RuleSet, parse_rules
from pipeline.rules.match import matches
from pipeline.search.bulk import Action, to_action
from pipeline.search.mapping import document_properties
from pipeline.search.percolator import make_rules_index, write_percolator
from pipeline.types import Document
from tests.query.queries import NAMES, query_texts
from tests.query.test_docs import ROWS, read_cell
from tests.rules.making import read_seeds
from tests.search.test_agreement import DOCUMENTS

# Rules by the fifty: `PERCOLATOR_EXAMPLES=200 python -m pytest tests/search/test_percolator.py` is 10,000 and more.
EXAMPLES = int(os.environ.get("PERCOLATOR_EXAMPLES", "8"))
QUERIES = tuple(query for query, _, _ in ROWS)
CELLS = tuple(read_cell(cell) for _, *cells in ROWS for cell in cells if cell)


@pytest.fixture(scope="module")
def node(percolator_url: str) -> Iterator[Elasticsearch]:
    with Elasticsearch(percolator_url, request_timeout=60, max_retries=0) as client:
        yield client


@pytest.fixture(scope="module")
def index(node: Elasticsearch) -> Iterator[str]:
    name = f"test-{uuid4().hex[:12]}-rules"
    node.indices.create(index=name, **make_rules_index())
    yield name
    node.indices.delete(index=name)


def make_rules(queries: Sequence[str]) -> RuleSet:
    text = "".join(
        f"[[rule]]\nid = 'r{number}'\ntitle = 'Rule'\nowner = 'desk'\nenabled = {'true' if number else 'false'}\n"
        f"query = {json.dumps(query)}\n"
        for number, query in enumerate(queries)
    )
    rules = parse_rules({"rules.toml": text.encode()}, names=(*NAMES, "opec"))
    assert not rules.problems, rules.problems
    return rules


def store(node: Elasticsearch, index: str, rules: RuleSet) -> None:
    node.delete_by_query(index=index, query={"match_all": {}}, refresh=True)
    body = b"".join(write_percolator(rules, index=index))
    headers = {"Content-Type": "application/x-ndjson", "Accept": "application/json"}
    answer = node.perform_request("POST", "/_bulk?refresh=true", headers=headers, body=body)
    assert not answer.body["errors"], answer


def to_body(document: Document) -> Any:
    """The document as it would be indexed."""
    action = to_action(document, at=None, index="any", through_alias=False)
    assert isinstance(action, Action)
    return json.loads(action.body)


def percolate(node: Elasticsearch, index: str, documents: Sequence[Document]) -> dict[str, set[int]]:
    """Which documents, by their place, each rule matches."""
    asked = {"percolate": {"field": "query", "documents": [to_body(document) for document in documents]}}
    hits = node.search(index=index, query=asked, size=1000, source=False)["hits"]["hits"]
    return {hit["_id"]: set(hit["fields"]["_percolator_document_slot"]) for hit in hits}


def check(node: Elasticsearch, index: str, queries: Sequence[str], documents: Sequence[Document]) -> None:
    rules = make_rules(queries)
    store(node, index, rules)
    meant = {
        rule.id: {number for number, document in enumerate(documents) if matches(rule.node, document)}
        for rule in (*rules.rules, *rules.disabled)
    }
    assert percolate(node, index, documents) == {rule: found for rule, found in meant.items() if found}


def test_every_example_of_the_documentation_has_the_same_verdict(node: Elasticsearch, index: str) -> None:
    check(node, index, QUERIES, CELLS)


@settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(queries=some.lists(query_texts, min_size=50, max_size=60))
def test_queries_as_people_type_them_have_the_same_verdict(node: Elasticsearch, index: str, queries: list[str]) -> None:
    check(node, index, queries, DOCUMENTS)


def test_who_a_rule_is_can_be_asked_for(node: Elasticsearch, index: str) -> None:
    rules = make_rules(["nato", "nato", "otan"])
    store(node, index, rules)
    asked = [{"percolate": {"field": "query", "document": to_body(CELLS[0])}}, {"term": {"rule.enabled": True}}]
    hits = node.search(index=index, query={"bool": {"filter": asked}})["hits"]["hits"]
    known = {"id": "r1", "version": rules.rules[0].version, "title": "Rule", "owner": "desk"}
    assert [hit["_source"]["rule"] for hit in hits] == [{**known, "on": ["published"], "enabled": True}]


def test_the_starter_rules_can_be_stored(node: Elasticsearch, index: str) -> None:
    names = tuple(name.removesuffix(".toml") for name in read_seeds("names"))
    store(node, index, parse_rules(read_seeds("rules"), names=names))


def test_the_index_has_every_field_of_the_article_index() -> None:
    mapped = make_rules_index()["mappings"]["properties"]
    assert mapped.keys() - document_properties().keys() == {"query", "rule"}
    assert document_properties().items() <= mapped.items()
