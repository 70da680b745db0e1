"""The alerts that rang, for people and for feed readers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from http import HTTPStatus
from typing import Annotated, Literal
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, Field

from pipeline.editing import list_ids
from pipeline.errors import NotFoundError
from pipeline.notify.atom import LIMIT, write_feed
from pipeline.ports import Store
from pipeline.types import Alert, Mute
from pipeline.web.access import needs
from pipeline.web.marking import Piece, cut_snippet
from pipeline.web.rendering import find_app, render

router = APIRouter(default_response_class=HTMLResponse)
_PAGE = 25
MUTES = (1, 8, 24, 168)  # hours


class Place(BaseModel):
    """Which page of the alerts a form was sent from."""

    rule: str = Field(default="", max_length=200)
    after: str = Field(default="", max_length=64)
    late: bool = False


class MutePlace(Place):
    """What is muted, and for how long."""

    kind: Literal["rule", "story"] = "rule"
    hours: int = Field(default=8, ge=1, le=24 * 365)


@router.get("/alerts")
@needs("reader")
def show_alerts(
    request: Request,
    *,
    rule: Annotated[str, Query(max_length=200)] = "",
    after: Annotated[str, Query(max_length=64)] = "",
    late: bool = False,
) -> HTMLResponse:
    """The alerts that rang in time or those that were found late, newest first, each with all its evidence."""
    app = find_app(request)
    rung = app.store.alerts(rule=rule or None, after=after or None, late=late, limit=_PAGE + 1)
    counted = app.store.count_alerts(rule=rule or None)
    return render(
        request,
        "alerts.html",
        rows=cut_alerts(app.store, rung[:_PAGE]),
        late=late,
        counts={which: sum(one.count for one in counted if one.late is which) for which in (False, True)},
        rules=sorted(list_ids(app) | ({rule} if rule else set())),
        rule=rule,
        after=after,
        next=rung[_PAGE - 1].id if len(rung) > _PAGE else None,
        seen=app.store.accounts.acknowledgements([alert.id for alert in rung]),
        muted={(mute.kind, mute.subject): mute for mute in app.store.accounts.mutes(now=app.clock())},
        hours=MUTES,
    )


@router.post("/alerts/{alert}/acknowledge")
@needs("editor")
def send_acknowledge(request: Request, alert: str, place: Annotated[Place, Form()], *, back: bool = False) -> Response:
    """Note that somebody has seen to an alert, or take that back."""
    app = find_app(request)
    if back:
        app.store.accounts.unacknowledge(alert)
    else:
        app.store.accounts.acknowledge(alert, by=name_visitor(request), now=app.clock())
    return _go_back(place, alert)


@router.post("/alerts/{alert}/mute")
@needs("editor")
def send_mute(request: Request, alert: str, place: Annotated[MutePlace, Form()], *, back: bool = False) -> Response:
    """Send nothing of an alert's rule or story for some hours, or send it again."""
    app = find_app(request)
    now, rung = app.clock(), app.store.alert(alert)
    subject = rung.rule if place.kind == "rule" else rung.story
    until = now + timedelta(hours=place.hours)
    mute = Mute(kind=place.kind, subject=subject, until=until, by=name_visitor(request), at=now)
    if back:
        app.store.accounts.unmute(mute)
    else:
        app.store.accounts.mute(mute)
    return _go_back(place, alert)


def _go_back(place: Place, alert: str) -> RedirectResponse:
    query = urlencode({"rule": place.rule, "after": place.after, **({"late": "true"} if place.late else {})})
    return RedirectResponse(f"/alerts?{query}#{quote(alert, safe='')}", status_code=HTTPStatus.SEE_OTHER)


def name_visitor(request: Request) -> str:
    """Who asks, as the guards have found out."""
    visitor = getattr(request.state, "visitor", None)
    return str(getattr(visitor, "name", "local"))


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
