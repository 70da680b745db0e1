"""The API: every operation of its description is called, and its answers are what the description says."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import feedparser
import msgspec
import pytest
from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator

from pipeline.accounts import add_token
from pipeline.app import App
from pipeline.config import find_data
from pipeline.passwords import is_password
from pipeline.types import FeedSpec, Selection, Source, Status, encode_document
from pipeline.web.api import create_api, describe
from pipeline.web.api_export import guard_cell
from pipeline.web.publish import FILE, make_file
from pipeline.web.site import create_site

DESCRIBED = describe(create_api())
PROBLEM = "application/problem+json"
RULE = {"id": "from-the-api", "title": "From the API", "query": "council"}


@pytest.fixture
def client(app: App) -> Iterator[TestClient]:
    with TestClient(create_site(app), headers={"origin": "http://testserver"}) as client:
        yield client


def list_operations() -> dict[str, tuple[str, str, dict[str, Any]]]:
    return {
        operation["operationId"]: (method, path, operation)
        for path, methods in DESCRIBED["paths"].items()
        for method, operation in methods.items()
    }


OPERATIONS = list_operations()


def call(client: TestClient, name: str, *, status: int = 200, **given: Any) -> Any:
    """Call an operation; its answer must be what the description says of that status."""
    method, path, operation = OPERATIONS[name]
    names = [part["name"] for part in operation.get("parameters", ()) if part["in"] == "path"]
    in_path = {name: given.pop(name) for name in names}
    answer = client.request(method, "/api/v1" + path.format(**in_path), **given)
    assert answer.status_code == status, answer.text
    said = operation["responses"].get(str(status)) or operation["responses"][f"{status // 100}XX"]
    if "content" not in said:
        assert answer.content == b""
        return None
    kind = answer.headers["content-type"].partition(";")[0]
    schema = said["content"][kind]["schema"]
    if not kind.endswith("json"):
        return answer.text
    validator = Draft202012Validator({**schema, "components": DESCRIBED["components"]})
    validator.validate(answer.json())
    return answer.json()


def test_the_published_description_is_that_of_the_program(client: TestClient) -> None:
    assert (find_data("schemas") / FILE).read_text() == make_file(), "run `make schemas`"
    assert client.get("/api/v1/openapi.json").json() == json.loads(json.dumps(DESCRIBED))


def test_every_operation_is_called_below() -> None:
    source = Path(__file__).read_text()
    source += (Path(__file__).parent / "test_lookback.py").read_text()
    assert [name for name in OPERATIONS if f'"{name}"' not in source] == []


def test_every_operation_says_for_whom_it_is_and_what_goes_wrong() -> None:
    for _, _, operation in OPERATIONS.values():
        assert operation["x-role"] in {"reader", "editor", "admin"}
        assert PROBLEM in operation["responses"]["4XX"]["content"]


def test_documents_are_those_of_the_command_line(app: App, client: TestClient) -> None:
    found = call(client, "search", params={"q": "council", "limit": 3})
    assert found["total"] > 3
    first = found["documents"][0]
    stored = app.index.get(first["id"])
    assert stored is not None
    assert first == json.loads(encode_document(stored))
    assert call(client, "show_article", article=first["id"])["id"] == first["id"]


def test_cursors_lose_nothing_and_repeat_nothing(app: App, client: TestClient) -> None:
    read: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = call(client, "search", params={"limit": 7, **cursor})
        read += [document["id"] for document in page["documents"]]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}
    assert len(read) == len(set(read)) == page["total"]
    alerts: list[str] = []
    cursor = {}
    while True:
        rung = call(client, "list_alerts", params={"limit": 2, **cursor})
        alerts += [alert["id"] for alert in rung["alerts"]]
        if rung["next"] is None:
            break
        cursor = {"cursor": rung["next"]}
    assert alerts == [alert.id for alert in app.store.alerts()]


def test_an_article_its_revisions_and_its_way(app: App, client: TestClient) -> None:
    (entry,) = [entry for entry in app.store.entries(Selection()) if entry.revision == 2]
    assert [one["revision"] for one in call(client, "list_revisions", article=entry.id)["revisions"]] == [1, 2]
    assert call(client, "show_article", article=entry.id, params={"revision": 1})["revision"] == 1
    assert call(client, "show_trail", article=entry.id)["steps"][0]["stage"] == "poll"


def test_stories_with_their_articles(client: TestClient) -> None:
    lines = call(client, "list_stories", params={"limit": 100})["stories"]
    several = next(line for line in lines if line["articles"] > 1)
    story = call(client, "show_story", story=several["id"])
    assert len(story["documents"]) == several["articles"]
    assert several["origin"]["id"] in {document["id"] for document in story["documents"]}
    call(client, "show_story", story="0" * 32, status=404)


def test_who_said_what(client: TestClient) -> None:
    everybody = call(client, "list_speakers")["speakers"]
    name = everybody[0]["value"]
    quotes = call(client, "list_quotes", params={"speaker": name, "limit": 100})["quotes"]
    assert quotes
    assert {bool(one["quote"]["speaker"]) for one in quotes} == {True}
    assert len(call(client, "list_quotes", params={"limit": 100})["quotes"]) > len(quotes)
    facets = call(client, "count_facets", params={"q": "council", "most": 2})
    assert len(facets["facets"]["source"]) <= 2


def test_alerts_are_acknowledged_and_muted(client: TestClient) -> None:
    alert = call(client, "list_alerts")["alerts"][0]
    assert call(client, "show_alert", alert=alert["id"]) == alert
    assert call(client, "acknowledge", alert=alert["id"])["by"] == "local"
    assert alert["id"] in call(client, "list_alerts")["acknowledged"]
    call(client, "unacknowledge", alert=alert["id"], status=204)
    assert call(client, "list_alerts")["acknowledged"] == {}
    call(client, "mute", kind="rule", subject="council", json={"until": "2099-01-01T00:00:00Z"})
    assert [one["subject"] for one in call(client, "list_mutes")["mutes"]] == ["council"]
    call(client, "unmute", kind="rule", subject="council", status=204)
    call(client, "mute", kind="feed", subject="x", json={"until": "2099-01-01T00:00:00Z"}, status=422)


def test_a_rule_is_checked_tried_added_changed_and_deleted(client: TestClient) -> None:
    assert call(client, "check", json={**RULE, "query": 'council "open'})["problems"][0]["position"] is not None
    assert call(client, "backtest", json=RULE)["stories"] > 0
    call(client, "backtest", json={**RULE, "query": 'council "open'}, status=422)
    added = call(client, "add_rule", json=RULE, status=201)
    call(client, "add_rule", json=RULE, status=409)
    assert RULE["id"] in [rule["id"] for rule in call(client, "list_rules")["rules"]]
    headers = {"If-Match": f'"{added["digest"]}"'}
    changed = call(client, "change_rule", rule=RULE["id"], json={**RULE, "title": "Another"}, headers=headers)
    assert changed["content"]["title"] == "Another"
    call(client, "change_rule", rule=RULE["id"], json=RULE, headers=headers, status=409)
    assert call(client, "show_rule", rule=RULE["id"]) == changed
    call(client, "remove_rule", rule=RULE["id"], headers=headers, status=409)
    call(client, "remove_rule", rule=RULE["id"], headers={"If-Match": changed["digest"]}, status=204)


def test_a_feed_is_watched_and_left(app: App, client: TestClient) -> None:
    call(client, "add_feed", json={"url": "https://news.example/feed", "id": "by-api"}, status=201)
    call(client, "add_feed", json={"url": "https://news.example/feed", "id": "by-api"}, status=422)
    call(client, "add_feed", json={"url": "file:///etc/passwd"}, status=422)
    assert "by-api" in [feed["id"] for feed in call(client, "list_feeds")["feeds"]]
    call(client, "remove_feed", feed="by-api", status=204)
    call(client, "remove_feed", feed="by-api", status=404)


def test_what_the_pipeline_does_and_what_was_set_aside(app: App, client: TestClient) -> None:
    assert call(client, "show_status")["entries"]["DONE"] > 0
    failures = call(client, "list_failures", params={"status": "DROPPED", "limit": 1})
    dropped = list(app.store.entries(Selection(status=Status.DROPPED)))
    assert len(failures["failures"]) == min(len(dropped), 1)
    call(client, "rewind", json={"to": "index"}, status=422)
    assert call(client, "rewind", json={"to": "index", "feed": "nothing"}) == {"count": 0}
    assert call(client, "list_dead") == {"dead": []}
    call(client, "retry_dead", json={}, status=422)
    assert call(client, "retry_dead", json={"all": True}) == {"count": 0}


def test_users_and_tokens_come_change_and_go(app: App, client: TestClient) -> None:
    assert call(client, "list_users") == {"users": [], "tokens": []}
    assert call(client, "show_myself")["by"] == "laptop"
    someone = {"name": "ada", "password": "correct horse", "role": "reader"}
    call(client, "add_user", json=someone, status=422)
    call(client, "add_user", json={**someone, "role": "admin", "password": "short"}, status=422)
    try:
        assert call(client, "add_user", json={**someone, "role": "admin"}, status=201)["name"] == "ada"
        call(client, "list_users", status=401)
        # Who makes the first user has its password: the first token comes from the command line, or the pages.
        _, value = add_token(app, "ada", role="admin", label="", days=1)
        client.headers["authorization"] = f"Bearer {value}"
        assert call(client, "show_myself") == {"name": "ada", "role": "admin", "by": "bearer"}
        call(client, "add_user", json={**someone, "name": "bo"}, status=201)
        call(client, "add_user", json={**someone, "name": "bo"}, status=422)
        made = call(client, "add_token", json={"user": "bo", "label": " a  b "}, status=201)
        assert made["token"]["label"] == "a b"
        bo = {"authorization": f"Bearer {made['value']}"}
        assert call(client, "show_myself", headers=bo)["role"] == "reader"
        call(client, "list_users", headers=bo, status=403)
        call(client, "change_role", user="bo", json={"role": "editor"}, status=204)
        call(client, "set_password", user="bo", json={"password": "another horse"}, status=204)
        assert is_password("another horse", app.store.accounts.password_hash("bo"))
        call(client, "revoke_token", token=made["token"]["id"], status=204)
        call(client, "show_myself", headers=bo, status=401)
        call(client, "revoke_token", token="nothing", status=404)
        call(client, "change_role", user="ada", json={"role": "reader"}, status=422)
        call(client, "remove_user", user="ada", status=422)
        call(client, "remove_user", user="bo", status=204)
        call(client, "remove_user", user="bo", status=404)
        told = json.dumps(call(client, "list_users"))
        assert (value in told, made["value"] in told) == (False, False)
    finally:
        for user in app.store.accounts.users():
            app.store.accounts.remove_user(user.name, last=True)


def test_an_export_holds_what_a_search_finds(client: TestClient) -> None:
    found = call(client, "search", params={"q": "council", "limit": 200})
    assert call(client, "export", params={"q": "council"}) == found["documents"]
    rows = list(csv.DictReader(io.StringIO(call(client, "export", params={"q": "council", "format": "csv"})[1:])))
    assert [row["id"] for row in rows] == [document["id"] for document in found["documents"]]
    assert call(client, "export", params={"q": "title:nothingofthekind"}) == []


@pytest.mark.parametrize(("kind", "version"), [("rss", "rss20"), ("atom", "atom10")])
def test_a_feed_holds_the_newest_that_a_search_finds(client: TestClient, kind: str, version: str) -> None:
    found = call(client, "search", params={"q": "council", "limit": 100})["documents"]
    feed = feedparser.parse(call(client, "export", params={"q": "council", "format": kind}).encode())
    assert (feed.bozo, feed.version, feed.feed.title) == (False, version, "council")
    assert [entry.id.rpartition("/")[2] for entry in feed.entries] == [document["id"] for document in found]
    assert [entry.title for entry in feed.entries] == [document["title"] for document in found]
    assert [entry.link for entry in feed.entries] == [document["url"] for document in found]
    assert feed.entries[0].summary == found[0]["lead"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "=1", "\n=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert guard_cell(text).startswith("'")


@pytest.mark.parametrize(
    ("name", "given", "status"),
    [
        ("search", {"params": {"q": 'council "open'}}, 400),
        ("search", {"params": {"cursor": "bm90aGluZw"}}, 422),
        ("search", {"params": {"cursor": "\u2603"}}, 422),
        ("search", {"params": {"limit": 1000}}, 422),
        ("show_article", {"article": "f" * 32}, 404),
        ("show_alert", {"alert": "x"}, 404),
    ],
)
def test_errors_are_problems(client: TestClient, name: str, given: dict[str, Any], status: int) -> None:
    problem = call(client, name, status=status, **given)
    assert problem["status"] == status
    assert problem["reason"]
    assert problem["detail"]


def test_what_is_not_there_is_a_problem_too(client: TestClient) -> None:
    for answer in (client.get("/api/v1/nothing"), client.post("/api/v1/search")):
        assert answer.headers["content-type"] == PROBLEM
        assert msgspec.json.decode(answer.content)["status"] == answer.status_code


def test_hostile_names_stay_text_in_an_export(app: App, client: TestClient) -> None:
    source = Source(id="f", name="=x", domain="d")
    spec = FeedSpec(id="formula", url="http://127.0.0.1:1/f", name="=cmd|x", source=source)
    app.store.add_feeds([spec], now=app.clock())
    assert "=cmd|x" in [feed["name"] for feed in call(client, "list_feeds")["feeds"]]
    app.store.remove_feed("formula")
