"""Writes a tree as a query: the canonical text of a rule, and what an alert shows as its clause."""

from __future__ import annotations

from pipeline.query.period import write_period
from pipeline.query.tree import And, Every, Node, Not, Or, Published, Quotation, Terms, Watched


def to_text(node: Node) -> str:
    """Write a query that `parse_query` reads to the same tree, positions apart."""
    match node:
        case And(children=children):
            return " ".join(map(_write_part, children))
        case Or(children=children):
            return " OR ".join(map(_write_part, children))
        case Not(child=child):
            return f"NOT {_write_part(child)}"
        case Quotation(clause=clause):
            return to_text(clause)
        case _:
            return _write_leaf(node)


def _write_leaf(leaf: Terms | Watched | Published | Every) -> str:
    match leaf:
        case Terms():
            return _write_terms(leaf)
        case Watched(name=name):
            return f"name:{name}"
        case Published(since=since, until=until):
            return f"published:{write_period(since, until)}"
        case Every():
            return "*"


def _write_part(node: Node) -> str:
    inner = node.clause if isinstance(node, Quotation) else node
    text = to_text(inner)
    return f"({text})" if isinstance(inner, And | Or) else text


def _write_terms(terms: Terms) -> str:
    words = " ".join(terms.words)
    if len(terms.words) > 1:
        words = f'"{words}"'
    field = "" if terms.field == "any" else f"{terms.field}:"
    near = "" if terms.near is None else f"~{terms.near}"
    return f"{field}{words}{near}{'*' if terms.prefix else ''}"
