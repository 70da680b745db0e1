"""What extracting an article costs beside the library alone: CPU time, same pages, same process, turn by turn.

`python benchmarks/bench_pages.py [FOLDER]`: the pages of a folder (.html, .html.gz), else those of the sample site with
the weight of real pages around them: menus, cards of other articles, scripts.
"""

from __future__ import annotations

import gzip
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from trafilatura import bare_extraction

from benchmarks.material import NOW, read_sample
from pipeline.errors import PageError
from pipeline.pages.extract import extract_article
from pipeline.pages.page import Page

ROUNDS = 3
URL = "https://www.example.com/news/story"


def main() -> int:
    """Print one line with the ratio."""
    pages = list(_read_folder(Path(sys.argv[1]))) if len(sys.argv) > 1 else list(read_sample())
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


if __name__ == "__main__":
    sys.exit(main())
