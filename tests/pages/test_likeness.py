from __future__ import annotations

import random
import subprocess
import sys
import zlib
from collections.abc import Callable
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from pipeline.pages.likeness import LIKENESS_FLOOR, compute_signature, estimate_likeness, read_bands
from tests.benchmarks.newsroom import Newsroom

WORDS = [f"word{index}" for index in range(5_000)]
TEXT = " ".join(f"word{index * 7919 % 5003}" for index in range(300))


def edit(words: list[str], share: float, draw: random.Random) -> list[str]:
    return [draw.choice(WORDS) if draw.random() < share else word for word in words]


def to_shingles(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[index : index + 5]) for index in range(len(words) - 4)}


def test_a_text_is_wholly_like_itself_however_it_is_set() -> None:
    signature = compute_signature(TEXT)

    assert estimate_likeness(signature, compute_signature(TEXT.upper().replace(" ", ",\n\n"))) == 1.0


def test_texts_with_nothing_in_common_are_not_alike() -> None:
    other = " ".join(f"other{index}" for index in range(300))

    assert estimate_likeness(compute_signature(TEXT), compute_signature(other)) < 0.05


def test_a_short_text_is_like_nothing_not_even_itself() -> None:
    short = compute_signature("Council to meet next week.")

    assert short == ()
    assert estimate_likeness(short, short) == 0.0
    assert read_bands(short) == ()


def test_the_estimate_is_near_the_share_of_the_shorter_text_that_the_longer_repeats() -> None:
    draw = random.Random(2)
    misses = []
    for _ in range(100):
        words = draw.choices(WORDS, k=600)
        edited = edit(words, draw.uniform(0.02, 0.07), draw)[: draw.randint(200, 600)]
        left, right = to_shingles(words), to_shingles(edited)
        truth = len(left & right) / len(right)
        misses.append(
            estimate_likeness(compute_signature(" ".join(words)), compute_signature(" ".join(edited))) - truth
        )
    assert abs(sum(misses) / len(misses)) < 0.02
    assert max(map(abs, misses)) < 0.12


def test_edits_at_the_floor_are_found_by_two_keys_at_least() -> None:
    draw = random.Random(3)
    found: list[int] = []
    while len(found) < 60:
        words = draw.choices(WORDS, k=600)
        edited = edit(words, 0.09, draw)[: draw.randint(150, 600)]
        left, right = to_shingles(words), to_shingles(edited)
        if LIKENESS_FLOOR <= len(left & right) / len(right) <= LIKENESS_FLOOR + 0.1:
            a, b = compute_signature(" ".join(words)), compute_signature(" ".join(edited))
            found.append(len(set(read_bands(a)) & set(read_bands(b))))
    assert min(found) >= 2


def test_a_text_with_other_words_all_over_is_alike_and_news_with_old_background_is_not() -> None:
    draw = random.Random(4)
    words, news = draw.choices(WORDS, k=600), draw.choices(WORDS, k=600)
    edited, mixed = edit(words, 0.11, draw), [*news[:300], *words[:300]]
    likes = [
        estimate_likeness(compute_signature(" ".join(words)), compute_signature(" ".join(w))) for w in (edited, mixed)
    ]
    assert likes[0] >= LIKENESS_FLOOR > likes[1]
    left, right = to_shingles(words), to_shingles(edited)
    assert len(left & right) / len(right) < LIKENESS_FLOOR


def test_a_form_with_other_names_and_figures_is_not_alike() -> None:
    room = Newsroom(5)
    forms: list[Callable[[], list[str]]] = [partial(room.write_weather, "Sund"), partial(room.write_market, "Sund")]
    for write in (*forms, room.write_obituary, room.write_match):
        a, b = (compute_signature("\n\n".join(write())) for _ in range(2))
        assert estimate_likeness(a, a) == 1.0
        assert estimate_likeness(a, b) < LIKENESS_FLOOR


def write_german_weather(day: str, wind: str, *figures: int) -> str:
    return (
        "Das Wetter für Seefurt am {0}: Am Vormittag ziehen dichte Wolken über den Hafen und die Altstadt, am "
        "Nachmittag scheint zeitweise die Sonne. Die Höchstwerte liegen bei {2} Grad an der Küste und {3} Grad im "
        "Binnenland, in der Nacht sinken die Temperaturen auf {4} Grad. Der Wind weht aus {1} mit Geschwindigkeiten "
        "von {5} Kilometern in der Stunde, in Böen bis {6} Kilometer. Die Regenwahrscheinlichkeit beträgt {7} "
        "Prozent. Die Wassertemperatur am Strand liegt bei {8} Grad. Die Sonne geht um {9} Uhr auf und um {10} Uhr "
        "unter, Pollen von Gräsern fliegen mäßig."
    ).format(day, wind, *figures)


def test_in_german_a_form_is_known_by_its_figures() -> None:
    a = compute_signature(write_german_weather("Montag", "Westen", 14, 17, 8, 23, 48, 70, 11, 6, 19))
    b = compute_signature(write_german_weather("Freitag", "Südosten", 21, 25, 12, 9, 31, 10, 16, 5, 20))
    assert estimate_likeness(a, b) < LIKENESS_FLOOR


def test_a_passage_that_stands_in_a_long_text_makes_it_no_reprint() -> None:
    disclaimer = " ".join(f"legal{n}" for n in range(45))

    assert estimate_likeness(compute_signature(disclaimer), compute_signature(f"{TEXT} {TEXT[::-1]} {disclaimer}")) == 0


def test_a_cut_of_a_third_is_wholly_like() -> None:
    assert estimate_likeness(compute_signature(TEXT), compute_signature(TEXT[: len(TEXT) // 3])) > 0.97


@given(st.lists(st.sampled_from(WORDS[:40]), min_size=30, max_size=400), st.integers(0, 2**32))
def test_likeness_is_the_same_from_both_sides(words: list[str], seed: int) -> None:
    a, b = (compute_signature(" ".join(text)) for text in (words, edit(words, 0.1, random.Random(seed))))
    assert estimate_likeness(a, b) == estimate_likeness(b, a)


def test_bands_fit_a_signed_column_of_64_bits() -> None:
    assert all(-(2**63) <= band < 2**63 for band in read_bands(compute_signature(TEXT)))


def test_a_signature_is_the_same_in_every_process() -> None:
    code = (
        "import zlib\nfrom pipeline.pages.likeness import *\nfrom tests.pages.test_likeness import TEXT\n"
        "print(zlib.crc32(repr((compute_signature(TEXT), read_bands(compute_signature(TEXT)))).encode()))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    signature = compute_signature(TEXT)
    assert int(shown.stdout) == zlib.crc32(repr((signature, read_bands(signature))).encode())
    assert signature[:3] == (4321031, 14196037, 15474867)
