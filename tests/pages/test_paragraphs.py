from __future__ import annotations

from pipeline.pages.paragraphs import read_paragraphs
from tests.pages.making import PARAGRAPHS, make_html


def test_the_blocks_of_a_page_are_read_without_its_menus() -> None:
    assert read_paragraphs(make_html()) == PARAGRAPHS


def test_scripts_comments_and_linked_blocks_are_not_text() -> None:
    noise = (
        f"<script>var a = '<p>{PARAGRAPHS[0]}</p>';</script><!-- <p>{PARAGRAPHS[0]}</p> -->"
        f"<p><a href='/x'>{PARAGRAPHS[0]}</a></p>"
    )

    assert read_paragraphs(make_html(above=noise)) == PARAGRAPHS


def test_a_menu_that_is_never_closed_does_not_swallow_the_article() -> None:
    assert set(PARAGRAPHS) <= set(read_paragraphs("<nav><ul><li>Home" + make_html()))


def test_entities_are_characters_and_inline_marks_do_not_part_words() -> None:
    line = "Fish &amp; chips are se<b>rv</b>ed at the harbour of Velmora until late at night."

    assert read_paragraphs(f"<p>{line}</p>") == (
        "Fish & chips are served at the harbour of Velmora until late at night.",
    )
