"""The pages, put together: one module a subject, each with a router, and one place that knows them all."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio.to_thread import current_default_thread_limiter
from fastapi import Depends, FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from pipeline.app import App
from pipeline.config import read_settings
from pipeline.errors import PipelineError
from pipeline.web import (
    account,
    alerts,
    archived,
    articles,
    live,
    login,
    lookback,
    rules,
    search,
    sources,
    speakers,
    system,
    users,
)
from pipeline.web.access import check_role, list_needed
from pipeline.web.api import create_api
from pipeline.web.guards import guard_site
from pipeline.web.rendering import HERE, show_error, show_refusal

_SUBJECTS = (
    search,
    live,
    articles,
    archived,
    speakers,
    alerts,
    rules,
    lookback,
    sources,
    system,
    users,
    account,
    login,
)
# Requests that are worked on at once. They take turns at the interpreter: with the usual 40 threads, 32 readers waited
# three times as long at the 95th percentile as with 8, and the process took half as much memory again.
_AT_ONCE = 8


@asynccontextmanager
async def _limit(_: FastAPI) -> AsyncIterator[None]:
    current_default_thread_limiter().total_tokens = _AT_ONCE
    yield


def open_site() -> FastAPI:
    """Build the site of one of several processes, on a program of its own, by the settings."""
    app = App(read_settings())
    return create_site(app, host=app.settings.web.host)


def create_site(app: App, *, host: str = "127.0.0.1") -> FastAPI:
    """Build the site on an opened App."""
    site = FastAPI(
        title="Wirewatch",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        dependencies=[Depends(check_role)],
        lifespan=_limit,
    )
    site.state.wirewatch = app
    site.state.attempts = login.Attempts(processes=app.settings.web.processes)
    site.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    guard_site(site, app, host=host)
    for subject in _SUBJECTS:
        site.include_router(subject.router)
    site.state.needed = list_needed(site)
    site.add_exception_handler(PipelineError, show_error)
    site.add_exception_handler(HTTPException, login.show_refusal)
    api = create_api()
    api.state.wirewatch = app
    site.mount("/api/v1", api)
    site.add_exception_handler(RequestValidationError, show_refusal)
    return site
