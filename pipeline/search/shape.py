"""Brings a tree into the flattest shape that means the same, because engines bound the depth of a query.

SQLite's parser has a stack of 100 symbols and Elasticsearch takes 30 levels. The query language allows 20 brackets,
which may be 40 levels of AND and OR and as many NOT.
"""

from __future__ import annotations

from pipeline.query.tree import And, Node, Not, Or, Quotation


def flatten(node: Node, *, negated: bool = False) -> Node:
    """Push NOT down to the leaves, join AND with AND and OR with OR, and put the deepest child first."""
    match node:
        case Not(child=child):
            return flatten(child, negated=not negated)
        case And(children=children) | Or(children=children):
            kind = And if isinstance(node, And) is not negated else Or
            return _join(kind, [flatten(child, negated=negated) for child in children])
        case Quotation(clause=clause):
            leaf: Node = Quotation(clause=flatten(clause))
        case _:
            leaf = node
    return Not(child=leaf) if negated else leaf


def measure_depth(node: Node) -> int:
    """Count the levels of AND, OR and quotations above the deepest leaf."""
    match node:
        case And(children=children) | Or(children=children):
            return 1 + max(map(measure_depth, children), default=0)
        case Not(child=child):
            return measure_depth(child)
        case Quotation(clause=clause):
            return 1 + measure_depth(clause)
        case _:
            return 0


def _join(kind: type[And | Or], children: list[Node]) -> Node:
    level: list[Node] = []
    for child in children:
        level += child.children if isinstance(child, kind) else [child]
    if len(level) == 1:
        return level[0]
    return kind(children=tuple(sorted(level, key=measure_depth, reverse=True)))
