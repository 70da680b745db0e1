from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.claims import names_of_time
from pipeline.claims.dates import find_order, parse_date, to_claim
from pipeline.claims.names_of_time import REGIONS, ZONES

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
2004-05-25 오후 11:23:17 | 2004-05-25 14:23:17 second unknown
2018년 4월 3일 화요일 09:30 | 2018-04-03 00:30:00 minute unknown
2018年4月3日 午後3:05 | 2018-04-03 06:05:00 minute unknown
Tue, 03 Apr 2018 10:00:00 Europe/Madrid | 2018-04-03 08:00:00 second known
Tue, 06 Feb 2018 10:00:00 Europe/Madrid | 2018-02-06 09:00:00 second known
Tue, 03 Apr 2018 10:00:00 Etc/GMT+3 | 2018-04-03 13:00:00 second known
Tue, 03 Apr 2018 10:00:00 Nowhere/Atlantis | 2018-04-03 10:00:00 second unknown
Tue, 06 Feb 2018 10:00 ET | 2018-02-06 15:00:00 minute known
Tue, 03 Apr 2018 10:00 ET | 2018-04-03 14:00:00 minute known
Tue, 03 Apr 2018 10:00 pm PT | 2018-04-04 05:00:00 minute known
2018-04-03 10:00:00-13:00 | 2018-04-03 10:00:00 second unknown
2018-04-03T10:00:00-05:00Z | 2018-04-03 15:00:00 second known
2018-04-03T10:00:00:00 | 2018-04-03 10:00:00 second unknown
2018-04-03T10:00:00:-0700 | 2018-04-03 17:00:00 second known
2018-004-03T10:00:00+00:00 | 2018-04-03 10:00:00 second known
2018-04-03 at 10:00:05 | 2018-04-03 10:00:05 second unknown
2018-04-03 00:00:00.0 10:00:05.0 -0700 | 2018-04-03 17:00:05 second known
20180403100005 | 2018-04-03 10:00:05 second unknown
201804031000 | 2018-04-03 10:00:00 minute unknown
/Date(1522771200000)/ | 2018-04-03 16:00:00 second known
1522771200.25 | 2018-04-03 16:00:00 second known
1522771200000000 | 2018-04-03 16:00:00 second known
Tue, 3 Apr 2018 9:5:7 GMT | 2018-04-03 09:05:07 second known
Tue, 03 Apr 2018 10:00:00 EST -05:00 | 2018-04-03 15:00:00 second known
Tue, 03 Apr 2018 10:00:00 MST-07:00 | 2018-04-03 17:00:00 second known
Tue, 03 Apr 2018 10:00:00 --0700 | 2018-04-03 17:00:00 second known
Tue, 03 Apr 2018 10:00:00 -700 | 2018-04-03 17:00:00 second known
Tue, 03 Apr 2018 10 -0700 | 2018-04-03 17:00:00 hour known
Tue, 3 Apr 2018 8 pm | 2018-04-03 20:00:00 hour unknown
10:00 03.04.2018 +0200 | 2018-04-03 08:00:00 minute known
3 Apr 2018 GMT | 2018-04-03 00:00:00 day unknown
Apr. 2018 | 2018-04-01 00:00:00 month unknown
11/22/2018 10:00 | 2018-11-22 10:00:00 minute unknown
11-22-2018 | 2018-11-22 00:00:00 day unknown
Tue 03/04/2018 10:00 | 2018-04-03 10:00:00 minute unknown
Sun 03/04/2018 10:00 | 2018-03-04 10:00:00 minute unknown
mardi 03/04/2018 | 2018-04-03 00:00:00 day unknown
Di, 03 04 2018 10:00:00 +0200 | 2018-04-03 08:00:00 second known
2018.04.03. 10:00 | 2018-04-03 10:00:00 minute unknown
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
    *(
        "Tue, 3 Apr 2018 1:2:3:4 GMT",
        "Tue, Apr x 2018 10:00:00 GMT",
        "3 Apr 10:00",
        "2018-04-03-01",
        "2018-04-03T09:xx:00Z",
    ),
    *(
        "Tue, 03 Apr 2018 10:00:00 +00:zz",
        "now",
        "2 hours ago",
        "yesterday 10:00",
        "22013",
        "12345",
        "03/04 2018 10:00",
    ),
    *("3 Apr 2018 4 May 2018", "03 04 18", "Posted by 17 people"),
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


MONTHS = tuple(f"{datetime(2018, month, 1, tzinfo=UTC):%B}" for month in range(1, 13))
# How a local time and its offset are written; each has all of a date down to the second.
WITH_ZONE: dict[str, Callable[[datetime], str]] = {
    "rfc-822": format_datetime,
    "iso": datetime.isoformat,
    "iso-with-blank": lambda at: at.isoformat(" "),
    "basic": lambda at: f"{at:%Y%m%dT%H%M%S%z}",
    "asctime": lambda at: f"{at:%a %b %d %H:%M:%S %z %Y}",
    "program": lambda at: f"{at:%a %b %d %Y %H:%M:%S} GMT{at:%z}",
    "no-day-name": lambda at: f"{at.day} {at:%b %Y %H:%M:%S %z}",
    "long-names": lambda at: f"{at:%A, %d %B %Y %H:%M:%S} {at.isoformat()[-6:]}",
    "american": lambda at: f"{at:%B} {at.day}, {at:%Y, %I:%M:%S %p %z}",
    "two-digit-year": lambda at: f"{at:%a, %d %b %y %H:%M:%S %z}",
    "hyphens": lambda at: f"{at:%d-%b-%Y %H:%M:%S %z}",
    "dots": lambda at: f"{at:%d.%m.%Y %H:%M:%S %z}",
    "slashes-year-first": lambda at: f"{at:%Y/%m/%d %H:%M:%S %z}",
    "zone-joined": lambda at: f"{at:%d %b %Y %H:%M:%S%z}",
    "chinese": lambda at: f"{at:%Y}年{at.month}月{at.day}日 {at:%H:%M:%S %z}",
}
IN_UTC: dict[str, Callable[[datetime], str]] = {
    "rfc-822": lambda at: format_datetime(at, usegmt=True),
    "zulu": lambda at: f"{at:%Y-%m-%dT%H:%M:%SZ}",
    "go": lambda at: f"{at:%Y-%m-%d %H:%M:%S +0000} UTC",
    "epoch": lambda at: f"{at.timestamp():.0f}",
    "milliseconds": lambda at: f"{at.timestamp() * 1000:.0f}",
    "fraction": lambda at: f"{at:%Y-%m-%dT%H:%M:%S}.1234Z",
}
LOCAL = st.datetimes(datetime(2004, 1, 1), datetime(2060, 1, 1))  # noqa: DTZ001 - hypothesis wants naive bounds


@pytest.mark.parametrize("write", WITH_ZONE.values(), ids=WITH_ZONE.keys())
@settings(deadline=None)
@given(naive=LOCAL, minutes=st.integers(-12 * 60, 14 * 60))
def test_every_format_with_a_zone_reads_back(write: Callable[[datetime], str], naive: datetime, minutes: int) -> None:
    value = naive.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))

    read = parse_date(write(value))

    assert read == (value, "second", True)


@pytest.mark.parametrize("write", IN_UTC.values(), ids=IN_UTC.keys())
@settings(deadline=None)
@given(naive=LOCAL)
def test_every_format_in_utc_reads_back(write: Callable[[datetime], str], naive: datetime) -> None:
    value = naive.replace(microsecond=0, tzinfo=UTC)

    read = parse_date(write(value))

    assert read == (value, "second", True)


@pytest.mark.parametrize("zone", sorted(ZONES))
@pytest.mark.parametrize("month", range(1, 13))
def test_every_named_zone_reads_back_in_every_month(zone: str, month: int) -> None:
    read = parse_date(f"17 {MONTHS[month - 1]} 2018 10:00 {zone}")

    assert read is not None
    assert read.zone_known
    offset = datetime(2018, month, 17, 10, tzinfo=UTC) - read.value
    summer = timedelta(hours=zone in REGIONS and month in range(4, 11))
    if not (zone in REGIONS and month == 3):
        assert offset == timedelta(minutes=ZONES[zone]) + summer


@pytest.mark.parametrize("name", sorted(names_of_time.MONTHS))
def test_every_month_name_reads_back(name: str) -> None:
    month = names_of_time.MONTHS[name]

    for text in (
        f"17 {name} 2018 10:20:30 +0100",
        f"17. {name.upper()}. 2018, 10:20:30 +0100",
        f"17-{name}-18 10:20:30+0100",
    ):
        assert parse_date(text) == (datetime(2018, month, 17, 9, 20, 30, tzinfo=UTC), "second", True)


@settings(deadline=None)
@given(
    st.dates(date(1990, 1, 1), NOW.date()),
    st.sampled_from(["%d/%m/%Y", "%m/%d/%Y", "%d-%m-%y", "%d/%m/%y", "%m/%d/%y", "%y/%m/%d", "%d %m %Y", "%m %d %Y"]),
)
def test_a_numeric_date_with_its_day_name_is_never_read_as_one_of_another_name(day: date, form: str) -> None:
    claim = to_claim(f"{day:%a}, {day.strftime(form)}", fetched_at=NOW)

    assert claim.value is None or claim.value.weekday() == day.weekday()


@pytest.mark.parametrize(
    ("texts", "order", "expected"),
    [
        (["13/04/2018", "03/04/2018"], "dmy", "2018-04-03"),
        (["04/13/2018", "03/04/2018"], "mdy", "2018-03-04"),
        (["Tue 03/04/2018", "03/04/2018"], "dmy", "2018-04-03"),
        (["18/04/13", "18/04/30", "18/04/03"], "ymd", "2018-04-03"),
        (["98/04/13", "18/04/03"], "ymd", "2018-04-03"),
        (["03/04/2018", "05/06/2018"], None, None),
        (["13/04/2018", "04/13/2018", "03/04/2018"], None, None),
        (["Tue, 03 Apr 2018 10:00:00 GMT", "2018-04-03", "03/04/2018"], None, None),
        (["04-13-2018", "03-04-2018"], "mdy", "2018-03-04"),
    ],
)
def test_the_other_dates_of_a_feed_tell_the_order_of_day_and_month(
    texts: list[str], order: str | None, expected: str | None
) -> None:
    found = find_order(texts, latest=NOW)

    claim = to_claim(texts[-1], fetched_at=NOW, order=found)
    assert found == order
    assert (None if claim.value is None else f"{claim.value:%Y-%m-%d}") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("03-12-31", "2003-12-31"),
        ("031231", "2003-12-31"),
        ("12/11/2026", "2026-11-12"),
        ("11/12/2026", "2026-11-12"),
        ("30/12/26", None),
        ("10/11/12", None),
    ],
)
def test_what_lies_ahead_is_not_what_was_meant(text: str, expected: str | None) -> None:
    claim = to_claim(text, fetched_at=datetime(2026, 11, 20, tzinfo=UTC))

    assert (None if claim.value is None else f"{claim.value:%Y-%m-%d}") == expected


@settings(deadline=None)
@given(st.text(max_size=80))
def test_no_text_makes_it_raise(text: str) -> None:
    claim = to_claim(text, fetched_at=NOW)

    assert len(claim.text) <= 64
    assert claim.value is None or claim.value <= NOW + timedelta(hours=24)


def test_the_limits_hold_for_every_digit_of_unicode() -> None:
    for point in range(sys.maxunicode + 1):
        if chr(point).isdigit():
            parse_date(f"{chr(point)} Apr 2018 10:0{chr(point)}")
