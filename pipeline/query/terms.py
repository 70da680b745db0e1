"""Reads the leaves of a query: a word, a phrase, a prefix, a watched name, a period."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection
from difflib import get_close_matches
from typing import Literal, TypeAlias

from pipeline.query.period import read_period, read_range
from pipeline.query.scan import Sign, refuse
from pipeline.query.tree import Every, Field, Node, Published, Terms, Watched
from pipeline.query.words import read_words

LeafField: TypeAlias = Field | Literal["name", "published"]
ANY: LeafField = "any"
FIELDS = (
    "title",
    "speaker",
    "said",
    "topic",
    "source",
    "language",
    "dateline",
    "published",
    "mentions",
    "name",
)
LIMIT_PREFIX = 3
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
_FUZZY = re.compile(r"~[0-9.]*\Z")
_WEIGHT = re.compile(r"\^[0-9.]*\Z")
# What other query languages write for an operator.
_FOREIGN = {"&&": "AND", "&": "AND", "||": "OR", "|": "OR", "!": "NOT"}


def read_leaf(sign: Sign, field: LeafField, *, query: str, start: int, names: Collection[str] | None) -> Node:
    """Read one leaf; `start` is where its clause begins in the query (its field, if it has one of its own)."""
    if field == "published":
        return _read_published(sign, query=query, start=start)
    if field == "name":
        return _read_name(sign, query=query, start=start, names=names)
    if sign.text == "*" and sign.kind == "word" and field == ANY:
        return Every()
    if "*" in sign.text:
        return _read_prefix(sign, field, query=query, start=start)
    if sign.kind == "word":
        _refuse_foreign(sign, query=query, start=start)
    words = tuple(map(sys.intern, read_words(sign.text)))  # many rules are about the same words
    if not words:
        refuse(_describe_empty(sign), query=query, position=sign.start)
    near = sign.near if len(words) > 1 else None
    return Terms(field=field, words=words, near=near, start=start, end=sign.end)


def _refuse_foreign(sign: Sign, *, query: str, start: int) -> None:
    """Refuse what would be read as something else than other query languages mean by it."""
    if _FUZZY.search(sign.text):
        refuse(
            '~ stands after a phrase: "one two"~5; similar spellings are not looked for', query=query, position=start
        )
    weight = _WEIGHT.search(sign.text)
    if weight:
        position = sign.start + weight.start()
        refuse(f"words have no weight here: leave {weight[0]} out", query=query, position=position)
    if sign.text.startswith("!") and len(sign.text) > 1:
        refuse(f"! is no operator: write NOT {sign.text[1:]} or -{sign.text[1:]}", query=query, position=sign.start)


def _describe_empty(sign: Sign) -> str:
    if sign.kind == "word" and sign.text in _FOREIGN:
        return f"{sign.text!r} is no operator and has no letter or digit to look for: write {_FOREIGN[sign.text]}"
    if sign.text.strip():
        return f"{sign.text!r} has no letter or digit to look for: leave it out, or quote it with its neighbours"
    return "this phrase is empty: put words between the quotation marks, or remove them"


def _read_prefix(sign: Sign, field: Field, *, query: str, start: int) -> Terms:
    position = sign.start + sign.text.index("*") + (sign.kind == "phrase")
    if sign.kind == "phrase":
        refuse("* has no meaning between quotation marks: leave it out", query=query, position=position)
    if sign.text.startswith("*"):
        refuse(
            "* cannot stand before a word: write the beginning of the word, as in nato*", query=query, position=position
        )
    if not sign.text.endswith("*") or sign.text.count("*") > 1:
        refuse("* stands once, at the end of a word, as in nato*", query=query, position=position)
    words = read_words(sign.text[:-1])
    if len(words) != 1 or len(words[0]) < LIMIT_PREFIX:
        refuse(
            f"* follows one word of at least {LIMIT_PREFIX} characters, as in nato*", query=query, position=sign.start
        )
    return Terms(field=field, words=words, prefix=True, start=start, end=sign.end)


def _read_published(sign: Sign, *, query: str, start: int) -> Published:
    try:
        since, until = read_range(sign.text) if sign.kind == "range" else read_period(sign.text)
    except ValueError as error:
        refuse(str(error), query=query, position=sign.start)
    if sign.near is not None:
        refuse("~ stands after a phrase, not after a date", query=query, position=sign.start)
    return Published(since=since, until=until, start=start, end=sign.end)


def _read_name(sign: Sign, *, query: str, start: int, names: Collection[str] | None) -> Watched:
    name = sign.text
    if names is not None and name not in names:
        near = get_close_matches(name.lower(), names, n=3)
        known = f"did you mean {' or '.join(near)}?" if near else _list_names(names)
        refuse(f"there is no watched name {name!r}: {known}", query=query, position=sign.start)
    if not _NAME.fullmatch(name) or sign.near is not None:
        refuse(
            f"{name!r} is not the id of a watched name: ids are small letters, digits and hyphens",
            query=query,
            position=sign.start,
        )
    return Watched(name=name, start=start, end=sign.end)


def _list_names(names: Collection[str]) -> str:
    shown = sorted(names)[:10]
    more = ", ..." if len(names) > len(shown) else ""
    return f"watched names are {', '.join(shown)}{more}" if shown else "no names are watched yet (folder `names`)"
