"""Pages written for the tests, in the shapes that real sites have."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from lxml.html import HtmlElement, HTMLParser, document_fromstring

from pipeline.pages.page import Page
from pipeline.types import Claim

SEEN = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
FETCHED = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)
URL = "https://www.example.com/world/council-meets"

PARAGRAPHS = (
    "GENEVA, November 24 (Reuters) - The Russia-NATO Council will meet again next week, a diplomat said on Monday.",
    "“We have agreed on the agenda and on the date,” Deputy Foreign Minister Anna Berg told reporters after the talks.",
    "Ministers from both sides discussed the security of merchant ships, a hot line and the exchange of observers.",
    "The meeting, the first since spring, lasted for more than six hours and ended without a joint statement.",
    "Observers in the city called the result modest, but better than what most of them had expected a week ago.",
    "Further talks on the level of experts are planned for January, according to two people who were in the room.",
)


def make_html(
    *,
    head: str = "",
    title: str = "Council meets again | Example Times",
    heading: str = "Council meets again",
    above: str = "",
    paragraphs: tuple[str, ...] = PARAGRAPHS,
    below: str = "",
    language: str = "en",
) -> str:
    """A page with a menu, an article and a footer."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>'
        '<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>'
        f"<main><article><h1>{heading}</h1>{above}<div class='story'>{body}</div></article>{below}</main>"
        "<footer><p>All rights are ours, and so is this footer.</p></footer></body></html>"
    )


def make_linked(**fields: object) -> str:
    """A JSON-LD block of a news article."""
    node = {"@context": "https://schema.org", "@type": "NewsArticle", **fields}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def make_page(
    html: str | bytes,
    *,
    url: str = URL,
    final_url: str | None = None,
    charset: str | None = None,
    media_type: str = "text/html",
    last_modified: str | None = None,
    claims: tuple[Claim, ...] = (),
    summary: str = "",
    source: str = "",
) -> Page:
    """A fetched page."""
    return Page(
        html=html.encode() if isinstance(html, str) else html,
        url=url,
        final_url=final_url or url,
        media_type=media_type,
        charset=charset,
        first_seen_at=SEEN,
        fetched_at=FETCHED,
        last_modified=last_modified,
        item_claims=claims,
        item_summary=summary,
        source_name=source,
    )


def parse(html: str) -> HtmlElement:
    """The tree of some markup."""
    tree: HtmlElement = document_fromstring(html.encode(), parser=HTMLParser(encoding="utf-8"))
    return tree
