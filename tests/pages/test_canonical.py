"""One article has one address, and no two articles share one: in the shapes that real sites give their links."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.claims.urls import identify_url, normalise_url
from pipeline.pages.urls import decide_canonical

SITE = "https://www.sample-wire.example"
# Each line is one article, written in the ways in which links to it are met.
ONE_ARTICLE = [
    ("/2030/03/13/harbour-vote", "/2030/03/13/harbour-vote/", "/2030/03/13/harbour-vote?utm_source=rss#comments"),
    ("/news/harbour-vote-48213.html", "/news/harbour-vote-48213.html?fbclid=Iw", "/news//harbour-vote-48213.html"),
    ("/article.php?id=1", "/article.php?id=1&utm_medium=rss", "/article.php?id=1#top", "/article.php?&id=1"),
    ("/article.php?id=2", "/article.php?PHPSESSID=a1&id=2", "/article.php;jsessionid=7F?id=2"),
    ("/story?id=3&lang=en", "/story?lang=en&id=3", "/story?lang=en&id=3&print=1"),
    ("/index.php/news/77-budget", "/index.php/news/77-budget?view=print"),
    ("/?p=1234", "/?p=1234&gclid=x"),
    ("/a/%7Eanna/x", "/a/~anna/x", "/a/%7eanna/x."),
    ("/новости/порт", "/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/%d0%bf%d0%be%d1%80%d1%82"),
    ("/dossier/ports/", "/dossier/ports/index.html", "/dossier/ports/index.php?"),
    ("/live/storm%20", "/live/storm", '/live/storm"', "/live/storm%E2%80%9D"),
    ("/w/Dam_(Sund)", "/w/Dam_(Sund"),
]
# All of these are articles of their own.
OTHERS = [
    *("/harbour-vote", "/2030/03/14/harbour-vote", "/2030/03/13/harbour-vote-2", "/news/harbour-vote-48214.html"),
    *("/article.php?id=11", "/article.php?id=12", "/article?id=1", "/article.php", "/story?id=3&lang=fr", "/?p=1235"),
    *("/story?id=3&lang=en&page=2", "/story?id=3&lang=en&page=3", "/news/2", "/news/3", "/print/48213", "/48213"),
    *("/en/harbour-vote", "/fr/harbour-vote", "/news/a.html", "/news/a.htm2", "/News/a.html", "/a/b?c", "/a/b?d"),
    *("/index.php/news/78-budget", "/index.php", "/dossier/index-of-ports", "/live/storm-2", "/live/storm/day-2"),
    *("/x?date=2030-03-13", "/x?date=2030-03-14", "/x?s=1&s=2", "/x?s=2&s=1", "/x?y=", "/x?id=a+b", "/x?id=a%2Bb"),
    *("/q?url=http://a.example/1", "/q?url=http://a.example/2", "/archive/2030", "/archive/2031", "/1", "/2", "/10"),
]
FLAT = [*(link for links in ONE_ARTICLE for link in links), *OTHERS]


@pytest.mark.parametrize("links", ONE_ARTICLE, ids=lambda links: str(links[0]))
def test_the_ways_to_write_one_address_are_one_page(links: tuple[str, ...]) -> None:
    hosts = ("https://www.sample-wire.example", "http://sample-wire.example:80", "https://m.sample-wire.example")
    assert len({identify_url(host + link) for link in links for host in hosts}) == 1


def test_no_two_articles_become_one_page() -> None:
    pages = [links[0] for links in ONE_ARTICLE] + OTHERS
    assert [
        pair for pair in combinations(pages, 2) if identify_url(SITE + pair[0]) == identify_url(SITE + pair[1])
    ] == []


@pytest.mark.parametrize(
    "host",
    [
        *("en.sample-wire.example", "sport.sample-wire.example", "www.sample-wire.test", "sample-wire.example:8080"),
        *("sample.example", "m.example", "www.co.uk", "news.m.example"),
    ],
)
def test_another_host_is_another_page(host: str) -> None:
    assert identify_url(f"https://{host}/x") != identify_url("https://www.sample-wire.example/x")


def test_a_host_keeps_the_name_that_somebody_registered() -> None:
    assert identify_url("https://m.example/x") == "m.example/x"
    assert identify_url("https://www.m.co.uk/x") == "m.co.uk/x"


@pytest.mark.parametrize("link", FLAT)
def test_a_page_keeps_its_own_address_when_it_declares_it(link: str) -> None:
    own = decide_canonical(SITE + link, [])
    assert decide_canonical(own, [own]) == own
    assert decide_canonical(SITE + link, [own]) == own
    assert identify_url(identify_url(own)) == identify_url(own)


@pytest.mark.parametrize("front", ["/", "/index.html", "/en/", "/home", "", "/news/", "/2030/03/", "/article.php"])
@pytest.mark.parametrize(
    "link",
    [
        *("/2030/03/13/harbour-vote", "/news/harbour-vote-48213.html", "/article.php?id=1", "/?p=1234"),
        *("/news/48213", "/article.php?id=2"),
    ],
)
def test_a_front_page_or_section_swallows_no_article(front: str, link: str) -> None:
    if identify_url(SITE + front) in identify_url(SITE + link) or front != "/article.php":
        own = decide_canonical(SITE + link, [])
        assert decide_canonical(SITE + link, [SITE + front]) == own


@pytest.mark.parametrize(
    ("link", "declared"),
    [
        ("/world/harbour?ref=home2", "/world/harbour"),
        ("/world/harbour?page=2", "/world/harbour"),
        ("/world/harbour/page/2", "/world/harbour"),
        ("/world/harbour-vote-passes/2", "/world/harbour-vote-passes"),
        ("/world/harbour/amp", "/world/harbour"),
        ("/48213", "/2030/03/13/harbour-vote-passes"),
        ("/?p=1234", "/2030/03/13/harbour-vote-passes"),
        ("/sport/harbour-cup-final?x=12", "/sport/harbour-cup-final"),
        ("/print/48213", "/news/harbour-vote-48213.html"),
    ],
)
def test_a_view_of_an_article_goes_by_the_article(link: str, declared: str) -> None:
    assert decide_canonical(SITE + link, [declared]) == SITE + declared


@pytest.mark.parametrize(
    "cached",
    [
        "https://www-sample--wire-example.cdn.ampproject.org/c/s/www.sample-wire.example/x/amp",
        "https://www.google.com/amp/s/www.sample-wire.example/x/amp",
    ],
)
def test_an_amp_cache_leads_to_the_page(cached: str) -> None:
    assert decide_canonical(cached, []) == f"{SITE}/x"


PIECES = st.sampled_from(
    [
        *("www.", "m.", "amp.", "example", ".com", ".co.uk", ":80", ":8080", "/", "//", "/amp", ".html", "/index.html"),
        *(
            "?",
            "&",
            "a=b",
            "print=1",
            "view=print",
            "id=7",
            "#f",
            "%2F",
            "%20",
            "%zz",
            "é",
            "..",
            ".",
            ")",
            "\u201d",
            " ",
        ),
        *("/2030/03/13", "/harbour-vote-passes", ";jsessionid=1", "@", "[", "::1]", "p=2", "=", "%E2%80%9D"),
    ]
)


@given(st.lists(PIECES, max_size=12))
def test_a_key_has_itself_for_a_key(pieces: list[str]) -> None:
    key = identify_url("https://example.com" + "".join(pieces))
    assert identify_url(key) == key


@given(st.lists(PIECES, max_size=10), st.lists(PIECES, max_size=10))
def test_a_canonical_address_is_its_own(own: list[str], declared: list[str]) -> None:
    chosen = decide_canonical("https://example.com" + "".join(own), ["https://example.com" + "".join(declared)])
    assert decide_canonical(chosen, []) == chosen
    assert decide_canonical(chosen, [chosen]) == chosen
    assert normalise_url(chosen) in (chosen, None)
