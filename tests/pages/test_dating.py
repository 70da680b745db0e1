from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.pages.dating import SKEW, decide_dating
from pipeline.pages.extract import extract_article
from pipeline.types import Claim, Dating, Origin, Precision
from tests.pages.making import FETCHED, SEEN, make_html, make_linked, make_page

ORIGINS: tuple[Origin, ...] = ("json-ld", "meta", "time-element", "feed", "url", "http")
PRECISIONS: tuple[Precision, ...] = ("second", "minute", "hour", "day", "month", "year")


def claim(
    origin: Origin,
    value: datetime | None,
    *,
    precision: Precision = "second",
    zone_known: bool = True,
    modified: bool = False,
) -> Claim:
    return Claim(
        origin=origin, text=str(value), value=value, precision=precision, zone_known=zone_known, modified=modified
    )


def decide(*claims: Claim) -> Dating:
    return decide_dating(claims, first_seen_at=SEEN, fetched_at=FETCHED)


MORNING = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)


def test_the_page_is_believed_before_the_feed_and_the_feed_before_the_url() -> None:
    feed, url = claim("feed", MORNING), claim("url", MORNING - timedelta(days=3), precision="day", zone_known=False)
    linked = claim("json-ld", MORNING - timedelta(days=1))

    assert decide(url, feed).origin == "feed"
    assert decide(url, feed, linked).origin == "json-ld"


def test_a_date_ahead_of_the_fetch_is_not_believed_and_the_reason_says_so() -> None:
    dating = decide(claim("json-ld", FETCHED + timedelta(days=400)), claim("feed", MORNING))

    assert (dating.origin, dating.value) == ("feed", MORNING)
    assert "not believed, as it lies ahead: the page's JSON-LD" in dating.reason


def test_a_change_is_not_a_publication() -> None:
    changed = claim("json-ld", MORNING, modified=True)

    assert decide(changed, claim("url", MORNING - timedelta(days=9), precision="day")).origin == "url"


def test_a_change_alone_dates_an_article_and_the_reason_says_so() -> None:
    dating = decide(claim("meta", MORNING, modified=True))

    assert dating.value == MORNING
    assert dating.reason == "only a date of change is given, by the page's meta data"


def test_a_change_after_we_saw_it_says_nothing() -> None:
    assert decide(claim("http", SEEN + timedelta(minutes=4), modified=True)).origin == "first-seen"


def test_without_a_claim_it_is_when_it_was_first_seen() -> None:
    dating = decide(claim("feed", None))

    assert (dating.value, dating.origin, dating.precision) == (SEEN, "first-seen", "second")


def test_a_day_gets_its_time_from_a_claim_that_agrees() -> None:
    day = datetime(2026, 11, 24, tzinfo=UTC)

    dating = decide(claim("json-ld", day, precision="day", zone_known=False), claim("feed", MORNING))

    assert (dating.value, dating.precision, dating.origin) == (MORNING, "second", "feed")


def test_a_time_without_a_zone_gets_it_from_a_claim_that_agrees() -> None:
    local = claim("meta", MORNING + timedelta(hours=9), zone_known=False)

    assert decide(local, claim("feed", MORNING)).value == MORNING


def test_a_time_without_a_zone_keeps_its_day_when_the_zoned_one_is_of_another() -> None:
    local = claim("meta", MORNING, zone_known=False)

    assert decide(local, claim("feed", MORNING - timedelta(days=4))).origin == "meta"


def test_a_local_time_ahead_of_utc_is_no_future() -> None:
    tokyo = claim("meta", FETCHED + timedelta(hours=9), zone_known=False)

    assert decide(tokyo).origin == "meta"
    assert decide(tokyo).value == FETCHED + SKEW


claims = st.builds(
    claim,
    origin=st.sampled_from(ORIGINS),
    value=st.none()
    | st.integers(0, 40 * 365 * 24).map(lambda hours: datetime(1991, 1, 1, tzinfo=UTC) + timedelta(hours=hours))
    | st.timedeltas(timedelta(days=-2), timedelta(days=2)).map(lambda shift: FETCHED + shift),
    precision=st.sampled_from(PRECISIONS),
    zone_known=st.booleans(),
    modified=st.booleans(),
)


@given(st.lists(claims, max_size=8))
def test_it_is_never_ahead_and_always_one_of_the_claims(given_claims: list[Claim]) -> None:
    dating = decide(*given_claims)

    assert dating.value is not None
    assert dating.value <= FETCHED + SKEW
    assert dating.reason
    assert dating.claims[:-1] == tuple(given_claims)
    assert any(
        found.origin == dating.origin
        and found.value is not None
        and found.precision == dating.precision
        and dating.value == min(found.value, FETCHED + SKEW)
        for found in dating.claims
    )


@given(st.lists(claims, max_size=6))
def test_a_change_never_wins_over_a_publication_that_can_be_true(given_claims: list[Claim]) -> None:
    if any(c.value and not c.modified and c.value <= FETCHED for c in given_claims):
        dating = decide(*given_claims)

        assert "change" not in dating.reason
        assert dating.origin != "first-seen"


@pytest.mark.parametrize(
    ("head", "above", "origin", "expected"),
    [
        (make_linked(datePublished="2026-11-23T08:00:00+02:00"), "", "json-ld", datetime(2026, 11, 23, 6, tzinfo=UTC)),
        (
            '<meta property="article:published_time" content="2026-11-23T08:00:00Z">',
            "",
            "meta",
            datetime(2026, 11, 23, 8, tzinfo=UTC),
        ),
        (
            '<meta name="parsely-pub-date" content="2026-11-23T08:00:00Z">',
            "",
            "meta",
            datetime(2026, 11, 23, 8, tzinfo=UTC),
        ),
        ("", '<time datetime="2026-11-23T08:00Z">x</time>', "time-element", datetime(2026, 11, 23, 8, tzinfo=UTC)),
        (
            "",
            '<span itemprop="datePublished" content="2026-11-22">x</span>',
            "time-element",
            datetime(2026, 11, 22, tzinfo=UTC),
        ),
        ("", '<span class="post-date">Stand: 21.11.2026</span>', "time-element", datetime(2026, 11, 21, tzinfo=UTC)),
    ],
    ids=["json-ld", "meta", "parsely", "time", "itemprop", "shown"],
)
def test_the_date_is_read_where_the_page_has_it(head: str, above: str, origin: str, expected: datetime) -> None:
    dating = extract_article(make_page(make_html(head=head, above=above))).dating

    assert (dating.origin, dating.value) == (origin, expected)


def test_the_dates_of_other_articles_are_not_this_ones() -> None:
    related = (
        '<aside><time datetime="2020-01-01">x</time></aside><ul><li><time datetime="2021-01-01">y</time></li></ul>'
    )

    assert extract_article(make_page(make_html(below=related))).dating.origin == "first-seen"


@pytest.mark.parametrize("path", ["/2026/11/20/council", "/world/2026-11-20-council", "/a/20261120/council.html"])
def test_a_date_in_the_url_is_a_claim_of_a_day(path: str) -> None:
    dating = extract_article(make_page(make_html(), url=f"https://www.example.com{path}")).dating

    assert (dating.origin, dating.precision, dating.value) == ("url", "day", datetime(2026, 11, 20, tzinfo=UTC))


def test_last_modified_is_a_claim_of_a_change() -> None:
    page = make_page(make_html(), last_modified="Mon, 23 Nov 2026 08:00:00 GMT")

    dating = extract_article(page).dating

    assert [c.modified for c in dating.claims if c.origin == "http"] == [True]
    assert dating.origin == "http"


def test_all_claims_are_kept_with_what_was_written() -> None:
    head = make_linked(datePublished="soon", dateModified="2026-11-24T07:00:00Z")
    feed = claim("feed", MORNING)

    dating = extract_article(make_page(make_html(head=head), claims=(feed,))).dating

    assert [(c.origin, c.text) for c in dating.claims[1:3]] == [
        ("json-ld", "soon"),
        ("json-ld", "2026-11-24T07:00:00Z"),
    ]
    assert [c.origin for c in dating.claims] == ["feed", "json-ld", "json-ld", "first-seen"]
