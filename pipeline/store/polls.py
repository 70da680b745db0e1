"""What a poll brings: the feed's new state and its entries, in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, select, update

from pipeline.store import tables
from pipeline.store.columns import clean_text
from pipeline.store.rows import AnyRow, encode, to_feed_state, to_shard_key, to_turn
from pipeline.store.trail import NO_TIME, POLL, write_trail
from pipeline.types import EntryIntent, FeedSpec, PollIntent, Status, TrailLine

entries = tables.entries
MAX_REVISIONS = 24  # an item that is edited 200 times a day is not 200 articles
_CHUNK = 500
_SETTLED = frozenset({Status.DONE, Status.DROPPED, Status.FAILED})


def finish_poll(connection: Connection, intent: PollIntent, lease: str, *, now: datetime) -> int | None:
    """Store a poll; give back how many entries are new or looked at again, None when the lease was lost."""
    feeds = tables.feeds
    state = update(feeds).where(feeds.c.id == intent.feed.spec.id, feeds.c.lease == lease)
    if connection.execute(state.values(**to_feed_state(intent.feed), lease=None)).rowcount != 1:
        return None
    unique = {entry.id: entry for entry in reversed(intent.entries)}
    # By id, so that two polls that bring the same entries wait for each other instead of locking each other out.
    ordered = [unique[key] for key in sorted(unique)]
    return sum(_store(connection, intent.feed.spec, chunk, now=now) for chunk in _chunks(ordered))


def _chunks(intents: Sequence[EntryIntent]) -> Iterator[Sequence[EntryIntent]]:
    return (intents[at : at + _CHUNK] for at in range(0, len(intents), _CHUNK))


def find_known(connection: Connection, ids: Collection[str]) -> frozenset[str]:
    """Which of these entries are in the ledger."""
    wanted = sorted(ids)
    chunks = (wanted[at : at + _CHUNK] for at in range(0, len(wanted), _CHUNK))
    return frozenset(
        row.id for chunk in chunks for row in connection.execute(select(entries.c.id).where(entries.c.id.in_(chunk)))
    )


def _store(connection: Connection, spec: FeedSpec, intents: Sequence[EntryIntent], *, now: datetime) -> int:
    columns = select(entries.c.id, entries.c.feed, entries.c.fingerprint)
    known = {row.id: row for row in connection.execute(columns.where(entries.c.id.in_([i.id for i in intents])))}
    new = [intent for intent in intents if intent.id not in known]
    added = _add(connection, spec, new, now=now) if new else set()
    lines = [_found_line(intent, now) for intent in new if intent.id in added]
    # An entry belongs to the feed that announced it first: others would only take turns in changing it.
    changed = {
        intent.id: intent
        for intent in intents
        if (row := known.get(intent.id))
        and row.feed == spec.id
        and row.fingerprint != clean_text(intent.item.fingerprint)
    }
    lines += _look_at_changed(connection, changed, now=now) if changed else []
    write_trail(connection, lines)
    return len(lines)


def _look_at_changed(connection: Connection, changed: Mapping[str, EntryIntent], *, now: datetime) -> list[TrailLine]:
    columns: Select[Any] = select(entries.c.id, entries.c.status, entries.c.reason, entries.c.revision, entries.c.lease)
    held = columns.where(entries.c.id.in_(changed)).order_by(entries.c.id).with_for_update()
    found = connection.execute(held).all()
    return [line for row in found for line in _look_again(connection, row, changed[row.id], now=now)]


def _add(connection: Connection, spec: FeedSpec, intents: Sequence[EntryIntent], *, now: datetime) -> set[str]:
    source = encode(spec.source)
    rows = [
        {
            "id": intent.id,
            "url": intent.url,
            "shard_key": to_shard_key(intent.url),
            "feed": spec.id,
            "source_id": spec.source.id,
            "source": source,
            "item": encode(intent.item),
            "fingerprint": intent.item.fingerprint,
            "status": Status.FOUND,
            "revision": 1,
            "quiet": intent.quiet,
            "turn": to_turn(intent.item),
            "first_seen_at": now,
            "due_at": now,
            "attempts": 0,
            "silent": 0,
        }
        for intent in intents
    ]
    statement = tables.insert_into(connection, entries).on_conflict_do_nothing(index_elements=["id"])
    return set(connection.execute(statement.returning(entries.c.id), rows).scalars())


def _found_line(intent: EntryIntent, now: datetime) -> TrailLine:
    return TrailLine(
        at=now,
        entry=intent.id,
        revision=1,
        stage=POLL,
        from_status="",
        to_status=Status.FOUND,
        took=NO_TIME,
        attempt=0,
        reason=None,
        detail="found by a baseline poll: never rings" if intent.quiet else None,
    )


def _look_again(connection: Connection, row: AnyRow, intent: EntryIntent, *, now: datetime) -> list[TrailLine]:
    values: dict[str, object] = {"item": encode(intent.item), "turn": to_turn(intent.item)}
    again = _is_settled(row)
    if again:
        values |= {
            "fingerprint": intent.item.fingerprint,
            "status": Status.FOUND,
            "revision": row.revision + 1,
            "due_at": now,
            "attempts": 0,
            "silent": 0,
            "lease": None,
            "lease_until": None,
            "reason": None,
            "detail": None,
        }
    elif row.status == Status.FOUND and row.lease is None:
        # Its page is still to be fetched, so this look will answer to the new item. Past that, the old fingerprint
        # stays and the next poll sees the change again: a correction is not lost on an entry that is on its way.
        values["fingerprint"] = intent.item.fingerprint
    connection.execute(update(entries).where(entries.c.id == row.id).values(values))
    return [_again_line(row, now)] if again else []


def _is_settled(row: AnyRow) -> bool:
    duplicate = row.status == Status.DROPPED and row.reason == "duplicate"
    return row.status in _SETTLED and not duplicate and row.revision < MAX_REVISIONS


def _again_line(row: AnyRow, now: datetime) -> TrailLine:
    return TrailLine(
        at=now,
        entry=row.id,
        revision=row.revision + 1,
        stage=POLL,
        from_status=row.status,
        to_status=Status.FOUND,
        took=NO_TIME,
        attempt=0,
        reason=None,
        detail="looked at again: the feed's item changed",
    )
