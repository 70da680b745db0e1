"""One item of a well-formed feed: each element has its reader here, and what has none is passed over or strange.

In what order and how often elements may stand, and which of them wins, is as feedparser has it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from pipeline.feeds.items import RawItem, RawMedia, choose_dates, choose_links
from pipeline.feeds.quick_parts import (
    Names,
    StrangeError,
    find_address,
    find_language,
    is_page,
    mend,
    mend_link,
    read_attributes,
    read_line,
    read_link,
    read_text,
    refuse_cdf,
)

if TYPE_CHECKING:
    from lxml.etree import _Element


class _Draft(msgspec.Struct, kw_only=True):
    """What was found so far; None where there was no element yet."""

    language: str
    guid: str = ""
    link: str | None = None
    alternates: list[str] = []
    title: str | None = None
    title_language: str = ""
    media_title: str = ""
    summary: str | None = None
    contents: list[str] = []
    has_content: bool = False
    caption: str = ""
    published: str = ""
    updated: str = ""
    created: str = ""
    authors: list[str] = []
    categories: list[str] = []
    own_language: str = ""
    enclosures: list[RawMedia] = []
    media: list[RawMedia] = []
    thumbnails: list[RawMedia] = []
    source: str = ""


class Readers(Names):
    """Names elements, and finds what reads them in an item."""

    def __init__(self) -> None:
        super().__init__()
        self.known: dict[str, _Reader] = {}  # by tag, so that an element is looked up once

    def find_reader(self, element: _Element) -> _Reader:
        """Find what reads an element."""
        name = self.find(element)
        other = _refuse if name in _STRANGE else _ignore if name in _APART else _pass_over
        return self.known.setdefault(element.tag, _READERS.get(name, other))


_Reader: TypeAlias = Callable[[_Draft, "_Element", Readers], None]


def read_item(element: _Element, names: Readers, *, atom: bool, language: str) -> RawItem:
    """Read an item; StrangeError when it has something that is not known for certain."""
    refuse_cdf(element)
    draft = _Draft(language=language, guid=_find_about(element))
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


def _find_about(element: _Element) -> str:
    """Find the identifier of an item of RDF, whose namespace is not always written right."""
    return next((str(value) for name, value in element.items() if str(name).endswith("}about")), "")


def _read_parts(draft: _Draft, element: _Element, names: Readers) -> None:
    known = names.known
    for child in element:
        reader = known.get(child.tag) or names.find_reader(child)
        reader(draft, child, names)


def _pass_over(_: _Draft, element: _Element, names: Readers) -> None:
    """Pass over what is of no interest, unless something of interest is in it."""
    for inner in element.iterdescendants() if len(element) else ():
        if names.find_reader(inner) not in {_pass_over, _ignore}:
            raise StrangeError


def _ignore(_: _Draft, __: _Element, ___: Readers) -> None:
    """Elements with parts that are not the item's."""


def _refuse(_: _Draft, __: _Element, ___: Readers) -> None:
    raise StrangeError


def _read_title(draft: _Draft, element: _Element, _: Readers) -> None:
    if not draft.title:  # the first one that says something
        draft.title = read_text(element)
        draft.title_language = find_language(element) or draft.language


def _read_link(draft: _Draft, element: _Element, _: Readers) -> None:
    attributes = read_attributes(element)
    href = find_address(attributes)
    relation = attributes.get("rel", "alternate").lower()
    if href is None:
        draft.link = href = mend_link(read_line(element))
    elif is_page(attributes):
        draft.link = href
    if relation == "alternate" and href:
        draft.alternates.append(href)
    elif relation == "enclosure" and href:
        draft.enclosures.append(RawMedia(url=href, type=attributes.get("type", "")))


def _read_guid(draft: _Draft, element: _Element, _: Readers) -> None:
    draft.guid = read_line(element)
    if read_attributes(element).get("ispermalink", "true") == "true" and draft.link is None:
        draft.link = draft.guid


def _read_summary(draft: _Draft, element: _Element, names: Readers) -> None:
    if draft.summary is not None and not draft.has_content:  # the second of two summaries is the content
        _read_content(draft, element, names)
    else:
        draft.summary = read_text(element)


def _read_content(draft: _Draft, element: _Element, _: Readers) -> None:
    text = read_text(element)
    draft.has_content = True
    draft.contents.append(text)
    if draft.summary is None:
        draft.summary = text


def _read_published(draft: _Draft, element: _Element, _: Readers) -> None:
    draft.published = read_line(element)


def _read_updated(draft: _Draft, element: _Element, _: Readers) -> None:
    draft.updated = read_line(element)


def _read_created(draft: _Draft, element: _Element, _: Readers) -> None:
    draft.created = read_line(element)


def _read_author(draft: _Draft, element: _Element, names: Readers) -> None:
    if len(element):
        draft.authors.extend(read_line(child) for child in element if names.find(child) in {"name", "itunes:name"})
    else:
        draft.authors.append(read_line(element))


def _read_category(draft: _Draft, element: _Element, names: Readers) -> None:
    attributes = read_attributes(element)
    term, text = attributes.get("term") or attributes.get("text") or "", (element.text or "").strip()
    said = [attributes.get("label") or term or mend(text), mend(text) if term else ""]
    draft.categories.extend(name for name in said if name)
    _read_parts(draft, element, names)  # of itunes:category


def _read_keywords(draft: _Draft, element: _Element, _: Readers) -> None:
    draft.categories.extend(word.strip() for word in read_line(element).split(",") if word.strip())


def _read_language(draft: _Draft, element: _Element, _: Readers) -> None:
    draft.own_language = read_line(element)


def _read_enclosure(draft: _Draft, element: _Element, _: Readers) -> None:
    if len(element):
        raise StrangeError
    attributes = read_attributes(element)
    if href := find_address(attributes):
        draft.enclosures.append(RawMedia(url=href, type=attributes.get("type", "")))


def _read_media(draft: _Draft, element: _Element, names: Readers) -> None:
    attributes = read_attributes(element)
    url = attributes.get("url") or (element.text or "").strip()
    if url:
        draft.media.append(RawMedia(url=url, type=attributes.get("type") or attributes.get("medium", "")))
    _read_parts(draft, element, names)


def _read_thumbnail(draft: _Draft, element: _Element, _: Readers) -> None:
    if url := read_attributes(element).get("url") or read_line(element):
        draft.thumbnails.append(RawMedia(url=url, type="image"))


def _read_media_title(draft: _Draft, element: _Element, _: Readers) -> None:
    draft.media_title = read_text(element)


def _read_caption(draft: _Draft, element: _Element, _: Readers) -> None:
    draft.caption = draft.caption or read_text(element)


def _read_source(draft: _Draft, element: _Element, names: Readers) -> None:
    """Name the source by its title, or else by its address."""
    parts: dict[str, str] = {}
    for child in element:
        name = names.find(child)
        if name == "title":
            parts[name] = read_text(child)
        elif name in {"link", "id"}:
            parts["link"] = read_link(child) or parts.get("link", "")
    own = mend("".join([element.text or "", *(child.tail or "" for child in element)]).strip())
    draft.source = own or parts.get("title", "") or read_attributes(element).get("url") or parts.get("link", "")


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
