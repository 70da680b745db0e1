"""Compiles a query tree to SQL on the embedded index.

What one FTS5 table decides alone becomes one MATCH, however deep: SQLite copies the rows of a subquery before it asks
anything else, which costs several times what finding them does.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TypeAlias, assert_never

from pipeline.query.tree import (
    ANY_FIELDS,
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
_WORDS, _QUOTATION_WORDS = "words", "quotation_words"
_FOUND = "SELECT rowid FROM {table} WHERE {table} MATCH ?"
_SINGLE = frozenset({"any", "title", "said", "language"})  # fields of one element


def compile_sql(node: Node) -> Condition:
    """Change a tree to a condition on `documents` or `hits`, and its parameters; `add_functions` lets it run."""
    return _compile(flatten(node), _WORDS)


def select_numbers(node: Node) -> Condition:
    """Change a tree to a SELECT of the numbers of the documents that it matches, each once."""
    flat = flatten(node)
    matched = _match(flat)
    if matched is not None:
        return _FOUND.format(table=_WORDS), [matched]
    condition, parameters = _compile(flat, _WORDS)
    return f"SELECT number FROM hits WHERE {condition}", parameters  # noqa: S608 - values are parameters


def add_functions(connection: sqlite3.Connection) -> None:
    """Give a connection the exact proximity check."""

    def fits(text: str, words: str, near: int) -> bool:
        return fits_window(text.split(" "), tuple(words.split(" ")), near)

    connection.create_function("fits_window", 3, fits, deterministic=True)


def _compile(node: Node, table: str) -> Condition:
    """`table` holds the words: of the documents, or of the quotations inside of one."""
    matched = _match(node)
    if matched is not None:
        return f"number IN ({_FOUND.format(table=table)})", [matched]
    match node:
        case Terms():
            return _compile_checked(node, table)
        case And(children=children):
            return _compile_and(children, table)
        case Or(children=children):
            alone, apart = _part(children)
            return _join(" OR ", [*_gather(Or, alone, table), *(_compile(child, table) for child in apart)])
        case Not(child=child):
            return _negate(_compile(child, table))
        case _:
            return _compile_rest(node)


def _compile_and(children: Sequence[Node], table: str) -> Condition:
    """What is not wanted goes into the MATCH of something that is."""
    wanted, rest = _part([child for child in children if not isinstance(child, Not)])
    refused, others = _part([child.child for child in children if isinstance(child, Not)])
    if wanted:
        parts = _gather(And, [*wanted, *(Not(child=child) for child in refused)], table)
    else:
        parts = [_negate(one) for one in _gather(Or, refused, table)]
    parts += [_compile(child, table) for child in rest]
    parts += [_negate(_compile(child, table)) for child in others]
    return _join(" AND ", parts)


def _part(nodes: Sequence[Node]) -> tuple[list[Node], list[Node]]:
    """Part what one MATCH decides from what it does not."""
    alone: list[Node] = []
    apart: list[Node] = []
    for node in nodes:
        (apart if _match(node) is None else alone).append(node)
    return alone, apart


def _gather(kind: type[And | Or], nodes: Sequence[Node], table: str) -> list[Condition]:
    return [_compile(kind(children=tuple(nodes)), table)] if nodes else []


def _match(node: Node) -> str | None:
    """The FTS5 expression that means the same; None when there is none. In FTS5, NOT stands behind what is wanted."""
    match node:
        case Terms():
            return _write_terms(node) if node.words and not _needs_check(node) else None
        case Or(children=children):
            return _write_all(" OR ", children)
        case And(children=children):
            found = _write_all(" AND ", [child for child in children if not isinstance(child, Not)])
            nots = [child.child for child in children if isinstance(child, Not)]
            refused = _write_all(" OR ", nots)
            if not nots or found is None:
                return found
            return None if refused is None else f"({found} NOT {refused})"
        case _:
            return None


def _write_all(sign: str, nodes: Sequence[Node]) -> str | None:
    parts = [part for node in nodes if (part := _match(node)) is not None]
    return f"({sign.join(parts)})" if parts and len(parts) == len(nodes) else None


def _compile_rest(node: Quotation | Watched | Published | Every) -> Condition:
    match node:
        case Quotation(clause=clause):
            sql, parameters = _compile(clause, _QUOTATION_WORDS)
            return f"number IN (SELECT document FROM quotations WHERE {sql})", parameters  # noqa: S608 - built here
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


def _join(sign: str, parts: Sequence[Condition]) -> Condition:
    if not parts:
        return ("1" if sign == " AND " else "0"), []
    return f"({sign.join(sql for sql, _ in parts)})", [value for _, values in parts for value in values]


def _negate(condition: Condition) -> Condition:
    return f"NOT ({condition[0]})", condition[1]


def _compile_checked(terms: Terms, table: str) -> Condition:
    """Let FTS5 find the words, and look at each place where they stand."""
    if not terms.words:
        return "0", []
    columns = _columns(terms)
    check = " OR ".join(f"fits_window({column}, ?, ?)" for column in columns)
    values: list[str | int] = [" ".join(terms.words), terms.near or 0] * len(columns)
    return f"number IN ({_FOUND.format(table=table)} AND ({check}))", [_write_terms(terms), *values]


def _columns(terms: Terms) -> Sequence[str]:
    return ANY_FIELDS if terms.field == "any" else (terms.field,)


def _needs_check(terms: Terms) -> bool:
    """FTS5's NEAR crosses from element to element, and finds a word that is wanted twice once."""
    return terms.near is not None and (terms.field not in _SINGLE or len(set(terms.words)) < len(terms.words))


def _write_terms(terms: Terms) -> str:
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
