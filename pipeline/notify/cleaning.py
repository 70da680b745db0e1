"""Text from the web on its way to people: one line, nothing that drives a terminal, a chat or a browser."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, urlsplit

_MARKS = 4  # combining marks on one letter: Vietnamese, Hebrew and Thai need three
_JOINER = "\N{WORD JOINER}"
# What chat services read as a mention, a link or a command.
_DRIVES = re.compile(r"@(?=\w)|<(?=[^\s<=])|\](?=\()")
_LONGEST_URL = 2048


def clean(text: str) -> str:
    """Put a text from the web on one line, without control, bidi or other characters that drive a terminal."""
    shown = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return shown if shown.isascii() else _thin(shown)


def _thin(text: str) -> str:
    """Leave four combining marks to a letter, so that it does not reach over the lines around it."""
    kept, marks = [], 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character) in {"Mn", "Me"} else 0
        if marks <= _MARKS:
            kept.append(character)
    return "".join(kept)


def shorten(text: str, limit: int) -> str:
    """A clean text of at most so many characters, with an ellipsis where it was cut."""
    shown = clean(text)
    return shown if len(shown) <= limit else shown[: limit - 1].rstrip() + "…"


def defuse(text: str) -> str:
    """Break what a chat service would take for a mention, a link or a command: `@everyone`, `<!channel>`, `[a](b)`."""
    return _DRIVES.sub(lambda found: found[0] + _JOINER, text)


def to_link(url: str) -> str | None:
    """A URL that may be clicked: http or https, without characters that end it early; None for all others."""
    address = clean(url).replace(" ", "%20")
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.hostname or len(address) > _LONGEST_URL:
        return None
    return quote(address, safe="!#$%&'()*+,-./:;=?@[]_~")
