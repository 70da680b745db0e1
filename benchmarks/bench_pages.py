"""What extracting an article costs beside the library alone: CPU time, same pages, same process, turn by turn.

`python benchmarks/bench_pages.py [FOLDER]`: the pages of a folder (.html, .html.gz), else pages made here.
"""

from __future__ import annotations

import gzip
import random
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from trafilatura import bare_extraction

from pipeline.errors import PageError
from pipeline.pages.extract import extract_article
from pipeline.pages.page import Page

ROUNDS = 3
PAGES = 40
NOW = datetime(2026, 11, 24, tzinfo=UTC)
URL = "https://www.example.com/news/story"


def main() -> int:
    """Print one line with the ratio."""
    pages = list(_read_folder(Path(sys.argv[1]))) if len(sys.argv) > 1 else [_make_page(seed) for seed in range(PAGES)]
    if not pages:
        print("pages.extract: no .html or .html.gz file in the folder", file=sys.stderr)
        return 1
    ours = theirs = 0.0
    for html in pages:
        best = [_time(run, html) for _ in range(ROUNDS) for run in (_extract, _extract_bare)]
        ours += min(best[::2])
        theirs += min(best[1::2])
    print(f"pages.extract ratio {ours / theirs:.2f} (bare_extraction with_metadata = 1.00)", end="; ")
    print(f"{len(pages)} pages, {1000 * ours / len(pages):.1f} ms a page")
    return 0


def _read_folder(folder: Path) -> Iterator[bytes]:
    for path in sorted(folder.iterdir()):
        if path.name.endswith(".html.gz"):
            yield gzip.decompress(path.read_bytes())
        elif path.suffix == ".html":
            yield path.read_bytes()


def _extract(html: bytes) -> None:
    page = Page(
        html=html,
        url=URL,
        final_url=URL,
        media_type="text/html",
        charset=None,
        first_seen_at=NOW,
        fetched_at=NOW,
    )
    try:
        extract_article(page)
    except PageError:
        return


def _extract_bare(html: bytes) -> None:
    bare_extraction(html, url=URL, with_metadata=True, include_comments=False)


def _time(run: Callable[[bytes], None], html: bytes) -> float:
    start = time.process_time()
    run(html)
    return time.process_time() - start


def _make_page(seed: int) -> bytes:
    """A page in the proportions of real ones: about 1,400 tags, 150 KB, 500 words of article."""
    draw = random.Random(seed)  # noqa: S311 - a benchmark needs the same pages every time
    words = [
        "".join(draw.choice("bcdfglmnprst") + draw.choice("aeiou") for _ in range(draw.randint(1, 4)))
        for _ in range(900)
    ]

    def text(count: int) -> str:
        return " ".join(draw.choices(words, k=count)).capitalize() + "."

    menu = "".join(f'<li class="menu-item"><a href="/{word}/">{word}</a></li>' for word in draw.choices(words, k=150))
    story = "".join(f"<p>{text(24)} “{text(12)}” {text(9)}</p>" for _ in range(12))
    cards = "".join(
        f'<div class="card teaser-{n}"><a href="/{n}"><img src="/i/{n}.jpg" alt=""><h3>{text(7)}</h3></a>'
        f'<time datetime="2026-11-0{n % 9 + 1}">x</time><p>{text(15)}</p></div>'
        for n in range(90)
    )
    script = "".join(f"window.slot{n}={{id:{n},size:[{n},{n}],name:'{text(3)}'}};" for n in range(900))
    linked = (
        '{"@context":"https://schema.org","@type":"NewsArticle","headline":"Story","datePublished":'
        '"2026-11-20T08:00:00Z","author":{"@type":"Person","name":"Jane Doe"},"publisher":{"name":"Example"}}'
    )
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{text(8)} | Example</title>'
        f'<script type="application/ld+json">{linked}</script><script>{script}</script></head><body>'
        f'<header><ul>{menu}</ul></header><main><article><h1>{text(8)}</h1><div class="body">{story}</div></article>'
        f'<aside class="related">{cards}</aside></main><script>{script}</script><footer>{menu}</footer></body></html>'
    ).encode()


if __name__ == "__main__":
    sys.exit(main())
