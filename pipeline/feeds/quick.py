"""Reads well-formed RSS, RDF and Atom with lxml, many times as fast as feedparser, and finds the same in it.

What is not known here for certain is left alone: None means that feedparser should read the document. One thing is
known better: the caption of a picture (media:description) is no summary where there is another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from pipeline.feeds.items import RawFeed
from pipeline.feeds.quick_item import Readers, read_item
from pipeline.feeds.quick_parts import StrangeError, find_language, read_line, read_link, read_text, refuse_cdf

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_ITEMS = 1_000
_LARGEST = 5_000_000
_MOST_TAGS = 60_000
_SMALL = 80_000  # characters in which no flood has room
_MOST_EQUALS = 20_000  # so that no tag has a flood of attributes
# What only feedparser or the scrub read: declarations, bases, doubled slashes that it takes out of addresses.
_LEFT_ALONE = ("<!DOCTYPE", "<!ENTITY", "xml:base", ":///", "\x7f")
# Control characters, and references to them that mean Windows' Western encoding.
_CONTROLS = re.compile(rb"\xc2[\x80-\x9f]")
_REFERENCES = re.compile(rb"&#(?:1[2-5][0-9]|[xX]0*[89][0-9a-fA-F]);")
_KINDS: dict[str, Literal["rss", "atom", "rdf"]] = {"rss": "rss", "feed": "atom", "rdf:rdf": "rdf", "channel": "rss"}
_ITEMS = frozenset({"item", "entry"})


def read_quickly(text: str, *, checked: bool = False) -> RawFeed | None:
    """Read a document; None when it is no well-formed feed of a known form.

    `checked` says that it has no floods of tags and attributes; otherwise what might have them is left alone.
    """
    from lxml import etree

    if len(text) > _LARGEST or any(one in text for one in _LEFT_ALONE):
        return None
    if not checked and len(text) > _SMALL and (text.count("<") > _MOST_TAGS or text.count("=") > _MOST_EQUALS):
        return None
    body = text.lstrip("\ufeff \t\r\n").encode("utf-8", "surrogatepass")
    if _CONTROLS.search(body) or _REFERENCES.search(body):
        return None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    try:
        return _read_feed(etree.fromstring(body, parser))
    except (etree.XMLSyntaxError, StrangeError):
        return None


def _read_feed(root: _Element) -> RawFeed | None:
    names = Readers()
    kind = _KINDS.get(names.find(root))
    if kind is None:
        return None
    lang = find_language(root)
    about = {"title": "", "link": "", "language": lang.replace("_", "-")}
    items = tuple(
        read_item(element, names, atom=kind == "atom", language=find_language(element) or around)
        for element, around in _find_items(root, names, language=lang, about=about)
    )
    return RawFeed(kind=kind, title=about["title"], link=about["link"], language=about["language"], items=items)


def _find_items(
    root: _Element, names: Readers, *, language: str, about: dict[str, str]
) -> Iterator[tuple[_Element, str]]:
    """Give the items, each with the language around it, and note what the feed says about itself."""
    found = 0
    holders = [(root, language)]
    for holder, around in holders:
        refuse_cdf(holder)
        for element in holder:
            name = names.find(element)
            if name in _ITEMS:
                found += 1
                if found > MOST_ITEMS:
                    raise StrangeError
                yield element, around
            elif name == "channel" or (len(element) and _holds_items(element, names)):
                if name not in {"channel", "items"}:
                    raise StrangeError
                holders.append((element, find_language(element) or around))
            else:
                _note(name, element, about)


def _note(name: str, element: _Element, about: dict[str, str]) -> None:
    if name == "title":
        about["title"] = about["title"] or read_text(element)
    elif name == "link":
        about["link"] = read_link(element) or about["link"]
    elif name in {"id", "guid"}:
        about["link"] = about["link"] or read_line(element)
    elif name in {"language", "dc:language"}:
        about["language"] = read_line(element)


def _holds_items(element: _Element, names: Readers) -> bool:
    return any(names.find(inner) in _ITEMS for inner in element.iterdescendants())
