"""A page to an article. trafilatura finds the text; the head of the page, the dating and the verdict are ours.

The page is parsed once and nothing is ever fetched. Pure; runs in a worker with a budget.
"""

from __future__ import annotations

import hashlib
import re
from itertools import islice
from typing import NamedTuple

from lxml.etree import ErrorTypes, LxmlError
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from pipeline.claims.urls import host_of
from pipeline.errors import PageError
from pipeline.pages.agency import find_agency
from pipeline.pages.byline import find_byline, read_credits
from pipeline.pages.claimed import find_claims
from pipeline.pages.clearing import clear_page
from pipeline.pages.dating import decide_dating
from pipeline.pages.language import decide_language
from pipeline.pages.likeness import compute_signature
from pipeline.pages.linked import Head, drop_unseen, is_article, read_head
from pipeline.pages.markup import Markup, check_structure, decode_page
from pipeline.pages.naming import find_images, find_keywords, find_site, find_title
from pipeline.pages.page import Page
from pipeline.pages.paragraphs import read_visible
from pipeline.pages.text import TEXT_CHARACTERS, read_plainly, read_text, tidy_line
from pipeline.pages.urls import decide_canonical
from pipeline.pages.verdict import Evidence, count_words, judge
from pipeline.types import Article, Verdict

__all__ = ["Page", "extract_article"]

_LEAD_CHARACTERS = 1_000
_SECTION_NAMES = ("article:section", "og:article:section", "parsely-section")
_SITE_CHARACTERS = 200
# Longer texts are judged by themselves; for shorter ones, all that the page shows is looked at too.
_SHORT_WORDS = 240
_VISIBLE_CHARACTERS = 200_000
_HEADINGS = 3
_HEADING_CHARACTERS = 200


class _Front(NamedTuple):
    """What stands over an article."""

    head: Head
    title: str
    byline: tuple[str, ...]


def extract_article(page: Page) -> Article:
    """Extract the article; PageError (subject `reason`) when the bytes are no page or cost too much to read."""
    markup = check_structure(decode_page(page.html, media_type=page.media_type, charset=page.charset))
    tree, stopped = _parse(markup.text)
    head = read_head(tree)
    site = find_site(head, page.source_name)
    title = tidy_line(find_title(head, tree, site=site, item_title=page.item_title, url=page.final_url))
    byline = tuple(map(tidy_line, find_byline(head, tree, site=site)))
    credits_ = (*byline, *read_credits(tree))
    claims = find_claims(head, tree, url=page.final_url, last_modified=page.last_modified, fetched_at=page.fetched_at)
    images = find_images(head, tree, url=page.final_url)
    drop_unseen(tree)
    front = _Front(head, title, byline)
    text, verdict, reason = _read(page, tree, front, markup=Markup(markup.text, markup.oversize or stopped))
    section = head.first(*_SECTION_NAMES) or _first_string(head.linked.get("articleSection"))
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
        section=tidy_line(section)[:_SITE_CHARACTERS] or None,
        keywords=tuple(map(tidy_line, find_keywords(head, page.item_categories))),
        agency=find_agency(head, text, credits_, site=site),
        site=tidy_line(site or "")[:_SITE_CHARACTERS] or None,
        signature=compute_signature(text),
    )


def _read(page: Page, tree: HtmlElement, front: _Front, *, markup: Markup) -> tuple[str, Verdict, str]:
    """The text of a page, what kind of page it is, and why."""
    head = front.head
    headings = [one.text_content()[:_HEADING_CHARACTERS] for one in islice(tree.iter("h1"), _HEADINGS)]
    leads = clear_page(tree, host=host_of(page.final_url), live=head.linked.get("@type") == "LiveBlogPosting")
    if markup.oversize:
        text = read_plainly(markup.text, title=front.title, byline=front.byline)
    else:
        text = read_text(tree, url=page.final_url, title=front.title, byline=front.byline)
    evidence = Evidence(
        titles=(head.title, head.first("og:title"), front.title, *headings),
        visible=_read_short(tree, text),
        linked=head.linked,
        summary=page.item_summary,
        article=is_article(head),
        leads=leads,
    )
    verdict, reason = judge(text, evidence)
    return text, verdict, _tell_limits(reason, text, markup.oversize)


def _parse(markup: str) -> tuple[HtmlElement, str | None]:
    """The tree of a page, and what the parser stopped at: all that stands behind it is missing in the tree."""
    parser = HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8", collect_ids=False)
    try:
        tree = document_fromstring(markup.encode(), parser=parser)
    except (LxmlError, ValueError):
        raise PageError("expected HTML, found markup that cannot be parsed", reason="not_html") from None
    limits = [error.message for error in parser.error_log if error.type == ErrorTypes.ERR_RESOURCE_LIMIT]
    if not limits:
        return tree, None
    return tree, "more than 256 levels of nesting" if "depth" in limits[0] else "more than 10 MB in one piece"


def _tell_limits(reason: str, text: str, oversize: str | None) -> str:
    plainly = f"; read plainly, for {oversize}" if oversize else ""
    return reason + plainly + ("; cut at a million characters" if len(text) >= TEXT_CHARACTERS - 1 else "")


def _read_short(tree: HtmlElement, text: str) -> str:
    """All that a page with little text shows."""
    return read_visible(tree, limit=_VISIBLE_CHARACTERS) if count_words(text) <= _SHORT_WORDS else ""


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
    return tidy_line(lead)[:_LEAD_CHARACTERS].rstrip()


def _first_string(value: object) -> str:
    if isinstance(value, list):
        value = next((item for item in value if isinstance(item, str)), "")
    return value if isinstance(value, str) else ""
