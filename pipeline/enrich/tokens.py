"""The one pass over a text that all annotators share: words, marks and line ends, with their offsets.

Not here: sentences (they need quotation marks) and what a word means.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from pipeline.enrich.lexicon import words as word_set

# Every alternative starts with another kind of character, so that the pass is linear whatever the text is.
_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S., p.m.
    r"|[^\W\d_][^\W_]*\.(?:com|org|net|gov|edu|tv)\b"  # Edmunds.com
    r"|\d+(?:[.,:]\d+)*(?:st\b|nd\b|rd\b|th\b)?"
    r"|''|``"
    r"|[^\W\d_][^\W_]*(?:[-\u2010\u2011'\u2019\u02bc](?!['\u2019])[^\W_]+)*"
    r"|\n[\s]*"
    r"|[^\w\s]|_+"
)
_POSSESSIVE = ("'s", "\u2019s")
# Words that end with 's without a possessive: "it's", "that's". They stay whole.
_WHOLE = word_set("it's that's he's she's there's what's let's who's here's where's how's")
LINE = "\n"
# French: what stands elided before a word, and the pronoun that an inverted verb takes along.
_ELIDED = re.compile(r"((?:[ldnsjmtc]|(?:jus|lors|puis|quoi)?qu)['\u2019])(.+)", re.IGNORECASE)
_INVERTED = re.compile(r"([^-]{1,40})(?:-t)?-(ils?|elles?|on)", re.IGNORECASE)


class Tokens:
    """Parallel tuples of what was read: `words` as written, `low` folded to lower case, and the offsets."""

    __slots__ = ("ends", "low", "starts", "text", "words")

    def __init__(self, text: str, *, elides: bool = False) -> None:
        self.text = text
        self.words: list[str] = []
        self.low: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        for found in _TOKEN.finditer(text):
            word = found.group()
            if elides and len(word) > 2 and ("'" in word or "\u2019" in word or "-" in word):
                self._part(word, found.start())
            elif word[-2:] in _POSSESSIVE and len(word) > 2:
                self._split(word, found.start())
            else:
                self._add(LINE if word[0] == LINE else word, found.start(), found.end())

    def _split(self, word: str, start: int) -> None:
        end = start + len(word)
        if word.lower().replace("\u2019", "'") in _WHOLE:
            self._add(word, start, end)
            return
        self._add(word[:-2], start, end - 2)
        self._add(word[-2:], end - 2, end)

    def _part(self, word: str, start: int) -> None:
        elided = _ELIDED.fullmatch(word)
        if elided:
            self._add(elided[1], start, start + elided.end(1))
            word, start = elided[2], start + elided.start(2)
        inverted = _INVERTED.fullmatch(word)
        if inverted is None:
            self._add(word, start, start + len(word))
            return
        for group in (1, 2):
            self._add(inverted[group], start + inverted.start(group), start + inverted.end(group))

    def _add(self, word: str, start: int, end: int) -> None:
        self.words.append(word)
        self.low.append(word.lower().replace("\u2019", "'"))
        self.starts.append(start)
        self.ends.append(end)

    def __len__(self) -> int:
        return len(self.words)

    def at(self, offset: int) -> int:
        """Find the first token that starts at or after an offset."""
        return bisect_left(self.starts, offset)

    def near(self, index: int) -> str:
        """Give the folded word at an index, or an empty string outside of the text."""
        return self.low[index] if 0 <= index < len(self.low) else ""

    def glued(self, index: int) -> bool:
        """Tell whether a token follows the one before it without a space."""
        return 0 < index < len(self.starts) and self.starts[index] == self.ends[index - 1]


@lru_cache(maxsize=2)
def scan(text: str) -> Tokens:
    """Cut a text into tokens; the annotators of one article share the result."""
    return Tokens(text)
