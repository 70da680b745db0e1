"""Texts that are alike are found, others are not, and signatures never change."""

from __future__ import annotations

import hashlib
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.pages.likeness import LIKENESS_FLOOR, PERMUTATIONS, compute_signature, estimate_likeness, read_bands
from tests.pages.writing import LANGUAGES, STORY

TEXT = "\n\n".join(STORY)
WORDS = [
    f"{head}{tail}" for head in ("ar", "ber", "cor", "dun", "el") for tail in ("ba", "den", "fo", "gal", "hin", "ist")
]


def write(seed: int, words: int = 300) -> str:
    chance = random.Random(seed)
    return " ".join(chance.choice(WORDS) for _ in range(words))


def test_signatures_are_the_same_everywhere_and_always() -> None:
    signature = compute_signature(TEXT)
    assert len(signature) == PERMUTATIONS
    assert all(0 <= value < 2**32 for value in signature)
    digest = hashlib.sha256(",".join(map(str, signature)).encode()).hexdigest()
    assert (signature[:3], digest[:16]) == ((0, 0, 0), "")


def test_a_text_is_wholly_like_itself_whatever_its_case_accents_and_spaces() -> None:
    assert estimate_likeness(compute_signature(TEXT), compute_signature(TEXT.upper().replace(" ", "  "))) == 1.0


@pytest.mark.parametrize("seed", range(8))
def test_an_edit_of_a_text_is_like_it_and_shares_a_band(seed: int) -> None:
    text = write(seed)
    words = text.split()
    edited = " ".join(["Updated", "with", "reaction", *words[20:140], "he", "added", *words[150:]])
    a, b = compute_signature(text), compute_signature(edited)
    assert estimate_likeness(a, b) > LIKENESS_FLOOR
    assert set(read_bands(a)) & set(read_bands(b))


@pytest.mark.parametrize("seed", range(8))
def test_other_texts_of_the_same_words_are_not_alike(seed: int) -> None:
    a, b = compute_signature(write(seed)), compute_signature(write(seed + 100))
    assert estimate_likeness(a, b) < LIKENESS_FLOOR / 2


def test_texts_without_spaces_have_signatures_too() -> None:
    text = LANGUAGES["zh"][0]
    assert estimate_likeness(compute_signature(text), compute_signature(text + "今天。")) > 0.8


def test_a_short_text_says_too_little() -> None:
    assert compute_signature("word " * 29) == ()
    assert read_bands(()) == ()
    assert estimate_likeness((), compute_signature(TEXT)) == 0.0


def test_the_estimate_is_near_the_truth() -> None:
    a, b = write(1, 400).split(), write(2, 400).split()
    shared = [*a[:300], *b[300:]]
    runs = [{tuple(words[i : i + 5]) for i in range(len(words) - 4)} for words in (a, shared)]
    truth = len(runs[0] & runs[1]) / len(runs[0] | runs[1])
    found = estimate_likeness(compute_signature(" ".join(a)), compute_signature(" ".join(shared)))
    assert abs(found - truth) < 0.13


def test_band_keys_fit_a_database_column() -> None:
    keys = read_bands(compute_signature(TEXT))
    assert len(keys) == PERMUTATIONS // 2
    assert all(-(2**63) <= key < 2**63 for key in keys)


@given(st.text(max_size=400))
def test_any_text_has_a_signature_or_none(text: str) -> None:
    assert len(compute_signature(text)) in {0, PERMUTATIONS}
