"""A feed that gives whole articles stands in for pages that cannot be had, from the poll to the document."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TypeVar

import pytest

from pipeline.app import App
from pipeline.cli.sampling import allow_loopback
from pipeline.config import read_settings
from pipeline.errors import PipelineError
from pipeline.home import make_home
from pipeline.ports import Workers
from pipeline.types import Capture, Document, Feed, FeedSpec, Selection, Source, Status
from tests.watch import Watch

A = TypeVar("A")
B = TypeVar("B")
SENTENCE = "The harbour board of Port Ellery said on Monday that the {} berth will close for repairs in the spring."
WHOLE = [
    " ".join(SENTENCE.format(word) for word in row) for row in (("north", "south"), ("long", "old"), ("new", "east"))
]
MORE = [*WHOLE, *(text.replace("harbour board", "town council") for text in WHOLE)]


def write_page(paragraphs: list[str], *, below: str = "") -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    head = "<html><head><title>Berths to close</title></head>"
    return f"{head}<body><article><h1>Berths to close</h1>{body}{below}</article></body></html>"


PAGES: dict[str, tuple[int, str]] = {
    "/refused": (403, "no"),
    "/gone": (410, "gone"),
    "/private/page": (200, write_page(MORE)),
    "/teaser": (200, write_page(WHOLE[:1], below="<p>Subscribe to continue reading.</p>")),
    "/consent": (200, "<html><body><p>We use cookies. Accept all cookies. Manage your consent.</p></body></html>"),
    "/fuller": (200, write_page(MORE)),
    "/short": (403, "no"),
}


class Site(BaseHTTPRequestHandler):
    """Serves one feed, and pages as the table has them."""

    polls = 0

    def do_GET(self) -> None:
        status, body = PAGES.get(self.path, (404, ""))
        if self.path == "/feed":
            status, body = 200, self._write_feed()
            Site.polls += 1
        elif self.path == "/robots.txt":
            status, body = 200, "User-agent: *\nDisallow: /private/\n"
        data = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/rss+xml" if self.path == "/feed" else "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the library
        """Say nothing."""

    def _write_feed(self) -> str:
        items = ""
        for number, path in enumerate(PAGES):
            # Each another story, so that none repeats another.
            told = [text.replace("Port Ellery", f"Port {chr(65 + number) * 3}") for text in WHOLE]
            content = "".join(f"<p>{text}</p>" for text in told[: 1 if path == "/short" else None])
            items += (
                f"<item><title>Berths to close</title><link>{path}</link><dc:creator>Jo Doe</dc:creator>"
                f"<pubDate>Tue, 03 Apr 2018 10:00:00 GMT</pubDate><description>{escape(told[0][:80])}</description>"
                f"<content:encoded>{escape(content)}</content:encoded></item>"
            )
        spaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        return f'<rss version="2.0" {spaces}><channel><title>Ellery Wire</title>{items}</channel></rss>'


class Listener:
    """Workers that remember what they were given."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers
        self.read: list[object] = []

    def map(self, work: Callable[[A], B], arguments: Sequence[A]) -> Iterator[B | PipelineError]:
        self.read.extend(arguments)
        return self._workers.map(work, arguments)

    def close(self) -> None:
        self._workers.close()


@pytest.fixture
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def app(tmp_path: Path, watch: Watch, address: str) -> Iterator[App]:
    settings = allow_loopback(read_settings(tmp_path / "home"))
    make_home(settings)
    app = App(settings, clock=watch)
    source = Source(id="ellery", name="Ellery Wire", domain="ellery.example")
    app.store.add_feeds([FeedSpec(id="ellery", url=f"{address}/feed", name="Ellery Wire", source=source)], now=watch())
    yield app
    app.close()


def read_documents(app: App, watch: Watch) -> dict[str, tuple[Document, str]]:
    """All documents by path, each with what the trail says of its extraction."""
    for _ in range(4):
        list(app.run_pass(app.pace()))
        watch.advance(5)
    found = {}
    for entry in app.store.entries(Selection()):
        document = app.store.document(entry.id)
        details = [line.detail or "" for line in app.store.trail(entry.id) if line.to_status == Status.EXTRACTED]
        if document:
            found["/" + entry.url.split("/", 3)[3]] = (document, details[-1])
    return found


def test_the_feed_stands_in_for_pages_that_cannot_be_had_and_says_so(app: App, watch: Watch) -> None:
    documents = read_documents(app, watch)

    assert set(documents) == set(PAGES) - {"/short"}
    for path in ("/refused", "/gone", "/private/page", "/teaser", "/consent"):
        document, detail = documents[path]
        assert document.verdict == "full", path
        assert document.text.count("\n\n") == 2
        assert "east berth" in document.text
        assert "the text is the feed's" in detail
        assert document.byline == ("Jo Doe",)
        assert app.archive.read(document.archive).body
    assert "http_403" in documents["/refused"][1]
    assert "robots_disallowed" in documents["/private/page"][1]
    assert "Subscribe to continue" in documents["/teaser"][1]


def test_a_page_with_the_whole_text_is_preferred(app: App, watch: Watch) -> None:
    document, detail = read_documents(app, watch)["/fuller"]

    assert "town council" in document.text
    assert "the feed's" not in detail


def test_an_item_that_is_only_a_summary_stands_in_for_nothing(app: App, watch: Watch) -> None:
    read_documents(app, watch)

    (entry,) = [entry for entry in app.store.entries(Selection()) if entry.url.endswith("/short")]
    assert (entry.status, entry.reason, entry.item.content) == (Status.FAILED, "http_403", "")


def test_what_stood_in_is_archived_as_what_it_is_and_reads_the_same_again(app: App, watch: Watch) -> None:
    document, _ = read_documents(app, watch)["/refused"]

    capture = app.store.artefacts(document.id, document.revision)[0]["fetch"]
    assert isinstance(capture, Capture)
    assert (capture.status, capture.refusal) == (403, "http_403: the server answered 403")
    assert app.archive.read(document.archive).status == 0
    assert app.process_again(document).text == document.text


def test_a_document_that_has_not_changed_is_not_read_again(app: App, watch: Watch) -> None:
    list(app.run_pass(app.pace()))
    workers = Listener(app.workers)
    app.__dict__["workers"] = workers
    polls = Site.polls

    watch.advance(3_600)
    app.store.poll_now(now=watch())
    app.run_poll(app.pace())

    feed: Feed = app.store.feeds()[0]
    assert Site.polls == polls + 1
    assert workers.read == []
    assert (feed.succeeded_at, feed.failures) == (watch(), 0)
