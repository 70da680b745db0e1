"""What can be said of a tree without a document: that one clause implies another, that nothing can satisfy all."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.query.render import to_text
from pipeline.query.tree import ANY_FIELDS, And, Every, Node, Not, Or, Published, Quotation, Terms
from pipeline.rules.known import LANGUAGES


def decide_constant(node: Node) -> bool | None:
    """True when a tree matches whatever the document, False when nothing; None when it depends.

    Sees a clause beside the negation of what it implies, periods and languages that do not meet, and what follows
    from these; not more.
    """
    match node:
        case Every():
            return True
        case Not(child=child):
            inner = decide_constant(child)
            return None if inner is None else not inner
        case And(children=children):
            return _decide_all(children, contradicts=_contradict(node))
        case Or(children=children):
            inverse = _decide_all(tuple(Not(child=child) for child in children), contradicts=_complete(children))
            return None if inverse is None else not inverse
        case Quotation(clause=clause):
            return False if decide_constant(clause) is False else None
        case _:
            return None


def implies(one: Node, other: Node) -> bool:
    """Whether every document that satisfies `one` satisfies `other` too, as far as their words tell."""
    match one, other:
        case Or(children=children), _:
            return all(implies(child, other) for child in children)
        case _, And(children=children):
            return all(implies(one, child) for child in children)
        case _, Or(children=children):
            return any(implies(one, child) for child in children) or _implies_in_part(one, other)
        case Terms(), Terms():
            return _implies_terms(one, other)
        case Quotation(clause=clause), Quotation(clause=asked):
            return implies(clause, asked)
        case _:
            return _implies_in_part(one, other) or to_text(one) == to_text(other)


def find_joined(node: Node) -> Iterator[Node]:
    """The clauses that must all hold, whatever the brackets between them."""
    if not isinstance(node, And):
        yield node
        return
    for child in node.children:
        yield from find_joined(child)


def _implies_in_part(one: Node, other: Node) -> bool:
    return isinstance(one, And) and any(implies(child, other) for child in one.children)


def _implies_terms(one: Terms, other: Terms) -> bool:
    if other.field != one.field and not (other.field == "any" and one.field in ANY_FIELDS):
        return False
    if other.prefix:
        return any(word.startswith(other.words[0]) for word in one.words)
    if one.prefix:
        return False
    if len(other.words) == 1:
        return other.words[0] in one.words
    if other.near is not None:
        return sorted(one.words) == sorted(other.words) and (one.near or 0) <= other.near
    length = len(other.words)
    run = any(one.words[start : start + length] == other.words for start in range(len(one.words) - length + 1))
    return run and one.near is None


def _decide_all(children: tuple[Node, ...], *, contradicts: bool) -> bool | None:
    outcomes = [decide_constant(child) for child in children]
    if contradicts or False in outcomes:
        return False
    return True if all(outcome is True for outcome in outcomes) else None


def _contradict(node: And) -> bool:
    """Whether a clause that must hold implies one that must not, or two can never hold together."""
    children = tuple(find_joined(node))
    wanted, refused = _part(children)
    swallowed = any(implies(one, other) for one in wanted for other in refused)
    return swallowed or _miss(children) or _speak_differently(children)


def _complete(children: tuple[Node, ...]) -> bool:
    """Whether one of the alternatives always holds: `NOT a OR b`, where a implies b."""
    wanted, refused = _part(children)
    return any(implies(other, one) for one in wanted for other in refused)


def _part(children: tuple[Node, ...]) -> tuple[list[Node], list[Node]]:
    """What must hold, and what stands under a NOT."""
    refused = [child.child for child in children if isinstance(child, Not)]
    return [child for child in children if not isinstance(child, Not)], refused


def _miss(children: tuple[Node, ...]) -> bool:
    periods = [child for child in children if isinstance(child, Published)]
    since = max((period.since for period in periods if period.since), default=None)
    until = min((period.until for period in periods if period.until), default=None)
    return since is not None and until is not None and since >= until


def _speak_differently(children: tuple[Node, ...]) -> bool:
    """Whether no language is in every list of languages: a document has one."""
    lists = [codes for codes in map(_read_languages, children) if codes]
    return bool(lists) and not frozenset.intersection(*lists)


def _read_languages(node: Node) -> frozenset[str]:
    match node:
        case Terms(field="language", words=(code,), prefix=False) if code in LANGUAGES:
            return frozenset({code})
        case Or(children=children):
            lists = list(map(_read_languages, children))
            return frozenset[str]().union(*lists) if all(lists) else frozenset()
        case _:
            return frozenset()
