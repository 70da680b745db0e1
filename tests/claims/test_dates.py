from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.claims.dates import parse_date, to_claim

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)

READ = """
Thu, 01 Jan 2004 19:48:21 GMT | 2004-01-01 19:48:21 second known
Thu, 1 Jan 04 19:48 EST | 2004-01-02 00:48:00 minute known
Sun Jan  4 16:29:06 PST 2004 | 2004-01-05 00:29:06 second known
Sun Jan 4 16:29:06 2004 | 2004-01-04 16:29:06 second unknown
2003-12-31T10:14:55.123-08:00 | 2003-12-31 18:14:55 second known
2003-12-31 10:14:55 +0000 UTC | 2003-12-31 10:14:55 second known
2003-12-31T10:14Z | 2003-12-31 10:14:00 minute known
20031231T101455Z | 2003-12-31 10:14:55 second known
2018-04-03T10:00:00 | 2018-04-03 10:00:00 second unknown
2018-04-03T10.00.00Z | 2018-04-03 10:00:00 second known
2018-04-03 | 2018-04-03 00:00:00 day unknown
2003-12 | 2003-12-01 00:00:00 month unknown
2003 | 2003-01-01 00:00:00 year unknown
2003-335 | 2003-12-01 00:00:00 day unknown
2003-W14-2 | 2003-04-01 00:00:00 day unknown
1522771200 | 2018-04-03 16:00:00 second known
1522771200000 | 2018-04-03 16:00:00 second known
April 3, 2018 5:30 pm | 2018-04-03 17:30:00 minute unknown
Apr 3, 2018, 12:30:12 AM EDT | 2018-04-03 04:30:12 second known
Tuesday, 3rd April 2018 - 17:30 | 2018-04-03 17:30:00 minute unknown
03.04.2018 17:30 | 2018-04-03 17:30:00 minute unknown
13/04/2018 10:00 | 2018-04-13 10:00:00 minute unknown
03/04/2018 10:00 PM | 2018-03-04 22:00:00 minute unknown
Lun, 5 janv. 2004 10:20:30 +0100 | 2004-01-05 09:20:30 second known
mar., 3 avr. 2018 08:00:00 +0200 | 2018-04-03 06:00:00 second known
Вт, 3 апр 2018 10:00:00 +0300 | 2018-04-03 07:00:00 second known
3 апреля 2018, 17:30 МСК | 2018-04-03 14:30:00 minute known
2004-05-25 오후 11:23:17 | 2004-05-25 23:23:17 second unknown
2018年4月3日 10時30分 | 2018-04-03 10:30:00 minute unknown
2004-július-13T9:15-05:00 | 2004-07-13 14:15:00 minute known
Δευ, 12 Ιούλ 2004 10:00:00 EST | 2004-07-12 15:00:00 second known
٣ أبريل 2018 | 2018-04-03 00:00:00 day unknown
3 de abril de 2018 | 2018-04-03 00:00:00 day unknown
2018-04-03T10:00:00+99:99 | 2018-04-03 10:00:00 second unknown
Tue, 03 Apr 2018 10:00:00 GMT+3 | 2018-04-03 07:00:00 second known
Tue, 03 Apr 2018 24:00:00 GMT | 2018-04-04 00:00:00 second known
Tue, 03 Apr 2018 23:59:60 Z | 2018-04-03 23:59:59 second known
Tue Apr 03 2018 10:00:00 GMT+0200 (Central European Summer Time) | 2018-04-03 08:00:00 second known
"""
UNREADABLE = [
    *("", "  ", "today", "0000-00-00", "2026-02-30", "99999-01-01", "-1", "03/04/2018", "31 Jun 2018", "25:00"),
    *("2018-13-01", "12 Foo 2018", "?" * 100_000, "1-" * 5_000, "2018-04-03T25:00:00Z", "May", "1 2 3 4"),
]


@pytest.mark.parametrize("line", READ.strip().splitlines())
def test_dates_are_read_as_feeds_write_them(line: str) -> None:
    text, _, expected = line.partition(" | ")

    read = parse_date(text)

    assert read is not None
    known = "known" if read.zone_known else "unknown"
    assert f"{read.value:%Y-%m-%d %H:%M:%S} {read.precision} {known}" == expected
    assert read.value.tzinfo is UTC


@pytest.mark.parametrize("text", UNREADABLE, ids=lambda text: text[:12])
def test_what_cannot_be_read_without_guessing_has_no_value(text: str) -> None:
    assert parse_date(text) is None
    assert to_claim(text, fetched_at=NOW).value is None


@pytest.mark.parametrize(
    ("text", "is_read"),
    [("1989-12-31", False), ("1990-01-01", True), ("2026-12-02T11:59:00Z", True), ("2026-12-02T12:01:00Z", False)],
)
def test_a_claim_that_cannot_be_true_keeps_its_text_only(text: str, *, is_read: bool) -> None:
    claim = to_claim(text, fetched_at=NOW, modified=True)

    assert (claim.value is not None) is is_read
    assert (claim.text, claim.origin, claim.modified) == (text, "feed", True)


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)),  # noqa: DTZ001 - hypothesis wants naive bounds
    st.integers(-12 * 60, 14 * 60),
)
def test_standard_forms_read_back(naive: datetime, minutes: int) -> None:
    from datetime import timezone

    value = naive.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))

    for text in (format_datetime(value), value.isoformat(), value.isoformat(" ")):
        read = parse_date(text)
        assert read is not None
        assert (read.value, read.zone_known) == (value, True)


@given(st.text(max_size=80))
def test_no_text_makes_it_raise(text: str) -> None:
    claim = to_claim(text, fetched_at=NOW)

    assert len(claim.text) <= 64
    assert claim.value is None or claim.value <= NOW + timedelta(hours=24)


def test_the_limits_hold_for_every_digit_of_unicode() -> None:
    for point in range(sys.maxunicode + 1):
        if chr(point).isdigit():
            parse_date(f"{chr(point)} Apr 2018 10:0{chr(point)}")
