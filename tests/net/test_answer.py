from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pipeline.net.answer import Answer, clean, failure_of_status, parse_retry_after

NOW = datetime(2026, 4, 3, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("120", timedelta(minutes=2)),
        (" 120 ", timedelta(minutes=2)),
        ("Fri, 03 Apr 2026 12:01:00 GMT", timedelta(minutes=1)),
        ("Fri, 03 Apr 2026 12:01:00 -0000", timedelta(minutes=1)),
        ("315360000", DAY),
        ("9" * 18, DAY),
        ("Fri, 03 Apr 2099 12:00:00 GMT", DAY),
        ("0", None),
        ("-5", None),
        ("9" * 5000, None),
        ("Fri, 03 Apr 2020 12:00:00 GMT", None),
        ("soon", None),
        ("١٢", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_clamped_and_garbage_is_ignored(value: str | None, wait: timedelta | None) -> None:
    assert parse_retry_after(value, now=NOW, longest=DAY) == wait


@pytest.mark.parametrize(
    ("status", "transient"),
    [
        *((status, False) for status in (400, 401, 403, 404, 410, 451)),
        *((status, True) for status in (408, 425, 429, 500, 502, 503, 504)),
    ],
)
def test_a_status_tells_whether_to_come_back(status: int, transient: bool) -> None:
    answer = Answer(url="http://a.example/", status=status, headers={}, body=b"", address=None)

    failure = failure_of_status(answer, now=NOW, longest=DAY)

    assert (failure.reason, failure.transient, failure.status) == (f"http_{status}", transient, status)


def test_a_browser_challenge_is_named() -> None:
    headers = {"cf-mitigated": "challenge"}
    answer = Answer(url="http://a.example/", status=403, headers=headers, body=b"", address=None)

    assert failure_of_status(answer, now=NOW, longest=DAY).reason == "challenge"


def test_a_strangers_text_is_short_and_printable() -> None:
    assert clean("a\x1b[31mb\r\nc" + "x" * 1000) == "a [31mb  c" + "x" * 190
