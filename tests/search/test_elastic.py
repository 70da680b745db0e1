from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from elasticsearch import Elasticsearch

from pipeline.errors import SearchError
from pipeline.ports import Index
from pipeline.query.tree import Every
from pipeline.search import rebuild
from pipeline.search.elastic import ElasticIndex
from pipeline.types import DateTag, Document
from tests.documents import SEEN_AT, make_document
from tests.search.contract import LATER, NOW, IndexContract, fill, find, terms

OLD = SEEN_AT - timedelta(days=800)


class TestElastic(IndexContract):
    @pytest.fixture
    def index(self, elastic: ElasticIndex) -> Index:
        return elastic


def read_indices(client: Elasticsearch, prefix: str) -> list[str]:
    return sorted(client.indices.get(index=f"{prefix}-*", features="aliases"))


class TestIndices:
    def test_the_year_of_first_sight_chooses_the_index(
        self, elastic: ElasticIndex, elastic_client: Elasticsearch, prefix: str
    ) -> None:
        fill(elastic, make_document(id="a"), make_document(id="b", first_seen_at=OLD))
        fill(elastic, make_document(id="a", published_at=OLD))
        assert read_indices(elastic_client, prefix) == [
            f"{prefix}-articles-2024-first",
            f"{prefix}-articles-2026-first",
        ]
        aliases = elastic_client.indices.get(index=f"{prefix}-articles-2026")[f"{prefix}-articles-2026-first"][
            "aliases"
        ]
        assert set(aliases) == {f"{prefix}-articles", f"{prefix}-articles-2026"}
        assert elastic.search(Every()).total == 2

    def test_nothing_is_made_before_create(self, elastic_client: Elasticsearch, prefix: str) -> None:
        index = ElasticIndex(elastic_client, prefix=prefix)
        with pytest.raises(SearchError, match="wirewatch init"):
            index.search(Every())
        with pytest.raises(SearchError, match="wirewatch init"):
            index.write([make_document()], at=NOW)
        assert read_indices(elastic_client, prefix) == []

    def test_the_index_says_who_answers_and_whether_its_layout_is_ours(
        self, elastic_client: Elasticsearch, prefix: str
    ) -> None:
        index = ElasticIndex(elastic_client, prefix=prefix)
        assert not index.describe().is_current
        index.create()
        assert index.describe().is_current
        assert index.describe().engine.startswith("Elasticsearch ")
        fill(index, make_document(id="a"))
        assert index.describe().is_current
        # What an older program made, before there was a field: templates of today, an index of yesterday.
        template = f"{prefix}-articles"
        elastic_client.indices.delete_index_template(name=template)
        elastic_client.indices.create(index=f"{template}-2019-first", aliases={template: {}})
        index.create()
        assert not index.describe().is_current

    def test_an_index_is_never_made_by_a_write_alone(
        self, elastic: ElasticIndex, elastic_client: Elasticsearch, prefix: str
    ) -> None:
        answer = elastic_client.options(ignore_status=404).index(
            index=f"{prefix}-articles-1999-x", document={"id": "x"}
        )
        assert answer.meta.status == 404
        assert elastic.search(Every()).total == 0

    def test_an_index_that_somebody_deleted_is_made_again(
        self, elastic: ElasticIndex, elastic_client: Elasticsearch, prefix: str
    ) -> None:
        fill(elastic, make_document(id="a"))
        elastic_client.indices.delete(index=f"{prefix}-articles-2026-first")
        waits: list[float] = []
        again = ElasticIndex(elastic_client, prefix=prefix, sleep=waits.append)
        again._generations._known = elastic._generations._known
        fill(again, make_document(id="b"))
        assert find(elastic, Every()) == {"b"}
        assert len(waits) == 1

    def test_the_operators_lifecycle_is_not_overwritten(
        self, elastic: ElasticIndex, elastic_client: Elasticsearch, prefix: str
    ) -> None:
        name = f"{prefix}-articles-lifecycle"
        elastic_client.cluster.put_component_template(name=name, template={"settings": {"number_of_shards": 2}})
        elastic_client.indices.delete_index_template(name=f"{prefix}-articles")
        elastic.create()
        fill(elastic, make_document())
        settings = elastic_client.indices.get_settings(index=f"{prefix}-articles-2026-first")
        assert settings[f"{prefix}-articles-2026-first"]["settings"]["index"]["number_of_shards"] == "2"

    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("title:NATO", {"a"}),
            ("naTÓ", {"a"}),
            ('"Russia NATO council"', {"a"}),
            ("topic:politics", {"a"}),
            ("speaker:grushko", {"a"}),
            ("name:nrc", {"a"}),
            ("published:[2026-01-01 TO 2027-01-01]", {"a"}),
            ("language:ru", {"b"}),
            ('source.name.keyword:"Sample Wire"', {"a", "b"}),
        ],
    )
    def test_what_people_type_into_kibana_works(
        self, kibana: ElasticIndex, prefix: str, typed: str, expected: set[str]
    ) -> None:
        answer = kibana._client.search(index=f"{prefix}-articles", query={"query_string": {"query": typed}})
        assert {hit["_id"] for hit in answer["hits"]["hits"]} == expected

    @pytest.fixture
    def kibana(self, elastic: ElasticIndex) -> ElasticIndex:
        first = make_document(
            id="a",
            title="The Russia–NATO Council",
            quotes=[("Alexander Grushko", "“no”")],
            topics={"medtop:11000000": "Politics"},
            names=[("nrc", "Russia–NATO Council")],
        )
        fill(elastic, first, make_document(id="b", language="ru", published_at=OLD))
        return elastic


class TestRefusals:
    def test_a_document_against_the_mapping_is_refused_with_its_reason(self, elastic: ElasticIndex) -> None:
        bad = make_document(id="bad", quotes=[(None, "q")] * 10_001)
        outcomes = {one.id: one for one in elastic.write([make_document(id="a"), bad], at=NOW)}
        elastic.refresh()
        assert outcomes["bad"].status == "refused"
        assert outcomes["bad"].reason == "document_parsing_exception"
        assert "nested documents" in (outcomes["bad"].detail or "")
        assert find(elastic, Every()) == {"a"}

    def test_a_document_that_spoils_the_whole_request_is_found_and_refused_alone(self, elastic: ElasticIndex) -> None:
        batch = [*(make_document(id=name) for name in "abcde"), make_document(id="bad", revision=-2)]
        outcomes = {one.id: one.status for one in elastic.write(batch, at=NOW)}
        elastic.refresh()
        assert outcomes == {**dict.fromkeys("abcde", "indexed"), "bad": "refused"}
        assert find(elastic, Every()) == set("abcde")

    def test_an_id_that_is_too_long_is_refused_alone(self, elastic: ElasticIndex) -> None:
        outcomes = list(elastic.write([make_document(id="x" * 513), make_document(id="a")], at=NOW))
        assert sorted((one.status, one.reason) for one in outcomes if one.reason) == [("refused", "id_too_long")]

    def test_a_tag_whose_dates_are_odd_is_kept(self, elastic: ElasticIndex) -> None:
        tag = DateTag(start=0, end=1, text="x", type="SET", value="XXXX-WXX-1", since="some day", until="2018-04")
        fill(elastic, make_document(id="a", dates=(tag,)))
        found = elastic.get("a")
        assert found
        assert found.dates == (tag,)


class TestRebuild:
    def test_one_generation_is_left_and_its_writers_find_it(
        self, elastic: ElasticIndex, elastic_client: Elasticsearch, prefix: str
    ) -> None:
        fill(elastic, make_document(id="a"), make_document(id="b", first_seen_at=OLD))
        elastic_client.indices.create(index=f"{prefix}-articles-2026-0123456789ab")
        elastic_client.indices.create(index=f"{prefix}-articles-2026-backup")
        rebuild(elastic, iter([make_document(id="a"), make_document(id="c")]), at=LATER)
        made = {name.removeprefix(f"{prefix}-articles-2026-") for name in read_indices(elastic_client, prefix)}
        assert len(made) == 2
        assert "backup" in made
        assert not made & {"first", "0123456789ab"}
        fill(elastic, make_document(id="d", first_seen_at=OLD))
        assert find(elastic, Every()) == {"a", "c", "d"}

    def test_what_is_written_while_it_runs_is_in_the_new_index_too(self, elastic: ElasticIndex) -> None:
        def documents() -> Iterator[Document]:
            yield make_document(id="a")
            list(
                elastic.write([make_document(id="meanwhile"), make_document(id="a", title="new", revision=2)], at=LATER)
            )
            yield make_document(id="z")

        fill(elastic, make_document(id="a"), make_document(id="gone"))
        rebuild(elastic, documents(), at=LATER)
        assert find(elastic, Every()) == {"a", "meanwhile", "z"}
        assert find(elastic, terms("new", "title")) == {"a"}
        found = elastic.get("meanwhile")
        assert found
        assert found.indexed_at == LATER

    def test_the_first_documents_may_come_by_a_rebuild(self, elastic: ElasticIndex) -> None:
        seen = datetime(1999, 12, 31, 23, 59, 59, tzinfo=UTC)
        rebuild(elastic, iter([make_document(id="a", first_seen_at=seen)]), at=NOW)
        assert find(elastic, Every()) == {"a"}
