"""Stories: which texts are together, who of them was first, and what belongs to nobody's story."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.pages.likeness import compute_signature
from pipeline.store import SqlStore, open_store
from pipeline.types import Dating, Finished, Precision, Status, Story, Verdict
from tests.benchmarks.newsroom import Newsroom
from tests.benchmarks.newsroom_edits import Print, make_stream
from tests.benchmarks.stream import tell_apart
from tests.store.world import NOW, SECOND, World, make_article, make_id, make_intent, make_spec

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    published_at: datetime = NOW - SECOND
    precision: Precision = "second"
    feed: str = "sample-wire"
    verdict: Verdict = "full"
    canonical_url: str | None = None


def bring_print(world: World, name: str, text: str, *, now: datetime = NOW, told: Intent | None = None) -> None:
    """Poll and extract one text; `told` is what its feed and page say of it."""
    told = told or Intent()
    world.poll(make_intent(name, published_at=told.published_at), feed=told.feed, now=now)
    world.work("fetch", now=now)
    dating = Dating(value=told.published_at, precision=told.precision, zone_known=True, origin="feed", reason="told")
    fields = {"text": text, "verdict": told.verdict, "canonical_url": told.canonical_url, "dating": dating}
    given: dict[str, Any] = {key: value for key, value in fields.items() if value is not None}
    world.work("extract", now=now, signature=compute_signature(text), **given)


@pytest.fixture
def real(open_ledger: Callable[..., SqlStore]) -> World:
    """A ledger with the project's own likeness and two sources."""
    world = World(open_ledger(likeness=None))
    world.store.add_feeds([make_spec("harbour-post")], now=NOW)
    return world


TEXTS = ["\n\n".join(Newsroom(n).write_story(Newsroom(n).make_event(), paragraphs=8)) for n in range(4)]
CUT = "\n\n".join(TEXTS[0].split("\n\n")[:5])


def test_the_earlier_published_is_the_origin_whenever_it_is_found(real: World) -> None:
    bring_print(real, "copy", CUT, told=Intent(published_at=NOW))
    bring_print(real, "second", CUT, told=Intent(published_at=NOW))
    bring_print(real, "wire", TEXTS[0], now=NOW + HOUR, told=Intent(published_at=NOW - HOUR))
    story = make_id("copy")
    assert real.entry("wire").story == Story(id=story, origin=True)
    for name in ("copy", "second"):
        told = real.entry(name).story
        assert told is not None
        assert (told.id, told.origin, told.reprint_of) == (story, False, make_id("wire"))
    bring_print(real, "third", CUT, now=NOW + HOUR, told=Intent(published_at=NOW))
    third = real.entry("third").story
    assert third is not None
    assert (third.id, third.reprint_of) == (story, make_id("wire"))


def test_a_day_says_too_little_to_overrule_who_was_seen_first(real: World) -> None:
    bring_print(real, "copy", CUT, told=Intent(published_at=NOW))
    bring_print(real, "wire", TEXTS[0], now=NOW + HOUR, told=Intent(published_at=NOW - HOUR, precision="day"))
    assert real.entry("copy").story == Story(id=make_id("copy"), origin=True)


def test_of_two_that_come_at_once_the_one_that_credits_the_other_is_the_copy(real: World) -> None:
    bring_print(real, "a", f"{TEXTS[0]}\n\nThis report is by Harbour-Post.", told=Intent(published_at=NOW))
    bring_print(real, "b", TEXTS[0], told=Intent(published_at=NOW, feed="harbour-post"))
    assert real.entry("b").story == Story(id=make_id("a"), origin=True)


def test_of_two_that_come_at_once_the_shorter_is_the_copy(real: World) -> None:
    bring_print(real, "a", CUT, told=Intent(published_at=NOW))
    bring_print(real, "b", TEXTS[0], told=Intent(published_at=NOW))
    story = real.entry("a").story
    assert story is not None
    assert (story.id, story.reprint_of) == (make_id("a"), make_id("b"))


def test_a_part_of_a_text_of_last_month_is_no_reprint_and_the_whole_of_it_is(real: World) -> None:
    bring_print(real, "a", TEXTS[0])
    later = NOW + 240 * HOUR * 2
    half = "\n\n".join([*TEXTS[0].split("\n\n")[:4], *TEXTS[1].split("\n\n")[:2]])
    bring_print(real, "b", half, now=later)
    bring_print(real, "c", TEXTS[0], now=later)
    assert real.entry("b").story == Story(id=make_id("b"), origin=True)
    assert real.entry("c").story == Story(id=make_id("a"), origin=False, reprint_of=make_id("a"), likeness=1.0)


def test_consent_walls_are_nobodys_story(real: World) -> None:
    for name in ("a", "b"):
        bring_print(real, name, TEXTS[0], told=Intent(verdict="consent"))
    bring_print(real, "c", TEXTS[0])
    assert [real.entry(name).story for name in "abc"] == [Story(id=make_id(name), origin=True) for name in "abc"]


def test_an_address_declared_by_all_pages_of_a_site_swallows_none(real: World) -> None:
    shared = "https://sample-wire.example/news/all-our-news"
    for number, name in enumerate(("a", "b", "c")):
        bring_print(real, name, TEXTS[number], told=Intent(canonical_url=shared))
    assert [real.entry(name).status for name in "abc"] == [Status.EXTRACTED] * 3
    assert [real.entry(name).canonical_url for name in "abc"] == [
        shared,
        "https://sample-wire.example/b",
        "https://sample-wire.example/c",
    ]
    document = real.store.document(make_id("b"))
    assert document is not None
    assert document.canonical_url == "https://sample-wire.example/b"


def test_one_page_at_two_addresses_is_one_entry(real: World) -> None:
    bring_print(real, "a", TEXTS[0], told=Intent(canonical_url="https://www.sample-wire.example/x/"))
    bring_print(real, "b", TEXTS[0], told=Intent(canonical_url="http://m.sample-wire.example/x?print=1"))
    assert (real.entry("b").status, real.entry("b").reason) == (Status.DROPPED, "duplicate")


def run_batch(
    folder: str, template: Path, prints: Sequence[Print], order: Sequence[int], *, at_once: int
) -> list[Story]:
    """Poll texts in an order, so many at a time, and extract them as one batch."""
    store = open_store(f"sqlite:///{shutil.copy(template, Path(folder) / 'ledger.db')}", owner="a")
    world = World(store)
    for at in range(0, len(order), at_once):
        world.poll(*(make_intent(str(number), published_at=NOW) for number in order[at : at + at_once]))
    world.work("fetch")
    texts = {make_id(str(number)): one.text for number, one in enumerate(prints)}
    for job in world.claim("extract"):
        text = texts[job.entry.id]
        article = make_article(job.entry.url, text=text, signature=compute_signature(text))
        world.finish(job, "extract", Finished(artefact=article, version="1"))
    stories = [world.entry(str(number)).story for number in range(len(prints))]
    store.close()
    return [story for story in stories if story is not None]


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(16)), st.integers(1, 16))
def test_the_order_of_arrival_within_a_batch_changes_nothing(
    sqlite_template: Path, order: list[int], at_once: int
) -> None:
    prints = make_stream(11, stories=6)[:16]
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        straight = run_batch(one, sqlite_template, prints, range(16), at_once=16)
        assert run_batch(other, sqlite_template, prints, order, at_once=at_once) == straight


def test_the_ledger_tells_stories_apart_as_the_benchmark_does(sqlite_template: Path) -> None:
    prints = sorted(make_stream(12, stories=12), key=lambda one: one.text)
    by_claim = sorted(range(len(prints)), key=lambda number: make_id(str(number)))
    with TemporaryDirectory() as folder:
        stories = run_batch(folder, sqlite_template, prints, range(len(prints)), at_once=len(prints))
    found = tell_apart([compute_signature(prints[number].text) for number in by_claim])
    assert [stories[number].id for number in by_claim] == [make_id(str(by_claim[story])) for story in found]


def test_no_story_that_is_stored_changes_as_others_arrive(real: World) -> None:
    prints = make_stream(13, stories=5)
    known: dict[str, str] = {}
    for number, one in enumerate(prints):
        bring_print(real, str(number), one.text, now=NOW + number * HOUR, told=Intent(published_at=NOW - number * HOUR))
        stories = {str(n): real.entry(str(n)).story for n in range(number + 1)}
        ids = {name: story.id for name, story in stories.items() if story is not None}
        assert known.items() <= ids.items()
        known = ids
        origins = [story.id for story in stories.values() if story and story.origin]
        assert sorted(origins) == sorted(set(ids.values()))
