"""Prints what the search page costs with 100,000 stored articles, beside a bare FTS5 count of the same words.

With an address in ELASTICSEARCH_URL the same articles and queries are measured there as well, by the clock: its work is
done in another process.
"""

from __future__ import annotations

import os
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from pathlib import Path

from msgspec import structs

from benchmarks.material import NOW, Writer, make_document, make_vocabulary
from benchmarks.timing import find_percentile
from pipeline.ports import Index
from pipeline.query import parse_query
from pipeline.query.tree import Every, Node
from pipeline.rules.match import find_evidence
from pipeline.search import open_index
from pipeline.search.embedded import EmbeddedIndex
from pipeline.types import Document, Quote, Source, Speaker, SpeakerMention, Story, Topic

DOCUMENTS = 100_000
WORDS = 300
TEXTS = 2_000  # each stands in so many articles that making them up takes less than storing them
BATCH = 500  # documents that Elasticsearch is given at once
DAYS = 120
TURNS = 3
SHOWN, MOST = 20, 8  # a page of results, and values of each facet beside it
GOAL_MS = {"embedded": 150, "elasticsearch": 100}
_SOURCES = [f"{word.capitalize()} Herald" for word in make_vocabulary()[600:640]]
_PEOPLE = [f"{one.capitalize()} Ferrow" for one in make_vocabulary()[700:1_200]]
_TOPICS = make_vocabulary()[2_000:2_300]
_LANGUAGES = ("en", "en", "en", "de", "fr", "es")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A query as people write it, and its words for a bare FTS5 table."""

    query: str
    raw: str


def main(documents: int = DOCUMENTS) -> int:
    """Print a line for each engine."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "search.db"
        print(measure_embedded(path, documents))
    if address := os.environ.get("ELASTICSEARCH_URL"):
        print(measure_elastic(address, documents))
    return 0


def measure_embedded(path: Path, documents: int) -> str:
    """The line of the embedded index: processor time."""
    index = EmbeddedIndex(path)
    fill(index, documents)
    with closing(sqlite3.connect(path)) as raw:
        counts = [
            _best(lambda asked=asked: raw.execute(_COUNT, (asked.raw,)).fetchone(), time.process_time)  # type: ignore[misc] # called at once
            for asked in _list_queries()
            if asked.raw
        ]
    ours = _measure(index, time.process_time)
    beside = f"a bare FTS5 count of the same words {_tell(counts)}"
    return _line("embedded", ours, documents, beside=beside, kind="of CPU")


def measure_elastic(address: str, documents: int) -> str:
    """The line of Elasticsearch: what the clock says, with the client's own work."""
    with closing(open_index(address, prefix="wirewatch-bench")) as index:
        fill(index, documents)
        return _line(
            "elasticsearch", _measure(index, time.perf_counter), documents, beside="one node", kind="by the clock"
        )


def fill(index: Index, documents: int) -> None:
    """Write so many articles."""
    index.create()
    made = make_documents(documents)
    while batch := list(islice(made, BATCH)):
        refused = [one for one in index.write(batch, at=NOW) if one.status != "indexed"]
        assert not refused, refused[0]
    index.refresh()


def make_documents(count: int) -> Iterator[Document]:
    """Articles of the last months with two speakers, who say something, and three topics each."""
    writer = Writer(6)
    texts = [writer.write_article(WORDS) for _ in range(min(TEXTS, count))]
    return (_make_article(texts[number % TEXTS], number, count) for number in range(count))


def _make_article(text: str, number: int, count: int) -> Document:
    draw = random.Random(number)  # noqa: S311 - a benchmark needs the same articles every time
    seen = NOW - timedelta(days=DAYS) * number / count
    source = _SOURCES[int(len(_SOURCES) * draw.random() ** 2)]
    people = [_PEOPLE[int(len(_PEOPLE) * draw.random() ** 3)] for _ in range(2)]
    topics = [_TOPICS[int(len(_TOPICS) * draw.random() ** 2)] for _ in range(3)]
    return structs.replace(
        make_document(number, text),
        source=Source(id=source.split()[0].lower(), name=source, domain="example.com"),
        language=draw.choice(_LANGUAGES),
        published_at=seen,
        first_seen_at=seen,
        quotes=tuple(_make_quote(text, who, draw.randrange(len(text) - 100)) for who in people),
        speakers=tuple(
            Speaker(name=who, role="Minister", kind="person", aliases=(), quotes=1) for who in dict.fromkeys(people)
        ),
        topics=tuple(Topic(code=label, label=label, score=1.0, evidence=()) for label in topics),
        story=Story(id=f"{number // 3:032x}", origin=number % 3 == 0),
    )


def _make_quote(text: str, who: str, start: int) -> Quote:
    speaker = SpeakerMention(
        name=who, role="Minister", kind="person", start=start, end=start + 5, text=who, organisation=None
    )
    return Quote(
        start=start,
        end=start + 90,
        text=text[start : start + 90],
        direct=True,
        cue=None,
        speaker=speaker,
        confidence=1.0,
    )


def _list_queries() -> Iterator[Asked]:
    """Commonest to rare words, and each operator on some of them."""
    words = make_vocabulary()
    for rank in (0, 1, 2, 4, 8, 15, 30, 60, 120, 250, 500, 1_000, 2_000, 5_000, 12_000, 25_000):
        yield Asked(query=words[rank], raw=words[rank])
    for one, other in ((0, 1), (1, 5), (3, 40), (10, 20), (30, 300), (100, 900), (5, 8_000)):
        yield Asked(query=f"{words[one]} {words[other]}", raw=f"{words[one]} AND {words[other]}")
        yield Asked(query=f"{words[one]} OR {words[other]}", raw=f"{words[one]} OR {words[other]}")
        yield Asked(query=f"{words[other]} NOT {words[one]}", raw=f"{words[other]} NOT {words[one]}")
        yield Asked(query=f'"{words[one]} {words[other]}"', raw=f'"{words[one]} {words[other]}"')
        yield Asked(query=f'"{words[one]} {words[other]}"~5', raw=f"NEAR({words[one]} {words[other]}, 5)")
    for rank in (0, 3, 20, 200, 3_000):
        yield Asked(query=f"said:{words[rank]}", raw="")
        yield Asked(query=f"{words[rank]} source:{_SOURCES[rank % 40].split()[0]}", raw="")
        yield Asked(query=f'speaker:"{_PEOPLE[rank % 500]}"', raw="")
        yield Asked(query=f"topic:{_TOPICS[rank % 300]} {words[rank]}", raw="")
        yield Asked(query=f"{words[rank]} published:2026-11", raw="")
    yield Asked(query="language:en", raw="")
    yield Asked(query="", raw="")


_COUNT = "SELECT count(*) FROM words WHERE words MATCH ?"


def _measure(index: Index, clock: Callable[[], float]) -> list[float]:
    nodes = [parse_query(asked.query) for asked in _list_queries()]
    return [_best(lambda node=node: show(index, node), clock) for node in nodes]  # type: ignore[misc] # called at once


def show(index: Index, node: Node) -> int:
    """What the page asks for: results with the passages that were found, the total, and the facets."""
    found = index.browse(node, limit=SHOWN, most=MOST).page
    for document in found.documents:
        if not isinstance(node, Every):
            find_evidence(node, document)
    return found.total


def _best(job: Callable[[], object], clock: Callable[[], float]) -> float:
    times = []
    for _ in range(TURNS):
        started = clock()
        job()
        times.append(clock() - started)
    return min(times)


def _tell(seconds: Sequence[float]) -> str:
    values = list(seconds)
    return f"{1000 * find_percentile(values, 50):.0f} ms, p95 {1000 * find_percentile(values, 95):.0f}"


def _line(engine: str, seconds: list[float], documents: int, *, beside: str, kind: str) -> str:
    return (
        f"search.page {engine}: {_tell(seconds)} ms {kind} (goal {GOAL_MS[engine]}) for {SHOWN} results with passages, "
        f"total and facets of {len(seconds)} queries over {documents} articles of {WORDS} words; {beside}"
    )


if __name__ == "__main__":
    sys.exit(main())
