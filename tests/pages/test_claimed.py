from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline.pages.extract import extract_article
from pipeline.types import Dating
from tests.pages.making import SEEN, make_html, make_linked, make_page


def dating_of(html: str) -> Dating:
    return extract_article(make_page(html)).dating


def test_linked_data_is_believed_before_meta_elements() -> None:
    head = make_linked(datePublished="2026-11-22T09:00:00+02:00")
    meta = '<meta property="article:published_time" content="2026-11-21T00:00:00Z">'

    assert dating_of(make_html(head=meta + head)).value == datetime(2026, 11, 22, 7, tzinfo=UTC)


def test_the_article_of_a_graph_is_meant_and_not_the_page_around_it() -> None:
    nodes = [
        {"@type": "WebPage", "datePublished": "2001-01-01"},
        {"@type": ["NewsArticle"], "datePublished": "2026-11-20T06:00:00Z"},
    ]

    head = make_linked(**{"@type": "WebSite", "@graph": nodes})

    assert dating_of(make_html(head=head)).value == datetime(2026, 11, 20, 6, tzinfo=UTC)


def test_a_publication_is_taken_and_not_the_change_beside_it() -> None:
    head = (
        '<meta property="article:modified_time" content="2026-11-23T10:00:00Z"><meta name="date" content="2026-11-10">'
    )

    dating = dating_of(make_html(head=head))

    assert (dating.origin, dating.precision, dating.value) == ("meta", "day", datetime(2026, 11, 10, tzinfo=UTC))


def test_what_cannot_be_read_is_a_claim_without_a_value() -> None:
    dating = dating_of(make_html(head='<meta name="pubdate" content="someday soon">'))

    assert (dating.origin, dating.value) == ("first-seen", SEEN)
    assert [(claim.text, claim.value) for claim in dating.claims[:1]] == [("someday soon", None)]


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("Der Rat tagt wieder | Kurier | 14.11.2026", 14),
        ("Council meets again – Courier – 2026-11-15", 15),
        ("Council meets again | Courier | November 16, 2026", 16),
    ],
)
def test_a_date_behind_the_headline_is_read_when_nothing_else_is_given(title: str, day: int) -> None:
    assert dating_of(make_html(title=title)).value == datetime(2026, 11, day, tzinfo=UTC)


def test_a_date_in_the_middle_of_a_title_is_not_the_articles() -> None:
    assert dating_of(make_html(title="What 14.11.2026 changed for us | Courier")).origin == "first-seen"


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ('<p class="meta">May 17, 2024</p>', datetime(2024, 5, 17, tzinfo=UTC)),
        ('<p class="postmeta">Posted by A B on March 5, 2026 in News</p>', datetime(2026, 3, 5, tzinfo=UTC)),
        ('<div class="lineinfo">Do 25.04.24 | 14:07 Uhr | Von A B</div>', datetime(2024, 4, 25, 14, 7, tzinfo=UTC)),
        ('<span class="fecha">10/12/2026</span>', datetime(2026, 10, 12, tzinfo=UTC)),  # 10 December lies ahead
        (
            '<abbr class="published" title="2026-02-20T10:00:00Z">in February</abbr>',
            datetime(2026, 2, 20, 10, tzinfo=UTC),
        ),
    ],
)
def test_the_date_that_stands_under_the_headline_is_read(line: str, moment: datetime) -> None:
    dating = dating_of(make_html(above=line))

    assert (dating.origin, dating.value) == ("time-element", moment)


def test_a_day_that_can_be_two_is_not_guessed() -> None:
    assert dating_of(make_html(above='<span class="fecha">10/03/2026</span>')).origin == "first-seen"
