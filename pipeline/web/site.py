"""The pages: search, article, alerts, sources, status. Each route asks the App and fills a template."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import FastAPI, Form, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates

from pipeline.app import App
from pipeline.errors import NotFoundError, PipelineError, QueryError
from pipeline.feeds.schedule import judge_health
from pipeline.pages.reprints import compare_prints, find_agency
from pipeline.pages.revisions import compare_texts, find_changed
from pipeline.query import parse_query
from pipeline.rules.match import find_evidence
from pipeline.types import Document
from pipeline.web.guards import COOKIE, guard_site, is_token
from pipeline.web.marking import Mark, cut, cut_paragraphs, cut_snippet, find_marks

_HERE = Path(__file__).parent
_PAGE = 20
_LAST_PAGE = 100
_ALERTS = 100


def create_site(app: App, *, host: str = "127.0.0.1") -> FastAPI:
    """Build the site on an opened App."""
    site = FastAPI(title="Wirewatch", docs_url=None, redoc_url=None, openapi_url=None)
    site.state.wirewatch = app
    site.mount("/static", StaticFiles(directory=_HERE / "static"), name="static")
    guard_site(site, host=host, token=app.settings.web.token.get_secret_value())
    pages: dict[str, Callable[..., object]] = {
        "/": show_search,
        "/article/{entry}": show_article,
        "/alerts": show_alerts,
        "/sources": show_sources,
        "/status": show_status,
        "/login": show_login,
    }
    for path, page in pages.items():
        site.add_api_route(path, page, methods=["GET"], response_class=HTMLResponse)
    site.add_api_route("/login", log_in, methods=["POST"])
    site.add_api_route("/healthz", show_health, methods=["GET"])
    site.add_exception_handler(PipelineError, show_error)
    return site


def _templates() -> Jinja2Templates:
    templates = Jinja2Templates(directory=_HERE / "templates")
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


def _render(request: Request, name: str, *, status: HTTPStatus = HTTPStatus.OK, **values: object) -> HTMLResponse:
    return _TEMPLATES.TemplateResponse(request, name, values, status_code=status)


def _app(request: Request) -> App:
    app = request.app.state.wirewatch
    assert isinstance(app, App)
    return app


def show_search(
    request: Request,
    q: Annotated[str, Query(max_length=4096)] = "",
    page: Annotated[int, Query(ge=1, le=_LAST_PAGE)] = 1,
) -> HTMLResponse:
    """The newest articles, or those that a query finds, with the passages that it found."""
    app = _app(request)
    try:
        node = parse_query(q, names=app.names.ids)
    except QueryError as error:
        return _render(
            request, "search.html", status=HTTPStatus.BAD_REQUEST, q=q, error=error, hits=(), total=0, page=1
        )
    found = app.index.search(node, limit=_PAGE, offset=(page - 1) * _PAGE)
    hits = []
    for document in found.documents:
        evidence = find_evidence(node, document) if q.strip() else ()
        title = [Mark(start=e.start, end=e.end, kind="hit") for e in evidence if e.field == "title"]
        hits.append((document, tuple(cut(document.title, title)), cut_snippet(document, evidence)))
    more = found.total > page * _PAGE and page < _LAST_PAGE
    return _render(request, "search.html", q=q, error=None, hits=hits, total=found.total, page=page, more=more)


def show_article(  # noqa: PLR0917 - FastAPI calls by name
    request: Request,
    entry: str,
    q: Annotated[str, Query(max_length=4096)] = "",
    revision: Annotated[int | None, Query(ge=1)] = None,
) -> HTMLResponse:
    """One article with its dates, quotations, names and topics marked where they stand, and its trail."""
    app = _app(request)
    known = app.store.entry(entry)
    document = app.store.document(known.id, revision=revision)
    evidence = find_evidence(parse_query(q, names=app.names.ids), document) if document and q.strip() else ()
    alerts = app.store.alerts(entry=known.id)
    for alert in alerts:
        if document and alert.revision == document.revision:
            evidence = (*evidence, *alert.evidence)
    paragraphs = cut_paragraphs(document.text, find_marks(document, evidence)) if document else ()
    return _render(
        request,
        "article.html",
        entry=known,
        document=document,
        paragraphs=paragraphs,
        alerts=alerts,
        trail=app.store.trail(known.id),
        revisions=app.store.revisions(known.id),
        compared=_compare(app, document),
    )


def _compare(app: App, document: Document | None) -> dict[str, object]:
    """What a revision changes of the one before, and a reprint of its origin."""
    if document is None:
        return {}
    earlier = [kept for kept in app.store.revisions(document.id) if kept < document.revision]
    before = app.store.document(document.id, revision=earlier[-1]) if earlier else None
    origin = app.store.document(document.story.reprint_of) if document.story.reprint_of else None
    fields = ((before.title, document.title), (before.text, document.text)) if before else ()
    return {
        "before": before,
        "changes": [paragraph for was, now in fields for paragraph in find_changed(compare_texts(was, now))],
        "origin": origin,
        "reprint": compare_prints(origin.text, document.text) if origin else None,
        "agency": find_agency(origin, document) if origin else None,
    }


def show_alerts(request: Request) -> HTMLResponse:
    """The alerts that rang, newest first, each with the words around its first passage."""
    store = _app(request).store
    rows = []
    for alert in store.alerts(limit=_ALERTS):
        document = store.document(alert.entry, revision=alert.revision)
        rows.append((alert, cut_snippet(document, alert.evidence) if document else ()))
    return _render(request, "alerts.html", rows=rows)


def show_sources(request: Request) -> HTMLResponse:
    """Every watched feed, how it is, and when it is polled next."""
    app = _app(request)
    now = app.clock()
    return _render(request, "sources.html", feeds=[(feed, judge_health(feed, now)) for feed in app.store.feeds()])


def show_status(request: Request) -> HTMLResponse:
    """Where the entries stand, what waits, and what was set aside and why."""
    app = _app(request)
    return _render(request, "status.html", summary=app.store.summary(now=app.clock()))


def show_login(request: Request) -> HTMLResponse:
    """Ask for the token."""
    return _render(request, "login.html", wrong=False)


def log_in(request: Request, token: Annotated[str, Form()]) -> Response:
    """Take the token into a cookie that scripts cannot read."""
    expected = _app(request).settings.web.token.get_secret_value()
    if not expected or not is_token(token, expected):
        return _render(request, "login.html", status=HTTPStatus.UNAUTHORIZED, wrong=True)
    response = RedirectResponse("/", status_code=HTTPStatus.SEE_OTHER)
    secure = request.url.scheme == "https"
    response.set_cookie(COOKIE, token, httponly=True, samesite="strict", secure=secure, max_age=30 * 86400)
    return response


def show_health(request: Request) -> JSONResponse:
    """Say that the pages and the ledger answer; for probes."""
    summary = _app(request).store.summary(now=_app(request).clock())
    return JSONResponse({"status": "ok", "entries": sum(summary.entries.values())})


async def show_error(request: Request, error: Exception) -> Response:
    """Show an expected error as a page."""
    message = error.message if isinstance(error, PipelineError) else "something went wrong"
    status = HTTPStatus.NOT_FOUND if isinstance(error, NotFoundError) else HTTPStatus.SERVICE_UNAVAILABLE
    if isinstance(error, QueryError):
        status = HTTPStatus.BAD_REQUEST
    return _render(request, "error.html", status=status, message=message)
