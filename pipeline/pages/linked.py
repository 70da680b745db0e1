"""What a page says of itself in its head: JSON-LD, meta elements, links. Bounded, and wrong data is no data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from itertools import islice
from typing import Any

from lxml.etree import strip_elements
from lxml.html import HtmlElement

_ELEMENTS = 2_000
_BLOCKS = 20
_BLOCK_CHARACTERS = 500_000
_NODES = 500
_HIDING = "//*[@hidden or contains(@style,'font-size')]"
# What is for machines, and menus, which no extractor takes for text.
_MACHINERY = (
    "script",
    "style",
    "svg",
    "link",
    "meta",
    "template",
    "nav",
    "footer",
    "noscript",
    "iframe",
    "select",
    "source",
    "input",
)
_UNSEEN = "unseen"
_INVISIBLE = re.compile(r"font-size\s*:\s*0+(?:\.0+)?(?:px|r?em|pt|%)?\s*(?:!|;|$)", re.IGNORECASE)
_POINTERS = frozenset(("author", "creator", "publisher"))
_ARTICLE_TYPES = (
    "Article",
    "NewsArticle",
    "ReportageNewsArticle",
    "BlogPosting",
    "LiveBlogPosting",
    "Report",
    "OpinionNewsArticle",
    "AnalysisNewsArticle",
    "BackgroundNewsArticle",
    "VideoObject",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head of a page: the JSON-LD node of the article, meta contents by lower-case name, links by relation."""

    linked: Mapping[str, Any]
    meta: Mapping[str, tuple[str, ...]]
    links: Mapping[str, str]
    title: str

    def first(self, *names: str) -> str:
        """The first meta content among some names; empty when there is none."""
        return next((self.meta[name][0] for name in names if self.meta.get(name)), "")


def read_head(tree: HtmlElement) -> Head:
    """Read what the page says of itself."""
    meta: dict[str, tuple[str, ...]] = {}
    for element in islice(tree.iter("meta"), _ELEMENTS):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        content = " ".join((element.get("content") or "")[:5_000].split())
        if name and content:
            meta[name] = (*meta.get(name, ()), content)
    links: dict[str, str] = {}
    for element in islice(tree.iter("link"), _ELEMENTS):
        for relation in (element.get("rel") or "").lower().split():
            links.setdefault(relation, (element.get("href") or "").strip())
    title = next((" ".join((element.text or "")[:5_000].split()) for element in tree.iter("title")), "")
    return Head(linked=_unescape(_find_article(tree)), meta=meta, links=links, title=title[:1_000])


def is_article(head: Head) -> bool:
    """Whether a page calls itself an article."""
    kind = head.first("og:type").lower()
    return bool(head.linked) or kind == "article" or bool(head.first("article:published_time"))


def drop_unseen(tree: HtmlElement) -> None:
    """Take out of a tree what no reader sees, once the head is read.

    Every later copy of the tree costs less, and words that were hidden for machines alone ring no alerts. JSON-LD
    stays, because the extractor falls back on it; so does an article that is hidden until a script shows it.
    """
    unseen = [element for element in tree.iter(*_MACHINERY) if "json" not in (element.get("type") or "").lower()]
    unseen += [element for element in islice(tree.xpath(_HIDING), _ELEMENTS) if _is_hidden(element)]
    for element in unseen:
        element.tag = _UNSEEN
    # In one go, because each removal of its own would copy the text around it.
    strip_elements(tree, _UNSEEN, with_tail=False)


def _is_hidden(element: HtmlElement) -> bool:
    hidden = element.get("hidden") is not None or _INVISIBLE.search(element.get("style") or "")
    return bool(hidden) and next(element.iter("h1", "article", "main", "body"), None) is None


def _unescape(node: Mapping[str, Any]) -> Mapping[str, Any]:
    """Sites write HTML entities into JSON, sometimes twice."""
    return {key: unescape(unescape(value)) if isinstance(value, str) else value for key, value in node.items()}


def _find_article(tree: HtmlElement) -> Mapping[str, Any]:
    nodes = [node for block in _read_blocks(tree) for node in _walk(block)]
    for kind in _ARTICLE_TYPES:
        for node in nodes:
            types = node.get("@type")
            if kind == types or (isinstance(types, list) and kind in types):
                return _resolve(node, nodes)
    return {}


def _resolve(article: dict[str, Any], nodes: list[dict[str, Any]]) -> dict[str, Any]:
    """The article with those authors and publishers filled in that it only points to by their @id."""
    known = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and "name" in node}

    def look_up(value: object) -> object:
        if isinstance(value, list):
            return [item if isinstance(item, list) else look_up(item) for item in value[:20]]
        if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
            return known.get(value["@id"], value)
        return value

    return {key: look_up(value) if key in _POINTERS else value for key, value in article.items()}


def _read_blocks(tree: HtmlElement) -> Iterator[object]:
    scripts = (
        script for script in islice(tree.iter("script"), _ELEMENTS) if "ld+json" in (script.get("type") or "").lower()
    )
    for script in islice(scripts, _BLOCKS):
        text = (script.text or "").strip().strip(";")
        if len(text) <= _BLOCK_CHARACTERS:
            try:
                yield json.loads(text, strict=False)
            except (ValueError, RecursionError):
                continue


def _walk(block: object) -> Iterator[dict[str, Any]]:
    """The objects of a block, outer ones first, through lists, @graph and mainEntity."""
    waiting = [block]
    for _ in range(_NODES):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting.extend(node[:_NODES])
        elif isinstance(node, dict):
            yield node
            waiting.extend(
                node[key]
                for key in ("@graph", "mainEntity", "mainEntityOfPage")
                if isinstance(node.get(key), dict | list)
            )


def read_names(value: object) -> list[str]:
    """The names in a JSON-LD value: a string, an object with a name, or a list of these."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return read_names(value.get("name"))
    if isinstance(value, list):
        return [name for item in value[:20] for name in read_names(item)]
    return []
