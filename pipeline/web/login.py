"""Who reads the pages: users by name and password, or the token of the settings, asked for once a browser."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from pipeline.app import App
from pipeline.passwords import is_password, is_same, make_secret, stamp_token, to_digest
from pipeline.web.access import COOKIE, SESSION, find_address, is_secure, needs
from pipeline.web.limits import Buckets
from pipeline.web.rendering import find_app, render

router = APIRouter(default_response_class=HTMLResponse)
_REMEMBERED = timedelta(days=30)  # of the token's cookie; sessions have a setting


class Attempts:
    """How often somebody may guess: from one address, and at one account from everywhere together.

    The second is the wider one, so that a stranger who guesses cannot lock somebody out for long.
    """

    def __init__(self, *, processes: int = 1) -> None:
        self._addresses = Buckets(burst=10, per_minute=6, processes=processes)
        self._accounts = Buckets(burst=30, per_minute=6, processes=processes)

    def take(self, name: str, address: str, app: App) -> int:
        """Count an attempt; 0, or in how many seconds the next is taken."""
        wait = self._addresses.take(address, now=app.clock())
        return wait or self._accounts.take(name.casefold(), now=app.clock())

    def succeed(self, name: str, address: str) -> None:
        """Forget the attempts before the one that was right."""
        self._addresses.forget(address)
        self._accounts.forget(name.casefold())


@router.get("/login")
@needs("anyone")
def show_login(request: Request, done: str = "") -> HTMLResponse:
    """Ask who it is."""
    return _show(request, done=done)


@router.post("/login")
@needs("anyone")
def log_in(
    request: Request,
    *,
    name: Annotated[str, Form(max_length=200)] = "",
    password: Annotated[str, Form(max_length=1024)] = "",
    token: Annotated[str, Form(max_length=4096)] = "",
) -> Response:
    """Begin a session in a cookie that scripts cannot read; the one before ends."""
    app = find_app(request)
    attempts: Attempts = request.app.state.attempts
    address = find_address(request, app)
    wait = attempts.take(name, address, app)
    if wait:
        refused = _show(request, status=HTTPStatus.TOO_MANY_REQUESTS, wait=wait)
        refused.headers["Retry-After"] = str(wait)
        return refused
    cookie = _take_token(app, token) if token else _take_password(app, name, password)
    if cookie is None:
        return _show(request, status=HTTPStatus.UNAUTHORIZED, wrong=True)
    attempts.succeed(name, address)
    _end_session(request, app)
    key, value, length = cookie
    response = RedirectResponse("/", status_code=HTTPStatus.SEE_OTHER)
    seconds = int(length.total_seconds())
    response.set_cookie(key, value, httponly=True, samesite="strict", secure=is_secure(request, app), max_age=seconds)
    return response


@router.post("/logout")
@needs("anyone")
def log_out(request: Request) -> Response:
    """End the session, here and in the browser."""
    _end_session(request, find_app(request))
    response = RedirectResponse("/login", status_code=HTTPStatus.SEE_OTHER)
    for key in (SESSION, COOKIE):
        response.delete_cookie(key, httponly=True, samesite="strict")
    return response


def _take_token(app: App, given: str) -> tuple[str, str, timedelta] | None:
    expected = app.settings.web.token.get_secret_value()
    return (COOKIE, stamp_token(expected), _REMEMBERED) if expected and is_same(given, expected) else None


def _take_password(app: App, name: str, password: str) -> tuple[str, str, timedelta] | None:
    if not is_password(password, app.store.accounts.password_hash(name)):
        return None
    value, length, now = make_secret(), timedelta(hours=app.settings.web.session_hours), app.clock()
    app.store.accounts.open_session(to_digest(value), user=name, now=now, until=now + length)
    return SESSION, value, length


def _end_session(request: Request, app: App) -> None:
    if value := request.cookies.get(SESSION):
        app.store.accounts.close_session(to_digest(value))


def _show(request: Request, *, status: HTTPStatus = HTTPStatus.OK, **told: object) -> HTMLResponse:
    app = find_app(request)
    return render(
        request,
        "login.html",
        status=status,
        people=app.store.accounts.has_users(),
        token=bool(app.settings.web.token.get_secret_value()),
        **told,
    )


async def show_refusal(request: Request, error: Exception) -> Response:
    """Show what a route or the router refuses as a page."""
    assert isinstance(error, HTTPException)
    return render(request, "error.html", status=HTTPStatus(error.status_code), message=error.detail)
