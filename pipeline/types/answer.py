"""What the network is asked and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One GET. `kind` chooses the byte limits and whether robots.txt is asked."""

    url: str
    kind: Literal["feed", "page", "discover"] = "page"
    etag: str | None = None
    last_modified: str | None = None
    key: str = ""  # the caller's own: an entry or feed id


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A whole answer with a 2xx status. `body` is decoded from its Content-Encoding; header names are lower-case."""

    request: Request
    url: str  # after redirects
    status: int
    headers: Mapping[str, str]
    body: bytes
    fetched_at: datetime
    address: str | None = None
    permanent_url: str | None = None  # where permanent redirects alone lead
    took: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """The server says that our copy is current (304)."""

    request: Request
    fetched_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFetched:
    """There is no answer to use. `reason` is snake_case: egress_denied, timed_out, too_large, http_503."""

    request: Request
    reason: str
    detail: str
    transient: bool
    fetched_at: datetime
    status: int | None = None
    retry_after: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """What a feed itself gives of a page that could not be had: no answer of a server."""

    url: str
    media_type: str
    body: bytes
    fetched_at: datetime  # when the page was refused


FetchResult: TypeAlias = Fetched | NotModified | NotFetched


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """An archived answer, as it was received (content decoding undone); status 0 is what a feed itself gave."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    fetched_at: datetime
