"""The API: alerts, who has seen to them, and what is muted."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import AwareDatetime, BaseModel

from pipeline.types import Acknowledgement, Alert, Mute
from pipeline.web.access import find_visitor, needs
from pipeline.web.answers import Alerts, Mutes
from pipeline.web.asking import Limit
from pipeline.web.promises import promise, tell
from pipeline.web.rendering import find_app

router = APIRouter(default_response_class=Response, tags=["alerts"])
_GONE = HTTPStatus.NO_CONTENT


class MuteEntry(BaseModel):
    """Until when nothing is sent."""

    until: AwareDatetime


@router.get("/alerts", responses=promise(Alerts))
@needs("reader")
def list_alerts(
    request: Request,
    *,
    since: AwareDatetime | None = None,
    rule: Annotated[str | None, Query(max_length=200)] = None,
    late: Annotated[bool | None, Query(description="Those found late, or those in time.")] = None,
    limit: Limit = 50,
    cursor: Annotated[str | None, Query(max_length=64, description="`next` of the page before.")] = None,
) -> Response:
    """The alerts that rang, newest first."""
    store = find_app(request).store
    alerts = store.alerts(since=since, rule=rule, late=late, limit=limit, after=cursor)
    more = alerts[-1].id if len(alerts) == limit else None
    return tell(Alerts(alerts=alerts, acknowledged=_noted(request, alerts), next=more))


@router.get("/alerts/{alert}", responses=promise(Alert))
@needs("reader")
def show_alert(request: Request, alert: str) -> Response:
    """One alert with its evidence and deliveries."""
    return tell(find_app(request).store.alert(alert))


@router.put("/alerts/{alert}/acknowledgement", responses=promise(Acknowledgement))
@needs("editor")
def acknowledge(request: Request, alert: str) -> Response:
    """Note that somebody has seen to an alert; who was first stays."""
    app = find_app(request)
    return tell(app.store.accounts.acknowledge(alert, by=_name(request), now=app.clock()))


@router.delete("/alerts/{alert}/acknowledgement", status_code=_GONE, responses=promise(None, status=_GONE))
@needs("editor")
def unacknowledge(request: Request, alert: str) -> Response:
    """Take that back."""
    find_app(request).store.accounts.unacknowledge(alert)
    return Response(status_code=_GONE)


@router.get("/mutes", responses=promise(Mutes))
@needs("reader")
def list_mutes(request: Request) -> Response:
    """What is muted now."""
    app = find_app(request)
    return tell(Mutes(mutes=app.store.accounts.mutes(now=app.clock())))


@router.put("/mutes/{kind}/{subject}", responses=promise(Mute))
@needs("editor")
def mute(request: Request, *, kind: Literal["rule", "story"], subject: str, entry: MuteEntry) -> Response:
    """Send nothing of a rule or a story until a moment; its alerts ring and are listed all the same."""
    app = find_app(request)
    made = _make(request, kind, subject, until=entry.until)
    app.store.accounts.mute(made)
    return tell(made)


@router.delete("/mutes/{kind}/{subject}", status_code=_GONE, responses=promise(None, status=_GONE))
@needs("editor")
def unmute(request: Request, *, kind: Literal["rule", "story"], subject: str) -> Response:
    """Take that back; what was not sent meanwhile stays unsent."""
    app = find_app(request)
    app.store.accounts.unmute(_make(request, kind, subject, until=app.clock()))
    return Response(status_code=_GONE)


def _make(request: Request, kind: Literal["rule", "story"], subject: str, *, until: datetime) -> Mute:
    return Mute(kind=kind, subject=subject, until=until, by=_name(request), at=find_app(request).clock())


def _noted(request: Request, alerts: tuple[Alert, ...]) -> dict[str, Acknowledgement]:
    return find_app(request).store.accounts.acknowledgements([alert.id for alert in alerts])


def _name(request: Request) -> str:
    visitor = find_visitor(request)
    return visitor.name if visitor else ""
