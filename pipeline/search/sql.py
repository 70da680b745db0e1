"""Compiles a query tree to one SQL condition on the table `documents` of the embedded index."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
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
            without = [child.child for child in children if isinstance(child, Not)]
            parts = [_compile(child) for child in children if not isinstance(child, Not)]
            return _join(" AND ", [*parts, *([_negate(_compile_or(without))] if without else [])])
        case Or(children=children):
            return _compile_or(children)
        case Not(child=child):
            return _negate(_compile(child))
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


def _compile_or(children: Sequence[Node]) -> Condition:
    """What one table decides alone is asked in one MATCH: a subquery for each costs five times as much."""
    groups: dict[str, list[str]] = {}
    parts = []
    for child in children:
        if isinstance(child, Terms) and child.words and not _needs_check(child):
            groups.setdefault(_table(child), []).append(_fts(child))
        else:
            parts.append(_compile(child))
    for table, asked in groups.items():
        parts.append((_select(table), [" OR ".join(asked)]))
    return _join(" OR ", parts)


def _join(sign: str, parts: Sequence[Condition]) -> Condition:
    if not parts:
        return ("1" if sign == " AND " else "0"), []
    return f"({sign.join(sql for sql, _ in parts)})", [value for _, values in parts for value in values]


def _negate(condition: Condition) -> Condition:
    return f"NOT ({condition[0]})", condition[1]


def _compile_terms(terms: Terms) -> Condition:
    if not terms.words:
        return "0", []
    values: list[str | int] = [_fts(terms)]
    if not _needs_check(terms):
        return _select(_table(terms)), values
    columns = _columns(terms)
    for _ in columns:
        values += [" ".join(terms.words), terms.near or 0]
    check = " OR ".join(f"fits_window({column}, ?, ?)" for column in columns)
    return _select(_table(terms), check=f" AND ({check})"), values


def _select(table: str, *, check: str = "") -> str:
    return f"number IN (SELECT rowid FROM {table} WHERE {table} MATCH ?{check})"  # noqa: S608 - our own names


def _table(terms: Terms) -> str:
    return "quotation_words" if terms.field in QUOTATION_FIELDS else "words"


def _columns(terms: Terms) -> Sequence[str]:
    return ANY_FIELDS if terms.field == "any" else (terms.field,)


def _needs_check(terms: Terms) -> bool:
    """FTS5's NEAR crosses from element to element, and finds a word that is wanted twice once."""
    return terms.near is not None and (terms.field not in _SINGLE or len(set(terms.words)) < len(terms.words))


def _fts(terms: Terms) -> str:
    return f"({{{' '.join(_columns(terms))}}} : ({_write_words(terms)}))"


def _write_words(terms: Terms) -> str:
    """Write the FTS5 expression; folded words hold no quotation marks."""
    if _needs_check(terms):
        return " AND ".join(f'"{word}"' for word in dict.fromkeys(terms.words))
    if terms.near is not None and len(terms.words) > 1:
        # NEAR counts all words between the first and the last, those that are looked for too.
        words = " ".join(f'"{word}"' for word in terms.words)
        return f"NEAR({words}, {terms.near + len(terms.words) - 2})"
    return f'"{" ".join(terms.words)}"' + ("*" if terms.prefix else "")
