"""What a word is, for search, rules and alerts alike.

A word is a run of letters, digits and combining marks; everything else separates. Case, accents and
compatibility forms fold, one character at a time, so that a search engine can be given the same table
(`fold_table`). Scripts written without spaces (Han, Kana, Thai, Lao, Khmer, Burmese) give one word a character.
Stemming and synonyms are deliberately not here.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

# Letters that Unicode does not decompose but readers treat as accented Latin.
_EXTRA = {
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ł": "l",
    "ħ": "h",
    "ŧ": "t",
    "ı": "i",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "ĸ": "k",
}
_DROPPED = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\U000e0100-\U000e01ef]"
)
# Format characters that stand inside words without being part of them.
IGNORABLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
# Ranges whose characters are words of their own, as a regular-expression class.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
    "\U0001b000-\U0001b16f\U00020000-\U000323af"
)
_LAST_MARK = 0x1E94B


class Token(NamedTuple):
    """One folded word and the place it was read from (code points)."""

    text: str
    start: int
    end: int


@cache
def _marks() -> str:
    spans: list[str] = []
    start = previous = -2
    for point in [*range(0x300, _LAST_MARK), *range(0xE0100, 0xE01F0)]:
        if unicodedata.category(chr(point))[0] != "M":
            continue
        if point != previous + 1:
            if start >= 0:
                spans.append(f"{chr(start)}-{chr(previous)}")
            start = point
        previous = point
    return "".join([*spans, f"{chr(start)}-{chr(previous)}"])


@cache
def _pattern() -> re.Pattern[str]:
    word = rf"[^\W_]|[{_marks()}{IGNORABLE}]"
    return re.compile(rf"[{UNSPACED}]|(?:(?![{UNSPACED}])(?:{word}))+")


_ASCII_WORD = re.compile(r"[0-9A-Za-z]+")
# Where no character of these ranges is met (they hold all marks, ignorable and unspaced characters, and more), the
# words are the same, and are found five times as fast.
_PLAIN_WORD = re.compile(r"[^\W_]+")
_UNPLAIN = re.compile(
    "[\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u1fff\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20ff\u2cef-\uffff"
    "\U00010000-\U0010ffff]"
)


def fold_character(character: str) -> str:
    """Fold one character of a word: case, accents, compatibility form. May be empty."""
    folded = "".join(_EXTRA.get(c, c) for c in character.casefold())
    folded = unicodedata.normalize("NFKD", folded).casefold()
    folded = unicodedata.normalize("NFC", _DROPPED.sub("", folded))
    folded = "".join(_EXTRA.get(c, c) for c in folded)
    if all(c.isalnum() or unicodedata.category(c)[0] == "M" for c in folded):
        return folded
    return character


class _Fold(dict[int, str]):
    """Folds on demand and remembers, so that `str.translate` runs at C speed on common text."""

    def __missing__(self, point: int) -> str:
        character = chr(point)
        folded = "" if re.match(f"[{IGNORABLE}]", character) else fold_character(character)
        self[point] = folded
        return folded


_FOLD = _Fold()


class _Spaced(dict[int, str]):
    """Folds what can stand in a word and makes space of the rest: a text so translated splits into its words.

    The same words as by `_pattern`, because both look at one character at a time, and several times as fast.
    """

    def __missing__(self, point: int) -> str:
        character = chr(point)
        spaced = _FOLD[point] if is_word_character(character) else " "
        if re.match(f"[{UNSPACED}]", character):
            spaced = f" {spaced} "
        self[point] = spaced
        return spaced


_SPACED = _Spaced()


def fold(word: str) -> str:
    """Fold a word; a string without letters or digits may become empty."""
    if word.isascii():
        return word.lower()
    return word.translate(_FOLD)


def read_tokens(text: str) -> Iterator[Token]:
    """Read the words of a text in order, with their places; linear in its length."""
    for word, (start, end) in zip(read_words(text), find_places(text), strict=True):
        yield Token(word, start, end)


def find_places(text: str) -> list[tuple[int, int]]:
    """Where the words that `read_words` reads begin and end, in order (code points)."""
    pattern = _choose_pattern(text)
    if pattern is _pattern():
        return [match.span() for match in pattern.finditer(text) if fold(match[0])]
    return [match.span() for match in pattern.finditer(text)]


def find_words(text: str) -> list[str]:
    """The words of a text in order as they are written, not folded."""
    return _choose_pattern(text).findall(text)


def _choose_pattern(text: str) -> re.Pattern[str]:
    if text.isascii():
        return _ASCII_WORD
    return _pattern() if _UNPLAIN.search(text) else _PLAIN_WORD


def read_words(text: str) -> tuple[str, ...]:
    """Read the folded words of a text in order."""
    return tuple(text.translate(_SPACED).split())


def read_aligned(text: str) -> str | None:
    """The text with its words folded and blanks between them, of the same length, so that each stands where it stood.

    None when a character becomes none or several (soft hyphens, ligatures, scripts without spaces).
    """
    if text.isascii() or all(len(_SPACED[ord(character)]) == 1 for character in set(text)):
        return text.translate(_SPACED)
    return None


def is_word_character(character: str) -> bool:
    """Tell whether a character can stand inside a word."""
    return bool(_pattern().fullmatch(character))


@cache
def fold_table() -> dict[str, str]:
    """Every word character whose folded form differs from it: the table for another engine.

    Takes about a second; used only when an index is created.
    """
    table = {}
    for point in range(sys.maxunicode + 1):
        character = chr(point)
        if 0xD800 <= point <= 0xDFFF or not is_word_character(character):
            continue
        folded = fold(character)
        if folded != character:
            table[character] = folded
    return table
