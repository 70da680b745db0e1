"""Reads a labelled page: what a careful reader says of it in TOML, a line of dashes, and the page as it would come.

    url = "https://..."
    encoding = "windows-1251"        (left out where it is UTF-8)
    [feed]                           (left out where no feed announced it: title, summary, published, source)
    [expected]                       (what is left out is not asked for)
    title = "..."
    authors = ["..."]
    published = "2030-03-12T15:58:41Z"   (or a day)
    origin, verdict, language, section, keywords, lead, agency, canonical_url
    images = [["https://...", "caption"]]
    ---
    <html>...<p>⟦A paragraph of the article.⟧</p>

Every paragraph of the article stands in its page between ⟦ and ⟧, so that it is written once; what may or may not be
taken for text stands between ⟪ and ⟫, or, where it is not one stretch of the page, in the list `optional`. The marks
are gone before anybody reads the page. Every name is invented.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

from pipeline.pages.page import Page
from pipeline.pages.text import tidy_line
from pipeline.types import Claim

FETCHED = datetime(2030, 3, 14, 12, 0, tzinfo=UTC)
_MARKS = re.compile("[⟦⟧⟪⟫]")
_TAG = re.compile("<[^>]*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledPage:
    """A page and what a careful reader says of it; None for `paragraphs` where nobody asks for the text."""

    id: str
    page: Page
    expected: dict[str, Any]
    paragraphs: tuple[str, ...]
    optional: frozenset[str]


def read_pages(folder: Path) -> tuple[LabelledPage, ...]:
    """Read all pages of a folder."""
    return tuple(_read(path) for path in sorted(folder.glob("*.page")))


def _read(path: Path) -> LabelledPage:
    label, dashes, html = path.read_text(encoding="utf-8").partition("\n---\n")
    if not dashes or html.count("⟦") != html.count("⟧") or html.count("⟪") != html.count("⟫"):
        raise ValueError(f"{path.name}: expected TOML, a line of dashes and a page with closed marks")
    facts = tomllib.loads(label)
    return LabelledPage(
        id=path.stem,
        page=_to_page(facts, _MARKS.sub("", html)),
        expected=facts["expected"],
        paragraphs=_find(html, "⟦", "⟧"),
        optional=frozenset((*_find(html, "⟪", "⟫"), *facts.get("optional", ()))),
    )


def _find(html: str, opening: str, closing: str) -> tuple[str, ...]:
    found = re.findall(f"{opening}(.*?){closing}", html, re.DOTALL)
    return tuple(tidy_line(unescape(_TAG.sub("", one))) for one in found)


def _to_page(facts: dict[str, Any], html: str) -> Page:
    feed = facts.get("feed", {})
    claims = [_to_claim(feed["published"])] if "published" in feed else []
    return Page(
        html=html.encode(facts.get("encoding", "utf-8")),
        url=facts["url"],
        final_url=facts["url"],
        media_type="text/html",
        charset=facts.get("charset"),
        first_seen_at=FETCHED,
        fetched_at=FETCHED,
        item_claims=tuple(claims),
        item_title=feed.get("title", ""),
        item_summary=feed.get("summary", ""),
        source_name=feed.get("source", ""),
    )


def _to_claim(text: str) -> Claim:
    return Claim(origin="feed", text=text, value=datetime.fromisoformat(text), zone_known=True)
