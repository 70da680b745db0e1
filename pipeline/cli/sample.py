"""The sample site: six invented publishers on the loopback network, so that Wirewatch can be watched at work.

`SampleSite` decides what a request is answered with; `open_sample_site` puts it behind a real HTTP server. What the
articles say and when they appear is in `seeds/sample`. Nothing here fetches or stores anything.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pipeline.cli.sample_articles import Publication, Source, Timing, decide_published, read_catalogue
from pipeline.cli.sample_feeds import to_feed
from pipeline.cli.sample_pages import read_designs, to_article_page, to_home_page, to_index_page

_HTML = "text/html; charset=utf-8"
_ROBOTS = "User-agent: *\nAllow: /\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleFeed:
    """A feed of the sample site; `url` includes host and port."""

    id: str
    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What one request is answered with."""

    status: HTTPStatus
    headers: Mapping[str, str]
    body: bytes


class SampleSite:
    """Answer requests with what is published at `clock()`.

    `pace` scales the seconds of the schedule; 0 publishes everything at once in its final state. Releases after
    `published_until` (in seconds of the schedule) never happen, whatever the clock says.
    """

    def __init__(
        self,
        root: Path,
        *,
        started_at: datetime,
        clock: Callable[[], datetime],
        pace: float = 1.0,
        published_until: float | None = None,
    ) -> None:
        self._catalogue = read_catalogue(root)
        self._designs = read_designs(root / "pages")
        self._photo = (root / "photo.svg").read_bytes()
        self._timing = Timing(
            started_at=started_at,
            pace=pace,
            published_until=published_until,
            last_second=self._catalogue.last_second,
        )
        self._clock = clock

    def feeds(self, base_url: str) -> tuple[SampleFeed, ...]:
        """Return every feed in the order of `site.toml`, the failing one too."""
        return tuple(
            SampleFeed(id=one.id, name=one.name, url=f"{base_url}/{one.id}/{one.feed_file}")
            for one in self._catalogue.sources
        )

    def go_on(self) -> None:
        """Let the releases happen that `published_until` has held back."""
        self._timing = replace(self._timing, published_until=None)

    def published(self) -> tuple[Publication, ...]:
        """Return the articles that stand on the site now, newest first."""
        return decide_published(self._catalogue, self._timing, self._clock())

    def respond(self, path: str, headers: Mapping[str, str], base_url: str) -> Response:
        """Answer a GET of `path`, with or without a query; the names in `headers` may have any case."""
        path = unquote(urlsplit(path).path)
        if path == "/robots.txt":
            return _to_response("text/plain; charset=utf-8", _ROBOTS)
        if path == "/":
            return _to_response(_HTML, to_index_page(self._designs, self._catalogue.sources, base_url))
        publications = self.published()
        for one in publications:
            if one.path == path:
                page = to_article_page(self._designs, one, others=publications, base_url=base_url)
                return _unless_known(_to_response(_HTML, page, changed_at=one.modified_at), headers)
        source_id, _, rest = path.removeprefix("/").partition("/")
        source = next((one for one in self._catalogue.sources if one.id == source_id), None)
        if source is None:
            return _not_found()
        response = self._respond_for(source, rest, publications=publications, base_url=base_url)
        return _unless_known(response, headers)

    def _respond_for(
        self, source: Source, rest: str, *, publications: tuple[Publication, ...], base_url: str
    ) -> Response:
        if rest == source.feed_file:
            own = [one.modified_at for one in publications if one.source == source]
            media_type, text = to_feed(source, publications, base_url)
            status = HTTPStatus.INTERNAL_SERVER_ERROR if source.feed == "failing" else HTTPStatus.OK
            return _to_response(f"{media_type}; charset=utf-8", text, status=status, changed_at=max(own, default=None))
        if rest == "photo.svg":
            return _to_response("image/svg+xml", self._photo)
        # The menus of the designs lead to sections; none of them has a page of its own.
        if rest == "" or rest.startswith("section/"):
            page = to_home_page(self._designs, source, publications=publications, base_url=base_url)
            return _to_response(_HTML, page)
        return _not_found()


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedSite:
    """A sample site that is being served; `base_url` has no slash at its end."""

    base_url: str
    feeds: tuple[SampleFeed, ...]
    site: SampleSite


def _utc_now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def open_sample_site(
    root: Path,
    *,
    port: int = 0,
    clock: Callable[[], datetime] = _utc_now,
    pace: float = 1.0,
    published_until: float | None = None,
    age: timedelta = timedelta(0),
) -> Iterator[ServedSite]:
    """Serve the sample site on 127.0.0.1 until the block is left; port 0 takes any free one.

    The schedule started so long ago as `age` says. OSError means that the port is taken.
    """
    site = SampleSite(root, started_at=clock() - age, clock=clock, pace=pace, published_until=published_until)
    with ThreadingHTTPServer(("127.0.0.1", port), _to_handler(site)) as server:
        base_url = f"http://127.0.0.1:{server.server_port}"
        # A short poll interval, because leaving the block waits for one.
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), name="sample-site", daemon=True)
        thread.start()
        try:
            yield ServedSite(base_url=base_url, feeds=site.feeds(base_url), site=site)
        finally:
            server.shutdown()
            thread.join()


def _to_handler(site: SampleSite) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        server_version = "WirewatchSample"
        sys_version = ""
        # Ends the thread of a client that keeps its connection open and goes away.
        timeout = 30

        def do_GET(self) -> None:
            self._answer(with_body=True)

        def do_HEAD(self) -> None:
            self._answer(with_body=False)

        def _answer(self, *, with_body: bool) -> None:
            host, port = self.connection.getsockname()
            response = site.respond(self.path, dict(self.headers.items()), f"http://{host}:{port}")
            self.send_response(response.status)
            for name, value in response.headers.items():
                self.send_header(name, value)
            if response.status != HTTPStatus.NOT_MODIFIED:
                self.send_header("Content-Length", str(len(response.body)))
            self.end_headers()
            if with_body:
                self.wfile.write(response.body)

        def log_message(self, *_: object) -> None:
            """Say nothing: the sample site shares a terminal with what watches it."""

    return Handler


def _to_response(
    content_type: str, body: str | bytes, *, status: HTTPStatus = HTTPStatus.OK, changed_at: datetime | None = None
) -> Response:
    raw = body.encode() if isinstance(body, str) else body
    headers = {"Content-Type": content_type}
    if status == HTTPStatus.OK:
        headers["ETag"] = f'"{hashlib.sha256(raw).hexdigest()[:20]}"'
        headers["Cache-Control"] = "no-cache"
    if changed_at is not None:
        headers["Last-Modified"] = format_datetime(changed_at.astimezone(UTC), usegmt=True)
    return Response(status=status, headers=headers, body=raw)


def _not_found() -> Response:
    return _to_response("text/plain; charset=utf-8", "There is no such page.\n", status=HTTPStatus.NOT_FOUND)


def _unless_known(response: Response, request_headers: Mapping[str, str]) -> Response:
    """Answer 304 to a client that has this version; If-None-Match outweighs If-Modified-Since (RFC 9110, 13.2.2)."""
    asked = {name.lower(): value for name, value in request_headers.items()}
    if response.status != HTTPStatus.OK:
        return response
    if "if-none-match" in asked:
        tags = [tag.strip().removeprefix("W/") for tag in asked["if-none-match"].split(",")]
        known = "*" in tags or response.headers["ETag"] in tags
    else:
        known = _is_unchanged_since(response.headers.get("Last-Modified"), asked.get("if-modified-since"))
    if not known:
        return response
    headers = {name: value for name, value in response.headers.items() if name != "Content-Type"}
    return Response(status=HTTPStatus.NOT_MODIFIED, headers=headers, body=b"")


def _is_unchanged_since(last_modified: str | None, since: str | None) -> bool:
    if last_modified is None or since is None:
        return False
    try:
        return parsedate_to_datetime(last_modified) <= parsedate_to_datetime(since)
    except (TypeError, ValueError):
        # A date that cannot be read, or one without a zone: the client gets the page.
        return False
