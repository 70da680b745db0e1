"""Takes entries over the stages that neither decide a story nor ring, at once: those are tested elsewhere."""

from __future__ import annotations

import hashlib
import sqlite3
from datetime import datetime

from pipeline.pages.page import Page
from pipeline.store.columns import to_microseconds
from pipeline.store.rows import encode
from pipeline.types import ArchiveRef, Article, Attributed, Capture, Classified, Dated, Fetched, Indexed, Request
from tests.histories.outside import Outside
from tests.histories.stand_ins import Shelf, to_article

_WAITING = "WHERE status = ? AND due_at <= ? AND (lease IS NULL OR lease_until <= ?)"
_MOVE = "UPDATE entries SET status = ?, attempts = 0, silent = 0, lease = NULL, lease_until = NULL, reason = NULL "
_KEEP = "INSERT OR REPLACE INTO artefacts (entry, revision, stage, version, body) VALUES (?, ?, ?, '1', ?)"
_NOTHING = {
    "dates": encode(Dated(dateline=None, dates=())),
    "speakers": encode(Attributed(quotes=(), speakers=(), people=())),
    "topics": encode(Classified(topics=(), names=(), title_names=())),
}
__all__ = ["Article", "Page", "jump_annotations", "jump_fetch", "to_article"]


def jump_fetch(raw: sqlite3.Connection, outside: Outside, shelf: Shelf, *, now: datetime) -> None:
    """From FOUND to FETCHED."""
    at = to_microseconds(now)
    found = raw.execute(f"SELECT id, revision, url FROM entries {_WAITING}", ("FOUND", at, at)).fetchall()
    kept = [
        (entry, revision, "fetch", _fetch(outside, shelf, (entry, revision, url), now))
        for entry, revision, url in found
    ]
    _store(raw, kept, [row[0] for row in found], "FETCHED")


def jump_annotations(raw: sqlite3.Connection, *, now: datetime, indexed: bool) -> None:
    """From EXTRACTED, or on from wherever an entry was put back to, to CLASSIFIED or INDEXED."""
    at = to_microseconds(now)
    index = {"index": encode(Indexed(indexed_at=now))} if indexed else {}
    for status in ("EXTRACTED", "DATED", "ATTRIBUTED", *(["CLASSIFIED"] if indexed else [])):
        found = raw.execute(f"SELECT id, revision FROM entries {_WAITING}", (status, at, at)).fetchall()
        left = {**_NOTHING, **index}
        kept = [(entry, revision, stage, body) for entry, revision in found for stage, body in left.items()]
        _store(raw, kept, [row[0] for row in found], "INDEXED" if indexed else "CLASSIFIED")


def _store(raw: sqlite3.Connection, kept: list[tuple[str, int, str, str]], moved: list[str], status: str) -> None:
    if not moved:
        return
    raw.execute("BEGIN IMMEDIATE")
    raw.executemany(_KEEP, kept)
    raw.executemany(f"{_MOVE} WHERE id = ?", [(status, entry) for entry in moved])
    raw.execute("COMMIT")


def _fetch(outside: Outside, shelf: Shelf, what: tuple[str, int, str], now: datetime) -> str:
    entry, revision, url = what
    body = outside.find(url).write()
    answer = Fetched(request=Request(url=url), url=url, status=200, headers={}, body=body, fetched_at=now)
    ref = shelf.write(answer, key=f"{entry}{revision:04x}{outside.find(url).visits}", seen_at=now)
    assert isinstance(ref, ArchiveRef)
    assert ref.sha256 == hashlib.sha256(body).hexdigest()
    return encode(
        Capture(
            url=url,
            status=200,
            fetched_at=now,
            media_type="text/html",
            charset="utf-8",
            last_modified=None,
            size=len(body),
            archive=ref,
        )
    )
