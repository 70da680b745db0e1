"""Promises 3 and 6: a search engine or a receiver that is away costs time and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from pipeline.app import App
from pipeline.cli.sample import ServedSite, open_sample_site
from pipeline.cli.sampling import allow_loopback, to_specs
from pipeline.config import find_data, read_settings
from pipeline.errors import DeliveryError, SearchUnavailableError
from pipeline.home import make_home
from pipeline.ports import Index
from pipeline.query import parse_query
from pipeline.query.tree import Node
from pipeline.types import Dispatch, Document, Place, SearchPage, Selection, Status, Written
from tests.watch import Watch


class Saboteur:
    """An index that is away, refuses single documents, or works, as the test says."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self.is_away = False
        self.refused: set[str] = set()

    def create(self) -> None:
        self._index.create()

    def write(self, documents: Sequence[Document], *, at: datetime) -> Iterator[Written]:
        if self.is_away:
            raise SearchUnavailableError("the search engine is away")
        for document in documents:
            if document.id in self.refused:
                yield Written(id=document.id, status="refused", reason="mapping_refused", detail="a field was refused")
        yield from self._index.write([document for document in documents if document.id not in self.refused], at=at)

    def delete(self, ids: Sequence[str]) -> None:
        self._index.delete(ids)

    def search(self, query: Node, *, limit: int = 20, offset: int = 0, after: Place | None = None) -> SearchPage:
        return self._index.search(query, limit=limit, offset=offset, after=after)

    def get(self, document: str) -> Document | None:
        return self._index.get(document)

    def refresh(self) -> None:
        self._index.refresh()

    def close(self) -> None:
        self._index.close()


class Receiver:
    """Somebody who is told, or cannot be reached; remembers the keys of what came."""

    def __init__(self) -> None:
        self.is_away = False
        self.keys: list[str] = []
        self.tries = 0

    def send(self, dispatch: Dispatch) -> None:
        self.tries += 1
        if self.is_away:
            raise DeliveryError(f"channel {dispatch.channel}: connection_failed", channel=dispatch.channel)
        assert not dispatch.digest
        assert all(alert.evidence for alert in dispatch.alerts)
        self.keys.append(dispatch.key)


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def site(watch: Watch) -> Iterator[ServedSite]:
    with open_sample_site(find_data("seeds") / "sample", clock=watch) as site:
        yield site


@pytest.fixture
def app(tmp_path: Path, watch: Watch, site: ServedSite) -> Iterator[App]:
    settings = allow_loopback(read_settings(tmp_path / "home"))
    make_home(settings)
    app = App(settings, clock=watch)
    app.store.add_feeds(to_specs(site.feeds), now=watch())
    yield app
    app.close()


def run(app: App, watch: Watch, *, seconds: float) -> None:
    watch.advance(seconds)
    app.store.poll_now(now=watch())
    list(app.run_pass(app.pace()))


def test_while_the_index_is_away_entries_wait_and_alerts_do_not(app: App, watch: Watch) -> None:
    index = Saboteur(app.index)
    app.__dict__["index"] = index
    run(app, watch, seconds=0)
    index.is_away = True
    for _ in range(10):
        run(app, watch, seconds=60)
    waiting = app.store.summary(now=watch()).entries
    assert waiting[Status.CLASSIFIED] >= 5
    assert waiting[Status.FAILED] == 0
    rung = app.store.alerts()
    assert len([alert for alert in rung if alert.rule == "russia-nato-council"]) == 5
    assert {way.status for alert in rung for way in alert.deliveries} == {"delivered"}
    index.is_away = False
    run(app, watch, seconds=60)
    after = app.store.summary(now=watch()).entries
    assert {status for status, count in after.items() if count} == {Status.DONE}
    assert app.store.alerts() == rung
    assert index.search(parse_query("")).total == after[Status.DONE]


def test_a_document_that_the_index_refuses_is_set_aside_with_the_reason(app: App, watch: Watch) -> None:
    list(app.run_pass(app.pace()))
    some = app.index.search(parse_query("")).documents[0]
    app.index.delete([some.id])
    index = Saboteur(app.index)
    index.refused.add(some.id)
    app.__dict__["index"] = index
    app.store.rewind("index", now=watch(), selection=Selection())
    run(app, watch, seconds=1)
    entry = app.store.entry(some.id)
    assert (entry.status, entry.reason) == (Status.DROPPED, "mapping_refused")
    assert (entry.detail or "").startswith("a field was refused")
    assert app.store.summary(now=watch()).entries[Status.DONE] == index.search(parse_query("")).total


def test_what_the_index_refuses_rings_all_the_same(app: App, watch: Watch) -> None:
    index = Saboteur(app.index)
    app.__dict__["index"] = index
    run(app, watch, seconds=0)
    for _ in range(10):
        watch.advance(60)
        app.store.poll_now(now=watch())
        app.run_poll(app.pace())
        index.refused |= {entry.id for entry in app.store.entries(Selection()) if entry.status is Status.FOUND}
        list(app.run_pass(app.pace()))
    assert app.store.summary(now=watch()).reasons["mapping_refused"] >= 5
    assert len(app.store.alerts(rule="russia-nato-council")) == 5


def test_a_receiver_that_is_down_for_a_day_misses_nothing(app: App, watch: Watch) -> None:
    receiver = Receiver()
    receiver.is_away = True
    app.__dict__["notifier"] = receiver
    run(app, watch, seconds=0)
    run(app, watch, seconds=120)
    rung = app.store.alerts()
    assert rung
    for _ in range(24):
        run(app, watch, seconds=3600)
    assert receiver.tries < 24 * len(rung), "the receiver was asked far too often"
    receiver.is_away = False
    run(app, watch, seconds=timedelta(hours=7).total_seconds())
    assert len(receiver.keys) == len(set(receiver.keys)) == sum(len(alert.deliveries) for alert in app.store.alerts())
    assert {delivery.status for alert in app.store.alerts() for delivery in alert.deliveries} == {"delivered"}


def test_what_nobody_can_receive_is_given_up_after_days_and_shown(app: App, watch: Watch) -> None:
    receiver = Receiver()
    receiver.is_away = True
    app.__dict__["notifier"] = receiver
    run(app, watch, seconds=0)
    run(app, watch, seconds=120)
    for _ in range(32):
        run(app, watch, seconds=6 * 3600)
    dead = [delivery for alert in app.store.alerts() for delivery in alert.deliveries if delivery.status == "dead"]
    assert len(dead) == len(app.store.alerts())
    assert all(delivery.error for delivery in dead)
