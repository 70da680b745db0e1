"""The API: looking back with a rule, in two steps as on the pages: what it would ring for, and ringing."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from pipeline.editing import find_in_force, look_back, plan_look_back
from pipeline.errors import ChangedError, ConfigError, NotFoundError, RuleError
from pipeline.rules.load import Rule
from pipeline.web.access import needs
from pipeline.web.answers import LookBackDone, LookBackPlanned
from pipeline.web.lookback import MOST
from pipeline.web.promises import promise, tell
from pipeline.web.rendering import find_app

router = APIRouter(default_response_class=Response, tags=["rules"])
_SHOWN = 200


class PlanEntry(BaseModel):
    """How far back."""

    model_config = ConfigDict(extra="forbid")

    days: Annotated[int, Field(ge=1, le=365)] = 7


class LookBackEntry(PlanEntry):
    """How far back, and the version of the rule that the plan was made with."""

    version: str = Field(max_length=64)


@router.post("/rules/{rule}/look-back-plans", responses=promise(LookBackPlanned))
@needs("editor")
def plan(request: Request, rule: str, entry: PlanEntry) -> Response:
    """Say what looking back would ring for; nothing rings."""
    app = find_app(request)
    known = _find(request, rule)
    found = plan_look_back(app, known, days=entry.days)
    return tell(
        LookBackPlanned(
            rule=known.id,
            version=known.version,
            articles=found.articles,
            count=len(found.stories),
            stories=found.stories[::-1][:_SHOWN],
            rang=found.rang,
            missing=found.missing,
        )
    )


@router.post("/rules/{rule}/look-backs", responses=promise(LookBackDone))
@needs("editor")
def ring(request: Request, rule: str, entry: LookBackEntry) -> Response:
    """Ring, marked late, for stories that have not rung; 409 when the rule is another than the plan's."""
    app = find_app(request)
    known = _find(request, rule)
    if entry.version != known.version:
        raise ChangedError(f"rule {rule!r} has version {known.version}: plan anew and send that", found=None)
    if plan_look_back(app, known, days=entry.days).articles > MOST:
        command = f"wirewatch rules lookback {rule} --days {entry.days}"
        raise ConfigError(f"more than {MOST} articles match: take fewer days, or say `{command}`")
    done = look_back(app, known, days=entry.days)
    return tell(LookBackDone(matched=done.matched, rang=done.rang, missing=done.missing))


def _find(request: Request, rule: str) -> Rule:
    try:
        return find_in_force(find_app(request), rule)
    except RuleError as error:
        raise NotFoundError(f"there is no rule {rule!r} that rings", rule=rule) from error
