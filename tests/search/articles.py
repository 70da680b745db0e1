"""Whole articles in three languages as the program annotates them, and queries that people could write for them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import strategies as st
from msgspec import structs

from pipeline.enrich.names import parse_names
from pipeline.enrich.topics import parse_taxonomy
from pipeline.query.words import find_places
from pipeline.stages.again import annotate, make_example
from pipeline.types import Document, Source
from tests.rules.making import SEEDS, read_seeds

FIRST = datetime(2026, 3, 30, 18, tzinfo=UTC)
LANGUAGES = {"severny-vestnik": "ru", "gazette-leman": "fr"}
WATCHED = parse_names(read_seeds("names"))
# What the sample site writes of its own day, written of a fixed one.
_DAY = {"day_month": "March 31", "on_weekday": "on Tuesday", "weekday": "Tuesday", "yesterday_weekday": "Monday"}


def read_articles() -> tuple[Document, ...]:
    """The articles of the sample site, eleven hours from one to the next; every ninth has no time."""
    taxonomy = parse_taxonomy(read_seeds("topics"))
    files = sorted((SEEDS / "sample" / "articles").rglob("*.toml"))
    paths = [path for path in files if "\ntext = " in path.read_text(encoding="utf-8")]  # the others are reprints
    made: list[Document] = []
    for number, path in enumerate(paths):
        at = FIRST + number * timedelta(hours=11)
        document = annotate(_read(path, at), taxonomy=taxonomy, names=WATCHED)
        made.append(structs.replace(document, published_at=None) if number % 9 == 8 else document)
    return tuple(made)


def _read(path: Path, at: datetime) -> Document:
    article = tomllib.loads(path.read_text(encoding="utf-8"))
    source = path.parent.name
    text = re.sub(r"\{(\w+)\}", lambda found: _DAY.get(found[1], found[1]), article["text"])
    document = make_example(text.strip(), title=article["title"], at=at, language=LANGUAGES.get(source, "en"))
    publisher = Source(id=source, name=source.replace("-", " ").title(), domain=f"{source}.example")
    return structs.replace(document, lead=article.get("summary", ""), source=publisher, id=f"s-{path.stem}"[:60])


ARTICLES = read_articles()
_article = st.sampled_from(ARTICLES)


@st.composite
def _words(draw: st.DrawFn, text: str, most: int = 4) -> str:
    """Some words of a text as they are written there, with what stands between them, without quotation marks."""
    places = find_places(text)
    first = draw(st.integers(0, len(places) - 1))
    last = min(first + draw(st.integers(0, most - 1)), len(places) - 1)
    return re.sub(r'[“”„‟«»"\s]+', " ", text[places[first][0] : places[last][1]])


def _field(name: str, value: str) -> str:
    return f'{name}:"{value}"' if value else "*"


def _list_fields(document: Document) -> Iterator[tuple[str, str]]:
    """What the fields of a document say, by the field of the query language."""
    yield "title", document.title
    yield "source", document.source.name
    yield "language", document.language or ""
    yield from (("topic", topic.label) for topic in document.topics)
    yield from (("mentions", person.name) for person in document.people)
    if document.dateline:
        yield "dateline", f"{document.dateline.place or ''} {document.dateline.agency or ''}"
    for quote in document.quotes:
        yield "said", quote.text
        yield "speaker", (quote.speaker and quote.speaker.name) or ""


@st.composite
def _leaf(draw: st.DrawFn) -> str:
    document = draw(_article)
    kind = draw(st.sampled_from(("word", "phrase", "near", "prefix", "field", "field", "field", "date", "name")))
    if kind == "field":
        field, value = draw(st.sampled_from([pair for pair in _list_fields(document) if find_places(pair[1])]))
        return _field(field, draw(_words(value, 3)))
    if kind == "date":
        day = (FIRST + draw(st.integers(-1, 14)) * timedelta(days=1)).date().isoformat()
        return f"published:{draw(st.sampled_from(('', '>=', '<', '<=', '>')))}{day}"
    if kind == "name":
        return f"name:{draw(st.sampled_from(WATCHED.ids))}"
    words = draw(_words(document.text or document.title, 1 if kind in ("word", "prefix") else 5))
    match kind:
        case "prefix" if len(words) > 3 and words.isalpha():
            return f"{words[: draw(st.integers(3, len(words)))]}*"
        case "near":
            return f'"{" ".join(draw(st.permutations(words.split())))}"~{draw(st.integers(0, 8))}'
        case _:
            return f'"{words}"'


@st.composite
def _quoted(draw: st.DrawFn) -> str:
    """Who said what, of one quotation or of two."""
    quotes = [quote for document in ARTICLES for quote in document.quotes if quote.speaker and quote.speaker.name]
    first, second = draw(st.sampled_from(quotes)), draw(st.sampled_from(quotes))
    said = draw(st.sampled_from((first, second))).text
    speaker = first.speaker.name if first.speaker and first.speaker.name else ""
    sign = draw(st.sampled_from(("", "", "-", "NOT ")))
    return f"{_field('speaker', draw(_words(speaker, 2)))} {sign}{_field('said', draw(_words(said, 2)))}"


def _combine(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inner, min_size=2, max_size=3)
    return st.one_of(
        several.map(" ".join),
        several.map(" OR ".join),
        several.map(" AND ".join),
        inner.map("({})".format),
        inner.map("NOT ({})".format),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]}) -({pair[1]})"),
    )


article_queries = st.recursive(st.one_of(_leaf(), _leaf(), _quoted()), _combine, max_leaves=6)
