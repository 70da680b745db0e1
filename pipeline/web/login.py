"""Who reads the pages: the token is asked for once a browser."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from pipeline.web.guards import COOKIE, is_token
from pipeline.web.rendering import find_app, render

router = APIRouter(default_response_class=HTMLResponse)


@router.get("/login")
def show_login(request: Request) -> HTMLResponse:
    """Ask for the token."""
    return render(request, "login.html", wrong=False)


@router.post("/login")
def log_in(request: Request, token: Annotated[str, Form()]) -> Response:
    """Take the token into a cookie that scripts cannot read."""
    expected = find_app(request).settings.web.token.get_secret_value()
    if not expected or not is_token(token, expected):
        return render(request, "login.html", status=HTTPStatus.UNAUTHORIZED, wrong=True)
    response = RedirectResponse("/", status_code=HTTPStatus.SEE_OTHER)
    secure = request.url.scheme == "https"
    response.set_cookie(COOKIE, token, httponly=True, samesite="strict", secure=secure, max_age=30 * 86400)
    return response
