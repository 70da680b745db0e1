"""Compiles a query tree to Elasticsearch's query DSL on the fields of `mapping`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias, assert_never

from pipeline.query.tree import And, Every, Field, Node, Not, Or, Published, Quotation, Terms, Watched
from pipeline.search.analysis import FOLDED
from pipeline.search.shape import flatten

Query: TypeAlias = dict[str, Any]
# The fields that hold the elements of types.read_elements and types.read_quotation.
FIELDS: Mapping[Field, tuple[str, ...]] = {
    "any": ("title", "lead", "text"),
    "title": ("title",),
    "topic": ("topics.code.text", "topics.label"),
    "source": ("source.id.text", "source.name", "source.domain.text"),
    "language": ("language.text",),
    "dateline": ("dateline.place", "dateline.agency"),
    "mentions": (
        "people.name",
        "people.aliases",
        "names.name.text",
        "names.variant",
        "title_names.name.text",
        "title_names.variant",
    ),
    "said": ("quotes.text",),
    "speaker": ("quotes.speaker.name", "quotes.speaker.role", "quotes.speaker.text", "quotes.speaker.organisation"),
}

_ANY = {"should", "minimum_should_match"}


def compile_dsl(node: Node) -> Query:
    """Change a tree to a query, to be run as a filter."""
    return _compile(flatten(node))


def _compile(node: Node) -> Query:
    match node:
        case And(children=children):
            return _all_of([_compile(child) for child in children])
        case Or(children=children):
            return _any_of([_compile(child) for child in children])
        case Not(child=child):
            return {"bool": {"must_not": [_compile(child)]}}
        case _:
            return _compile_leaf(node)


def _compile_leaf(node: Terms | Quotation | Watched | Published | Every) -> Query:
    match node:
        case Terms():
            return _any_of([_compile_terms(node, field) for field in FIELDS[node.field]] if node.words else [])
        case Quotation(clause=clause):
            return {"nested": {"path": "quotes", "query": _compile(clause), "score_mode": "none"}}
        case Watched(name=name):
            return _any_of([{"term": {field: {"value": name}}} for field in ("names.name", "title_names.name")])
        case Published(since=since, until=until):
            bounds = {"gte": since, "lt": until}
            given = {sign: moment.isoformat() for sign, moment in bounds.items() if moment is not None}
            return {"range": {"published_at": given}} if given else {"exists": {"field": "published_at"}}
        case Every():
            return {"match_all": {}}
        case _:
            assert_never(node)


def _all_of(queries: list[Query]) -> Query:
    """Join, with the first alternative pulled up: one `bool` can say `a AND (b OR c)`, which saves a level."""
    if not queries:
        return {"match_all": {}}
    first = queries[0].get("bool", {})
    pulled = first if first.keys() == _ANY else {}
    return {"bool": {**pulled, "filter": queries[1:] if pulled else queries}}


def _any_of(queries: list[Query]) -> Query:
    if not queries:
        return {"match_none": {}}
    return queries[0] if len(queries) == 1 else {"bool": {"should": queries, "minimum_should_match": 1}}


def _compile_terms(terms: Terms, field: str) -> Query:
    if terms.prefix:
        return {"prefix": {field: {"value": terms.words[0]}}}
    if len(terms.words) == 1:
        return {"term": {field: {"value": terms.words[0]}}}
    words = " ".join(terms.words)
    if terms.near is None:
        return {"match_phrase": {field: {"query": words, "analyzer": FOLDED}}}
    # Not span_near: it lets one word of the text stand for two equal words of the query.
    return {
        "intervals": {field: {"match": {"query": words, "max_gaps": terms.near, "ordered": False, "analyzer": FOLDED}}}
    }
