"""Looking back with a rule: first what it would ring for, then, when somebody says so, it rings."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, Field

from pipeline.editing import find_in_force, look_back, plan_look_back
from pipeline.errors import NotFoundError, RuleError
from pipeline.rules.backtest import write_missing
from pipeline.rules.load import Rule
from pipeline.web.access import needs
from pipeline.web.rendering import find_app, render

router = APIRouter(default_response_class=HTMLResponse)
_SHOWN = 20
# Ringing reads each article, at about 8 ms: what takes longer than somebody waits for a page is the command's.
MOST = 500


class Asked(BaseModel):
    """How far back, and the version of the rule that was agreed to; none yet when it is only asked."""

    days: int = Field(default=7, ge=1, le=365)
    version: str = Field(default="", max_length=64)


@router.post("/rules/{rule}/lookback")
@needs("editor")
def send_lookback(request: Request, rule: str, asked: Annotated[Asked, Form()]) -> Response:
    """Show what looking back would ring for; ring when the rule is still the one that was agreed to."""
    app = find_app(request)
    try:
        known = find_in_force(app, rule)
    except RuleError as error:
        raise NotFoundError(f"there is no rule {rule!r} that rings", rule=rule) from error
    plan = plan_look_back(app, known, days=asked.days)
    if asked.version == known.version and plan.articles <= MOST:
        rang = look_back(app, known, days=asked.days).rang
        return RedirectResponse(f"/rules/{rule}?rang={rang}#alerts", status_code=HTTPStatus.SEE_OTHER)
    return render(
        request,
        "rule_lookback.html",
        rule=known,
        days=asked.days,
        plan=plan,
        newest=plan.stories[::-1][:_SHOWN],
        most=MOST,
        missing=write_missing(plan.missing) if plan.missing else "",
        changed=bool(asked.version) and asked.version != known.version,
        muted=_find_mute(request, known),
    )


def _find_mute(request: Request, rule: Rule) -> str:
    """By whom a rule is muted: it rings, and nothing is sent."""
    app = find_app(request)
    mutes = app.store.accounts.mutes(now=app.clock())
    return next((mute.by for mute in mutes if (mute.kind, mute.subject) == ("rule", rule.id)), "")
