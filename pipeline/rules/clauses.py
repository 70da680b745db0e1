"""The alternatives of a query, taken one by one: which of them makes the noise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.query.render import to_text
from pipeline.query.tree import And, Node, Or

MOST = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """A clause beside others under OR: `without` is the whole query as it would be without it."""

    clause: str
    node: Node
    without: Node


def find_alternatives(node: Node) -> tuple[Alternative, ...]:
    """The clauses of which one is enough, in the order of the query; of very many the first."""
    found: list[Alternative] = []
    for clause, path in _walk(node, ()):
        if len(found) == MOST:
            break
        found.append(Alternative(clause=to_text(clause), node=clause, without=_cut(node, path)))
    return tuple(found)


def _walk(node: Node, path: tuple[int, ...]) -> Iterator[tuple[Node, tuple[int, ...]]]:
    """Every child of an OR that is not one itself, with the way to it; what is under NOT only takes away."""
    match node:
        case Or(children=children):
            for number, child in enumerate(children):
                inner = list(_walk(child, (*path, number)))
                yield from inner or [(child, (*path, number))]
        case And(children=children):
            for number, child in enumerate(children):
                yield from _walk(child, (*path, number))
        case _:
            return


def _cut(node: Node, path: tuple[int, ...]) -> Node:
    """The tree with nothing at the end of a way: an OR of no children never holds."""
    if not path:
        return Or(children=())
    assert isinstance(node, And | Or)
    children = list(node.children)
    children[path[0]] = _cut(children[path[0]], path[1:])
    return And(children=tuple(children)) if isinstance(node, And) else Or(children=tuple(children))
