"""The pages over a real ledger and index, with hostile text in every field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from pipeline.app import App
from pipeline.errors import ConfigError
from pipeline.types import Selection
from pipeline.web import serve
from pipeline.web.site import create_site
from tests.web.serving import cut_script

OWN = {"origin": "http://testserver"}


@pytest.fixture
def client(app: App) -> Iterator[TestClient]:
    with TestClient(create_site(app), follow_redirects=False, headers=OWN) as client:
        yield client


def find_articles(html: str) -> list[str]:
    return re.findall(r'href="(/article/[0-9a-f]{32})[?"]', html)


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/live", "/live?refresh=30", "/search", "/speakers", "/alerts", "/rules", "/rules/new", "/sources"),
        *("/system", "/?q=nato", "/?q=title:council&page=1", "/search?q=council"),
    ],
)
def test_every_page_answers_with_safe_headers(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "<script" not in cut_script(answer.text)
    assert "unsafe" not in answer.headers["content-security-policy"]


def test_search_marks_the_words_that_it_found(client: TestClient) -> None:
    answer = client.get("/", params={"q": '"Russia-NATO Council"'})
    assert re.search(r'<mark class="[^"]*hit[^"]*"[^>]*>Russia-NATO Council</mark>', answer.text)


def test_an_article_shows_what_is_marked_and_who_said_what(client: TestClient) -> None:
    path = find_articles(client.get("/", params={"q": "name:russia-nato-council language:en"}).text)[0]
    page = client.get(path).text
    for kind in ("quote", "speaker", "date", "name"):
        assert re.search(rf'<mark class="[^"]*\b{kind}\b', page), kind
    assert "Who said what" in page
    assert "Trail" in page
    assert "Claim by" in page


def test_a_revision_shows_what_it_changes_word_by_word(app: App, client: TestClient) -> None:
    (entry,) = [entry.id for entry in app.store.entries(Selection()) if entry.revision == 2]
    page = client.get(f"/article/{entry}").text
    assert "What revision 2 changes of revision 1" in page
    assert re.search(r"<td>[^<]*<del>24 </del>specialists.*</td><td>[^<]*<ins>42 </ins>specialists", page)
    assert "<ins>" not in client.get(f"/article/{entry}?revision=1").text


def test_a_reprint_shows_what_it_keeps_of_its_origin(app: App, client: TestClient) -> None:
    reprints = [entry for entry in app.store.entries(Selection()) if entry.story and entry.story.reprint_of]
    assert reprints
    for entry in reprints:
        assert re.search(
            r"\d+ % of it kept, \d+ paragraphs added, \d+ left out", client.get(f"/article/{entry.id}").text
        )


def test_a_wrong_query_points_at_the_character(client: TestClient) -> None:
    answer = client.get("/", params={"q": 'nato "open'})
    assert answer.status_code == 400
    assert "^" in answer.text
    assert 'value="nato &#34;open"' in answer.text


def test_text_from_outside_is_never_markup(client: TestClient) -> None:
    for path in ("/?q=%3Cscript%3Ealert(1)%3C/script%3E", "/sources"):
        assert "<script" not in cut_script(client.get(path).text)


def test_an_unknown_article_is_a_page_that_says_so(client: TestClient) -> None:
    answer = client.get("/article/" + "0" * 32)
    assert answer.status_code == 404
    assert "Back to the newest" in answer.text


def test_a_failing_source_shows_its_reason(client: TestClient) -> None:
    page = client.get("/sources").text
    assert "http_500" in page
    assert "http_404" in page


def test_another_host_name_is_refused_on_loopback(client: TestClient) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


def test_without_the_token_nothing_is_shown(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    web = app.settings.web.model_copy(update={"token": type(app.settings.web.token)("canary-token")})
    monkeypatch.setattr(app, "settings", app.settings.model_copy(update={"web": web}))
    with TestClient(create_site(app, host="0.0.0.0"), follow_redirects=False, headers=OWN) as client:
        assert client.get("/").status_code == 401
        assert client.get("/", headers={"accept": "text/html"}).headers["location"] == "/login"
        assert client.post("/login", data={"token": "wrong"}).status_code == 401
        assert client.get("/", headers={"authorization": "Bearer canary-token"}).status_code == 200
        logged_in = client.post("/login", data={"token": "canary-token"})
        assert logged_in.status_code == 303
        assert "httponly" in logged_in.headers["set-cookie"].lower()
        assert client.get("/").status_code == 200


def test_pages_beyond_loopback_need_a_token(app: App) -> None:
    with pytest.raises(ConfigError, match="WIREWATCH_WEB__TOKEN"):
        serve(app, host="0.0.0.0", port=0)


def test_templates_never_switch_escaping_off() -> None:
    for path in (Path(create_site.__code__.co_filename).parent / "templates").glob("*.html"):
        assert "safe" not in re.findall(r"\|\s*(\w+)", path.read_text())
