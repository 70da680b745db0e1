from __future__ import annotations

import re
import sys

from hypothesis import given
from hypothesis import strategies as st

from pipeline.query import words
from pipeline.query.words import IGNORABLE, UNSPACED, find_words, read_tokens, read_words


def test_the_fast_pattern_is_used_only_where_it_finds_the_same() -> None:
    special = re.compile(f"[{UNSPACED}{words._marks()}{IGNORABLE}]")
    points = map(chr, range(sys.maxunicode + 1))
    assert [c for c in points if special.match(c) and not words._UNPLAIN.match(c)] == []


@given(st.text(st.sampled_from("aB1 _-é’“ßœ中ก\u0301\u200b\u00adяЙ"), max_size=40))
def test_words_are_those_of_the_tokens(text: str) -> None:
    assert read_words(text) == tuple(token.text for token in read_tokens(text))
    assert len(find_words(text)) >= len(read_words(text))
