"""Fills the templates: what every page needs, whatever it is about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from fastapi import Request
from fastapi.exception_handlers import http_exception_handler, request_validation_exception_handler
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, Response
from fastapi.templating import Jinja2Templates
from starlette.exceptions import HTTPException

from pipeline.app import App
from pipeline.errors import ChangedError, NotFoundError, PipelineError, QueryError
from pipeline.notify.entry import tell_joined, tell_spike
from pipeline.web.access import find_visitor, may_use

HERE = Path(__file__).parent
# Our own style sheet and script and nothing else; the only frame is that of an archived page, which is a sandbox.
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; frame-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_UNITS = (("d", 86_400), ("h", 3_600), ("min", 60))


def _templates() -> Jinja2Templates:
    templates = Jinja2Templates(directory=HERE / "templates", context_processors=[find_reader])
    filters = {
        "moment": format_moment,
        "clock": format_clock,
        "duration": format_length,
        "link": to_link,
        "joined": tell_joined,
        "spike": tell_spike,
    }
    templates.env.filters.update(filters)
    return templates


def find_reader(request: Request) -> dict[str, object]:
    """Who reads the page, and which routes they may use: `may_use("send_mute")`."""
    return {"visitor": find_visitor(request), "may_use": partial(may_use, request)}


def format_moment(value: datetime | None) -> str:
    """A moment as people read it, in UTC."""
    return f"{value.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if value else "-"


def format_clock(value: datetime) -> str:
    """The time of a day, in UTC."""
    return f"{value.astimezone(UTC):%H:%M}"


def format_length(value: timedelta | float) -> str:
    """A length of time as people say it: `0.4 s`, `12 s`, `3 min`, `2 h`, `5 d`."""
    seconds = value.total_seconds() if isinstance(value, timedelta) else value
    for unit, size in _UNITS:
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} s" if seconds >= 10 else f"{seconds:.1f} s"


def to_link(url: str) -> str:
    """A link that is safe to follow: http and https only."""
    try:
        return url if urlsplit(url).scheme in {"http", "https"} else "#"
    except ValueError:
        return "#"


_TEMPLATES = _templates()


def render(request: Request, template: str, /, *, status: HTTPStatus = HTTPStatus.OK, **values: object) -> HTMLResponse:
    """Fill a template."""
    headers = {"Content-Security-Policy": POLICY}
    return _TEMPLATES.TemplateResponse(request, template, values, status_code=status, headers=headers)


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


async def show_refusal(request: Request, error: Exception) -> Response:
    """Show as a page that there is no such address, or that what was sent cannot be read; programs get JSON."""
    if isinstance(error, RequestValidationError):
        if is_for_programs(request):
            return await request_validation_exception_handler(request, error)
        wrong = ", ".join(str(problem["loc"][-1]) for problem in error.errors())
        return render(request, "error.html", status=HTTPStatus.UNPROCESSABLE_ENTITY, message=f"cannot be read: {wrong}")
    assert isinstance(error, HTTPException)
    if is_for_programs(request):
        return await http_exception_handler(request, error)
    status = HTTPStatus(error.status_code)
    message = error.detail if error.detail != status.phrase else status.description or status.phrase
    return render(request, "error.html", status=status, message=message)


def is_for_programs(request: Request) -> bool:
    """Whether an address is one of the API's."""
    return request.url.path.startswith("/api/")
