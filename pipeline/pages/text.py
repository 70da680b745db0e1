"""The text of an article: paragraphs between blank lines, NFC, what a reader sees and nothing else.

trafilatura finds it. The articleBody of linked data is deliberately not used: it may say what no reader sees, and
trimming by it lost as much as it gained (measured).
"""

from __future__ import annotations

import logging
import re
import unicodedata
from functools import cache
from typing import Any

from lxml.html import HtmlElement

from pipeline.pages.paragraphs import read_paragraphs
from pipeline.query.words import read_words

TEXT_CHARACTERS = 1_000_000
# Soft hyphens, zero-width spaces and what turns the direction of writing: nothing that is read.
_UNSEEN = re.compile(
    "[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]"
)
# Among so many paragraphs at the head of a text.
_HEAD = 4
_BYLINE_WORDS = 12
_BY = frozenset(("by", "von", "par", "por", "di", "автор"))


def tidy_line(text: str) -> str:
    """One line in NFC without what is not seen."""
    return unicodedata.normalize("NFC", " ".join(_UNSEEN.sub("", text).split()))


def read_text(tree: HtmlElement, *, url: str, plain: bool, title: str, byline: tuple[str, ...]) -> str:
    """Read the article; `plain` in one bounded pass."""
    lines = read_paragraphs(tree) if plain else _extract(tree, url).split("\n")
    paragraphs = [line for line in map(tidy_line, lines) if line]
    paragraphs = _drop_heading(paragraphs, title, byline)
    return "\n\n".join(paragraphs)[:TEXT_CHARACTERS].rstrip()


def _extract(tree: HtmlElement, url: str) -> str:
    found = _extractor()(tree, url=url, fast=True, include_comments=False, with_metadata=False)
    return ((found.text if found is not None else "") or "")[: 2 * TEXT_CHARACTERS]


@cache
def _extractor() -> Any:  # noqa: ANN401 - the library is untyped
    from trafilatura import bare_extraction

    # It reports pages without text as errors; our verdict does.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return bare_extraction


def _drop_heading(paragraphs: list[str], title: str, byline: tuple[str, ...]) -> list[str]:
    """Without the headline and byline that stand over the text, or between it and its summary."""
    headline, authors = read_words(title), {*read_words(" ".join(byline)), *_BY}

    def is_heading(paragraph: str) -> bool:
        words = read_words(paragraph[:1_000])
        return words == headline or (0 < len(words) <= _BYLINE_WORDS and set(words) <= authors)

    return [*(one for one in paragraphs[:_HEAD] if not is_heading(one)), *paragraphs[_HEAD:]]
