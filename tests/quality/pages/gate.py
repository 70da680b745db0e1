"""Extracts the labelled pages as the program does, and scores them; also a command that prints what is wrong.

python -m tests.quality.pages.gate [PAGE ...]         # figures, and every slip (of the named pages)
python -m tests.quality.pages.gate --raise-floors     # write floors, which only rise, and the table of docs/quality.md
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.errors import PageError
from pipeline.pages.extract import extract_article
from pipeline.types import Article
from tests.quality.floors import Table, raise_floors, read_floors, write_floors
from tests.quality.pages import shared_pages
from tests.quality.pages.reading import LabelledPage, read_pages
from tests.quality.scoring import Count, Score, Slip, f1, share
from tests.quality.table import Rows, write_table

HERE = Path(__file__).parent
FLOORS = HERE / "floors.toml"
MARKS = "<!-- figures of pages -->", "<!-- end of figures of pages -->"
ROWS: Rows = (
    ("Own pages: paragraphs, F1", "own", ("paragraphs_f1",), "", ""),
    ("Own pages: title / authors", "own", ("title", "authors_f1"), "", ""),
    ("Own pages: published / its origin", "own", ("published", "origin"), "", ""),
    ("Own pages: verdict", "own", ("verdict",), "", ""),
    ("Own pages: images with captions / agency", "own", ("images_f1", "agency"), "", ""),
    ("Own pages: language / section / keywords / lead", "own", ("language", "section", "keywords_f1", "lead"), "", ""),
    ("`articles`, `aeb`: body, token F1", "aeb", ("body_f1",), "96.6", "97.0"),
    ("`articles`, `fundus`: body, token F1", "fundus", ("body_f1",), "94.5", "95.5"),
    ("`articles`, `fundus`: title exact / authors F1", "fundus", ("title", "authors_f1"), "77.4 / 81.7", "88 / 88"),
    ("`articles`, `fundus`: publication day", "fundus", ("published",), "96.6", "98"),
)
_LISTS = ("authors", "keywords", "images")


@cache
def labelled() -> tuple[LabelledPage, ...]:
    """All labelled pages."""
    return read_pages(HERE / "samples")


@cache
def scores() -> dict[str, Score]:
    """What the program gets right, page by page."""
    return {one.id: score_page(one) for one in labelled()}


def slips() -> dict[str, int]:
    """How many things are wrong, page by page."""
    return {name: len(score.slips) for name, score in scores().items()}


def measure() -> Mapping[str, Mapping[str, float]]:
    """All figures of the sets that are there."""
    return {
        "own": figures(sum((score.counts for score in scores().values()), Counter[str]())),
        **shared_pages.measure(),
    }


def figures(counts: Count) -> dict[str, float]:
    """The figures of a sum of counts, in percent."""
    lists = {f"{name}_f1": f1(counts, name) for name in ("paragraphs", *_LISTS)}
    return lists | {name: share(counts, name) for name in sorted(_READ)}


def score_page(gold: LabelledPage) -> Score:
    """Count everything about one page."""
    score = Score(Counter(), [])
    try:
        article = extract_article(gold.page)
    except PageError as error:
        score.slips.append(Slip(kind="refused", expected="an article", got=str(error)))
        return score
    if gold.paragraphs:
        text = tuple(line for line in article.text.split("\n\n") if line not in gold.optional)
        _compare(score, "paragraphs", gold.paragraphs, text)
    for name, wanted in gold.expected.items():
        if name in _LISTS:
            _compare(score, name, tuple(map(_fold, wanted)), tuple(map(_fold, _read_list(article, name))))
        else:
            _check(score, name, wanted, _READ[name](article))
    return score


def _read_list(article: Article, name: str) -> tuple[Any, ...]:
    if name == "images":
        return tuple((image.url, image.caption or "") for image in article.images)
    return article.byline if name == "authors" else article.keywords


def _fold(value: Any) -> str:
    return (value if isinstance(value, str) else " ".join(value)).strip().casefold()


def _read_moment(article: Article) -> str:
    dating = article.dating
    if dating.value is None or dating.origin == "first-seen":
        return ""
    text = dating.value.isoformat().replace("+00:00", "Z")
    return text[:10] if dating.precision == "day" else text


_READ: Mapping[str, Callable[[Article], str | None]] = {
    "title": lambda article: article.title,
    "published": _read_moment,
    "origin": lambda article: article.dating.origin,
    "verdict": lambda article: article.verdict,
    "language": lambda article: article.language,
    "section": lambda article: article.section,
    "lead": lambda article: article.lead,
    "agency": lambda article: article.agency,
    "canonical_url": lambda article: article.canonical_url,
}


def _check(score: Score, name: str, wanted: str, got: str | None) -> None:
    score.counts.update({f"{name}/all": 1, f"{name}/yes": int(wanted == got)})
    if wanted != got:
        score.slips.append(Slip(kind=name, expected=wanted, got=str(got)))


def _compare(score: Score, name: str, wanted: tuple[str, ...], got: tuple[str, ...]) -> None:
    both = len(set(wanted) & set(got))
    score.counts.update(
        {f"{name}/gold": len(wanted), f"{name}/hit": both, f"{name}/got": len(got), f"{name}/right": both}
    )
    score.slips.extend(Slip(kind=f"{name} missed", expected=one, got="") for one in wanted if one not in got)
    score.slips.extend(Slip(kind=f"{name} too many", expected="", got=one) for one in got if one not in wanted)


def raised(old: Table) -> Table:
    """The floors as they are to be from now on."""
    return raise_floors(old, measured=measure(), slips=slips())


def main(arguments: list[str]) -> None:
    """Print the figures and what is wrong, or raise the floors."""
    if "--raise-floors" in arguments:
        write_floors(FLOORS, raised(read_floors(FLOORS)), command="python -m tests.quality.pages.gate --raise-floors")
        write_table(measure(), chosen=ROWS, marks=MARKS)
    for name, values in measure().items():
        print(name, *(f"{key} {value:.1f}" for key, value in values.items()), sep="\n    ")  # noqa: T201 # a command prints
    for name, score in scores().items():
        for slip in score.slips if name in arguments or not arguments else ():
            print(f"{name}\t{slip.kind}\n    expected {slip.expected}\n    got      {slip.got}")  # noqa: T201 # the same


if __name__ == "__main__":
    main(sys.argv[1:])
