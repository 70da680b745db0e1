from __future__ import annotations

from collections.abc import Callable

from pipeline.store import SqlStore
from pipeline.types import Dropped, Finished, Status, Story
from tests.store.world import World, make_article, make_id, make_intent

SIGNATURE = tuple(range(10))
LIKE = (*range(8), 100, 101)
UNLIKE = (*range(3), *range(200, 207))


def tell(world: World, name: str, signature: tuple[int, ...], *, canonical_url: str | None = None) -> None:
    """Poll an entry, or a change of one, and extract it."""
    known = len(world.store.trail(make_id(name)))
    world.poll(make_intent(name, fingerprint=str(known)))
    world.work("fetch")
    url = canonical_url or f"https://sample-wire.example/{name}"
    world.work("extract", signature=signature, canonical_url=url)


def test_one_canonical_url_is_one_entry(world: World) -> None:
    tell(world, "a", (), canonical_url="https://sample-wire.example/c")
    tell(world, "b", (), canonical_url="https://sample-wire.example/c")
    second = world.entry("b")
    assert (second.status, second.reason) == (Status.DROPPED, "duplicate")
    assert second.detail == f"entry {make_id('a')} has the canonical URL https://sample-wire.example/c"
    assert world.store.document(second.id) is None
    assert world.entry("a").canonical_url == "https://sample-wire.example/c"


def test_an_entry_keeps_its_canonical_url_when_it_is_extracted_again(world: World) -> None:
    tell(world, "a", ())
    world.bring()
    tell(world, "a", ())
    assert (world.entry("a").status, world.entry("a").revision) == (Status.EXTRACTED, 2)


def test_a_canonical_url_of_any_length_is_kept(world: World) -> None:
    url = "https://sample-wire.example/" + "x" * 60_000
    tell(world, "a", (), canonical_url=url)
    tell(world, "b", (), canonical_url=url)
    assert world.entry("b").reason == "duplicate"


def test_like_texts_are_one_story(world: World) -> None:
    tell(world, "a", SIGNATURE)
    tell(world, "b", LIKE)
    tell(world, "c", UNLIKE)
    assert world.entry("a").story == Story(id=make_id("a"), origin=True)
    assert world.entry("b").story == Story(id=make_id("a"), origin=False, reprint_of=make_id("a"), likeness=0.8)
    assert world.entry("c").story == Story(id=make_id("c"), origin=True)


def test_a_reprint_of_a_reprint_joins_the_first_story(world: World) -> None:
    tell(world, "a", SIGNATURE)
    tell(world, "b", LIKE)
    tell(world, "c", (*LIKE[2:], 300, 301)[-10:])
    tell(world, "d", (0, 1, 500, 501, 502, 5, 6, 7, 100, 101))
    story = world.entry("d").story
    assert story is not None
    assert (story.id, story.reprint_of) == (make_id("a"), make_id("a"))


def test_a_text_without_signature_is_a_story_of_its_own(world: World) -> None:
    tell(world, "a", ())
    tell(world, "b", ())
    assert world.entry("b").story == Story(id=make_id("b"), origin=True)


def test_a_revision_keeps_its_story_and_gives_a_new_signature(world: World) -> None:
    tell(world, "a", SIGNATURE)
    world.bring()
    tell(world, "b", UNLIKE)
    world.bring()
    tell(world, "a", UNLIKE)
    assert world.entry("a").story == Story(id=make_id("a"), origin=True)
    tell(world, "c", SIGNATURE)
    assert world.entry("c").story == Story(id=make_id("c"), origin=True)


def test_a_dropped_extract_founds_nothing(world: World) -> None:
    world.poll(make_intent("a"))
    world.work("fetch")
    world.work("extract", Dropped(reason="too_short", detail="d"))
    assert world.entry("a").story is None


def test_the_projects_own_likeness_finds_a_reprint(open_ledger: Callable[..., SqlStore]) -> None:
    from pipeline.pages.likeness import compute_signature

    world = World(open_ledger(likeness=None))
    text = " ".join(f"The council of number {n} met in town {n * 7} and spoke of matter {n * 3}." for n in range(60))
    for name, told in (("a", text + " One more sentence ends it."), ("b", text), ("c", text[::-1])):
        world.poll(make_intent(name))
        world.work("fetch")
        for job in world.claim("extract"):
            article = make_article(job.entry.url, text=told, signature=compute_signature(told))
            world.finish(job, "extract", Finished(artefact=article, version="1"))
    reprint, other = world.entry("b").story, world.entry("c").story
    assert reprint is not None
    assert (reprint.id, reprint.origin) == (make_id("a"), False)
    assert other == Story(id=make_id("c"), origin=True)
