"""Users and tokens on the pages: for admins, and one's own password for everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from pipeline.app import App
from pipeline.passwords import is_password, to_digest
from pipeline.web.site import create_site
from tests.web.people import PASSWORD, change

OWN = {"origin": "http://testserver"}
NEW = "another horse"


@pytest.fixture
def client(app: App) -> Iterator[TestClient]:
    with TestClient(create_site(app), follow_redirects=False, headers=OWN) as client:
        yield client
    for user in app.store.accounts.users():
        app.store.accounts.remove_user(user.name, last=True)


@pytest.fixture
def admin(client: TestClient, people: dict[str, str]) -> TestClient:
    """Logged in as the admin."""
    assert people
    log_in(client, "admin")
    return client


def log_in(client: TestClient, name: str, password: str = PASSWORD) -> int:
    """Log in; the status of the answer."""
    return client.post("/login", data={"name": name, "password": password}).status_code


def find_roles(app: App) -> dict[str, str]:
    return {user.name: user.role for user in app.store.accounts.users()}


def test_the_first_user_is_an_admin_and_closes_the_door(app: App, client: TestClient) -> None:
    assert "There are no users" in client.get("/users").text
    refused = client.post("/users", data={"name": "ada", "password": PASSWORD, "role": "reader"})
    assert refused.status_code == 422
    assert "the first user has to be an admin" in refused.text
    assert find_roles(app) == {}
    assert client.post("/users", data={"name": "ada", "password": PASSWORD, "role": "admin"}).status_code == 303
    assert client.get("/users").status_code == 401
    assert log_in(client, "ada") == 303
    assert client.get("/users").status_code == 200


def test_a_user_comes_changes_and_goes(app: App, admin: TestClient) -> None:
    sent = {"name": " bo ", "password": PASSWORD, "role": "editor"}
    assert admin.post("/users", data=sent).headers["location"] == "/users?done=added"
    assert "The user may log in" in admin.get("/users?done=added").text
    assert admin.post("/users/role", data={"name": "bo", "role": "admin"}).status_code == 303
    assert find_roles(app)["bo"] == "admin"
    with TestClient(create_site(app), follow_redirects=False, headers=OWN) as other:
        assert log_in(other, "bo") == 303
        assert admin.post("/users/password", data={"name": "bo", "password": NEW}).status_code == 303
        assert other.get("/").status_code == 401
        assert log_in(other, "bo", NEW) == 303
        assert admin.post("/users/remove", data={"name": "bo"}).status_code == 303
        assert other.get("/").status_code == 401
    assert "bo" not in find_roles(app)
    assert admin.post("/users/remove", data={"name": "bo"}).status_code == 404


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"name": "editor", "password": PASSWORD}, "already"),
        ({"name": "b o", "password": PASSWORD}, "without spaces"),
        ({"name": "bo", "password": "short"}, "10 to 1024"),
        ({"name": "bo", "password": "x" * 1025}, "10 to 1024"),
    ],
)
def test_what_is_wrong_with_a_new_user_is_said(app: App, admin: TestClient, sent: dict[str, str], said: str) -> None:
    before = find_roles(app)
    answer = admin.post("/users", data=sent)
    assert answer.status_code == 422
    assert said in answer.text
    assert f'value="{sent["name"]}"' in answer.text
    assert sent["password"] not in answer.text
    assert find_roles(app) == before


def test_the_last_admin_stays(app: App, admin: TestClient) -> None:
    for path, sent in (("/users/remove", {"name": "admin"}), ("/users/role", {"name": "admin", "role": "reader"})):
        answer = admin.post(path, data=sent)
        assert answer.status_code == 422
        assert "the last admin" in answer.text
    assert find_roles(app)["admin"] == "admin"


def test_a_token_is_shown_once_and_revoked(app: App, admin: TestClient) -> None:
    sent = {"name": "editor", "role": "admin", "label": "dash <b>board", "days": "30"}
    answer = admin.post("/tokens", data=sent)
    found = re.search(r'<code id="value">([^<]+)</code>', answer.text)
    assert found
    assert answer.headers["cache-control"] == "no-store"
    page = admin.get("/users").text
    assert found[1] not in page
    assert "dash &lt;b&gt;board" in page
    user = app.store.accounts.find_token(to_digest(found[1]), now=app.clock())
    assert user is not None
    assert (user.name, user.role) == ("editor", "editor")
    token = next(one for one in app.store.accounts.tokens() if one.label.startswith("dash"))
    assert admin.post(f"/tokens/{token.id}/revoke").headers["location"] == "/users?done=revoked"
    assert app.store.accounts.find_token(to_digest(found[1]), now=app.clock()) is None
    assert admin.post("/tokens", data={**sent, "name": "nobody"}).status_code == 404
    assert admin.post("/tokens", data={**sent, "days": "0"}).status_code == 422


def test_a_last_login_is_shown(app: App, admin: TestClient) -> None:
    moment = f"{app.store.accounts.last_logins()['admin']:%Y-%m-%d %H:%M} UTC"
    assert f'data-label="Last login">{moment}' in admin.get("/users").text


@pytest.mark.usefixtures("people")
def test_everybody_changes_their_own_password(app: App, client: TestClient) -> None:
    log_in(client, "reader")
    with TestClient(create_site(app), follow_redirects=False, headers=OWN) as other:
        log_in(other, "reader")
        sent = {"old": PASSWORD, "new": NEW, "again": NEW}
        assert client.post("/account", data=sent).headers["location"] == "/login?done=password"
        assert client.get("/account").status_code == other.get("/account").status_code == 401
    assert "log in with the new one" in client.get("/login?done=password").text
    assert log_in(client, "reader", NEW) == 303


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"old": "wrong", "new": NEW, "again": NEW}, "so far is not right"),
        ({"old": PASSWORD, "new": NEW, "again": NEW + "!"}, "the same way twice"),
        ({"old": PASSWORD, "new": "short", "again": "short"}, "10 to 1024"),
    ],
)
def test_a_password_changes_only_when_all_is_right(
    app: App, client: TestClient, sent: dict[str, str], said: str
) -> None:
    log_in(client, "reader")
    answer = client.post("/account", data=sent)
    assert answer.status_code == 422
    assert said in answer.text
    assert is_password(PASSWORD, app.store.accounts.password_hash("reader"))


@pytest.mark.usefixtures("people")
def test_who_guesses_the_password_so_far_has_to_wait(client: TestClient) -> None:
    log_in(client, "reader")
    sent = {"old": "guess", "new": NEW, "again": NEW}
    answers = [client.post("/account", data=sent).text for _ in range(11)]
    assert "too many attempts" not in answers[9]
    assert "too many attempts" in answers[10]


def test_who_has_no_password_changes_none(app: App, client: TestClient, people: dict[str, str]) -> None:
    bearer = {"authorization": f"Bearer {people['reader']}"}
    assert 'name="old"' not in client.get("/account", headers=bearer).text
    answer = client.post("/account", data={"old": PASSWORD, "new": NEW, "again": NEW}, headers=bearer)
    assert answer.status_code == 422
    assert is_password(PASSWORD, app.store.accounts.password_hash("reader"))


def test_on_the_laptop_the_account_says_that_there_is_none(client: TestClient) -> None:
    assert "no login is needed" in client.get("/account").text


def test_a_proxy_says_who_one_is(app: App, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    change(app, monkeypatch, proxy_header="X-User", trusted_proxies=())
    assert client.get("/account", headers={"x-user": "eve"}).status_code == 401
