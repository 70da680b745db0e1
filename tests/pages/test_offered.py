from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.errors import PageError
from pipeline.pages.extract import extract_article
from pipeline.pages.offered import read_article, write_page
from pipeline.pages.page import Page
from pipeline.types import FeedItem, Media
from tests.pages.making import PARAGRAPHS, make_html, make_page

LONG = (*PARAGRAPHS, *(paragraph.replace("Council", "Committee") for paragraph in PARAGRAPHS))


def make_item(paragraphs: tuple[str, ...] = PARAGRAPHS) -> FeedItem:
    return FeedItem(
        guid="1",
        url="https://www.example.com/world/council-meets",
        title='Council <meets> & "agrees"',
        content="\n\n".join(paragraphs),
        authors=("Jo Doe",),
        categories=("World", "Sea"),
        language="en",
        media=(Media(url="https://www.example.com/p.jpg", type="image/jpeg"),),
    )


def offer(page: Page, paragraphs: tuple[str, ...] = LONG) -> Page:
    return replace(page, offered=write_page(make_item(paragraphs)))


def test_an_item_written_as_a_page_reads_as_the_item() -> None:
    article = read_article(make_page(write_page(make_item()), charset="utf-8"))

    assert article.text == "\n\n".join(PARAGRAPHS)
    assert (article.title, article.byline, article.keywords) == (
        'Council <meets> & "agrees"',
        ("Jo Doe",),
        ("World", "Sea"),
    )
    assert [image.url for image in article.images] == ["https://www.example.com/p.jpg"]
    assert (article.verdict, article.language) == ("full", "en")


def test_an_item_without_its_article_is_no_page() -> None:
    assert write_page(make_item(())) == b""


def test_a_whole_page_is_preferred_to_whatever_the_feed_gives() -> None:
    page = make_page(make_html())

    assert read_article(offer(page)) == extract_article(page)


@pytest.mark.parametrize(
    "html",
    [
        make_html(paragraphs=PARAGRAPHS[:2], below="<p>Subscribe to read the whole story.</p>"),
        "<html><body><p>Please sign in to read. Already a subscriber?</p></body></html>",
        "<html><head><title>404 not found</title></head><body><p>Page not found</p></body></html>",
        "<html><body><p>We use cookies. Accept all cookies or manage your consent.</p></body></html>",
    ],
    ids=["teaser", "paywall", "error", "consent"],
)
def test_what_the_feed_gives_is_read_where_the_page_shows_less(html: str) -> None:
    article = read_article(offer(make_page(html)))

    assert article.text == "\n\n".join(LONG)
    assert article.verdict == "full"
    assert "the text is the feed's, as the page was no more than this" in article.verdict_reason


def test_a_teaser_keeps_what_its_head_says() -> None:
    head = '<link rel="canonical" href="https://www.example.com/own"><meta property="article:section" content="World">'
    page = make_page(make_html(head=head, paragraphs=PARAGRAPHS[:1], below="<p>Subscribe to continue reading.</p>"))

    article = read_article(offer(page))

    assert (article.canonical_url, article.section, article.title) == (
        "https://www.example.com/own",
        "World",
        "Council meets again",
    )
    assert article.dating == extract_article(page).dating


def test_a_teaser_with_as_much_text_is_kept() -> None:
    page = make_page(make_html(paragraphs=PARAGRAPHS, below="<p>Subscribe to continue reading.</p>"))

    assert read_article(offer(page, PARAGRAPHS[:3])) == extract_article(page)


def test_a_page_that_cannot_be_read_is_stood_in_for_or_refused() -> None:
    page = make_page(b"\x00\x01\x02" * 500, media_type="application/pdf")

    with pytest.raises(PageError):
        read_article(page)
    assert "as the page could not be read" in read_article(offer(page)).verdict_reason
