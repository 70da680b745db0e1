"""The API: rules as files of the home folder, checked and looked back with before they are saved."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Body, Header, Query, Request, Response

from pipeline.editing import backtest_rule, check_rule, delete_rule, draft_rule, list_ids, open_rule, save_rule
from pipeline.errors import ChangedError
from pipeline.rules.draft import Draft
from pipeline.rules.file import RuleEntry
from pipeline.seeds import ABSENT
from pipeline.web.access import needs
from pipeline.web.answers import Checked, Example, RuleAnswer, RuleLine, Rules
from pipeline.web.problems import ProblemPart, make_problem
from pipeline.web.promises import promise, promise_object, tell
from pipeline.web.rendering import find_app

router = APIRouter(default_response_class=Response, tags=["rules"])
Digest = Annotated[str, Header(alias="If-Match", max_length=100, description="`digest` of the rule as it was read.")]
_GONE = HTTPStatus.NO_CONTENT


@router.get("/rules", responses=promise(Rules))
@needs("reader")
def list_rules(request: Request) -> Response:
    """All rules."""
    book = find_app(request).read_rules().rules
    rows = [(rule, True) for rule in book.rules] + [(rule, False) for rule in book.disabled]
    lines = (
        RuleLine(id=rule.id, title=rule.title, file=rule.file, query=rule.query, enabled=enabled)
        for rule, enabled in sorted(rows, key=lambda row: row[0].id)
    )
    return tell(Rules(rules=tuple(lines), problems=tuple(problem.message for problem in book.problems)))


@router.post("/rules", status_code=HTTPStatus.CREATED, responses=promise(RuleAnswer, status=HTTPStatus.CREATED))
@needs("editor")
def add_rule(request: Request, entry: RuleEntry) -> Response:
    """Add a rule in a file of its own."""
    if entry.id in list_ids(find_app(request)):
        raise ChangedError(f"there is a rule {entry.id!r} already: read it and send its digest", found=None)
    return _save(request, entry, digest=ABSENT, status=HTTPStatus.CREATED)


@router.get("/rules/{rule}", responses=promise(RuleAnswer))
@needs("reader")
def show_rule(request: Request, rule: str) -> Response:
    """A rule as its file says it, right or wrong."""
    return _show(request, rule, status=HTTPStatus.OK)


@router.put("/rules/{rule}", responses=promise(RuleAnswer))
@needs("editor")
def change_rule(request: Request, rule: str, *, entry: RuleEntry, digest: Digest) -> Response:
    """Change a rule as it was read; 409 when somebody else has changed its file meanwhile."""
    return _save(request, entry.model_copy(update={"id": rule}), digest=digest.strip('"'), status=HTTPStatus.OK)


@router.delete("/rules/{rule}", status_code=_GONE, responses=promise(None, status=_GONE))
@needs("editor")
def remove_rule(request: Request, rule: str, *, digest: Digest) -> Response:
    """Delete a rule as it was read."""
    delete_rule(find_app(request), rule, digest=digest.strip('"'))
    return Response(status_code=_GONE)


@router.post("/rule-checks", responses=promise(Checked))
@needs("editor")
def check(request: Request, content: Annotated[dict[str, Any], Body()]) -> Response:
    """Say all that is wrong with a draft at once; nothing is saved."""
    app = find_app(request)
    checked = check_rule(app, draft_rule(app, content))
    examples = tuple(Example(ok=one.ok, message=one.message) for one in checked.examples)
    return tell(Checked(problems=_parts(checked.draft), warnings=checked.warnings, examples=examples))


@router.post("/backtests", responses=promise_object("What the rule would have rung for, as `rules backtest --json`."))
@needs("editor")
def backtest(request: Request, entry: RuleEntry, *, days: Annotated[int, Query(ge=1, le=365)] = 30) -> Response:
    """Look back with a draft; nothing is saved and nothing rings."""
    app = find_app(request)
    draft = draft_rule(app, _content(entry))
    return tell(backtest_rule(app, draft.rule, days=days)) if draft.rule else _refuse(draft)


def _save(request: Request, entry: RuleEntry, *, digest: str, status: HTTPStatus) -> Response:
    app = find_app(request)
    draft = draft_rule(app, _content(entry))
    if draft.entry is None:
        return _refuse(draft)
    save_rule(app, draft.entry, digest=digest)
    return _show(request, entry.id, status=status)


def _show(request: Request, rule: str, *, status: HTTPStatus) -> Response:
    opened = open_rule(find_app(request), rule)
    answer = RuleAnswer(file=opened.file, digest=opened.digest, content=dict(opened.content))
    return tell(answer, status=status, headers={"ETag": f'"{opened.digest}"'})


def _content(entry: RuleEntry) -> dict[str, Any]:
    return entry.model_dump(mode="json", exclude_unset=True, exclude_none=True)


def _parts(draft: Draft) -> tuple[ProblemPart, ...]:
    return tuple(ProblemPart(key=one.key, message=one.message, position=one.position) for one in draft.problems)


def _refuse(draft: Draft) -> Response:
    detail = "; ".join(f"{one.key}: {one.message}" for one in draft.problems)
    return make_problem(HTTPStatus.UNPROCESSABLE_ENTITY, detail, reason="rule_invalid", errors=_parts(draft))
