"""Who may read the pages, and what a browser may do with them."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from fastapi.responses import PlainTextResponse
from starlette.middleware.trustedhost import TrustedHostMiddleware

_HEADERS = {
    # Nothing but our own style sheet: no script runs, whatever a title contains.
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
COOKIE = "wirewatch_token"
_OPEN = ("/login", "/static/", "/healthz")
Next = Callable[[Request], Awaitable[Response]]


def guard_site(site: FastAPI, *, host: str, token: str) -> None:
    """Put the guards around a site: known host names, safe headers, and the token when there is one."""

    @site.middleware("http")
    async def guard(request: Request, call_next: Next) -> Response:
        if token and not request.url.path.startswith(_OPEN) and not _has_token(request, token):
            return _ask_for_token(request)
        response = await call_next(request)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    # Another site's name that resolves to loopback must not read the pages through the reader's browser.
    if not token:
        site.add_middleware(TrustedHostMiddleware, allowed_hosts=sorted({host, "localhost", "127.0.0.1", "testserver"}))


def is_token(given: str, token: str) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(given.encode(), token.encode())


def _has_token(request: Request, token: str) -> bool:
    header = request.headers.get("authorization", "").removeprefix("Bearer ")
    return is_token(header, token) or is_token(request.cookies.get(COOKIE, ""), token)


def _ask_for_token(request: Request) -> Response:
    if "text/html" in request.headers.get("accept", ""):
        return Response(status_code=HTTPStatus.SEE_OTHER, headers={"Location": "/login"})
    message = "a token is needed: send `Authorization: Bearer ...` with the value of WIREWATCH_WEB__TOKEN\n"
    return PlainTextResponse(message, status_code=HTTPStatus.UNAUTHORIZED)
