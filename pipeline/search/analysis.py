"""Tells Elasticsearch what a word is: the analyzer gives exactly the words of `pipeline.query.words`.

Characters are folded by a `mapping` character filter before a `pattern` tokenizer cuts. That gives what cutting first
gives, except for a few characters that change sides: one that stands alone and folds to several, or one of the
spaced scripts that folds to one that stands alone. Those are folded in the finished words.

Depends on the Unicode version of the running Python: an index made under another one differs in characters that are
newer than either, until it is rebuilt.
"""

from __future__ import annotations

import re
from typing import Any

from pipeline.query.words import IGNORABLE, UNSPACED, fold_table

ANALYZER = "wirewatch_words"  # for text as it is written
FOLDED = "wirewatch_folded"  # for words that are folded already, side by side
LONGEST_WORD = 10_000  # UTF-16 units; a term of Lucene has at most 32,766 bytes
_ALONE = re.compile(f"[{UNSPACED}]")
_RANGE = re.compile("(.)(?:-(.))?", re.DOTALL)


def make_analysis() -> dict[str, Any]:
    """Make the `analysis` section of the index settings. Takes about a second."""
    table = fold_table()
    crossing = {character: folded for character, folded in table.items() if _changes_sides(character, folded)}
    filters = {
        f"wirewatch_fold_{ord(character):04x}": _replace(character, crossing[character]) for character in crossing
    }
    cut = {"wirewatch_cut": {"type": "truncate", "length": LONGEST_WORD}}
    return {
        "char_filter": {
            "wirewatch_fold": {
                "type": "mapping",
                "mappings": [
                    *(f"{_escape(character)} => " for character in _ignorable()),
                    *(f"{_escape(key)} => {_escape(table[key])}" for key in sorted(table.keys() - crossing.keys())),
                ],
            }
        },
        "tokenizer": {
            ANALYZER: {"type": "pattern", "pattern": _word_pattern(), "group": 0},
            FOLDED: {"type": "pattern", "pattern": " "},
        },
        "filter": {**filters, **cut},
        "analyzer": {
            ANALYZER: {
                "type": "custom",
                "char_filter": ["wirewatch_fold"],
                "tokenizer": ANALYZER,
                "filter": [*filters, *cut],
            },
            FOLDED: {"type": "custom", "tokenizer": FOLDED, "filter": [*cut]},
        },
    }


def _changes_sides(character: str, folded: str) -> bool:
    if _ALONE.match(character):
        return len(folded) > 1 or bool(folded and not _ALONE.match(folded))
    return bool(_ALONE.search(folded))


def _ignorable() -> list[str]:
    """Those ignorable characters that the fold table does not hold, being no word by themselves."""
    known = fold_table()
    spans = ((first, last or first) for first, last in _RANGE.findall(IGNORABLE))
    return [
        chr(point) for first, last in spans for point in range(ord(first), ord(last) + 1) if chr(point) not in known
    ]


def _replace(character: str, folded: str) -> dict[str, Any]:
    return {"type": "pattern_replace", "pattern": f"\\x{{{ord(character):x}}}", "replacement": folded}


def _word_pattern() -> str:
    alone = "".join(
        f"\\x{{{ord(first):x}}}" + (f"-\\x{{{ord(last):x}}}" if last else "")
        for first, last in _RANGE.findall(UNSPACED)
    )
    return f"[{alone}]|[\\p{{L}}\\p{{N}}\\p{{M}}&&[^{alone}]]+"


def _escape(text: str) -> str:
    """Write every character that is not a plain letter or digit as the rule's own escapes, in UTF-16 units."""
    if text.isascii() and text.isalnum():
        return text
    units = text.encode("utf-16-be")
    return "".join(f"\\u{units[at]:02X}{units[at + 1]:02X}" for at in range(0, len(units), 2))
