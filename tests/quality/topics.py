"""How good the topics of our own labelled stories are, and how often a score is right.

    python -m tests.quality.topics

Scores are put into bins of a tenth. A topic at the top is right when it is among those that a reader gave the story.
Where the labelled headlines of `shared` are there, they are counted too; each of those has one label, and is noisy.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.enrich.topics import Taxonomy, parse_taxonomy, tag_topics
from tests.quality import shared

STORIES = Path(__file__).parent / "topics.txt"
_BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A story with the labels it has and the scored top levels it got, best first."""

    title: str
    labels: frozenset[str]
    given: tuple[tuple[str, float], ...]

    @property
    def is_first_right(self) -> bool:
        """The best topic is one of the labels."""
        return bool(self.given) and self.given[0][0] in self.labels

    @property
    def is_among_three(self) -> bool:
        """A label is among the three best topics at the top."""
        return any(code in self.labels for code, _ in self.given[:3])


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """The topics with scores of one tenth: how many, their mean score and the share that is right, in percent."""

    start: float
    count: int
    score: float
    right: float


@cache
def judge_own() -> tuple[Judged, ...]:
    """Tag our own stories."""
    lines = (line for line in STORIES.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return tuple(_judge(*line.split(" | ")) for line in lines if line.strip())


def judge_shared() -> tuple[Judged, ...]:
    """Tag the labelled headlines, where they are there."""
    if "topics/huffpost.dev" not in shared.present():
        return ()
    rows = map(json.loads, (shared.FOLDER / shared.SETS["topics/huffpost.dev"][1]).read_text("utf-8").splitlines())
    return tuple(_judge(" ".join(code[:2] for code in row["gold"]), row["title"], row["text"]) for row in rows)


@cache
def _taxonomy() -> Taxonomy:
    return parse_taxonomy({path.name: path.read_bytes() for path in (shared.ROOT / "seeds" / "topics").glob("*.toml")})


def _judge(labels: str, title: str, text: str) -> Judged:
    found = tag_topics(text, title=title, section=None, keywords=(), taxonomy=_taxonomy(), language="en")
    tops = [topic for topic in found if topic.code.endswith("000000")]
    return Judged(
        title=title,
        labels=frozenset(labels.split()) - {"-"},
        given=tuple((topic.code.removeprefix("medtop:")[:2], topic.score) for topic in tops),
    )


def share(hits: Iterable[bool]) -> float:
    """How many are so, in percent."""
    found = list(hits)
    return 100 * sum(found) / max(1, len(found))


def sort_into_bins(stories: Iterable[Judged]) -> tuple[Bin, ...]:
    """Put all topics given into bins by score."""
    found: dict[int, list[tuple[float, bool]]] = {}
    for story in stories:
        for code, score in story.given:
            found.setdefault(min(int(score * _BINS), _BINS - 1), []).append((score, code in story.labels))
    return tuple(
        Bin(
            start=start / _BINS,
            count=len(topics),
            score=100 * sum(score for score, _ in topics) / len(topics),
            right=share(is_right for _, is_right in topics),
        )
        for start, topics in sorted(found.items())
    )


def main() -> None:
    """Print the figures, the bins and the own stories whose best topic is wrong."""
    for name, stories in (("own stories", judge_own()), ("labelled headlines", judge_shared())):
        labelled = [story for story in stories if story.labels]
        first, three = share(s.is_first_right for s in labelled), share(s.is_among_three for s in labelled)
        print(f"{name}: {len(labelled)}, best topic right {first:.1f} %, among three {three:.1f} %")  # noqa: T201 # a command prints
        for one in sort_into_bins(stories):
            line = f"  score {one.start:.1f}: {one.count:5} topics, mean {one.score:5.1f}, right {one.right:5.1f} %"
            print(line)  # noqa: T201 # the same
    for story in judge_own():
        if story.labels and not story.is_first_right:
            print(f"wrong: {sorted(story.labels)} {story.given} {story.title}")  # noqa: T201 # the same


if __name__ == "__main__":
    main()
