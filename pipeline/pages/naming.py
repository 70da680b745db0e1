"""Title, site, keywords and pictures of a page. A title is without the site's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from pipeline.claims.urls import resolve_url
from pipeline.pages.linked import Head, read_names
from pipeline.query.words import UNSPACED, read_words
from pipeline.types import Image

_SEPARATORS = re.compile(r"\s+[|\-–—·•:»«/]\s+|\s*[|»]\s*")
# What also stands between a headline and its kicker, but is too much part of headlines to cut at without proof.
_LOOSE = re.compile(r"\s+[|\-–—·•:»«/]\s+|\s*[|»：]\s*|:\s+")
_SEPARATED = 6
_SITE_WORDS = 2
_HEADLINE_WORDS = 3
_ALIKE = 0.8
_EDGES = " |-–—·•:»«/"
_DAY = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d\d-\d\d")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_TITLE_CHARACTERS = 1_000
_CORROBORATED = 0.3
_MOST = 20
_KEYWORD_NAMES = ("keywords", "news_keywords", "article:tag")
_PICTURES = 3


def find_title(head: Head, tree: HtmlElement, *, site: str | None, item_title: str) -> str:
    """The headline: as Open Graph, linked data, a heading, the title element or the feed give it, in this order.

    Where linked data or a heading say the same without a section, a kicker or a date around it, theirs is the spelling.
    """
    sites = _squeeze_names(head, site)
    headings = [" ".join(element.text_content()[:4_000].split()) for element in islice(tree.iter("h1"), _MOST)]
    headings = [heading for heading in headings if _is_heading(heading)]
    linked = head.linked.get("headline")
    claimed = _strip(linked, sites) if isinstance(linked, str) else ""
    graph, named, item = (
        _strip(text, sites) for text in (head.first("og:title", "twitter:title"), head.title, item_title)
    )
    seen = [text for text in (graph, named, item, *headings) if text]
    if seen and not any(_share(claimed, text) >= _CORROBORATED for text in seen):
        claimed = ""  # linked data that nothing on the page confirms is about something else
    stated = next((text for text in (graph, claimed, *headings[:1], named, item) if text), "")
    variants = [frozenset(read_words(text)) for text in _trim(stated)]
    same = (text for text in (claimed, *headings) if any(_is_alike(text, words) for words in variants))
    return next(same, stated)[:_TITLE_CHARACTERS]


def _is_heading(text: str) -> bool:
    return 2 <= len(text.split()) <= 60 or len(_UNSPACED.findall(text)) > 4


def _share(a: str, b: str) -> float:
    left, right = set(read_words(a)), set(read_words(b))
    return len(left & right) / max(min(len(left), len(right)), 1)


def _trim(title: str) -> Iterator[str]:
    """A title, and what of it stands before or behind its separators."""
    yield title
    for found in islice(_LOOSE.finditer(title), _SEPARATED):
        yield title[: found.start()]
        yield title[found.end() :]


def _is_alike(text: str, words: frozenset[str]) -> bool:
    own = set(read_words(text))
    return len(own) >= _HEADLINE_WORDS and len(own & words) >= _ALIKE * len(own | words)


def _squeeze_names(head: Head, site: str | None) -> frozenset[str]:
    """What the page calls its site, each without spaces and signs, and its domain without the ending."""
    publishers = read_names(head.linked.get("publisher"))
    names = [site or "", head.first("og:site_name"), head.first("application-name"), head.first("publisher")]
    squeezed = {"".join(read_words(name)) for name in (*names, *publishers)}
    for name in (*names, *publishers):
        stem, dot, _ = name.rpartition(".")
        squeezed |= {"".join(read_words(stem))} if dot and " " not in name else set()
    return frozenset(squeezed - {""})


def _strip(title: str, sites: frozenset[str]) -> str:
    """A title without the site's name or a date before or after it, where the page says what the site is called."""
    text = " ".join(title.split())
    for _ in range(3):
        parts = _SEPARATORS.split(text)
        if len(parts) < 2:
            break
        if _is_site(parts[-1], sites) or _DAY.fullmatch(parts[-1]):
            text = text[: text.rindex(parts[-1])].rstrip(_EDGES)
        elif "".join(read_words(parts[0])) in sites:
            text = text[len(parts[0]) :].lstrip(_EDGES)
        else:
            break
    return text


def _is_site(part: str, sites: frozenset[str]) -> bool:
    """The site's name, or a section of it that begins with the name: "CBC News" where the site is CBC."""
    words = read_words(part)
    return "".join(words) in sites or (len(words) == _SITE_WORDS and words[0] in sites)


def find_site(head: Head, source_name: str) -> str | None:
    """What the site calls itself."""
    publisher = read_names(head.linked.get("publisher"))
    return head.first("og:site_name", "application-name") or next(iter(publisher), "") or source_name or None


def find_images(head: Head, tree: HtmlElement, *, url: str) -> tuple[Image, ...]:
    """The article's pictures with their captions, absolute and without repetition."""
    found: dict[str, str | None] = {}
    for link in head.meta.get("og:image", ())[:_MOST]:
        found.setdefault(resolve_url(link, url) or "", None)
    for figure in islice(tree.iter("figure"), _MOST):
        caption = " ".join(" ".join(element.text_content()[:4_000].split()) for element in figure.iter("figcaption"))
        for picture in islice(figure.iter("img"), _PICTURES):
            source = resolve_url(picture.get("src") or picture.get("data-src") or "", url)
            found[source or ""] = caption[:1_000] or None
    return tuple(Image(url=link, caption=caption) for link, caption in found.items() if link)[:_MOST]


def find_keywords(head: Head, categories: tuple[str, ...]) -> tuple[str, ...]:
    """The keywords that the source gives: those of the page, then the categories of the feed item."""
    linked = head.linked.get("keywords")
    texts = read_names(linked) or [text for name in _KEYWORD_NAMES for text in head.meta.get(name, ())]
    words = (part.strip() for text in (*texts, *categories) for part in text.split(","))
    return tuple(dict.fromkeys(word[:100] for word in words if word))[:_MOST]
