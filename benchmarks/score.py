"""Runs `wirewatch extract` and `enrich` over a folder of labelled sets and prints what its scorers say.

    python benchmarks/score.py FOLDER

The folder holds `data/` (articles, quotes, timex, topics, feeds) and `bin/score_*.py`; what is not there is left out.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Row = dict[str, Any]
QUOTES = ("seed", "meantime.dev", "written.dev")


def main() -> int:
    """Score every set that is there."""
    if len(sys.argv) != 2 or not (folder := Path(sys.argv[1])).is_dir():
        print("usage: python benchmarks/score.py FOLDER (with data/ and bin/)")
        return 2
    with tempfile.TemporaryDirectory() as temporary:
        for name, predictions, arguments in find_runs(folder):
            path = Path(temporary) / f"{name.replace('/', '-')}.jsonl"
            path.write_text("".join(json.dumps(row) + "\n" for row in predictions()))
            print(f"\n== {name}")
            script, *rest = (argument.replace("PRED", str(path)) for argument in arguments)
            subprocess.run([sys.executable, str(folder / "bin" / script), *rest], check=False)  # noqa: S603
    return 0


def find_runs(folder: Path) -> Iterator[tuple[str, Callable[[], list[Row]], list[str]]]:
    """The name of a set, how to get its predictions, and the scorer's arguments."""
    data = folder / "data"
    if (data / "articles").is_dir():
        yield "articles", lambda: to_articles(data / "articles"), ["score_articles.py", "PRED", "--split", "dev"]
    for name in QUOTES:
        gold = data / "quotes" / f"{name}.jsonl"
        if gold.exists():
            yield f"quotes/{name}", lambda gold=gold: to_quotes(gold), ["score_quotes.py", str(gold), "PRED"]  # type: ignore[misc] # bound at once
            yield f"people/{name}", lambda gold=gold: to_people(gold), ["score_people.py", str(gold), "PRED"]  # type: ignore[misc] # bound at once
    gold = data / "timex" / "meantime.dev.jsonl"
    if gold.exists():
        yield "dates", lambda: to_dates(gold), ["score_timex.py", str(gold), "PRED", "--calendar"]
    topics = data / "topics" / "huffpost.dev.jsonl"
    if topics.exists():
        yield "topics", lambda: to_topics(topics), ["score_topics.py", str(topics), "PRED"]
    if (data / "feeds").is_dir():
        yield "feeds", lambda: to_feeds(data / "feeds"), ["score_feeds.py", "PRED", "--split", "dev"]


def read_rows(path: Path) -> list[Row]:
    """The rows of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text().splitlines() if line.strip()]


def run(command: str, rows: list[Row]) -> list[Row]:
    """Send rows through `wirewatch <command> --jsonl`."""
    entry = [sys.executable, "-c", "from pipeline.cli import main; main()", command, "--jsonl"]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    done = subprocess.run(entry, input=lines, capture_output=True, text=True, check=True)  # noqa: S603
    return [json.loads(line) for line in done.stdout.splitlines()]


def enrich(gold: Path, *, text: str = "text", date: str = "pub_date") -> list[Row]:
    """The tags of a set's rows."""
    rows = read_rows(gold)
    keys = ("id", "text", "title", "published_at", "language")
    wanted = [
        {"title": "", "language": "en", **row, "text": row[text], "published_at": row.get(date) or row.get("date")}
        for row in rows
    ]
    return run("enrich", [{key: row[key] for key in keys} for row in wanted])


def to_articles(folder: Path) -> list[Row]:
    """Predictions for score_articles.py."""
    rows = [
        {"id": row["id"], "path": str(find_file(folder, row)), "url": row.get("url") or ""}
        for row in read_rows(folder / "index.jsonl")
    ]
    answers = run("extract", rows)
    return [
        {
            "id": row["id"],
            "body": row.get("text", ""),
            "title": row.get("title", ""),
            "authors": row.get("byline", []),
            "date": row["published_at"][:10]
            if row.get("dating", {}).get("origin") not in {None, "first-seen"}
            else None,
        }
        for row in answers
    ]


def to_quotes(gold: Path) -> list[Row]:
    """Predictions for score_quotes.py."""
    return [{"id": row["id"], "quotes": [to_quote(quote) for quote in row.get("quotes", [])]} for row in enrich(gold)]


def to_quote(quote: Row) -> Row:
    """One quotation as the scorer wants it."""
    speaker = quote["speaker"] or {}
    span = None if speaker.get("start") is None else [speaker["start"], speaker["end"]]
    return {
        "start": quote["start"],
        "end": quote["end"],
        "speaker": speaker.get("name"),
        "speaker_span": span,
        "speaker_text": speaker.get("text"),
        "cue": (quote["cue"] or {}).get("text"),
    }


def to_people(gold: Path) -> list[Row]:
    """Predictions for score_people.py."""
    return [{"id": row["id"], "people": [one["name"] for one in row.get("people", [])]} for row in enrich(gold)]


def to_dates(gold: Path) -> list[Row]:
    """Predictions for score_timex.py."""
    keys = ("start", "end", "type", "value")
    tagged = enrich(gold, date="dct")
    return [
        {"id": row["id"], "timexes": [{key: tag[key] for key in keys} for tag in row.get("dates", [])]}
        for row in tagged
    ]


def to_topics(gold: Path) -> list[Row]:
    """Predictions for score_topics.py."""
    tagged = enrich(gold)
    return [
        {"id": row["id"], "topics": [[one["code"], one["score"]] for one in row.get("topics", [])]} for row in tagged
    ]


def to_feeds(folder: Path) -> list[Row]:
    """Predictions for score_feeds.py."""
    from datetime import UTC, datetime

    from pipeline.errors import PipelineError
    from pipeline.feeds.parse import parse_feed

    now = datetime.now(UTC)
    predictions: list[Row] = []
    for row in read_rows(folder / "index.jsonl"):
        body = find_file(folder, row).read_bytes()
        try:
            feed = parse_feed(
                body, url=row.get("url") or "http://feed.example/", headers=row.get("headers") or {}, fetched_at=now
            )
        except PipelineError as error:
            predictions.append(
                {"id": row["id"], "error": None, "refused": error.message, "items": []}
            )  # a clean refusal
            continue
        items = [
            {
                "title": item.title,
                "link": item.url,
                "id": item.guid,
                "published": next(
                    (
                        f"{claim.value:%Y-%m-%dT%H:%M:%SZ}"
                        for claim in item.claims
                        if claim.value and not claim.modified
                    ),
                    None,
                ),
            }
            for item in feed.items
        ]
        predictions.append({"id": row["id"], "error": None, "items": items})
    return predictions


def find_file(folder: Path, row: Row) -> Path:
    """Where a row's page or feed document is: paths are relative to the folder of all sets."""
    named = folder.parent / str(row["path"])
    return named if named.is_file() else folder / "html" / f"{row['id'].replace('/', '__')}.html.gz"


if __name__ == "__main__":
    sys.exit(main())
