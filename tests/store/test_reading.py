from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from pipeline.errors import NotFoundError
from pipeline.store import SqlStore, tables
from pipeline.types import STAGES, Dropped, GaveUp, Lag, Selection, Status
from tests.store.world import NOW, SECOND, World, make_id, make_intent

LATER = NOW + timedelta(hours=1)


def test_an_entry_is_found_by_its_id_or_the_beginning_of_it(world: World) -> None:
    world.poll(make_intent("a"))
    whole = make_id("a")
    assert world.store.entry(whole) == world.store.entry(whole[:8]) == world.store.entry(whole[:31])


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (make_id("a")[:7], "give the id or its first 8 characters"),
        ("f" * 32, "there is no entry 'ffffffff"),
        ("%" * 8, "there is no entry '%%%"),
        ("", "there is no entry ''"),
        ("\x00" * 9, "there is no entry"),
    ],
    ids=["short", "unknown", "wildcard", "empty", "nul"],
)
def test_what_is_no_entry_is_said_so(world: World, asked: str, message: str) -> None:
    world.poll(make_intent("a"))
    with pytest.raises(NotFoundError, match=message):
        world.store.entry(asked)


def test_an_ambiguous_beginning_is_refused(world: World) -> None:
    first, second = make_intent("a"), make_intent("b")
    world.poll(replace(first, id="12345678" + "0" * 24), replace(second, id="12345678" + "1" * 24))
    with pytest.raises(NotFoundError, match="more than one entry begins with '12345678'"):
        world.store.entry("12345678")


def test_a_document_is_there_as_soon_as_the_page_is_extracted(world: World) -> None:
    world.poll(make_intent("a"))
    world.work("fetch")
    assert world.store.document(make_id("a")) is None
    world.work("extract")
    document = world.store.document(make_id("a"))
    assert document is not None
    assert (document.id, document.text, document.indexed_at) == (make_id("a"), "A text.", None)
    with pytest.raises(NotFoundError):
        world.store.document("f" * 32)


def test_an_older_revision_is_kept_and_shown_until_the_new_one_is_extracted(world: World) -> None:
    world.poll(make_intent("a"))
    world.bring()
    world.poll(make_intent("a", fingerprint="2"))
    world.work("fetch")
    before = world.store.document(make_id("a"))
    assert before is not None
    assert before.revision == 1
    assert world.store.document(make_id("a"), revision=2) is None
    world.work("extract", text="Another text.")
    after = world.store.document(make_id("a"))
    assert after is not None
    assert (after.revision, after.text) == (2, "Another text.")
    assert world.store.document(make_id("a"), revision=1) == before
    assert world.store.revisions(make_id("a")) == (1, 2)
    assert world.store.document(make_id("a"), revision=3) is None


def test_documents_are_what_the_index_holds_by_id(world: World) -> None:
    world.poll(*(make_intent(name) for name in "abc"))
    world.bring()
    world.poll(make_intent("a", fingerprint="2"), make_intent("b", fingerprint="2"), make_intent("d"))
    world.work("fetch")
    world.work("extract", text="Not indexed yet.")
    documents = world.store.documents()
    assert [document.id for document in documents] == sorted(make_id(name) for name in "abc")
    assert {document.text for document in documents} == {"A text."}
    assert world.store.documents(limit=2) == documents[:2]
    assert world.store.documents(since_id=documents[1].id) == documents[2:]
    assert world.store.documents(since_id=documents[2].id) == ()


def test_an_artefact_that_this_program_cannot_read_counts_as_missing(world: World, store: SqlStore) -> None:
    world.poll(make_intent("a"), make_intent("b"))
    world.bring("index")
    artefacts = tables.artefacts
    broken = update(artefacts).where(artefacts.c.entry == min(make_id("a"), make_id("b")), artefacts.c.stage == "fetch")
    store.database.write(lambda c: c.execute(broken.values(body='{"of": "later"}')))
    assert len(world.store.documents(limit=1)) == 1
    assert [len(job.artefacts) for job in world.claim("alert", needs=("fetch", "extract"))].count(1) == 1


def test_steps_are_read_on_from_a_number_with_what_they_belong_to(world: World) -> None:
    world.poll(make_intent("a"), make_intent("b"))
    world.bring("fetch")
    steps = world.store.steps()
    assert [step.number for step in steps] == sorted(step.number for step in steps)
    for name in ("a", "b"):
        entry = world.entry(name)
        own = [step for step in steps if step.line.entry == entry.id]
        assert tuple(step.line for step in own) == world.store.trail(entry.id)
        assert {(step.url, step.feed, step.source, step.first_seen_at) for step in own} == {
            (entry.url, entry.feed, entry.source, entry.first_seen_at)
        }
    assert world.store.steps(after=steps[1].number, limit=1) == steps[2:3]
    assert world.store.steps(after=steps[-1].number) == ()


def test_the_summary_counts_everything(world: World) -> None:
    world.poll(*(make_intent(str(n)) for n in range(6)))
    jobs = world.claim("fetch", limit=3)
    world.finish(jobs[0], "fetch", Dropped(reason="egress_denied", detail="d"))
    world.finish(jobs[1], "fetch", GaveUp(reason="timed_out", detail="d", transient=True))
    summary = world.store.summary(now=NOW + SECOND)
    assert {status: count for status, count in summary.entries.items() if count} == {
        Status.FOUND: 5,
        Status.DROPPED: 1,
    }
    assert set(summary.stages) == set(STAGES)
    assert (summary.stages["fetch"].waiting, summary.stages["fetch"].due, summary.stages["fetch"].oldest) == (5, 3, NOW)
    assert summary.reasons == {"egress_denied": 1}
    assert (summary.feeds, summary.feeds_due, summary.alerts, summary.deliveries) == (1, 0, 0, {})


def test_what_was_set_aside_is_counted_by_status_and_reason_with_the_newest(world: World) -> None:
    outcomes = [Dropped(reason="same", detail="d")] + 4 * [GaveUp(reason="same", detail="d")]
    for number, outcome in enumerate([GaveUp(reason="old", detail="d"), *outcomes, Dropped(reason="b", detail="d")]):
        world.poll(make_intent(f"n{number}"), now=NOW + SECOND * number)
        (job,) = world.claim("fetch", now=NOW + SECOND * number)
        world.finish(job, "fetch", outcome, now=NOW + SECOND * number)
    world.poll(make_intent("waiting"))
    asides = world.store.asides(newest=2)
    assert [(one.status, one.reason, one.count) for one in asides] == [
        (Status.FAILED, "same", 4),
        (Status.FAILED, "old", 1),
        (Status.DROPPED, "b", 1),
        (Status.DROPPED, "same", 1),
    ]
    assert [entry.id for entry in asides[0].newest] == [make_id("n5"), make_id("n4")]
    assert [entry.id for entry in asides[1].newest] == [make_id("n0")]


def test_the_lag_is_the_median_of_first_looks(world: World) -> None:
    for number, wait in enumerate((1, 2, 9)):
        world.poll(make_intent(str(number)), now=LATER)
        world.bring(now=LATER + wait * SECOND)
    assert world.store.summary(now=LATER + LATER.resolution).lag_seconds == {"fetched": 2, "indexed": 2, "done": 2}
    assert world.store.summary(now=LATER + timedelta(days=2)).lag_seconds == {}


def test_each_stage_has_its_median_and_95th_percentile(world: World) -> None:
    for number, wait in enumerate((1, 2, 9)):
        world.poll(make_intent(str(number)), now=LATER)
        world.bring(now=LATER + wait * SECOND)
    summary = world.store.summary(now=LATER + LATER.resolution)
    assert summary.lags == dict.fromkeys(STAGES, Lag(median=2, p95=9))
    assert summary.delivery_lags == {}


def test_entries_go_on_behind_a_place(world: World) -> None:
    for number in range(5):
        world.poll(make_intent(f"n{number}"), now=NOW + SECOND * (number // 2))
    read: list[str] = []
    after = None
    while page := list(world.store.entries(Selection(limit=2, after=after))):
        read += [entry.id for entry in page]
        after = (page[-1].first_seen_at, page[-1].id)
    assert read == [entry.id for entry in world.store.entries(Selection())]
    assert len(read) == 5
