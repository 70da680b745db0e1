"""The embedded index as SQLite tables, and what a document puts into them.

FTS5's `ascii` tokenizer takes every character beyond ASCII as part of a word, so words that
`pipeline.query.words` has folded go through it unchanged.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

import msgspec

from pipeline.query.words import read_words
from pipeline.search.order import from_micros, read_facets, sorted_at, to_micros
from pipeline.search.window import GAP
from pipeline.types import Document, Hit, Verdict, encode_document, read_elements, read_quotation

LAYOUT = 2  # PRAGMA user_version
COLUMNS = ("title", "lead", "text", "topic", "source", "language", "dateline", "mentions")
QUOTATION_COLUMNS = ("said", "speaker")
TABLES = ("documents", "hits", "words", "quotations", "quotation_words", "names", "facets")
SCHEMA = (
    """CREATE TABLE documents (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, revision INTEGER NOT NULL,
        sorted_at INTEGER NOT NULL, published_at INTEGER, document BLOB NOT NULL)""",
    "CREATE INDEX documents_newest ON documents (sorted_at DESC, id DESC)",
    # Apart from the documents, so that reading all of them reads no texts.
    """CREATE TABLE hits (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL, story TEXT NOT NULL, reprint INTEGER NOT NULL,
        verdict TEXT NOT NULL, first_seen_at INTEGER NOT NULL, source TEXT NOT NULL, title TEXT NOT NULL,
        published_at INTEGER, sorted_at INTEGER NOT NULL)""",
    "CREATE INDEX hits_newest ON hits (sorted_at DESC)",
    "CREATE INDEX hits_seen ON hits (first_seen_at)",
    f"CREATE VIRTUAL TABLE words USING fts5({', '.join(COLUMNS)}, tokenize='ascii')",
    "CREATE TABLE quotations (number INTEGER PRIMARY KEY, document INTEGER NOT NULL)",
    "CREATE INDEX quotations_document ON quotations (document)",
    f"CREATE VIRTUAL TABLE quotation_words USING fts5({', '.join(QUOTATION_COLUMNS)}, tokenize='ascii')",
    "CREATE TABLE names (name TEXT NOT NULL, document INTEGER NOT NULL, PRIMARY KEY (name, document)) WITHOUT ROWID",
    "CREATE INDEX names_document ON names (document)",
    "CREATE TABLE facets (document INTEGER NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL)",
    "CREATE INDEX facets_document ON facets (document, field, value)",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRows:
    """One document as rows, ready to be written."""

    id: str
    revision: int
    sorted_at: int
    published_at: int | None
    document: bytes
    hit: tuple[str | int, ...]
    words: tuple[str, ...]
    quotations: tuple[tuple[str, ...], ...]
    names: tuple[str, ...]
    facets: tuple[tuple[str, str], ...]


def to_rows(document: Document, *, at: datetime) -> DocumentRows:
    """Change a document to rows. UnicodeEncodeError when it holds text that is none (a lone surrogate)."""
    elements = read_elements(document)
    quotations = [read_quotation(quote) for quote in document.quotes]
    return DocumentRows(
        id=document.id,
        revision=document.revision,
        sorted_at=to_micros(sorted_at(document)),
        published_at=to_micros(document.published_at) if document.published_at else None,
        document=encode_document(msgspec.structs.replace(document, indexed_at=at)),
        hit=(
            document.id,
            document.story.id,
            int(document.story.reprint_of is not None),
            document.verdict,
            to_micros(document.first_seen_at),
            document.source.name,
            document.title,
        ),
        words=(*(_join(elements[column]) for column in COLUMNS),),  # type: ignore[index]  # the names are Fields
        quotations=tuple(
            tuple(_join(quotation[column]) for column in QUOTATION_COLUMNS)  # type: ignore[index]  # the same
            for quotation in quotations
        ),
        names=tuple({name.name for name in (*document.names, *document.title_names)}),
        facets=tuple(read_facets(document)),
    )


def write_rows(connection: sqlite3.Connection, rows: DocumentRows) -> None:
    """Insert or replace, unless what is there is a newer revision."""
    known = connection.execute("SELECT number, revision FROM documents WHERE id = ?", (rows.id,)).fetchone()
    if known and known[1] > rows.revision:
        return
    if known:
        delete_rows(connection, known[0])
    number = connection.execute(
        "INSERT INTO documents (number, id, revision, sorted_at, published_at, document) VALUES (?, ?, ?, ?, ?, ?)",
        (known[0] if known else None, rows.id, rows.revision, rows.sorted_at, rows.published_at, rows.document),
    ).lastrowid
    connection.execute(
        "INSERT INTO hits VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (number, *rows.hit, rows.published_at, rows.sorted_at),
    )
    _insert(connection, "words", dict(zip(("rowid", *COLUMNS), (number, *rows.words), strict=True)))
    for quotation in rows.quotations:
        row = connection.execute("INSERT INTO quotations (document) VALUES (?)", (number,)).lastrowid
        _insert(connection, "quotation_words", dict(zip(("rowid", *QUOTATION_COLUMNS), (row, *quotation), strict=True)))
    facets = [(number, field, value) for field, value in rows.facets]
    connection.executemany("INSERT INTO facets (document, field, value) VALUES (?, ?, ?)", facets)
    connection.executemany("INSERT INTO names (name, document) VALUES (?, ?)", [(name, number) for name in rows.names])


def delete_rows(connection: sqlite3.Connection, number: int) -> None:
    """Delete a document by its row number."""
    for statement in (
        "DELETE FROM quotation_words WHERE rowid IN (SELECT number FROM quotations WHERE document = ?)",
        "DELETE FROM quotations WHERE document = ?",
        "DELETE FROM names WHERE document = ?",
        "DELETE FROM facets WHERE document = ?",
        "DELETE FROM words WHERE rowid = ?",
        "DELETE FROM hits WHERE number = ?",
        "DELETE FROM documents WHERE number = ?",
    ):
        connection.execute(statement, (number,))


def read_hit(row: tuple[str, str, int, Verdict, int, str, str]) -> Hit:
    """A row of `hits` without its number."""
    document, story, reprint, verdict, seen, source, title = row
    return Hit(
        id=document,
        story=story,
        reprint=bool(reprint),
        verdict=verdict,
        first_seen_at=from_micros(seen),
        source=source,
        title=title,
    )


def _insert(connection: sqlite3.Connection, table: str, row: dict[str, object]) -> None:
    marks = ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", [*row.values()])  # noqa: S608 - our own names


def _join(elements: tuple[str, ...]) -> str:
    return f" {GAP} ".join(" ".join(read_words(element)) for element in elements)
