"""Prints what trying a rule on 100,000 stored articles costs beside a raw FTS5 count, and beside reading them all."""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import islice
from pathlib import Path

from benchmarks.material import NOW, Writer, make_document, make_vocabulary
from benchmarks.timing import compare
from pipeline.rules.load import Rule, parse_rules
from pipeline.rules.match import Matcher
from pipeline.search.embedded import EmbeddedIndex
from pipeline.search.order import to_micros
from pipeline.search.tables import DocumentRows, to_rows, write_rows
from pipeline.stages.backtest import Stored, run_backtest
from pipeline.store import open_store, upgrade
from pipeline.types import Document, decode_document

DOCUMENTS = 100_000
WORDS = 200
TEXTS = 1_000  # each stands in so many articles that writing them does not take minutes
DAYS = 30
STORY = 3  # articles a story
READ = 2_000  # documents that are read and matched, to know what reading all would cost
TURNS = 3
GOAL_S = 5.0
_PHRASE, _TENTH, _MOST = "quillan ferrow", "ombrist", "tavenel"
_LIST = " OR ".join(make_vocabulary()[2_000:2_040])


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A query, and the same for a raw FTS5 table."""

    name: str
    query: str
    raw: str


TRIED = (
    Tried(name="narrow", query=f'"{_PHRASE}"', raw=f'"{_PHRASE}"'),
    Tried(name="broad", query=f'{_TENTH} OR "{_PHRASE}"', raw=f'{_TENTH} OR "{_PHRASE}"'),
    Tried(name="bad", query=f'{_MOST} OR {_TENTH} OR "{_PHRASE}"', raw=f'{_MOST} OR {_TENTH} OR "{_PHRASE}"'),
    Tried(name="long", query=_LIST, raw=_LIST),
)


def main(documents: int = DOCUMENTS) -> int:
    """Print one line for each rule."""
    with tempfile.TemporaryDirectory() as folder:
        path = write_index(Path(folder) / "search.db", documents)
        for tried in TRIED:
            print(measure(tried, path, documents))
    return 0


def measure(tried: Tried, path: Path, documents: int) -> str:
    """The line for a rule."""
    url = f"sqlite:///{path.with_name('ledger.db')}"
    upgrade(url)
    rule, index = _make_rule(tried.query), EmbeddedIndex(path)
    matcher = Matcher((rule,))
    with closing(open_store(url)) as store, closing(sqlite3.connect(path)) as raw:
        stored = Stored(reader=store, index=index, now=NOW)
        result = run_backtest(rule, stored, days=DAYS)
        cost = compare(
            {
                "ours": lambda: run_backtest(rule, stored, days=DAYS),
                "raw": lambda: raw.execute("SELECT count(*) FROM words WHERE words MATCH ?", (tried.raw,)).fetchone(),
                "read": lambda: [matcher.match(document) for document in _read(raw)],
            },
            turns=TURNS,
        )
    every = cost["read"] * documents / min(READ, documents)
    return (
        f"rules.backtest {tried.name}: {cost['ours']:.2f} s (goal {GOAL_S:g}) over {result.looked_at} articles, "
        f"{result.articles} match in {result.stories} stories, {len(result.noise)} clauses; "
        f"{cost['ours'] / cost['raw']:.0f} x a raw FTS5 count of the same, "
        f"{every / cost['ours']:.0f} x as fast as reading and matching them all ({every:.0f} s)"
    )


def write_index(path: Path, count: int) -> Path:
    """Write so many articles of the last thirty days, three a story, past the program: the words are cut only once."""
    EmbeddedIndex(path).create()
    texts = list(_write_texts())
    with closing(sqlite3.connect(path)) as connection:
        for number in range(count):
            write_rows(connection, _make_article(texts[number % TEXTS], number, count))
        connection.commit()
    return path


def _write_texts() -> Iterator[DocumentRows]:
    writer = Writer(5)
    for number in range(TEXTS):
        marks = [_TENTH] * (number % 10 == 0) + [_MOST] * (number % 5 < 3) + [_PHRASE] * (number == TEXTS // 2)
        text = f"{writer.write_article(WORDS)} {' and '.join(marks).capitalize()}."
        yield to_rows(make_document(number, text), at=NOW)


def _make_article(text: DocumentRows, number: int, count: int) -> DocumentRows:
    seen = to_micros(NOW - timedelta(days=DAYS) * number / count)
    _, _, _, verdict, _, source, title = text.hit
    hit = (f"{number:032x}", f"{number // STORY:032x}", int(number % STORY > 0), verdict, seen, source, title)
    return replace(text, id=f"{number:032x}", sorted_at=seen, published_at=seen, hit=hit)


def _make_rule(query: str) -> Rule:
    return parse_rules({"tried.toml": f"id = 'tried'\ntitle = 'Tried'\nquery = '{query}'\n".encode()}, names=()).rules[
        0
    ]


def _read(raw: sqlite3.Connection) -> Iterator[Document]:
    rows = raw.execute("SELECT document FROM documents")
    return (decode_document(data) for (data,) in islice(rows, READ))


if __name__ == "__main__":
    sys.exit(main())
