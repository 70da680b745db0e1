from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from pipeline.errors import ConfigError, SearchError, SearchUnavailableError
from pipeline.ports import Index
from pipeline.query.tree import Every
from pipeline.search import open_index
from pipeline.search.embedded import EmbeddedIndex
from tests.documents import make_document
from tests.search.contract import NOW, IndexContract, fill, find, terms


class TestEmbedded(IndexContract):
    @pytest.fixture
    def index(self, embedded: EmbeddedIndex) -> Index:
        return embedded


def test_open_index_opens_the_file_that_the_url_names(tmp_path: Path) -> None:
    index = open_index(f"sqlite:///{tmp_path}/deep/search.db")
    index.create()
    assert (tmp_path / "deep" / "search.db").exists()


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///", "search.db", "ftp://x/y", ""])
def test_open_index_says_which_urls_it_takes(url: str) -> None:
    with pytest.raises(ConfigError, match="sqlite:///"):
        open_index(url)


def test_an_index_that_was_not_created_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SearchError, match="wirewatch init"):
        EmbeddedIndex(tmp_path / "search.db").search(Every())


def test_a_file_that_is_no_database_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "search.db").write_bytes(b"not a database, " * 1000)
    with pytest.raises(SearchError, match="delete the file"):
        EmbeddedIndex(tmp_path / "search.db").search(Every())


def test_an_index_of_another_layout_says_what_to_do(embedded: EmbeddedIndex, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "search.db") as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(SearchError, match=r"layout 99.*delete the file"):
        embedded.create()


def test_the_index_says_what_it_is(embedded: EmbeddedIndex) -> None:
    assert embedded.describe().is_current
    assert embedded.describe().engine.startswith("SQLite 3.")


def test_a_write_that_cannot_get_its_turn_is_unavailable_and_readers_read_on(tmp_path: Path) -> None:
    index = EmbeddedIndex(tmp_path / "search.db", wait=0.05)
    index.create()
    fill(index, make_document(id="a"))
    other = sqlite3.connect(tmp_path / "search.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(SearchUnavailableError):
            index.write([make_document(id="b")], at=NOW)
        assert find(index, Every()) == {"a"}
    finally:
        other.close()


def test_writers_in_parallel_lose_nothing(embedded: EmbeddedIndex) -> None:
    def write(worker: int) -> None:
        for number in range(20):
            list(embedded.write([make_document(id=f"{worker}-{number}"), make_document(id="shared")], at=NOW))

    threads = [threading.Thread(target=write, args=(worker,)) for worker in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert embedded.search(Every()).total == 81


def test_words_survive_the_tokenizer_of_the_engine(embedded: EmbeddedIndex) -> None:
    """FTS5's ascii tokenizer cuts at ASCII characters only; the folded words hold none that it cuts at."""
    alphabet = [chr(point) for point in range(0xC0, 0x3000) if chr(point).isalnum()]
    text = " ".join(f"x{character}y" for character in alphabet)
    fill(embedded, make_document(id="a", text=text))
    assert all(find(embedded, terms(f"x{character}y")) == {"a"} for character in alphabet[::7])
    assert find(embedded, terms(text[:400].rsplit(" ", 1)[0])) == {"a"}
