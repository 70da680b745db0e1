"""Elasticsearch is down, slow, full, or not Elasticsearch."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from elasticsearch import Elasticsearch

from pipeline.errors import ConfigError, SearchError, SearchUnavailableError
from pipeline.query.tree import Every
from pipeline.search import open_index, rebuild
from pipeline.search.connect import connect
from pipeline.search.elastic import ElasticIndex
from tests.documents import make_document
from tests.search.conftest import ScriptedServer
from tests.search.contract import NOW, fill, find, terms


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def index(scripted: ScriptedServer, waits: list[float]) -> Iterator[ElasticIndex]:
    index = ElasticIndex(connect(scripted.url), sleep=waits.append)
    index._generations._known = {"wirewatch-articles-2026"}
    yield index
    index.close()


def test_an_engine_that_is_down_is_unavailable_to_every_call() -> None:
    index = open_index("http://127.0.0.1:1")
    document = make_document()
    calls = (
        index.create,
        lambda: index.write([document], at=NOW),
        lambda: index.search(Every()),
        lambda: index.get("a"),
        lambda: index.delete(["a"]),
        index.refresh,
        lambda: rebuild(index, iter([document]), at=NOW),
    )
    for call in calls:
        with pytest.raises(SearchUnavailableError, match="cannot be reached"):
            call()
    index.close()


def test_a_blocked_index_is_unavailable_and_goes_on_when_freed(
    elastic: ElasticIndex, elastic_client: Elasticsearch, prefix: str
) -> None:
    fill(elastic, make_document(id="a"))
    block = "index.blocks.read_only_allow_delete"
    elastic_client.indices.put_settings(index=f"{prefix}-articles", settings={block: True})
    with pytest.raises(SearchUnavailableError):
        elastic.write([make_document(id="b")], at=NOW)
    elastic_client.indices.put_settings(index=f"{prefix}-articles", settings={block: None})
    fill(elastic, make_document(id="b"))
    assert find(elastic, Every()) == {"a", "b"}


def test_only_what_was_turned_away_is_sent_again(
    scripted: ScriptedServer, index: ElasticIndex, waits: list[float]
) -> None:
    scripted.answers = [
        (429, {"error": {"type": "es_rejected_execution_exception", "reason": "queue full"}}),
        (200, {"items": [_item(201), _item(429), _item(409)]}),
        (200, {"items": [_item(503)]}),
        (200, {"items": [_item(200)]}),
    ]
    outcomes = index.write([make_document(id=name) for name in "abc"], at=NOW)
    assert [(one.id, one.status) for one in outcomes] == [("a", "indexed"), ("c", "indexed"), ("b", "indexed")]
    assert [request.count(b'"_id"') for request in scripted.requests] == [3, 3, 1, 1]
    assert 0.5 <= waits[0] <= 1 <= waits[1] <= 2 <= waits[2] <= 4


def test_what_is_turned_away_again_and_again_is_busy(
    scripted: ScriptedServer, index: ElasticIndex, waits: list[float]
) -> None:
    scripted.answers = [(200, {"items": [_item(429)]})]
    (outcome,) = index.write([make_document()], at=NOW)
    assert (outcome.status, outcome.reason) == ("busy", "trouble")
    assert (len(scripted.requests), len(waits)) == (4, 3)


@pytest.mark.parametrize(
    ("status", "body", "expected", "advice"),
    [
        (429, {"error": {"type": "es_rejected_execution_exception"}}, SearchUnavailableError, "429"),
        (503, "<html>Service unavailable</html>", SearchUnavailableError, "503"),
        (403, {"error": {"type": "cluster_block_exception"}}, SearchUnavailableError, "block"),
        (401, {"error": {"type": "security_exception"}}, SearchError, "credentials"),
        (404, {"error": {"type": "index_not_found_exception"}}, SearchError, "wirewatch init"),
    ],
)
def test_an_answer_that_is_no_success_becomes_one_clear_error(
    scripted: ScriptedServer,
    index: ElasticIndex,
    status: int,
    body: object,
    expected: type[SearchError],
    advice: str,
) -> None:
    scripted.answers = [(status, body)]
    for call in (lambda: index.write([make_document()], at=NOW), lambda: index.search(Every())):
        with pytest.raises(SearchError, match=advice) as caught:
            call()
        assert type(caught.value) is expected


def test_a_search_that_takes_too_long_is_unavailable_and_not_half_an_answer(
    scripted: ScriptedServer, index: ElasticIndex
) -> None:
    scripted.answers = [(200, {"timed_out": True, "hits": {"hits": []}})]
    with pytest.raises(SearchUnavailableError, match="10s"):
        index.search(terms("x"))


def test_another_server_is_not_taken_for_elasticsearch(scripted: ScriptedServer, index: ElasticIndex) -> None:
    scripted.product = "Something else"
    scripted.answers = [(200, {})]
    with pytest.raises(ConfigError, match="not Elasticsearch"):
        index.search(Every())


@pytest.mark.parametrize("url", ["http://host", "https://", "http://host:port"])
def test_a_wrong_url_says_what_is_expected(url: str) -> None:
    with pytest.raises(ConfigError, match="https://host:9200"):
        open_index(url)


def test_a_password_in_a_wrong_url_is_not_shown() -> None:
    with pytest.raises(ConfigError) as caught:
        open_index("http://me:secret@host")
    assert "secret" not in str(caught.value)


def test_a_missing_client_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "elasticsearch", None)
    with pytest.raises(ConfigError, match=r"wirewatch\[elasticsearch\]"):
        open_index("http://127.0.0.1:9200")


def _item(status: int) -> dict[str, object]:
    error = {"error": {"type": "trouble", "reason": "for a test"}} if status >= 300 else {}
    return {"index": {"status": status, **error}}
