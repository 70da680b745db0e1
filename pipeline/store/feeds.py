"""Watched feeds: added, removed, claimed for a poll. What a poll brings is stored in polls.py."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import NoReturn

from sqlalchemy import Connection, delete, func, select, update

from pipeline.errors import NotFoundError
from pipeline.store import tables
from pipeline.store.leases import Lease, pick, sharded
from pipeline.store.rows import encode, to_feed, to_feed_state, to_shard_key
from pipeline.types import Feed, FeedSpec, Shard

feeds = tables.feeds


def add_feeds(connection: Connection, specs: Iterable[FeedSpec], now: datetime) -> tuple[Feed, ...]:
    """Add the feeds that are not there yet; give back those added."""
    return tuple(feed for spec in specs if (feed := _add(connection, spec, now)))


def _add(connection: Connection, spec: FeedSpec, now: datetime) -> Feed | None:
    named = spec if spec.id else replace(spec, id=_derive_id(connection, spec.url))
    feed = Feed(spec=named, added_at=now, due_at=now)
    values = {
        "id": named.id,
        "url": named.url,
        "shard_key": to_shard_key(named.url),
        "spec": encode(named),
        "added_at": now,
        **to_feed_state(feed),
    }
    statement = tables.insert_into(connection, feeds).values(values).on_conflict_do_nothing()
    return feed if connection.execute(statement.returning(feeds.c.id)).first() else None


def _derive_id(connection: Connection, url: str) -> str:
    from pipeline.feeds.identity import slug

    stem = slug(url.partition("://")[2] or url)
    taken = set(connection.execute(select(feeds.c.id).where(feeds.c.id.startswith(stem, autoescape=True))).scalars())
    return next(name for n in range(1, len(taken) + 2) if (name := stem if n == 1 else f"{stem}-{n}") not in taken)


def remove_feed(connection: Connection, feed: str) -> None:
    """Stop watching; entries stay."""
    if not connection.execute(delete(feeds).where(feeds.c.id == feed)).rowcount:
        _refuse_unknown(feed)


def _refuse_unknown(feed: str) -> NoReturn:
    raise NotFoundError(f"no feed {feed!r} is watched: `wirewatch feeds list` shows those that are", feed=feed)


def read_feeds(connection: Connection) -> tuple[Feed, ...]:
    """All watched feeds by id."""
    return tuple(to_feed(row) for row in connection.execute(select(feeds).order_by(feeds.c.id)))


def poll_now(connection: Connection, now: datetime, feed: str | None = None) -> int:
    """Make feeds due. One that is being polled is polled again; the fence keeps the later poll."""
    due = update(feeds).values(due_at=now)
    if feed is None:
        return connection.execute(due).rowcount
    return connection.execute(due.where(feeds.c.id == feed)).rowcount or _refuse_unknown(feed)


def claim_feeds(
    connection: Connection, lease: Lease, *, now: datetime, limit: int, shard: Shard
) -> tuple[tuple[Feed, str], ...]:
    """Claim due feeds, the longest due first; their due time moves to the lease's end."""
    due = select(feeds.c.id).where(feeds.c.due_at <= now, *sharded(feeds.c.shard_key, shard))
    picked = pick(due.order_by(feeds.c.due_at, feeds.c.id).limit(limit), feeds)
    claim = update(feeds).where(feeds.c.id.in_(picked)).values(due_at=lease.until, lease=lease.token)
    rows = connection.execute(claim.returning(feeds)).all()
    return tuple(sorted(((to_feed(row), lease.token) for row in rows), key=lambda claimed: claimed[0].spec.id))


def count_feeds(connection: Connection, now: datetime) -> tuple[int, int]:
    """How many feeds are watched, and how many are due."""
    counts = select(func.count(), func.count().filter(feeds.c.due_at <= now))
    row = connection.execute(counts.select_from(feeds)).one()
    return row[0], row[1]
