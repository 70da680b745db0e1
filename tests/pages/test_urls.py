from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.pages.extract import extract_article
from pipeline.pages.urls import decide_canonical
from tests.pages.making import make_html, make_page

OWN = "https://www.example.com/world/story"


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ("https://www.example.com/world/story-1234", "https://www.example.com/world/story-1234"),
        ("/world/story-1234", "https://www.example.com/world/story-1234"),
        ("https://news.example.com/story", "https://news.example.com/story"),
        ("https://www.example.com/world/story?utm_source=x", OWN),
        ("https://www.example.com/", OWN),
        ("https://rival.example.org/world/story", OWN),
        ("https://www.example.com.evil.test/world/story", OWN),
        ("javascript:alert(1)", OWN),
        ("https://www.example.com:8443/other", OWN),
        ("http://[broken", OWN),
        ("", OWN),
    ],
)
def test_a_page_may_name_its_own_url_and_no_other(declared: str, expected: str) -> None:
    assert decide_canonical(OWN, [declared]) == expected


def test_the_link_is_asked_before_open_graph() -> None:
    head = '<link rel="canonical" href="/a"><meta property="og:url" content="https://www.example.com/b">'

    assert extract_article(make_page(make_html(head=head))).canonical_url == "https://www.example.com/a"


def test_open_graph_is_asked_when_the_link_leads_away() -> None:
    head = (
        '<link rel="canonical" href="https://other.test/a"><meta property="og:url" content="https://www.example.com/b">'
    )

    assert extract_article(make_page(make_html(head=head))).canonical_url == "https://www.example.com/b"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://amp.example.com/a/amp/", "https://example.com/a"),
        ("https://www.example.com/amp/a", "https://www.example.com/a"),
        ("https://www.example.com/a.amp.html", "https://www.example.com/a.html"),
        ("https://www.example.com/a?amp=1&id=2&utm_medium=rss#top", "https://www.example.com/a?id=2"),
        ("HTTPS://WWW.Example.COM:443/a", "https://www.example.com/a"),
        ("https://www.example.com/amplitude/champ", "https://www.example.com/amplitude/champ"),
    ],
)
def test_variants_of_a_page_are_one_page(url: str, expected: str) -> None:
    assert decide_canonical(url, []) == expected


PIECES = st.sampled_from(
    [
        "https://",
        "http://",
        "amp.",
        "m.",
        "example",
        ".com",
        ".co.uk",
        ":80",
        ":443",
        ":8080",
        "/",
        "//",
        "/amp",
        "/amp/",
        ".amp",
        ".html",
        "?",
        "&",
        "amp=1",
        "outputType=amp",
        "utm_source=x",
        "a=b",
        "#f",
        "%2F",
        "%zz",
        "é",
        "..",
        "/..",
        ".",
        " ",
        "\\",
        "@",
        "[",
        "::1]",
        ";jsessionid=1",
        "\x00",
        "�",
    ]
)


@given(st.sampled_from(["", "https://www.example.com"]), st.lists(PIECES, max_size=12))
def test_deciding_twice_changes_nothing(start: str, pieces: list[str]) -> None:
    once = decide_canonical(start + "".join(pieces), [])

    assert decide_canonical(once, []) == once
    assert decide_canonical(once, [once]) == once


def test_two_sites_under_one_public_suffix_are_strangers() -> None:
    assert decide_canonical("https://a.co.uk/x", ["https://b.co.uk/x"]) == "https://a.co.uk/x"


def test_a_front_page_may_name_itself() -> None:
    assert (
        decide_canonical("https://www.example.com/?ref=1", ["https://www.example.com/"]) == "https://www.example.com/"
    )
