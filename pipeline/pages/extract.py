"""A page to an article. trafilatura finds the text; the head of the page, the dating and the verdict are ours.

The page is parsed once and nothing is ever fetched. Pure; runs in a worker with a budget.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

from lxml.html import HtmlElement

from pipeline.errors import PageError
from pipeline.pages.dating import decide_dating, find_claims
from pipeline.pages.language import decide_language
from pipeline.pages.likeness import compute_signature
from pipeline.pages.linked import Head, read_head
from pipeline.pages.markup import check_structure, decode_page
from pipeline.pages.naming import find_byline, find_images, find_keywords, find_site, find_title
from pipeline.pages.page import Page
from pipeline.pages.urls import decide_canonical
from pipeline.pages.verdict import judge
from pipeline.query.words import read_words
from pipeline.types import Article

__all__ = ["Page", "extract_article"]

_TEXT_CHARACTERS = 1_000_000
_LEAD_CHARACTERS = 1_000
_AGENCY = re.compile(r"/([A-ZА-Я][A-Za-zА-Яа-я. ]{1,30})/|\((AP|AFP|Reuters|dpa|EFE|ANSA|Xinhua|UPI|PTI|Kyodo|TASS)\)")
_HEAD_OF_TEXT = 300


def extract_article(page: Page) -> Article:
    """Extract the article; PageError (subject `reason`) when the bytes are no page or cost too much to read."""
    markup = check_structure(decode_page(page.html, media_type=page.media_type, charset=page.charset))
    tree = _parse(markup)
    head = read_head(tree)
    site = find_site(head, page.source_name)
    title = find_title(head, tree, site=site, item_title=page.item_title)
    byline = find_byline(head, tree, site=site)
    claims = find_claims(head, tree, url=page.final_url, last_modified=page.last_modified, fetched_at=page.fetched_at)
    images = find_images(head, tree, url=page.final_url)
    visible = _read_visible(tree)
    text = _read_text(tree, page.final_url, title=title, byline=byline)
    verdict, reason = judge(text, title=title, visible=visible, linked=head.linked, summary=page.item_summary)
    section = head.first("article:section") or _first_string(head.linked.get("articleSection"))
    agency = _AGENCY.search(text[:_HEAD_OF_TEXT])
    return Article(
        url=page.url,
        canonical_url=decide_canonical(page.final_url, _declared(head)),
        title=title,
        lead=_find_lead(head, page, text),
        text=text,
        byline=byline,
        images=images,
        language=decide_language(text or title, declared=_declared_language(tree, head, page)),
        dating=decide_dating(
            (*page.item_claims, *claims), first_seen_at=page.first_seen_at, fetched_at=page.fetched_at
        ),
        verdict=verdict,
        verdict_reason=reason,
        text_hash=hashlib.sha256(" ".join(text.split()).encode()).hexdigest(),
        section=section or None,
        keywords=find_keywords(head),
        agency=next(filter(None, agency.groups()), None) if agency else None,
        site=site,
        signature=compute_signature(text),
    )


def _parse(markup: str) -> HtmlElement:
    from trafilatura import load_html

    tree = load_html(markup)
    if tree is None:
        raise PageError("expected HTML, found markup that cannot be parsed", reason="not_html")
    return tree


def _read_visible(tree: HtmlElement) -> str:
    """All that a reader might see, for the verdict alone."""
    hidden = {"script", "style", "noscript", "template", "head"}
    parts = []
    for element in tree.iter():
        if isinstance(element.tag, str) and element.tag not in hidden and element.text:
            parts.append(element.text)
        if element.tail and element.getparent() is not None and element.getparent().tag not in hidden:
            parts.append(element.tail)
    return " ".join(" ".join(parts).split())[:200_000]


def _read_text(tree: HtmlElement, url: str, *, title: str, byline: tuple[str, ...]) -> str:
    """The article's paragraphs, without the headline and byline that stand over them."""
    from trafilatura import bare_extraction

    found = bare_extraction(tree, url=url, fast=True, favor_recall=True, include_comments=False, with_metadata=False)
    raw = (found.text if found is not None else "") or ""
    lines = [" ".join(line.split()) for line in unicodedata.normalize("NFC", raw[: 2 * _TEXT_CHARACTERS]).split("\n")]
    paragraphs = [line for line in lines if line]
    headline, authors = read_words(title), set(read_words(" ".join(byline)))
    while paragraphs and _is_heading(paragraphs[0], headline, authors):
        del paragraphs[0]
    return "\n\n".join(paragraphs)[:_TEXT_CHARACTERS]


def _is_heading(paragraph: str, headline: tuple[str, ...], authors: set[str]) -> bool:
    words = read_words(paragraph)
    return words == headline or (
        bool(words) and len(words) <= 12 and set(words) - {"by", "von", "par", "por"} <= authors
    )


def _declared(head: Head) -> list[str]:
    links = [head.links.get("canonical", ""), head.first("og:url")]
    return [link for link in links if link]


def _declared_language(tree: HtmlElement, head: Head, page: Page) -> str | None:
    language = tree.get("lang") or head.first("og:locale", "language", "dc.language") or page.item_language or ""
    found = re.match(r"[A-Za-z]{2,3}(?![A-Za-z])", language)
    return found[0].lower() if found else None


def _find_lead(head: Head, page: Page, text: str) -> str:
    first = text.partition("\n\n")[0]
    lead = head.first("og:description", "description", "twitter:description") or page.item_summary or first
    return unicodedata.normalize("NFC", " ".join(lead.split()))[:_LEAD_CHARACTERS]


def _first_string(value: object) -> str:
    if isinstance(value, list):
        value = next((item for item in value if isinstance(item, str)), "")
    return value if isinstance(value, str) else ""
