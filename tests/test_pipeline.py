"""From feed to alert: the whole program against the sample site, with every part real but the passing of time."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.json import decode, encode
from msgspec.structs import replace

from pipeline.app import App
from pipeline.cli.changes import encode_changes, write_changes
from pipeline.cli.sample import ServedSite, open_sample_site
from pipeline.cli.sampling import allow_loopback, to_specs
from pipeline.config import find_data, read_settings
from pipeline.home import make_home
from pipeline.query import parse_query
from pipeline.search import rebuild
from pipeline.stages.again import read_documents
from pipeline.stages.replay import replay_alert
from pipeline.types import Alert, Document, Selection, StageName, Status
from tests.postgres import open_database

SAMPLE = find_data("seeds") / "sample"
EXPECTED: dict[str, dict[str, Any]] = {
    row["id"]: row for row in tomllib.loads((SAMPLE / "expected.toml").read_text())["articles"]
}
CHANGES = """
[[rule]]
id = "corrected-away"
title = "The nine countries"
query = '"specialists from nine countries"'
on = ["phrase_removed"]

[[rule]]
id = "corrected-in"
title = "The 42 specialists"
query = '"42 specialists"'
on = ["published", "phrase_added"]

[[rule]]
id = "untouched"
title = "What the correction leaves alone"
query = '"Elspeth Carrowmore"'
on = ["phrase_added", "phrase_removed"]
"""
RELEASES = (26, 34, 42, 50, 58, 66, 74, 82, 90, 98, 120)


class Watch:
    """A clock that only the test moves."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC) - timedelta(minutes=10)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@dataclass
class World:
    """The site, the program that watches it, and their time."""

    watch: Watch
    site: ServedSite
    app: App
    started: datetime

    def go_to(self, second: float) -> None:
        self.watch.now = self.started + timedelta(seconds=second)
        self.app.store.poll_now(now=self.watch.now)
        self.run()

    def run(self) -> None:
        while sum(report.total for report in self.app.run_pass(self.app.pace())):
            self.watch.advance(0.001)

    def documents(self) -> dict[str, Document]:
        self.app.index.refresh()
        found = self.app.index.search(parse_query(""), limit=200).documents
        return {_find_id(document): document for document in found}

    def alerts(self) -> tuple[Alert, ...]:
        return self.app.store.alerts(rule="russia-nato-council")


def _find_id(document: Document) -> str:
    source = document.source.id
    matches = [key for key, row in EXPECTED.items() if row["source"] == source and key.split("/")[1] in document.url]
    assert len(matches) == 1, (document.url, matches)
    return matches[0]


def open_world(home: Path, site: ServedSite, watch: Watch, **places: Any) -> World:
    settings = allow_loopback(read_settings(home, **places))
    make_home(settings)
    (home / "rules" / "changes.toml").write_text(CHANGES)
    app = App(settings, clock=watch)
    app.store.add_feeds(to_specs(site.feeds), now=watch())
    return World(watch=watch, site=site, app=app, started=watch())


@pytest.fixture(scope="module", params=["laptop", "production"])
def story(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[World, dict[str, Any]]]:
    """One whole run of the sample site, release by release; what was seen on the way is kept by name.

    On the laptop the ledger is SQLite and the index embedded; in production they are PostgreSQL and Elasticsearch.
    """
    watch = Watch()
    with open_sample_site(SAMPLE, clock=watch) as site, ExitStack() as stack:
        places: dict[str, Any] = {}
        if request.param == "production":
            database = stack.enter_context(open_database(request.getfixturevalue("postgres_server")))
            places["store"] = {"url": database}
            places["search"] = {"url": request.getfixturevalue("elasticsearch_url"), "prefix": "pipeline-test"}
        world = open_world(tmp_path_factory.mktemp("home"), site, watch, **places)
        seen: dict[str, Any] = {}
        try:
            world.go_to(0)
            seen["baseline"] = (world.documents(), world.alerts())
            for second in RELEASES:
                world.go_to(second)
            seen["alerts"] = world.alerts()
            world.go_to(300)
            seen["second_pass"] = world.alerts()
            yield world, seen
        finally:
            world.app.close()


def test_the_first_poll_of_a_source_is_a_silent_baseline(story: tuple[World, dict[str, Any]]) -> None:
    documents, alerts = story[1]["baseline"]
    assert len(documents) >= 15
    assert any(EXPECTED[key]["council"] for key in documents)
    assert alerts == ()


def test_exactly_the_stories_that_name_the_council_ring_once_each(story: tuple[World, dict[str, Any]]) -> None:
    world, seen = story
    by_entry = {document.id: key for key, document in world.documents().items()}
    rung = sorted(by_entry[alert.entry] for alert in seen["alerts"])
    assert rung == sorted(key for key, row in EXPECTED.items() if row["rings"])


def test_a_second_pass_rings_nothing(story: tuple[World, dict[str, Any]]) -> None:
    _, seen = story
    assert seen["second_pass"] == seen["alerts"]


def test_every_passage_is_where_its_offsets_say(story: tuple[World, dict[str, Any]]) -> None:
    world, seen = story
    for alert in seen["alerts"]:
        document = world.app.store.document(alert.entry, revision=alert.revision)
        assert document is not None
        assert alert.evidence
        for evidence in alert.evidence:
            assert getattr(document, evidence.field)[evidence.start : evidence.end] == evidence.passage
        assert alert.text_hash == document.text_hash
        assert world.app.archive.read(alert.archive).body


def test_at_least_three_variants_of_the_name_were_met(story: tuple[World, dict[str, Any]]) -> None:
    _, seen = story
    assert len({evidence.variant for alert in seen["alerts"] for evidence in alert.evidence}) >= 3


def test_reprints_join_the_story_of_their_origin(story: tuple[World, dict[str, Any]]) -> None:
    world, _ = story
    documents = world.documents()
    reprints = {key: row["reprint_of"] for key, row in EXPECTED.items() if row.get("reprint_of")}
    assert len(reprints) >= 2
    for key, origin in reprints.items():
        assert documents[key].story.reprint_of == documents[origin].id
        assert documents[key].story.id == documents[origin].story.id
        assert documents[origin].story.origin


def test_a_correction_is_a_second_revision_and_the_first_is_kept(story: tuple[World, dict[str, Any]]) -> None:
    world, _ = story
    key, row = next((key, row) for key, row in EXPECTED.items() if row.get("after_correction"))
    document = world.documents()[key]
    assert document.revision == 2
    before = world.app.store.document(document.id, revision=1)
    assert before is not None
    assert row["before_correction"] in before.text
    assert row["after_correction"] in document.text


def check_changes(world: World) -> None:
    """The correction rings once for what it takes away and once for what it puts there, and nothing else does."""
    key, row = next((key, row) for key, row in EXPECTED.items() if row.get("after_correction"))
    entry = world.documents()[key].id
    (gone,) = world.app.store.alerts(rule="corrected-away")
    (come,) = world.app.store.alerts(rule="corrected-in")
    assert world.app.store.alerts(rule="untouched") == ()
    assert [(gone.entry, gone.event, gone.revision), (come.entry, come.event, come.revision)] == [
        (entry, "phrase_removed", 1),
        (entry, "phrase_added", 2),
    ]
    for alert in (gone, come):
        document = world.app.store.document(entry, revision=alert.revision)
        assert document is not None
        assert alert.change is not None
        assert (alert.change.old_revision, alert.change.new_revision) == (1, 2)
        assert row["before_correction"] in alert.change.before
        assert row["after_correction"] in alert.change.after
        assert alert.evidence
        for piece in alert.evidence:
            assert getattr(document, piece.field)[piece.start : piece.end] == piece.passage
        assert [delivery.status for delivery in alert.deliveries] == ["delivered"]


def test_a_phrase_that_a_correction_takes_away_or_puts_there_rings_once(story: tuple[World, dict[str, Any]]) -> None:
    check_changes(story[0])


def test_showing_a_document_tells_what_its_revisions_changed(story: tuple[World, dict[str, Any]]) -> None:
    world, _ = story
    key = next(key for key, row in EXPECTED.items() if row.get("after_correction"))
    document = world.documents()[key]
    (changes,) = decode(encode(encode_changes(world.app.store, document)["changes"]))
    assert (changes["old_revision"], changes["new_revision"]) == (1, 2)
    assert {"removed", "added"} == {piece["kind"] for piece in changes["text"]}
    for piece in changes["text"]:
        if piece["kind"] == "added":
            assert document.text[piece["new_start"] : piece["new_end"]] == piece["text"]
    lines = list(write_changes(world.app.store, document))
    assert lines[0] == "revision 1 -> 2"
    assert any("[-24-] {+42+} specialists from [-nine-] {+eleven+} countries" in line for line in lines)


def test_showing_a_reprint_tells_what_it_keeps(story: tuple[World, dict[str, Any]]) -> None:
    world, _ = story
    documents = world.documents()
    for key, row in EXPECTED.items():
        if row.get("reprint_of"):
            told = decode(encode(encode_changes(world.app.store, documents[key])["reprint"]))
            assert told["of"] == documents[row["reprint_of"]].id
            assert 0.5 < told["kept"] <= 1
            assert next(write_changes(world.app.store, documents[key])).startswith("reprint of ")


def test_verdicts_are_as_the_pages_were_written(story: tuple[World, dict[str, Any]]) -> None:
    world, _ = story
    documents = world.documents()
    found = {key: document.verdict for key, document in documents.items()}
    assert found == {key: row["verdict"] for key, row in EXPECTED.items() if key in found}
    assert {"full", "teaser", "consent"} <= set(found.values())


def test_speakers_are_found_by_their_full_names(story: tuple[World, dict[str, Any]]) -> None:
    world, _ = story
    wanted = found = 0
    for key, document in world.documents().items():
        if EXPECTED[key]["verdict"] == "full":
            names = {speaker.name for speaker in document.speakers}
            wanted += len(EXPECTED[key]["speakers"])
            found += len(names & set(EXPECTED[key]["speakers"]))
    assert found >= 0.9 * wanted


def test_a_feed_that_answers_500_shows_as_failing_and_harms_nothing(story: tuple[World, dict[str, Any]]) -> None:
    world, _ = story
    failing = [feed for feed in world.app.store.feeds() if feed.failures]
    assert [feed.reason for feed in failing] == ["http_500"]


def test_every_entry_came_to_an_end(story: tuple[World, dict[str, Any]]) -> None:
    world, _ = story
    summary = world.app.store.summary(now=world.watch())
    assert {status for status, count in summary.entries.items() if count} == {Status.DONE}
    assert sum(summary.entries.values()) == len(EXPECTED)


def outline(documents: dict[str, Document]) -> dict[str, Document]:
    """The documents without the moment of indexing, which alone may differ."""
    return {key: replace(document, indexed_at=None) for key, document in documents.items()}


def test_comparing_finds_nothing_to_change_while_nothing_has_changed(story: tuple[World, dict[str, Any]]) -> None:
    world, _ = story
    for document in outline(world.documents()).values():
        assert replace(world.app.process_again(document), indexed_at=None) == document


def test_rewinding_everything_gives_the_same_documents_and_rings_nothing(story: tuple[World, dict[str, Any]]) -> None:
    world, seen = story
    before = outline(world.documents())
    count = world.app.store.rewind("extract", now=world.watch(), selection=Selection())
    assert count == len(EXPECTED)
    world.run()
    assert outline(world.documents()) == before
    assert world.alerts() == seen["alerts"]
    check_changes(world)


@pytest.mark.parametrize("stage", ["fetch", "alert"])
def test_no_rewind_rings_a_change_again(story: tuple[World, dict[str, Any]], stage: StageName) -> None:
    world, _ = story
    assert world.app.store.rewind(stage, now=world.watch(), selection=Selection()) == len(EXPECTED)
    world.run()
    check_changes(world)


def test_a_rebuilt_index_finds_the_same_and_rings_nothing(story: tuple[World, dict[str, Any]]) -> None:
    world, seen = story
    before = outline(world.documents())
    world.app.index.delete([document.id for document in before.values()][:5])
    assert len(world.documents()) == len(EXPECTED) - 5
    report = rebuild(world.app.index, read_documents(world.app.store), at=world.watch())
    assert (report.indexed, report.refused) == (len(EXPECTED), 0)
    assert outline(world.documents()) == before
    assert world.alerts() == seen["alerts"]


def test_every_alert_is_judged_again_with_the_same_verdict(story: tuple[World, dict[str, Any]]) -> None:
    world, seen = story
    alerts = world.app.store.alerts()
    assert len(alerts) > len(seen["alerts"])
    for alert in alerts:
        done = replay_alert(alert.id, store=world.app.store, archive=world.app.archive)
        assert (done.verdict.matches, done.verdict.differences, done.page) == (True, (), None)
        assert done.verdict.evidence == alert.evidence


def test_an_alert_knows_the_reprints_of_its_story(story: tuple[World, dict[str, Any]]) -> None:
    world, _ = story
    documents = world.documents()
    for alert in world.alerts():
        later = [document for document in documents.values() if document.story.id == alert.story]
        assert alert.joined.reprints == sum(document.story.reprint_of is not None for document in later)
        assert set(alert.joined.sources) == {document.source.name for document in later}
    assert any(alert.joined.reprints for alert in world.alerts())


def test_an_alert_says_who_said_its_passage(story: tuple[World, dict[str, Any]]) -> None:
    world, _ = story
    pieces = [piece for alert in world.alerts() for piece in alert.evidence]
    assert {piece.said_by is None for piece in pieces} == {True, False}
    documents = {document.id: document for document in world.documents().values()}
    for alert in world.alerts():
        speakers = {speaker.name for speaker in documents[alert.entry].speakers}
        assert {piece.said_by for piece in alert.evidence if piece.said_by} <= speakers
