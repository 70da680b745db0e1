"""Search: what a query finds, what it could be narrowed to, and where it can be taken along."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from pipeline.app import App
from pipeline.errors import QueryError
from pipeline.query import parse_query
from pipeline.query.tree import Every, Node
from pipeline.rules.match import find_evidence
from pipeline.types import Document
from pipeline.web.access import needs
from pipeline.web.chart import draw_days
from pipeline.web.live import show_live
from pipeline.web.marking import Mark, Piece, cut, cut_snippet
from pipeline.web.narrowing import list_completions, list_narrowers, list_periods
from pipeline.web.rendering import find_app, render

router = APIRouter(default_response_class=HTMLResponse)
_PAGE = 20
_LAST_PAGE = 100
_FACETS = 8
_COMPLETIONS = 60
_KEPT = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A document with its title and the words around its first hit, cut into pieces."""

    document: Document
    title: tuple[Piece, ...]
    snippet: tuple[Piece, ...]


@router.get("/")
@needs("reader")
def show_front(
    request: Request,
    q: Annotated[str, Query(max_length=4096)] = "",
    page: Annotated[int, Query(ge=1, le=_LAST_PAGE)] = 1,
) -> HTMLResponse:
    """The newest stories, or what a query finds."""
    return show_search(request, q, page) if q.strip() else show_live(request)


@router.get("/search")
@needs("reader")
def show_search(
    request: Request,
    q: Annotated[str, Query(max_length=4096)] = "",
    page: Annotated[int, Query(ge=1, le=_LAST_PAGE)] = 1,
) -> HTMLResponse:
    """The articles that a query finds, newest first, with the passages that it found."""
    app = find_app(request)
    shown: dict[str, Any] = {
        "q": q,
        "page": page,
        "completions": complete(request),
        "error": None,
        "hits": (),
        "total": 0,
    }
    try:
        node = parse_query(q, names=app.names.ids)
    except QueryError as error:
        return render(request, "search.html", status=HTTPStatus.BAD_REQUEST, **{**shown, "error": error})
    browsed = app.index.browse(node, limit=_PAGE, offset=(page - 1) * _PAGE, most=_FACETS)
    found, facets = browsed.page, browsed.facets
    periods = list_periods(q, node, facets)
    shown |= {
        "hits": [_mark(node, document) for document in found.documents],
        "total": found.total,
        "more": found.total > page * _PAGE and page < _LAST_PAGE,
        "counted": facets.counted,
        "narrowers": list_narrowers(q, node, facets),
        "periods": periods,
        "chart": draw_days({one.value: one.count for one in periods}) if periods else None,
    }
    return render(request, "search.html", **shown)


def _mark(node: Node, document: Document) -> Found:
    evidence = () if isinstance(node, Every) else find_evidence(node, document)
    title = [Mark(start=e.start, end=e.end, kind="hit") for e in evidence if e.field == "title"]
    return Found(document=document, title=tuple(cut(document.title, title)), snippet=cut_snippet(document, evidence))


def complete(request: Request) -> tuple[str, ...]:
    """What the clauses of a query may be; counted once a minute, as it changes slowly."""
    app, state = find_app(request), request.app.state
    kept: tuple[datetime, tuple[str, ...]] | None = getattr(state, "completions", None)
    if kept is None or not timedelta(0) <= app.clock() - kept[0] < _KEPT:
        kept = state.completions = app.clock(), _count_completions(app)
    return kept[1]


def _count_completions(app: App) -> tuple[str, ...]:
    return list_completions(app.names.ids, app.index.browse(Every(), limit=0, most=_COMPLETIONS).facets)
