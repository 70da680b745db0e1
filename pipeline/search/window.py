"""Proximity, judged exactly: all words, in any order, with at most so many others between them.

The embedded engine asks this where FTS5's NEAR says something else: for repeated words (NEAR lets one word of the
text stand for both) and for fields of several elements.
"""

from __future__ import annotations

from collections import Counter

GAP = "\ue000"  # stands between the elements of a field; a private-use character is in no word


def fits_window(tokens: list[str], words: tuple[str, ...], near: int) -> bool:
    """Tell whether some window of one element holds every word, as often as named, and at most `near` others."""
    needed = Counter(words)
    missing = len(words)
    held: list[int] = []  # places of needed words inside the window, and its left end
    left = 0
    for place, token in enumerate(tokens):
        if token == GAP:
            needed, missing, held, left = Counter(words), len(words), [], 0
        if token not in needed:
            continue
        held.append(place)
        needed[token] -= 1
        missing -= needed[token] >= 0
        while left < len(held) and needed[tokens[held[left]]] < 0:
            needed[tokens[held[left]]] += 1
            left += 1
        if not missing and place - held[left] + 1 - len(words) <= near:
            return True
    return False
