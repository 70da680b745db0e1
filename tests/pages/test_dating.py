"""Which date is believed, and that every claim is kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pipeline.pages.dating import decide_dating
from pipeline.types import Claim, Dating, Origin, Precision
from tests.pages.writing import FETCHED, SEEN, STORY, extract, to_paragraphs, write_html

DAY = datetime(2024, 5, 16, tzinfo=UTC)
ORDER: tuple[Origin, ...] = ("json-ld", "meta", "time-element", "feed", "url", "http")


def claim(origin: Origin, value: datetime | None, *, precision: Precision = "second", zone: bool = True) -> Claim:
    return Claim(origin=origin, text=str(value), value=value, precision=precision, zone_known=zone)


def decide(*claims: Claim) -> Dating:
    return decide_dating(claims, first_seen_at=SEEN, fetched_at=FETCHED)


@pytest.mark.parametrize("better", range(len(ORDER) - 1))
def test_the_more_trusted_origin_wins_whatever_the_order_of_the_claims(better: int) -> None:
    a = claim(ORDER[better], DAY)
    b = claim(ORDER[better + 1], DAY - timedelta(days=40))
    assert decide(a, b).origin == decide(b, a).origin == ORDER[better]
    assert decide(b, a).value == DAY


def test_a_date_in_the_future_is_not_believed_and_the_reason_says_so() -> None:
    dating = decide(claim("json-ld", FETCHED + timedelta(hours=2)), claim("feed", DAY))
    assert (dating.origin, dating.value) == ("feed", DAY)
    assert "lies ahead" in dating.reason


def test_a_clock_that_is_minutes_fast_still_means_the_present() -> None:
    dating = decide(claim("json-ld", FETCHED + timedelta(minutes=5)))
    assert dating.origin == "json-ld"


def test_without_any_date_it_is_when_it_was_first_seen() -> None:
    dating = decide(claim("json-ld", None))
    assert (dating.origin, dating.value) == ("first-seen", SEEN)


def test_a_change_is_no_publication() -> None:
    changed = Claim(origin="json-ld", text="x", value=DAY + timedelta(hours=5), zone_known=True, modified=True)
    dating = decide(changed, claim("url", DAY, precision="day", zone=False))
    assert (dating.origin, dating.value) == ("url", DAY)


def test_a_change_alone_is_used_and_named_as_one() -> None:
    dating = decide(Claim(origin="meta", text="x", value=DAY, zone_known=True, modified=True))
    assert dating.origin == "meta"
    assert "change" in dating.reason


def test_a_claim_that_agrees_gives_the_time_that_a_day_lacks() -> None:
    moment = DAY + timedelta(hours=9, minutes=30)
    dating = decide(claim("json-ld", DAY, precision="day", zone=False), claim("feed", moment))
    assert (dating.origin, dating.value, dating.precision) == ("feed", moment, "second")


def test_a_claim_that_disagrees_gives_no_time() -> None:
    dating = decide(claim("json-ld", DAY, precision="day", zone=False), claim("feed", DAY - timedelta(days=9)))
    assert (dating.origin, dating.precision) == ("json-ld", "day")


def test_all_claims_are_kept_and_the_last_is_when_it_was_first_seen() -> None:
    claims = (claim("json-ld", None), claim("feed", DAY), claim("url", DAY - timedelta(days=3)))
    dating = decide(*claims)
    assert dating.claims[:3] == claims
    assert dating.claims[3].origin == "first-seen"


@pytest.mark.parametrize(
    ("head", "origin", "value"),
    [
        pytest.param(
            '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-05-16T09:00:00+02:00"}</script>'
            '<meta property="article:published_time" content="2024-05-15T00:00:00Z">',
            "json-ld",
            datetime(2024, 5, 16, 7, tzinfo=UTC),
            id="json-ld-with-its-zone",
        ),
        pytest.param(
            '<meta property="article:published_time" content="2024-05-15T10:00:00Z">',
            "meta",
            datetime(2024, 5, 15, 10, tzinfo=UTC),
            id="meta",
        ),
        pytest.param(
            '<meta property="article:modified_time" content="2024-05-16T10:00:00Z">'
            '<meta name="date" content="2024-05-10">',
            "meta",
            datetime(2024, 5, 10, tzinfo=UTC),
            id="published-before-modified",
        ),
        pytest.param(
            '<script type="application/ld+json">{"@graph":[{"@type":"WebPage","datePublished":"2001-01-01"},'
            '{"@type":["NewsArticle"],"datePublished":"2024-05-14T06:00:00Z"}]}</script>',
            "json-ld",
            datetime(2024, 5, 14, 6, tzinfo=UTC),
            id="the-article-of-a-graph",
        ),
        pytest.param(
            '<script type="application/ld+json">{broken</script><meta name="pubdate" content="someday">',
            "first-seen",
            SEEN,
            id="nothing-that-can-be-read",
        ),
    ],
)
def test_a_page_is_dated_by_its_head(head: str, origin: Origin, value: datetime) -> None:
    dating = extract(write_html(head=head)).dating
    assert (dating.origin, dating.value) == (origin, value)


def test_a_time_element_of_the_article_counts_and_one_in_a_list_of_others_does_not() -> None:
    story = to_paragraphs(STORY)
    body = (
        f'<aside><time datetime="2020-01-01">old</time></aside><time datetime="2024-05-13T08:00Z">13 May</time>{story}'
    )
    dating = extract(write_html(body)).dating
    assert (dating.origin, dating.value) == ("time-element", datetime(2024, 5, 13, 8, tzinfo=UTC))


def test_a_date_behind_the_headline_in_the_title_is_read() -> None:
    html = write_html(title="Hafen nach sechs Jahren eröffnet").replace("</title>", " | Kurier | 14.05.2024</title>")
    assert extract(html).dating.value == datetime(2024, 5, 14, tzinfo=UTC)


def test_the_date_in_a_url_is_a_day_without_a_zone() -> None:
    dating = extract(write_html(), final_url="https://courier.example/2024/05/12/harbour").dating
    assert (dating.origin, dating.precision, dating.zone_known) == ("url", "day", False)
    assert dating.value == datetime(2024, 5, 12, tzinfo=UTC)


def test_a_last_modified_header_is_a_claim_of_change() -> None:
    article = extract(write_html(), last_modified="Thu, 16 May 2024 08:00:00 GMT")
    assert [(one.origin, one.modified) for one in article.dating.claims] == [("http", True), ("first-seen", False)]
