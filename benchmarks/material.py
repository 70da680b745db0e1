"""What the benchmarks work on: words, articles, documents and pages that are made up, and the same in every run.

Words are as frequent as in language: the n-th of the vocabulary is met about 1/n as often as the first.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path

from pipeline.cli.sample import SampleSite
from pipeline.types import ArchiveRef, Dating, Document, Source, Story

NOW = datetime(2026, 11, 24, tzinfo=UTC)
SAMPLE = Path(__file__).parents[1] / "seeds" / "sample"
VOCABULARY = 30_000


@cache
def make_vocabulary(size: int = VOCABULARY) -> tuple[str, ...]:
    """Make distinct words, short ones first."""
    draw = random.Random(size)  # noqa: S311 - a benchmark needs the same words every time
    words: dict[str, None] = {}
    while len(words) < size:
        length = 1 + min(len(words) // 60, 1) + draw.randint(0, 2)
        words["".join(draw.choice("bcdfghklmnprstvz") + draw.choice("aeiou") for _ in range(length))] = None
    return tuple(words)


class Writer:
    """Writes sentences and phrases; the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)  # noqa: S311 - the same
        self._words = make_vocabulary()
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(len(self._words))))

    def write_words(self, count: int) -> list[str]:
        """Draw words as they are met in running text."""
        return self.draw.choices(self._words, cum_weights=self._weights, k=count)

    def write_phrase(self) -> str:
        """Two or three words as somebody would watch for: any of the vocabulary but its commonest."""
        return " ".join(self.draw.choices(self._words[200:], k=self.draw.randint(2, 3)))

    def write_article(self, words: int) -> str:
        """Paragraphs of sentences of twenty words."""
        drawn = self.write_words(words)
        sentences = [" ".join(drawn[at : at + 20]).capitalize() + "." for at in range(0, words, 20)]
        return "\n\n".join(" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3))


def make_page(title: str, text: str) -> str:
    """Make a plain page with an article."""
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in text.split("\n\n"))
    return (
        f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{paragraphs}</article></body></html>"
    )


def make_document(number: int, text: str) -> Document:
    """Make a document with nothing found in it."""
    seen = NOW - timedelta(minutes=number)
    url = f"https://www.example.com/{number}"
    first = text.partition("\n\n")[0]
    return Document(
        id=f"{number:032x}",
        url=url,
        canonical_url=url,
        source=Source(id="example", name="Example", domain="example.com"),
        feed="example",
        language="en",
        title=" ".join(text.split()[:8]),
        lead=first,
        text=text,
        byline=(),
        images=(),
        published_at=seen,
        dating=Dating(value=seen, origin="feed", precision="second", zone_known=True, reason="made up"),
        first_seen_at=seen,
        fetched_at=seen,
        indexed_at=None,
        revision=1,
        dateline=None,
        dates=(),
        quotes=(),
        speakers=(),
        people=(),
        topics=(),
        names=(),
        title_names=(),
        story=Story(id=f"{number:032x}", origin=True),
        verdict="full",
        text_hash=f"{number:064x}",
        archive=ArchiveRef(file="none", offset=0, sha256="0" * 64),
        versions={},
    )


def read_sample() -> Iterator[bytes]:
    """The pages of the sample site, each with the clutter of a real page around its article."""
    site = SampleSite(SAMPLE, started_at=NOW, clock=lambda: NOW, pace=0)
    for seed, publication in enumerate(site.published()):
        yield add_clutter(site.respond(publication.path, {}, "https://sample.example").body, seed)


def add_clutter(page: bytes, seed: int) -> bytes:
    """Add what real pages have beside the article: about 1,200 tags and 130 KB of menus, cards and scripts."""
    return page.replace(b"</body>", make_clutter(seed).encode() + b"</body>")


@cache
def make_clutter(seed: int) -> str:
    """Make the clutter of one page."""
    draw = random.Random(seed)  # noqa: S311 - a benchmark needs the same pages every time
    words = [
        "".join(draw.choice("bcdfglmnprst") + draw.choice("aeiou") for _ in range(draw.randint(1, 4)))
        for _ in range(900)
    ]

    def text(count: int) -> str:
        return " ".join(draw.choices(words, k=count)).capitalize() + "."

    menu = "".join(f'<li class="menu-item"><a href="/{word}/">{word}</a></li>' for word in draw.choices(words, k=150))
    cards = "".join(
        f'<div class="card teaser-{n}"><a href="/{n}"><img src="/i/{n}.jpg" alt=""><h3>{text(7)}</h3></a>'
        f'<time datetime="2026-11-0{n % 9 + 1}">x</time><p>{text(15)}</p></div>'
        for n in range(90)
    )
    script = "".join(f"window.slot{n}={{id:{n},size:[{n},{n}],name:'{text(3)}'}};" for n in range(900))
    return (
        f'<aside class="related">{cards}</aside><script>{script}</script>'
        f"<footer><ul>{menu}</ul></footer><script>{script}</script>"
    )
