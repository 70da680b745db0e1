"""Titles without sites, bylines of people, pictures and keywords."""

from __future__ import annotations

import json

import pytest

from tests.pages.writing import STORY, extract, to_paragraphs, write_html

HEADLINE = "Harbour opens after six years"


def linked(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(
            f'<meta property="og:title" content="{HEADLINE} | The Courier"><meta property="og:site_name" content="The Courier">',
            id="suffix",
        ),
        pytest.param(
            f'<meta property="og:title" content="The Courier: {HEADLINE}"><meta property="og:site_name" content="The Courier">',
            id="prefix-known-from-the-heading",
        ),
        pytest.param(
            f'<meta property="og:title" content="{HEADLINE} - National | Globe.example">', id="section-and-site"
        ),
        pytest.param(f'<meta property="og:title" content="{HEADLINE} | DW | 28.04.2023">', id="date"),
        pytest.param(linked(headline=HEADLINE, publisher={"name": "The Courier"}), id="linked-data"),
        pytest.param(linked(headline="Something quite unrelated here"), id="linked-data-about-something-else"),
        pytest.param(linked(headline="Harbour opens&nbsp;after six years"), id="entities-in-linked-data"),
    ],
)
def test_a_title_is_the_headline_alone(head: str) -> None:
    assert extract(write_html(head=head)).title == HEADLINE


def test_without_headings_the_title_element_loses_the_name_of_the_site() -> None:
    html = (
        '<html><head><title>Ferry leaves before noon - CBC News</title><meta property="og:site_name" content="CBC"></head>'
        f"<body><article>{to_paragraphs(STORY)}</article></body></html>"
    )
    assert extract(html).title == "Ferry leaves before noon"


def test_a_separator_that_belongs_to_the_headline_stays() -> None:
    headline = "Port Arden – a town between ice and grain"
    assert extract(write_html(title=headline)).title == headline


def test_a_page_without_any_title_has_the_title_of_the_feed() -> None:
    html = f"<html><body><article>{to_paragraphs(STORY)}</article></body></html>"
    assert extract(html, item_title="From the feed").title == "From the feed"


def test_a_title_has_no_soft_hyphens_and_at_most_a_thousand_characters() -> None:
    assert extract(write_html(title="Har\u00adbour opens\u200b after six years")).title == HEADLINE
    assert len(extract(write_html(title="long " * 5_000)).title) <= 1_000


@pytest.mark.parametrize(
    ("head", "people"),
    [
        pytest.param(linked(author={"@type": "Person", "name": "Ada Fenn"}), ("Ada Fenn",), id="linked"),
        pytest.param(
            linked(author=[{"name": "Ada Fenn"}, {"name": "Bo Lind"}, {"name": "Ada Fenn"}]),
            ("Ada Fenn", "Bo Lind"),
            id="several-once-each",
        ),
        pytest.param('<meta name="author" content="By Ada Fenn and Bo Lind">', ("Ada Fenn", "Bo Lind"), id="and"),
        pytest.param('<meta name="author" content="Von Ada Fenn und Bo Lind">', ("Ada Fenn", "Bo Lind"), id="und"),
        pytest.param('<meta name="author" content="Ada Fenn, Staff Reporter">', ("Ada Fenn",), id="role"),
        pytest.param('<meta name="author" content="松岡大地">', ("松岡大地",), id="without-spaces"),
        pytest.param(
            '<meta property="article:author" content="https://www.facebook.com/courier">'
            '<meta name="author" content="Ada Fenn">',
            ("Ada Fenn",),
            id="address",
        ),
        pytest.param(
            linked(author={"name": "The Courier"}, publisher={"name": "The Courier"})
            + '<meta name="author" content="Ada Fenn">',
            ("Ada Fenn",),
            id="person-rather-than-site",
        ),
        pytest.param(
            linked(author={"@type": "Organization", "name": "dpa"}), ("dpa",), id="agency-when-nobody-is-named"
        ),
        pytest.param('<meta name="author" content="ada@courier.example">', (), id="e-mail"),
        pytest.param("", (), id="nobody"),
    ],
)
def test_a_byline_is_who_wrote_it(head: str, people: tuple[str, ...]) -> None:
    assert extract(write_html(head=head)).byline == people


def test_an_author_who_is_only_pointed_to_is_looked_up() -> None:
    graph = [
        {"@type": "NewsArticle", "headline": HEADLINE, "author": {"@id": "#ada"}},
        {"@type": "Person", "@id": "#ada", "name": "Ada Fenn"},
    ]
    head = f'<script type="application/ld+json">{json.dumps({"@graph": graph})}</script>'
    assert extract(write_html(head=head)).byline == ("Ada Fenn",)


def test_a_marked_line_names_the_author_where_the_head_does_not() -> None:
    body = f'<div class="byline">By <a href="/ada">Ada Fenn</a></div>{to_paragraphs(STORY)}'
    assert extract(write_html(body)).byline == ("Ada Fenn",)


def test_pictures_are_absolute_and_have_their_captions() -> None:
    figure = '<figure><img src="/ferry.jpg"><figcaption>The first  ferry</figcaption></figure>'
    head = '<meta property="og:image" content="https://cdn.example/a.jpg">'
    images = extract(write_html(figure + to_paragraphs(STORY), head=head)).images
    assert [(image.url, image.caption) for image in images] == [
        ("https://cdn.example/a.jpg", None),
        ("https://www.courier.example/ferry.jpg", "The first ferry"),
    ]


def test_keywords_and_section_are_those_of_the_source() -> None:
    head = linked(keywords="harbour, ferry,harbour", articleSection=["Economy", "North"])
    article = extract(write_html(head=head))
    assert (article.keywords, article.section) == (("harbour", "ferry"), "Economy")
