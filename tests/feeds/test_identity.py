from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.claims.urls import normalise_url, registrable_domain, resolve_url
from pipeline.feeds.identity import entry_id, slug

URLS = st.one_of(
    st.text(max_size=60).map("https://example.org/".__add__),
    st.from_regex(r"https?://[a-zA-Z0-9.:@\[\]%-]{0,20}(/[a-z.%;=&?#\\0-9A-F]{0,30})?", fullmatch=True),
    st.lists(
        st.sampled_from(
            [
                *"/.%?&=;#'\"\\ é\u200b",
                "..",
                "%2e",
                "%4",
                "1",
                "utm_source",
                "fbclid=1",
                ";jsessionid=",
                "a",
                "%C3%A9",
                "//",
            ]
        ),
        max_size=20,
    ).map(lambda pieces: "HTTP://Example.ORG:80/" + "".join(pieces)),
)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTPS://Example.ORG:443", "https://example.org/"),
        ("http://example.org:8080/a", "http://example.org:8080/a"),
        ("https://e.org/a/../b/./c#top", "https://e.org/b/c"),
        ("https://e.org/?b=2&utm_source=x&a=1&fbclid=y", "https://e.org/?b=2&a=1"),
        ("https://e.org/a;jsessionid=12AB?PHPSESSID=3", "https://e.org/a"),
        ("https://e.org/%7euser/%c3%a9/é", "https://e.org/~user/%C3%A9/%C3%A9"),
        (" https://e.org/a b\n", "https://e.org/a%20b"),
        ("https://user:secret@e.org/x", "https://e.org/x"),
        ("https://Пример.рф/путь", "https://xn--e1afmkfd.xn--p1ai/%D0%BF%D1%83%D1%82%D1%8C"),
        ("https://e.org./x?a=", "https://e.org/x?a="),
        ("http://169.254.169.254\\@e.org/", "http://169.254.169.254/@e.org/"),
        ("https://[2001:DB8::1]/", "https://[2001:db8::1]/"),
    ],
)
def test_links_to_one_page_have_one_form(url: str, expected: str) -> None:
    assert normalise_url(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        *(
            "",
            "example.org",
            "javascript:alert(1)",
            "ftp://e.org/",
            "http://",
            "http://[x]/",
            "http:///a",
            "https://e.org:99999/",
        ),
        *("https://e..org/", "https://e.org/" + "a" * 2_100, "http://" + "@" * 100_000, "http://" + "." * 100_000),
        "http://" + "ü" * 50_000 + ".org/",
    ],
    ids=lambda url: url[:16] or "empty",
)
def test_what_is_no_web_address_has_no_form(url: str) -> None:
    assert normalise_url(url) is None


@given(URLS)
def test_a_normal_form_stays_as_it_is(url: str) -> None:
    normal = normalise_url(url)

    if normal is not None:
        assert normalise_url(normal) == normal
        assert entry_id(normal) == entry_id(url)
        assert normal.isascii()
        assert len(normal) <= 2_048


@given(st.text(max_size=200))
def test_an_entry_id_is_thirty_two_hexadecimal_digits(text: str) -> None:
    assert re.fullmatch("[0-9a-f]{32}", entry_id(text))
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", slug(text))


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("//other.org/x", "https://other.org/x"),
        ("../y?a=1", "https://e.org/y?a=1"),
        (" /z\n", "https://e.org/z"),
        ("#only", None),
        ("", None),
        ("javascript:x", None),
    ],
)
def test_links_are_resolved_against_their_document(link: str, expected: str | None) -> None:
    assert resolve_url(link, "https://e.org/a/feed") == expected


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("feeds.bbc.co.uk", "bbc.co.uk"),
        ("www.abc.net.au", "abc.net.au"),
        ("news.un.org", "un.org"),
        ("localhost", "localhost"),
        ("127.0.0.1", "127.0.0.1"),
        ("a.b.example.invalid", "example.invalid"),
        ("", ""),
    ],
)
def test_the_registrable_domain_is_what_somebody_registered(host: str, expected: str) -> None:
    assert registrable_domain(host) == expected


def test_slugs_are_readable_in_any_script() -> None:
    assert [slug(text) for text in ("Le Monde – Été", "Северный вестник", "东方", "a" * 99)] == [
        "le-monde-ete",
        "severnyi-vestnik",
        "feed",
        "a" * 60,
    ]
