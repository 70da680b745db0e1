"""The alternatives of a query, taken one by one: which of them makes the noise.

What takes away (under NOT) is no alternative, so a query holds where it does with one alternative only, or without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.query.render import to_text
from pipeline.query.tree import And, Node, Or


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """A clause beside others under OR: the whole query as it would be without the others, and without it."""

    clause: str
    only: Node
    without: Node


def find_alternatives(node: Node) -> tuple[Alternative, ...]:
    """The clauses of which one is enough, in the order of the query."""
    return tuple(
        Alternative(clause=to_text(clause), only=_keep(node, path), without=_cut(node, path))
        for clause, path in _walk(node, ())
    )


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


def _keep(node: Node, path: tuple[int, ...]) -> Node:
    """The tree in which every OR on a way has nothing else."""
    if not path:
        return node
    assert isinstance(node, And | Or)
    children = list(node.children)
    children[path[0]] = _keep(children[path[0]], path[1:])
    return And(children=tuple(children)) if isinstance(node, And) else children[path[0]]


def _cut(node: Node, path: tuple[int, ...]) -> Node:
    """The tree with nothing at the end of a way: an OR of no children never holds."""
    if not path:
        return Or(children=())
    assert isinstance(node, And | Or)
    children = list(node.children)
    children[path[0]] = _cut(children[path[0]], path[1:])
    return And(children=tuple(children)) if isinstance(node, And) else Or(children=tuple(children))
