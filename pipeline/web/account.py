"""One's own account: who one is to the pages, and a password of one's own choice."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, Field

from pipeline import accounts
from pipeline.accounts import describe_token
from pipeline.errors import ConfigError
from pipeline.passwords import is_password
from pipeline.web.access import Visitor, find_address, find_visitor, needs
from pipeline.web.login import Attempts
from pipeline.web.rendering import find_app, render

router = APIRouter(default_response_class=HTMLResponse)


class Change(BaseModel):
    """The password so far, and twice the one from now on."""

    old: str = Field(default="", max_length=2000)
    new: str = Field(default="", max_length=2000)
    again: str = Field(default="", max_length=2000)


@router.get("/account")
@needs("reader")
def show_account(request: Request) -> HTMLResponse:
    """Who one is."""
    return _show(request)


@router.post("/account")
@needs("reader")
def change_own_password(request: Request, sent: Annotated[Change, Form()]) -> Response:
    """Change one's own password; all sessions end, this one too."""
    app, visitor = find_app(request), find_visitor(request)
    if visitor is None or visitor.by != "session":
        return _show(request, problem="a password is changed by whoever has logged in with it")
    problem = _take(request, visitor, sent.old)
    if not problem and sent.new != sent.again:
        problem = "the new password was not typed the same way twice"
    if not problem:
        try:
            accounts.change_password(app, visitor.name, password=sent.new)
        except ConfigError as error:
            problem = error.message
    if problem:
        return _show(request, problem=problem)
    return RedirectResponse("/login?done=password", status_code=HTTPStatus.SEE_OTHER)


def _take(request: Request, visitor: Visitor, old: str) -> str:
    """What is wrong with the password so far; it is guessed no faster here than at the login."""
    app, address = find_app(request), find_address(request, find_app(request))
    attempts: Attempts = request.app.state.attempts
    if wait := attempts.take(visitor.name, address, app):
        return f"too many attempts: the next is taken in {wait} seconds"
    if not is_password(old, app.store.accounts.password_hash(visitor.name)):
        return "the password so far is not right"
    attempts.succeed(visitor.name, address)
    return ""


def _show(request: Request, *, problem: str = "") -> HTMLResponse:
    app, visitor = find_app(request), find_visitor(request)
    own = [token for token in app.store.accounts.tokens() if visitor is not None and token.user == visitor.name]
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    tokens = [(token, describe_token(token, app.clock())) for token in own]
    return render(request, "account.html", status=status, problem=problem, tokens=tokens)
