"""Looking back on the page of a rule: what is promised is what rings, and nothing rings before somebody says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from pipeline.app import App
from pipeline.types import Mute
from pipeline.web import api_lookback, lookback
from pipeline.web.site import create_site
from tests.web.test_api import call

OWN = {"origin": "http://testserver"}
RULE = 'id = "back-{0}"\ntitle = "Back {0}"\nquery = "council"\n'


@pytest.fixture
def client(busy: App) -> Iterator[TestClient]:
    with TestClient(create_site(busy), headers={**OWN, "authorization": "Bearer value-editor"}) as client:
        yield client


@pytest.fixture
def rule(busy: App) -> str:
    """A rule that came after all articles."""
    return write_rule(busy, "one")


def write_rule(app: App, name: str, more: str = "") -> str:
    (app.settings.home / "rules" / f"back-{name}.toml").write_text(RULE.format(name) + more)
    return f"back-{name}"


def find_version(page: str) -> str:
    found = re.search(r'name="version" value="([0-9a-f]+)"', page)
    assert found
    return found[1]


def test_what_is_counted_is_what_rings(busy: App, client: TestClient, rule: str) -> None:
    assert f'action="/rules/{rule}/lookback"' in client.get(f"/rules/{rule}").text
    page = client.post(f"/rules/{rule}/lookback", data={"days": "7"}).text
    counted = int(re.findall(r"(\d+) alerts would ring", page)[0])
    assert counted > 1
    assert busy.store.alerts(rule=rule) == ()
    agreed = {"days": "7", "version": find_version(page)}
    answer = client.post(f"/rules/{rule}/lookback", data=agreed, follow_redirects=False)
    assert answer.headers["location"] == f"/rules/{rule}?rang={counted}#alerts"
    rung = busy.store.alerts(rule=rule)
    assert len(rung) == counted
    assert all(alert.late for alert in rung)
    assert f"{counted} alerts rang, marked late" in client.get(answer.headers["location"]).text
    again = client.post(f"/rules/{rule}/lookback", data={"days": "7"}).text
    assert "Nothing would ring" in again
    assert f"{counted} of their stories rang before" in again


def test_no_more_days_than_were_asked_for(busy: App, client: TestClient, rule: str) -> None:
    busy.clock.advance(86_400 * 3)  # type: ignore[attr-defined] # the watch of the tests
    assert "Nothing would ring" in client.post(f"/rules/{rule}/lookback", data={"days": "1"}).text
    assert "would ring" in client.post(f"/rules/{rule}/lookback", data={"days": "7"}).text
    assert client.post(f"/rules/{rule}/lookback", data={"days": "0"}).status_code == 422


def test_a_rule_that_changed_meanwhile_is_asked_about_again(busy: App, client: TestClient, rule: str) -> None:
    page = client.post(f"/rules/{rule}/lookback", data={"days": "7"}).text
    path = busy.settings.home / "rules" / f"{rule}.toml"
    path.write_text(path.read_text().replace("council", "ministers"))
    busy.clock.advance(60)  # type: ignore[attr-defined] # the watch of the tests
    answer = client.post(f"/rules/{rule}/lookback", data={"days": "7", "version": find_version(page)})
    assert "the rule was changed meanwhile" in answer.text
    assert busy.store.alerts(rule=rule) == ()


def test_a_rule_that_does_not_ring_cannot_look_back(busy: App, client: TestClient) -> None:
    off = write_rule(busy, "off", "enabled = false\n")
    assert "/lookback" not in client.get(f"/rules/{off}").text
    assert client.post(f"/rules/{off}/lookback", data={"days": "7"}).status_code == 404
    assert client.post("/rules/nobody-wrote-this/lookback", data={"days": "7"}).status_code == 404


def test_a_rule_for_changes_alone_says_that_it_rings_for_nothing(busy: App, client: TestClient) -> None:
    changes = write_rule(busy, "changes", 'on = ["phrase_added"]\n')
    page = client.post(f"/rules/{changes}/lookback", data={"days": "7"}).text
    assert "Nothing would ring" in page
    assert "looking back rings for nothing" in page


def test_a_muted_rule_says_that_nothing_is_sent(busy: App, client: TestClient, rule: str) -> None:
    now = busy.clock()
    busy.store.accounts.mute(Mute(kind="rule", subject=rule, until=now + timedelta(hours=1), by="ada", at=now))
    assert "muted by ada" in client.post(f"/rules/{rule}/lookback", data={"days": "7"}).text


def test_too_much_for_a_page_is_the_command_s(
    busy: App, client: TestClient, rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = find_version(client.post(f"/rules/{rule}/lookback", data={"days": "7"}).text)
    monkeypatch.setattr(lookback, "MOST", 1)
    page = client.post(f"/rules/{rule}/lookback", data={"days": "7", "version": version}).text
    assert f"wirewatch rules lookback {rule} --days 7" in page
    assert "Ring for" not in page
    assert busy.store.alerts(rule=rule) == ()


def test_programs_look_back_in_the_same_two_steps(busy: App, client: TestClient, rule: str) -> None:
    planned = call(client, "plan", rule=rule, json={"days": 7})
    assert planned["count"] == len(planned["stories"]) > 1
    call(client, "ring", rule=rule, json={"days": 7, "version": "0" * 12}, status=409)
    assert busy.store.alerts(rule=rule) == ()
    done = call(client, "ring", rule=rule, json={"days": 7, "version": planned["version"]})
    rung = busy.store.alerts(rule=rule)
    assert done["rang"] == planned["count"] == len(rung)
    assert all(alert.late for alert in rung)
    again = call(client, "plan", rule=rule, json={})
    assert (again["count"], again["rang"]) == (0, planned["count"])
    call(client, "plan", rule="nobody-wrote-this", json={}, status=404)


def test_too_much_for_a_program_is_the_command_s_too(
    busy: App, client: TestClient, rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api_lookback, "MOST", 1)
    version = call(client, "plan", rule=rule, json={})["version"]
    refused = call(client, "ring", rule=rule, json={"version": version}, status=422)
    assert f"wirewatch rules lookback {rule} --days 7" in refused["detail"]
    assert busy.store.alerts(rule=rule) == ()
