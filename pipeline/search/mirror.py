"""The mirror in Elasticsearch: one index a kind, under an alias, written through the alias so that nothing is guessed.

wirewatch-alerts -> wirewatch-alerts-<layout>
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec
import structlog

from pipeline.errors import SearchUnavailableError
from pipeline.search.bulk import Action, Bulk
from pipeline.search.connect import translated
from pipeline.search.mirrored import (
    KINDS,
    LAYOUT,
    Kind,
    make_index_body,
    to_alert_row,
    to_feed_row,
    to_step_row,
)
from pipeline.types import Alert, Feed, FeedHealth, TrailStep

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

log = structlog.get_logger()


class ElasticMirror:
    """The mirror in a cluster. `sleep` is called between the attempts of a bulk request."""

    def __init__(
        self, client: Elasticsearch, *, prefix: str = "wirewatch", sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._client = client
        self._prefix = prefix
        self._bulk = Bulk(client, sleep=sleep, recover=self._recover)

    def alias(self, kind: Kind) -> str:
        """Name the alias that a kind is read and written through."""
        return f"{self._prefix}-{kind}"

    def create(self) -> None:
        for kind in KINDS:
            self._make(kind)

    def _make(self, kind: Kind) -> None:
        alias = self.alias(kind)
        name = f"{alias}-{LAYOUT}"
        with translated():
            answer = self._client.options(ignore_status=404).indices.get_alias(name=alias)
            found = set(answer) if answer.meta.status == 200 else set()
            if found == {name}:
                return
            # Another process may be faster: 400 says that it is there.
            self._client.options(ignore_status=400).indices.create(index=name, **make_index_body(kind))
            old = [{"remove_index": {"index": one}} for one in found - {name}]
            self._client.indices.update_aliases(actions=[{"add": {"index": name, "alias": alias}}, *old])

    def _recover(self, alias: str) -> None:
        self._make(next(kind for kind in KINDS if self.alias(kind) == alias))

    def last_step(self) -> tuple[int, str, datetime] | None:
        row = self._find_last("trail", "event.sequence")
        if row is None:
            return None
        return row["event"]["sequence"], row["entry"], datetime.fromisoformat(row["@timestamp"])

    def forget_steps(self) -> None:
        with translated():
            self._client.indices.delete(index=f"{self.alias('trail')}-{LAYOUT}", ignore_unavailable=True)
        self._make("trail")

    def write_steps(self, steps: Sequence[TrailStep]) -> int:
        return self._write("trail", ((str(step.number), to_step_row(step)) for step in steps))

    def drop_steps(self, *, before: datetime) -> None:
        last = self._find_last("trail", "event.sequence")
        if last is None:
            return
        old = [
            {"range": {"@timestamp": {"lt": before.isoformat()}}},
            {"range": {"event.sequence": {"lt": last["event"]["sequence"]}}},
        ]
        with translated():
            self._client.delete_by_query(
                index=self.alias("trail"), query={"bool": {"filter": old}}, conflicts="proceed"
            )

    def last_alert(self) -> datetime | None:
        row = self._find_last("alerts", "rung_at")
        return None if row is None else datetime.fromisoformat(row["rung_at"])

    def unsettled_alerts(self, *, before: datetime, limit: int) -> tuple[str, ...]:
        rang: dict[str, Any] = {"range": {"rung_at": {"lt": before.isoformat()}}}
        filters = [rang, {"terms": {"deliveries.status": ["pending", "dead"]}}]
        with translated():
            answer = self._client.search(
                index=self.alias("alerts"),
                query={"bool": {"filter": filters}},
                sort=[{"rung_at": "desc"}],
                size=limit,
                source=False,
            )
        return tuple(hit["_id"] for hit in answer["hits"]["hits"])

    def write_alerts(self, alerts: Sequence[Alert]) -> int:
        return self._write("alerts", ((alert.id, to_alert_row(alert)) for alert in alerts))

    def replace_feeds(self, feeds: Sequence[tuple[Feed, FeedHealth]], *, now: datetime) -> int:
        rows = ((feed.spec.id, to_feed_row(feed, health, now=now)) for feed, health in feeds)
        refused = self._write("feeds", rows)
        before = {"range": {"@timestamp": {"lt": now.isoformat()}}}
        with translated():
            self._client.indices.refresh(index=self.alias("feeds"))
            self._client.delete_by_query(index=self.alias("feeds"), query=before, conflicts="proceed")
        return refused

    def _find_last(self, kind: Kind, field: str) -> dict[str, Any] | None:
        """Find the row that is greatest in a field; what was written just now counts."""
        with translated():
            self._client.indices.refresh(index=self.alias(kind))
            answer = self._client.search(index=self.alias(kind), sort=[{field: "desc"}], size=1)
        hits = answer["hits"]["hits"]
        return hits[0]["_source"] if hits else None

    def _write(self, kind: Kind, rows: Iterable[tuple[str, Mapping[str, Any]]]) -> int:
        refused = 0
        for written in self._bulk.send([_to_action(self.alias(kind), key, row) for key, row in rows]):
            if written.status == "busy":
                raise SearchUnavailableError(f"Elasticsearch is too busy for the mirror: {written.detail}"[:500])
            if written.status == "refused":
                refused += 1
                log.warning("mirror_refused", kind=kind, id=written.id, reason=written.reason)
        return refused


def _to_action(alias: str, key: str, row: Mapping[str, Any]) -> Action:
    """Replace the row where it differs: Elasticsearch leaves alone what is there already (`detect_noop`)."""
    header = {"update": {"_index": alias, "_id": key, "require_alias": True}}
    body = {"doc": row, "doc_as_upsert": True}
    return Action(id=key, index=alias, header=msgspec.json.encode(header), body=msgspec.json.encode(body))
