from __future__ import annotations

import pytest

from pipeline.pages.byline import find_byline
from pipeline.pages.linked import read_head
from pipeline.pages.naming import find_keywords, find_site, find_title
from tests.pages.making import make_html, make_linked, parse

SITE = '<meta property="og:site_name" content="Example Times">'


def title_of(html: str) -> str:
    tree = parse(html)
    head = read_head(tree)
    return find_title(head, tree, site=find_site(head, ""), item_title="From the feed")


def byline_of(html: str) -> tuple[str, ...]:
    tree = parse(html)
    head = read_head(tree)
    return find_byline(head, tree, site=find_site(head, ""))


@pytest.mark.parametrize(
    "written",
    [
        "Ships and talks - Example Times",
        "Example Times | Ships and talks",
        "Ships and talks | Example Times | 24.11.2026",
        "Ships and talks » example times",
        "Ships and talks",
    ],
)
def test_a_title_is_without_the_name_of_its_site(written: str) -> None:
    assert title_of(make_html(head=SITE, title=written, heading="")) == "Ships and talks"


def test_what_only_looks_like_a_suffix_stays() -> None:
    html = make_html(head=SITE, title="Ships - talks in Geneva go on", heading="")

    assert title_of(html) == "Ships - talks in Geneva go on"


def test_linked_data_that_nothing_confirms_is_not_the_title() -> None:
    linked = make_linked(headline="Buy our subscription today")

    assert title_of(make_html(head=linked, title="Council meets again")) == "Council meets again"


def test_entities_in_linked_data_are_read() -> None:
    linked = make_linked(headline="Council &#8216;meets&#8217; again &amp;amp; again")

    assert title_of(make_html(head=linked)) == "Council ‘meets’ again & again"


def test_the_feed_names_an_article_whose_page_does_not() -> None:
    assert title_of(make_html(title="", heading="")) == "From the feed"


@pytest.mark.parametrize(
    ("written", "people"),
    [
        ("By Jane Doe and John Roe", ("Jane Doe", "John Roe")),
        ("Jane Doe, John Roe", ("Jane Doe", "John Roe")),
        ("von Jürgen Müller und Eva Klein", ("Jürgen Müller", "Eva Klein")),
        ("Par Marie Petit et Jean Grand", ("Marie Petit", "Jean Grand")),
        ("Автор: Иван Петров", ("Иван Петров",)),
        ("Jane Doe (jane@example.com)", ("Jane Doe",)),
        ("JANE DOE", ("JANE DOE",)),
        ("松岡大地", ("松岡大地",)),
    ],
)
def test_a_byline_is_split_into_people(written: str, people: tuple[str, ...]) -> None:
    assert byline_of(make_html(head=f'<meta name="author" content="{written}">')) == people


@pytest.mark.parametrize("written", ["https://www.facebook.com/example", "jane@example.com", "jane-doe", ""])
def test_an_address_is_nobody(written: str) -> None:
    assert byline_of(make_html(head=f'<meta name="author" content="{written}">')) == ()


def test_a_person_beside_the_sites_name_is_preferred() -> None:
    linked = make_linked(author={"@type": "Organization", "name": "Example Times"})
    html = make_html(head=SITE + linked, above='<div class="byline">By Jane Doe</div>')

    assert byline_of(html) == ("Jane Doe",)


def test_where_nobody_is_named_the_declared_desk_stands() -> None:
    linked = make_linked(author={"@type": "Organization", "name": "dpa"})

    assert byline_of(make_html(head=SITE + linked)) == ("dpa",)


def test_links_to_share_are_no_byline() -> None:
    assert byline_of(make_html(above='<div class="author-links">Twitter Facebook</div>')) == ()


@pytest.mark.parametrize(
    "shared",
    [
        "Ships and talks in Geneva | National",
        "Ships and talks in Geneva - National | Globe.example",
        "Security: Ships and talks in Geneva",
        "Ships and talks in Geneva | DW | 28.04.2023",
    ],
)
def test_a_heading_proves_what_of_a_title_is_the_headline(shared: str) -> None:
    html = make_html(head=f'<meta property="og:title" content="{shared}">', heading="Ships and talks in Geneva")

    assert title_of(html) == "Ships and talks in Geneva"


def test_what_is_shared_is_the_title_where_the_heading_says_something_else() -> None:
    shared = '<meta property="og:title" content="Ships and talks in Geneva">'

    assert title_of(make_html(head=shared, heading="Six hours for a date")) == "Ships and talks in Geneva"


def test_a_section_that_begins_with_the_name_of_the_site_is_no_part_of_a_title() -> None:
    html = make_html(
        head='<meta property="og:site_name" content="CBC">', title="Ships and talks | CBC News", heading=""
    )

    assert title_of(html) == "Ships and talks"


@pytest.mark.parametrize("name", ["keywords", "news_keywords", "article:tag"])
def test_keywords_are_those_of_the_page_then_the_categories_of_the_feed(name: str) -> None:
    head = read_head(parse(make_html(head=f'<meta name="{name}" content="ice, ferries">')))
    assert find_keywords(head, ("ferries", "Harbour news")) == ("ice", "ferries", "Harbour news")
