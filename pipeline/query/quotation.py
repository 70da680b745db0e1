"""Brings `said:` and `speaker:` together: side by side they mean one quotation.

`speaker:Grushko said:NATO` asks for one quotation that is by Grushko and holds NATO. Brackets make groups:
`(speaker:Grushko said:NATO) (speaker:Ischinger said:Russia)` asks for two.
"""

from __future__ import annotations

from pipeline.query.tree import QUOTATION_FIELDS, And, Node, Not, Or, Quotation, Terms


def merge_quotations(node: Node) -> Node:
    """Put the quotation terms of every group into one Quotation; those under a Not into their own."""
    match node:
        case Terms(field=field) if field in QUOTATION_FIELDS:
            return Quotation(clause=node)
        case And(children=children):
            return _merge_and(children)
        case Or(children=children):
            return Or(children=tuple(merge_quotations(child) for child in children))
        case Not(child=child):
            return Not(child=merge_quotations(child))
        case _:
            return node


def _merge_and(children: tuple[Node, ...]) -> Node:
    together = tuple(child for child in children if _joins(child))
    if not together:
        return And(children=tuple(merge_quotations(child) for child in children))
    quotation = Quotation(clause=together[0] if len(together) == 1 else And(children=together))
    merged: list[Node] = []
    for child in children:
        if child is together[0]:
            merged.append(quotation)
        elif not _joins(child):
            merged.append(merge_quotations(child))
    return merged[0] if len(merged) == 1 else And(children=tuple(merged))


def _joins(node: Node) -> bool:
    """A term or an OR of terms joins its group; an AND in brackets is a group, and so a quotation, of its own."""
    return not isinstance(node, And) and _is_inside(node)


def _is_inside(node: Node) -> bool:
    match node:
        case Terms(field=field):
            return field in QUOTATION_FIELDS
        case Or(children=children):
            return all(_is_inside(child) for child in children)
        case And(children=children):
            return all(_joins(child) for child in children)
        case _:
            return False
