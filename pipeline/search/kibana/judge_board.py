"""Judges dashboards: the grid, and that each panel has its object."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from pipeline.search.kibana.boards import GRID
from pipeline.search.kibana.objects import SavedObject

Told = tuple[str, str]


def judge_dashboard(one: SavedObject) -> Iterator[Told]:
    """Say what is wrong with a dashboard."""
    panels = json.loads(one["attributes"]["panelsJSON"])
    yield from _judge_grid(panels)
    yield from _judge_names(panels, {reference["name"]: reference for reference in one.get("references", [])})


def _judge_grid(panels: Sequence[Mapping[str, Any]]) -> Iterator[Told]:
    for index, count in Counter(panel["panelIndex"] for panel in panels).items():
        if count > 1:
            yield "duplicate_panel", f"{count} panels have the index {index}"
    for panel in panels:
        place = panel["gridData"]
        if not _is_inside(place):
            yield "outside_grid", f"panel {panel['panelIndex']} is outside of the {GRID} columns: {place}"
        if place["i"] != panel["panelIndex"]:
            yield "malformed", f"panel {panel['panelIndex']} is {place['i']} on the grid"
    for one, other in combinations(panels, 2):
        if _overlap(one["gridData"], other["gridData"]):
            yield "overlapping_panels", f"panels {one['panelIndex']} and {other['panelIndex']} overlap"


def _is_inside(place: Mapping[str, Any]) -> bool:
    if not all(isinstance(place[side], int) for side in "xywh"):
        return False
    return bool(min(place["x"], place["y"]) >= 0 < min(place["w"], place["h"]) and place["x"] + place["w"] <= GRID)


def _overlap(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    beside = one["x"] + one["w"] <= other["x"] or other["x"] + other["w"] <= one["x"]
    below = one["y"] + one["h"] <= other["y"] or other["y"] + other["h"] <= one["y"]
    return not (beside or below)


def _judge_names(panels: Sequence[Mapping[str, Any]], references: Mapping[str, Mapping[str, str]]) -> Iterator[Told]:
    wanted = {f"{panel['panelIndex']}:{panel['panelRefName']}": panel for panel in panels if "panelRefName" in panel}
    for name, panel in wanted.items():
        if name not in references:
            yield "panel_without_object", f"panel {panel['panelIndex']} names {name}, and no reference has that name"
        elif references[name]["type"] != panel["type"]:
            yield "panel_without_object", f"panel {panel['panelIndex']} is a {panel['type']}; its reference is not"
    for name in references.keys() - wanted.keys():
        if name.partition(":")[2].startswith("panel_"):
            yield "unused_reference", f"no panel names the reference {name}"
    for panel in panels:
        if "panelRefName" not in panel and "attributes" not in panel.get("embeddableConfig", {}):
            yield "panel_without_object", f"panel {panel['panelIndex']} has neither a panelRefName nor an object inside"
