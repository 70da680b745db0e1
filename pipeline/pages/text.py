"""The text of an article: paragraphs between blank lines, NFC, what a reader sees and nothing else.

trafilatura finds it. The articleBody of linked data is deliberately not used: it may say what no reader sees, and
trimming by it lost as much as it gained (measured).
"""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

from lxml.html import HtmlElement

from pipeline.pages.clearing import find_signposts
from pipeline.pages.lines import read_lines
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
_KICKER_WORDS = 5
# A day, with a time or without.
_DATE = re.compile(
    r"\W*(?:\w+, )?"
    r"(?:\d{1,2}[. ]{1,2}[^\W\d]{3,12}\.?,? \d{4}|[^\W\d]{3,12}\.? \d{1,2}, \d{4}|\d{1,4}[./-]\d{1,2}[./-]\d{2,4})"
    r"(?:\W{1,3}(?:um |at |à )?\d{1,2}[:.h]\d\d(?: ?(?:Uhr|[AaPp]\.?[Mm]\.?))?)?\W*"
)
# What stands over an advertisement.
_LABEL = re.compile(
    r"(?:skip )?advertisements?|(?:story|article) continues below(?: (?:this )?ad(?:vertisement)?)?"
    r"|anzeige|werbung|publicité|publicidad|pubblicità|publicidade|реклама|annonse?|mainos|広告|广告",
    re.IGNORECASE,
)
_BY = frozenset(("by", "von", "par", "por", "di", "автор"))


def tidy_line(text: str) -> str:
    """One line in NFC without what is not seen."""
    return unicodedata.normalize("NFC", " ".join(_UNSEEN.sub("", text).split()))


def read_text(tree: HtmlElement, *, url: str, title: str, byline: tuple[str, ...]) -> str:
    """Read the article as the extractor finds it."""
    tidied = [(heading, tidy_line(line)) for heading, line in _extract(tree, url)]
    signposts = find_signposts(tree, [line for _, line in tidied])
    kept = [
        (heading, line) for heading, line in tidied if line and line not in signposts and not _LABEL.fullmatch(line)
    ]
    while kept and kept[-1][0]:
        kept.pop()  # a heading with nothing under it headed what is gone
    return _join([line for _, line in kept], title, byline)


def read_plainly(markup: str, *, title: str, byline: tuple[str, ...]) -> str:
    """Read the article in one bounded pass, where the extractor would take too long or not see all."""
    return _join([line for line in map(tidy_line, read_paragraphs(markup)) if line], title, byline)


def _join(lines: list[str], title: str, byline: tuple[str, ...]) -> str:
    return "\n\n".join(_drop_heading(lines, title, byline))[:TEXT_CHARACTERS].rstrip()


def _extract(tree: HtmlElement, url: str) -> Iterator[tuple[bool, str]]:
    found = _extractor()(tree, url=url, fast=True, include_comments=False, with_metadata=False)
    return read_lines(found.body) if found is not None and found.body is not None else iter(())


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
        kicked = bool(headline) and words[-len(headline) :] == headline and len(words) <= len(headline) + _KICKER_WORDS
        short = 0 < len(words) <= _BYLINE_WORDS
        return kicked or (short and (set(words) <= authors or _DATE.fullmatch(paragraph) is not None))

    return [*(one for one in paragraphs[:_HEAD] if not is_heading(one)), *paragraphs[_HEAD:]]
