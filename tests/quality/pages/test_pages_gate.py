from __future__ import annotations

import pytest

from tests.quality.floors import read_floors, tell_fallen
from tests.quality.pages import gate, shared_pages
from tests.quality.table import read_table

FLOORS = read_floors(gate.FLOORS)


@pytest.mark.parametrize("name", ["own", *shared_pages.present()])
def test_no_figure_of_the_pages_is_below_its_floor(name: str) -> None:
    found = gate.measure()[name]
    low = [f"{key} is {found[key]}, its floor {floor}" for key, floor in FLOORS[name].items() if found[key] < floor]
    fallen = tell_fallen(FLOORS, gate.slips()) if name == "own" else ""
    assert not low, f"{'; '.join(low)}\nsee `python -m tests.quality.pages.gate PAGE` for what is wrong in\n{fallen}"


def test_there_are_at_least_forty_pages_and_the_floors_know_each() -> None:
    assert len(gate.labelled()) >= 40
    assert set(FLOORS["slips"]) == set(gate.slips())
    assert set(FLOORS) == {"own", "slips", *shared_pages.SETS}


def test_the_pages_are_of_many_languages_and_kinds() -> None:
    expected = [page.expected for page in gate.labelled()]
    assert {one["verdict"] for one in expected} == {"full", "teaser", "paywall", "consent", "index", "error"}
    assert {one.get("language") for one in expected} >= {"en", "de", "fr", "es", "ru"}
    assert sum(page.paragraphs != () for page in gate.labelled()) >= 30


def test_the_table_of_pages_gives_no_better_figures_than_are_measured() -> None:
    measured = gate.measure()
    there = {key: figure for key, figure in read_table(gate.ROWS).items() if key[0] in measured}
    assert not {key: figure for key, figure in there.items() if figure > measured[key[0]][key[1]]}
