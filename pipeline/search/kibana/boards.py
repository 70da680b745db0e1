"""Dashboards: rows of panels on Kibana's grid of 48 columns, each panel a reference to an object of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.search.kibana.objects import SavedObject, make_object, refer, write_json

GRID = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Panels side by side, of one height, as wide as the grid allows."""

    height: int
    panels: Sequence[SavedObject]


def make_dashboard(key: str, title: str, rows: Sequence[Row], *, description: str, since: str) -> SavedObject:
    """Lay rows of panels out below each other; `since` is the period that is shown at first, such as `now-7d`."""
    placed = list(_place(rows))
    panels = [_make_panel(one, place=place, number=number) for number, (one, place) in enumerate(placed, start=1)]
    references = [
        refer(f"{number}:panel_{number}", one["type"], one["id"]) for number, (one, _) in enumerate(placed, start=1)
    ]
    options = {"useMargins": True, "syncColors": True, "syncCursor": True, "syncTooltips": False}
    attributes = {
        "title": title,
        "description": description,
        "timeRestore": True,
        "timeFrom": since,
        "timeTo": "now",
        "refreshInterval": {"pause": True, "value": 60_000},
        "panelsJSON": write_json(panels),
        "optionsJSON": write_json({**options, "hidePanelTitles": False}),
        "kibanaSavedObjectMeta": {
            "searchSourceJSON": write_json({"query": {"query": "", "language": "kuery"}, "filter": []})
        },
        "version": 1,
    }
    return make_object("dashboard", key, attributes, references=references)


def _place(rows: Sequence[Row]) -> Iterator[tuple[SavedObject, dict[str, int]]]:
    top = 0
    for row in rows:
        edges = [GRID * place // len(row.panels) for place in range(len(row.panels) + 1)]
        for one, left, right in zip(row.panels, edges, edges[1:], strict=False):
            yield one, {"x": left, "y": top, "w": right - left, "h": row.height}
        top += row.height


def _make_panel(one: SavedObject, *, place: dict[str, int], number: int) -> dict[str, Any]:
    name = str(number)
    return {
        "type": one["type"],
        "panelIndex": name,
        "gridData": {**place, "i": name},
        "embeddableConfig": {"enhancements": {}},
        "panelRefName": f"panel_{name}",
    }
