"""The short cuts through plain text give what the long way gives."""

from __future__ import annotations

import unicodedata
from urllib.parse import urljoin

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.claims.urls import normalise_url, resolve_url
from pipeline.feeds import plain

PIECES = [
    *(
        "<",
        "</",
        ">",
        "/>",
        "<p>",
        "</p>",
        "<b>",
        "</B>",
        "<a href='x'>",
        "<br/>",
        "<abbr x>",
        "<bx>",
        "<b:c>",
        "<!doctype>",
    ),
    *(
        "<?a>",
        "x",
        " ",
        "y < z",
        "<em",
        '<P class="a>b">',
        "<>",
        "< b>",
        "<script>",
        "</script>",
        "<!-- c -->",
        "<!--",
        "\x00",
    ),
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_dropping_all_tags_at_once_is_dropping_each(markup: str) -> None:
    assert plain._drop_tags(markup) == "".join(plain._visible(markup))


@settings(deadline=None)
@given(st.lists(st.sampled_from([*PIECES, "\n", "&amp;", "&#10;", "é", "</div>"]), max_size=14).map("".join))
def test_paragraphs_in_one_line_are_the_text(markup: str) -> None:
    assert plain.to_paragraphs(markup, 50_000).replace("\n\n", " ") == plain.to_text(markup, 40_000)


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=60), st.integers(1, 30))
def test_a_line_has_no_runs_of_blanks_or_controls(text: str, limit: int) -> None:
    line = plain.to_line(text, limit)

    whole = " ".join(plain._UNWANTED.sub("", text).split())
    assert line == unicodedata.normalize("NFC", whole)[:limit].rstrip()


SEGMENTS = ["a", "B-1", "x.html", "..", ".", "%20", "", "ä", "a;jsessionid=1", "~u"]


@settings(deadline=None)
@given(
    st.sampled_from(["https://example.org", "http://e.org:80", "HTTPS://E.org", "https://ex_ample.org", "//e.org", ""]),
    st.lists(st.sampled_from(SEGMENTS), max_size=4),
    st.sampled_from(["", "?a=1", "?a=b&c=d", "?", "?utm_source=x", "?a=b c", "#top", "?a=1#x"]),
)
def test_an_ordinary_link_is_what_joining_makes_of_it(host: str, segments: list[str], query: str) -> None:
    link = "/".join([host, *segments]) + query

    joined = urljoin("https://example.org/a/feed", link)
    expected = joined if normalise_url(joined) and link and not link.startswith("#") else None
    assert resolve_url(link, "https://example.org/a/feed") == expected
