"""What stands before every page: who asks, how often, whose forms are taken, and what a browser may do.

Forged requests (CSRF) are refused by what the browser itself says of where a request comes from, as OWASP's cheat
sheet recommends (Fetch Metadata, with the Origin as the fall-back): `Sec-Fetch-Site` must be `same-origin`; where a
browser does not send it (plain http beyond loopback), the `Origin` must be ours; a request with neither is refused
unless it carries a token as a header, which no other site can make a browser send. There is no token in the forms:
on loopback there is no session to tie it to, and a header that scripts cannot set is safer than one more secret.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from urllib.parse import urlsplit

from fastapi import FastAPI, Request, Response
from fastapi.responses import PlainTextResponse
from starlette.concurrency import run_in_threadpool
from starlette.middleware.trustedhost import TrustedHostMiddleware

from pipeline.app import App
from pipeline.errors import PipelineError
from pipeline.web import is_loopback
from pipeline.web.access import Visitor, find_address, identify
from pipeline.web.limits import Buckets
from pipeline.web.problems import make_problem

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
API = "/api/"
_OPEN = ("/login", "/static/", "/healthz")
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
# More than the largest form; nobody can fill the memory with one.
LIMIT_BYTES = 1 << 20
Next = Callable[[Request], Awaitable[Response]]


def guard_site(site: FastAPI, app: App, *, host: str) -> None:
    """Put the guards around a site: known host names, own forms, safe headers, a visitor, and a pace."""
    web = app.settings.web
    pace = Buckets(burst=web.burst, per_minute=web.requests_per_minute, processes=web.processes)

    def meet(request: Request) -> Response | None:
        """Note who asks; the answer to a request that goes no further."""
        try:
            visitor = identify(request, app, host=host)
        except PipelineError as error:
            return _answer(request, HTTPStatus.SERVICE_UNAVAILABLE, error.message)
        request.state.visitor = visitor
        if visitor is None and not request.url.path.startswith(_OPEN):
            return _ask_to_log_in(request)
        return _refuse(request, visitor) or _slow_down(request, app, visitor=visitor, pace=pace)

    @site.middleware("http")
    async def guard(request: Request, call_next: Next) -> Response:
        response = await run_in_threadpool(meet, request) or await call_next(request)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    # Another site's name that resolves to loopback must not read the pages through the reader's browser.
    if is_loopback(host) and not app.settings.web.token.get_secret_value():
        public = urlsplit(app.settings.web.public_url).hostname
        known = {host, "localhost", "127.0.0.1", "testserver", *([public] if public else [])}
        site.add_middleware(TrustedHostMiddleware, allowed_hosts=sorted(known))


def _answer(request: Request, status: HTTPStatus, message: str, **headers: str) -> Response:
    if request.url.path.startswith(API):
        return make_problem(status, message, headers=headers)
    return PlainTextResponse(message + "\n", status_code=status, headers=headers)


def _ask_to_log_in(request: Request) -> Response:
    if "text/html" in request.headers.get("accept", "") and not request.url.path.startswith(API):
        return Response(status_code=HTTPStatus.SEE_OTHER, headers={"Location": "/login"})
    message = "a login is needed: send `Authorization: Bearer ...` with a token of `wirewatch tokens add`"
    return _answer(request, HTTPStatus.UNAUTHORIZED, message, **{"WWW-Authenticate": 'Bearer realm="wirewatch"'})


def _refuse(request: Request, visitor: Visitor | None) -> Response | None:
    """The answer to a request that would change something and must not; None when it may go on."""
    if request.method in _READING:
        return None
    if not (_is_own(request) or (visitor is not None and visitor.by == "bearer")):
        message = "this form was not sent by our own page, and nothing was done: open the page and send it from there"
        return _answer(request, HTTPStatus.FORBIDDEN, message)
    length = request.headers.get("content-length", "0" if request.method == "DELETE" else "")
    if not length.isascii() or not length.isdigit():
        return _answer(request, HTTPStatus.LENGTH_REQUIRED, "say how long the form is")
    if int(length) > LIMIT_BYTES:
        return _answer(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "the form is too large")
    return None


def _slow_down(request: Request, app: App, *, visitor: Visitor | None, pace: Buckets) -> Response | None:
    """Searches and the API cost something: the answer to who asks too often, by visitor and address."""
    if not (request.url.path.startswith(API) or "q" in request.query_params):
        return None
    key = f"{visitor.by} {visitor.name} {find_address(request, app)}" if visitor else find_address(request, app)
    wait = pace.take(key, now=app.clock())
    if not wait:
        return None
    message = f"too many requests: try again in {wait} s (web.requests_per_minute in the settings)"
    return _answer(request, HTTPStatus.TOO_MANY_REQUESTS, message, **{"Retry-After": str(wait)})


def _is_own(request: Request) -> bool:
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    # The scheme is not compared: behind a proxy that ends TLS we see http.
    return urlsplit(request.headers.get("origin", "")).netloc == request.headers.get("host")
