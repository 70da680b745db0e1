"""Runs a stream of texts through likeness as the ledger does, and says how well stories were told apart.

`python -m tests.benchmarks.stream [STORIES]` prints the figures for seeds that no threshold was chosen by.
"""

from __future__ import annotations

import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.pages.likeness import LIKENESS_FLOOR, compute_signature, estimate_likeness, read_bands
from tests.benchmarks.newsroom_edits import EDITS, Edit, Print, make_stream, rephrase

SEEDS = (101, 102, 103, 104, 105)
_CANDIDATES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Pairs of one story: how many there are, were put together, and were put together rightly."""

    wanted: int
    joined: int
    right: int

    @property
    def precision(self) -> float:
        return self.right / self.joined if self.joined else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.joined + self.wanted)


def tell_apart(signatures: Sequence[tuple[int, ...]]) -> list[int]:
    """The story of each text, one after the other: that of the most like text so far, else its own."""
    stories: list[int] = []
    keys: dict[int, list[int]] = defaultdict(list)
    for number, mine in enumerate(signatures):
        met = Counter(other for key in read_bands(mine) for other in keys[key])
        near = sorted((other for other in met if met[other] > 1), key=lambda other: (-met[other], other))[:_CANDIDATES]
        likes = [(estimate_likeness(mine, signatures[other]), -other) for other in near]
        best, other = max(likes, default=(0.0, 0))
        stories.append(stories[-other] if best >= LIKENESS_FLOOR else number)
        for key in read_bands(mine):
            keys[key].append(number)
    return stories


def measure(prints: Sequence[Print], stories: Sequence[int]) -> Figures:
    """Count pairs."""

    def count(labels: Sequence[object]) -> int:
        return sum(size * (size - 1) // 2 for size in Counter(labels).values())

    told = [one.story for one in prints]
    return Figures(wanted=count(told), joined=count(stories), right=count(list(zip(told, stories, strict=True))))


def find_wrong(prints: Sequence[Print], stories: Sequence[int]) -> Iterator[tuple[str, str, str]]:
    """Neighbours that were joined wrongly or not joined: what happened, and how each text came about."""
    founders = {story: prints[story] for story in set(stories)}
    first: dict[str, int] = {}
    for one, story in zip(prints, stories, strict=True):
        if founders[story].story != one.story:
            yield "joined", founders[story].kind, one.kind
        elif first.setdefault(one.story, story) != story:
            yield "split", prints[first[one.story]].kind, one.kind


def main() -> int:
    """Print the figures, first without the hardest of the edits."""
    stories = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    for name, edits in (("without rephrasing", [edit for edit in EDITS if edit is not rephrase]), ("all edits", EDITS)):
        every = [_run(seed, stories, edits) for seed in SEEDS]
        _report(name, Figures(**{field: sum(getattr(one, field) for one in every) for field in Figures.__slots__}))
    return 0


def _run(seed: int, stories: int, edits: Sequence[Edit]) -> Figures:
    prints = make_stream(seed, stories=stories, edits=edits)
    began = time.process_time()
    signatures = [compute_signature(one.text) for one in prints]
    signed = time.process_time()
    found = tell_apart(signatures)
    ended = time.process_time()
    figures = measure(prints, found)
    _report(f"seed {seed}, {len(prints)} texts", figures)
    _say(f"  {len(prints) / (signed - began):.0f} signatures/s, {len(prints) / (ended - began):.0f} texts/s in all")
    for what, count in Counter(find_wrong(prints, found)).most_common(5):
        _say(f"  {count} {': '.join(what)}")
    return figures


def _report(name: str, figures: Figures) -> None:
    percent = [f"{100 * share:.2f}" for share in (figures.f1, figures.precision, figures.recall)]
    _say(f"{name}: {figures.wanted} pairs, F1 {percent[0]}, precision {percent[1]}, recall {percent[2]}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
