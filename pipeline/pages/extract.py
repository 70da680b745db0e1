"""A page to an article. trafilatura finds the text; the head of the page, the dating and the verdict are ours.

The page is parsed once and nothing is ever fetched. Pure; runs in a worker with a budget.
"""

from __future__ import annotations

import hashlib
import re

from lxml.etree import LxmlError
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from pipeline.errors import PageError
from pipeline.pages.byline import find_byline
from pipeline.pages.claimed import find_claims
from pipeline.pages.dating import decide_dating
from pipeline.pages.language import decide_language
from pipeline.pages.likeness import compute_signature
from pipeline.pages.linked import Head, drop_unseen, read_head
from pipeline.pages.markup import check_structure, decode_page
from pipeline.pages.naming import find_images, find_keywords, find_site, find_title
from pipeline.pages.page import Page
from pipeline.pages.paragraphs import read_visible
from pipeline.pages.text import read_text, tidy_line
from pipeline.pages.urls import decide_canonical
from pipeline.pages.verdict import count_words, judge
from pipeline.types import Article

__all__ = ["Page", "extract_article"]

_LEAD_CHARACTERS = 1_000
_SECTION_NAMES = ("article:section", "og:article:section", "parsely-section")
_SITE_CHARACTERS = 200
_AGENCIES = (
    "AP|AFP|Reuters|REUTERS|dpa|EFE|ANSA|Xinhua|UPI|PTI|Kyodo|TASS|ТАСС|РИА Новости|Interfax|Интерфакс|APA|ANP|NTB|TT"
)
_AGENCY = re.compile(rf"/({_AGENCIES})/|\(({_AGENCIES})\)")
_HEAD_OF_TEXT = 300
# Longer texts are judged by themselves; for shorter ones, all that the page shows is looked at too.
_SHORT_WORDS = 240
_VISIBLE_CHARACTERS = 200_000


def extract_article(page: Page) -> Article:
    """Extract the article; PageError (subject `reason`) when the bytes are no page or cost too much to read."""
    markup = check_structure(decode_page(page.html, media_type=page.media_type, charset=page.charset))
    tree = _parse(markup.text)
    head = read_head(tree)
    site = find_site(head, page.source_name)
    title = tidy_line(find_title(head, tree, site=site, item_title=page.item_title))
    byline = tuple(map(tidy_line, find_byline(head, tree, site=site)))
    claims = find_claims(head, tree, url=page.final_url, last_modified=page.last_modified, fetched_at=page.fetched_at)
    images = find_images(head, tree, url=page.final_url)
    drop_unseen(tree)
    text = read_text(tree, url=page.final_url, plain=markup.oversize is not None, title=title, byline=byline)
    verdict, reason = judge(
        text, title=title, visible=_read_short(tree, text), linked=head.linked, summary=page.item_summary
    )
    section = head.first(*_SECTION_NAMES) or _first_string(head.linked.get("articleSection"))
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
        verdict_reason=f"{reason}; read plainly, for {markup.oversize}" if markup.oversize else reason,
        text_hash=hashlib.sha256(" ".join(text.split()).encode()).hexdigest(),
        section=tidy_line(section)[:_SITE_CHARACTERS] or None,
        keywords=tuple(map(tidy_line, find_keywords(head, page.item_categories))),
        agency=next(filter(None, agency.groups()), None) if agency else None,
        site=tidy_line(site or "")[:_SITE_CHARACTERS] or None,
        signature=compute_signature(text),
    )


def _parse(markup: str) -> HtmlElement:
    parser = HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8", collect_ids=False)
    try:
        tree = document_fromstring(markup.encode(), parser=parser)
    except (LxmlError, ValueError):
        raise PageError("expected HTML, found markup that cannot be parsed", reason="not_html") from None
    return tree


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
