"""Prints how fast the embedded index takes and finds documents beside a bare FTS5 table of the same texts."""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path

from benchmarks.material import NOW, Writer, make_document
from benchmarks.timing import find_percentile
from pipeline.query import parse_query
from pipeline.search.embedded import EmbeddedIndex
from pipeline.types import Document

DOCUMENTS = 5_000
WORDS = 400
BATCH = 40  # documents a transaction, as the index stage writes them
PHRASES = 200
HITS = 20


def main(documents: int = DOCUMENTS) -> int:
    """Print two lines."""
    with tempfile.TemporaryDirectory() as folder:
        for line in measure(documents, Path(folder)):
            print(line)
    return 0


def measure(count: int, folder: Path) -> Iterator[str]:
    """The line for writing and the line for finding."""
    index = EmbeddedIndex(folder / "ours.db")
    index.create()
    writer = Writer(4)
    documents = (make_document(number, writer.write_article(WORDS)) for number in range(count))
    phrases: list[str] = []
    with closing(_open_raw(folder / "raw.db")) as raw:
        ours = theirs = 0.0
        while batch := list(islice(documents, BATCH)):
            phrases += [_pick_phrase(document.text) for document in batch]
            ours += _time(lambda batch=batch: list(index.write(batch, at=NOW)))  # type: ignore[misc] # called at once
            theirs += _time(lambda batch=batch: _write_raw(raw, batch))  # type: ignore[misc] # the same
        sizes = [(folder / name).stat().st_size / 2**20 for name in ("ours.db", "raw.db")]
        yield (
            f"search.write {theirs / ours:.2f} of the documents/s of a raw FTS5 table (goal 0.8); {count / ours:.0f} "
            f"against {count / theirs:.0f} of {WORDS} words a CPU second, {sizes[0] / sizes[1]:.1f} x the file"
        )
        queries = phrases[:: max(len(phrases) // PHRASES, 1)]
        yield _compare_phrases(index, raw, queries=queries, count=count)


def _compare_phrases(index: EmbeddedIndex, raw: sqlite3.Connection, *, queries: Sequence[str], count: int) -> str:
    ours, theirs = [], []
    for phrase in queries:
        node = parse_query(f'"{phrase}"')
        ours.append(min(_time(lambda node=node: index.search(node, limit=HITS)) for _ in range(3)))  # type: ignore[misc] # called at once
        theirs.append(min(_time(lambda phrase=phrase: _search_raw(raw, phrase)) for _ in range(3)))  # type: ignore[misc] # the same
    p95, raw_p95 = find_percentile(ours, 95), find_percentile(theirs, 95)
    middle = find_percentile(ours, 50) / find_percentile(theirs, 50)
    return (
        f"search.phrase {p95 / raw_p95:.1f} x a raw FTS5 MATCH at p95, {middle:.1f} x at p50; p95 {1000 * p95:.2f} ms "
        f"with {count} documents (goal 10 ms with 20,000), each answer with its count and {HITS} whole documents"
    )


def _open_raw(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE VIRTUAL TABLE words USING fts5(title, text)")
    return connection


def _write_raw(raw: sqlite3.Connection, documents: Sequence[Document]) -> None:
    raw.execute("BEGIN IMMEDIATE")
    rows = [(document.title, document.text) for document in documents]
    raw.executemany("INSERT INTO words (title, text) VALUES (?, ?)", rows)
    raw.execute("COMMIT")


def _search_raw(raw: sqlite3.Connection, phrase: str) -> list[object]:
    query = "SELECT title, text FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?"
    return raw.execute(query, (f'"{phrase}"', HITS)).fetchall()


def _pick_phrase(text: str) -> str:
    return " ".join(text.split(".")[1].split()[3:5]).lower()


def _time(job: Callable[[], object]) -> float:
    started = time.process_time()
    job()
    return time.process_time() - started


if __name__ == "__main__":
    sys.exit(main())
