"""Says what a query means, as plainly as it can be said and as slowly: what the engines are held against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, assert_never

from pipeline.query.tree import ANY_FIELDS, And, Every, Node, Not, Or, Published, Quotation, Terms, Watched
from pipeline.query.words import read_words
from pipeline.types import Document, read_elements, read_quotation

Elements = Mapping[Any, tuple[str, ...]]


def holds(node: Node, document: Document) -> bool:
    return _holds(node, document, read_elements(document))


def _holds(node: Node, document: Document, elements: Elements) -> bool:
    match node:
        case Terms(field=field):
            fields = ANY_FIELDS if field == "any" else (field,)
            return any(_stand(node, read_words(element)) for name in fields for element in elements[name])
        case And(children=children):
            return all(_holds(child, document, elements) for child in children)
        case Or(children=children):
            return any(_holds(child, document, elements) for child in children)
        case Not(child=child):
            return not _holds(child, document, elements)
        case Quotation(clause=clause):
            return any(_holds(clause, document, read_quotation(quote)) for quote in document.quotes)
        case _:
            return _holds_of_the_whole(node, document)


def _holds_of_the_whole(node: Watched | Published | Every, document: Document) -> bool:
    match node:
        case Watched(name=name):
            return any(found.name == name for found in (*document.names, *document.title_names))
        case Published(since=since, until=until):
            at = document.published_at
            return at is not None and (since is None or at >= since) and (until is None or at < until)
        case Every():
            return True
        case _:
            assert_never(node)


def _stand(terms: Terms, words: tuple[str, ...]) -> bool:
    count = len(terms.words)
    if terms.prefix:
        return any(word.startswith(terms.words[0]) for word in words)
    if terms.near is None:
        return any(words[start : start + count] == terms.words for start in range(len(words)))
    return any(
        not Counter(terms.words) - Counter(words[start : start + count + terms.near]) for start in range(len(words))
    )
