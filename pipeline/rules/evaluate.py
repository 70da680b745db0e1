"""Whether a tree holds for a document: the meaning of `query.tree`, word for word."""

from __future__ import annotations

from pipeline.query.tree import And, Every, Node, Not, Or, Published, Quotation, Terms, Watched
from pipeline.rules.reading import Reading, ReadQuote
from pipeline.rules.spans import find_spans


def holds(node: Node, reading: Reading, quote: ReadQuote | None = None) -> bool:
    """Tell whether a node holds; inside a Quotation, for one quotation at a time."""
    match node:
        case And(children=children):
            return all(holds(child, reading, quote) for child in children)
        case Or(children=children):
            return any(holds(child, reading, quote) for child in children)
        case Not(child=child):
            return not holds(child, reading, quote)
        case Quotation(clause=clause):
            return any(holds(clause, reading, each) for each in reading.quotes)
        case _:
            return _holds_leaf(node, reading, quote)


def _holds_leaf(leaf: Terms | Watched | Published | Every, reading: Reading, quote: ReadQuote | None) -> bool:
    match leaf:
        case Terms():
            strings = reading.strings(leaf, quote)
            return any(next(find_spans(leaf, reading.read(text)), None) is not None for text in strings)
        case Watched(name=name):
            return name in reading.names
        case Published():
            return _holds_published(leaf, reading)
        case Every():
            return True


def _holds_published(period: Published, reading: Reading) -> bool:
    at = reading.document.published_at
    if at is None:
        return False
    return (period.since is None or period.since <= at) and (period.until is None or at < period.until)
