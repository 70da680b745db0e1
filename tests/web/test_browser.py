"""The pages in a real browser, as a reader uses them; WIREWATCH_SCREENSHOTS=folder takes the pictures of docs/."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from pipeline.app import App
from tests.web.serving import open_browser, open_page, serve_app


@pytest.fixture(scope="module")
def base_url(app: App) -> Iterator[str]:
    with serve_app(app) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser, base_url: str) -> Iterator[Page]:
    with open_page(browser, base_url) as page:
        yield page


def take_picture(page: Page, name: str) -> None:
    folder = os.environ.get("WIREWATCH_SCREENSHOTS")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png")


def wait_for(page: Page, path: str) -> None:
    page.goto(path)
    page.wait_for_load_state("load")


def test_a_reader_searches_and_opens_the_article_at_its_hit(page: Page) -> None:
    wait_for(page, "/")
    take_picture(page, "newest")
    page.fill("#q", 'said:"Russian-NATO Council"')
    page.press("#q", "Enter")
    assert page.locator(".hits li").count() == 1
    assert page.locator(".hits mark.hit").first.inner_text() == "Russian-NATO Council"
    page.click(".hits li a")
    assert page.locator(".text mark.quote").count() > 5
    assert page.locator("mark.hit.name").count() >= 1
    assert page.get_by_role("heading", name="Who said what").is_visible()
    take_picture(page, "article")


def test_an_alert_leads_to_its_article(page: Page) -> None:
    wait_for(page, "/alerts")
    assert page.locator(".alert").count() >= 4
    take_picture(page, "alerts")
    title = page.locator(".alert h2 a").first.inner_text()
    page.click(".alert h2 a >> nth=0")
    assert page.locator("h1").inner_text() == title


def test_sources_show_which_of_them_fail(page: Page) -> None:
    wait_for(page, "/sources")
    assert page.locator("td.failing").count() == 2
    assert "<script>" in page.locator("table").inner_text()
    take_picture(page, "sources")


def test_a_wrong_query_shows_the_place(page: Page, base_url: str) -> None:
    answer = page.request.get(f"{base_url}/?q=%22open")
    assert answer.status == 400
    page.set_content(answer.text())
    assert "^" in page.locator("[role=alert]").inner_text()


@pytest.mark.parametrize(
    "path", ["/", "/alerts", "/rules", "/rules/new", "/rules/iaea-inspections", "/sources", "/status"]
)
def test_pages_fit_a_phone(browser: Browser, base_url: str, path: str) -> None:
    context = browser.new_context(base_url=base_url, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


def test_a_page_is_small(page: Page, base_url: str) -> None:
    sizes: list[int] = []
    page.on("response", lambda response: sizes.append(len(response.body())))
    wait_for(page, "/")
    assert len(sizes) <= 6
    assert sum(sizes) < 150_000
    assert base_url
