"""Somebody writes a rule in a browser, sees what it would have rung for, saves it, and is told when it rings."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from pipeline.app import App
from pipeline.cli.sample import open_sample_site
from pipeline.cli.sampling import allow_loopback, to_specs
from pipeline.config import find_data, read_settings
from pipeline.home import make_home
from tests.watch import Watch
from tests.web.serving import find_barriers, open_page, serve_app

ROOT = Path(__file__).parents[2]


@dataclass
class Newsroom:
    """A home whose sample site publishes when its clock is moved, and its pages."""

    app: App
    watch: Watch
    address: str

    def work(self, seconds: float) -> None:
        """Let time pass and everything run once, as `wirewatch run` does."""
        self.watch.advance(seconds)
        self.app.store.poll_now(now=self.watch())
        list(self.app.run_pass(self.app.pace()))


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    settings = allow_loopback(read_settings(tmp_path_factory.mktemp("newsroom")))
    make_home(settings)
    watch = Watch()
    app = App(settings, clock=watch)
    with open_sample_site(find_data("seeds") / "sample", clock=watch) as site, serve_app(app) as address:
        app.store.add_feeds(to_specs(site.feeds), now=watch())
        newsroom = Newsroom(app=app, watch=watch, address=address)
        newsroom.work(0)
        newsroom.work(40)
        yield newsroom
    app.close()


def take_pictures(browser: Browser, page: Page, name: str) -> None:
    """Take a page as it stands, on a phone and on a desk, dark and light."""
    folder = os.environ.get("WIREWATCH_SCREENSHOTS")
    if not folder:
        return
    for scheme in ("light", "dark"):
        for width in (1200, 360):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=Path(folder) / f"{name}-{width}-{scheme}.png", full_page=True)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1200, "height": 900})


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def test_a_rule_is_written_backtested_saved_and_rings(browser: Browser, newsroom: Newsroom) -> None:
    with open_page(browser, newsroom.address) as page:
        page.goto("/?q=speaker:Velichko")
        page.get_by_role("link", name="save this search as a rule").click()
        assert page.input_value("#query") == "speaker:Velichko"

        page.fill("#title", "Velichko speaks")
        page.fill("#query", 'speaker:Velichko OR "the open')
        press(page, "Check")
        assert page.locator(".pointed mark").inner_text() == '"'
        assert "Query" in page.get_by_role("alert").inner_text().title()
        take_pictures(browser, page, "rule-wrong")

        page.fill("#query", "speaker:Velichko")
        page.fill("[id='must_match.0.text']", '"We have noticed," Deputy Foreign Minister Arkady Velichko said.')
        page.fill("[id='must_not_match.0.text']", "Arkady Velichko did not comment.")
        press(page, "Check")
        assert page.input_value("#id") == "velichko-speaks"
        assert page.locator(".marks .good").count() == 3
        assert page.locator(".marks .bad, .marks .doubt").count() == 0
        assert not (newsroom.app.settings.home / "rules" / "velichko-speaks.toml").exists()
        take_pictures(browser, page, "rule-checked")

        press(page, "Backtest")
        assert page.locator("#backtest .stories a").count() >= 1
        assert page.locator("#backtest svg rect").count() >= 1
        assert not (newsroom.app.settings.home / "rules" / "velichko-speaks.toml").exists()
        take_pictures(browser, page, "rule-backtest")

        press(page, "Save")
        assert "Saved" in page.get_by_role("status").inner_text()
        assert page.url.partition("?")[0].endswith("/rules/velichko-speaks")

        check_rules(newsroom.app.settings.home)
        page.goto("/alerts")
        before = page.locator(".alert", has_text="rule velichko-speaks").count()
        assert before == 0
        newsroom.work(60)
        page.goto("/alerts")
        assert page.locator(".alert", has_text="rule velichko-speaks").count() >= 1
        page.goto("/rules/velichko-speaks#alerts")
        assert page.locator("#alerts .alert").count() >= 1
        take_pictures(browser, page, "rule-rung")
        page.goto("/rules")
        take_pictures(browser, page, "rules")


def test_looking_back_says_how_much_before_it_rings(browser: Browser, newsroom: Newsroom) -> None:
    rule = newsroom.app.settings.home / "rules" / "nato.toml"
    rule.write_text('id = "nato"\ntitle = "NATO"\nquery = "nato"\n')
    with open_page(browser, newsroom.address) as page:
        page.goto("/rules/nato")
        page.get_by_label("Days").fill("3")
        press(page, "Count what would ring")
        counted = page.locator("#plan h2").inner_text().partition(" ")[0]
        assert page.locator("#plan .stories a").count() == int(counted)
        assert page.evaluate("document.activeElement.id") == "plan"
        assert find_barriers(page) == []
        take_pictures(browser, page, "rule-lookback")
        page.get_by_role("link", name="Let nothing ring").click()
        assert page.locator("#alerts .alert").count() == 0
        press(page, "Count what would ring")
        press(page, "Ring for")
        assert f"{counted} alerts rang" in page.get_by_role("status").inner_text()
        assert page.locator("#alerts .alert", has_text="late").count() == int(counted)
    rule.unlink()


def check_rules(home: Path) -> None:
    written = (home / "rules" / "velichko-speaks.toml").read_text()
    assert 'query = "speaker:Velichko"' in written
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", "rules", "check"]
    environment = {**os.environ, "WIREWATCH_HOME": str(home)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert re.search(r"\b0 are not", done.stdout)


def test_a_rule_is_written_with_the_keyboard_alone(browser: Browser, newsroom: Newsroom) -> None:
    with open_page(browser, newsroom.address) as page:
        page.goto("/rules/new")
        page.focus("#title")
        page.keyboard.type("Ferries")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.type("ferries")
        page.focus("#title")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        # Enter checks: it never saves what was not looked at.
        assert page.get_by_role("heading", name="Checked, not saved").is_visible()
        assert not (newsroom.app.settings.home / "rules" / "ferries.toml").exists()


def test_deleting_asks_once_more(browser: Browser, newsroom: Newsroom) -> None:
    path = newsroom.app.settings.home / "rules" / "short-lived.toml"
    path.write_text('id = "short-lived"\ntitle = "Short-lived"\nquery = "ferries"\n')
    with open_page(browser, newsroom.address) as page:
        page.goto("/rules/short-lived")
        page.get_by_role("link", name="Delete").click()
        assert path.exists()
        take_pictures(browser, page, "rule-delete")
        press(page, "Delete the rule")
        assert not path.exists()
        assert page.url.endswith("/rules")
