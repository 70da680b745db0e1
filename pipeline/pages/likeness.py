"""How alike two texts are: MinHash over shingles of five words, with bands to find candidates. Pure.

Signatures are the same on every machine and Python version: no built-in `hash`, no random numbers.
"""

from __future__ import annotations

import zlib
from functools import cache
from typing import TYPE_CHECKING

from pipeline.query.words import read_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHINGLE_WORDS = 5
LEAST_WORDS = 30
PERMUTATIONS = 128
# Two rows a band: a pair at .3 becomes a candidate with probability 1 - (1 - .09)^64 = .998.
ROWS = 2
# Jaccard likeness of shingles above which newsroom edits of one text lie.
LIKENESS_FLOOR = 0.3


# Rows at once: a text of 200,000 words costs no more memory than one of 4,000.
_CHUNK = 4_096
_BASE = 0x9E3779B97F4A7C15


@cache
def _constants() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    import numpy as np

    def spread(salt: int) -> list[int]:
        return [
            zlib.crc32(f"{salt}:{i}".encode()) << 32 | zlib.crc32(f"{salt}-{i}".encode()) for i in range(PERMUTATIONS)
        ]

    return np.array([value | 1 for value in spread(1)], dtype=np.uint64), np.array(spread(2), dtype=np.uint64)


def compute_signature(text: str) -> tuple[int, ...]:
    """Compute 128 numbers of 32 bits; empty for a text under 30 words, which says too little."""
    import numpy as np

    words = read_words(text)
    if len(words) < LEAST_WORDS:
        return ()
    hashes = _hash_shingles(words)
    factors, offsets = _constants()
    least = np.full(PERMUTATIONS, 0xFFFF_FFFF, dtype=np.uint64)
    for start in range(0, len(hashes), _CHUNK):
        permuted = (hashes[start : start + _CHUNK, None] * factors + offsets) >> np.uint64(32)
        least = np.minimum(least, permuted.min(axis=0))
    return tuple(least.tolist())


def _hash_shingles(words: tuple[str, ...]) -> NDArray[np.uint64]:
    """64 well-mixed bits for each different run of five words; arithmetic modulo 2**64."""
    import numpy as np

    numbers = {word: zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in set(words)}
    row = np.array([numbers[word] for word in words], dtype=np.uint64)
    runs = len(row) - SHINGLE_WORDS + 1
    mixed = np.zeros(runs, dtype=np.uint64)
    for offset in range(SHINGLE_WORDS):
        mixed = mixed * np.uint64(_BASE) + row[offset : offset + runs]
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    unique: NDArray[np.uint64] = np.unique(mixed ^ (mixed >> np.uint64(31)))
    return unique


def estimate_likeness(a: tuple[int, ...], b: tuple[int, ...]) -> float:
    """Estimate the share of shingles that two texts have in common, 0 to 1; 0 when either is too short."""
    if not a or not b:
        return 0.0
    return sum(x == y for x, y in zip(a, b, strict=True)) / len(a)


def read_bands(signature: tuple[int, ...]) -> tuple[int, ...]:
    """Read the band keys as signed 64-bit integers: texts that share one are candidates."""
    keys = []
    for start in range(0, len(signature), ROWS):
        band = ",".join(str(value) for value in (start, *signature[start : start + ROWS])).encode()
        keys.append((zlib.crc32(band) << 32 | zlib.adler32(band)) - (1 << 63))
    return tuple(keys)
