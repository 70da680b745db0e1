"""The pages of the rules: what they write, what they refuse, and that nothing typed is ever markup."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from pipeline.app import App
from pipeline.config import read_settings
from pipeline.home import make_home
from pipeline.rules.load import write_definition
from pipeline.types import RuleVersion
from pipeline.web.site import create_site
from tests.watch import Watch
from tests.web.serving import cut_script

OWN = {"origin": "http://testserver"}
NEW = {"title": "A strike", "query": '"port strike"', "channels": "stdout", "on": "published", "enabled": "on"}
FILE = """# Watched since the spring.
id = "strike"
title = "A strike" # in the harbour
query = "strike"

[[must_match]]
text = "A strike began."
"""


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    settings = read_settings(tmp_path / "home")
    make_home(settings)
    app = App(settings, clock=Watch())
    yield app
    app.close()


@pytest.fixture
def folder(app: App) -> Path:
    return app.settings.home / "rules"


@pytest.fixture
def client(app: App) -> Iterator[TestClient]:
    with TestClient(create_site(app), follow_redirects=False, headers=OWN) as client:
        yield client


def find_digest(page: str) -> str:
    found = re.search(r'name="digest" value="([0-9a-f]*)"', page)
    assert found
    return found[1]


def list_files(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


def test_a_rule_is_saved_as_a_file_and_is_in_force(app: App, client: TestClient, folder: Path) -> None:
    answer = client.post("/rules/new", data={**NEW, "action": "save"})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/rules/a-strike?saved=true"
    assert (folder / "a-strike.toml").read_text() == 'id = "a-strike"\ntitle = "A strike"\nquery = \'"port strike"\'\n'
    assert app.read_rules().rules.find("a-strike") is not None
    assert "Saved" in client.get(answer.headers["location"]).text


@pytest.mark.parametrize("action", ["check", "backtest", "", "delete", "nonsense"])
def test_nothing_but_save_saves(client: TestClient, folder: Path, action: str) -> None:
    before = list_files(folder)
    assert client.post("/rules/new", data={**NEW, "action": action}).status_code == 200
    assert list_files(folder) == before


def test_an_existing_file_keeps_its_comments(client: TestClient, folder: Path) -> None:
    (folder / "strike.toml").write_text(FILE)
    digest = find_digest(client.get("/rules/strike").text)
    sent = {**NEW, "query": "strike", "must_match.0.text": "A strike began.", "digest": digest, "action": "save"}
    assert client.post("/rules/strike", data={**sent, "cap": "5"}).status_code == 303
    assert (folder / "strike.toml").read_text() == FILE.replace('query = "strike"\n', 'query = "strike"\ncap = 5\n')


def test_examples_that_fail_are_shown_after_saving(client: TestClient) -> None:
    sent = {**NEW, "must_match.0.text": "Nothing of the kind.", "must_not_match.0.text": "A port strike began."}
    saved = client.post("/rules/new", data={**sent, "action": "save"}).headers["location"]
    assert "2 of 2 examples fail" in client.get(saved).text
    assert "examples fail" not in client.get(saved.partition("?")[0]).text


def test_a_backtest_says_what_it_looked_at(client: TestClient) -> None:
    page = client.post("/rules/new", data={**NEW, "action": "backtest"}).text
    assert "0 alerts" in page
    assert "too few days" in page
    assert "style=" not in page


def test_switching_off_is_a_tick_that_is_gone(app: App, client: TestClient, folder: Path) -> None:
    (folder / "strike.toml").write_text(FILE)
    sent = {name: value for name, value in NEW.items() if name != "enabled"}
    digest = find_digest(client.get("/rules/strike").text)
    assert client.post("/rules/strike", data={**sent, "digest": digest, "action": "save"}).status_code == 303
    assert "enabled = false" in (folder / "strike.toml").read_text()
    assert "strike" in [rule.id for rule in app.read_rules().rules.disabled]
    assert "switched off" in client.get("/rules").text


def test_what_somebody_else_wrote_is_shown_and_not_written_over(client: TestClient, folder: Path) -> None:
    path = folder / "strike.toml"
    path.write_text(FILE)
    digest = find_digest(client.get("/rules/strike").text)
    theirs = FILE.replace("A strike", "THEIRS")
    path.write_text(theirs)
    answer = client.post("/rules/strike", data={**NEW, "title": "MINE", "digest": digest, "action": "save"})
    assert answer.status_code == 409
    assert path.read_text() == theirs
    assert "THEIRS" in answer.text
    assert 'title = "MINE"' in html.unescape(answer.text)
    again = {**NEW, "title": "MINE", "digest": find_digest(answer.text), "action": "save"}
    assert client.post("/rules/strike", data=again).status_code == 303
    assert "MINE" in path.read_text()
    assert "# Watched since the spring." in path.read_text()


def test_a_rule_that_was_deleted_meanwhile_is_a_conflict_too(client: TestClient, folder: Path) -> None:
    (folder / "strike.toml").write_text(FILE)
    digest = find_digest(client.get("/rules/strike").text)
    (folder / "strike.toml").unlink()
    answer = client.post("/rules/strike", data={**NEW, "digest": digest, "action": "save"})
    assert answer.status_code == 409
    assert "deleted meanwhile" in answer.text
    assert not (folder / "strike.toml").exists()


def test_a_rule_that_is_gone_shows_what_it_was_and_what_hides_it(app: App, client: TestClient, folder: Path) -> None:
    assert "there is no rule" in client.get("/rules/strike").text
    (folder / "strike.toml").write_text(FILE)
    rule = app.read_rules().rules.find("strike")
    assert rule is not None
    version = RuleVersion(rule=rule.id, version=rule.version, since=app.clock(), definition=write_definition(rule))
    older = replace(version, version="0" * 12, since=app.clock() - timedelta(days=1), definition='{"query": "older"}')
    app.store.keep_versions([version, older])
    (folder / "strike.toml").write_text("id = ")
    answer = client.get("/rules/strike")
    assert answer.status_code == 404
    assert rule.version in answer.text
    assert '<dd class="query">strike</dd>' in answer.text
    assert "older" not in answer.text
    assert "may have it: strike.toml" in answer.text
    (folder / "strike.toml").unlink()
    assert "may have it" not in client.get("/rules/strike").text


def test_of_two_forms_at_once_one_is_saved(client: TestClient, folder: Path) -> None:
    (folder / "strike.toml").write_text(FILE)
    digest = find_digest(client.get("/rules/strike").text)

    def save(number: int) -> int:
        sent = {**NEW, "title": f"Version {number}", "digest": digest, "action": "save"}
        return client.post("/rules/strike", data=sent).status_code

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(save, range(4))) == [303, 409, 409, 409]


def test_of_two_new_rules_of_one_id_the_second_is_refused(client: TestClient, folder: Path) -> None:
    for expected in (303, 422):
        answer = client.post("/rules/new", data={**NEW, "id": "strike", "query": "x", "action": "save"})
        assert answer.status_code == expected
    assert "choose another id" in answer.text
    assert client.post("/rules/new", data={**NEW, "id": "new", "action": "save"}).status_code == 422


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://testserver.evil.example"},
        {"origin": "http://testserver", "sec-fetch-site": "cross-site"},
        {"origin": "http://testserver", "sec-fetch-site": "same-site"},
        {"origin": "http://testserver", "sec-fetch-site": "none"},
        {},
    ],
    ids=str,
)
@pytest.mark.parametrize("path", ["/rules/new", "/rules/iaea-inspections", "/rules/iaea-inspections/delete", "/login"])
def test_another_sites_form_changes_nothing(app: App, folder: Path, headers: dict[str, str], path: str) -> None:
    before = list_files(folder)
    with TestClient(create_site(app), follow_redirects=False, headers=headers) as client:
        digest = find_digest(client.get("/rules/iaea-inspections").text)
        answer = client.post(path, data={**NEW, "digest": digest, "action": "save", "token": "x"})
    assert answer.status_code == 403
    assert "content-security-policy" in answer.headers
    assert list_files(folder) == before


def test_our_own_form_is_known_by_fetch_metadata_alone(app: App) -> None:
    with TestClient(create_site(app), follow_redirects=False, headers={"sec-fetch-site": "same-origin"}) as client:
        assert client.post("/rules/new", data={**NEW, "action": "save"}).status_code == 303


def test_a_form_without_end_is_not_read(client: TestClient) -> None:
    answer = client.post("/rules/new", data={**NEW, "owner": "x" * (1 << 20), "action": "check"})
    assert answer.status_code == 413
    assert client.post("/rules/new", content=iter([b"title=x"])).status_code == 411


@pytest.mark.parametrize(
    "rule", ["%2e%2e", "../../evil", "a/b", "a%00b", "A", "a.toml", "..%2f..%2fevil", "-", "x" * 101, "é"]
)
def test_an_id_never_leads_out_of_the_folder(app: App, client: TestClient, rule: str) -> None:
    home = app.settings.home
    before = sorted(path for path in home.parent.rglob("*.toml"))
    assert client.post("/rules/new", data={**NEW, "id": rule, "action": "save"}).status_code == 422
    for path in (f"/rules/{rule}", f"/rules/{rule}/delete"):
        assert client.post(path, data={**NEW, "action": "save"}).status_code in {404, 405, 422}
        assert client.get(path).status_code in {404, 405, 422}
    assert sorted(path for path in home.parent.rglob("*.toml")) == before


HOSTILE = "</textarea><script>alert(1)</script>\"'<b>\u202egnp"


def test_what_was_typed_is_never_markup(client: TestClient, folder: Path) -> None:
    sent = {**NEW, "title": HOSTILE, "owner": HOSTILE, "must_match.0.text": HOSTILE, "must_match.0.note": HOSTILE}
    pages = [
        client.post("/rules/new", data={**sent, "query": query, "action": "backtest"}).text for query in (HOSTILE, "x")
    ]
    saved = client.post("/rules/new", data={**sent, "id": "hostile", "action": "save"})
    assert saved.status_code == 303
    (folder / "broken.toml").write_text(
        f"id = 'broken'\ntitle = '''{HOSTILE}'''\nquery = '\"{HOSTILE.replace(chr(39), '')}'\n"
    )
    pages += [client.get(path).text for path in ("/rules", "/rules/hostile", "/rules/broken", "/rules/hostile/delete")]
    pages += [client.get("/rules/new", params={"q": HOSTILE}).text]
    for page in pages:
        assert "<script" not in cut_script(page)
        assert "<b>\u202e" not in page
    assert client.get("/rules/hostile").text.count("&lt;script&gt;") >= 4


def test_a_title_of_quotation_marks_comes_back_as_it_was(client: TestClient) -> None:
    title = "\"It's\" \\ 'so' &amp;"
    assert client.post("/rules/new", data={**NEW, "id": "marks", "title": title, "action": "save"}).status_code == 303
    assert html.escape(title).replace("&quot;", "&#34;").replace("&#x27;", "&#39;") in client.get("/rules/marks").text


def test_a_text_that_begins_with_a_line_end_keeps_it(client: TestClient) -> None:
    sent = {**NEW, "id": "lines", "must_match.0.text": "\r\nfirst\r\nsecond", "action": "save"}
    assert client.post("/rules/new", data=sent).status_code == 303
    assert '0.text" rows="2">\n\nfirst\nsecond</textarea>' in client.get("/rules/lines").text


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_lost(client: TestClient, folder: Path) -> None:
    before = list_files(folder)
    sent = {"title": "", "query": 'harbour "open', "cap": "many", "zone": "Mars", "owner": "the desk", "action": "save"}
    answer = client.post("/rules/new", data=sent)
    assert answer.status_code == 422
    assert list_files(folder) == before
    assert set(re.findall(r'<li><a href="#(\w+)">', answer.text)) >= {"title", "query", "cap", "zone", "channels", "on"}
    assert 'value="many"' in answer.text
    assert 'value="the desk"' in answer.text
    assert re.search(r'harbour </span><mark class="wrong">&#34;</mark><span>open', answer.text)


def test_every_field_has_a_label_and_every_link_of_the_summary_a_place(client: TestClient) -> None:
    page = client.post("/rules/new", data={"query": '"', "cap": "x", "times": "0", "action": "check"}).text
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for name in re.findall(r'<(?:input|textarea|select) id="([^"]+)"', page):
        assert f'<label for="{name}">' in page, name
    for place in re.findall(r'href="#([^"]+)"', page):
        assert place in ids, place


def test_a_file_that_cannot_be_read_is_shown_with_its_line_and_mended(client: TestClient, folder: Path) -> None:
    (folder / "several.toml").write_text('# Two.\n[[rule]]\nid = "one"\ntitle = "One"\nquery = "\\"open"\n')
    (folder / "noise.toml").write_text("id = \n")
    page = client.get("/rules").text
    assert "several.toml, line 3" in page
    assert "noise.toml" in page
    assert "at line 1" in page
    opened = client.get("/rules/one").text
    assert "Nothing was saved" not in opened
    assert "never closed" in opened
    sent = {**NEW, "title": "One", "digest": find_digest(opened), "action": "save"}
    assert client.post("/rules/one", data=sent).status_code == 303
    assert (folder / "several.toml").read_text().startswith("# Two.\n[[rule]]\n")


def test_deleting_needs_the_file_as_it_was_seen(client: TestClient, folder: Path) -> None:
    (folder / "strike.toml").write_text(FILE)
    digest = find_digest(client.get("/rules/strike/delete").text)
    (folder / "strike.toml").write_text(FILE + "# changed\n")
    assert client.post("/rules/strike/delete", data={"digest": digest}).status_code == 409
    digest = find_digest(client.get("/rules/strike/delete").text)
    assert client.post("/rules/strike/delete", data={"digest": digest}).status_code == 303
    assert not (folder / "strike.toml").exists()
    assert client.post("/rules/strike/delete", data={"digest": digest}).status_code == 404


def test_a_search_becomes_a_rule(client: TestClient) -> None:
    page = client.get("/", params={"q": 'title:"port strike"'}).text
    link = html.unescape(re.findall(r'href="(/rules/new\?q=[^"]+)"', page)[0])
    assert "title:&#34;port strike&#34;</textarea>" in client.get(link).text


def test_a_folder_that_cannot_be_written_is_said(client: TestClient, folder: Path) -> None:
    (folder / "strike.toml").write_text(FILE)
    real = folder.parent / "elsewhere.toml"
    (folder / "strike.toml").rename(real)
    (folder / "strike.toml").symlink_to(real)
    digest = find_digest(client.get("/rules/strike").text)
    answer = client.post("/rules/strike", data={**NEW, "digest": digest, "action": "save"})
    assert answer.status_code == 422
    assert "is a link" in answer.text
    assert real.read_text() == FILE
