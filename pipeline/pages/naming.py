"""Title, byline, site, section and pictures of a page. A title is without the site's name; a byline is people."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml.html import HtmlElement

from pipeline.claims.urls import resolve_url
from pipeline.pages.linked import Head, read_names
from pipeline.query.words import read_words
from pipeline.types import Image

_SEPARATORS = re.compile(r"\s+[|\-–—·•:»«/]\s+|\s*[|»]\s*")
_BY = re.compile(r"^(by|von|par|por|di|door|av|af|автор|текст|written by|story by|reporting by)[:\s]+", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,|;|\||/|&|•|\band\b|\bund\b|\bet\b|\by\b|\be\b|\boch\b|\bog\b|\bи\b)\s*")
_NOBODY = frozenset(
    [
        "staff",
        "editor",
        "editors",
        "editorial",
        "newsroom",
        "redaktion",
        "redaction",
        "redazione",
        "rédaction",
        "admin",
        "administrator",
        "agencies",
        "agency",
        "web",
        "desk",
        "correspondent",
        "correspondents",
        "reporter",
        "team",
        "online",
        "news",
        "press",
        "anonymous",
        "unknown",
        "none",
        "author",
        "authors",
    ]
)
_TITLE_CHARACTERS = 1_000
_MOST = 20


def find_title(head: Head, tree: HtmlElement, *, site: str | None, item_title: str) -> str:
    """The headline: as linked data, Open Graph, the one h1, the feed or the title element give it, in this order."""
    headings = [" ".join(element.text_content().split()) for element in list(tree.iter("h1"))[:_MOST]]
    headings = [heading for heading in headings if 2 <= len(heading.split()) <= 60]
    linked = head.linked.get("headline")
    graph = strip_site(head.first("og:title", "twitter:title"), site)
    named = strip_site(head.title, site)
    for heading in headings:
        # What stands on the page wins where the head says the same at greater or lesser length.
        if _share(heading, graph) >= 0.8 or _share(heading, named) >= 0.8:
            return heading[:_TITLE_CHARACTERS]
    candidates = (
        linked if isinstance(linked, str) else "",
        graph,
        headings[0] if len(headings) == 1 else "",
        named,
        item_title,
    )
    return next((" ".join(text.split())[:_TITLE_CHARACTERS] for text in candidates if text.strip()), "")


def _share(a: str, b: str) -> float:
    left, right = set(read_words(a)), set(read_words(b))
    return len(left & right) / max(len(left | right), 1)


def strip_site(title: str, site: str | None) -> str:
    """A title without the site's name before or after it, where the page says what the site is called."""
    names = {"".join(read_words(name)) for name in (site,) if name}
    parts = _SEPARATORS.split(title)
    if not names or len(parts) < 2:
        return title.strip()
    first, last = "".join(read_words(parts[0])), "".join(read_words(parts[-1]))
    if last in names:
        return title[: title.rindex(parts[-1])].rstrip(" |-–—·•:»«/")
    if first in names:
        return title[len(parts[0]) :].lstrip(" |-–—·•:»«/")
    return title.strip()


def find_site(head: Head, source_name: str) -> str | None:
    """What the site calls itself."""
    publisher = read_names(head.linked.get("publisher"))
    return head.first("og:site_name", "application-name") or next(iter(publisher), "") or source_name or None


def find_byline(head: Head, tree: HtmlElement, *, site: str | None) -> tuple[str, ...]:
    """The people who wrote it; neither the site nor "Staff" nor an address is one."""
    linked = read_names(head.linked.get("author")) or read_names(head.linked.get("creator"))
    meta = [
        text
        for name in (
            "author",
            "article:author",
            "parsely-author",
            "dc.creator",
            "sailthru.author",
            "byl",
            "cxenseparse:author",
        )
        for text in head.meta.get(name, ())
    ]
    marked = [
        " ".join(element.text_content().split())
        for element in list(
            tree.xpath(
                "//*[@rel='author' or @itemprop='author' or contains(@class,'byline') or contains(@class,'author-name')]"
            )
        )[:5]
    ]
    for group in (linked, meta, marked):
        people = _clean_people(group, site)
        if people:
            return people
    return ()


def _clean_people(texts: Iterable[str], site: str | None) -> tuple[str, ...]:
    people: dict[str, None] = {}
    site_words = set(read_words(site or ""))
    for text in texts:
        for part in _AND.split(_BY.sub("", " ".join(text.split()))):
            name = _BY.sub("", part).strip(" .-–—")
            words = read_words(name)
            if (
                2 <= len(words) <= 5
                and len(name) <= 60
                and not any(mark in name for mark in "@:/0123456789")
                and not (_NOBODY & set(words))
                and not set(words) <= site_words
            ):
                people.setdefault(name)
    return tuple(people)[:_MOST]


def find_images(head: Head, tree: HtmlElement, *, url: str) -> tuple[Image, ...]:
    """The article's pictures with their captions, absolute and without repetition."""
    found: dict[str, str | None] = {}
    for link in head.meta.get("og:image", ())[:_MOST]:
        found.setdefault(resolve_url(link, url) or "", None)
    for figure in list(tree.iter("figure"))[:_MOST]:
        caption = " ".join(" ".join(element.text_content().split()) for element in figure.iter("figcaption"))
        for picture in list(figure.iter("img"))[:3]:
            link = resolve_url(picture.get("src") or picture.get("data-src") or "", url)
            found[link or ""] = caption[:1_000] or None
    return tuple(Image(url=link, caption=caption) for link, caption in found.items() if link)[:_MOST]


def find_keywords(head: Head) -> tuple[str, ...]:
    """The keywords that the source gives."""
    linked = head.linked.get("keywords")
    texts = read_names(linked) if linked else [*head.meta.get("keywords", ()), *head.meta.get("article:tag", ())]
    words = (part.strip() for text in texts for part in text.split(","))
    return tuple(dict.fromkeys(word[:100] for word in words if word))[:_MOST]
