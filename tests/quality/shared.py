"""Scores the shared labelled sets with their own scorers, where they are there: WIREWATCH_EVAL or ../shared/eval."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.enrich.dates import tag_dates
from pipeline.enrich.quotes import attribute
from pipeline.enrich.topics import parse_taxonomy, tag_topics
from pipeline.types import Attributed, Quote

Row = dict[str, Any]
ROOT = Path(__file__).parents[2]
# Read at import: tests take the variables of Wirewatch out of the environment.
FOLDER = Path(os.environ.get("WIREWATCH_EVAL") or ROOT.parent / "shared" / "eval")
SETS = {
    "quotes/seed": ("score_quotes.py", "data/quotes/seed.jsonl"),
    "quotes/meantime.dev": ("score_quotes.py", "data/quotes/meantime.dev.jsonl"),
    "quotes/written.dev": ("score_quotes.py", "data/quotes/written.dev.jsonl"),
    "people/written.dev": ("score_people.py", "data/quotes/written.dev.jsonl"),
    "dates/meantime.dev": ("score_timex.py", "data/timex/meantime.dev.jsonl"),
    "topics/huffpost.dev": ("score_topics.py", "data/topics/huffpost.dev.jsonl"),
}


def present() -> list[str]:
    """The sets that are there, scorer and all."""
    return [
        name
        for name, (scorer, data) in SETS.items()
        if (FOLDER / "bin" / scorer).is_file() and (FOLDER / data).is_file()
    ]


@cache
def measure(name: str) -> Mapping[str, float]:
    """The figures that the set's own scorer gives us."""
    scorer, data = SETS[name]
    gold = FOLDER / data
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    predict, options, read = KINDS[name.partition("/")[0]]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "predictions.jsonl"
        path.write_text("".join(json.dumps(predict(row)) + "\n" for row in rows), encoding="utf-8")
        command = [sys.executable, str(FOLDER / "bin" / scorer), str(gold), str(path), *options]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    return read(done.stdout)


@cache
def _attribute(text: str, title: str) -> Attributed:
    return attribute(text, title=title, language="en")


def _quotes(row: Row) -> Row:
    found = _attribute(row["text"], row.get("title") or "")
    return {"id": row["id"], "quotes": [_quote(quote) for quote in found.quotes]}


def _quote(quote: Quote) -> Row:
    speaker = quote.speaker
    return {
        "start": quote.start,
        "end": quote.end,
        "speaker": speaker.name if speaker else None,
        "speaker_span": [speaker.start, speaker.end] if speaker and speaker.start is not None else None,
        "speaker_text": speaker.text if speaker else None,
        "cue": quote.cue.text if quote.cue else None,
    }


def _people(row: Row) -> Row:
    return {"id": row["id"], "people": [one.name for one in _attribute(row["text"], row.get("title") or "").people]}


def _dates(row: Row) -> Row:
    published = datetime.fromisoformat(row["dct"]).replace(tzinfo=UTC) if row["dct"] else None
    found = tag_dates(row["text"], title=row.get("title") or "", published_at=published, language="en")
    keys = ("start", "end", "type", "value")
    return {"id": row["id"], "timexes": [{key: getattr(tag, key) for key in keys} for tag in found.dates]}


@cache
def _taxonomy() -> Any:
    return parse_taxonomy({path.name: path.read_bytes() for path in sorted((ROOT / "seeds" / "topics").glob("*.toml"))})


def _topics(row: Row) -> Row:
    title = row.get("title") or ""
    found = tag_topics(row["text"], title=title, section=None, keywords=(), taxonomy=_taxonomy(), language="en")
    return {"id": row["id"], "topics": [[topic.code, topic.score] for topic in found]}


def _read_quotes(output: str) -> Mapping[str, float]:
    lines = {line.split()[0]: line for line in output.splitlines() if line.strip()}
    kinds = re.findall(r"'(\w+)': \(([\d.]+), \d+\)", lines["speaker_acc_by_gold_mention"])
    found = {
        "overlap_f1": _number(lines["segments_overlap>=.5"], "F1"),
        "joint_f1": _number(lines["joint_overlap+speaker"], "F1"),
        "full_name": float(lines["fullname_acc_on_matched"].split()[-1]),
        "marked_end_to_end": float(lines["quoted_stretch_speaker_e2e"].split()[-1]),
    }
    return {**found, **{f"speaker_{kind}": float(value) for kind, value in kinds}}


def _read_people(output: str) -> Mapping[str, float]:
    return {"full_name_f1": _number(output.splitlines()[0], "F1")}


def _number(line: str, key: str) -> float:
    match = re.search(rf"'{key}': ([\d.]+)", line)
    if match is None:
        raise ValueError(f"expected {key} in what the scorer says, found {line!r}")
    return float(match[1])


def _read_dates(output: str) -> Mapping[str, float]:
    found = json.loads(output)
    return {"relaxed_f1": found["relaxed_F1"], "value_f1": found["value_F1"]}


def _read_topics(output: str) -> Mapping[str, float]:
    found = json.loads(output)
    return {"top1": found["top1"], "hit_any": found["hit_any"]}


KINDS: dict[str, tuple[Callable[[Row], Row], list[str], Callable[[str], Mapping[str, float]]]] = {
    "quotes": (_quotes, [], _read_quotes),
    "people": (_people, [], _read_people),
    "dates": (_dates, ["--calendar"], _read_dates),
    "topics": (_topics, [], _read_topics),
}
