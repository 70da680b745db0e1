"""Compiles a query tree to one SQL condition on the table `documents` of the embedded index."""

from __future__ import annotations

import sqlite3
from typing import TypeAlias, assert_never

from pipeline.query.tree import (
    ANY_FIELDS,
    QUOTATION_FIELDS,
    And,
    Every,
    Node,
    Not,
    Or,
    Published,
    Quotation,
    Terms,
    Watched,
)
from pipeline.search.order import to_micros
from pipeline.search.shape import flatten
from pipeline.search.window import fits_window

Condition: TypeAlias = tuple[str, list[str | int]]
_SINGLE = frozenset({"any", "title", "said", "language"})  # fields of one element


def compile_sql(node: Node) -> Condition:
    """Change a tree to a condition and its parameters; a connection needs `add_functions` to run it."""
    return _compile(flatten(node))


def _compile(node: Node) -> Condition:
    match node:
        case Terms():
            return _compile_terms(node)
        case And(children=children):
            return _join(" AND ", children)
        case Or(children=children):
            return _join(" OR ", children)
        case Not(child=child):
            sql, parameters = _compile(child)
            return f"NOT ({sql})", parameters
        case Quotation(clause=clause):
            sql, parameters = _compile(clause)
            return f"number IN (SELECT document FROM quotations WHERE {sql})", parameters  # noqa: S608 - built here
        case _:
            return _compile_rest(node)


def add_functions(connection: sqlite3.Connection) -> None:
    """Give a connection the exact proximity check."""

    def fits(text: str, words: str, near: int) -> bool:
        return fits_window(text.split(" "), tuple(words.split(" ")), near)

    connection.create_function("fits_window", 3, fits, deterministic=True)


def _compile_rest(node: Watched | Published | Every) -> Condition:
    match node:
        case Watched(name=name):
            return "number IN (SELECT document FROM names WHERE name = ?)", [name]
        case Published(since=since, until=until):
            bounds = [(">=", since), ("<", until)]
            given = [(sign, to_micros(moment)) for sign, moment in bounds if moment is not None]
            conditions = ["published_at IS NOT NULL", *(f"published_at {sign} ?" for sign, _ in given)]
            return f"({' AND '.join(conditions)})", [micros for _, micros in given]
        case Every():
            return "1", []
        case _:
            assert_never(node)


def _join(sign: str, children: tuple[Node, ...]) -> Condition:
    if not children:
        return ("1" if sign == " AND " else "0"), []
    compiled = [_compile(child) for child in children]
    return f"({sign.join(sql for sql, _ in compiled)})", [value for _, values in compiled for value in values]


def _compile_terms(terms: Terms) -> Condition:
    if not terms.words:
        return "0", []
    columns = ANY_FIELDS if terms.field == "any" else (terms.field,)
    table = "quotation_words" if terms.field in QUOTATION_FIELDS else "words"
    verify = terms.near is not None and (terms.field not in _SINGLE or len(set(terms.words)) < len(terms.words))
    where, parameters = f"{table} MATCH ?", [f"{{{' '.join(columns)}}} : ({_fts(terms, loosely=verify)})"]
    values: list[str | int] = [*parameters]
    if verify:
        where += f" AND ({' OR '.join(f'fits_window({column}, ?, ?)' for column in columns)})"
        for _ in columns:
            values += [" ".join(terms.words), terms.near or 0]
    return f"number IN (SELECT rowid FROM {table} WHERE {where})", values  # noqa: S608 - our own names


def _fts(terms: Terms, *, loosely: bool) -> str:
    """Write the FTS5 expression; folded words hold no quotation marks."""
    if terms.near is not None and loosely:
        return " AND ".join(f'"{word}"' for word in dict.fromkeys(terms.words))
    if terms.near is not None and len(terms.words) > 1:
        # NEAR counts all words between the first and the last, those that are looked for too.
        words = " ".join(f'"{word}"' for word in terms.words)
        return f"NEAR({words}, {terms.near + len(terms.words) - 2})"
    return f'"{" ".join(terms.words)}"' + ("*" if terms.prefix else "")
