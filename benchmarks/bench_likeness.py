"""What telling stories apart costs: signing a text of 520 words, and comparing it with fifty candidates."""

from __future__ import annotations

import sys

from benchmarks.material import Writer
from benchmarks.timing import compare
from pipeline.pages.likeness import compute_signature, estimate_likeness, read_bands
from pipeline.query.words import read_words

WORDS = 520
CANDIDATES = 50


def main(texts: int = 200) -> int:
    """Print one line; the words of the same texts, read once, are 1."""
    written = [Writer(seed).write_article(WORDS) for seed in range(texts)]
    signatures = [compute_signature(text) for text in written]

    def estimate() -> None:
        for number in range(texts):
            for other in range(CANDIDATES):
                estimate_likeness(signatures[number], signatures[other % texts])

    best = compare(
        {
            "read": lambda: [read_words(text) for text in written],
            "sign": lambda: [read_bands(compute_signature(text)) for text in written],
            "compare": estimate,
        },
        turns=5,
    )
    print(
        f"pages.likeness: {best['sign'] / best['read']:.1f} x read_words of the same text, "
        f"{texts / best['sign']:.0f} texts of {WORDS} words/s; with {CANDIDATES} candidates each "
        f"{texts / (best['sign'] + best['compare']):.0f}/s"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
