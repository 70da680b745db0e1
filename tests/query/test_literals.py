from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.query import literals
from pipeline.query.literals import Literals, find_anchor

_words = st.lists(st.sampled_from(("a", "ab", "abc", "b", "советом")), max_size=30)


def _reference(words: list[str], literal: str) -> list[int]:
    """Where a literal stands, by comparing words one by one."""
    wanted = literal.split()
    places = []
    for place in range(len(words) - len(wanted) + 1):
        met = words[place : place + len(wanted)]
        whole = met == wanted
        begins = met[:-1] == wanted[:-1] and met[-1].startswith(wanted[-1])
        if whole or (begins and not literal.endswith(" ")):
            places.append(place)
    return places


@settings(deadline=None)  # the machine may be busy
@given(_words, st.lists(st.tuples(_words.filter(bool), st.booleans()), max_size=6), st.sampled_from((3, 7, 4096)))
def test_every_place_of_every_literal_is_found_once_whatever_the_chunk(
    words: list[str], runs: list[tuple[list[str], bool]], chunk: int
) -> None:
    wanted = [find_anchor(run, opens=[False] * (len(run) - 1) + [opened]).literal for run, opened in runs]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(literals, "_CHUNK", chunk)
        patch.setattr(literals, "_STRETCH", chunk)
        finder = Literals(wanted)
        found = sorted(finder.find(words))
        assert finder.find_any(f" {' '.join(words)} ") == {number for number, _ in found}
    assert found == sorted((number, place) for number, each in enumerate(wanted) for place in _reference(words, each))


def test_the_anchor_is_the_longest_run_that_no_open_word_breaks() -> None:
    assert find_anchor(["совет", "россия", "нато"], opens=[True, False, False]) == (" россия нато ", 1)
    assert find_anchor(["international", "atomic", "energy", "agency"]) == (" international atomic energy ", 0)
    assert find_anchor(["inspect"], opens=[True]) == (" inspect", 0)
