"""Which URL an article goes by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.claims.urls import normalise_url
from pipeline.pages.urls import decide_canonical, strip_amp
from tests.pages.writing import URL, extract, write_html

PARTS = st.sampled_from(
    ["/", "amp", "/amp", "/amp/", ".amp", ".html", ".amp.html", "a", "news", "?amp=1", "&outputType=amp", "//"]
)


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        pytest.param("https://courier.example/harbour", "https://courier.example/harbour", id="same-owner"),
        pytest.param("/harbour?utm_source=feed", "https://www.courier.example/harbour", id="relative-and-tracked"),
        pytest.param("https://rival.example/harbour", URL, id="somebody-elses"),
        pytest.param("https://www.courier.example/", URL, id="front-page"),
        pytest.param("https://www.courier.example:8080/harbour", URL, id="another-port"),
        pytest.param("javascript:alert(1)", URL, id="no-address"),
        pytest.param("", URL, id="empty"),
    ],
)
def test_a_page_may_name_its_own_url_only(declared: str, expected: str) -> None:
    assert decide_canonical(URL, [declared]) == expected


def test_the_first_believable_one_of_several_is_taken() -> None:
    declared = ["https://rival.example/x", "https://courier.example/b", "https://courier.example/c"]
    assert decide_canonical(URL, declared) == "https://courier.example/b"


def test_two_sites_under_one_public_suffix_are_strangers() -> None:
    assert decide_canonical("https://a.co.uk/x", ["https://b.co.uk/x"]) == "https://a.co.uk/x"


def test_a_front_page_may_be_its_own_canonical() -> None:
    assert (
        decide_canonical("https://courier.example/?ref=1", ["https://courier.example/"]) == "https://courier.example/"
    )


@pytest.mark.parametrize(
    ("amp", "plain"),
    [
        ("https://courier.example/amp/news/a", "https://courier.example/news/a"),
        ("https://courier.example/news/a/amp/", "https://courier.example/news/a"),
        ("https://courier.example/news/a.amp.html", "https://courier.example/news/a.html"),
        ("https://courier.example/news/a?outputType=amp", "https://courier.example/news/a"),
        ("https://courier.example/news/amp-meter", "https://courier.example/news/amp-meter"),
    ],
)
def test_the_amp_variant_goes_by_the_url_of_its_page(amp: str, plain: str) -> None:
    assert strip_amp(amp) == plain


@given(st.lists(PARTS, max_size=12).map("".join))
def test_deciding_again_changes_nothing(rest: str) -> None:
    once = decide_canonical(f"https://amp.courier.example/{rest}", [])
    assert decide_canonical(once, []) == once
    assert decide_canonical(once, [once]) == once
    assert normalise_url(once) == once


def test_a_page_declares_itself_by_link_and_by_open_graph() -> None:
    link = '<link rel="canonical" href="https://rival.example/x">'
    graph = '<meta property="og:url" content="https://courier.example/b">'
    assert extract(write_html(head=link + graph)).canonical_url == "https://courier.example/b"
