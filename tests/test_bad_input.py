"""Bad input: one clear reason in the trail or the source's health, and nothing else disturbed."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from pipeline.app import App
from pipeline.cli.sampling import allow_loopback
from pipeline.config import read_settings
from pipeline.feeds.identity import make_spec
from pipeline.home import make_home
from pipeline.query import parse_query
from pipeline.types import Entry, Selection, Status

Answer = tuple[int, dict[str, str], bytes]
HTML = {"Content-Type": "text/html; charset=utf-8"}
XML = {"Content-Type": "application/rss+xml"}
STORY = "<p>The port of Tromsheim will dredge its northern channel, harbour master Ada Lund said on Monday.</p>" * 6
PAGE = (
    f"<html lang=en><head><title>Dredging</title></head><body><article><h1>Dredging</h1>{STORY}</article></body></html>"
)
HUGE = 200 << 20


class Site:
    """Pages by path; a page may be a function of the base URL."""

    def __init__(self) -> None:
        self.pages: dict[str, Callable[[], Answer]] = {}
        self.base = ""
        self.sent = 0

    def add(self, path: str, body: str | bytes, headers: dict[str, str] = HTML, status: int = 200) -> None:
        raw = body.encode() if isinstance(body, str) else body
        self.pages[path] = lambda: (status, headers, raw)

    def add_feed(self, path: str, links: list[str]) -> None:
        def respond() -> Answer:
            when = format_datetime(datetime.now(UTC) - timedelta(hours=1))
            items = "".join(
                f"<item><title>Item {n}</title><link>{link}</link><pubDate>{when}</pubDate></item>"
                for n, link in enumerate(link.format(base=self.base) for link in links)
            )
            feed = f"<rss version='2.0'><channel><title>Feed</title>{items}</channel></rss>"
            return 200, XML, feed.encode()

        self.pages[path] = respond


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            if self.path == "/huge":
                self._send_huge()
                return
            status, headers, body = site.pages.get(self.path, lambda: (404, HTML, b"no such page"))()
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def _send_huge(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Connection", "close")
            self.end_headers()
            chunk = b"<p>words and words</p>" * 3000
            try:
                while site.sent < HUGE:
                    self.wfile.write(chunk)
                    site.sent += len(chunk)
            except OSError:
                pass
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        site.base = f"http://127.0.0.1:{server.server_port}"
        yield site
        server.shutdown()


@pytest.fixture
def app(home: Path) -> Iterator[App]:
    settings = allow_loopback(read_settings(home))
    make_home(settings)
    app = App(settings)
    yield app
    app.close()


def watch(app: App, site: Site, *paths: str) -> None:
    specs = [make_spec(f"{site.base}{path}", id=path.strip("/")) for path in paths]
    app.store.add_feeds(specs, now=app.clock())
    list(app.run_pass(app.pace()))


def find_entries(app: App) -> dict[str, Entry]:
    return {
        entry.url.partition("/")[2].partition("/")[2].partition("/")[2]: entry
        for entry in app.store.entries(Selection())
    }


def test_feeds_that_are_none_say_so_and_harm_no_other(app: App, site: Site) -> None:
    site.add("/good-page", PAGE)
    site.add_feed("/good", ["{base}/good-page"])
    site.add("/html", PAGE)
    site.add("/empty", b"", XML)
    site.add("/text", "just some words", {"Content-Type": "text/plain"})
    site.add("/bomb", gzip.compress(b"\0" * (64 << 20)), {**XML, "Content-Encoding": "gzip"})
    site.add("/loop", b"", {"Location": "/loop"}, status=302)
    site.add("/inside", b"", {"Location": "http://10.0.0.1/feed"}, status=302)
    site.add("/laughs", b"<!DOCTYPE a [<!ENTITY b 'ha'>]><rss><channel><title>&b;</title></channel></rss>", XML)
    site.add("/broken", b"<rss><channel><item><title>cut", XML)
    watch(app, site, "/good", "/html", "/empty", "/text", "/bomb", "/loop", "/inside", "/laughs", "/broken")
    reasons = {feed.spec.id: (feed.reason, feed.detail) for feed in app.store.feeds()}
    assert reasons["good"] == (None, None)
    assert {name: reasons[name][0] for name in ("html", "empty", "text", "bomb", "loop", "inside")} == {
        "html": "html_page",
        "empty": "empty_body",
        "text": "not_a_feed",
        "bomb": "too_large",
        "loop": "redirect_loop",
        "inside": "egress_denied",
    }
    assert all(detail for name, (reason, detail) in reasons.items() if reason)
    assert [document.title for document in app.index.search(parse_query("dredge")).documents] == ["Dredging"]


def test_pages_that_are_none_say_so_and_harm_no_other(app: App, site: Site) -> None:
    attributes = " ".join(f"a{n}='1'" for n in range(5000))
    site.add("/good", PAGE)
    site.add("/pdf", b"%PDF-1.7 ...")
    site.add("/blank", b"   ")
    site.add("/attributes", f"<html><body><p {attributes}>text</p></body></html>")
    site.add("/inside", b"", {"Location": "http://169.254.169.254/latest"}, status=302)
    site.add(
        "/strange",
        "<html lang=tlh><body><article>"
        + "<p>tlhIngan maH taHjaj wo' batlh potlh law'</p>" * 20
        + "</article></body></html>",
    )
    links = ["good", "pdf", "blank", "attributes", "inside", "huge", "missing", "strange"]
    site.add_feed("/feed", [f"{{base}}/{link}" for link in links] + ["http://192.168.1.1/router", "file:///etc/passwd"])
    watch(app, site, "/feed")
    entries = find_entries(app)
    assert {name: (entry.status, entry.reason) for name, entry in entries.items() if entry.status != Status.DONE} == {
        "pdf": (Status.DROPPED, "not_html"),
        "blank": (Status.DROPPED, "empty_body"),
        "attributes": (Status.DROPPED, "oversize_structure"),
        "inside": (Status.DROPPED, "egress_denied"),
        "huge": (Status.FAILED, "too_large"),
        "missing": (Status.FAILED, "http_404"),
        "router": (Status.DROPPED, "egress_denied"),
    }
    assert {name for name, entry in entries.items() if entry.status == Status.DONE} == {"good", "strange"}
    assert site.sent < HUGE / 4, "the page of 200 MB was read on beyond its limit"
    for entry in entries.values():
        if entry.reason:
            last = app.store.trail(entry.id)[-1]
            assert (last.reason, bool(last.detail)) == (entry.reason, True)


def test_a_rule_with_a_typo_is_named_and_the_others_ring(app: App, site: Site, home: Path) -> None:
    site.add("/page", PAGE)
    site.add_feed("/feed", [])
    (home / "rules" / "typo.toml").write_text('[[rule]]\nid = "typo"\ntitle = "T"\nquery = "titel:port"\n')
    (home / "rules" / "open.toml").write_text('[[rule]]\nid = "open"\ntitle = "O"\nquery = \'the "port\'\n')
    (home / "rules" / "good.toml").write_text('[[rule]]\nid = "good"\ntitle = "G"\nquery = "dredge"\n')
    watch(app, site, "/feed")
    site.add_feed("/feed", ["{base}/page"])
    app.store.poll_now(now=app.clock())
    list(app.run_pass(app.pace()))
    assert [alert.rule for alert in app.store.alerts()] == ["good"]
    problems = {problem.message for problem in app.read_rules().rules.problems}
    assert len(problems) == 2
    assert any("typo" in problem and "title" in problem for problem in problems)
    assert any("open" in problem and "quot" in problem for problem in problems)
