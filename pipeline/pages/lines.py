"""The lines of what the extractor found: its paragraphs, sub-heads, list items and rows, without marks of its own."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape

from lxml.etree import _Element as Element
from lxml.etree import iterwalk

_BLOCKS = frozenset(("body", "p", "head", "item", "list", "quote", "table", "row", "div", "code"))
_CELL = "cell"
_BREAK = "lb"


def read_lines(body: Element) -> Iterator[tuple[bool, str]]:
    """Each line in order, and whether it is a sub-head."""
    parts: list[str] = []
    heading = False
    for event, element in iterwalk(body, events=("start", "end")):
        starts, tag = event == "start", element.tag
        if tag in _BLOCKS or tag == _BREAK:
            yield from ((heading, line) for line in _join(parts))
            parts.clear()
            heading = starts and tag == "head"
        elif tag == _CELL and starts and parts:
            parts.append(" | ")
        text = element.text if starts else element.tail
        if text and (starts or element is not body):
            parts.append(text)
    yield from ((heading, line) for line in _join(parts))


def _join(parts: list[str]) -> Iterator[str]:
    """What was found between two blocks; where the extractor fell back on less, its line ends are those of blocks."""
    for part in "".join(parts).split("\n"):
        line = " ".join(part.split()).strip(" |")
        if line:
            yield unescape(line) if "&" in line else line
