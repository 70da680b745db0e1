"""A fetched page with what is known of it before it is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pipeline.types import Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The bytes of a page, where they came from, and what the feed said of it."""

    html: bytes
    url: str
    final_url: str
    media_type: str
    charset: str | None
    first_seen_at: datetime
    fetched_at: datetime
    last_modified: str | None = None
    item_claims: tuple[Claim, ...] = ()
    item_title: str = ""
    item_summary: str = ""
    item_language: str | None = None
    item_categories: tuple[str, ...] = ()
    source_name: str = ""
    offered: bytes = b""  # the article as the feed itself gives it, written as a page
    refusal: str = ""  # why the page could not be had: `html` is then what the feed gives
