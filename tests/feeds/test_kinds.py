"""One small document of each kind and damage, with what must be found in it. All hold the same two items."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from pipeline.feeds.quick import read_quickly
from pipeline.types import FeedItem, ParsedFeed

Parse = Callable[..., ParsedFeed]

DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
RSS_ITEMS = (
    "<item><title>Pier &amp; port</title><link>https://example.org/1</link>{}<description>First &lt;b&gt;text&lt;/b&gt;"
    "</description></item><item><title>Sea wall</title><link>https://example.org/2</link></item>"
)
DATED = "<pubDate>Tue, 03 Apr 2018 10:00:00 GMT</pubDate>"
RDF_ITEMS = (
    '<item rdf:about="https://example.org/1"><title>Pier &amp; port</title><link>https://example.org/1</link>'
    "<dc:date>2018-04-03T10:00:00Z</dc:date><description>First text</description></item>"
    '<item rdf:about="https://example.org/2"><title>Sea wall</title><link>https://example.org/2</link></item>'
)
ATOM_ITEMS = (
    '<entry><id>tag:example.org,1</id><title type="text">Pier &amp; port</title><link href="/1"/>'
    "<published>2018-04-03T10:00:00Z</published><updated>2018-04-04T10:00:00Z</updated>"
    '<summary type="html">First &lt;b&gt;text&lt;/b&gt;</summary></entry>'
    '<entry><id>tag:example.org,2</id><title>Sea wall</title><link rel="alternate" href="https://example.org/2"/></entry>'
)
JSON_ITEMS = [
    {
        "id": "1",
        "url": "/1",
        "title": "Pier & port",
        "content_text": "First text",
        "date_published": "2018-04-03T10:00:00Z",
    },
    {"id": 2, "url": "https://example.org/2", "title": "Sea wall", "content_html": ""},
]
RSS = f'<rss version="2.0"><channel><title>Wire</title>{RSS_ITEMS.format(DATED)}</channel></rss>'

KINDS: dict[str, tuple[str, str]] = {
    "rss-0.90": (
        "rdf",
        (
            f'<rdf:RDF {RDF} {DC} xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>Wire</title></channel>'
            f"{RDF_ITEMS}</rdf:RDF>"
        ),
    ),
    "rss-0.91-with-doctype": (
        "rss",
        (
            '<?xml version="1.0"?>\n<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" '
            f'"http://my.netscape.com/publish/formats/rss-0.91.dtd">\n{RSS.replace("2.0", "0.91")}'
        ),
    ),
    "rss-0.92": ("rss", RSS.replace('"2.0"', '"0.92"')),
    "rss-1.0": (
        "rdf",
        (
            f'<rdf:RDF {RDF} {DC} xmlns="http://purl.org/rss/1.0/"><channel rdf:about="https://example.org/"><title>Wire</title>'
            '<items><rdf:Seq><rdf:li rdf:resource="https://example.org/1"/></rdf:Seq></items></channel>'
            f"{RDF_ITEMS}</rdf:RDF>"
        ),
    ),
    "rss-1.1": (
        "rss",
        (
            f'<Channel {RDF} {DC} xmlns="http://purl.org/net/rss1.1#" rdf:about="https://example.org/feed"><title>Wire</title>'
            f'<items rdf:parseType="Collection">{RDF_ITEMS}</items></Channel>'
        ),
    ),
    "rss-2.0": ("rss", RSS),
    "rss-2.0-with-namespace": ("rss", RSS.replace("<rss", '<rss xmlns="http://backend.userland.com/rss2"')),
    "rss-2.0-after-blank-lines": ("rss", "\n\n \ufeff" + RSS),
    "rss-with-items-outside": (
        "rss",
        f'<rss version="2.0"><channel><title>Wire</title></channel>{RSS_ITEMS.format(DATED)}</rss>',
    ),
    "rss-in-capitals": ("rss", RSS.replace("title>", "TITLE>").replace("item>", "Item>")),
    "rss-with-bare-ampersand": ("rss", RSS.replace("&amp; port", "& port")),
    "rss-with-undeclared-entity": ("rss", RSS.replace("First ", "First&nbsp;")),
    "rss-with-undeclared-prefix": ("rss", RSS.replace("<title>Sea", "<own:x>1</own:x><title>Sea")),
    "rss-with-control-characters": ("rss", RSS.replace("Sea wall", "Sea\x0b wa\x08ll")),
    "rss-with-illegal-reference": ("rss", RSS.replace("Sea wall", "Sea&#8; wall")),
    "rss-with-open-tag": ("rss", RSS.replace("First &lt;b&gt;text&lt;/b&gt;", "First <b>text")),
    "rss-with-cdata": ("rss", RSS.replace("Pier &amp; port", "<![CDATA[Pier & port]]>")),
    "rss-with-junk-before": ("rss", "Warning: something is deprecated on line 3<br />\n" + RSS),
    "rss-with-junk-behind": ("rss", RSS + "\n<!-- served in 3 ms --><script>track()</script>"),
    "rss-with-comments": ("rss", RSS.replace("<item>", "<!-- <item> --><item>")),
    "atom-0.3": (
        "atom",
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Wire</title>'
        + ATOM_ITEMS.replace("published>", "issued>").replace("updated>", "modified>")
        + "</feed>",
    ),
    "atom-1.0": ("atom", f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title>{ATOM_ITEMS}</feed>'),
    "atom-with-prefix": (
        "atom",
        '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>Wire</a:title>'
        + ATOM_ITEMS.replace("</", "</a:").replace("<", "<a:").replace("<a:/a:", "</a:")
        + "</a:feed>",
    ),
    "atom-with-xhtml": (
        "atom",
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title>'
        + ATOM_ITEMS.replace(
            '<summary type="html">First &lt;b&gt;text&lt;/b&gt;</summary>',
            '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>First <b>text</b></p></div></content>',
        )
        + "</feed>",
    ),
    "json-1.0": (
        "json",
        json.dumps({"version": "https://jsonfeed.org/version/1", "title": "Wire", "items": JSON_ITEMS}),
    ),
    "json-1.1": (
        "json",
        "\ufeff" + json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Wire", "items": JSON_ITEMS}),
    ),
    "news-sitemap": (
        "sitemap",
        (
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
            'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
            "<url><loc>https://example.org/1</loc><news:news><news:publication_date>2018-04-03T10:00:00Z</news:publication_date>"
            "<news:title>Pier &amp; port</news:title></news:news></url>"
            "<url><loc>https://example.org/2</loc><news:news><news:title>Sea wall</news:title></news:news></url>"
            "</urlset>"
        ),
    ),
}
WITHOUT_FEEDPARSER = {
    *(
        "rss-0.90",
        "rss-0.91-with-doctype",
        "rss-0.92",
        "rss-1.0",
        "rss-1.1",
        "rss-2.0",
        "rss-2.0-with-namespace",
        "rss-in-capitals",
    ),
    *(
        "rss-with-items-outside",
        "rss-with-cdata",
        "rss-with-comments",
        "atom-0.3",
        "atom-1.0",
        "atom-with-prefix",
        "atom-with-xhtml",
    ),
}


def find_date(item: FeedItem) -> str:
    return next((str(claim.value) for claim in item.claims if claim.value and not claim.modified), "")


@pytest.mark.parametrize(("kind", "document"), KINDS.values(), ids=KINDS.keys())
def test_every_kind_gives_the_same_items(parse: Parse, kind: str, document: str) -> None:
    feed = parse(document, url="https://example.org/feed")

    first, second = feed.items
    assert feed.kind == kind
    assert feed.title == ("" if kind == "sitemap" else "Wire")
    assert (first.title, first.url, find_date(first)) == (
        "Pier & port",
        "https://example.org/1",
        "2018-04-03 10:00:00+00:00",
    )
    assert (second.title, second.url, find_date(second)) == ("Sea wall", "https://example.org/2", "")
    assert first.summary == ("" if kind == "sitemap" else "First text")
    assert first.guid != second.guid
    assert not feed.partial


@pytest.mark.parametrize("name", sorted(WITHOUT_FEEDPARSER - {"rss-0.91-with-doctype"}))
def test_what_is_well_formed_needs_no_feedparser(name: str) -> None:
    assert read_quickly(KINDS[name][1]) is not None


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252", "iso-8859-1", "macroman", "cp437"]
)
@pytest.mark.parametrize("form", ["declared", "header"])
def test_every_kind_of_encoding_gives_the_same_letters(parse: Parse, encoding: str, form: str) -> None:
    text = RSS.replace("Sea wall", "Größe")
    named = encoding.removesuffix("-sig").removesuffix("-be")
    head = f'<?xml version="1.0" encoding="{named}"?>' if form == "declared" else ""
    headers = {"content-type": f"text/xml; charset={named}"} if form == "header" else {}

    feed = parse((head + text).encode(encoding), headers=headers)

    assert [item.title for item in feed.items] == ["Pier & port", "Größe"]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("shift_jis", "港の壁"),
        ("gb2312", "海港"),
        ("big5", "海港"),
        ("euc_kr", "항구"),
        ("koi8-r", "Порт"),
        ("cp1251", "Порт"),
        ("cp1255", "נמל"),
        ("cp874", "ท่าเรือ"),
    ],
)
def test_encodings_of_other_scripts_are_read(parse: Parse, encoding: str, text: str) -> None:
    document = f'<?xml version="1.0" encoding="{encoding}"?>' + RSS.replace("Sea wall", text)

    assert parse(document.encode(encoding)).items[1].title == text


def test_media_and_source_are_kept(parse: Parse) -> None:
    feed = parse(
        '<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><item><link>https://example.org/1</link>'
        '<enclosure url="/talk.mp3" type="audio/mpeg" length="1"/><source url="https://e.org/rss">Other Wire</source>'
        '<media:content url="https://example.org/p.jpg" medium="image"><media:description>A caption</media:description>'
        '<media:thumbnail url="/t.jpg"/></media:content><media:content url="javascript:x()"/>'
        "<description>The summary</description></item></channel></rss>"
    )

    (item,) = feed.items
    assert [(media.url, media.type) for media in item.media] == [
        ("https://example.org/talk.mp3", "audio/mpeg"),
        ("https://example.org/p.jpg", "image"),
        ("https://example.org/t.jpg", "image"),
    ]
    assert (item.source, item.summary) == ("Other Wire", "The summary")


def test_media_of_json_feeds_and_sitemaps_are_kept(parse: Parse) -> None:
    item = {"id": "1", "url": "/1", "image": "/i.png", "attachments": [{"url": "/a.mp3", "mime_type": "audio/mpeg"}, 7]}
    sitemap = "<urlset><url><loc>https://example.org/1</loc><image><loc>https://example.org/i.png</loc></image></url></urlset>"

    json_feed = parse(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [item]}))

    assert [(media.url, media.type) for media in json_feed.items[0].media] == [
        ("https://example.org/i.png", "image"),
        ("https://example.org/a.mp3", "audio/mpeg"),
    ]
    assert [media.url for media in parse(sitemap).items[0].media] == ["https://example.org/i.png"]


def test_a_whole_article_is_kept_in_paragraphs_and_a_summary_is_not(parse: Parse) -> None:
    sentence = "The board said that the north pier of the port will close for repairs in spring. "
    whole = f"<p>{sentence * 5}</p><ul><li>{sentence * 3}<br>Then this.</li></ul><script>track()</script>"
    item = "<item><title>x</title><description><![CDATA[{}]]></description></item>"

    long, short = parse(f"<rss><channel>{item.format(whole)}{item.format(sentence)}</channel></rss>").items

    assert long.content == "\n\n".join([(sentence * 5).strip(), (sentence * 3).strip(), "Then this."])
    assert long.summary.startswith(sentence)
    assert short.content == ""
