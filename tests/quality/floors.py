"""Floors of a quality gate: the least that is accepted of every figure, and the most slips that each text may have."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

Table = Mapping[str, Mapping[str, float]]
MARGIN = 1.0  # how far below the measured figure a floor is set


def read_floors(path: Path) -> Table:
    """Read the floors: a table of figures for each set, and `slips`, the most that each text may have."""
    found: Table = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return found


def raise_floors(old: Table, *, measured: Table, slips: Mapping[str, int]) -> Table:
    """Floors a little under what is measured, never under what they were; allowed slips never rise."""
    before = old.get("slips", {})
    found: dict[str, dict[str, float]] = {name: dict(floors) for name, floors in old.items()}
    for name, values in measured.items():
        kept = found.get(name, {})
        found[name] = {key: max(kept.get(key, 0.0), round(value - MARGIN, 1)) for key, value in values.items()}
    found["slips"] = {name: min(count, before.get(name, count)) for name, count in slips.items()}
    return found


def write_floors(path: Path, floors: Table, *, command: str) -> None:
    """Write the floors; `command` is what raises them."""
    lines = [
        "# The least that the quality gate accepts, in percent, and the most slips that a text may have.",
        f"# Floors never fall unasked: `{command}` raises them, nothing lowers them.",
    ]
    for name, values in floors.items():
        lines += ["", f'["{name}"]', *(f'"{key}" = {value}' for key, value in values.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def tell_fallen(floors: Table, slips: Mapping[str, int]) -> str:
    """The texts that have more wrong in them than they may."""
    allowed = floors["slips"]
    fallen = {name: count for name, count in slips.items() if count > allowed.get(name, 0)}
    return "\n".join([f"{name}: {count} slips, {allowed.get(name, 0)} before" for name, count in fallen.items()])
