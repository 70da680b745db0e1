"""The ledger on SQLite or PostgreSQL: feeds, entries and what becomes of them, alerts and deliveries."""

from __future__ import annotations

from datetime import timedelta

from pipeline.store.database import Database
from pipeline.store.engine import BUSY_TIMEOUT, make_engine, parse_url
from pipeline.store.finish import Terms
from pipeline.store.identity import Likeness
from pipeline.store.ledger import SqlStore
from pipeline.store.migrate import HEAD, check_schema, read_server_clock, upgrade
from pipeline.store.owner import describe_owner

__all__ = ["HEAD", "Likeness", "SqlStore", "check_schema", "open_store", "read_server_clock", "upgrade"]


def open_store(
    url: str,
    *,
    owner: str = "",
    max_attempts: int = 5,
    likeness: Likeness | None = None,
    busy_timeout: timedelta = BUSY_TIMEOUT,
) -> SqlStore:
    """Open the ledger at `sqlite:///path` or `postgresql://...`; nothing is connected to before the first call.

    `owner` begins every lease token and is this process unless given (tests); `likeness` is pipeline.pages.likeness
    unless given. ConfigError when the URL is of no database that is understood.
    """
    database = Database(make_engine(parse_url(url), busy_timeout=busy_timeout))
    terms = Terms(max_attempts=max_attempts, likeness=likeness)
    return SqlStore(database, owner=owner or describe_owner(), terms=terms)
