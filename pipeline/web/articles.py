"""Search, and one article with all that was found in it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from pipeline.app import App
from pipeline.errors import QueryError
from pipeline.pages.reprints import compare_prints, find_agency
from pipeline.pages.revisions import compare_texts, find_changed
from pipeline.query import parse_query
from pipeline.rules.match import find_evidence
from pipeline.types import Document
from pipeline.web.access import needs
from pipeline.web.marking import Mark, cut, cut_paragraphs, cut_snippet, find_marks
from pipeline.web.rendering import find_app, render

router = APIRouter(default_response_class=HTMLResponse)
_PAGE = 20
_LAST_PAGE = 100


@router.get("/")
@needs("reader")
def show_search(
    request: Request,
    q: Annotated[str, Query(max_length=4096)] = "",
    page: Annotated[int, Query(ge=1, le=_LAST_PAGE)] = 1,
) -> HTMLResponse:
    """The newest articles, or those that a query finds, with the passages that it found."""
    app = find_app(request)
    try:
        node = parse_query(q, names=app.names.ids)
    except QueryError as error:
        return render(request, "search.html", status=HTTPStatus.BAD_REQUEST, q=q, error=error, hits=(), total=0, page=1)
    found = app.index.search(node, limit=_PAGE, offset=(page - 1) * _PAGE)
    hits = []
    for document in found.documents:
        evidence = find_evidence(node, document) if q.strip() else ()
        title = [Mark(start=e.start, end=e.end, kind="hit") for e in evidence if e.field == "title"]
        hits.append((document, tuple(cut(document.title, title)), cut_snippet(document, evidence)))
    more = found.total > page * _PAGE and page < _LAST_PAGE
    return render(request, "search.html", q=q, error=None, hits=hits, total=found.total, page=page, more=more)


@router.get("/article/{entry}")
@needs("reader")
def show_article(  # noqa: PLR0917 - FastAPI calls by name
    request: Request,
    entry: str,
    q: Annotated[str, Query(max_length=4096)] = "",
    revision: Annotated[int | None, Query(ge=1)] = None,
) -> HTMLResponse:
    """One article with its dates, quotations, names and topics marked where they stand, and its trail."""
    app = find_app(request)
    known = app.store.entry(entry)
    document = app.store.document(known.id, revision=revision)
    evidence = find_evidence(parse_query(q, names=app.names.ids), document) if document and q.strip() else ()
    alerts = app.store.alerts(entry=known.id)
    for alert in alerts:
        if document and alert.revision == document.revision:
            evidence = (*evidence, *alert.evidence)
    paragraphs = cut_paragraphs(document.text, find_marks(document, evidence)) if document else ()
    return render(
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
