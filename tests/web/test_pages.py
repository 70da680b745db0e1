"""What the pages do beside showing: sources are added and polled, failures put back, speakers told apart."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from lxml import etree

from pipeline.app import App
from pipeline.editing import find_in_force, look_back
from pipeline.types import Archived, Joined, Selection, Status
from pipeline.web import alerts
from pipeline.web.archived import choose_type
from pipeline.web.live import count_tellers
from pipeline.web.saying import list_offices, list_statements
from pipeline.web.site import create_site
from tests.web.people import set_aside

OWN = {"origin": "http://testserver"}


@pytest.fixture
def client(app: App) -> Iterator[TestClient]:
    with TestClient(create_site(app), follow_redirects=False, headers=OWN) as client:
        yield client


def test_a_source_is_added_polled_and_removed(app: App, client: TestClient) -> None:
    added = client.post("/sources", data={"url": "http://127.0.0.1:9/feed", "name": "Quay News"})
    assert added.headers["location"] == "/sources?done=added"
    feed = next(one for one in app.store.feeds() if one.spec.name == "Quay News")
    page = client.get("/sources?done=added").text
    assert "The feed is watched" in page
    assert f'action="/sources/{feed.spec.id}/poll"' in page
    assert client.post(f"/sources/{feed.spec.id}/poll").headers["location"] == "/sources?done=due"
    assert client.post(f"/sources/{feed.spec.id}/remove").status_code == 303
    assert feed.spec.id not in {one.spec.id for one in app.store.feeds()}
    assert client.post(f"/sources/{feed.spec.id}/poll").status_code == 404


def test_an_address_that_is_none_is_said_at_its_field(client: TestClient) -> None:
    answer = client.post("/sources", data={"url": "javascript:alert(1)", "name": "kept"})
    assert answer.status_code == 422
    assert 'aria-describedby="url-problem"' in answer.text
    assert 'value="kept"' in answer.text


def test_sources_say_what_was_found_and_indexed(app: App, client: TestClient) -> None:
    coverage = app.store.coverage(since=app.store.feeds()[0].added_at)
    assert sum(one.found for one in coverage.values()) == len(list(app.store.entries(Selection())))
    page = client.get("/sources").text
    assert re.search(r">\d+ <small>\d+ %</small></td>", page)


def test_forged_forms_change_nothing(app: App) -> None:
    feed = app.store.feeds()[0].spec.id
    with TestClient(create_site(app), headers={"origin": "http://evil.example"}) as client:
        for path in ("/sources", f"/sources/{feed}/remove", f"/sources/{feed}/poll", "/system/rewind", "/system/retry"):
            assert client.post(path, data={"x": "y"}).status_code == 403
    assert feed in {one.spec.id for one in app.store.feeds()}


def test_what_was_set_aside_is_put_back_where_it_stopped(app: App, client: TestClient) -> None:
    aside = [entry for entry in app.store.entries(Selection()) if entry.status in {Status.DROPPED, Status.FAILED}]
    page = client.get("/system").text
    assert all(entry.reason in page for entry in aside if entry.reason)
    answer = client.post("/system/rewind", data={"reason": "no_such_reason", "status": "FAILED", "stage": "fetch"})
    assert answer.headers["location"] == "/system?done=rewound&count=0"
    assert client.post("/system/rewind", data={"reason": "x", "status": "GONE", "stage": "x"}).status_code == 422
    assert client.post("/system/retry", data={"delivery": "f" * 32}).status_code == 404


def test_failures_and_what_was_dropped_are_counted_apart(busy: App) -> None:
    set_aside(busy, [("FAILED", "http_500")] + 2 * [("DROPPED", "http_500")])
    with TestClient(create_site(busy), headers={"authorization": "Bearer value-reader"}) as client:
        page = client.get("/system").text
    tables = {
        title: re.findall(r'<th scope="row">(\w+)<br>.*?</th><td>(\d+)</td>', table, re.DOTALL)
        for title, table in re.findall(r"<section><h2>([\w ]+) <small>.*?</small></h2>(.*?)</section>", page, re.DOTALL)
    }
    assert tables == {"Failures": [("http_500", "1")], "Set aside on purpose": [("http_500", "2")]}


def test_the_feed_of_a_rule_is_atom(app: App, client: TestClient) -> None:
    rule = app.store.alerts(limit=1)[0].rule
    answer = client.get(f"/rules/{rule}/alerts.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    names = {"a": "http://www.w3.org/2005/Atom"}
    feed = etree.fromstring(answer.content)
    assert len(feed.findall("a:entry", names)) == len(app.store.alerts(rule=rule, limit=50))
    assert client.get("/rules/nobody-wrote-this/alerts.atom").status_code == 404


def test_alerts_are_filtered_and_paged(app: App, client: TestClient) -> None:
    rung = app.store.alerts(late=False)
    rule = rung[0].rule
    page = client.get("/alerts", params={"rule": rule}).text
    assert set(re.findall(r'rule <a href="/rules/([^"]+)"', page)) == {rule}
    assert "is mentioned" in client.get("/alerts").text
    rest = client.get("/alerts", params={"after": rung[0].id}).text
    assert f'id="{rung[0].id}"' not in rest
    assert all(f'id="{alert.id}"' in rest for alert in rung[1:5])


@pytest.mark.parametrize("late", [False, True], ids=["in-time", "late"])
def test_late_alerts_have_pages_of_their_own(busy: App, monkeypatch: pytest.MonkeyPatch, *, late: bool) -> None:
    (busy.settings.home / "rules" / "back.toml").write_text('id = "back"\ntitle = "Back"\nquery = "council"\n')
    look_back(busy, find_in_force(busy, "back"), days=7)
    wanted = [alert.id for alert in busy.store.alerts(late=late)]
    assert len(wanted) > 4
    monkeypatch.setattr(alerts, "_PAGE", 2)
    read: list[str] = []
    with TestClient(create_site(busy), headers={**OWN, "authorization": "Bearer value-editor"}) as client:
        path = "/alerts?late=true" if late else "/alerts"
        while path:
            page = client.get(path).text
            for which, name in ((False, "In time"), (True, "Found late")):
                assert f">{name} <small>{len(busy.store.alerts(late=which))}</small>" in page
            read += re.findall(r'<section class="alert" id="(\w+)"', page)
            found = re.search(r'<a rel="next" href="([^"]+)"', page)
            path = html.unescape(found[1]) if found else ""
        assert read == wanted
        sent = client.post(f"/alerts/{wanted[0]}/acknowledge", data={"late": str(late)}, follow_redirects=False)
    assert ("late=true" in sent.headers["location"]) is late


def test_an_archived_page_is_served_as_nobody_s_active_content(app: App, client: TestClient) -> None:
    entry = next(entry for entry in app.store.entries(Selection(status=Status.DONE)))
    answer = client.get(f"/archive/{entry.id}/1")
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("sandbox; default-src 'none'")
    assert "script-src" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert client.get(f"/archive/{entry.id}/99").status_code == 404


@pytest.mark.parametrize(
    ("given", "served"),
    [
        ("text/html; charset=windows-1251", "text/html; charset=windows-1251"),
        ("text/html", "text/html"),
        ("application/xhtml+xml", "text/html"),
        ("image/svg+xml", "application/octet-stream"),
        ("application/javascript", "application/octet-stream"),
        ("text/javascript", "text/plain; charset=utf-8"),
        ("application/feed+json", "text/plain; charset=utf-8"),
        ('text/html; charset="a\r\nSet-Cookie: x"', "text/html; charset=a"),
        ("", "application/octet-stream"),
    ],
)
def test_an_archived_page_is_a_page_text_or_bytes(app: App, given: str, served: str) -> None:
    page = Archived(url="", status=200, headers={"content-type": given}, body=b"", fetched_at=app.clock())
    assert choose_type(page) == served


def test_a_person_s_roles_are_those_that_articles_gave(app: App) -> None:
    documents = [document for document in app.store.documents() if document.speakers]
    name = next(speaker.name for document in documents for speaker in document.speakers if speaker.role)
    statements = list_statements(name, documents)
    assert statements
    assert all(one.quote.speaker and one.quote.speaker.name == name for one in statements)
    for office in list_offices(statements):
        assert office.first <= office.last
        assert office.articles <= len({one.document.id for one in statements})


def test_a_story_counts_who_tells_it_and_who_repeats_it(app: App) -> None:
    entries = list(app.store.entries(Selection()))
    story = next(entry.story.id for entry in entries if entry.story and entry.story.reprint_of)
    told = count_tellers(app.store.entries(Selection(stories=(story,))))
    reprints = [entry for entry in entries if entry.story and entry.story.id == story and entry.story.reprint_of]
    assert list(told) == [story]
    assert isinstance(told[story], Joined)
    assert told[story].reprints == len(reprints)
    assert told[story].origins >= 1


def test_pages_that_are_not_there_say_so_as_pages(client: TestClient) -> None:
    for path, status in (("/nowhere", 404), ("/search?page=x", 422), ("/status", 301)):
        assert client.get(path).status_code == status
    assert "<h1>That did not work</h1>" in client.get("/nowhere").text


def test_an_alert_is_acknowledged_and_that_is_taken_back(app: App, client: TestClient) -> None:
    alert = app.store.alerts(limit=1)[0].id
    answer = client.post(f"/alerts/{alert}/acknowledge", data={"rule": "x&y", "after": ""})
    assert answer.headers["location"] == f"/alerts?rule=x%26y&after=#{alert}"
    assert "seen to by local" in client.get("/alerts").text
    client.post(f"/alerts/{alert}/acknowledge?back=true", data={"rule": ""})
    assert "seen to by" not in client.get("/alerts").text
    assert client.post(f"/alerts/{'0' * 32}/acknowledge", data={"rule": ""}).status_code == 404


def test_a_rule_and_a_story_are_muted_and_unmuted(app: App, client: TestClient) -> None:
    alert = app.store.alerts(limit=1)[0]
    for kind, subject in (("rule", alert.rule), ("story", alert.story)):
        client.post(f"/alerts/{alert.id}/mute", data={"kind": kind, "hours": "24"})
        (mute,) = app.store.accounts.mutes(now=app.clock())
        assert (mute.kind, mute.subject, mute.by) == (kind, subject, "local")
        assert f"{kind} muted until" in client.get("/alerts").text
        client.post(f"/alerts/{alert.id}/mute?back=true", data={"kind": kind})
        assert app.store.accounts.mutes(now=app.clock()) == ()
    assert client.post(f"/alerts/{alert.id}/mute", data={"kind": "all", "hours": "0"}).status_code == 422
