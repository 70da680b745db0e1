"""Paragraphs of a page read in one pass, for pages too large for trafilatura. Linear in the size of the page."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import iterwalk
from lxml.html import HtmlElement

_SKIPPED = frozenset(
    (
        "head",
        "script",
        "style",
        "noscript",
        "template",
        "nav",
        "aside",
        "footer",
        "form",
        "button",
        "select",
        "svg",
        "math",
        "iframe",
        "object",
        "figure",
    )
)
_BLOCKS = frozenset(("p", "h2", "h3", "h4", "blockquote", "pre", "li", "dd"))
_LEAST = 40
_LINKED = 0.5
_LINES = 20_000


def read_visible(tree: HtmlElement, *, limit: int) -> str:
    """Read all that a reader might see, in one line of at most `limit` characters."""
    return " ".join(" ".join(_walk_text(tree, limit=limit)).split())[:limit]


def _walk_text(tree: HtmlElement, *, limit: int) -> Iterator[str]:
    hidden = {"script", "style", "noscript", "template", "head"}
    size = 0
    walker = iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        text = element.text if event == "start" and element.tag not in hidden else None
        if event == "start" and element.tag in hidden:
            walker.skip_subtree()
        if event != "start":
            text = element.tail
        if text:
            yield text
            size += len(text)
        if size > limit:
            return


def read_paragraphs(tree: HtmlElement) -> tuple[str, ...]:
    """Read the blocks of text that are no menus; where a page has none, its lines."""
    found: list[str] = []
    walker = iterwalk(tree, events=("start",))
    for _, element in walker:
        if element.tag in _SKIPPED:
            walker.skip_subtree()
        elif element.tag in _BLOCKS:
            walker.skip_subtree()
            text = " ".join("".join(element.itertext("*")).split())
            if len(text) >= _LEAST and _count_linked(element) < _LINKED * len(text):
                found.append(text)
    return tuple(found[:_LINES]) or _read_lines(tree)


def _count_linked(element: HtmlElement) -> int:
    return sum(len(part) for link in element.iter("a") for part in link.itertext("*"))


def _read_lines(tree: HtmlElement) -> tuple[str, ...]:
    lines = ("".join(part.split("\n")).strip() for part in _walk_text(tree, limit=1_000_000))
    return tuple(line for line in lines if len(line) >= _LEAST)[:_LINES]
