"""Who may log in, and which programs: what `wirewatch users` and `wirewatch tokens` do, for admins."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, Field

from pipeline import accounts
from pipeline.errors import ConfigError
from pipeline.types import ROLES, Role
from pipeline.web.access import find_visitor, needs, refuse_first
from pipeline.web.rendering import find_app, render

router = APIRouter(default_response_class=HTMLResponse)


class Somebody(BaseModel):
    """Whom a form is about; in the form and not in the address, because a name may hold anything."""

    name: str = Field(max_length=200)


class Ranked(Somebody):
    """Somebody, and what they may."""

    role: Role = "reader"


class Newcomer(Ranked):
    """Somebody who is to log in."""

    password: str = Field(default="", max_length=2000)


class Secret(Somebody):
    """Somebody, and a new password."""

    password: str = Field(default="", max_length=2000)


class Wanted(Ranked):
    """A token for a program of somebody."""

    label: str = Field(default="", max_length=200)
    days: int = Field(default=365, ge=1, le=accounts.LONGEST_DAYS)


@router.get("/users")
@needs("admin")
def show_users(request: Request, done: str = "") -> HTMLResponse:
    """Who may log in, and their tokens."""
    return _show(request, done=done)


@router.post("/users")
@needs("admin")
def add_user(request: Request, sent: Annotated[Newcomer, Form()]) -> Response:
    """Add a user."""
    app, visitor = find_app(request), find_visitor(request)
    if problem := refuse_first(visitor, sent.role):
        return _show(request, problem=problem, sent=sent)
    return _do(
        request,
        "added",
        lambda: accounts.add_user(app, sent.name.strip(), password=sent.password, role=sent.role),
        sent=sent,
    )


@router.post("/users/role")
@needs("admin")
def change_role(request: Request, sent: Annotated[Ranked, Form()]) -> Response:
    """Change what a user may, from the next click on."""
    return _do(request, "role", lambda: find_app(request).store.accounts.set_role(sent.name, sent.role))


@router.post("/users/password")
@needs("admin")
def set_password(request: Request, sent: Annotated[Secret, Form()]) -> Response:
    """Give a user a new password; all their sessions end."""
    app = find_app(request)
    return _do(request, "password", lambda: accounts.change_password(app, sent.name, password=sent.password))


@router.post("/users/remove")
@needs("admin")
def remove_user(request: Request, sent: Annotated[Somebody, Form()]) -> Response:
    """Remove a user with all sessions and tokens."""
    return _do(request, "removed", lambda: find_app(request).store.accounts.remove_user(sent.name))


@router.post("/tokens")
@needs("admin")
def add_token(request: Request, sent: Annotated[Wanted, Form()]) -> Response:
    """Make a token of a user; the answer is the only page that ever shows its value."""
    app, label = find_app(request), " ".join(sent.label.split())
    token, value = accounts.add_token(app, sent.name, role=sent.role, label=label, days=sent.days)
    return _show(request, made=token, value=value)


@router.post("/tokens/{token}/revoke")
@needs("admin")
def revoke_token(request: Request, token: str) -> Response:
    """End a token at once."""
    app = find_app(request)
    return _do(request, "revoked", lambda: app.store.accounts.revoke_token(token, now=app.clock()))


def _do(request: Request, done: str, act: Callable[[], object], *, sent: Newcomer | None = None) -> Response:
    try:
        act()
    except ConfigError as error:
        return _show(request, problem=error.message, sent=sent)
    return RedirectResponse(f"/users?done={done}", status_code=HTTPStatus.SEE_OTHER)


def _show(request: Request, *, problem: str = "", **told: object) -> HTMLResponse:
    app = find_app(request)
    now, kept = app.clock(), app.store.accounts
    return render(
        request,
        "users.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK,
        problem=problem,
        users=kept.users(),
        logins=kept.last_logins(),
        tokens=[(token, accounts.describe_token(token, now)) for token in kept.tokens()],
        roles=ROLES,
        longest_days=accounts.LONGEST_DAYS,
        **told,
    )
