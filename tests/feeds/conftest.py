from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.feeds.parse import parse_feed
from pipeline.types import Feed, FeedSpec, ParsedFeed, Source

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)

Parse = Callable[..., ParsedFeed]


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def parse() -> Parse:
    def run(
        body: str | bytes, *, headers: dict[str, str] | None = None, url: str = "https://example.org/a/feed"
    ) -> ParsedFeed:
        raw = body if isinstance(body, bytes) else body.encode()
        return parse_feed(raw, url=url, headers=headers or {}, fetched_at=NOW)

    return run


@pytest.fixture
def feed() -> Feed:
    source = Source(id="example", name="Example", domain="example.org")
    spec = FeedSpec(id="example", url="https://example.org/feed", name="Example", source=source)
    return Feed(spec=spec, added_at=NOW - timedelta(days=30), due_at=NOW)
