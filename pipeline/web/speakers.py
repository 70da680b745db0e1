"""Who is quoted, as what, and all that somebody said."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from pipeline.errors import NotFoundError, QueryError
from pipeline.query import parse_query
from pipeline.query.tree import Every
from pipeline.web.access import needs
from pipeline.web.narrowing import write_clause
from pipeline.web.rendering import find_app, render
from pipeline.web.saying import list_offices, list_statements

router = APIRouter(default_response_class=HTMLResponse)
_MOST = 100
_CANDIDATES = 2_000
_PAGE = 50
_LAST_PAGE = 100
_OFFICES_FROM = 150  # the newest articles, of which the roles are read


@router.get("/speakers")
@needs("reader")
def show_speakers(request: Request, q: Annotated[str, Query(max_length=200)] = "") -> HTMLResponse:
    """Who is quoted most in the newest articles, or whose name contains what was asked for."""
    app, wanted = find_app(request), " ".join(q.split())
    clause = write_clause("speaker", wanted)
    try:
        node = (
            parse_query(f"{clause} OR {clause.rstrip(':')}*" if _can_begin(wanted) else clause) if wanted else Every()
        )
    except QueryError:
        return render(request, "speakers.html", q=q, speakers=(), counted=0)
    facets = app.index.browse(node, limit=0, most=_CANDIDATES if wanted else _MOST).facets
    words = wanted.casefold().split()
    named = [
        (name, count) for name, count in facets.values["speaker"] if all(word in name.casefold() for word in words)
    ]
    return render(request, "speakers.html", q=q, speakers=named[:_MOST], counted=facets.counted)


def _can_begin(wanted: str) -> bool:
    """Whether the index can look for names that begin so."""
    return wanted.isalnum() and wanted.isascii() and len(wanted) >= 3


@router.get("/speakers/{name:path}")
@needs("reader")
def show_speaker(request: Request, name: str, page: Annotated[int, Query(ge=1, le=_LAST_PAGE)] = 1) -> HTMLResponse:
    """The roles of a person over time, and everything said, newest first."""
    app, clause = find_app(request), write_clause("speaker", name)
    try:
        node = parse_query(clause)
    except QueryError as error:
        raise NotFoundError(f"nobody of the name {name!r} is quoted", name=name) from error
    start = (page - 1) * _PAGE
    found = app.index.search(node, limit=max(_PAGE, _OFFICES_FROM - start), offset=start)
    return render(
        request,
        "speaker.html",
        name=name,
        clause=clause,
        total=found.total,
        page=page,
        more=found.total > start + _PAGE and page < _LAST_PAGE,
        offices=list_offices(list_statements(name, found.documents)) if page == 1 else (),
        statements=list_statements(name, found.documents[:_PAGE]),
    )
