"""Title, site, keywords and pictures of a page. A title is without the site's name."""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

from pipeline.claims.urls import resolve_url
from pipeline.pages.linked import Head, read_names
from pipeline.query.words import UNSPACED, read_words
from pipeline.types import Image

_SEPARATORS = re.compile(r"\s+[|\-–—·•:»«/]\s+|\s*[|»]\s*")
_EDGES = " |-–—·•:»«/"
_DAY = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d\d-\d\d")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_TITLE_CHARACTERS = 1_000
_CORROBORATED = 0.3
_MOST = 20
_PICTURES = 3


def find_title(head: Head, tree: HtmlElement, *, site: str | None, item_title: str) -> str:
    """The headline: as linked data, Open Graph, a heading, the title element or the feed give it, in this order."""
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
    stated = next((text for text in (claimed, graph, *headings[:1], named, item) if text), "")
    shorter = (heading for heading in headings if _is_suffixed(stated, heading))
    return next(shorter, stated)[:_TITLE_CHARACTERS]


def _is_heading(text: str) -> bool:
    return 2 <= len(text.split()) <= 60 or len(_UNSPACED.findall(text)) > 4


def _share(a: str, b: str) -> float:
    left, right = set(read_words(a)), set(read_words(b))
    return len(left & right) / max(min(len(left), len(right)), 1)


def _is_suffixed(stated: str, heading: str) -> bool:
    """What is stated is the heading and, behind a bar, something else."""
    return stated.startswith(heading) and re.match(r"\s*[|»]\s", stated[len(heading) :]) is not None


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
        if "".join(read_words(parts[-1])) in sites or _DAY.fullmatch(parts[-1]):
            text = text[: text.rindex(parts[-1])].rstrip(_EDGES)
        elif "".join(read_words(parts[0])) in sites:
            text = text[len(parts[0]) :].lstrip(_EDGES)
        else:
            break
    return text


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


def find_keywords(head: Head) -> tuple[str, ...]:
    """The keywords that the source gives."""
    linked = head.linked.get("keywords")
    texts = read_names(linked) if linked else [*head.meta.get("keywords", ()), *head.meta.get("article:tag", ())]
    words = (part.strip() for text in texts for part in text.split(","))
    return tuple(dict.fromkeys(word[:100] for word in words if word))[:_MOST]
