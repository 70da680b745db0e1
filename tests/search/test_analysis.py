"""Elasticsearch cuts and folds text into exactly the words of pipeline.query.words: on the real node."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch
from hypothesis import given, settings
from hypothesis import strategies as some

from pipeline.query.words import IGNORABLE, UNSPACED, read_words
from pipeline.search.analysis import ANALYZER, FOLDED, LONGEST_WORD, make_analysis
from tests.rules.making import SEEDS
from tests.search.conftest import own_prefix

# No characters for text: unassigned, surrogates, private use. The unassigned cannot agree, because the node's Unicode
# is newer than Python's: a character that Python does not know yet separates words here and is a letter there.
_NO_TEXT = ("Cn", "Cs", "Co")
_TEXT = (".toml", ".txt", ".md", ".html", ".json", ".jsonl", ".xml", ".rss", ".atom")
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")


@pytest.fixture(scope="module")
def index(elastic_client: Elasticsearch) -> Iterator[str]:
    with own_prefix(elastic_client) as prefix:
        limit = {"index.analyze.max_token_count": 100_000}
        elastic_client.indices.create(index=f"{prefix}-words", settings={"analysis": make_analysis(), **limit})
        yield f"{prefix}-words"


def analyze(client: Elasticsearch, index: str, text: str, *, analyzer: str = ANALYZER) -> tuple[str, ...]:
    answer = client.indices.analyze(index=index, analyzer=analyzer, text=text)
    return tuple(token["token"] for token in answer["tokens"])


def read_characters() -> list[str]:
    characters = map(chr, range(sys.maxunicode + 1))
    return [character for character in characters if unicodedata.category(character) not in _NO_TEXT]


CHARACTERS = read_characters()


def test_every_character_is_cut_and_folded_alike(elastic_client: Elasticsearch, index: str) -> None:
    """Each character stands between letters, at a word's end and alone."""
    assert len(CHARACTERS) > 140_000
    for start in range(0, len(CHARACTERS), 10_000):
        text = " , ".join(f"a{one}b{one} {one}" for one in CHARACTERS[start : start + 10_000])
        assert analyze(elastic_client, index, text) == read_words(text)


def read_sample() -> Iterator[str]:
    """Text in many languages: the seeds, and whatever lies under $WIREWATCH_TEST_TEXTS (articles, feeds, lists)."""
    given = os.environ.get("WIREWATCH_TEST_TEXTS")
    folders = [SEEDS, Path(given)] if given else [SEEDS]
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in _TEXT):
        text = path.read_text(encoding="utf-8", errors="replace")
        # What a JSON file writes as an escape is a character of the text.
        text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text).encode("utf-8", "replace").decode()
        yield from (text[start : start + 50_000] for start in range(0, len(text), 50_000))


def test_a_large_sample_of_text_is_cut_and_folded_alike(elastic_client: Elasticsearch, index: str) -> None:
    words = 0
    for text in read_sample():
        known = "".join(" " if unicodedata.category(one) in _NO_TEXT else one for one in text)
        read = tuple(word[:LONGEST_WORD] for word in read_words(known))
        assert analyze(elastic_client, index, known) == read
        words += len(read)
    print(f"{words} words")  # noqa: T201 - the figure of docs/quality.md
    assert words > 40_000


@settings(max_examples=100, deadline=None)
@given(pieces=some.lists(some.text(alphabet=some.sampled_from(CHARACTERS), max_size=20), max_size=200))
def test_mixed_text_is_cut_and_folded_alike(elastic_client: Elasticsearch, index: str, pieces: list[str]) -> None:
    text = " ".join(pieces)
    assert analyze(elastic_client, index, text) == read_words(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Russia–NATO Council’s COUNCIL_of",
        "İstanbul ISTANBUL ıi straße STRASSE ΌΣΟΣ ﬁnd",
        "Совет Россия - НАТО, Ёлка; Йога",
        "re\u0301sume\u0301 \u0301 so\u00adft a\u200bb \u200b \ufeff",
        "中国人民 日本ゴ カ\u3099 น้ำ ຳ ໜ ກ ဗမာ ខ្មែរ",
        "①② ½ ㆒b ㊀ x㊀ 𝐀𝐁 ㎏ ﷺ ١٢٣ 𞤀",
        "👍 a👍b e-mail a.b.c U.S. 3,5 \r\n\t\0",
        "",
    ],
)
def test_examples_are_cut_and_folded_alike(elastic_client: Elasticsearch, index: str, text: str) -> None:
    assert analyze(elastic_client, index, text) == read_words(text)


def test_folded_words_are_taken_as_they_are(elastic_client: Elasticsearch, index: str) -> None:
    words = ("council", "中", "\u0e4d\u0e32", "x" * 5000)
    assert analyze(elastic_client, index, " ".join(words), analyzer=FOLDED) == words


def test_a_word_without_end_is_cut_and_not_refused(elastic_client: Elasticsearch, index: str) -> None:
    assert analyze(elastic_client, index, "中" + "x" * 100_000) == ("中", "x" * LONGEST_WORD)


def test_no_character_is_both_removed_and_folded() -> None:
    rules = make_analysis()["char_filter"]["wirewatch_fold"]["mappings"]
    sources = [rule.split(" => ")[0] for rule in rules]
    assert len(sources) == len(set(sources))
    assert "\\u00AD" in sources
    assert all(
        f"\\u{ord(one):04X}" in sources for one in re.findall(f"[{IGNORABLE}]", "".join(map(chr, range(0x10000))))
    )


def test_the_pattern_names_every_range_of_the_scripts_without_spaces() -> None:
    pattern = make_analysis()["tokenizer"][ANALYZER]["pattern"]
    alone = pattern.split("|")[0]
    python = re.sub(r"\\x\{([0-9a-f]+)\}", lambda found: chr(int(found[1], 16)), alone)
    assert python == f"[{UNSPACED}]"
