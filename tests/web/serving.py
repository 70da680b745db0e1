"""Serves the pages of an App to a browser, and starts the browser."""

from __future__ import annotations

import os
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from pipeline.app import App
from pipeline.web.site import create_site

SCRIPT = '<script src="/static/keys.js" defer></script>'
OPTIONS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)

_AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text()
_RUN = """() => axe.run({resultTypes: ['violations']}).then(found => found.violations
  .filter(one => ['serious', 'critical'].includes(one.impact))
  .map(one => one.id + ': ' + one.nodes.map(node => node.html.slice(0, 200)).join(' | ')))"""


def cut_script(html: str) -> str:
    """A page without the one script of ours."""
    assert html.count(SCRIPT) == 1
    return html.replace(SCRIPT, "")


@contextmanager
def serve_app(app: App) -> Iterator[str]:
    """The address of the pages, while the block lasts."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_site(app), host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Debian's Chromium, or whatever Chromium there is."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert program, "no Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(OPTIONS))
        try:
            yield browser
        finally:
            browser.close()


def is_problem(message: ConsoleMessage, refused: bool) -> bool:
    """Whether it is our fault: what an archived page must not do is told of as well."""
    if "/archive/" in message.text + str(message.location.get("url")):
        return False
    return message.type == "error" and not (refused and "status of 4" in message.text)


@contextmanager
def open_page(
    browser: Browser, base_url: str, *, width: int = 1200, dark: bool = False, refused: bool = False
) -> Iterator[Page]:
    """A page on which nothing may go wrong that a browser notices, but that the page itself is `refused` (4xx)."""
    context = browser.new_context(
        base_url=base_url,
        viewport={"width": width, "height": 900 if width > 500 else 740},
        color_scheme="dark" if dark else "light",
    )
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if is_problem(message, refused) else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("dialog", lambda dialog: problems.append(f"dialog: {dialog.message}"))
    yield page
    context.close()
    assert problems == [], problems


def find_barriers(page: Page) -> list[str]:
    """What keeps somebody from using a page with everything unfolded: what axe-core finds, and scrolling sideways."""
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    page.evaluate(_AXE)
    found = [str(one) for one in page.evaluate(_RUN)]
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [*found, "scrolls sideways"] if wide else found


def take_picture(page: Page, name: str, *, dark: bool) -> None:
    """Take a picture for the documentation, when WIREWATCH_SCREENSHOTS says where to."""
    folder = os.environ.get("WIREWATCH_SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}-{'phone-dark' if dark else 'desk-light'}.png")
