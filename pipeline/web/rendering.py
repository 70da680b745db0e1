"""Fills the templates: what every page needs, whatever it is about."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from fastapi.templating import Jinja2Templates

from pipeline.app import App
from pipeline.errors import ChangedError, NotFoundError, PipelineError, QueryError

HERE = Path(__file__).parent


def _templates() -> Jinja2Templates:
    templates = Jinja2Templates(directory=HERE / "templates")
    templates.env.filters["moment"] = format_moment
    templates.env.filters["link"] = to_link
    return templates


def format_moment(value: datetime | None) -> str:
    """A moment as people read it, in UTC."""
    return f"{value.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if value else "-"


def to_link(url: str) -> str:
    """A link that is safe to follow: http and https only."""
    return url if urlsplit(url).scheme in {"http", "https"} else "#"


_TEMPLATES = _templates()


def render(request: Request, name: str, *, status: HTTPStatus = HTTPStatus.OK, **values: object) -> HTMLResponse:
    """Fill a template."""
    return _TEMPLATES.TemplateResponse(request, name, values, status_code=status)


def find_app(request: Request) -> App:
    """The App that the site was built on."""
    app = request.app.state.wirewatch
    assert isinstance(app, App)
    return app


async def show_error(request: Request, error: Exception) -> Response:
    """Show an expected error as a page."""
    message = error.message if isinstance(error, PipelineError) else "something went wrong"
    statuses = {
        NotFoundError: HTTPStatus.NOT_FOUND,
        QueryError: HTTPStatus.BAD_REQUEST,
        ChangedError: HTTPStatus.CONFLICT,
    }
    status = next((found for kind, found in statuses.items() if isinstance(error, kind)), None)
    return render(request, "error.html", status=status or HTTPStatus.SERVICE_UNAVAILABLE, message=message)
