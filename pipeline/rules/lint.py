"""Warns of rules that can be read and are probably not what was meant."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.query.render import to_text
from pipeline.query.tree import And, Node, Not, Or, Published, Quotation, Terms, Watched
from pipeline.rules.constant import decide_constant, find_joined, implies
from pipeline.rules.known import Known
from pipeline.rules.load import Rule
from pipeline.rules.values import warn_name, warn_spelled_out, warn_value

# Words that stand in nearly every article of their language.
_COMMON_TEXT = """
    a about after an and are as at be by for from has have he in is it its of on or said says she that the their they
    this to was were which will with au aux ce dans de des du elle en est et il la le les par pas pour que qui sur un
    une das dem den der die ein eine im ist mit nicht und von zu el los las con del para por se su
    в во и из на не о об от по с со что это как для
"""
_COMMON = frozenset(_COMMON_TEXT.split())
_OPERATORS = {"and": "AND", "or": "OR", "not": "NOT"}
_SHORT = 2


def lint_rule(rule: Rule, *, known: Known = Known()) -> tuple[str, ...]:  # noqa: B008 - frozen
    """Say what is doubtful about a rule, most serious first; nothing when all is well."""
    return tuple(dict.fromkeys(_find_warnings(rule, known)))


def _find_warnings(rule: Rule, known: Known) -> Iterator[str]:
    positive = tuple(_find_positive(rule.node))
    yield from _warn_reach(rule.node, positive)
    yield from _warn_swallowed(rule.node)
    leaves = tuple(_find_leaves(rule.node))
    for leaf in leaves:
        yield from _warn_operator(leaf, rule.query)
        yield from warn_value(leaf, known)
    telling = [leaf for leaf in positive if getattr(leaf, "field", "") != "language"]
    for leaf in positive:
        yield from _warn_leaf(leaf, alone=len(telling) == 1)
    for leaf in leaves:
        yield from warn_name(leaf, known, languages=rule.languages)
    yield from warn_spelled_out(positive, known)
    if not any(example.expected for example in rule.examples):
        yield "it has no [[must_match]] example: add one, so that a change that breaks it is noticed"


def _warn_reach(node: Node, positive: tuple[Node, ...]) -> Iterator[str]:
    outcome = decide_constant(node)
    if outcome is False:
        yield "it never matches: what it asks for contradicts what it leaves out, or itself; remove one of the two"
    elif outcome is True or not any(isinstance(leaf, Terms | Watched) for leaf in positive):
        yield "it matches nearly everything: add a word, a phrase or a name that must occur"
    elif all(isinstance(leaf, Published) or getattr(leaf, "field", "") == "language" for leaf in positive):
        yield "it matches every article in a language: add a word, a phrase or a name that must occur"


def _warn_swallowed(node: Node) -> Iterator[str]:
    """Of alternatives that a NOT beside them leaves out altogether."""
    joined = tuple(find_joined(node))
    refused = [child.child for child in joined if isinstance(child, Not)]
    for child in joined:
        for one in child.children if isinstance(child, Or) else ():
            for other in refused:
                if implies(one, other):
                    yield f"{to_text(one)} never rings, because NOT {to_text(other)} leaves it out: remove one of them"


def _warn_operator(leaf: Node, query: str) -> Iterator[str]:
    match leaf:
        case Terms(field="any", words=(word,), start=start, end=end) if word in _OPERATORS:
            typed = query[start:end]
            if typed.lower() == word:  # between quotation marks it is meant
                yield (
                    f"{typed!r} at character {start + 1} is a word to look for: write {_OPERATORS[word]} for the "
                    f'operator, "{typed}" for the word'
                )


def _warn_leaf(leaf: Node, *, alone: bool) -> Iterator[str]:
    match leaf:
        case Terms(field="any" | "title", words=(word,), prefix=False) if alone and word in _COMMON:
            yield f"{word!r} stands in nearly every article: add words to it"
        case Terms(field="any" | "title" | "said", words=(word,), prefix=False) if alone and len(word) <= _SHORT:
            yield f"{word!r} is very short and means many things: add words to it, or write it out"
        case Terms(words=(word,), prefix=True) if len(word) == 3 and word.isascii():
            yield f"many words begin with {word!r}: write the word out, or more of it"


def _find_positive(node: Node) -> Iterator[Node]:
    match node:
        case And(children=children) | Or(children=children):
            for child in children:
                yield from _find_positive(child)
        case Quotation(clause=clause):
            yield from _find_positive(clause)
        case Terms() | Watched() | Published():
            yield node


def _find_leaves(node: Node) -> Iterator[Node]:
    match node:
        case And(children=children) | Or(children=children):
            for child in children:
                yield from _find_leaves(child)
        case Quotation(clause=inner) | Not(child=inner):
            yield from _find_leaves(inner)
        case _:
            yield node
