"""One item of a well-formed feed: each element has its reader here, and what has none is passed over or strange.

In what order and how often elements may stand, and which of them wins, is as feedparser has it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from pipeline.feeds.items import RawItem, RawMedia, choose_dates, choose_links

if TYPE_CHECKING:
    from lxml.etree import _Element

_STRAY_ENTITY = re.compile(r"&([A-Za-z0-9_]+);")
_PREFIX = re.compile(r"(</?)[A-Za-z_][\w.-]*:")
_EMPTY_HIDDEN = re.compile(r"<(?:script|style|template|noscript)\b[^<>]*/>", re.IGNORECASE)
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
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
        self.readers: dict[str, _Reader] = {}  # by tag, so that an element is looked up once

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

    def find_reader(self, element: _Element) -> _Reader:
        """Find what reads an element in an item."""
        name = self.find(element)
        other = _refuse if name in _STRANGE else _ignore if name in _APART else _pass_over
        return self.readers.setdefault(element.tag, _READERS.get(name, other))


@dataclass(slots=True, kw_only=True)
class _Draft:
    """What was found so far; None where there was no element yet."""

    language: str
    guid: str = ""
    link: str | None = None
    alternates: list[str] = field(default_factory=list)
    title: str | None = None
    title_language: str = ""
    media_title: str = ""
    summary: str | None = None
    contents: list[str] = field(default_factory=list)
    has_content: bool = False
    caption: str = ""
    published: str = ""
    updated: str = ""
    created: str = ""
    authors: list[str] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    own_language: str = ""
    enclosures: list[RawMedia] = field(default_factory=list)
    media: list[RawMedia] = field(default_factory=list)
    thumbnails: list[RawMedia] = field(default_factory=list)
    source: str = ""


_Reader: TypeAlias = Callable[[_Draft, "_Element", Names], None]


def read_item(element: _Element, names: Names, *, atom: bool, language: str) -> RawItem:
    """Read an item; StrangeError when it has something that is not known for certain."""
    refuse_cdf(element)
    draft = _Draft(language=language, guid=element.get(_ABOUT) or "")
    _read_parts(draft, element, names)
    published, updated = choose_dates(
        atom=atom, published=draft.published, updated=draft.updated, created=draft.created
    )
    return RawItem(
        guid=draft.guid,
        links=choose_links(draft.link or "", draft.alternates, draft.guid),
        title=draft.media_title if draft.title is None else draft.title,
        summary=draft.caption if draft.summary is None else draft.summary,
        content=max(draft.contents, key=len, default=""),
        published=published,
        updated=updated,
        authors=tuple(draft.authors),
        categories=tuple(draft.categories),
        language=draft.own_language or draft.title_language.replace("_", "-"),
        media=(*draft.enclosures, *draft.media, *draft.thumbnails),
        source=draft.source,
    )


def refuse_cdf(element: _Element) -> None:
    """Leave the Channel Definition Format alone, which has its links and dates in attributes."""
    if element.attrib and not _CDF.isdisjoint(_attributes(element)):
        raise StrangeError


def _read_parts(draft: _Draft, element: _Element, names: Names) -> None:
    readers = names.readers
    for child in element:
        reader = readers.get(child.tag) or names.find_reader(child)
        reader(draft, child, names)


def _pass_over(_: _Draft, element: _Element, names: Names) -> None:
    """Pass over what is of no interest, unless something of interest is in it."""
    for inner in element.iterdescendants() if len(element) else ():
        if names.find_reader(inner) not in {_pass_over, _ignore}:
            raise StrangeError


def _ignore(_: _Draft, __: _Element, ___: Names) -> None:
    """Elements with parts that are not the item's."""


def _refuse(_: _Draft, __: _Element, ___: Names) -> None:
    raise StrangeError


def read_line(element: _Element) -> str:
    """Give the text of an element without elements in it."""
    if len(element):
        raise StrangeError
    text = element.text
    if not text:
        return ""
    return text.strip() if text.isascii() else _mend(text.strip())


def read_text(element: _Element) -> str:
    """Give a text construct: text or escaped markup as it is, XHTML as markup."""
    attributes = _attributes(element)
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


def read_link_text(element: _Element) -> str:
    """Give the address in a link of the feed itself: its text, or where an alternate page is."""
    attributes = _attributes(element)
    href = attributes.get("url") or attributes.get("uri") or attributes.get("href")
    if href is None:
        return _mend_link(read_line(element))
    return href if _is_page(attributes) else ""


def _mend(text: str) -> str:
    """Read UTF-8 that was taken for Latin-1 and written as UTF-8 again."""
    try:
        return text.encode("latin-1").decode()
    except UnicodeError:
        return text


def _mend_link(text: str) -> str:
    return _STRAY_ENTITY.sub(r"&\1", text.replace("&amp;", "&")) if "&" in text else text


def _attributes(element: _Element) -> Mapping[str, str]:
    return {str(name).lower(): str(value) for name, value in element.items()}


def _write_markup(element: _Element) -> str:
    from xml.sax.saxutils import escape

    from lxml import etree

    inner = "".join(etree.tostring(child, encoding="unicode") for child in element)
    markup = _PREFIX.sub(r"\1", inner)
    if _EMPTY_HIDDEN.search(markup):
        raise StrangeError
    return _mend((escape(element.text or "") + markup).strip())


def _is_page(attributes: Mapping[str, str]) -> bool:
    return (
        attributes.get("rel", "alternate").lower() == "alternate" and attributes.get("type", "").lower() in _PAGE_TYPES
    )


def _read_title(draft: _Draft, element: _Element, _: Names) -> None:
    if not draft.title:  # the first one that says something
        draft.title = read_text(element)
        draft.title_language = element.get(_LANG) or element.get("lang") or draft.language


def _read_link(draft: _Draft, element: _Element, _: Names) -> None:
    attributes = _attributes(element)
    href = attributes.get("url") or attributes.get("uri") or attributes.get("href")
    relation = attributes.get("rel", "alternate").lower()
    if href is None:
        draft.link = href = _mend_link(read_line(element))
    elif _is_page(attributes):
        draft.link = href
    if relation == "alternate" and href:
        draft.alternates.append(href)
    elif relation == "enclosure" and href:
        draft.enclosures.append(RawMedia(url=href, type=attributes.get("type", "")))


def _read_guid(draft: _Draft, element: _Element, _: Names) -> None:
    draft.guid = read_line(element)
    if _attributes(element).get("ispermalink", "true") == "true" and draft.link is None:
        draft.link = draft.guid


def _read_summary(draft: _Draft, element: _Element, names: Names) -> None:
    if draft.summary is not None and not draft.has_content:  # the second of two summaries is the content
        _read_content(draft, element, names)
    else:
        draft.summary = read_text(element)


def _read_content(draft: _Draft, element: _Element, _: Names) -> None:
    text = read_text(element)
    draft.has_content = True
    draft.contents.append(text)
    if draft.summary is None:
        draft.summary = text


def _read_published(draft: _Draft, element: _Element, _: Names) -> None:
    draft.published = read_line(element)


def _read_updated(draft: _Draft, element: _Element, _: Names) -> None:
    draft.updated = read_line(element)


def _read_created(draft: _Draft, element: _Element, _: Names) -> None:
    draft.created = read_line(element)


def _read_author(draft: _Draft, element: _Element, names: Names) -> None:
    if len(element):
        draft.authors.extend(read_line(child) for child in element if names.find(child) in {"name", "itunes:name"})
    else:
        draft.authors.append(read_line(element))


def _read_category(draft: _Draft, element: _Element, names: Names) -> None:
    attributes = _attributes(element)
    term, text = attributes.get("term") or attributes.get("text") or "", (element.text or "").strip()
    said = [attributes.get("label") or term or _mend(text), _mend(text) if term else ""]
    draft.categories.extend(name for name in said if name)
    _read_parts(draft, element, names)  # of itunes:category


def _read_keywords(draft: _Draft, element: _Element, _: Names) -> None:
    draft.categories.extend(word.strip() for word in read_line(element).split(",") if word.strip())


def _read_language(draft: _Draft, element: _Element, _: Names) -> None:
    draft.own_language = read_line(element)


def _read_enclosure(draft: _Draft, element: _Element, _: Names) -> None:
    if len(element):
        raise StrangeError
    attributes = _attributes(element)
    if href := attributes.get("url") or attributes.get("uri") or attributes.get("href"):
        draft.enclosures.append(RawMedia(url=href, type=attributes.get("type", "")))


def _read_media(draft: _Draft, element: _Element, names: Names) -> None:
    attributes = _attributes(element)
    url = attributes.get("url") or (element.text or "").strip()
    if url:
        draft.media.append(RawMedia(url=url, type=attributes.get("type") or attributes.get("medium", "")))
    _read_parts(draft, element, names)


def _read_thumbnail(draft: _Draft, element: _Element, _: Names) -> None:
    if url := _attributes(element).get("url") or read_line(element):
        draft.thumbnails.append(RawMedia(url=url, type="image"))


def _read_media_title(draft: _Draft, element: _Element, _: Names) -> None:
    draft.media_title = read_text(element)


def _read_caption(draft: _Draft, element: _Element, _: Names) -> None:
    draft.caption = draft.caption or read_text(element)


def _read_source(draft: _Draft, element: _Element, names: Names) -> None:
    """Name the source by its title, or else by its address."""
    parts: dict[str, str] = {}
    for child in element:
        name = names.find(child)
        if name == "title":
            parts[name] = read_text(child)
        elif name in {"link", "id"}:
            parts["link"] = read_link_text(child) or parts.get("link", "")
    own = _mend("".join([element.text or "", *(child.tail or "" for child in element)]).strip())
    draft.source = own or parts.get("title", "") or _attributes(element).get("url") or parts.get("link", "")


_READERS: dict[str, _Reader] = {
    **dict.fromkeys(("title", "dc:title"), _read_title),
    "link": _read_link,
    **dict.fromkeys(("guid", "id"), _read_guid),
    **dict.fromkeys(("description", "summary", "abstract", "dc:description", "itunes:summary"), _read_summary),
    **dict.fromkeys(("content", "content:encoded", "fullitem"), _read_content),
    **dict.fromkeys(("pubdate", "published", "issued", "dcterms:issued"), _read_published),
    **dict.fromkeys(("updated", "modified", "lastbuilddate", "dc:date", "dcterms:modified"), _read_updated),
    **dict.fromkeys(("created", "dcterms:created"), _read_created),
    **dict.fromkeys(("author", "managingeditor", "dc:creator", "dc:author", "itunes:author"), _read_author),
    **dict.fromkeys(("category", "keywords", "dc:subject", "media:category", "itunes:category"), _read_category),
    **dict.fromkeys(("media:keywords", "itunes:keywords"), _read_keywords),
    **dict.fromkeys(("language", "dc:language"), _read_language),
    "enclosure": _read_enclosure,
    "media:content": _read_media,
    "media:thumbnail": _read_thumbnail,
    "media:group": _read_parts,
    "media:title": _read_media_title,
    "media:description": _read_caption,
    "source": _read_source,
}
_APART = frozenset({"contributor", "dc:contributor", "itunes:owner", "rights", "copyright", "dc:rights"})
_STRANGE = frozenset(
    {
        "body",
        "xhtml:body",
        "tags",
        "newlocation",
        "image",
        "textinput",
        "item",
        "entry",
        "channel",
        "feed",
        "svg",
        "math",
    }
)
