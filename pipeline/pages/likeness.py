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
    shingles = {" ".join(words[i : i + SHINGLE_WORDS]) for i in range(len(words) - SHINGLE_WORDS + 1)}
    hashes = np.array(sorted({_hash(shingle) for shingle in shingles}), dtype=np.uint64)
    factors, offsets = _constants()
    with np.errstate(over="ignore"):
        least = [
            int(((hashes * factor + offset) >> np.uint64(32)).min())
            for factor, offset in zip(factors, offsets, strict=True)
        ]
    return tuple(least)


def _hash(shingle: str) -> int:
    data = shingle.encode()
    return zlib.crc32(data) << 32 | zlib.adler32(data)


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
