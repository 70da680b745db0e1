from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.quality import gate, shared
from tests.quality.floors import read_floors, tell_fallen
from tests.quality.scoring import figures
from tests.quality.table import read_table

FLOORS = read_floors(gate.FLOORS)


def measured(name: str) -> Mapping[str, float]:
    return figures(gate.total(name)) if name in gate.OWN else shared.measure(name)


@pytest.mark.parametrize("name", [*gate.OWN, *shared.present()])
def test_no_figure_is_below_its_floor(name: str) -> None:
    found = measured(name)
    low = [f"{key} is {found[key]}, its floor {floor}" for key, floor in FLOORS[name].items() if found[key] < floor]
    fallen = tell_fallen(FLOORS, gate.slips()) if name in gate.OWN else ""
    assert not low, (
        f"{name}: {'; '.join(low)}\nsee `python -m tests.quality.gate ARTICLE` for what is wrong in\n{fallen}"
    )


def test_every_figure_has_a_floor() -> None:
    assert set(FLOORS["own"]) == set(FLOORS["languages"]) == set(figures(gate.total("own")))
    assert set(FLOORS) == {*gate.OWN, "slips", *shared.SETS}


def test_there_are_at_least_forty_articles_of_many_kinds() -> None:
    articles = gate.labelled()
    assert len(articles) >= 40
    assert len({article.outlet for article in articles}) >= 9
    assert all(article.kinds and article.text.count("\n\n") >= 3 for article in articles)


def test_every_article_is_known_to_the_floors() -> None:
    assert set(FLOORS["slips"]) == set(gate.slips())


def test_floors_rise_and_never_fall() -> None:
    raised = gate.raised({"own": {"datelines": 100.5, "names_f1": 1.0}, "slips": {"01-wire-one-diplomat": 0}})
    assert raised["own"]["datelines"] == 100.5
    assert raised["own"]["names_f1"] > 1.0
    assert raised["slips"]["01-wire-one-diplomat"] == 0


def test_the_page_gives_no_better_figures_than_are_measured() -> None:
    there = {*gate.OWN, *shared.present()}
    boasts = {
        key: figure for key, figure in read_table().items() if key[0] in there and figure > measured(key[0])[key[1]]
    }
    assert not boasts
