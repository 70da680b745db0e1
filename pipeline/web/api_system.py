"""The API: feeds, how the pipeline is, and what was set aside."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from pipeline.errors import ConfigError
from pipeline.feeds.identity import make_spec
from pipeline.feeds.schedule import judge_health
from pipeline.figures import read_figures
from pipeline.types import Feed, Place, Selection, StageName, Status
from pipeline.web.access import needs
from pipeline.web.answers import Counted, DeadLetters, Failure, Failures, FeedLine, Feeds
from pipeline.web.asking import Cursor, Limit, read_cursor, write_cursor
from pipeline.web.promises import promise, promise_object, tell
from pipeline.web.rendering import find_app

router = APIRouter(default_response_class=Response, tags=["system"])
_GONE = HTTPStatus.NO_CONTENT


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class FeedEntry(_Strict):
    """A feed to watch; what is left out is derived from the address."""

    url: str = Field(pattern=r"^https?://", max_length=2000)
    id: str | None = Field(default=None, pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=100)
    name: str | None = Field(default=None, max_length=200)
    interval_seconds: int | None = Field(default=None, ge=1)


class RewindEntry(_Strict):
    """Which entries stand before a stage again; `all` says that nothing is meant to be selected."""

    to: StageName
    entries: tuple[str, ...] = ()
    feed: str | None = None
    source: str | None = None
    status: Status | None = None
    reason: str | None = None
    since: AwareDatetime | None = None
    all: bool = False


class RetryEntry(_Strict):
    """Which dead deliveries are sent again: by ids of deliveries or alerts, or all of a channel."""

    ids: tuple[str, ...] = ()
    channel: str | None = None
    all: bool = False


@router.get("/feeds", responses=promise(Feeds))
@needs("reader")
def list_feeds(request: Request) -> Response:
    """The watched feeds and how they are."""
    app = find_app(request)
    now = app.clock()
    return tell(Feeds(feeds=tuple(_to_line(feed, now) for feed in app.store.feeds())))


@router.post("/feeds", status_code=HTTPStatus.CREATED, responses=promise(Feeds, status=HTTPStatus.CREATED))
@needs("admin")
def add_feed(request: Request, entry: FeedEntry) -> Response:
    """Watch a feed; its first poll is a silent baseline."""
    app = find_app(request)
    spec = make_spec(entry.url, id=entry.id, name=entry.name, interval_seconds=entry.interval_seconds)
    now = app.clock()
    added = app.store.add_feeds([spec], now=now)
    if not added:
        raise ConfigError(f"this feed, or one with the id {spec.id!r}, is watched already", feed=spec.id)
    return tell(Feeds(feeds=tuple(_to_line(feed, now) for feed in added)), status=HTTPStatus.CREATED)


@router.delete("/feeds/{feed}", status_code=_GONE, responses=promise(None, status=_GONE))
@needs("admin")
def remove_feed(request: Request, feed: str) -> Response:
    """Stop watching a feed; its articles stay."""
    find_app(request).store.remove_feed(feed)
    return Response(status_code=_GONE)


@router.get("/status", responses=promise_object("The figures of `status --json`."))
@needs("reader")
def show_status(request: Request) -> Response:
    """Entries by status and stage, lag, sources that are quiet or broken, what waits to be delivered."""
    return tell(read_figures(find_app(request)))


@router.get("/failures", responses=promise(Failures))
@needs("reader")
def list_failures(
    request: Request,
    *,
    status: Literal["FAILED", "DROPPED"] = "FAILED",
    reason: Annotated[str | None, Query(max_length=200)] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """The entries that were given up, or dropped on purpose, and why."""
    last = read_cursor(cursor)
    after = (last.at, last.id) if last else None
    chosen = Selection(status=Status(status), reason=reason, limit=limit, after=after)
    entries = tuple(find_app(request).store.entries(chosen))
    place = Place(at=entries[-1].first_seen_at, id=entries[-1].id) if len(entries) == limit else None
    lines = tuple(
        Failure(
            entry=entry.id,
            url=entry.url,
            feed=entry.feed,
            status=entry.status,
            reason=entry.reason,
            detail=entry.detail,
            first_seen_at=entry.first_seen_at,
        )
        for entry in entries
    )
    return tell(Failures(failures=lines, next=write_cursor(place)))


@router.post("/rewinds", responses=promise(Counted))
@needs("admin")
def rewind(request: Request, entry: RewindEntry) -> Response:
    """Put entries back before a stage; the next run does it again. Alerts that rang do not ring again."""
    app = find_app(request)
    chosen = Selection(
        entries=tuple(app.store.entry(one).id for one in entry.entries),
        feed=entry.feed,
        source=entry.source,
        status=entry.status,
        reason=entry.reason,
        since=entry.since,
    )
    if chosen == Selection() and not entry.all:
        raise ConfigError("say which entries, or that all are meant: `all` is true")
    return tell(Counted(count=app.store.rewind(entry.to, now=app.clock(), selection=chosen)))


@router.get("/dead-letters", responses=promise(DeadLetters))
@needs("reader")
def list_dead(request: Request, *, channel: str | None = None, limit: Limit = 50) -> Response:
    """The deliveries that were given up."""
    return tell(DeadLetters(dead=find_app(request).store.dead_letters(channel=channel, limit=limit)))


@router.post("/dead-letters/retries", responses=promise(Counted))
@needs("admin")
def retry_dead(request: Request, entry: RetryEntry) -> Response:
    """Send again what was given up, with the same keys."""
    if (bool(entry.ids), entry.channel is not None, entry.all).count(True) != 1:
        raise ConfigError("name ids, a channel, or all: one of them")
    app = find_app(request)
    return tell(Counted(count=app.store.retry_dead(now=app.clock(), ids=entry.ids, channel=entry.channel)))


def _to_line(feed: Feed, now: datetime) -> FeedLine:
    return FeedLine(
        id=feed.spec.id,
        url=feed.spec.url,
        name=feed.spec.name,
        source=feed.spec.source,
        language=feed.spec.language,
        tags=feed.spec.tags,
        health=judge_health(feed, now),
        due_at=feed.due_at,
        polled_at=feed.polled_at,
        succeeded_at=feed.succeeded_at,
        fresh_at=feed.fresh_at,
        interval_seconds=feed.interval.total_seconds(),
        failures=feed.failures,
        reason=feed.reason,
        detail=feed.detail,
    )
