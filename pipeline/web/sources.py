"""The sources and the pipeline: how they are."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse

from pipeline.feeds.schedule import judge_health
from pipeline.web.access import needs
from pipeline.web.rendering import find_app, render

router = APIRouter(default_response_class=HTMLResponse)


@router.get("/sources")
@needs("reader")
def show_sources(request: Request) -> HTMLResponse:
    """Every watched feed, how it is, and when it is polled next."""
    app = find_app(request)
    now = app.clock()
    return render(request, "sources.html", feeds=[(feed, judge_health(feed, now)) for feed in app.store.feeds()])


@router.get("/status")
@needs("reader")
def show_status(request: Request) -> HTMLResponse:
    """Where the entries stand, what waits, and what was set aside and why."""
    app = find_app(request)
    return render(request, "status.html", summary=app.store.summary(now=app.clock()))


@router.get("/healthz")
@needs("anyone")
def show_health(request: Request) -> JSONResponse:
    """Say that the pages and the ledger answer; for probes."""
    summary = find_app(request).store.summary(now=find_app(request).clock())
    return JSONResponse({"status": "ok", "entries": sum(summary.entries.values())})
