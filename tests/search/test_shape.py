from __future__ import annotations

from pipeline.query.syntax import parse_query
from pipeline.query.tree import And, Node, Not, Or, Watched
from pipeline.search.shape import flatten, measure_depth

A, B, C = (Watched(name=name) for name in "abc")


def test_negation_moves_to_the_leaves() -> None:
    tree = Not(child=And(children=(A, Not(child=Or(children=(B, Not(child=C)))))))
    assert flatten(tree) == Or(children=(Not(child=A), B, Not(child=C)))


def test_like_joins_like_and_the_deepest_comes_first() -> None:
    deep = Or(children=(B, C))
    assert flatten(And(children=(A, And(children=(B, deep))))) == And(children=(deep, A, B))


def test_a_single_child_stands_for_itself() -> None:
    assert flatten(And(children=(Or(children=(A,)),))) == A


def test_nothing_negated_is_everything() -> None:
    assert flatten(Not(child=Or(children=()))) == And(children=())


def test_depth_grows_with_brackets_and_not_with_negation() -> None:
    tree: Node = parse_query("NOT (x OR " * 10 + "y" + ")" * 10)
    assert measure_depth(flatten(tree)) <= 10
