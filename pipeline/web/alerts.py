"""The alerts that rang."""

from __future__ import annotations

from collections.abc import Iterable

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from pipeline.ports import Store
from pipeline.types import Alert
from pipeline.web.access import needs
from pipeline.web.marking import Piece, cut_snippet
from pipeline.web.rendering import find_app, render

router = APIRouter(default_response_class=HTMLResponse)
_ALERTS = 100


@router.get("/alerts")
@needs("reader")
def show_alerts(request: Request) -> HTMLResponse:
    """The alerts that rang, newest first, each with the words around its first passage."""
    store = find_app(request).store
    return render(request, "alerts.html", rows=cut_alerts(store, store.alerts(limit=_ALERTS)))


def cut_alerts(store: Store, alerts: Iterable[Alert]) -> list[tuple[Alert, tuple[Piece, ...]]]:
    """Alerts with the words around their first passages."""
    rows = []
    for alert in alerts:
        document = store.document(alert.entry, revision=alert.revision)
        rows.append((alert, cut_snippet(document, alert.evidence) if document else ()))
    return rows
