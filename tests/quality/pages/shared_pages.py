"""Scores the pages of the shared labelled sets with their own scorer, where they are there."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.errors import PageError
from pipeline.pages.extract import extract_article
from pipeline.pages.page import Page
from tests.quality.pages.reading import FETCHED
from tests.quality.shared import FOLDER

SETS = ("aeb", "fundus")
_SCORER = FOLDER / "bin" / "score_articles.py"
_INDEX = FOLDER / "data" / "articles" / "index.jsonl"
_FIGURES = {"body_f1": "tokF1", "title": "title=", "authors_f1": "authF1", "published": "date="}


def present() -> tuple[str, ...]:
    """The sets that are there."""
    return SETS if _SCORER.is_file() and _INDEX.is_file() else ()


@cache
def measure() -> Mapping[str, Mapping[str, float]]:
    """The figures that the sets' own scorer gives us."""
    if not present():
        return {}
    rows = [json.loads(line) for line in _INDEX.read_text(encoding="utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        given, told = Path(folder) / "predictions.jsonl", Path(folder) / "figures.json"
        given.write_text("".join(json.dumps(_predict(row)) + "\n" for row in rows), encoding="utf-8")
        command = [sys.executable, str(_SCORER), str(given), "--split", "dev", "--json", str(told)]
        subprocess.run(command, capture_output=True, check=True, timeout=120)
        (found,) = json.loads(told.read_text(encoding="utf-8")).values()
    return {name: _name(found[name]) for name in SETS}


def _name(found: Mapping[str, float]) -> dict[str, float]:
    return {name: round(100 * found[key], 1) for name, key in _FIGURES.items() if key in found}


def _predict(row: dict[str, Any]) -> dict[str, Any]:
    path = _INDEX.parents[1] / row["path"]
    body = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    url = row["url"] or ""
    try:
        found = extract_article(
            Page(
                html=body,
                url=url,
                final_url=url,
                media_type="text/html",
                charset=None,
                first_seen_at=FETCHED,
                fetched_at=FETCHED,
            )
        )
    except PageError as error:
        return {"id": row["id"], "error": str(error)}
    dated = found.dating.value is not None and found.dating.origin != "first-seen"
    return {
        "id": row["id"],
        "body": found.text,
        "title": found.title,
        "authors": list(found.byline),
        "date": found.dating.value.date().isoformat() if found.dating.value and dated else None,
    }
