from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import FeedError
from pipeline.feeds.parse import parse_feed
from pipeline.types import ParsedFeed

NOW = datetime(2026, 12, 1, tzinfo=UTC)
PIECES = st.sampled_from(
    [
        *(
            "<rss version='2.0'>",
            "<channel>",
            "</channel>",
            "</rss>",
            "<item>",
            "</item>",
            "<feed>",
            "<entry>",
            "</entry>",
        ),
        *(
            "<title>",
            "</title>",
            "<link>",
            "</link>",
            "<guid isPermaLink='false'>",
            "</guid>",
            "<tags x='1'/>",
            "<links a='b'/>",
        ),
        *(
            "<category>",
            "</category>",
            "<authors x='1'/>",
            "<author>",
            "</author>",
            "<source url='x'>",
            "<content type='xhtml'>",
        ),
        *(
            "<![CDATA[",
            "]]>",
            "<!--",
            "-->",
            "<?x ",
            "?>",
            "<!DOCTYPE x [",
            "<!ENTITY a '&#x41;'>",
            "]>",
            "&a;",
            "&#xD800;",
        ),
        *(
            "&amp;",
            "&",
            "<",
            ">",
            '"',
            "'",
            "xml:base='http://[/'",
            "<x:y ",
            "<pubDate>",
            "</pubDate>",
            "http://a.b/c",
            "\x00",
        ),
        *("<media:content url='x'/>", "<itunes:author>", "<dc:date>", "\ud800", "\u202e", "é", "1"),
    ]
)


REASONS = {"not_a_feed", "oversize_structure", "bad_encoding", "html_page", "empty_body"}


def reason_or_feed(body: bytes) -> str | ParsedFeed:
    try:
        return parse_feed(body, url="https://example.org/", headers={"content-type": "text/xml"}, fetched_at=NOW)
    except FeedError as error:
        return str(error.subject["reason"])


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_any_heap_of_markup_is_a_feed_or_a_feed_error(pieces: list[str]) -> None:
    found = reason_or_feed(("<rss><channel>" + "".join(pieces)).encode("utf-8", "surrogatepass"))

    for item in found.items if isinstance(found, ParsedFeed) else ():
        text = "".join((item.guid, item.url, item.title, item.summary, *item.authors, *item.categories))
        assert text.encode()
        assert not any(c < " " or "\u202a" <= c <= "\u202e" for c in text)
    assert isinstance(found, ParsedFeed) or found in REASONS


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_feed_or_a_feed_error(body: bytes) -> None:
    found = reason_or_feed(body)

    assert isinstance(found, ParsedFeed) or found in REASONS
