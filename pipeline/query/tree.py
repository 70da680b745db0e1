"""The tree that a query becomes; the matcher, SQLite FTS5 and Elasticsearch all compile this and nothing else.

A document offers, for each text field, a tuple of strings ("elements"; most fields have one). Words, phrases and
proximity never reach across elements. A `Quotation` is judged inside one quotation of the document at a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

# `any` looks in title, lead and text; `said` and `speaker` stand only inside a Quotation.
Field: TypeAlias = Literal["any", "title", "said", "speaker", "topic", "source", "language", "dateline", "mentions"]
ANY_FIELDS = ("title", "lead", "text")
QUOTATION_FIELDS = ("said", "speaker")
SLOP_LIMIT = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Folded words that stand together in one element of a field.

    One word is a word, several are a phrase. `prefix` (one word only) matches words that begin so. With `near`
    set, the words stand in any order inside a window that holds at most `near` other words.
    `start`/`end` is the clause in the query as typed.
    """

    field: Field
    words: tuple[str, ...]
    prefix: bool = False
    near: int | None = None
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A watched name (alias set) is found in the title or text: `name:russia-nato-council`."""

    name: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """Published at or after `since` and before `until`; None is open."""

    since: datetime | None
    until: datetime | None
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Some one quotation satisfies the clause, which holds only `said` and `speaker` terms, And, Or and Not."""

    clause: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class And:
    """All children match."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Or:
    """At least one child matches."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """The child does not match."""

    child: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Every:
    """Matches every document: the empty query."""


Node: TypeAlias = Terms | Watched | Published | Quotation | And | Or | Not | Every
