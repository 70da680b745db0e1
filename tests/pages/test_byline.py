from __future__ import annotations

import pytest

from pipeline.pages.extract import extract_article
from tests.pages.making import make_html, make_linked, make_page


def byline_of(head: str, *, above: str = "") -> tuple[str, ...]:
    return extract_article(make_page(make_html(head=head, above=above))).byline


def test_people_are_named_once_each_in_their_order() -> None:
    author = [{"name": "Ada Fenn"}, {"name": "Bo Lind"}, "Ada Fenn"]

    assert byline_of(make_linked(author=author)) == ("Ada Fenn", "Bo Lind")


def test_an_author_who_is_only_pointed_to_is_looked_up() -> None:
    nodes = [
        {"@type": "NewsArticle", "headline": "Council meets again", "author": [{"@id": "#ada"}]},
        {"@type": "Person", "@id": "#ada", "name": "Ada Fenn"},
    ]

    assert byline_of(make_linked(**{"@type": "WebSite", "@graph": nodes})) == ("Ada Fenn",)


def test_a_pointer_to_nothing_names_nobody() -> None:
    assert byline_of(make_linked(author={"@id": "#nobody"})) == ()


@pytest.mark.parametrize(
    "written",
    ["Ada Fenn, Staff Reporter", "By Ada Fenn", "Ada Fenn | Online Desk", "Ada Fenn; newsroom", "written by Ada Fenn"],
)
def test_roles_and_desks_are_not_people(written: str) -> None:
    assert byline_of(f'<meta name="author" content="{written}">') == ("Ada Fenn",)


def test_the_address_of_an_account_does_not_hide_the_name_beside_it() -> None:
    head = '<meta property="article:author" content="https://www.facebook.com/courier">'

    assert byline_of(head + '<meta name="author" content="Ada Fenn">') == ("Ada Fenn",)


def test_a_marked_line_names_the_author_where_the_head_does_not() -> None:
    assert byline_of("", above='<p class="article__byline">By <a href="/ada">Ada Fenn</a></p>') == ("Ada Fenn",)
