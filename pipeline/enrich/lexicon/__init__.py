"""What the annotators know about words: tables only, no rules."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """Read a table of words that are set apart by spaces."""
    return frozenset(text.split())
