"""Paragraphs of a page read in one pass over its markup, where a tree would cost too much or would not hold it all.

Linear in the size of the page, whatever its nesting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from lxml.etree import iterwalk
from lxml.html import HtmlElement

_HIDDEN = frozenset(("script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object"))
_ASIDE = frozenset(("nav", "aside", "footer", "form", "button", "select", "figure"))
_BLOCKS = frozenset(
    (
        *(
            "p",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "blockquote",
            "pre",
            "li",
            "dd",
            "dt",
            "div",
            "td",
            "th",
            "tr",
            "table",
        ),
        *("ul", "ol", "section", "article", "main", "body", "header", "br", "hr"),
    )
)
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_RAW = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|$)", re.DOTALL | re.IGNORECASE)
_PIECE = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,20})[^>]*+>?|([^<]++|<)")
_LEAST = 40
_LINKED = 0.5
_LINES = 20_000


def read_visible(tree: HtmlElement, *, limit: int) -> str:
    """Read all that a reader might see, in one line of at most `limit` characters."""
    return " ".join(" ".join(_walk_text(tree, limit=limit)).split())[:limit]


def _walk_text(tree: HtmlElement, *, limit: int) -> Iterator[str]:
    size = 0
    walker = iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        text = element.text if event == "start" and element.tag not in _HIDDEN else None
        if event == "start" and element.tag in _HIDDEN:
            walker.skip_subtree()
        if event != "start":
            text = element.tail
        if text:
            yield text
            size += len(text)
        if size > limit:
            return


def read_paragraphs(markup: str) -> tuple[str, ...]:
    """Read the blocks of text that are no menus; where a page has none, those that stand aside too."""
    plain = _RAW.sub(" ", _COMMENT.sub(" ", markup))
    for skipped in (_HIDDEN | _ASIDE, _HIDDEN):
        found = [line for line, linked in _scan(plain, skipped) if len(line) >= _LEAST and linked < _LINKED * len(line)]
        if found:
            return tuple(found[:_LINES])
    return ()


def _scan(markup: str, skipped: frozenset[str]) -> Iterator[tuple[str, int]]:
    """The text of each block, and how much of it is linked."""
    parts: list[str] = []
    depth = linked = 0
    in_link = False
    for piece in _PIECE.finditer(markup):
        closing, name, text = piece.groups()
        tag = (name or "").lower()
        if text and not depth:
            parts.append(text)
            linked += len(text) if in_link else 0
        elif tag in skipped:
            depth = max(0, depth - 1) if closing else depth + 1
        elif tag == "a":
            in_link = not closing
        elif tag in _BLOCKS and parts:
            yield _join(parts), linked
            parts, linked, in_link = [], 0, False
    yield _join(parts), linked


def _join(parts: list[str]) -> str:
    line = " ".join("".join(parts).split())
    return unescape(line) if "&" in line else line
