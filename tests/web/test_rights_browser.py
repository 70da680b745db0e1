"""People of different roles in a real browser: who they are, what they are shown, and how they leave."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from pipeline.app import App
from tests.web.people import log_in
from tests.web.serving import find_barriers, open_page, take_picture


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


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


@pytest.mark.usefixtures("people")
def test_an_admin_adds_a_user_who_chooses_a_password(browser: Browser, base_url: str) -> None:
    with open_page(browser, base_url) as page:
        log_in(page, "admin")
        page.get_by_role("link", name="Users").click()
        page.get_by_label("Name", exact=True).fill("bo")
        page.get_by_label("Password", exact=True).fill("first password")
        page.get_by_label("Role", exact=True).select_option("editor")
        press(page, "Add the user")
        assert "may log in" in page.get_by_role("status").inner_text()
        page.get_by_label("Role of bo", exact=True).select_option("reader")
        press(page, "Change the role of bo")
        assert page.get_by_label("Role of bo", exact=True).input_value() == "reader"
        page.get_by_label("User", exact=True).select_option("bo")
        page.get_by_label("What it is for").fill("dashboard")
        press(page, "Make a token")
        assert page.evaluate("document.activeElement.textContent").startswith("A token of bo")
        assert len(page.locator("#value").inner_text()) > 30
        press(page, "Revoke dashboard")
        assert page.locator("#value").count() == 0
        press(page, "Log out")

        log_in(page, "bo", password="first password")
        page.get_by_role("link", name="bo reader").click()
        for name, value in (("old", "first password"), ("new", "my own choice"), ("again", "my own choice")):
            page.locator(f"#{name}").fill(value)
        press(page, "Change it")
        assert "log in with the new one" in page.get_by_role("status").inner_text()
        log_in(page, "bo", password="my own choice")
        assert page.locator("header .who").inner_text().startswith("bo")


@pytest.mark.usefixtures("people")
def test_removing_takes_a_second_click(app: App, browser: Browser, base_url: str) -> None:
    with open_page(browser, base_url) as page:
        log_in(page, "admin")
        page.goto("/users")
        page.locator("summary", has_text="Remove").nth(1).click()
        press(page, "Remove editor for good")
        assert "editor" not in [user.name for user in app.store.accounts.users()]


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_everybody_can_use_users_and_account(browser: Browser, base_url: str, *, dark: bool) -> None:
    with open_page(browser, base_url, width=360 if dark else 1200, dark=dark) as page:
        log_in(page, "admin")
        for path in ("/users", "/account"):
            page.goto(path)
            take_picture(page, path.strip("/"), dark=dark)
            assert find_barriers(page) == [], path
