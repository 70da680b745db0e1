from __future__ import annotations

import json
import pickle
import subprocess
import sys
from collections.abc import Callable

import pytest

from pipeline.errors import FeedError
from pipeline.types import ParsedFeed

Parse = Callable[..., ParsedFeed]

RSS = '<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{}</channel></rss>'
ITEM = "<item><title>{}</title><link>https://example.org/{}</link></item>"
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/base/" xml:lang="en-GB">
<title>A &amp; B</title><link href="/home"/>
<entry xml:lang="fr"><id>tag:example.org,1</id>
<title type="html">AT&amp;amp;T &amp;lt;b&amp;gt;x&amp;lt;/b&amp;gt;</title>
<link rel="alternate" href="one"/><published>2026-11-30T09:00+02:00</published><updated>2026-11-30T10:00:00Z</updated>
<author><name>Jo Doe</name><email>jo@example.org</email></author><category term="c" label="Trade"/>
<summary type="html">&lt;p&gt;Hi&lt;script&gt;x()&lt;/script&gt; there&lt;/p&gt;</summary></entry></feed>"""


def reason(parse: Parse, body: str | bytes) -> str:
    with pytest.raises(FeedError) as caught:
        parse(body)
    assert "expected" in caught.value.message
    assert "found" in caught.value.message
    assert pickle.loads(pickle.dumps(caught.value)).subject == caught.value.subject
    return str(caught.value.subject["reason"])


def test_an_atom_entry_is_read_whole(parse: Parse) -> None:
    feed = parse(ATOM)

    (item,) = feed.items
    assert (feed.kind, feed.title, feed.link, feed.language) == ("atom", "A & B", "https://example.org/home", "en")
    assert (item.guid, item.url, item.title) == ("tag:example.org,1", "https://example.org/base/one", "AT&T x")
    assert (item.summary, item.authors, item.categories) == ("Hi there", ("Jo Doe",), ("Trade",))
    assert item.language == "fr"
    published, updated = item.claims
    assert (str(published.value), published.precision, published.modified) == (
        "2026-11-30 07:00:00+00:00",
        "minute",
        False,
    )
    assert (str(updated.value), updated.modified, updated.origin) == ("2026-11-30 10:00:00+00:00", True, "feed")


def test_what_is_parsed_survives_pickling(parse: Parse) -> None:
    feed = parse(ATOM)

    assert pickle.loads(pickle.dumps(feed)) == feed


def test_an_rdf_date_is_a_publication_date(parse: Parse) -> None:
    feed = parse(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>t</title></channel><item rdf:about="https://e.org/1">'
        "<title>x</title><link>https://e.org/1</link><dc:date>2026-11-30</dc:date></item></rdf:RDF>"
    )

    (claim,) = feed.items[0].claims
    assert feed.kind == "rdf"
    assert (str(claim.value), claim.precision, claim.zone_known, claim.modified) == (
        "2026-11-30 00:00:00+00:00",
        "day",
        False,
        False,
    )


def test_a_json_feed_is_read_and_checked_for_types(parse: Parse) -> None:
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "J <3",
        "home_page_url": "/",
        "items": [
            {"id": 7, "url": "/seven", "title": "1 < 2", "content_html": "<p>a</p>", "date_published": "2026-11-30"},
            {"id": ["x"], "url": {"a": 1}, "title": None, "tags": [1, "t"], "authors": [3, {"name": "Jo"}]},
            "nonsense",
        ],
    }

    feed = parse(json.dumps(document))

    first, second = feed.items
    assert (feed.kind, feed.title, first.guid, first.url) == ("json", "J <3", "7", "https://example.org/seven")
    assert (first.title, first.summary) == ("1 < 2", "a")
    assert (second.url, second.title, second.categories, second.authors) == ("", "", ("t",), ("Jo",))


@pytest.mark.parametrize("text", ["NaN", "1e400"])
def test_odd_numbers_in_json_harm_nothing(parse: Parse, text: str) -> None:
    feed = parse(
        f'{{"version": "https://jsonfeed.org/version/1", "items": [{{"id": {text}, "url": "https://e.org/"}}]}}'
    )

    assert [item.guid for item in feed.items] == ["https://e.org/"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", "empty_body"),
        ("\ufeff \n\n", "empty_body"),
        ("<!DOCTYPE html><html><body>Sign in</body></html>", "html_page"),
        ("  <html lang='en'><head></head></html>", "html_page"),
        ("plain text", "not_a_feed"),
        ("<svg xmlns='http://www.w3.org/2000/svg'/>", "not_a_feed"),
        ('{"error": "no"}', "not_a_feed"),
        ("{broken", "not_a_feed"),
        ('{"version": "https://jsonfeed.org/version/1", "items": [' + "9" * 5_000 + "]}", "not_a_feed"),
        (bytes(range(256)) * 400, "bad_encoding"),
        ("<!DOCTYPE rss [" + "<!ENTITY a 'b'>" * 50_000 + "]><rss/>", "oversize_structure"),
    ],
    ids=["empty", "blank", "page", "page-2", "text", "svg", "json", "broken-json", "digits", "binary", "declarations"],
)
def test_what_is_no_feed_has_a_reason(parse: Parse, body: str | bytes, expected: str) -> None:
    assert reason(parse, body) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a&#xD800;b&#x110000;c&#99999999999;", "a\ufffdb\ufffdc\ufffd"),
        ("a\x00b&#8;c&#x0;\x0c", "abc"),
        ("AT&T & <b>x</b> < y &nbsp;&hellip;", "AT&T & x < y …"),
        ("don&#146;t", "don\u2019t"),
        ("a\u202eb\u200fc\u2066d", "abcd"),
        ("one\n two\tthree", "one two three"),
        ("<![CDATA[Fish &amp; <em>chips</em>]]>", "Fish & chips"),
        ("x" * 3_000, "x" * 1_000),
        ("cafe\u0301", "café"),
        ("?a=1&copy=2", "?a=1&copy=2"),
        ("<![CDATA[safe<script>x('</p>')</script> again]]>", "safe again"),
    ],
    ids=[
        "charrefs",
        "controls",
        "ampersands",
        "cp1252",
        "bidi",
        "lines",
        "cdata",
        "long",
        "nfc",
        "half-entity",
        "script",
    ],
)
def test_titles_are_plain_single_lines(parse: Parse, text: str, expected: str) -> None:
    feed = parse(RSS.format(ITEM.format(text, 1)))

    assert [item.title for item in feed.items] == [expected]
    assert feed.items[0].url == "https://example.org/1"


@pytest.mark.parametrize(
    ("declaration", "expected"),
    [('"C:\\data"', "C:\\data"), ('"plain"', "plain"), ('"&b;&b;"', "&a;"), ("SYSTEM 'file:///etc/hostname'", "&a;")],
    ids=["backslash", "plain", "nested", "external"],
)
def test_only_plain_entities_are_expanded(parse: Parse, declaration: str, expected: str) -> None:
    body = f"<!DOCTYPE rss [<!ENTITY a {declaration}>]>" + RSS.format(ITEM.format("&a;", 1))[21:]

    assert parse(body).items[0].title == expected


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1251", "koi8-r"])
def test_encodings_are_found(parse: Parse, encoding: str) -> None:
    declared = encoding if encoding in {"cp1251", "koi8-r"} else "utf-8"
    text = RSS.format(ITEM.format("Совет", 1)).replace('"1.0"', f'"1.0" encoding="{declared}"', 1)

    assert parse(text.encode(encoding)).items[0].title == "Совет"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (RSS.format(ITEM.format("naïve “x”", 1)).encode("cp1252"), "text/xml; charset=utf-8"),
        (RSS.format(ITEM.format("naïve “x”", 1)).encode(), "text/xml; charset=iso-8859-1"),
        (RSS.format(ITEM.format("naïve “x”", 1)).encode(), "text/xml; charset=utf-7"),
        (RSS.format(ITEM.format("naïve “x”", 1)).encode("cp1252"), "application/rss+xml"),
        (RSS.format(ITEM.format("naïve “x”", 1)).encode("utf-16-le"), "application/xml"),
    ],
    ids=["wrong-utf-8", "wrong-latin", "utf-7", "undeclared", "utf-16-without-mark"],
)
def test_wrong_declarations_of_encodings_are_seen_through(parse: Parse, body: bytes, content_type: str) -> None:
    assert parse(body, headers={"content-type": content_type}).items[0].title == "naïve “x”"


def test_a_truncated_body_keeps_its_complete_items(parse: Parse) -> None:
    whole = RSS.format("".join(ITEM.format(f"item {i}", i) for i in range(5)))

    for end in range(whole.index("</item>") + len("</item>"), len(whole) - len("</channel></rss>")):
        feed = parse(whole[:end])
        assert feed.partial
        assert len(feed.items) == whole[:end].count("</item>")
        assert all(item.url for item in feed.items)
    assert not parse(whole).partial


def test_one_identifier_for_all_items_is_not_believed(parse: Parse) -> None:
    feed = parse(RSS.format("".join(f"<item><guid>0</guid><link>https://e.org/{i}</link></item>" for i in range(3))))

    assert [item.guid for item in feed.items] == [f"https://e.org/{i}" for i in range(3)]
    assert any("same identifier" in warning for warning in feed.warnings)


def test_a_falsy_or_enormous_identifier_is_an_identifier(parse: Parse) -> None:
    feed = parse(RSS.format(f"<item><guid>0</guid></item><item><guid>{'x' * 5_000}</guid></item><item/>"))

    zero, huge, none = (item.guid for item in feed.items)
    assert zero == "0"
    assert huge.startswith("sha256:")
    assert none.startswith("sha256:")


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "#top", "mailto:a@b.org", "http://[x"]
)
def test_links_that_are_no_web_addresses_are_dropped_with_a_warning(parse: Parse, link: str) -> None:
    feed = parse(RSS.format(f"<item><title>x</title><link>{link}</link></item>"))

    assert [item.url for item in feed.items] == [""]
    assert "no http link" in feed.warnings[0]


def test_a_guid_is_a_link_only_when_it_is_a_whole_url(parse: Parse) -> None:
    feed = parse(RSS.format("<item><guid>12345</guid></item><item><guid>https://e.org/x</guid></item>"))

    assert [item.url for item in feed.items] == ["", "https://e.org/x"]


def test_only_the_newest_thousand_items_are_kept_in_order(parse: Parse) -> None:
    items = "".join(
        f"<item><link>https://e.org/{i}</link><pubDate>{2000 + i % 25}-01-01</pubDate></item>" for i in range(1_100)
    )

    feed = parse(RSS.format(items))

    numbers = [int(item.url.rpartition("/")[2]) for item in feed.items]
    assert len(numbers) == 1_000
    assert numbers == sorted(numbers)
    assert min(i % 25 for i in numbers) == 2
    assert "100 items were left out" in feed.warnings[-1]


def test_the_fingerprint_follows_the_content_and_not_links_or_identifiers(parse: Parse) -> None:
    def fingerprint(**parts: str) -> str:
        item = "".join(f"<{name}>{text}</{name}>" for name, text in parts.items())
        return parse(RSS.format(f"<item>{item}</item>")).items[0].fingerprint

    first = fingerprint(title="a", description="b", link="https://e.org/1?utm_source=x", guid="1")

    assert first == fingerprint(title="a", description="<p>b</p>", link="https://e.org/2", guid="2")
    assert first != fingerprint(title="a", description="c")
    assert first != fingerprint(title="b", description="b")


def test_a_time_that_all_items_share_does_not_change_them(parse: Parse) -> None:
    def fingerprints(updated: str) -> list[str]:
        entries = "".join(f"<entry><id>{i}</id><updated>{updated}</updated></entry>" for i in range(3))
        return [item.fingerprint for item in parse(f"<feed xmlns='http://www.w3.org/2005/Atom'>{entries}</feed>").items]

    assert fingerprints("2026-11-01T00:00:00Z") == fingerprints("2026-11-02T00:00:00Z")


def test_a_sitemap_is_a_feed(parse: Parse) -> None:
    feed = parse(
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">'
        "<url><loc>https://e.org/1</loc><n:news><n:publication><n:name>E</n:name><n:language>de</n:language></n:publication>"
        "<n:publication_date>2026-11-30T10:00:00+01:00</n:publication_date>"
        "<n:title>Ein &amp; zwei</n:title></n:news></url>"
        "<url><loc>https://e.org/2</loc><lastmod>2026-11-29</lastmod></url><url/></urlset>"
    )

    first, second = feed.items
    assert (feed.kind, first.title, first.language, first.guid) == ("sitemap", "Ein & zwei", "de", "https://e.org/1")
    assert [claim.modified for claim in (*first.claims, *second.claims)] == [False, True]


def test_an_index_of_sitemaps_names_its_children_those_with_news_first(parse: Parse) -> None:
    children = [f"https://e.org/{name}.xml" for name in ("pages", "2018-04", "news")]
    index = "".join(f"<sitemap><loc>{child}</loc></sitemap>" for child in children)

    with pytest.raises(FeedError, match=r"news\.xml") as caught:
        parse(f"<sitemapindex>{index}</sitemapindex>")

    assert caught.value.subject["children"] == (children[2], *children[:2])


def test_the_package_imports_no_parser() -> None:
    code = (
        "import sys, pipeline.feeds, pipeline.feeds.parse, pipeline.feeds.decide, pipeline.feeds.catalogue, "
        "pipeline.feeds.discover; print([m for m in ('feedparser', 'lxml', 'tld') if m in sys.modules])"
    )

    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"


def test_the_dates_of_a_feed_are_read_in_the_order_that_its_other_dates_show(parse: Parse) -> None:
    feed = parse(
        RSS.format("".join(f"<item><guid>{d}</guid><pubDate>{d}/04/2018</pubDate></item>" for d in ("03", "23")))
    )

    assert [str(item.claims[0].value)[:10] for item in feed.items] == ["2018-04-03", "2018-04-23"]
