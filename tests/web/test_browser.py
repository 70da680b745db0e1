"""The pages in a real browser, as a reader uses them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.web.serving import open_page


@pytest.fixture
def page(browser: Browser, base_url: str) -> Iterator[Page]:
    with open_page(browser, base_url) as page:
        yield page


def wait_for(page: Page, path: str) -> None:
    page.goto(path)
    page.wait_for_load_state("load")


def test_a_reader_searches_and_opens_the_article_at_its_hit(page: Page) -> None:
    wait_for(page, "/")
    page.fill("#q", 'said:"Russian-NATO Council"')
    page.press("#q", "Enter")
    assert page.locator(".hits li").count() == 1
    assert page.locator(".hits mark.hit").first.inner_text() == "Russian-NATO Council"
    page.click(".hits li a")
    assert page.get_by_label("quotations").is_checked()
    assert page.locator(".text mark.quote").count() > 5
    assert page.locator("mark.hit.name").count() >= 1
    assert page.get_by_role("heading", name="Who said what").is_visible()


def test_an_alert_leads_to_its_article(page: Page) -> None:
    wait_for(page, "/alerts")
    assert page.locator(".alert").count() >= 4
    title = page.locator(".alert h3 a").first.inner_text()
    page.click(".alert h3 a >> nth=0")
    assert page.locator("h1").inner_text() == title


def test_sources_show_which_of_them_fail(page: Page) -> None:
    wait_for(page, "/sources")
    assert page.locator("td.failing").count() == 2
    assert "<script>" in page.locator("table").inner_text()


def test_a_wrong_query_shows_the_place(page: Page, base_url: str) -> None:
    answer = page.request.get(f"{base_url}/?q=%22open")
    assert answer.status == 400
    page.set_content(answer.text())
    assert "^" in page.locator("[role=alert]").inner_text()


def test_the_keyboard_is_enough(page: Page) -> None:
    wait_for(page, "/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    first = page.locator(".live li").first
    assert "here" in (first.get_attribute("class") or "")
    page.keyboard.press("?")
    assert page.locator("#keys").get_attribute("open") is not None
    page.keyboard.press("/")
    page.keyboard.type("council")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=council")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/article/**")


def test_single_keys_can_be_switched_off(page: Page) -> None:
    wait_for(page, "/live")
    page.keyboard.press("?")
    page.get_by_label("Use these keys").uncheck()
    wait_for(page, "/live")
    page.keyboard.press("j")
    assert page.locator(".here").count() == 0


def test_a_clause_is_completed_behind_others(page: Page) -> None:
    wait_for(page, "/search")
    page.fill("#q", "council sour")
    offered = page.locator("#clauses option").evaluate_all("all => all.map(one => one.value)")
    assert "council source:" in offered
    assert all(value.startswith("council ") for value in offered)


def test_facets_narrow_what_was_found(page: Page) -> None:
    wait_for(page, "/search?q=council")
    link = page.locator("#narrow h3", has_text="Source").locator("+ ul a").first
    count = int(page.locator("#narrow h3", has_text="Source").locator("+ ul small").first.inner_text())
    link.click()
    page.wait_for_url("**source%3A**")
    assert page.locator(".hits > li").count() == count


def test_the_legend_switches_marks_without_a_script(browser: Browser, base_url: str) -> None:
    context = browser.new_context(base_url=base_url, java_script_enabled=False)
    page = context.new_page()
    page.goto('/search?q=said:"Russian-NATO Council"')
    page.click(".hits li a")
    mark = page.locator(".text mark.quote").first
    read = "one => getComputedStyle(one).backgroundColor"
    assert mark.evaluate(read) != "rgba(0, 0, 0, 0)"
    for name in ("quotations", "speakers", "dates", "watched names", "topic words"):
        page.get_by_label(name).uncheck()
    assert page.locator(".text mark.quote:not(.hit)").first.evaluate(read) == "rgba(0, 0, 0, 0)"
    context.close()


def test_a_speaker_leads_to_what_was_said(page: Page) -> None:
    wait_for(page, "/speakers")
    name = page.locator(".speakers a").first.inner_text()
    page.click(".speakers a >> nth=0")
    assert page.locator("h1").inner_text() == name
    assert page.locator(".said blockquote").count() >= 1
    page.click(".said a >> nth=0")
    assert page.locator(".said a", has_text=name).count() >= 1


def test_live_comes_again_when_asked(page: Page) -> None:
    wait_for(page, "/live")
    assert page.locator("meta[http-equiv=refresh]").count() == 0
    page.get_by_role("link", name="keep it up to date").click()
    assert page.locator("meta[http-equiv=refresh]").get_attribute("content") == "30"
    page.get_by_role("link", name="stop").click()
    assert page.locator("meta[http-equiv=refresh]").count() == 0
