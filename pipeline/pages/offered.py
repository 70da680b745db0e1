"""The article that the feed itself gives, for a page that cannot be had or does not show it.

It is written as a page of its own and read like any other, so that text, dates, language and verdict come about in
one way only. It never stands in for a page with more text; and where it does, the verdict's reason says so.
"""

from __future__ import annotations

from dataclasses import replace
from html import escape

import msgspec

from pipeline.errors import PageError
from pipeline.pages.extract import extract_article
from pipeline.pages.page import Page
from pipeline.pages.verdict import count_words
from pipeline.types import Article, FeedItem

MEDIA_TYPE = "text/html"
CHARSET = "utf-8"
_TOLD = "the text is the feed's"
_FULLER = 1.2  # so many times the words of the page


def write_page(item: FeedItem) -> bytes:
    """Write an item as a page; empty when the feed does not give the whole article."""
    if not item.content:
        return b""
    names = "".join(f'<meta name="author" content="{escape(name)}">' for name in item.authors)
    picture = next((media.url for media in item.media if media.type.startswith("image")), "")
    image = f'<meta property="og:image" content="{escape(picture)}">' if picture else ""
    words = f'<meta name="keywords" content="{escape(", ".join(item.categories))}">' if item.categories else ""
    paragraphs = "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in item.content.split("\n\n"))
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(item.language or "")}"><head><meta charset="{CHARSET}">'
        f"<title>{escape(item.title)}</title>{names}{image}{words}</head>\n"
        f"<body><article><h1>{escape(item.title)}</h1>\n{paragraphs}</article></body></html>\n"
    ).encode(CHARSET, "replace")


def read_article(page: Page) -> Article:
    """Extract a page, or what its feed gives where that is more; PageError when there is neither."""
    if page.refusal:
        return _tell(extract_article(page), f"as the page could not be had ({page.refusal})")
    try:
        article = extract_article(page)
    except PageError as error:
        if not page.offered:
            raise
        return _tell(_read_offered(page), f"as the page could not be read ({error.message})")
    if article.verdict == "full" or not page.offered:
        return article
    return _choose_fuller(article, page)


def _choose_fuller(article: Article, page: Page) -> Article:
    offered = _read_offered(page)
    if count_words(offered.text) <= _FULLER * count_words(article.text):
        return article
    told = _tell(offered, f"as the page was no more than this: {article.verdict}, {article.verdict_reason}")
    if article.verdict not in {"teaser", "paywall"}:
        return told
    # The page is the article's own, only not the whole of it: what its head says still counts.
    return msgspec.structs.replace(
        told,
        canonical_url=article.canonical_url,
        title=article.title or told.title,
        lead=article.lead or told.lead,
        byline=article.byline or told.byline,
        images=article.images or told.images,
        dating=article.dating,
        section=article.section,
        keywords=article.keywords or told.keywords,
        site=article.site,
    )


def _read_offered(page: Page) -> Article:
    own = replace(page, html=page.offered, final_url=page.url, media_type=MEDIA_TYPE, charset=CHARSET, item_summary="")
    return extract_article(own)


def is_offered(article: Article) -> bool:
    """Tell whether the text of an article is the feed's and not the page's."""
    return _TOLD in article.verdict_reason


def _tell(article: Article, why: str) -> Article:
    return msgspec.structs.replace(article, verdict_reason=f"{article.verdict_reason}; {_TOLD}, {why}")
