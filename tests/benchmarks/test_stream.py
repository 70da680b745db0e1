"""Stories are told apart in a stream of made-up news, and the figures do not fall. `stream.py` measures more of it."""

from __future__ import annotations

import random

import pytest

from pipeline.pages.likeness import compute_signature
from tests.benchmarks.newsroom_edits import EDITS, Print, make_stream
from tests.benchmarks.stream import find_wrong, measure, tell_apart


@pytest.fixture(scope="module")
def stream() -> tuple[Print, ...]:
    return make_stream(7, stories=120)


def test_the_same_seed_makes_the_same_news() -> None:
    assert make_stream(3, stories=6) == make_stream(3, stories=6)


def test_the_stream_holds_every_edit_and_every_look_alike(stream: tuple[Print, ...]) -> None:
    kinds = {kind for one in stream for kind in one.kind.split("+")}
    forms = {"market", "weather", "match", "obituary", "horoscope", "release"}
    assert kinds == {edit.__name__ for edit in EDITS} | forms | {"wire", "merged", "other writer", "follow-up"}


def test_copies_are_found_and_look_alikes_are_not_taken_for_copies(stream: tuple[Print, ...]) -> None:
    stories = tell_apart([compute_signature(one.text) for one in stream])
    figures = measure(stream, stories)
    wrong = list(find_wrong(stream, stories))
    assert figures.f1 >= 0.993, wrong
    assert figures.precision >= 0.995, wrong


def test_the_order_of_arrival_moves_next_to_no_text_to_another_story(stream: tuple[Print, ...]) -> None:
    signatures = [compute_signature(one.text) for one in stream]
    order = list(range(len(stream)))
    random.Random(1).shuffle(order)
    shuffled = tell_apart([signatures[number] for number in order])
    back = [story for _, story in sorted(zip(order, shuffled, strict=True))]
    straight = tell_apart(signatures)
    pairs = len(set(zip(straight, back, strict=True)))
    assert pairs - len(set(straight)) <= 0.01 * len(stream)
