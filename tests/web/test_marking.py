"""Cutting a text into marked pieces loses nothing and invents nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.web.marking import Mark, cut, cut_paragraphs

TEXT = st.text(alphabet="ab \nд平\U0001f600", max_size=60)
MARKS = st.lists(
    st.builds(
        lambda start, size, kind: Mark(start=start, end=start + size, kind=kind),
        st.integers(0, 70),
        st.integers(0, 20),
        st.sampled_from(["quote", "date", "hit"]),
    ),
    max_size=8,
)


@given(TEXT, MARKS)
def test_the_pieces_joined_are_the_text(text: str, marks: list[Mark]) -> None:
    assert "".join(piece.text for piece in cut(text, marks)) == text


@given(TEXT, MARKS)
def test_a_character_has_the_kinds_of_the_marks_over_it(text: str, marks: list[Mark]) -> None:
    place = 0
    for piece in cut(text, marks):
        for offset in range(place, place + len(piece.text)):
            over = {mark.kind for mark in marks if mark.start <= offset < mark.end}
            assert set(piece.kinds.split()) == over
        place += len(piece.text)


@given(TEXT)
def test_paragraphs_are_the_lines_that_are_not_empty(text: str) -> None:
    lines = [line for line in text.split("\n") if line]
    assert ["".join(piece.text for piece in paragraph) for paragraph in cut_paragraphs(text, ())] == lines
