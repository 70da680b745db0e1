"""Hostile titles, bodies, names, links and queries in every page of a real browser: nothing runs or breaks."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from pipeline.app import App
from pipeline.types import Selection, Status
from tests.web.hostile import PAYLOADS, QUERIES, open_hostile_home
from tests.web.serving import open_page, serve_app


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    with open_hostile_home(tmp_path_factory.mktemp("hostile")) as app:
        yield app


@pytest.fixture(scope="module")
def base_url(hostile: App) -> Iterator[str]:
    with serve_app(hostile) as address:
        yield address


def look(page: Page, base_url: str, path: str) -> int:
    """Open a page; it is whole, nothing in it is another's, and nobody else was asked for anything."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    answer = page.goto(path)
    page.wait_for_load_state("load")
    assert answer is not None
    assert page.locator("footer").is_visible(), path
    assert page.locator("header nav a").count() == 8, path
    assert page.locator("script").count() == 1, path
    assert page.locator("main img, main style, main link, main math, main object, main script").count() == 0, path
    assert page.locator("[onload], [onerror], [onclick], [style]").count() == 0, path
    assert "pwned" not in page.title()
    links = page.locator("a").evaluate_all("all => all.map(one => one.protocol)")
    assert set(links) <= {"http:", "https:"}, path
    assert page.evaluate("document.documentElement.scrollWidth") <= 1200, path
    assert all(url.startswith((base_url, "data:")) for url in asked), asked
    return answer.status


def note_traffic(page: Page) -> tuple[list[tuple[str, str | None]], list[str]]:
    """What the page asks for, with why it failed, and the dialogs that it opens, as they come."""
    asked: list[tuple[str, str | None]] = []
    dialogs: list[str] = []
    page.on("requestfailed", lambda request: asked.append((request.url, request.failure)))
    page.on("requestfinished", lambda request: asked.append((request.url, None)))
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    return asked, dialogs


def list_paths(app: App) -> list[str]:
    entries = list(app.store.entries(Selection()))
    names = sorted({name for entry in entries for name in list_speakers(app, entry.id)})
    return [
        *("/", "/live", "/search", "/search?q=harbour", "/speakers", "/alerts", "/alerts?rule=evil", "/rules"),
        *("/rules/evil", "/rules/evil/delete", "/sources", "/system"),
        *(f"/article/{entry.id}?q=harbour" for entry in entries),
        *(f"/speakers/{quote(name, safe='')}" for name in names),
    ]


def list_speakers(app: App, entry: str) -> list[str]:
    document = app.store.document(entry)
    return [speaker.name for speaker in document.speakers] if document else []


def test_a_hostile_site_breaks_no_page(browser: Browser, base_url: str, hostile: App) -> None:
    done = list(hostile.store.entries(Selection(status=Status.DONE)))
    assert len(done) >= len(PAYLOADS) - 3
    assert len(hostile.store.alerts()) >= 5
    for path in list_paths(hostile):
        with open_page(browser, base_url) as page:
            assert look(page, base_url, path) == 200, path


def test_hostile_queries_break_no_page(browser: Browser, base_url: str) -> None:
    with open_page(browser, base_url, refused=True) as page:
        for query in QUERIES:
            assert look(page, base_url, "/search?q=" + quote(query[:1500], safe="")) in {200, 400}, query
        for query in (*PAYLOADS[:5], PAYLOADS[9], PAYLOADS[12], "((((", "AND", '"'):
            for path in ("/speakers?q=", "/rules/new?q=", "/alerts?rule=", "/speakers/", "/article/"):
                status = look(page, base_url, path + quote(query[:150], safe=""))
                assert status in {200, 400, 404, 422}, (path, query)


def test_archived_pages_run_nothing_and_ask_nobody(browser: Browser, base_url: str, hostile: App) -> None:
    for entry in hostile.store.entries(Selection(status=Status.DONE)):
        context = browser.new_context(base_url=base_url)
        page = context.new_page()
        asked, dialogs = note_traffic(page)
        page.goto(f"/article/{entry.id}")
        page.get_by_text("Show it here").click()
        page.frame_locator(".archived iframe").locator("article").wait_for(state="attached")
        page.goto(f"/archive/{entry.id}/1")
        assert page.title() != "pwned"
        assert page.evaluate("self.origin") == "null"
        assert page.url.startswith(base_url)
        assert dialogs == []
        # What the policy refuses is told of as well: it never left the browser.
        outside = {(url, why) for url, why in asked if not url.startswith((base_url, "data:"))}
        assert {why for _, why in outside} <= {"csp"}, outside
        context.close()
