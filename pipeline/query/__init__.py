"""One query language for search, rules and alerts: words, tree, syntax."""

from pipeline.query.render import to_text
from pipeline.query.syntax import parse_query
from pipeline.query.tree import And, Every, Node, Not, Or, Published, Quotation, Terms, Watched

__all__ = [
    "And",
    "Every",
    "Node",
    "Not",
    "Or",
    "Published",
    "Quotation",
    "Terms",
    "Watched",
    "parse_query",
    "to_text",
]
