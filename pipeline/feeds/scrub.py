"""Makes the text of an XML feed harmless before a parser meets it.

What is known to make parsers raise, expand or take quadratic time is replaced, removed or refused here: illegal
character references, control characters, declarations of entities, junk before the root, floods of tags and attributes.
"""

from __future__ import annotations

import html.entities
import re
from dataclasses import dataclass

from pipeline.errors import FeedError

MOST_ITEMS = 3_000
MOST_TAGS = 200_000
MOST_ATTRIBUTES = 256
DEEPEST = 5_000
_MOST_BRACKETS = 2_000_000  # with those inside CDATA
_HEAD = 200_000
_MOST_ENTITIES = 100
_MOST_EXPANSION = 1_000_000

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_CHARREF = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")
_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]{0,40}:)?(rss|feed|rdf|channel|urlset|sitemapindex)(?=[\s/>])", re.IGNORECASE)
_PAGE = re.compile(r"<!doctype\s+html|<(?:html|head|body)(?=[\s>])", re.IGNORECASE)
_ELEMENT = re.compile(r"<[A-Za-z_]")
_ENTITY = re.compile(r"""<!ENTITY\s+([A-Za-z_][\w.-]{0,63})\s+(?:"([^"<>]{0,200})"|'([^'<>]{0,200})')\s*>""")
_CDATA_OR_AMPERSAND = re.compile(
    r"(<!\[CDATA\[)|&(?!(?:amp|lt|gt|quot|apos);)(?:(#[xX]?[0-9a-fA-F]+;)|([A-Za-z_][\w.-]{0,63});|)"
)
_ITEM = re.compile(r"<(/?)(?:[A-Za-z_][\w.-]{0,40}:)?(?:item|entry)(?=[\s/>])[^<>]*>", re.IGNORECASE)
_URL = re.compile(r"<(/?)(?:[A-Za-z_][\w.-]{0,40}:)?url(?=[\s/>])[^<>]*>", re.IGNORECASE)
_SKIPPED = re.compile(r"\s+")
_ATTRIBUTES = re.compile(r"""[A-Za-z_][\w.:-]*((?:[^"'>]|"[^"]*"|'[^']*')*+)""")
_QUOTED = re.compile(r""""[^"]*"|'[^']*'""")
_ENDED = re.compile(r"</(?:[\w.-]+:)?(?:rss|feed|rdf|channel|urlset|sitemapindex)\s*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scrubbed:
    """A document from its root element on. `root` is its name in lower case, without prefix; empty if unknown."""

    text: str
    root: str
    left_out: int = 0
    partial: bool = False


def scrub_xml(text: str, *, url: str) -> Scrubbed:
    """Make a document harmless; FeedError when it is no XML feed or far more than one."""
    clean = _CHARREF.sub(_legal, _ILLEGAL.sub("", text))
    start, root = _find_root(clean, url=url)
    entities = _declared(clean[:start][:_HEAD])
    items = _URL if root == "urlset" else _ITEM
    body, left_out = _cut_items(clean[start:], items)
    _take_census(body, url=url)
    cut, partial = _complete(body, items)
    return Scrubbed(text=_expand(cut, entities), root=root, left_out=left_out, partial=partial)


def _legal(found: re.Match[str]) -> str:
    digits = found[1] or found[2]
    point = int(digits, 16 if found[1] else 10) if len(digits) <= 8 else 0x110000
    if 0x80 <= point < 0xA0:  # meant as Windows' Western encoding, as on the web
        return bytes((point,)).decode("cp1252", "ignore")
    if point in {9, 10, 13} or 0x20 <= point < 0x7F or 0xA0 <= point < 0xD800 or 0xE000 <= point < 0xFFFE:
        return f"&#{point};"
    if 0x10000 <= point < 0x110000:
        return f"&#{point};"
    return "" if point < 0x20 else "\ufffd"


def _find_root(text: str, *, url: str) -> tuple[int, str]:
    """Find where the feed begins; what stands before it (junk, comments, declarations) is not handed on."""
    body = _after_comments(text)
    window = text[body : body + _HEAD]
    found, page = _ROOT.search(window), _PAGE.search(window)
    if found and not (page and page.start() < found.start()):
        return body + found.start(), found[1].lower()
    if page:
        raise FeedError(
            "expected a feed (RSS, Atom, RDF or JSON Feed), found an HTML page: give the address of the feed itself, "
            "or find it with `wirewatch feeds discover`",
            reason="html_page",
            url=url,
        )
    if element := _ELEMENT.search(window):
        return body + element.start(), ""
    if window[:9].lower() == "<!doctype" and len(window) == _HEAD:
        raise _oversize("declarations without end", url)
    raise FeedError(
        f"expected a feed (RSS, Atom, RDF or JSON Feed), found {window[:40].strip()!r}: check the address",
        reason="not_a_feed",
        url=url,
    )


def _after_comments(text: str) -> int:
    """Skip white space, comments and instructions before the root, however long they are."""
    position = 0
    while True:
        space = _SKIPPED.match(text, position)
        position = space.end() if space else position
        end = "-->" if text.startswith("<!--", position) else "?>" if text.startswith("<?", position) else ""
        closed = text.find(end, position) if end else -1
        if closed < 0:
            return position
        position = closed + len(end)


def _declared(head: str) -> dict[str, str]:
    """Read the harmless declarations of entities: text without markup or other entities."""
    found = (match for match in _ENTITY.finditer(head))
    values = {match[1]: match[2] or match[3] or "" for match, _ in zip(found, range(_MOST_ENTITIES), strict=False)}
    return {name: value for name, value in values.items() if "&" not in _CHARREF.sub("", value)}


def _cut_items(text: str, items: re.Pattern[str]) -> tuple[str, int]:
    """Leave out the middle of a flood of items: the newest stand at one end or the other."""
    starts = [found.start() for found in items.finditer(text) if not found[1]]
    if len(starts) <= MOST_ITEMS:
        return text, 0
    half = MOST_ITEMS // 2
    return text[: starts[half]] + text[starts[-half] :], len(starts) - MOST_ITEMS


def _take_census(text: str, *, url: str) -> None:
    """Refuse floods that cost the parser more than they can say. The worker's budget stands behind this."""
    brackets = text.count("<")
    if brackets > _MOST_BRACKETS:
        raise _oversize(f"{brackets} tags", url)
    tags = depth = 0
    hidden = ""
    for piece in text.split("<")[1:]:
        hidden = hidden or ("]]>" if piece.startswith("![CDATA[") else "-->" if piece.startswith("!--") else "")
        if hidden:
            hidden = "" if hidden in piece else hidden
            continue
        tags += 1
        depth += _step(piece)
        if tags > MOST_TAGS or depth > DEEPEST:
            raise _oversize(f"more than {MOST_TAGS} tags" if tags > MOST_TAGS else f"tags nested {DEEPEST} deep", url)
        if piece.count("=") > MOST_ATTRIBUTES or len(piece) > 10_000:
            _count_attributes(piece, url=url)


def _step(piece: str) -> int:
    if piece[:1] == "/":
        return -1
    return 0 if not piece[:1].isalpha() or "/>" in piece else 1


def _count_attributes(piece: str, *, url: str) -> None:
    found = _ATTRIBUTES.match(piece)
    if found and len(_QUOTED.sub(" ", found[1]).split()) > MOST_ATTRIBUTES:
        raise _oversize(f"more than {MOST_ATTRIBUTES} attributes in one tag", url)


def _oversize(found: str, url: str) -> FeedError:
    return FeedError(
        f"expected a feed of ordinary structure, found {found}: it was not read; "
        "if this is the right address, tell its publisher",
        reason="oversize_structure",
        url=url,
    )


def _complete(text: str, items: re.Pattern[str]) -> tuple[str, bool]:
    """Drop an item that was cut off in the middle; tell whether the document was."""
    if _ENDED.search(text, max(0, len(text) - 4_000)):
        return text, False
    opened = end = None
    for found in items.finditer(text):
        if found[1]:
            opened, end = None, found.end()
        elif opened is None and not found[0].endswith("/>"):
            opened = found.start()
    return (text if opened is None else text[: end or opened]), True


def _expand(text: str, entities: dict[str, str]) -> str:
    """Write entities as characters and escape bare ampersands, outside CDATA, so that no parser needs a table."""
    cost = sum(text.count(f"&{name};") * len(value) for name, value in entities.items())
    known = entities if cost <= _MOST_EXPANSION else {}
    pieces: list[str] = []
    position = 0
    for found in _CDATA_OR_AMPERSAND.finditer(text):
        if found.start() < position:
            continue
        pieces.append(text[position : found.start()])
        position = found.end()
        if found[1]:
            end = text.find("]]>", position)
            end = len(text) if end < 0 else end + 3
            pieces.append(text[found.start() : end])
            position = end
        else:
            pieces.append(_reference(found, known))
    return "".join([*pieces, text[position:]])


def _reference(found: re.Match[str], known: dict[str, str]) -> str:
    name = found[3]
    if found[2]:
        return found[0]
    if name is None:
        return "&amp;"
    if name in known:
        return known[name]
    character = html.entities.html5.get(f"{name};")
    return "".join(f"&#{ord(c)};" if c in "<>&\"'" else c for c in character) if character else f"&amp;{found[0][1:]}"
