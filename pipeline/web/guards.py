"""Who may read the pages, what a browser may do with them, and whose forms are taken.

Forged requests (CSRF) are refused by what the browser itself says of where a request comes from, as OWASP's cheat
sheet recommends (Fetch Metadata, with the Origin as the fall-back): `Sec-Fetch-Site` must be `same-origin`; where a
browser does not send it (plain http beyond loopback), the `Origin` must be ours; a request with neither is refused
unless it carries the token as a header, which no other site can make a browser send. There is no token in the forms:
on loopback there is no session to tie it to, and a header that scripts cannot set is safer than one more secret.
"""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from urllib.parse import urlsplit

from fastapi import FastAPI, Request, Response
from fastapi.responses import PlainTextResponse
from starlette.middleware.trustedhost import TrustedHostMiddleware

_HEADERS = {
    # Nothing but our own style sheet: no script runs, whatever a title contains.
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    # Not `no-referrer`: with it browsers say `Origin: null` of our own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
COOKIE = "wirewatch_token"
_OPEN = ("/login", "/static/", "/healthz")
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
# More than the largest form; nobody can fill the memory with one.
LIMIT_BYTES = 1 << 20
Next = Callable[[Request], Awaitable[Response]]


def guard_site(site: FastAPI, *, host: str, token: str) -> None:
    """Put the guards around a site: known host names, own forms, safe headers, and the token when there is one."""

    @site.middleware("http")
    async def guard(request: Request, call_next: Next) -> Response:
        if token and not request.url.path.startswith(_OPEN) and not _has_token(request, token):
            return _ask_for_token(request)
        response = _refuse(request, token) or await call_next(request)
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
    return _has_header(request, token) or is_token(request.cookies.get(COOKIE, ""), token)


def _has_header(request: Request, token: str) -> bool:
    header = request.headers.get("authorization", "").removeprefix("Bearer ")
    return bool(token) and is_token(header, token)


def _ask_for_token(request: Request) -> Response:
    if "text/html" in request.headers.get("accept", ""):
        return Response(status_code=HTTPStatus.SEE_OTHER, headers={"Location": "/login"})
    message = "a token is needed: send `Authorization: Bearer ...` with the value of WIREWATCH_WEB__TOKEN\n"
    return PlainTextResponse(message, status_code=HTTPStatus.UNAUTHORIZED)


def _refuse(request: Request, token: str) -> Response | None:
    """The answer to a request that would change something and must not; None when it may go on."""
    if request.method in _READING:
        return None
    if not (_is_own(request) or _has_header(request, token)):
        message = "this form was not sent by our own page, and nothing was done: open the page and send it from there\n"
        return PlainTextResponse(message, status_code=HTTPStatus.FORBIDDEN)
    length = request.headers.get("content-length", "")
    if not length.isascii() or not length.isdigit():
        return PlainTextResponse("say how long the form is\n", status_code=HTTPStatus.LENGTH_REQUIRED)
    if int(length) > LIMIT_BYTES:
        return PlainTextResponse("the form is too large\n", status_code=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return None


def _is_own(request: Request) -> bool:
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    # The scheme is not compared: behind a proxy that ends TLS we see http.
    return urlsplit(request.headers.get("origin", "")).netloc == request.headers.get("host")
