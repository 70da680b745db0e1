"""Warns of rules that can be read and are probably not what was meant."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pipeline.query.render import to_text
from pipeline.query.tree import And, Every, Node, Not, Or, Published, Quotation, Terms, Watched
from pipeline.rules.load import Rule

# Words that stand in nearly every article of their language.
_COMMON_TEXT = """
    a about after an and are as at be by for from has have he in is it its of on or said says she that the their they
    this to was were which will with au aux ce dans de des du elle en est et il la le les par pas pour que qui sur un
    une das dem den der die ein eine im ist mit nicht und von zu el los las con del para por se su
    в во и из на не о об от по с со что это как для
"""
_COMMON = frozenset(_COMMON_TEXT.split())


def lint_rule(rule: Rule, *, names: Collection[str] | None = None) -> tuple[str, ...]:
    """Say what is doubtful about a rule, most serious first; nothing when all is well."""
    return tuple(_find_warnings(rule, names))


def _find_warnings(rule: Rule, names: Collection[str] | None) -> Iterator[str]:
    outcome = decide_constant(rule.node)
    positive = tuple(_find_positive(rule.node))
    if outcome is False:
        yield "it never matches: what it asks for contradicts what it leaves out"
    elif outcome is True or not any(isinstance(leaf, Terms | Watched) for leaf in positive):
        yield "it matches nearly everything: add a word, a phrase or a name that must occur"
    elif all(isinstance(leaf, Published) or getattr(leaf, "field", "") == "language" for leaf in positive):
        yield "it matches every article in a language: add a word, a phrase or a name that must occur"
    for leaf in positive:
        yield from _warn_leaf(leaf, names, alone=len(positive) == 1)
    if not any(example.expected for example in rule.examples):
        yield "it has no [[must_match]] example: add one, so that a change that breaks it is noticed"


def _warn_leaf(leaf: Node, names: Collection[str] | None, *, alone: bool) -> Iterator[str]:
    match leaf:
        case Watched(name=name) if names is not None and name not in names:
            yield f"name:{name} is not watched (folder `names`) and never matches"
        case Terms(field="any" | "title", words=(word,), prefix=False) if alone and word in _COMMON:
            yield f"{word!r} stands in nearly every article: add words to it"
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


def decide_constant(node: Node) -> bool | None:
    """True when a tree matches whatever the document, False when nothing; None when it depends.

    Sees a clause beside its own negation, periods that do not meet, and what follows from these; not more.
    """
    match node:
        case Every():
            return True
        case Not(child=child):
            inner = decide_constant(child)
            return None if inner is None else not inner
        case And(children=children):
            return _decide_all(children, contradicts=_contradict(children) or _miss(children))
        case Or(children=children):
            inverse = _decide_all(tuple(Not(child=child) for child in children), contradicts=_contradict(children))
            return None if inverse is None else not inverse
        case Quotation(clause=clause):
            return False if decide_constant(clause) is False else None
        case _:
            return None


def _decide_all(children: tuple[Node, ...], *, contradicts: bool) -> bool | None:
    outcomes = [decide_constant(child) for child in children]
    if contradicts or False in outcomes:
        return False
    return True if all(outcome is True for outcome in outcomes) else None


def _contradict(children: tuple[Node, ...]) -> bool:
    """Whether some child stands beside its own negation (among alternatives: whether one of them always holds)."""
    wanted = {to_text(child) for child in children if not isinstance(child, Not)}
    return any(isinstance(child, Not) and to_text(child.child) in wanted for child in children)


def _miss(children: tuple[Node, ...]) -> bool:
    periods = [child for child in children if isinstance(child, Published)]
    since = max((period.since for period in periods if period.since), default=None)
    until = min((period.until for period in periods if period.until), default=None)
    return since is not None and until is not None and since >= until
