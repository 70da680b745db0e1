"""The pipeline: where the entries stand, what waits, what failed, and the way back for it."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from typing import Annotated, cast

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from pipeline.app import App
from pipeline.types import STAGES, Entry, Selection, StageName, Status
from pipeline.web.access import needs
from pipeline.web.rendering import find_app, render

router = APIRouter(default_response_class=HTMLResponse)
_EXAMPLES = 3
_DEAD = 50
# Nothing that was sent as a form is worth a rewind to another stage than it stopped at.
_FALL_BACK: StageName = "fetch"


@router.get("/status")
@needs("reader")
def show_status() -> Response:
    """The address that this page had."""
    return RedirectResponse("/system", status_code=HTTPStatus.MOVED_PERMANENTLY)


@router.get("/system")
@needs("reader")
def show_system(request: Request, done: str = "", count: int = 0) -> HTMLResponse:
    """Lag, queues, outbox, and what was set aside and why."""
    app = find_app(request)
    now = app.clock()
    return render(
        request,
        "system.html",
        summary=app.store.summary(now=now),
        outbox=app.store.outbox(now=now),
        dead=app.store.dead_letters(limit=_DEAD),
        asides=[(aside, find_stage(app, aside.newest[0])) for aside in app.store.asides(newest=_EXAMPLES)],
        stages=tuple(STAGES),
        done=done,
        count=count,
    )


@router.post("/system/rewind")
@needs("editor")
def send_rewind(  # noqa: PLR0917 - FastAPI calls by name
    request: Request,
    reason: Annotated[str, Form(min_length=1, max_length=200)],
    status: Annotated[Status, Form()],
    stage: Annotated[StageName, Form()],
) -> Response:
    """Put back what was set aside for a reason."""
    app = find_app(request)
    count = app.store.rewind(stage, now=app.clock(), selection=Selection(status=status, reason=reason))
    return _go_back("rewound", count)


@router.post("/system/retry")
@needs("editor")
def send_retry(request: Request, delivery: Annotated[str, Form(min_length=8, max_length=64)]) -> Response:
    """Send again what was given up."""
    app = find_app(request)
    return _go_back("retried", app.store.retry_dead(now=app.clock(), ids=[delivery]))


def _go_back(done: str, count: int) -> RedirectResponse:
    return RedirectResponse(f"/system?done={done}&count={count}", status_code=HTTPStatus.SEE_OTHER)


def find_stage(app: App, entry: Entry) -> StageName:
    """The stage at which an entry was set aside."""
    return _read_stage(line.stage for line in reversed(app.store.trail(entry.id)) if line.to_status == entry.status)


def _read_stage(stages: Iterable[str]) -> StageName:
    stage = next(iter(stages), _FALL_BACK)
    return cast("StageName", stage) if stage in STAGES else _FALL_BACK


@router.get("/healthz")
@needs("anyone")
def show_health(request: Request) -> JSONResponse:
    """Say that the pages and the ledger answer; for probes."""
    summary = find_app(request).store.summary(now=find_app(request).clock())
    return JSONResponse({"status": "ok", "entries": sum(summary.entries.values())})
