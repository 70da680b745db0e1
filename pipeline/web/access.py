"""Who asks, and what they may: roles are declared at the routes with `@needs(...)`, a line each.

A route that declares nothing is for admins: forgetting the line shows nothing to anybody else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from ipaddress import ip_address
from typing import Literal, TypeAlias, TypeVar
from urllib.parse import urlsplit

from fastapi import FastAPI, HTTPException, Request
from fastapi.routing import APIRoute

from pipeline.app import App
from pipeline.passwords import is_same, stamp_token, to_digest
from pipeline.types import ROLES, Role
from pipeline.web import is_loopback

Needed: TypeAlias = Role | Literal["anyone"]
Handler = TypeVar("Handler", bound=Callable[..., object])
COOKIE = "wirewatch_token"
SESSION = "wirewatch_session"
_MARK = "__wirewatch_needs__"
_LOCAL = "local"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who asks. `by` is how we know: whatever a browser sends by itself can be forged by another site."""

    name: str
    role: Role
    by: Literal["bearer", "session", "proxy", "token", "laptop"]

    def may(self, needed: Needed) -> bool:
        """Tell whether the role is enough."""
        return needed == "anyone" or ROLES.index(self.role) >= ROLES.index(needed)

    @property
    def can_leave(self) -> bool:
        """Whether a logout ends it: a cookie of ours is what we know them by."""
        return self.by in {"session", "token"}


def refuse_first(visitor: Visitor | None, role: Role) -> str:
    """What is wrong with adding a user of this role; empty when nothing is."""
    if visitor is not None and visitor.by == "laptop" and role != "admin":
        # With the first user a login is asked for: nobody could add the second.
        return "the first user has to be an admin: from then on a login is needed"
    return ""


def needs(role: Needed) -> Callable[[Handler], Handler]:
    """Declare who may ask for a route."""

    def declare(handler: Handler) -> Handler:
        setattr(handler, _MARK, role)
        return handler

    return declare


def find_needed(handler: object) -> Needed | None:
    """The role that a route declares; None when it declares none."""
    found: Needed | None = getattr(handler, _MARK, None)
    return found


def list_needed(site: FastAPI) -> dict[str, Needed]:
    """Who may ask for which route, by the route's name."""
    return {route.name: find_needed(route.endpoint) or "admin" for route in site.routes if isinstance(route, APIRoute)}


def may_use(request: Request, route: str) -> bool:
    """Tell whether the visitor may ask for a route of the pages: what would be refused is not shown."""
    needed: dict[str, Needed] = request.app.state.needed
    return _may(find_visitor(request), needed[route])


def _may(visitor: Visitor | None, needed: Needed) -> bool:
    return needed == "anyone" or (visitor is not None and visitor.may(needed))


def check_role(request: Request) -> None:
    """Refuse whom the route is not for; a dependency of every route."""
    needed = find_needed(request.scope.get("endpoint")) or "admin"
    visitor = find_visitor(request)
    if _may(visitor, needed):
        return
    if visitor is None:
        raise HTTPException(HTTPStatus.UNAUTHORIZED, "log in first")
    raise HTTPException(HTTPStatus.FORBIDDEN, f"this is for the role {needed}, and {visitor.name} is {visitor.role}")


def find_visitor(request: Request) -> Visitor | None:
    """Who asks, as the guard has found out; None when it is nobody we know."""
    visitor = getattr(request.state, "visitor", None)
    assert visitor is None or isinstance(visitor, Visitor)
    return visitor


def identify(request: Request, app: App, *, host: str) -> Visitor | None:
    """Find out who asks. A header of authorization is the last word: a wrong one is nobody, whatever else is sent."""
    if "authorization" in request.headers:
        return _find_bearer(request, app)
    return _find_session(request, app) or _find_proxied(request, app) or _find_local(app, host=host)


def is_open(app: App, *, host: str) -> bool:
    """Tell whether everybody may do everything: on the laptop alone, while nobody has asked for more."""
    web = app.settings.web
    closed = web.token.get_secret_value() or web.proxy_header or not is_loopback(host)
    return not closed and not app.store.accounts.has_users()


def find_address(request: Request, app: App) -> str:
    """The address that asks; behind a trusted proxy, the one that the proxy saw."""
    peer = request.client.host if request.client else ""
    if is_trusted(peer, app):
        # The last one is the proxy's own word; what stands before it anybody may have written.
        return request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip() or peer
    return peer


def is_trusted(peer: str, app: App) -> bool:
    """Tell whether a peer is a proxy whose headers count."""
    try:
        return any(ip_address(peer) in network for network in app.settings.web.trusted_proxies)
    except ValueError:
        return False


def is_secure(request: Request, app: App) -> bool:
    """Tell whether the browser speaks https, to us or to a proxy."""
    return request.url.scheme == "https" or urlsplit(app.settings.web.public_url).scheme == "https"


def _find_bearer(request: Request, app: App) -> Visitor | None:
    kind, _, given = request.headers["authorization"].partition(" ")
    if kind.lower() != "bearer" or not given:
        return None
    token = app.settings.web.token.get_secret_value()
    if token and is_same(given, token):
        return Visitor(name="token", role="admin", by="bearer")
    user = app.store.accounts.find_token(to_digest(given), now=app.clock())
    return Visitor(name=user.name, role=user.role, by="bearer") if user else None


def _find_session(request: Request, app: App) -> Visitor | None:
    token = app.settings.web.token.get_secret_value()
    if token and is_same(request.cookies.get(COOKIE, ""), stamp_token(token)):
        return Visitor(name="token", role="admin", by="token")
    value = request.cookies.get(SESSION)
    user = app.store.accounts.find_session(to_digest(value), now=app.clock()) if value else None
    return Visitor(name=user.name, role=user.role, by="session") if user else None


def _find_proxied(request: Request, app: App) -> Visitor | None:
    web = app.settings.web
    peer = request.client.host if request.client else ""
    if not web.proxy_header or not is_trusted(peer, app):
        return None
    names = request.headers.getlist(web.proxy_header)
    if len(names) != 1 or not names[0].strip():  # two of them: one is not the proxy's
        return None
    groups = request.headers.get(web.proxy_groups_header, "").split(",") if web.proxy_groups_header else []
    roles = [web.proxy_roles[group.strip()] for group in groups if group.strip() in web.proxy_roles]
    role = max(roles, key=ROLES.index, default=ROLES[0])
    return Visitor(name=names[0].strip()[:200], role=role, by="proxy")


def _find_local(app: App, *, host: str) -> Visitor | None:
    return Visitor(name=_LOCAL, role="admin", by="laptop") if is_open(app, host=host) else None
