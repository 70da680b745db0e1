from __future__ import annotations

import pytest

from pipeline.pages.byline import find_byline
from pipeline.pages.linked import read_head
from pipeline.pages.naming import find_images, find_keywords, find_site, find_title
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


def test_a_site_is_known_by_its_domain_where_nothing_else_names_it() -> None:
    tree = parse(make_html(title="Ships and talks « Skarn Islander", heading=""))
    url = "https://www.skarn-islander.example/ships"

    assert find_title(read_head(tree), tree, site=None, item_title="", url=url) == "Ships and talks"


def test_a_title_that_is_only_the_sites_gives_way_to_the_feeds() -> None:
    tree = parse(make_html(head=SITE, title="Example Times", heading=""))

    assert find_title(read_head(tree), tree, site="Example Times", item_title="Ships and talks") == "Ships and talks"


def test_a_heading_that_leads_to_the_front_page_is_no_headline() -> None:
    logo = '<a href="/">The Islander</a>'
    html = make_html(title="The Islander", heading=logo, above='<h2 class="post-title">Ships and talks</h2>')

    assert title_of(html.replace("<title>The Islander</title>", "")) == "Ships and talks"


@pytest.mark.parametrize(
    "line",
    [
        '<p class="postmeta">Posted by Jane Doe on March 5, 2030 in <a href="/news">News</a> | 3 comments</p>',
        '<div class="entry-info">By <span class="fn">Jane Doe</span> &middot; 20 February 2030</div>',
        '<div class="byline">Jane Doe <a href="mailto:jane@paper.example">jane@paper.example</a></div>',
        '<span class="autor">Por Jane Doe</span>',
    ],
)
def test_a_byline_is_found_in_a_line_of_facts(line: str) -> None:
    assert byline_of(make_html(above=line)) == ("Jane Doe",)


def test_a_hyphen_does_not_end_a_name() -> None:
    assert byline_of(make_html(above='<p class="lineinfo">24.11.26 | Von Eva Kern-Roth</p>')) == ("Eva Kern-Roth",)


@pytest.mark.parametrize(
    "picture",
    [
        '<img src="data:image/gif;base64,R0lGOD" data-src="/a.jpg">',
        '<img src="/blank.gif" data-srcset="/s.jpg 400w, /a.jpg 1600w">',
        '<img data-lazy-src="/a.jpg">',
        '<img src="/a.jpg" srcset="/s.jpg 400w">',
    ],
)
def test_a_picture_that_waits_for_a_script_is_found(picture: str) -> None:
    tree = parse(make_html(above=f"<figure>{picture}<figcaption>A hall</figcaption></figure>"))
    (image,) = find_images(read_head(tree), tree, url="https://www.example.com/x")

    assert (image.url, image.caption) == ("https://www.example.com/a.jpg", "A hall")


@pytest.mark.parametrize("name", ["keywords", "news_keywords", "article:tag"])
def test_keywords_are_those_of_the_page_then_the_categories_of_the_feed(name: str) -> None:
    head = read_head(parse(make_html(head=f'<meta name="{name}" content="ice, ferries">')))
    assert find_keywords(head, ("ferries", "Harbour news")) == ("ice", "ferries", "Harbour news")
