"""Who wrote it: people, from linked data, meta elements or a marked line, in this order.

Where a page names no person, the desk or agency that it gives as its author stands instead; nobody is made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import chain, islice

from lxml.html import HtmlElement

from pipeline.pages.linked import Head, read_names
from pipeline.query.words import UNSPACED, read_words

_META = (
    "author",
    "article:author_name",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "cxenseparse:author",
    "dc.creator",
    "dcterms.creator",
    "byl",
)
_BY = re.compile(
    r"^(?:(?:written|story|reported|reporting|posted|published)\s+by|by|von|par|por|di|door|av|af|autorin|autor"
    r"|author|auteur|автор|текст)(?:[:\s]+|$)",
    re.IGNORECASE,
)
_AND = re.compile(
    r"\s*[,;|/&•·、]\s*|\s+(?:and|und|et|y|e|och|og|и)\s+(?:(?:by|von|par|por)\s+)?",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?:|www\.|@|\.(?:com|org|net)/|^[a-z0-9]+(?:-[a-z0-9]+)+$")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|<[^>]*>")
_MARKED = re.compile(
    r"(?:^|[-_\s])(?:by-?line|author-?_?_?names?|authors?|autor|auteur|autore|fn)(?:$|[-_\s])|authorname", re.IGNORECASE
)
# "Posted by A B on May 3 in News".
_POSTED = re.compile(
    r"\b(?:posted|written|published|by|von|par|por) (?:by )?(?P<who>[^\d|•·,]{3,60}?)"
    r"(?:$|\s*[|•·,]|\s[–-]\s|\s(?:on|in|am|le|el)\s)",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"\S+@\S+")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_NOBODY = frozenset(
    (
        "staff",
        "editor",
        "editors",
        "editorial",
        "newsroom",
        "redaktion",
        "redaction",
        "redazione",
        "redacción",
        "rédaction",
        "redakcja",
        "admin",
        "administrator",
        "agencies",
        "agency",
        "agenturen",
        "agences",
        "agencias",
        "web",
        "desk",
        "correspondent",
        "correspondents",
        "reporter",
        "reporters",
        "team",
        "online",
        "news",
        "press",
        "anonymous",
        "unknown",
        "none",
        "author",
        "authors",
        "updated",
        "published",
        "follow",
        "share",
        "twitter",
        "facebook",
        "instagram",
        "linkedin",
        "whatsapp",
        "email",
        "редакция",
    )
)
_NAME_CHARACTERS = 60
_MOST = 20
_ELEMENTS = 400
_CREDITS = 3


def find_byline(head: Head, tree: HtmlElement, *, site: str | None) -> tuple[str, ...]:
    """Find the people who wrote it; else the author that the page declares, be it the site; else nobody."""
    sites = _name_sites(head, site)
    declared = [read_names(head.linked.get("author")) or read_names(head.linked.get("creator"))]
    declared += [list(head.meta[name]) for name in _META if name in head.meta]
    for group in chain(declared, ([text] for text in _read_marked(tree))):
        people = _split(group, sites)
        if people:
            return people
    for group in declared:
        names = dict.fromkeys(name for text in group if _is_name(name := _clean(text)))
        if names:
            return tuple(names)[:_MOST]
    return ()


def read_credits(tree: HtmlElement) -> tuple[str, ...]:
    """The first lines that are marked as a byline, as they stand."""
    found = islice(tree.xpath("//*[contains(@class,'yline')]"), _CREDITS)
    return tuple(" ".join(element.text_content()[: 3 * _NAME_CHARACTERS].split()) for element in found)


def _name_sites(head: Head, site: str | None) -> list[frozenset[str]]:
    names = [site or "", *read_names(head.linked.get("publisher")), head.first("publisher"), head.first("og:site_name")]
    return [frozenset(read_words(_clean(name))) for name in names if name]


def _read_marked(tree: HtmlElement) -> Iterator[str]:
    """The short texts of the first elements that are marked as a byline."""
    found = tree.xpath(
        "//*[@rel='author' or @itemprop='author' or contains(@class,'uthor') or contains(@class,'yline')"
        " or contains(@class,'autor') or contains(@class,'auteur') or contains(@class,'meta')"
        " or contains(@class,'info') or @class='fn']"
    )
    for element in islice(found, _ELEMENTS):
        marks = element.get("class") or ""
        if element.get("rel") == "author" or element.get("itemprop") == "author" or _MARKED.search(marks):
            text = " ".join(element.text_content()[:400].split())
            if text and len(text) <= 3 * _NAME_CHARACTERS:
                yield text
        elif posted := _POSTED.search(" ".join(element.text_content()[:400].split())):
            yield posted["who"]


def _split(texts: Iterable[str], sites: list[frozenset[str]]) -> tuple[str, ...]:
    """The people in a byline such as "By A and B"."""
    people: dict[str, None] = {}
    for text in texts:
        whole = _clean(text)
        if _ADDRESS.search(whole):
            continue
        for part in _AND.split(whole):
            name = _BY.sub("", part).strip(" .-–—:")
            if _is_person(name, sites):
                people.setdefault(name)
    return tuple(people)[:_MOST]


def _clean(text: str) -> str:
    plain = " ".join(_ASIDE.sub(" ", _EMAIL.sub(" ", unescape(text[:1_000]))).split())
    return _BY.sub("", plain).strip(" .-–—:,;|")


def _is_name(text: str) -> bool:
    return bool(read_words(text)) and len(text) <= _NAME_CHARACTERS and not _ADDRESS.search(text)


def _is_person(name: str, sites: list[frozenset[str]]) -> bool:
    words = read_words(name)
    most = 12 if _UNSPACED.search(name) else 5
    return (
        2 <= len(words) <= most
        and len(name) <= _NAME_CHARACTERS
        and not any(character.isdigit() or character in "@:/" for character in name)
        and not _NOBODY & set(words)
        and not any(set(words) <= site for site in sites)
        and not name.islower()
    )
