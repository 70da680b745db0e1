"""The parts of well-formed feeds: how their elements are called here, and the texts and links that they hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_STRAY_ENTITY = re.compile(r"&([A-Za-z0-9_]+);")
_PREFIX = re.compile(r"(</?)[A-Za-z_][\w.-]*:")
_EMPTY_HIDDEN = re.compile(r"<(?:script|style|template|noscript)\b[^<>]*/>", re.IGNORECASE)
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CDF = frozenset({"href", "lastmod"})
_TEXT_TYPES = frozenset({"", "text", "html", "plain", "text/plain", "text/html"})
_XHTML_TYPES = frozenset({"xhtml", "application/xhtml+xml"})
_PAGE_TYPES = frozenset({"", "html", "xhtml", "text/html", "application/xhtml+xml"})
# Namespaces in lower case, with the prefix that their elements have here; the feed's own have none.
_NAMESPACES = {
    "http://www.w3.org/2005/atom": "",
    "http://purl.org/atom/ns#": "",
    "http://purl.org/rss/1.0/": "",
    "http://purl.org/net/rss1.1#": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://blogs.law.harvard.edu/tech/rss": "",
    "http://backend.userland.com/rss": "",
    "http://backend.userland.com/rss2": "",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://search.yahoo.com/mrss": "media:",
    "http://search.yahoo.com/mrss/": "media:",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "http://www.w3.org/1999/xhtml": "xhtml:",
}


class StrangeError(Exception):
    """The document holds something that is not known here."""


class Names:
    """Names elements: in lower case, with the usual prefix of their namespace whatever the document calls it."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def find(self, element: _Element) -> str:
        """Name an element."""
        tag = element.tag
        name = self._names.get(tag)
        if name is None:
            namespace, _, local = tag.rpartition("}")
            prefix = _NAMESPACES.get(namespace[1:].lower())
            if prefix is None:
                prefix = f"{element.prefix.lower()}:" if element.prefix else ""
            name = self._names[tag] = prefix + local.lower()
        return name


def refuse_cdf(element: _Element) -> None:
    """Leave the Channel Definition Format alone, which has its links and dates in attributes."""
    if element.attrib and not _CDF.isdisjoint(read_attributes(element)):
        raise StrangeError


def read_line(element: _Element) -> str:
    """Give the text of an element without elements in it."""
    if len(element):
        raise StrangeError
    text = element.text
    if not text:
        return ""
    return text.strip() if text.isascii() else mend(text.strip())


def read_text(element: _Element) -> str:
    """Give a text construct: text or escaped markup as it is, XHTML as markup."""
    attributes = read_attributes(element)
    if not attributes:
        return read_line(element)
    kind = attributes.get("type", "").lower()
    if attributes.get("mode", "escaped") not in {"escaped", "xml"}:
        raise StrangeError
    if kind in _TEXT_TYPES:
        return read_line(element)
    if kind not in _XHTML_TYPES:
        raise StrangeError
    return _write_markup(element)


def read_link(element: _Element) -> str:
    """Give the address in a link of the feed itself: its text, or where an alternate page is."""
    attributes = read_attributes(element)
    href = find_address(attributes)
    if href is None:
        return mend_link(read_line(element))
    return href if is_page(attributes) else ""


def find_address(attributes: Mapping[str, str]) -> str | None:
    """Find where a link or enclosure leads; None when its attributes do not say."""
    return attributes.get("url") or attributes.get("uri") or attributes.get("href")


def find_language(element: _Element) -> str:
    """Give the language that an element says it is in; empty when it does not."""
    return element.get(_LANG) or element.get("lang") or ""


def mend(text: str) -> str:
    """Read UTF-8 that was taken for Latin-1 and written as UTF-8 again."""
    try:
        return text.encode("latin-1").decode()
    except UnicodeError:
        return text


def mend_link(text: str) -> str:
    """Undo what escaping twice has done to the parameters of an address."""
    return _STRAY_ENTITY.sub(r"&\1", text.replace("&amp;", "&")) if "&" in text else text


def read_attributes(element: _Element) -> Mapping[str, str]:
    """Give the attributes by their names in lower case."""
    return {str(name).lower(): str(value) for name, value in element.items()}


def _write_markup(element: _Element) -> str:
    from xml.sax.saxutils import escape

    from lxml import etree

    inner = "".join(etree.tostring(child, encoding="unicode") for child in element)
    markup = _PREFIX.sub(r"\1", inner)
    if _EMPTY_HIDDEN.search(markup):
        raise StrangeError
    return mend((escape(element.text or "") + markup).strip())


def is_page(attributes: Mapping[str, str]) -> bool:
    """Tell whether a link leads to the page of what it is in."""
    return (
        attributes.get("rel", "alternate").lower() == "alternate" and attributes.get("type", "").lower() in _PAGE_TYPES
    )
