"""The pages, put together: one module a subject, each with a router, and one place that knows them all."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from pipeline.app import App
from pipeline.errors import PipelineError
from pipeline.web import alerts, articles, login, rules, sources
from pipeline.web.guards import guard_site
from pipeline.web.rendering import HERE, show_error

_SUBJECTS = (articles, alerts, rules, sources, login)


def create_site(app: App, *, host: str = "127.0.0.1") -> FastAPI:
    """Build the site on an opened App."""
    site = FastAPI(title="Wirewatch", docs_url=None, redoc_url=None, openapi_url=None)
    site.state.wirewatch = app
    site.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    guard_site(site, host=host, token=app.settings.web.token.get_secret_value())
    for subject in _SUBJECTS:
        site.include_router(subject.router)
    site.add_exception_handler(PipelineError, show_error)
    return site
