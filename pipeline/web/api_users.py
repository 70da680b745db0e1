"""The API: who may log in, and the tokens of programs; for admins, but who one is oneself."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from pipeline import accounts
from pipeline.errors import ConfigError
from pipeline.types import Role, User
from pipeline.web.access import find_visitor, needs, refuse_first
from pipeline.web.answers import Myself, NewToken, Users
from pipeline.web.promises import promise, tell
from pipeline.web.rendering import find_app

router = APIRouter(default_response_class=Response, tags=["people"])
_GONE = HTTPStatus.NO_CONTENT
_MADE = HTTPStatus.CREATED
Password = Annotated[str, Field(max_length=2000)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class RoleEntry(_Strict):
    """What somebody may."""

    role: Role


class PasswordEntry(_Strict):
    """A new password."""

    password: Password


class UserEntry(RoleEntry):
    """Somebody who is to log in."""

    name: str = Field(max_length=200)
    password: Password


class TokenEntry(_Strict):
    """A token for a program of a user; it may no more than its user."""

    user: str = Field(max_length=200)
    role: Role = "reader"
    label: str = Field(default="", max_length=200)
    days: int = Field(default=365, ge=1, le=accounts.LONGEST_DAYS)


@router.get("/account", responses=promise(Myself))
@needs("reader")
def show_myself(request: Request) -> Response:
    """Who asks."""
    visitor = find_visitor(request)
    assert visitor is not None, "nobody else comes here"
    return tell(Myself(name=visitor.name, role=visitor.role, by=visitor.by))


@router.get("/users", responses=promise(Users))
@needs("admin")
def list_users(request: Request) -> Response:
    """Who may log in, and the tokens."""
    kept = find_app(request).store.accounts
    return tell(Users(users=kept.users(), tokens=kept.tokens()))


@router.post("/users", status_code=_MADE, responses=promise(User, status=_MADE))
@needs("admin")
def add_user(request: Request, entry: UserEntry) -> Response:
    """Add a user; with the first, who has to be an admin, everybody has to log in."""
    if problem := refuse_first(find_visitor(request), entry.role):
        raise ConfigError(problem)
    added = accounts.add_user(find_app(request), entry.name, password=entry.password, role=entry.role)
    return tell(added, status=_MADE)


@router.put("/users/{user}/role", status_code=_GONE, responses=promise(None, status=_GONE))
@needs("admin")
def change_role(request: Request, user: str, entry: RoleEntry) -> Response:
    """Change what a user may, from the next request on; an admin stays."""
    find_app(request).store.accounts.set_role(user, entry.role)
    return Response(status_code=_GONE)


@router.put("/users/{user}/password", status_code=_GONE, responses=promise(None, status=_GONE))
@needs("admin")
def set_password(request: Request, user: str, entry: PasswordEntry) -> Response:
    """Give a user a new password; all their sessions end."""
    accounts.change_password(find_app(request), user, password=entry.password)
    return Response(status_code=_GONE)


@router.delete("/users/{user}", status_code=_GONE, responses=promise(None, status=_GONE))
@needs("admin")
def remove_user(request: Request, user: str) -> Response:
    """Remove a user with all sessions and tokens; an admin stays."""
    find_app(request).store.accounts.remove_user(user)
    return Response(status_code=_GONE)


@router.post("/tokens", status_code=_MADE, responses=promise(NewToken, status=_MADE))
@needs("admin")
def add_token(request: Request, entry: TokenEntry) -> Response:
    """Make a token; its value is told in this answer and never again."""
    label = " ".join(entry.label.split())
    token, value = accounts.add_token(find_app(request), entry.user, role=entry.role, label=label, days=entry.days)
    return tell(NewToken(token=token, value=value), status=_MADE, headers={"Cache-Control": "no-store"})


@router.delete("/tokens/{token}", status_code=_GONE, responses=promise(None, status=_GONE))
@needs("admin")
def revoke_token(request: Request, token: str) -> Response:
    """End a token at once; it stays in the list as revoked."""
    app = find_app(request)
    app.store.accounts.revoke_token(token, now=app.clock())
    return Response(status_code=_GONE)
