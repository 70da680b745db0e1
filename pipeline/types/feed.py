"""Feeds, their items, and what a poll decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from pipeline.types.document import Claim, Record, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSpec:
    """A feed as a person or a catalogue names it. `id` is a slug, unique; empty means derive it from the URL."""

    id: str
    url: str
    name: str
    source: Source
    language: str | None = None
    tags: tuple[str, ...] = ()
    interval_seconds: int | None = None  # a rhythm of its own, whatever the feed brings or wishes


FeedHealth: TypeAlias = Literal["new", "ok", "quiet", "failing", "dead"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A watched feed with its state. `baseline_at` is None until the first successful poll, which never rings."""

    spec: FeedSpec
    added_at: datetime
    due_at: datetime
    baseline_at: datetime | None = None
    polled_at: datetime | None = None
    succeeded_at: datetime | None = None
    fresh_at: datetime | None = None  # when a poll last brought something new
    etag: str | None = None
    last_modified: str | None = None
    body_sha256: str | None = None
    interval: timedelta = timedelta(minutes=10)
    failures: int = 0  # polls failed in a row
    reason: str | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What a feed brought since a moment.

    `found` entries, of them `fresh` ones that were no baseline, and what became of them: `indexed`, or set aside by
    reason. `gap` is the median time between two publications, None where fewer than three are dated.
    """

    found: int
    fresh: int
    indexed: int
    aside: Mapping[str, int]
    gap: timedelta | None = None


class Media(Record, frozen=True, kw_only=True):
    """A picture, sound or film that comes with an item; `type` is its media type, or a word such as image."""

    url: str
    type: str = ""


class FeedItem(Record, frozen=True, kw_only=True):
    """What a feed says of one item. `fingerprint` changes when the item's own content or `updated` changes."""

    guid: str
    url: str
    title: str
    summary: str = ""
    claims: tuple[Claim, ...] = ()
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    language: str | None = None
    media: tuple[Media, ...] = ()
    source: str = ""  # whose item it was, where a feed carries those of others
    content: str = ""  # the whole article where the feed gives it, paragraphs between blank lines
    fingerprint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """A feed document as read. `partial` says that the body was cut and its validators must not be kept."""

    kind: str
    title: str
    link: str | None
    language: str | None
    items: tuple[FeedItem, ...]
    partial: bool = False
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryIntent:
    """An entry to add, or to look at again where it is known with another fingerprint."""

    id: str
    url: str
    item: FeedItem
    quiet: bool  # found by a baseline poll: never rings


@dataclass(frozen=True, slots=True, kw_only=True)
class PollIntent:
    """What one poll changes: stored in one transaction, validators together with the entries that they vouch for."""

    feed: Feed  # the new state
    entries: tuple[EntryIntent, ...] = ()
    outcome: Literal["changed", "unchanged", "failed", "gone"] = "changed"
