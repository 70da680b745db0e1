"""Prints what all annotators cost for an article, beside `trafilatura.bare_extraction` of its page in the same run."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from trafilatura import bare_extraction

from pipeline.enrich.dates import tag_dates
from pipeline.enrich.quotes import attribute
from pipeline.enrich.tokens import scan
from pipeline.enrich.topics import parse_taxonomy, tag_topics

WORDS = 600
ROUNDS = 30
PUBLISHED = datetime(2018, 4, 3, 12, 0, tzinfo=UTC)
TOPICS = Path(__file__).parents[1] / "seeds" / "topics"
STORY = """
PORT ARDEN, April {n} (Meridian) - The harbour will stay open all winter, Deputy Minister Pavel Orlenko said on Tuesday.
"We have {n} icebreakers and we use them," he said. "Nobody has to wait," the senior official stressed.
According to Orlenko, shippers lost $4.2 million in the first quarter of last year because of the ice.
Mayor Nora Quist called the plan "a gamble" and told the Valley Post that nobody had been asked. "We read it," she said.
Two officials familiar with the matter said a decision was expected within weeks. The ministry declined to comment.
The harbour was built in 1974 and closed for three months in the winter of 1987. It handles {n} vessels a week.
"""
PARAGRAPHS = STORY.strip().splitlines()


def write_article() -> str:
    """Write paragraphs until the article is long enough."""
    lines: list[str] = []
    while sum(len(line.split()) for line in lines) < WORDS:
        lines.append(PARAGRAPHS[len(lines) % len(PARAGRAPHS)].format(n=len(lines) + 2))
    return "\n\n".join(lines)


def cost_of(job: Callable[[], object]) -> float:
    """Measure the CPU time of a job in milliseconds: the best of several rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        started = time.process_time()
        job()
        best = min(best, time.process_time() - started)
    return best * 1000


def main() -> None:
    """Print one line."""
    text = write_article()
    paragraphs = "".join(f"<p>{line}</p>" for line in text.split("\n\n"))
    page = (
        f"<html><head><title>Harbour</title></head><body><article><h1>Harbour</h1>{paragraphs}</article></body></html>"
    )
    taxonomy = parse_taxonomy({path.name: path.read_bytes() for path in TOPICS.glob("*.toml")})

    def enrich() -> None:
        scan.cache_clear()
        tag_dates(text, published_at=PUBLISHED, language="en")
        attribute(text, language="en")
        tag_topics(text, title="Harbour", section=None, keywords=(), taxonomy=taxonomy, language="en")

    enriching, extracting = cost_of(enrich), cost_of(lambda: bare_extraction(page))
    words = len(text.split())
    ratio = enriching / extracting
    print(f"enrich: {enriching:.2f} ms for {words} words, {ratio:.2f} of bare_extraction ({extracting:.2f} ms)")


if __name__ == "__main__":
    main()
