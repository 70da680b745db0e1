"""Alerts, the trail and feeds in a real Elasticsearch, as the ledger has them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from pipeline.app import open_app
from pipeline.cli.run import show_quietly
from pipeline.config import read_settings
from pipeline.errors import SearchUnavailableError
from pipeline.search import open_mirror
from pipeline.search.elastic import ElasticIndex
from pipeline.search.embedded import EmbeddedIndex
from pipeline.search.mirror import ElasticMirror
from pipeline.stages.loop import StageReport
from pipeline.stages.mirror import SETTLED, run_mirror
from pipeline.store import open_store, upgrade
from pipeline.types import Finished, GaveUp
from tests.store.world import LEASE, NOW, SECOND, World, make_alert, make_id, make_intent

LATER = NOW + SETTLED
RETRY = timedelta(days=3)
KEEP = timedelta(days=90)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty ledger to copy: making one takes longer than most tests."""
    file = tmp_path_factory.mktemp("template") / "ledger.db"
    upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture
def world(template: Path, tmp_path: Path) -> Iterator[World]:
    shutil.copy(template, tmp_path / "ledger.db")
    store = open_store(f"sqlite:///{tmp_path / 'ledger.db'}")
    yield World(store)
    store.close()


@pytest.fixture
def mirror(elastic_client: Elasticsearch, prefix: str) -> ElasticMirror:
    index = ElasticIndex(elastic_client, prefix=prefix)
    found = open_mirror(index)
    assert isinstance(found, ElasticMirror)
    return found


class Seen:
    """What somebody who looks into Elasticsearch sees."""

    def __init__(self, client: Elasticsearch, mirror: ElasticMirror) -> None:
        self._client = client
        self._mirror = mirror

    def rows(self, kind: Any) -> dict[str, dict[str, Any]]:
        self._client.indices.refresh(index=self._mirror.alias(kind))
        found = self._client.search(index=self._mirror.alias(kind), size=1000, version=True)
        return {hit["_id"]: hit["_source"] | {"_version": hit["_version"]} for hit in found["hits"]["hits"]}


@pytest.fixture
def seen(elastic_client: Elasticsearch, mirror: ElasticMirror) -> Seen:
    return Seen(elastic_client, mirror)


def ring(world: World, *names: str, channels: tuple[str, ...] = ("stdout",)) -> None:
    world.poll(*map(make_intent, names))
    world.bring("index")
    world.work("alert", Finished(version="1", alerts=(make_alert(channels=channels),)))


def show(mirror: ElasticMirror, world: World, *, after: timedelta = SETTLED) -> StageReport:
    return run_mirror(mirror, world.store, now=NOW + after, retry=RETRY, keep=KEEP)


def test_an_embedded_index_has_no_mirror(embedded: EmbeddedIndex, world: World) -> None:
    assert open_mirror(embedded) is None
    assert run_mirror(None, world.store, now=NOW, retry=RETRY, keep=KEEP).total == 0


def test_what_the_ledger_has_is_mirrored(mirror: ElasticMirror, world: World, seen: Seen) -> None:
    ring(world, "a", "b")
    assert show(mirror, world).counts == {"steps": len(seen.rows("trail")), "alerts": 2, "feeds": 1}
    steps = [row for row in seen.rows("trail").values() if row["entry"] == make_id("a")]
    told = [line.stage for line in world.store.trail(make_id("a"))]
    assert [row["event"]["action"] for row in sorted(steps, key=lambda row: row["event"]["sequence"])] == told
    fetched = next(row for row in steps if row["event"]["action"] == "fetch")
    assert fetched["event"] | {"sequence": 0} == {
        "sequence": 0,
        "action": "fetch",
        "outcome": "success",
        "reason": None,
        "duration": 1_500_000_000,
    }
    assert (fetched["to_status"], fetched["lag_seconds"], fetched["source"]["id"]) == ("FETCHED", 0.0, "sample-wire")
    assert {row["joined"]["origins"] for row in seen.rows("alerts").values()} == {1}
    assert seen.rows("feeds")["sample-wire"]["health"] == "ok"


def test_mirroring_again_changes_nothing_but_the_moment_of_the_feeds(
    mirror: ElasticMirror, world: World, seen: Seen
) -> None:
    ring(world, "a")
    show(mirror, world)
    before = seen.rows("trail"), seen.rows("alerts")
    again = show(mirror, world, after=2 * SETTLED)
    assert "steps" not in again.counts
    assert (seen.rows("trail"), seen.rows("alerts")) == before, "not even their versions"


def test_steps_wait_until_no_earlier_one_can_come(mirror: ElasticMirror, world: World, seen: Seen) -> None:
    ring(world, "a")
    assert "steps" not in show(mirror, world, after=SETTLED - SECOND).counts
    assert show(mirror, world).counts["steps"] == len(seen.rows("trail")) > 0


def test_old_steps_go_and_the_last_says_where_to_go_on(mirror: ElasticMirror, world: World, seen: Seen) -> None:
    ring(world, "a")
    show(mirror, world)
    told = seen.rows("trail")
    show(mirror, world, after=KEEP + SECOND)
    assert seen.rows("trail") == {str(max(map(int, told))): told[str(max(map(int, told)))]}
    assert "steps" not in show(mirror, world, after=KEEP + 2 * SECOND).counts
    assert len(world.store.trail(make_id("a"))) == len(told)


def test_an_alert_is_replaced_when_it_was_delivered(mirror: ElasticMirror, world: World, seen: Seen) -> None:
    ring(world, "a")
    show(mirror, world)
    (job,) = world.store.claim_deliveries(now=LATER, limit=10, lease=LEASE)
    world.store.finish_delivery(job, now=LATER)
    show(mirror, world, after=2 * SETTLED)
    (row,) = seen.rows("alerts").values()
    assert [one["status"] for one in row["deliveries"]] == ["delivered"]


def test_an_old_alert_that_is_sent_again_is_replaced_too(mirror: ElasticMirror, world: World, seen: Seen) -> None:
    ring(world, "a")
    (job,) = world.store.claim_deliveries(now=LATER, limit=10, lease=LEASE)
    show(mirror, world)
    month = NOW + timedelta(days=30)
    world.poll(make_intent("b"), now=month)
    world.bring("index", now=month)
    world.work("alert", Finished(version="1", alerts=(make_alert("other", channels=()),)), now=month)
    show(mirror, world, after=timedelta(days=30) + SETTLED)
    world.store.finish_delivery(job, now=LATER)
    show(mirror, world, after=timedelta(days=30) + 2 * SETTLED)
    old = next(row for row in seen.rows("alerts").values() if row["rule"] == "council")
    assert [one["status"] for one in old["deliveries"]] == ["delivered"]


def test_what_went_wrong_is_a_failure_and_can_be_read(mirror: ElasticMirror, world: World, seen: Seen) -> None:
    world.poll(make_intent("a"))
    world.work("fetch", GaveUp(reason="http_404", detail="there is no such page"))
    show(mirror, world)
    (row,) = (row for row in seen.rows("trail").values() if row["event"]["action"] == "fetch")
    assert (row["event"]["outcome"], row["event"]["reason"]) == ("failure", "http_404")
    assert row["message"] == "there is no such page"


def test_a_feed_that_is_watched_no_more_goes(mirror: ElasticMirror, world: World, seen: Seen) -> None:
    show(mirror, world)
    world.store.remove_feed("sample-wire")
    show(mirror, world, after=2 * SETTLED)
    assert seen.rows("feeds") == {}


def test_what_was_lost_comes_back(
    mirror: ElasticMirror, world: World, seen: Seen, elastic_client: Elasticsearch
) -> None:
    ring(world, "a")
    show(mirror, world)
    before = seen.rows("trail"), seen.rows("alerts")
    elastic_client.indices.delete(index=[f"{mirror.alias(kind)}-1" for kind in ("alerts", "trail", "feeds")])
    show(mirror, world)
    assert (seen.rows("trail"), seen.rows("alerts")) == before


def test_the_steps_of_another_ledger_go(
    mirror: ElasticMirror, world: World, seen: Seen, template: Path, tmp_path: Path
) -> None:
    ring(world, "a", "b")
    show(mirror, world)
    shutil.copy(template, tmp_path / "other.db")
    store = open_store(f"sqlite:///{tmp_path / 'other.db'}")
    other = World(store)
    other.poll(make_intent("c"))
    show(mirror, other)
    assert {row["entry"] for row in seen.rows("trail").values()} == {make_id("c")}
    store.close()


def test_an_outage_is_caught_up_with(mirror: ElasticMirror, world: World, seen: Seen) -> None:
    ring(world, "a")
    with Elasticsearch("http://127.0.0.1:1", max_retries=0) as nobody:
        away = ElasticMirror(nobody, prefix="nowhere")
        with pytest.raises(SearchUnavailableError):
            show(away, world)
    ring(world, "b")
    show(mirror, world)
    assert {row["entry"] for row in seen.rows("alerts").values()} == {make_id("a"), make_id("b")}


def test_an_engine_that_is_away_stops_no_run(home: Path) -> None:
    settings = read_settings(home, search={"url": "http://127.0.0.1:1"})
    home.mkdir()
    upgrade(settings.store_url)
    with open_app(settings) as app:
        with pytest.raises(SearchUnavailableError):
            app.run_mirror()
        show_quietly(app)


def test_many_alerts_are_mirrored_from_the_oldest(
    mirror: ElasticMirror, world: World, seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.stages.mirror._ALERTS", 2)
    ring(world, "a", "b", "c", "d", "e")
    assert show(mirror, world).counts["alerts"] == 5
    assert len(seen.rows("alerts")) == 5
