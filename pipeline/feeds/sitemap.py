"""Reads news sitemaps (and plain ones) as if they were feeds. An index of sitemaps is an error that names its parts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.errors import FeedError
from pipeline.feeds.items import RawFeed, RawItem, RawMedia
from pipeline.feeds.scrub import Scrubbed

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMED = 20


def read_sitemap(scrubbed: Scrubbed, *, url: str) -> RawFeed:
    """Read a scrubbed sitemap in its own words."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, remove_comments=True
    )
    root = etree.fromstring(scrubbed.text.encode("utf-8", "replace"), parser)
    if root is None or scrubbed.root not in {"urlset", "sitemapindex"}:
        raise FeedError("expected a sitemap, found another document: check the address", reason="not_a_feed", url=url)
    if scrubbed.root == "sitemapindex":
        raise _index_error(root, url)
    items = tuple(item for element in _children(root, "url") if (item := _to_item(element)).links)
    language = next((item.language for item in items if item.language), "")
    return RawFeed(
        kind="sitemap",
        title="",
        link="",
        language=language,
        items=items,
        partial=scrubbed.partial,
        left_out=scrubbed.left_out,
    )


def _index_error(root: _Element, url: str) -> FeedError:
    children = [_value(element, "loc") for element in _children(root, "sitemap")]
    named = sorted((child for child in children if child), key=lambda child: "news" not in child.lower())[:_NAMED]
    return FeedError(
        f"expected a feed or sitemap, found an index of {len(children)} sitemaps: add the one with the news instead "
        f"({', '.join(named[:5]) or 'it names none'})",
        reason="not_a_feed",
        url=url,
        children=tuple(named),
    )


def _to_item(element: _Element) -> RawItem:
    link = _value(element, "loc")
    media = tuple(RawMedia(url=_value(image, "loc"), type="image") for image in _children(element, "image"))
    news = next(_children(element, "news"), None)
    if news is None:
        return RawItem(guid=link, links=(link,) if link else (), updated=_value(element, "lastmod"), media=media)
    publication = next(_children(news, "publication"), None)
    return RawItem(
        guid=link,
        links=(link,) if link else (),
        title=_value(news, "title"),
        published=_value(news, "publication_date"),
        updated=_value(element, "lastmod"),
        categories=tuple(word.strip() for word in _value(news, "keywords").split(",") if word.strip()),
        language=_value(publication, "language") if publication is not None else "",
        media=media,
    )


def _children(element: _Element, name: str) -> Iterator[_Element]:
    """Find child elements by local name: sitemaps get their namespaces wrong."""
    return (child for child in element if isinstance(child.tag, str) and child.tag.rpartition("}")[2] == name)


def _value(element: _Element, name: str) -> str:
    child = next(_children(element, name), None)
    return "" if child is None else "".join(str(text) for text in child.itertext()).strip()
