"""From rows to the program's types and back; JSON for what no statement looks into."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import urlsplit

import msgspec
from sqlalchemy import Row

from pipeline.store.columns import clean_text, to_microseconds
from pipeline.types import (
    Alert,
    ArchiveRef,
    Change,
    Delivery,
    Entry,
    Evidence,
    Feed,
    FeedItem,
    FeedSpec,
    Joined,
    Source,
    Spike,
    Status,
    Story,
    TrailLine,
)

T = TypeVar("T")
UNKNOWN_TURN = 2**62  # later than any date
AnyRow = Row[Any]


def encode(value: object) -> str:
    """Write a value as JSON; lone surrogates, which JSON in UTF-8 cannot hold, are replaced."""
    try:
        return msgspec.json.encode(value).decode()
    except UnicodeEncodeError:
        return msgspec.json.encode(_clean(msgspec.to_builtins(value))).decode()


def decode(text: str, kind: type[T]) -> T:
    """Read what `encode` wrote."""
    return msgspec.json.decode(text, type=kind)


def _clean(value: object) -> object:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, Mapping):
        return {_clean(key): _clean(item) for key, item in value.items()}
    return [_clean(item) for item in value] if isinstance(value, (list, tuple)) else value


def to_shard_key(url: str) -> int:
    """A number that is the same for all URLs of a host, on every machine."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        host = ""
    return zlib.crc32(host.encode("utf-8", "replace"))


def to_turn(item: FeedItem) -> int:
    """Where an item stands in the order of publication: its first readable claim that is no modification."""
    claims = (claim.value for claim in item.claims if not claim.modified)
    first = next((value for value in claims if value is not None), None)
    return UNKNOWN_TURN if first is None else to_microseconds(first)


def to_feed_state(feed: Feed) -> dict[str, object]:
    """What a poll changes of a feed."""
    return {
        "due_at": feed.due_at,
        "baseline_at": feed.baseline_at,
        "polled_at": feed.polled_at,
        "succeeded_at": feed.succeeded_at,
        "fresh_at": feed.fresh_at,
        "etag": feed.etag,
        "last_modified": feed.last_modified,
        "body_sha256": feed.body_sha256,
        "interval": feed.interval,
        "failures": feed.failures,
        "reason": feed.reason,
        "detail": feed.detail,
    }


def to_feed(row: AnyRow) -> Feed:
    """A feed with its state."""
    return Feed(
        spec=decode(row.spec, FeedSpec),
        added_at=row.added_at,
        due_at=row.due_at,
        baseline_at=row.baseline_at,
        polled_at=row.polled_at,
        succeeded_at=row.succeeded_at,
        fresh_at=row.fresh_at,
        etag=row.etag,
        last_modified=row.last_modified,
        body_sha256=row.body_sha256,
        interval=row.interval,
        failures=row.failures,
        reason=row.reason,
        detail=row.detail,
    )


def to_entry(row: AnyRow) -> Entry:
    """An entry."""
    return Entry(
        id=row.id,
        url=row.url,
        feed=row.feed,
        source=decode(row.source, Source),
        item=decode(row.item, FeedItem),
        status=Status(row.status),
        revision=row.revision,
        quiet=row.quiet,
        first_seen_at=row.first_seen_at,
        due_at=row.due_at,
        attempts=row.attempts,
        reason=row.reason,
        detail=row.detail,
        canonical_url=row.canonical_url,
        story=to_story(row),
    )


def to_story(row: AnyRow) -> Story | None:
    """The story of an entry; None until it has been extracted."""
    if row.story is None:
        return None
    return Story(id=row.story, origin=row.story_origin, reprint_of=row.reprint_of, likeness=row.likeness)


def from_story(story: Story) -> dict[str, object]:
    """The columns of a story."""
    return {
        "story": story.id,
        "story_origin": story.origin,
        "reprint_of": story.reprint_of,
        "likeness": story.likeness,
    }


def to_trail_line(row: AnyRow) -> TrailLine:
    """A step of an entry."""
    return TrailLine(
        at=row.at,
        entry=row.entry,
        revision=row.revision,
        stage=row.stage,
        from_status=row.from_status,
        to_status=row.to_status,
        took=row.took,
        attempt=row.attempt,
        reason=row.reason,
        detail=row.detail,
    )


def to_alert(row: AnyRow, deliveries: tuple[Delivery, ...], *, joined: Joined) -> Alert:
    """A rung alert."""
    rung_at: datetime = row.rung_at
    return Alert(
        id=row.id,
        rule=row.rule,
        rule_version=row.rule_version,
        entry=row.entry,
        revision=row.revision,
        story=row.story,
        url=row.url,
        title=row.title,
        rung_at=rung_at,
        late=row.late,
        evidence=decode(row.evidence, tuple[Evidence, ...]),
        text_hash=row.text_hash,
        archive=decode(row.archive, ArchiveRef),
        event=row.event,
        change=decode(row.change, Change) if row.change else None,
        spike=decode(row.spike, Spike) if row.spike else None,
        joined=joined,
        deliveries=deliveries,
    )


def to_delivery(row: AnyRow) -> Delivery:
    """An alert's way to one channel."""
    return Delivery(
        channel=row.channel,
        status=row.status,
        attempts=row.attempts,
        delivered_at=row.delivered_at,
        error=row.error,
    )
