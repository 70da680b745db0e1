"""The Elasticsearch index: aliases over yearly indices, external versions, the document as its own `_source`."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec

from pipeline.errors import SearchError, SearchUnavailableError
from pipeline.query.tree import Node
from pipeline.search.bulk import PIECE_DOCUMENTS, Action, Bulk, to_action
from pipeline.search.connect import translated
from pipeline.search.dsl import compile_dsl
from pipeline.search.generations import Generations
from pipeline.search.mirror import ElasticMirror
from pipeline.search.order import check_page, find_last, order_facets
from pipeline.search.rebuild import RebuildReport, report_rebuild
from pipeline.search.state import IndexState
from pipeline.types import (
    FACETS,
    Browsed,
    Document,
    Extent,
    FacetField,
    Facets,
    Hit,
    Place,
    SearchPage,
    Verdict,
    Written,
)

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

SEARCH_SECONDS = "10s"
CLOCK_MARGIN = timedelta(minutes=10)  # how much the clocks of two machines may differ
_PAGE = 200
_SCAN_PAGE = 5_000
_SLIM = ["id", "story.id", "story.reprint_of", "verdict", "first_seen_at", "source.name", "title"]
_FACET_FIELDS = {
    "source": "source.name.keyword",
    "topic": "topics.label.keyword",
    "speaker": "speakers.name.keyword",
    "language": "language",
}
_NEWEST = [{"sorted_at": {"order": "desc"}}, {"id": {"order": "desc"}}]


class ElasticIndex:
    """An index in an Elasticsearch cluster. `sleep` is called between the attempts of a bulk request."""

    def __init__(
        self, client: Elasticsearch, *, prefix: str = "wirewatch", sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._client = client
        self._sleep = sleep
        self._prefix = prefix
        self._generations = Generations(client, prefix)

    def create(self) -> None:
        self._generations.put_templates()

    def write(self, documents: Sequence[Document], *, at: datetime) -> Iterator[Written]:
        aliases = {document.id: self._generations.year_alias(document) for document in documents}
        for alias in sorted(set(aliases.values())):
            self._generations.ensure(alias)
        prepared = [to_action(one, at=at, index=aliases[one.id], through_alias=True) for one in documents]
        bulk = Bulk(self._client, sleep=self._sleep, recover=self._generations.recover)
        return iter(list(_send(bulk, prepared)))

    def delete(self, ids: Sequence[str]) -> None:
        for chunk in _chunks(ids, _PAGE):
            found = [hit for hit in self._find(chunk, source=False) if hit.get("found")]
            # With its own version, so that the same revision may be written again at once.
            operations = [{"delete": _address(hit) | {"version_type": "external_gte"}} for hit in found]
            if operations:
                with translated():
                    answer = self._client.bulk(operations=operations)
                failed = [item["delete"] for item in answer["items"] if item["delete"]["status"] not in (200, 404)]
                if failed:
                    raise SearchUnavailableError(f"{len(failed)} documents were not deleted: {failed[0]}"[:500])

    def search(self, query: Node, *, limit: int = 20, offset: int = 0, after: Place | None = None) -> SearchPage:
        behind = {"search_after": [after.at.isoformat(), after.id]} if after else {}
        return _read_page(self._search(query, limit=limit, offset=offset, more=behind))

    def browse(self, query: Node, *, limit: int = 20, offset: int = 0, most: int = 20) -> Browsed:
        terms = {field: {"terms": {"field": path, "size": most}} for field, path in _FACET_FIELDS.items()}
        days = {"day": {"date_histogram": {"field": "sorted_at", "calendar_interval": "day", "min_doc_count": 1}}}
        answer = self._search(query, limit=limit, offset=offset, more={"aggs": {**terms, **days}})
        page = _read_page(answer)
        facets = Facets(total=page.total, counted=page.total, values=order_facets(_read_buckets(answer), most=most))
        return Browsed(page=page, facets=facets)

    def _search(self, query: Node, *, limit: int, offset: int, more: Mapping[str, Any]) -> Any:  # noqa: ANN401 - the client's own
        check_page(limit, offset)
        with translated():
            answer = self._client.search(
                index=self._generations.alias,
                query={"bool": {"filter": [compile_dsl(query)]}},
                sort=_NEWEST,
                from_=offset,
                size=limit,
                track_total_hits=True,
                timeout=SEARCH_SECONDS,
                allow_partial_search_results=False,
                ignore_unavailable=True,
                **more,
            )
        if answer["timed_out"]:
            raise SearchUnavailableError(f"Elasticsearch did not find all results within {SEARCH_SECONDS}")
        if not answer["_shards"]["total"] and not self._generations.is_created():
            raise SearchError("there is no search index; run `wirewatch init`, then `wirewatch rebuild`")
        return answer

    def scan(self, query: Node, *, since: datetime | None = None) -> Iterator[Hit]:
        from elasticsearch.helpers import scan

        filters = [compile_dsl(query), *_seen(since)]
        body = {"query": {"bool": {"filter": filters}}, "_source": _SLIM}
        with translated():
            for hit in scan(
                self._client, index=self._generations.alias, query=body, size=_SCAN_PAGE, ignore_unavailable=True
            ):
                yield _read_hit(hit)

    def measure(
        self, query: Node, *, since: datetime | None = None, verdicts: Collection[Verdict] | None = None
    ) -> Extent:
        filters = [compile_dsl(query), *_seen(since)]
        if verdicts is not None:
            filters.append({"terms": {"verdict": [*verdicts]}})
        with translated():
            answer = self._client.search(
                index=self._generations.alias,
                query={"bool": {"filter": filters}},
                aggs={"oldest": {"min": {"field": "first_seen_at"}}},
                size=0,
                track_total_hits=True,
                ignore_unavailable=True,
            )
        oldest = answer.get("aggregations", {}).get("oldest", {}).get("value")
        moment = None if oldest is None else datetime.fromtimestamp(oldest / 1000, UTC)
        return Extent(documents=answer["hits"]["total"]["value"], oldest=moment)

    def get(self, document: str) -> Document | None:
        hits = [hit for hit in self._find([document], source=True) if hit.get("found")]
        return _read_document(hits[0]) if hits else None

    def refresh(self) -> None:
        self._generations.refresh((self._generations.alias,))

    def open_mirror(self) -> ElasticMirror:
        """Open the mirror under the same prefix; it ends with this index."""
        return ElasticMirror(self._client, prefix=self._prefix, sleep=self._sleep)

    def close(self) -> None:
        self._client.close()

    def describe(self) -> IndexState:
        """Ask the server for its version, and compare its templates with ours."""
        with translated():
            version = self._client.info()["version"]["number"]
        is_current = self._generations.is_current() and self._generations.has_every_field()
        return IndexState(engine=f"Elasticsearch {version}", is_current=is_current)

    def rebuild(self, documents: Iterator[Document], *, at: datetime) -> RebuildReport:
        """Fill a new generation of indices, take over what was written to the old one meanwhile, then switch."""
        generations = self._generations
        generations.put_templates()
        generations.drop(generations.abandoned())
        old = generations.current()
        fresh = _Fresh(generations, suffix=generations.new_suffix())
        bulk = Bulk(self._client, sleep=self._sleep)
        try:
            report = report_rebuild(fresh.write(bulk, documents, at=at))
            report_rebuild(fresh.write(bulk, self._written_since(at, old), at=None))
            generations.refresh(tuple(fresh.indices.values()))
            generations.switch(fresh.indices, old)
        except BaseException:
            generations.drop(tuple(fresh.indices.values()))
            raise
        # What other writers put into the old generation until the very moment of the switch.
        generations.close_writes(old)
        report_rebuild(fresh.write(bulk, self._written_since(at, old), at=None))
        generations.refresh(tuple(fresh.indices.values()))
        generations.drop(old)
        return report

    def _written_since(self, at: datetime, indices: tuple[str, ...]) -> Iterator[Document]:
        from elasticsearch.helpers import scan

        self._generations.refresh(indices)
        since = (at - CLOCK_MARGIN).isoformat()
        query = {"query": {"range": {"indexed_at": {"gte": since}}}}
        with translated():
            for hit in scan(self._client, index=",".join(indices), query=query) if indices else ():
                yield _read_document(hit)

    def _find(self, ids: Sequence[str], *, source: bool) -> list[dict[str, Any]]:
        """Get documents by id as they are now, whether a search sees them yet or not."""
        indices = self._generations.current()
        docs = [{"_index": index, "_id": one, "_source": source} for index in indices for one in ids]
        if not docs:
            return []
        with translated():
            answer = self._client.mget(docs=docs)
        found: list[dict[str, Any]] = answer["docs"]
        return found


class _Fresh:
    """The generation that a rebuild fills."""

    def __init__(self, generations: Generations, *, suffix: str) -> None:
        self._generations = generations
        self._suffix = suffix
        self.indices: dict[str, str] = {}

    def write(self, bulk: Bulk, documents: Iterator[Document], *, at: datetime | None) -> Iterator[Written]:
        while chunk := list(islice(documents, PIECE_DOCUMENTS)):
            prepared = [
                to_action(one, at=one.indexed_at or at, index=self._index(one), through_alias=False) for one in chunk
            ]
            yield from _send(bulk, prepared)

    def _index(self, document: Document) -> str:
        year_alias = self._generations.year_alias(document)
        if year_alias not in self.indices:
            index = f"{year_alias}-{self._suffix}"
            self._generations.make(index)
            self.indices[year_alias] = index
        return self.indices[year_alias]


def _send(bulk: Bulk, prepared: Sequence[Action | Written]) -> Iterator[Written]:
    yield from (one for one in prepared if isinstance(one, Written))
    yield from bulk.send([one for one in prepared if isinstance(one, Action)])


def _address(hit: dict[str, Any]) -> dict[str, Any]:
    return {"_index": hit["_index"], "_id": hit["_id"], "version": hit["_version"]}


def _chunks(ids: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (ids[start : start + size] for start in range(0, len(ids), size))


def _seen(since: datetime | None) -> list[dict[str, Any]]:
    return [] if since is None else [{"range": {"first_seen_at": {"gte": since.isoformat()}}}]


def _read_page(answer: Any) -> SearchPage:  # noqa: ANN401 - the client's own
    found = answer["hits"]
    documents = tuple(map(_read_document, found["hits"]))
    return SearchPage(documents=documents, total=found["total"]["value"], last=find_last(documents))


def _read_buckets(answer: Any) -> Iterator[tuple[FacetField, str, int]]:  # noqa: ANN401 - the client's own
    for field in FACETS if "aggregations" in answer else ():
        for bucket in answer["aggregations"][field]["buckets"]:
            value = bucket["key_as_string"][:10] if field == "day" else bucket["key"]
            yield field, value, bucket["doc_count"]


def _read_hit(hit: dict[str, Any]) -> Hit:
    source = hit["_source"]
    return Hit(
        id=source["id"],
        story=source["story"]["id"],
        reprint=source["story"].get("reprint_of") is not None,
        verdict=source["verdict"],
        first_seen_at=datetime.fromisoformat(source["first_seen_at"]),
        source=source["source"]["name"],
        title=source["title"],
    )


def _read_document(hit: dict[str, Any]) -> Document:
    try:
        return msgspec.convert(hit["_source"], Document)
    except msgspec.ValidationError as error:
        message = f"document {hit['_id']} in the index is not one of this program's: {error}"
        raise SearchError(f"{message}; run `wirewatch rebuild`") from error
