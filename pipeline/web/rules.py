"""The rules: a list, a form that writes the file that a person would, and what it would have rung for."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache
from http import HTTPStatus
from typing import Annotated
from zoneinfo import available_timezones

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from pipeline.app import App
from pipeline.editing import (
    BACKTEST_DAYS,
    CheckedRule,
    backtest_rule,
    check_rule,
    delete_rule,
    draft_rule,
    find_folder,
    list_channels,
    list_ids,
    open_rule,
    propose,
    save_rule,
)
from pipeline.errors import ChangedError, NotFoundError, PipelineError, RuleError
from pipeline.rules.backtest import Backtest
from pipeline.rules.draft import Draft, Problem
from pipeline.rules.load import LIMIT_BYTES as LARGEST
from pipeline.rules.load import read_definition
from pipeline.rules.write import write_rule
from pipeline.seeds import ABSENT, read_seed_files, to_digest
from pipeline.web.access import needs
from pipeline.web.alerts import cut_alerts
from pipeline.web.chart import draw_days
from pipeline.web.rendering import find_app, render
from pipeline.web.rule_form import ExampleFields, RuleFields, read_fields, to_content, to_fields

router = APIRouter(default_response_class=HTMLResponse)
_RECENT = timedelta(days=7)
_ALERTS = 20
# Names a page of its own below /rules/.
_RESERVED = frozenset({"new"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A form as it came: its fields, what was asked for, and the digest of the file that it was read from."""

    fields: RuleFields
    action: str
    digest: str


async def read_sent(request: Request) -> Sent:
    """Read the form of a rule."""
    form = await request.form()
    pairs = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    asked = dict(pairs)
    return Sent(fields=read_fields(pairs), action=asked.get("action", ""), digest=asked.get("digest", ABSENT))


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """What somebody else wrote meanwhile, None when the file is gone, and what would be written now."""

    theirs: str | None
    yours: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the page of a rule shows beside the form."""

    fields: RuleFields
    digest: str
    rule: str | None
    problems: tuple[Problem, ...] = ()
    checked: CheckedRule | None = None
    backtest: Backtest | None = None
    conflict: Conflict | None = None
    saved: bool = False
    sent: bool = False
    rang: int | None = None


@router.get("/rules")
@needs("reader")
def show_rules(request: Request) -> HTMLResponse:
    """All rules, those that cannot be read too, and how often each has rung lately."""
    app = find_app(request)
    book = app.read_rules().rules
    files = read_seed_files(find_folder(app))
    rung = Counter[str]()
    for one in app.store.count_alerts(since=app.clock() - _RECENT):
        rung[one.rule] += one.count
    rows = [(rule, True) for rule in book.rules] + [(rule, False) for rule in book.disabled]
    problems = [(problem, find_line(files, problem)) for problem in book.problems]
    return render(
        request,
        "rules.html",
        rows=sorted(rows, key=lambda row: row[0].title.casefold()),
        rung=rung,
        problems=problems,
        channels=list_channels(app),
    )


def find_line(files: dict[str, bytes], problem: RuleError) -> int | None:
    """The line of its file where a rule that is wrong begins; None when it has no id to find it by."""
    rule, data = problem.subject.get("rule"), files.get(str(problem.subject.get("file")), b"")
    if rule is None or len(data) > LARGEST:
        return None
    lines = data.decode(errors="replace").splitlines()
    begins = re.compile(rf"""\s*id\s*=\s*(["']){re.escape(str(rule))}\1""")
    return next((number for number, line in enumerate(lines, 1) if begins.match(line)), None)


@router.get("/rules/new")
@needs("editor")
def show_new(request: Request, q: Annotated[str, Query(max_length=4096)] = "") -> HTMLResponse:
    """An empty form, or one with the query of a search."""
    fields = replace(to_fields({}), query=q)
    return _show(request, Shown(fields=fields, digest=ABSENT, rule=None))


@router.post("/rules/new")
@needs("editor")
def send_new(request: Request, sent: Annotated[Sent, Depends(read_sent)]) -> Response:
    """Check, look back with, or save a rule that is not there yet."""
    app = find_app(request)
    identity = sent.fields.id.strip() or (propose(app, sent.fields.title) if sent.fields.title.strip() else "")
    sent = replace(sent, fields=replace(sent.fields, id=identity), digest=ABSENT)
    files = {name.removesuffix(".toml") for name in read_seed_files(find_folder(app))}
    taken = identity in list_ids(app) | files | _RESERVED
    problem = Problem(key="id", message="there is a rule or a file of this name already: choose another id")
    return _answer(request, sent, rule=None, extra=(problem,) if taken else ())


@router.get("/rules/{rule}")
@needs("reader")
def show_rule(request: Request, rule: str, *, saved: bool = False, rang: int | None = None) -> HTMLResponse:
    """The form of a rule, what is wrong with it in its file, and its alerts."""
    app = find_app(request)
    try:
        opened = open_rule(app, rule)
    except NotFoundError as error:
        return _show_former(request, rule, error)
    draft = draft_rule(app, opened.content)
    shown = Shown(fields=to_fields(opened.content), digest=opened.digest, rule=rule, problems=draft.problems, rang=rang)
    if saved and draft.rule is not None:
        # Saving does not wait for examples that fail: what `rules test` will say is said at once.
        shown = replace(shown, saved=True, checked=check_rule(app, draft))
    return _show(request, shown)


@router.post("/rules/{rule}")
@needs("editor")
def send_rule(request: Request, rule: str, sent: Annotated[Sent, Depends(read_sent)]) -> Response:
    """Check, look back with, or save a rule; its id is that of the address, whatever the form says."""
    return _answer(request, replace(sent, fields=replace(sent.fields, id=rule)), rule=rule)


@router.get("/rules/{rule}/delete")
@needs("editor")
def ask_to_delete(request: Request, rule: str) -> HTMLResponse:
    """Ask once more."""
    app = find_app(request)
    opened = open_rule(app, rule)
    rung = len(app.store.alerts(rule=rule, limit=_ALERTS))
    return render(request, "rule_delete.html", rule=rule, opened=opened, rung=rung, most=_ALERTS)


@router.post("/rules/{rule}/delete")
@needs("editor")
def send_delete(request: Request, rule: str, sent: Annotated[Sent, Depends(read_sent)]) -> Response:
    """Delete a rule as it was when we asked."""
    delete_rule(find_app(request), rule, digest=sent.digest)
    return RedirectResponse("/rules", status_code=HTTPStatus.SEE_OTHER)


def _answer(request: Request, sent: Sent, *, rule: str | None, extra: tuple[Problem, ...] = ()) -> Response:
    app = find_app(request)
    draft = draft_rule(app, to_content(sent.fields))
    problems = (*extra, *(one for one in draft.problems if not (extra and one.key == "id")))
    shown = Shown(fields=sent.fields, digest=sent.digest, rule=rule, problems=problems, sent=True)
    if sent.action == "save":
        return _save(request, draft, shown)
    if draft.rule is not None:
        shown = replace(shown, checked=check_rule(app, draft))
        if sent.action == "backtest":
            shown = replace(shown, backtest=backtest_rule(app, draft.rule))
    return _show(request, shown)


def _save(request: Request, draft: Draft, shown: Shown) -> Response:
    app = find_app(request)
    if shown.problems or draft.entry is None:
        return _show(request, shown, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        save_rule(app, draft.entry, digest=shown.digest)
    except ChangedError as error:
        found: bytes | None = error.subject["found"]
        yours = write_rule(draft.entry).decode()
        theirs = None if found is None else found.decode(errors="replace")
        shown = replace(shown, digest=to_digest(found), conflict=Conflict(theirs=theirs, yours=yours))
        return _show(request, shown, status=HTTPStatus.CONFLICT)
    except PipelineError as error:
        shown = replace(shown, problems=(Problem(key="", message=error.message),))
        return _show(request, shown, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return RedirectResponse(f"/rules/{draft.entry.id}?saved=true", status_code=HTTPStatus.SEE_OTHER)


def _show(request: Request, shown: Shown, *, status: HTTPStatus = HTTPStatus.OK) -> HTMLResponse:
    app = find_app(request)
    tested = shown.backtest
    cap = shown.checked.draft.rule.timing.cap if shown.checked and shown.checked.draft.rule else None
    return render(
        request,
        "rule.html",
        status=status,
        shown=shown,
        fields=_with_room(shown.fields),
        channels=_list_choices(app, shown.fields),
        known_channels=list_channels(app),
        looks_back=shown.rule is not None and app.read_rules().rules.find(shown.rule) is not None,
        zones=list_zones(),
        chart=draw_days(tested.days, cap=cap) if tested else None,
        days=BACKTEST_DAYS,
        pointed=point(shown.fields.query, shown.problems),
        alerts=cut_alerts(app.store, app.store.alerts(rule=shown.rule, limit=_ALERTS)) if shown.rule else (),
    )


def _show_former(request: Request, rule: str, error: NotFoundError) -> HTMLResponse:
    """What is known of a rule that no file has now; the error when nothing is."""
    app = find_app(request)
    version = app.store.last_rule_version(rule)
    alerts = cut_alerts(app.store, app.store.alerts(rule=rule, limit=_ALERTS))
    if version is None and not alerts:
        raise error
    return render(
        request,
        "rule_former.html",
        status=HTTPStatus.NOT_FOUND,
        rule=rule,
        version=version,
        query=read_definition(version.definition)[0] if version else "",
        alerts=alerts,
        broken=sorted({str(one.subject.get("file")) for one in app.read_rules().rules.problems}),
    )


def _with_room(fields: RuleFields) -> RuleFields:
    """The form with one more example of each kind to be filled in."""
    blank = ExampleFields()
    return replace(fields, must_match=(*fields.must_match, blank), must_not_match=(*fields.must_not_match, blank))


def _list_choices(app: App, fields: RuleFields) -> tuple[str, ...]:
    """The channels of the settings, and those that the rule names and the settings do not."""
    return tuple(dict.fromkeys((*list_channels(app), *fields.channels)))


@lru_cache(maxsize=1)
def list_zones() -> tuple[str, ...]:
    """The time zones by name."""
    return tuple(sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")))


def point(query: str, problems: tuple[Problem, ...]) -> tuple[str, str, str] | None:
    """The line of the query that is wrong: what is before the character, the character, and what is after it."""
    place = next((problem.position for problem in problems if problem.position is not None), None)
    if place is None:
        return None
    start = query.rfind("\n", 0, place) + 1
    end = query.find("\n", place)
    line = query[start : end if end >= 0 else len(query)]
    at = place - start
    return line[:at], line[at : at + 1], line[at + 1 :]
