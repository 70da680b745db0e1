"""Takes out of a page what leads away from its article, and marks the article, before the extractor looks.

Boxes that ask for an address or show other articles are told by their names and by being small; cards of other articles
by standing in a row, each a linked headline with little text. What is left is the extractor's to judge.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from itertools import chain, islice

from lxml.etree import strip_elements
from lxml.html import HtmlElement

from pipeline.claims.urls import host_of
from pipeline.query.words import UNSPACED

_CLEARED = "cleared"
_BOX = re.compile(
    r"news-?letter|sign-?up|most-?(?:read|popular|viewed)|popular-(?:articles|posts|stories)|recirc|read-?(?:more|next|also)"
    r"|related|pull-?quote|promo(?:$|[\s_-])|event-?promo|more-(?:on|from)|latest-(?:news|box)|lire-aussi|^bio$|author-?bio",
    re.IGNORECASE,
)
_BOX_CHARACTERS = 600
_SMALL_ELEMENTS = 500
_HEADINGS = frozenset(("h2", "h3", "h4", "h5"))
_CARD_CHARACTERS = 400
_CARDS = 3
_ELSEWHERE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_CARD_DEPTH = 6
_CARD_TAGS = frozenset(("div", "li", "article", "section", "a"))
_ELEMENTS = 5_000
_BLOCKS = frozenset(
    ("p", "li", "div", "td", "dd", "section", "aside", "blockquote", "article", "body", "figcaption", *_HEADINGS, "h1")
)
_SIGNPOST_CHARACTERS = 300
_SIGNPOST_WORDS = 4
_SIGNPOSTS = 1_000
_LINK_CHARACTERS = 4
_UNSPACED = re.compile(f"[{UNSPACED}]")
_MOST_CHARACTERS = 4_000
_LINKED = 0.7
_TABLE_CHARACTERS = 500
_CONTENT = re.compile(r"(?:article|story|post|entry|art)(?:-|__?)?(?:body|text|content)|body-text", re.IGNORECASE)
_PIECE_PARAGRAPHS = 2
_LOOSE = frozenset(("div", "font", "td", "center", "body", "article", "section", "main"))
_PARAGRAPH_CHARACTERS = 80


def clear_page(tree: HtmlElement, *, host: str, live: bool) -> int:
    """Take out boxes and cards; make plain what is laid out in tables, in pieces or live.

    It says how many headlines the page had that lead to other pages of the site.
    """
    leads = [one for one in islice(tree.iter(*_HEADINGS), _ELEMENTS) if _is_lead(one, host)]
    for element in [*_find_boxes(tree), *_find_cards(leads)]:
        element.tag = _CLEARED
    strip_elements(tree, _CLEARED, with_tail=False)
    _unfold_tables(tree)
    _mark_paragraphs(tree)
    _wrap_loose(tree)
    if live:
        for update in list(tree.iter("article")):
            update.tag = "div"
    _join_pieces(tree)
    return len(leads)


def find_signposts(tree: HtmlElement, lines: Collection[str]) -> frozenset[str]:
    """Those of some lines of a page that are hardly more than links, such as "Read more: ..."."""
    short = [line for line in lines if len(line) <= _SIGNPOST_CHARACTERS and _has_words(line)][:_SIGNPOSTS]
    shown = "\n".join(short)
    links = {_squeeze(link) for link in islice(tree.iter("a"), _ELEMENTS) if link.get("href", "#")[:1] != "#"}
    links = set(islice((text for text in links if len(text) >= _LINK_CHARACTERS and text in shown), _SIGNPOSTS))
    return frozenset(line for line in short if sum(len(text) for text in links if text in line) >= _LINKED * len(line))


def _has_words(line: str) -> bool:
    return len(line.split()) >= _SIGNPOST_WORDS or len(_UNSPACED.findall(line)) >= 2 * _SIGNPOST_WORDS


def _squeeze(element: HtmlElement) -> str:
    return " ".join(element.text_content()[:_MOST_CHARACTERS].split())


def _find_boxes(tree: HtmlElement) -> Iterator[HtmlElement]:
    for element in islice(tree.iter("div", "section", "aside", "ul", "p"), _ELEMENTS):
        named = _names_box(element.get("class") or "") or _names_box(element.get("id") or "")
        if named and _is_small(element, _BOX_CHARACTERS) and next(element.iter("h1"), None) is None:
            yield element


@lru_cache(maxsize=4_096)
def _names_box(marks: str) -> bool:
    return _BOX.search(marks) is not None


def _is_small(element: HtmlElement, most: int) -> bool:
    """Whether an element has at most so many characters, and not very many elements either."""
    size = 0
    for count, node in enumerate(element.iter()):
        size += len((node.text or "").strip()) + (len((node.tail or "").strip()) if count else 0)
        if size > most or count > _SMALL_ELEMENTS:
            return False
    return True


def _find_cards(leads: Iterable[HtmlElement]) -> Iterator[HtmlElement]:
    rows: defaultdict[tuple[HtmlElement, str, str], list[HtmlElement]] = defaultdict(list)
    for heading in leads:
        card = _find_card(heading)
        parent = card.getparent() if card is not None else None
        if card is not None and parent is not None:
            rows[parent, str(card.tag), card.get("class") or ""].append(card)
    for cards in rows.values():
        if len(cards) >= _CARDS:
            yield from cards


def _is_lead(heading: HtmlElement, host: str) -> bool:
    """Whether a headline is linked to another page of the site."""
    link = next(chain(heading.iterancestors("a"), heading.iter("a")), None)
    return link is not None and _leads_on(link.get("href") or "", host)


def _find_card(heading: HtmlElement) -> HtmlElement | None:
    """The largest small element around a headline, and no other."""
    found = None
    for element in islice(heading.iterancestors(*_CARD_TAGS), _CARD_DEPTH):
        if any(one is not heading for one in element.iter(*_HEADINGS)) or not _is_small(element, _CARD_CHARACTERS):
            break
        found = element
    return found


def _leads_on(link: str, host: str) -> bool:
    """Whether a link leads to another page of the site."""
    if not link or link.startswith(("#", "javascript:", "mailto:")):
        return False
    return not _ELSEWHERE.match(link) or host_of(link if "://" in link else f"https:{link}") == host


def _unfold_tables(tree: HtmlElement) -> None:
    """Old sites lay out whole pages in tables: one with a cell as long as an article is no table of figures."""
    for table in list(islice(tree.iter("table"), _ELEMENTS)):
        if any(not _is_small(cell, _TABLE_CHARACTERS) for cell in _find_cells(table)):
            for element in (table, *table.iter("tbody", "tr", "td", "th")):
                if next(element.iterancestors("table"), table) is table:
                    element.tag = "div"
                    element.attrib.pop("width", None)


def _find_cells(table: HtmlElement) -> Iterator[HtmlElement]:
    return (cell for cell in table.iter("td") if next(cell.iterancestors("table"), None) is table)


def _mark_paragraphs(tree: HtmlElement) -> None:
    """Where a page has no paragraphs, those of its innermost blocks that are long enough are some."""
    if any(not _is_small(one, _PARAGRAPH_CHARACTERS) for one in islice(tree.iter("p"), _ELEMENTS)):
        return
    for block in list(islice(tree.iter("div"), _ELEMENTS)):
        innermost = next((one for one in block.iter(*_BLOCKS, "table", "ul") if one is not block), None) is None
        if innermost and not _is_small(block, _PARAGRAPH_CHARACTERS):
            block.tag = "p"


def _wrap_loose(tree: HtmlElement) -> None:
    """The text of an old page that stands before its first paragraph, or behind one, in none."""
    parents = dict.fromkeys(paragraph.getparent() for paragraph in islice(tree.iter("p"), _ELEMENTS))
    for parent in parents:
        if parent.tag in _LOOSE and len((parent.text or "").strip()) >= _PARAGRAPH_CHARACTERS and parent[0].tag == "p":
            first = HtmlElement()
            first.tag, first.text, parent.text = "p", parent.text, None
            parent.insert(0, first)


def _join_pieces(tree: HtmlElement) -> None:
    """Where an article's text is cut into pieces, the extractor would take the first: name what holds them all."""
    pieces: defaultdict[tuple[HtmlElement, str], list[HtmlElement]] = defaultdict(list)
    counted: Counter[HtmlElement] = Counter(
        paragraph.getparent()
        for paragraph in islice(tree.iter("p"), _ELEMENTS)
        if not _is_small(paragraph, _PARAGRAPH_CHARACTERS)
    )
    for parent, paragraphs in counted.items():
        marks = parent.get("class") or ""
        if paragraphs >= _PIECE_PARAGRAPHS and _CONTENT.search(marks) and "comment" not in marks.lower():
            article = next(parent.iterancestors("article"), None)
            if article is not None:
                pieces[article, marks].append(parent)
    for parts in pieces.values():
        if len(parts) > 1:
            _name_whole(parts)


def _name_whole(parts: list[HtmlElement]) -> None:
    around = _find_common(parts)
    for part in parts:
        part.attrib.pop("class", None)
        part.attrib.pop("id", None)
    around.set("class", "article-body")


def _find_common(parts: Iterable[HtmlElement]) -> HtmlElement:
    first, *others = (list(reversed(list(part.iterancestors()))) for part in parts)
    common = first[0]
    for place, element in enumerate(first):
        if any(len(other) <= place or other[place] is not element for other in others):
            break
        common = element
    return common
