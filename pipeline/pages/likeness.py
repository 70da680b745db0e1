"""Whether a text repeats another: how much of the shorter one stands in the longer one, word for word. Pure.

A text is known by a sample of its shingles, the runs of five words: those whose hashes are smallest, so that the
samples of two texts can be compared with each other. Each is marked when a name or a figure stands in it: what is made
from a form (the weather, the close of the market, an obituary) repeats everything but these.

Signatures are the same on every machine and Python version: no built-in `hash`, no random numbers.
"""

from __future__ import annotations

import zlib
from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.query.words import find_words, fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHINGLE_WORDS = 5
LEAST_WORDS = 30
# So many shingles make a sample: all of a short article, and of a long one enough to tell .5 from .6.
SAMPLE = 384
# So many of them find candidates.
KEYS = 32
# The share of the shorter text above which newsroom edits of one text lie, and below which a follow-up's background.
LIKENESS_FLOOR = 0.6
# A brief of 40 words inside an article of 900 is more often the same boilerplate than the same story.
_LEAST_JACCARD = 0.1
# Two texts of one form share the shingles with names and figures half as often as the others, or less.
_LEAST_MARKED = 0.57
_ENOUGH = 12
_BASE = 0x9E3779B97F4A7C15


def compute_signature(text: str) -> tuple[int, ...]:
    """Sample the shingles, in ascending order; empty for a text under 30 words, which says too little.

    A number is 31 bits of a hash and, last, a bit that is set when a name or a figure stands in the shingle.
    """
    import numpy as np

    words = find_words(text)
    if len(words) < LEAST_WORDS:
        return ()
    marked = _mark_words(words)
    hashes = _hash_shingles([fold(word) for word in words])
    runs = len(hashes)
    flags = marked[:runs].copy()
    for offset in range(1, SHINGLE_WORDS):
        flags |= marked[offset : offset + runs]
    numbers = np.unique(hashes << np.uint64(1) | flags)
    return tuple(numbers[:SAMPLE].tolist())


def _mark_words(words: Sequence[str]) -> NDArray[np.bool_]:
    """Which words are figures or names: capitals that the text writes nowhere small."""
    import numpy as np

    known = set(words)
    special = {
        word
        for word in known
        if word[0].isdigit() or word[-1].isdigit() or (word[0] != (small := word.lower())[0] and small not in known)
    }
    return np.array([word in special for word in words], dtype=np.bool_)


def _hash_shingles(words: Sequence[str]) -> NDArray[np.uint64]:
    """31 well-mixed bits for each run of five words; arithmetic modulo 2**64."""
    import numpy as np

    numbers = {word: zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in set(words)}
    row = np.array([numbers[word] for word in words], dtype=np.uint64)
    runs = len(row) - SHINGLE_WORDS + 1
    mixed = np.zeros(runs, dtype=np.uint64)
    for offset in range(SHINGLE_WORDS):
        mixed = mixed * np.uint64(_BASE) + row[offset : offset + runs]
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return (mixed ^ (mixed >> np.uint64(31))) >> np.uint64(33)


def estimate_likeness(a: tuple[int, ...], b: tuple[int, ...]) -> float:
    """Estimate the share of the shorter text that stands in the longer one, 0 to 1.

    0 when either says too little, when next to nothing of the longer one is shared, and when what they share is a form.
    """
    if not a or not b:
        return 0.0
    top = min(_read_top(a), _read_top(b))
    left, right = a[: bisect_right(a, top)], b[: bisect_right(b, top)]
    shared = {number >> 1 for number in left} & {number >> 1 for number in right}
    fewest = min(len(left), len(right))
    if len(shared) < _LEAST_JACCARD * (len(left) + len(right) - len(shared)) or _is_form(left, right, shared):
        return 0.0
    return len(shared) / fewest


def _read_top(signature: tuple[int, ...]) -> int:
    """Up to where the sample has all shingles."""
    return signature[-1] | 1 if len(signature) == SAMPLE else 1 << 32


def _is_form(left: tuple[int, ...], right: tuple[int, ...], shared: set[int]) -> bool:
    """Whether the shingles with names and figures are shared so much less than the rest that a form was filled in."""
    mine, yours = ([number >> 1 for number in part if number & 1] for part in (left, right))
    marked = min(len(mine), len(yours))
    plain = min(len(left) - len(mine), len(right) - len(yours))
    if marked < _ENOUGH or plain < _ENOUGH:
        return False
    both = len(shared.intersection(mine + yours))
    return both / marked < _LEAST_MARKED * (len(shared) - both) / plain


def read_bands(signature: tuple[int, ...]) -> tuple[int, ...]:
    """The keys by which candidates are found: texts that repeat each other share one at least."""
    return tuple(number >> 1 for number in signature[:KEYS])
