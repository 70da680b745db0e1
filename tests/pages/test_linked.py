from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from pipeline.pages.linked import drop_unseen, read_head, read_names
from tests.pages.making import make_html, make_linked, parse


def test_names_of_meta_elements_fold_case_and_keep_all_contents() -> None:
    head = read_head(parse(make_html(head='<meta NAME="Author" content="A  B"><meta property="author" content="C">')))

    assert head.meta["author"] == ("A B", "C")
    assert head.first("nothing", "author") == "A B"


@pytest.mark.parametrize("text", ["{broken", "[" * 5_000, '"a string"', "1e999", "9" * 5_000, "", "null"])
def test_linked_data_that_is_wrong_is_no_data(text: str) -> None:
    tree = parse(make_html(head=f'<script type="application/ld+json">{text}</script>'))

    assert read_head(tree).linked == {}


def test_an_article_is_preferred_to_a_video_of_the_same_page() -> None:
    blocks = make_linked(**{"@type": "VideoObject", "name": "v"}) + make_linked(headline="a")

    assert read_head(parse(make_html(head=blocks))).linked["@type"] == "NewsArticle"


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("A", ["A"]),
        ({"name": "A"}, ["A"]),
        ([{"name": "A"}, "B", {"name": ["C"]}], ["A", "B", "C"]),
        ({"title": "A"}, []),
        (7, []),
        (None, []),
    ],
)
def test_names_are_read_from_whatever_shape_they_have(value: object, names: list[str]) -> None:
    assert read_names(value) == names


def test_what_is_dropped_is_what_no_reader_sees() -> None:
    linked: Mapping[str, object] = {"@type": "NewsArticle"}
    scripts = (
        f'<script>x()</script>tail<style>p{{}}</style><script type="application/ld+json">{json.dumps(linked)}</script>'
    )
    tree = parse(make_html(above=scripts))

    drop_unseen(tree)

    assert not list(tree.iter("style", "meta"))
    assert [script.get("type") for script in tree.iter("script")] == ["application/ld+json"]
    assert "tail" in tree.text_content()
