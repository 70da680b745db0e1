"""The alerts that rang, for people and for feed readers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from pipeline.editing import list_ids
from pipeline.errors import NotFoundError
from pipeline.notify.atom import LIMIT, write_feed
from pipeline.ports import Store
from pipeline.types import Alert
from pipeline.web.access import needs
from pipeline.web.marking import Piece, cut_snippet
from pipeline.web.rendering import find_app, render

router = APIRouter(default_response_class=HTMLResponse)
_PAGE = 25


@router.get("/alerts")
@needs("reader")
def show_alerts(
    request: Request,
    rule: Annotated[str, Query(max_length=200)] = "",
    after: Annotated[str, Query(max_length=64)] = "",
) -> HTMLResponse:
    """The alerts that rang, newest first, those that were found late apart, each with all its evidence."""
    app = find_app(request)
    rung = app.store.alerts(rule=rule or None, after=after or None, limit=_PAGE + 1)
    rows = cut_alerts(app.store, rung[:_PAGE])
    return render(
        request,
        "alerts.html",
        in_time=[row for row in rows if not row[0].late],
        late=[row for row in rows if row[0].late],
        rules=sorted(list_ids(app) | ({rule} if rule else set())),
        rule=rule,
        after=after,
        next=rung[_PAGE - 1].id if len(rung) > _PAGE else None,
    )


def cut_alerts(store: Store, alerts: Iterable[Alert]) -> list[tuple[Alert, tuple[Piece, ...]]]:
    """Alerts with the words around their first passages, as the article stood when they rang."""
    rows = []
    for alert in alerts:
        document = store.snapshot(alert.id) or store.document(alert.entry, revision=alert.revision)
        rows.append((alert, cut_snippet(document, alert.evidence) if document else ()))
    return rows


@router.get("/rules/{rule}/alerts.atom")
@needs("reader")
def show_feed(request: Request, rule: str) -> Response:
    """The newest alerts of a rule as an Atom feed."""
    app = find_app(request)
    book = app.read_rules().rules
    titles = {one.id: one.title for one in (*book.rules, *book.disabled)}
    alerts = app.store.alerts(rule=rule, limit=LIMIT)
    if rule not in titles and not alerts:
        raise NotFoundError(f"there is no rule {rule!r}", rule=rule)
    base = app.settings.web.public_url.rstrip("/") or str(request.base_url).rstrip("/")
    feed = write_feed(rule, titles.get(rule, rule), alerts, f"{base}{request.url.path}")
    return Response(feed, media_type="application/atom+xml")
