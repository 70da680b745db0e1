"""The sources: how they are, what they bring, and which of it is found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from pipeline.app import App
from pipeline.errors import CatalogueError
from pipeline.feeds.identity import make_spec
from pipeline.feeds.schedule import judge_health
from pipeline.types import Coverage, Feed, FeedHealth
from pipeline.web.access import needs
from pipeline.web.rendering import find_app, render

router = APIRouter(default_response_class=HTMLResponse)
_LOOKED_BACK = timedelta(days=7)
_NOTHING = Coverage(found=0, fresh=0, indexed=0, aside={})


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """A feed, how it is, and what it brought in a week; `daily` new items a day."""

    feed: Feed
    health: FeedHealth
    coverage: Coverage
    daily: float


@router.get("/sources")
@needs("reader")
def show_sources(request: Request, done: str = "") -> HTMLResponse:
    """Every watched feed: how it is, what it brings and how much of that is found, when it is polled next."""
    return _show(request, done=done)


@router.post("/sources")
@needs("admin")
def add_source(
    request: Request,
    url: Annotated[str, Form(max_length=2048)] = "",
    name: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Watch a feed."""
    app = find_app(request)
    try:
        spec = make_spec(url, name=name or None)
    except CatalogueError as error:
        sent = {"url": url, "name": name, "problem": error.message}
        return _show(request, status=HTTPStatus.UNPROCESSABLE_ENTITY, **sent)
    added = app.store.add_feeds([spec], now=app.clock())
    return _go_back("added" if added else "known")


@router.post("/sources/{feed}/poll")
@needs("editor")
def poll_source(request: Request, feed: str) -> Response:
    """Poll a feed with the next run."""
    app = find_app(request)
    app.store.poll_now(now=app.clock(), feed=feed)
    return _go_back("due")


@router.post("/sources/{feed}/remove")
@needs("admin")
def remove_source(request: Request, feed: str) -> Response:
    """Stop watching a feed; its articles stay."""
    find_app(request).store.remove_feed(feed)
    return _go_back("removed")


def _go_back(done: str) -> RedirectResponse:
    return RedirectResponse(f"/sources?done={done}", status_code=HTTPStatus.SEE_OTHER)


def _show(request: Request, *, status: HTTPStatus = HTTPStatus.OK, **sent: str) -> HTMLResponse:
    return render(request, "sources.html", status=status, lines=list_sources(find_app(request)), **sent)


def list_sources(app: App) -> tuple[SourceLine, ...]:
    """All watched feeds with what they brought in a week."""
    now = app.clock()
    coverage = app.store.coverage(since=now - _LOOKED_BACK)
    return tuple(_describe(feed, coverage.get(feed.spec.id, _NOTHING), now) for feed in app.store.feeds())


def _describe(feed: Feed, coverage: Coverage, now: datetime) -> SourceLine:
    # A feed that was added an hour ago is no feed of a hundred items a day.
    days = max(min(now - feed.added_at, _LOOKED_BACK) / timedelta(days=1), 1.0)
    return SourceLine(feed=feed, health=judge_health(feed, now), coverage=coverage, daily=coverage.fresh / days)
