"""Whether a text repeats another: how much of the shorter one stands in the longer one, word for word. Pure.

A text is known by a sample of its shingles, the runs of five words, and one of its pairs of words: those whose hashes
are smallest, so that the samples of two texts can be compared. A shingle is marked when a name or a figure stands in
it: what is made from a form (the weather, the close of the market, an obituary) repeats everything but these.

Signatures are the same on every machine and Python version: no built-in `hash`, no random numbers.
"""

from __future__ import annotations

import zlib
from bisect import bisect_left, bisect_right
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
SAMPLED_PAIRS = 384
# So many of the shingles find candidates.
KEYS = 32
# The share of the shorter text above which newsroom edits of one text lie, and below which a follow-up's background.
LIKENESS_FLOOR = 0.6
# A brief of 40 words inside an article of 900 is more often the same boilerplate than the same story.
_LEAST_JACCARD = 0.1
# Two texts of one form share the shingles with names and figures half as often as the others, or less.
_LEAST_MARKED = 0.57
_ENOUGH = 12
# In English a tenth of the words of news are names, of an obituary a fifth; German writes a third with capitals.
_MOST_NAMES = 0.25
# From this share to the floor a text may be one in which words were replaced all over, or news with old background. The
# pairs of words tell: of those, four in five outlast the replacing of one word in ten; of background, half are there.
_REPHRASED = 0.3
_LEAST_PAIRS = 0.7
_MARKED_IN_REPHRASED = 0.75
_PAIRS = 1 << 32
_BASE = 0x9E3779B97F4A7C15


def compute_signature(text: str) -> tuple[int, ...]:
    """Sample the shingles and the pairs, in ascending order; empty for a text under 30 words, which says too little.

    A shingle is 31 bits of a hash and, last, a bit that is set when a name or a figure stands in it. A pair of words is
    31 bits of a hash above all shingles.
    """
    import numpy as np

    words = find_words(text)
    if len(words) < LEAST_WORDS:
        return ()
    row = _number_words([fold(word) for word in words])
    hashes, marked = _hash_runs(row, SHINGLE_WORDS), _mark_words(words)
    runs = len(hashes)
    flags = marked[:runs].copy()
    for offset in range(1, SHINGLE_WORDS):
        flags |= marked[offset : offset + runs]
    shingles = np.unique(hashes << np.uint64(1) | flags)[:SAMPLE]
    pairs = np.unique(_hash_runs(row, 2))[:SAMPLED_PAIRS]
    return (*shingles.tolist(), *(pairs + np.uint64(_PAIRS)).tolist())


def _mark_words(words: Sequence[str]) -> NDArray[np.bool_]:
    """Which words are figures or names: capitals that the text writes nowhere small.

    Where capitals are no sign of a name (German, headlines throughout), figures alone.
    """
    import numpy as np

    known = set(words)
    figures = {word for word in known if word[0].isdigit() or word[-1].isdigit()}
    names = {word for word in known if word[0] != (small := word.lower())[0] and small not in known}
    named = np.array([word in names for word in words], dtype=np.bool_)
    counted = np.array([word in figures for word in words], dtype=np.bool_)
    return counted if named.mean() > _MOST_NAMES else named | counted


def _number_words(words: Sequence[str]) -> NDArray[np.uint64]:
    import numpy as np

    numbers = {word: zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in set(words)}
    return np.array([numbers[word] for word in words], dtype=np.uint64)


def _hash_runs(row: NDArray[np.uint64], length: int) -> NDArray[np.uint64]:
    """31 well-mixed bits for each run of so many words; arithmetic modulo 2**64."""
    import numpy as np

    runs = len(row) - length + 1
    mixed = np.zeros(runs, dtype=np.uint64)
    for offset in range(length):
        mixed = mixed * np.uint64(_BASE) + row[offset : offset + runs]
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return (mixed ^ (mixed >> np.uint64(31))) >> np.uint64(33)


def estimate_likeness(a: tuple[int, ...], b: tuple[int, ...]) -> float:
    """Estimate the share of the shorter text that stands in the longer one, 0 to 1.

    0 when either says too little, when next to nothing of the longer one is shared, and when what they share is a form.
    Where other words were put all over a text, few runs of five are left, and the share is that of the pairs.
    """
    left, right = _sample(a, b, SAMPLE, above=0)
    shared = {number >> 1 for number in left}.intersection([number >> 1 for number in right])
    if len(shared) < max(_LEAST_JACCARD * (len(left) + len(right) - len(shared)), 1):
        return 0.0
    kept = len(shared) / min(len(left), len(right))
    if kept < _REPHRASED:
        return kept
    if _is_form(left, right, shared=shared, ratio=_LEAST_MARKED):
        return 0.0
    if kept >= LIKENESS_FLOOR or _is_form(left, right, shared=shared, ratio=_MARKED_IN_REPHRASED):
        return kept
    left, right = _sample(a, b, SAMPLED_PAIRS, above=_PAIRS)
    pairs = len(set(left).intersection(right)) / min(len(left), len(right))
    return pairs if pairs >= _LEAST_PAIRS else kept


def _sample(
    a: tuple[int, ...], b: tuple[int, ...], size: int, *, above: int
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The numbers of one kind in both signatures, up to where both samples have all."""
    parts = [part[bisect_left(part, above) : bisect_left(part, above + _PAIRS)] for part in (a, b)]
    top = min((part[-1] | 1 for part in parts if len(part) == size), default=above + _PAIRS)
    left, right = (part[: bisect_right(part, top)] for part in parts)
    return left, right


def _is_form(left: tuple[int, ...], right: tuple[int, ...], *, shared: set[int], ratio: float) -> bool:
    """Whether the shingles with names and figures are shared so much less than the rest that a form was filled in."""
    mine, yours = ([number >> 1 for number in part if number & 1] for part in (left, right))
    marked = min(len(mine), len(yours))
    plain = min(len(left) - len(mine), len(right) - len(yours))
    if marked < _ENOUGH or plain < _ENOUGH:
        return False
    both = len(shared.intersection(mine + yours))
    return both / marked < ratio * (len(shared) - both) / plain


def read_bands(signature: tuple[int, ...]) -> tuple[int, ...]:
    """The keys by which candidates are found: texts that repeat each other share two at least."""
    return tuple(number >> 1 for number in signature[:KEYS] if number < _PAIRS)
