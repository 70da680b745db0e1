"""What extracting an article costs beside the library alone: CPU time, same pages, same process, turn by turn.

`python benchmarks/bench_pages.py [FOLDER]`: the pages of a folder (.html, .html.gz), else those of the sample site with
the weight of real pages around them: menus, cards of other articles, scripts.
"""

from __future__ import annotations

import gzip
import random
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from trafilatura import bare_extraction

from pipeline.cli.sample import SampleSite
from pipeline.errors import PageError
from pipeline.pages.extract import extract_article
from pipeline.pages.page import Page

ROUNDS = 3
SAMPLE = Path(__file__).parents[1] / "seeds" / "sample"
NOW = datetime(2026, 11, 24, tzinfo=UTC)
URL = "https://www.example.com/news/story"


def main() -> int:
    """Print one line with the ratio."""
    pages = list(_read_folder(Path(sys.argv[1]))) if len(sys.argv) > 1 else list(_read_sample())
    if not pages:
        print(f"expected a folder of .html or .html.gz pages, found none in {sys.argv[1]}", file=sys.stderr)
        return 1
    for run in (_extract, _extract_bare):
        run(pages[0])  # libraries and models are loaded once a process and not once a page
    ours = theirs = 0.0
    for html in pages:
        best = [_time(run, html) for _ in range(ROUNDS) for run in (_extract, _extract_bare)]
        ours += min(best[::2])
        theirs += min(best[1::2])
    print(f"pages.extract ratio {ours / theirs:.2f} (trafilatura.bare_extraction with_metadata = 1.00)", end="; ")
    print(f"{len(pages)} pages, {1000 * ours / len(pages):.1f} ms a page")
    return 0


def _read_folder(folder: Path) -> Iterator[bytes]:
    for path in sorted(folder.glob("*")):
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


def _read_sample() -> Iterator[bytes]:
    site = SampleSite(SAMPLE, started_at=NOW, clock=lambda: NOW, pace=0)
    for seed, publication in enumerate(site.published()):
        body = site.respond(publication.path, {}, "https://sample.example").body.decode()
        yield body.replace("</body>", f"{_make_clutter(seed)}</body>").encode()


def _make_clutter(seed: int) -> str:
    """What real pages have beside the article: about 1,200 tags and 130 KB of it."""
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


if __name__ == "__main__":
    sys.exit(main())
