"""Enriches the labelled articles as the program does, and scores them; also a command that prints what is wrong.

python -m tests.quality.gate [ARTICLE ...]      # figures, slips by kind, and every slip of the named articles
python -m tests.quality.gate --raise-floors     # write floors, which only rise, and the table of docs/quality.md
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pipeline.enrich.dates import tag_dates
from pipeline.enrich.names import NameSets, parse_names, tag_names
from pipeline.enrich.quotes import attribute
from tests.quality import shared
from tests.quality.floors import Table, raise_floors, read_floors, write_floors
from tests.quality.markup import Labelled, read_articles
from tests.quality.scoring import Count, Found, Score, figures, score_article
from tests.quality.table import write_table

HERE = Path(__file__).parent
FLOORS = HERE / "floors.toml"
NAMES = HERE.parents[1] / "seeds" / "names"
OWN = ("own", "languages")


@cache
def labelled() -> tuple[Labelled, ...]:
    """All labelled articles."""
    return read_articles(HERE / "articles")


@cache
def scores() -> dict[str, Score]:
    """What the program gets right, article by article."""
    names = parse_names({path.name: path.read_bytes() for path in sorted(NAMES.glob("*.toml"))})
    return {article.id: score_article(article, _enrich(article, names)) for article in labelled()}


def total(name: str) -> Count:
    """The counts of all English articles together (`own`), or of those in other languages (`languages`)."""
    chosen = [article.id for article in labelled() if (article.language == "en") == (name == "own")]
    return sum((scores()[one].counts for one in chosen), Counter[str]())


def slips() -> dict[str, int]:
    """How many things are wrong, article by article."""
    return {name: len(score.slips) for name, score in scores().items()}


def _enrich(article: Labelled, names: NameSets) -> Found:
    text, title, language = article.text, article.title, article.language
    return Found(
        dated=tag_dates(
            article.text, title=article.title, published_at=article.published_at, language=article.language
        ),
        attributed=attribute(text, title=title, language=language),
        names=tag_names(names, text, context=title),
    )


def measure() -> dict[str, Mapping[str, float]]:
    """All figures of the sets that are there."""
    found: dict[str, Mapping[str, float]] = {name: figures(total(name)) for name in OWN}
    return found | {name: shared.measure(name) for name in shared.present()}


def raised(old: Table) -> Table:
    """The floors as they are to be from now on."""
    return raise_floors(old, measured=measure(), slips=slips())


def main(arguments: list[str]) -> None:
    """Print the figures, or raise the floors."""
    if "--raise-floors" in arguments:
        write_floors(FLOORS, raised(read_floors(FLOORS)), command="python -m tests.quality.gate --raise-floors")
        write_table(measure())
    others = figures(total("languages"))
    for name, value in figures(total("own")).items():
        print(f"{name:24} {value:6.1f} {others[name]:6.1f}")  # noqa: T201 # a command prints
    for kind, count in Counter(slip.kind for score in scores().values() for slip in score.slips).most_common():
        print(f"{count:4} {kind}")  # noqa: T201 # a command prints
    for name in arguments:
        for slip in scores()[name].slips if name in scores() else ():
            print(f"{name}\t{slip.kind}\n    expected {slip.expected}\n    got      {slip.got}")  # noqa: T201 # the same


if __name__ == "__main__":
    main(sys.argv[1:])
