"""People of different roles in a real browser: who they are, what they are shown, and how they leave."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from pipeline.app import App
from tests.web.people import log_in
from tests.web.serving import find_barriers, open_browser, open_page, serve_app


@pytest.fixture(scope="module")
def base_url(app: App) -> Iterator[str]:
    with serve_app(app) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser


@pytest.mark.usefixtures("people")
def test_a_reader_logs_in_is_named_and_logs_out(browser: Browser, base_url: str) -> None:
    with open_page(browser, base_url) as page:
        log_in(page, "reader")
        assert page.locator("header .who").inner_text().split() == ["reader", "reader", "Log", "out"]
        with page.expect_navigation():
            page.get_by_role("button", name="Log out").click()
        assert page.url.endswith("/login")
        page.goto("/alerts")
        assert page.url.endswith("/login")
        assert page.locator("header .who").count() == 0


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_everybody_can_use_the_pages_of_a_reader(browser: Browser, base_url: str, *, dark: bool) -> None:
    with open_page(browser, base_url, width=360 if dark else 1200, dark=dark) as page:
        log_in(page, "reader")
        for path in ("/", "/alerts", "/rules", "/rules/russia-nato-council", "/sources", "/system"):
            page.goto(path)
            assert find_barriers(page) == [], path
