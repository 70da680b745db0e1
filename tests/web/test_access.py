"""Who may do what: every route of the site, every role; logins, tokens, and a proxy that says who asks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from ipaddress import ip_network

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from pydantic import SecretStr
from starlette.routing import Mount

from pipeline.app import App
from pipeline.passwords import hash_password, is_password, to_digest
from pipeline.types import ROLES, Role
from pipeline.web.access import find_needed
from pipeline.web.site import create_site
from tests.web.people import PASSWORD, change

OWN = {"origin": "http://testserver"}


def list_routes(site: FastAPI, before: str = "") -> Iterator[tuple[str, str, APIRoute]]:
    for route in site.routes:
        if isinstance(route, APIRoute):
            yield from ((method, before + route.path_format, route) for method in sorted(route.methods))
        elif isinstance(route, Mount) and isinstance(route.app, FastAPI):
            yield from list_routes(route.app, before + route.path)


@contextmanager
def open_client(app: App, *, peer: str = "testclient", **headers: str) -> Iterator[TestClient]:
    site = create_site(app)
    with TestClient(site, follow_redirects=False, headers={**OWN, **headers}, client=(peer, 50000)) as client:
        yield client


def fill(path: str) -> str:
    values = {"kind": "rule", "subject": "none", "channel": "none"}
    parts = [values.get(part[1:-1], "none") if part.startswith("{") else part for part in path.split("/")]
    return "/".join(parts)


def test_every_route_says_for_whom_it_is(app: App) -> None:
    routes = list_routes(create_site(app))
    silent = [(method, path) for method, path, route in routes if not find_needed(route.endpoint)]
    assert silent == []


def test_what_changes_something_is_for_editors_at_least(app: App) -> None:
    for method, path, route in list_routes(create_site(app)):
        if method not in {"GET", "HEAD"} and path not in {"/login", "/logout", "/account"}:
            assert find_needed(route.endpoint) in {"editor", "admin"}, path


def test_lower_roles_are_refused_on_every_route(app: App, people: dict[Role, str]) -> None:
    with open_client(app) as client:
        for method, path, route in list_routes(create_site(app)):
            needed = find_needed(route.endpoint)
            for role in ROLES if needed != "anyone" else ():
                if ROLES.index(role) < ROLES.index(needed or "admin"):
                    bearer = {"authorization": f"Bearer {people[role]}"}
                    answer = client.request(method, fill(path), headers=bearer, json={} if method != "GET" else None)
                    assert answer.status_code == 403, (method, path, role)


@pytest.mark.usefixtures("people")
def test_a_stranger_is_sent_to_the_login_on_every_route(app: App) -> None:
    with open_client(app) as client:
        for method, path, route in list_routes(create_site(app)):
            if find_needed(route.endpoint) == "anyone":
                continue
            assert client.request(method, fill(path)).status_code == 401, path
            if not path.startswith("/api/"):
                asked = client.request(method, fill(path), headers={"accept": "text/html"})
                assert asked.headers["location"] == "/login"


def test_on_the_laptop_without_users_everybody_may_everything(app: App) -> None:
    with open_client(app) as client:
        assert client.get("/api/v1/users").status_code == 200


@pytest.mark.usefixtures("people")
def test_a_login_is_a_session_that_ends_with_the_logout(app: App) -> None:
    with open_client(app) as client:
        assert client.post("/login", data={"name": "editor", "password": "wrong"}).status_code == 401
        assert client.post("/login", data={"name": "nobody", "password": PASSWORD}).status_code == 401
        answer = client.post("/login", data={"name": "editor", "password": PASSWORD})
        cookie = answer.headers["set-cookie"].lower()
        assert answer.status_code == 303
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
        assert "secure" not in cookie
        first = client.cookies["wirewatch_session"]
        assert client.get("/").status_code == 200
        assert client.get("/api/v1/users").status_code == 403
        client.post("/login", data={"name": "editor", "password": PASSWORD})
        second = client.cookies["wirewatch_session"]
        assert first != second
        assert app.store.accounts.find_session(to_digest(first), now=app.clock()) is None
        client.post("/logout")
        assert app.store.accounts.find_session(to_digest(second), now=app.clock()) is None
        assert client.get("/").status_code == 401


@pytest.mark.usefixtures("people")
def test_a_cookie_is_for_https_alone_where_people_come_by_https(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    change(app, monkeypatch, public_url="https://news.example")
    with open_client(app, host="news.example", origin="https://news.example") as client:
        answer = client.post("/login", data={"name": "editor", "password": PASSWORD})
        assert "; secure" in answer.headers["set-cookie"].lower()


@pytest.mark.usefixtures("people")
def test_another_site_cannot_use_a_session(app: App) -> None:
    with open_client(app) as client:
        client.post("/login", data={"name": "admin", "password": PASSWORD})
        forged = client.post(
            "/api/v1/rewinds", json={"to": "index", "all": True}, headers={"origin": "http://evil.example"}
        )
        assert forged.status_code == 403
        assert client.post("/logout", headers={"sec-fetch-site": "cross-site"}).status_code == 403


@pytest.mark.usefixtures("people")
def test_who_guesses_passwords_has_to_wait(app: App) -> None:
    with open_client(app) as client:
        answers = [client.post("/login", data={"name": "admin", "password": "guess"}) for _ in range(11)]
        assert [answer.status_code for answer in answers] == [401] * 10 + [429]
        assert int(answers[-1].headers["retry-after"]) > 0


def test_a_wrong_token_is_nobody_even_on_the_laptop(app: App) -> None:
    with open_client(app, authorization="Bearer wrong") as client:
        assert client.get("/").status_code == 401


def use_proxy(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    change(
        app,
        monkeypatch,
        proxy_header="X-Forwarded-User",
        proxy_groups_header="X-Forwarded-Groups",
        trusted_proxies=(ip_network("10.1.0.0/16"),),
        proxy_roles={"newsroom": "editor", "it": "admin"},
    )


@pytest.mark.parametrize(
    ("groups", "allowed"),
    [("", "reader"), ("sports", "reader"), ("sports, newsroom", "editor"), ("newsroom,it", "admin")],
)
def test_a_trusted_proxy_says_who_asks(app: App, monkeypatch: pytest.MonkeyPatch, groups: str, allowed: Role) -> None:
    use_proxy(app, monkeypatch)
    said = {"x-forwarded-user": "ada", "x-forwarded-groups": groups}
    with open_client(app, peer="10.1.2.3", **said) as client:
        assert client.get("/").status_code == 200
        assert (client.get("/rules/new").status_code == 200) is (allowed != "reader")
        assert (client.get("/api/v1/users").status_code == 200) is (allowed == "admin")


def test_nobody_else_is_believed(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    use_proxy(app, monkeypatch)
    with open_client(app, peer="10.2.0.1", **{"x-forwarded-user": "ada"}) as client:
        assert client.get("/").status_code == 401
    with open_client(app, peer="10.1.0.1") as client:
        assert client.get("/").status_code == 401
        twice = [("x-forwarded-user", "ada"), ("x-forwarded-user", "eve")]
        assert client.get("/", headers=twice).status_code == 401


LOGOUT = 'action="/logout"'


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("path", ["/", "/alerts", "/rules", "/nowhere", "/?q=%22open"])
def test_every_page_says_who_reads_it_and_lets_them_go(app: App, path: str) -> None:
    with open_client(app) as client:
        client.post("/login", data={"name": "editor", "password": PASSWORD})
        page = client.get(path).text
        assert ">editor <small>editor</small></a>" in page
        assert page.count(LOGOUT) == 1


def test_on_the_laptop_nobody_is_named(app: App) -> None:
    with open_client(app) as client:
        assert 'class="who"' not in client.get("/").text


def test_the_token_of_the_settings_logs_out_of_a_browser(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    change(app, monkeypatch, token=SecretStr("canary-token"))
    with open_client(app) as client:
        client.post("/login", data={"token": "canary-token"})
        assert LOGOUT in client.get("/").text
        client.post("/logout")
        assert client.get("/").status_code == 401


def test_whom_a_proxy_names_is_logged_out_there_and_not_here(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    use_proxy(app, monkeypatch)
    said = {"x-forwarded-user": "ada<b>", "x-forwarded-groups": "it"}
    with open_client(app, peer="10.1.2.3", **said) as client:
        page = client.get("/").text
        assert ">ada&lt;b&gt; <small>admin</small></a>" in page
        assert LOGOUT not in page


def test_who_asks_too_often_is_told_when_to_come_again(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    change(app, monkeypatch, burst=2, requests_per_minute=1)
    with open_client(app) as client:
        answers = [client.get("/api/v1/search") for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert answers[-1].headers["content-type"] == "application/problem+json"
        assert 0 < int(answers[-1].headers["retry-after"]) <= 60
        assert client.get("/", params={"q": "council"}).status_code == 429
        assert client.get("/sources").status_code == 200


def test_a_password_is_kept_as_a_hash_of_its_own() -> None:
    one, other = hash_password(PASSWORD), hash_password(PASSWORD)
    assert one != other
    assert is_password(PASSWORD, one)
    assert not is_password(PASSWORD + " ", one)
    assert not is_password("", None)


def test_a_session_has_an_end(app: App, people: dict[Role, str]) -> None:
    now = app.clock()
    app.store.accounts.open_session(to_digest("v"), user="reader", now=now, until=now + timedelta(seconds=1))
    with open_client(app) as client:
        client.cookies.set("wirewatch_session", "v")
        assert client.get("/").status_code == 200
        app.store.accounts.open_session(
            to_digest("w"), user="reader", now=now - timedelta(hours=2), until=now - timedelta(hours=1)
        )
        client.cookies.set("wirewatch_session", "w")
        assert client.get("/").status_code == 401
