"""OPML, with entities and the network off. What only Wirewatch knows of a feed stands in attributes of its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pipeline.claims.urls import host_of, registrable_domain
from pipeline.errors import CatalogueError
from pipeline.feeds.identity import make_spec, slug
from pipeline.types import FeedSpec, Source

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_FEEDS = 10_000
_OURS = "urn:wirewatch:catalogue"
_MOST_WARNINGS = 50


def read_opml(data: bytes, *, name: str) -> tuple[list[FeedSpec], list[str]]:
    """Read the feeds of an OPML document; folders become tags, and what cannot be watched a warning."""
    root = _parse(data, name=name)
    feeds: list[FeedSpec] = []
    warnings: list[str] = []
    for outline in root.iter("{*}outline"):
        if not _attribute(outline, "xmlurl"):
            continue
        try:
            feeds.append(_to_spec(outline))
        except CatalogueError as error:
            if len(warnings) < _MOST_WARNINGS:
                warnings.append(f"line {outline.sourceline}: {error.message}")
        if len(feeds) > MOST_FEEDS:
            break
    if not feeds and not warnings:
        warnings.append("there is no feed in it: expected outlines with an xmlUrl")
    return feeds, warnings


def to_opml(feeds: Iterable[FeedSpec]) -> bytes:
    """Write OPML 2.0."""
    from lxml import etree

    root = etree.Element("opml", {"version": "2.0"}, nsmap={"wirewatch": _OURS})
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "Wirewatch feeds"
    body = etree.SubElement(root, "body")
    for feed in feeds:
        etree.SubElement(body, "outline", _attributes(feed))
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)


def _parse(data: bytes, *, name: str) -> _Element:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise CatalogueError(
            f"{name}, line {error.lineno or 1}: expected OPML, found broken XML ({error.msg}): export the list again",
            name=name,
            line=error.lineno,
        ) from None
    if str(root.tag).rpartition("}")[2].lower() != "opml":
        raise CatalogueError(f"{name}, line 1: expected <opml>, found <{root.tag}>: give a list of feeds", name=name)
    return root


def _to_spec(outline: _Element) -> FeedSpec:
    url = _attribute(outline, "xmlurl")
    domain = _ours(outline, "domain") or registrable_domain(host_of(url.strip()))
    publisher = _ours(outline, "source")
    source = Source(
        id=_ours(outline, "source-id") or slug(publisher or domain), name=publisher or domain, domain=domain
    )
    folders = [_label(parent) for parent in reversed(list(outline.iterancestors("{*}outline")))]
    categories = _attribute(outline, "category").split(",")
    return make_spec(
        url,
        name=_label(outline),
        id=_ours(outline, "id"),
        source=source,
        language=_attribute(outline, "language"),
        tags=[*folders, *categories],
    )


def _attributes(feed: FeedSpec) -> dict[str, str]:
    plain = {
        "type": "rss",
        "text": feed.name,
        "title": feed.name,
        "xmlUrl": feed.url,
        "language": feed.language or "",
        "category": ",".join(feed.tags),
    }
    ours = {"id": feed.id, "source": feed.source.name, "source-id": feed.source.id, "domain": feed.source.domain}
    return {
        **{key: value for key, value in plain.items() if value},
        **{f"{{{_OURS}}}{key}": value for key, value in ours.items()},
    }


def _label(outline: _Element) -> str:
    return _attribute(outline, "title") or _attribute(outline, "text")


def _ours(outline: _Element, key: str) -> str:
    return str(outline.get(f"{{{_OURS}}}{key}") or "")


def _attribute(outline: _Element, name: str) -> str:
    """Read an attribute whatever its case: exporters disagree on xmlUrl."""
    return next((str(value) for key, value in outline.attrib.items() if str(key).lower() == name), "")
