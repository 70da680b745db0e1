from __future__ import annotations

import random
from difflib import SequenceMatcher
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.pages.reprints import compare_prints, find_agency
from pipeline.pages.revisions import compare_texts, find_changed, show_change
from tests.benchmarks.newsroom import Newsroom
from tests.documents import make_document
from tests.growth import grows_within

OLD = "The group will bring 24 divers to Sund.\n\nIt was approved on Monday.\n\nThe cost is 310 crowns."
NEW = OLD.replace("24", "42").replace("310", "130").replace("The cost", "Nobody objected.\n\nThe cost")

texts = st.text(st.sampled_from("ab .\n北京é"), max_size=60)


def test_words_that_went_and_came_are_told_where_they_stand() -> None:
    pieces = compare_texts(OLD, NEW).pieces
    changed = [(piece.kind, piece.text.strip()) for piece in pieces if piece.kind != "same"]
    assert changed == [
        ("removed", "24"),
        ("added", "42"),
        ("added", "Nobody objected."),
        ("removed", "310"),
        ("added", "130"),
    ]
    for piece in pieces:
        assert piece.kind == "removed" or NEW[piece.new_start : piece.new_end] == piece.text
        assert piece.kind == "added" or OLD[piece.old_start : piece.old_end].split() == piece.text.split()


def test_only_changed_paragraphs_are_shown() -> None:
    shown = ["".join(piece.text for piece in paragraph) for paragraph in find_changed(compare_texts(OLD, NEW))]
    assert shown == ["The group will bring 24 42 divers to Sund.", "Nobody objected.", "The cost is 310 130 crowns."]


@pytest.mark.parametrize(
    ("passage", "in_old", "before", "after"),
    [
        ("42 divers", False, "The group will bring 24 divers to Sund.", "The group will bring 42 divers to Sund."),
        ("310", True, "The cost is 310 crowns.", "The cost is 130 crowns."),
        ("Nobody", False, "", "Nobody objected."),
    ],
)
def test_a_passage_is_shown_before_and_after(passage: str, *, in_old: bool, before: str, after: str) -> None:
    text = OLD if in_old else NEW
    start = text.index(passage)
    place = start, start + len(passage)
    assert show_change(compare_texts(OLD, NEW), OLD, NEW, place=place, in_old=in_old) == (before, after)


def test_scripts_without_spaces_are_compared_by_the_character() -> None:
    changed = [piece.text for piece in compare_texts("北京今天下雨", "北京昨天下雨").pieces if piece.kind != "same"]
    assert changed == ["今", "昨"]


def test_white_space_alone_changes_nothing() -> None:
    assert not compare_texts("One  two.\n\nThree.", "One two.\nThree. ").changed


@given(texts, texts)
def test_the_pieces_are_both_texts(old: str, new: str) -> None:
    pieces = compare_texts(old, new).pieces
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == new
    assert "".join("".join(piece.text for piece in pieces if piece.kind != "added").split()) == "".join(old.split())
    assert compare_texts(old, old).changed is False


@given(texts, texts)
def test_places_lead_over_in_order(old: str, new: str) -> None:
    difference = compare_texts(old, new)
    places = [difference.to_old(place) for place in range(len(new) + 1)]
    assert places == sorted(places)
    assert all(0 <= place <= len(old) for place in places)


@given(st.lists(st.sampled_from("abc"), max_size=14), st.lists(st.sampled_from("abc"), max_size=14))
def test_as_much_is_kept_as_can_be(old: list[str], new: list[str]) -> None:
    pieces = compare_texts(" ".join(old), " ".join(new)).pieces
    kept = sum(len(piece.text.split()) for piece in pieces if piece.kind == "same")
    assert kept >= sum(block.size for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks())


@pytest.mark.parametrize("between", [" ", "\n"], ids=["words", "paragraphs"])
def test_large_texts_with_little_in_common_cost_little(between: str) -> None:
    draw = random.Random(1)
    old, new = (draw.choices("abcdefgh", k=100_000) for _ in range(2))

    def compare(words: int) -> bool:
        return compare_texts(between.join(old[:words]), between.join(new[:words])).changed

    assert compare(len(old))
    assert grows_within(24, lambda: compare(len(old) // 8), lambda: compare(len(old)))


def test_a_reprint_tells_what_it_keeps_adds_and_leaves_out() -> None:
    room = Newsroom(1)
    origin = room.write_story(room.make_event(), paragraphs=8)
    local = room.write_story(room.make_event(), paragraphs=2)[1]
    edited = [origin[1].replace("the", "The", 1), origin[0], local, *origin[2:6]]
    found = compare_prints("\n\n".join(origin), "\n\n".join(edited))
    assert found.added == (local,)
    assert found.left_out == tuple(origin[6:])
    assert 0.6 < found.kept < 0.85
    assert compare_prints("", "").kept == 0.0


@pytest.mark.parametrize(
    ("origin", "reprint", "agency"),
    [
        ({"agency": "NORDWIRE"}, {"agency": "Nordwire"}, "Nordwire"),
        ({"source": "nordwire"}, {"agency": "Nordwire"}, "Nordwire"),
        ({"agency": "Nordwire"}, {"agency": "Balt Press"}, None),
        ({"agency": "Nordwire"}, {}, None),
        ({}, {}, None),
    ],
)
def test_agency_copy_is_what_both_credit_or_what_is_credited_to_the_origin(
    origin: dict[str, Any], reprint: dict[str, Any], agency: str | None
) -> None:
    assert find_agency(make_document(**origin), make_document(**reprint)) == agency
