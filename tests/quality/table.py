"""Prints the figures beside those of the peers into docs/quality.md, between its two marks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs" / "quality.md"
MARKS = "<!-- figures -->", "<!-- end of figures -->"
Figures = Mapping[str, Mapping[str, float]]
Rows = tuple[tuple[str, str, tuple[str, ...], str, str], ...]
# What is measured, on which set, by which figures; what peers reach; what we want to reach.
ROWS: Rows = (
    ("Own gate: quotations, overlap / joint F1", "own", ("quotations_overlap_f1", "quotations_joint_f1"), "", ""),
    ("Own gate: speaker's full name", "own", ("full_name",), "", ""),
    ("Own gate: marked stretches with the right speaker", "own", ("marked_end_to_end",), "", ""),
    ("Own gate: speakers by name / pronoun", "own", ("speaker_named", "speaker_pronoun"), "", ""),
    ("Own gate: speakers by role / carried over", "own", ("speaker_nominal", "speaker_carried"), "", ""),
    ("Own gate: indirect quotations found", "own", ("indirect_recall",), "", ""),
    ("Own gate: dates, relaxed / value F1", "own", ("dates_relaxed_f1", "dates_value_f1"), "", ""),
    ("Own gate: durations, sets: value right", "own", ("periods_value",), "", ""),
    ("Own gate: people, full-name F1", "own", ("people_f1",), "", ""),
    ("Own gate: watched names / datelines", "own", ("names_f1", "datelines"), "", ""),
    (
        "French, German, Spanish, Russian: overlap / joint F1",
        "languages",
        ("quotations_overlap_f1", "quotations_joint_f1"),
        "",
        "",
    ),
    ("The same: dates, value F1 / datelines", "languages", ("dates_value_f1", "datelines"), "", ""),
    ("`quotes/seed`: joint F1", "quotes/seed", ("joint_f1",), "61", "98"),
    (
        "`quotes/written.dev`: overlap / joint F1",
        "quotes/written.dev",
        ("overlap_f1", "joint_f1"),
        "82.5 / 54.0",
        "92 / 85",
    ),
    (
        "`quotes/meantime.dev`: overlap / joint F1",
        "quotes/meantime.dev",
        ("overlap_f1", "joint_f1"),
        "69.6 / 56.5",
        "82 / 75",
    ),
    ("`quotes/written.dev`: people, full-name F1", "people/written.dev", ("full_name_f1",), "84.0", "86"),
    ("`timex/meantime.dev`: relaxed F1", "dates/meantime.dev", ("relaxed_f1",), "96.8", "96"),
    ("`timex/meantime.dev`: value F1", "dates/meantime.dev", ("value_f1",), "85.3", "89"),
    (
        "`topics/huffpost.dev`: first topic / among those given",
        "topics/huffpost.dev",
        ("top1", "hit_any"),
        "56 / 77",
        "72 / 90",
    ),
)


def write_table(figures: Figures, *, chosen: Rows = ROWS, marks: tuple[str, str] = MARKS) -> None:
    """Put a table between its marks in the page; a set that is not there keeps the row that stands there."""
    page = DOCS.read_text(encoding="utf-8")
    begin, end = marks
    before, rest = page.split(begin)
    old, after = rest.split(end)
    kept = _rows(old)
    lines = ["| what | Wirewatch | best peer | to reach |", "|---|---|---|---|"]
    for what, name, keys, peers, reach in chosen:
        if name in figures:
            ours = " / ".join(f"{figures[name][key]:.1f}" for key in keys)
            lines.append(f"| {what} | {ours} | {peers} | {reach} |")
        elif what in kept:
            lines.append(kept[what])
    DOCS.write_text(f"{before}{begin}\n" + "\n".join(lines) + f"\n{end}{after}", encoding="utf-8")


def read_table(chosen: Rows = ROWS) -> dict[tuple[str, str], float]:
    """The figures that the page gives, by set and figure."""
    rows = _rows(DOCS.read_text(encoding="utf-8"))
    found: dict[tuple[str, str], float] = {}
    for what, name, keys, _, _ in chosen:
        numbers = rows[what].split("|")[2].split("/")
        found.update({(name, key): float(number) for key, number in zip(keys, numbers, strict=True)})
    return found


def _rows(page: str) -> dict[str, str]:
    """The lines of the tables, by their first cell."""
    return {line.split("|")[1].strip(): line for line in page.splitlines() if line.startswith("| ")}
