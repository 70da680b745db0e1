from __future__ import annotations

import re
import sys

from hypothesis import given
from hypothesis import strategies as st

from pipeline.query import words
from pipeline.query.words import IGNORABLE, UNSPACED, Token, find_places, find_words, fold, read_tokens, read_words


def test_the_fast_pattern_is_used_only_where_it_finds_the_same() -> None:
    special = re.compile(f"[{UNSPACED}{words._marks()}{IGNORABLE}]")
    points = map(chr, range(sys.maxunicode + 1))
    assert [c for c in points if special.match(c) and not words._UNPLAIN.match(c)] == []


def read_plainly(text: str) -> tuple[Token, ...]:
    """The definition of a word, without the quick ways."""
    found = ((fold(match[0]), match.span()) for match in words._pattern().finditer(text))
    return tuple(Token(word, *span) for word, span in found if word)


def test_the_quick_ways_read_every_character_as_the_definition_does() -> None:
    # Many to a text to be quick about it; neighbours mostly take the same way.
    points = [chr(point) for point in range(sys.maxunicode + 1)]
    texts = (" ".join(f"a{c}B {c}" for c in points[at : at + 64]) for at in range(0, len(points), 64))
    assert [text for text in texts if tuple(read_tokens(text)) != read_plainly(text)] == []


@given(st.text(st.sampled_from("aB1 _-é’“ßœ中ก\u0301\u200b\u00adяЙ\x1c\x85\u2003ﬁ①ǅ") | st.characters(), max_size=40))
def test_the_quick_ways_read_any_text_as_the_definition_does(text: str) -> None:
    tokens = read_plainly(text)
    assert tuple(read_tokens(text)) == tokens
    assert read_words(text) == tuple(token.text for token in tokens)
    assert find_places(text) == [(token.start, token.end) for token in tokens]
    assert len(find_words(text)) >= len(tokens)
