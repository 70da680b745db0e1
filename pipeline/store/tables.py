"""The tables of the ledger as the program of this version sees them; migrations/ says how they came to be.

There are no foreign keys: entries outlive their feed, and every row beside an entry is written with it.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Connection, Float, Index, Integer, LargeBinary, MetaData, Table
from sqlalchemy.dialects import postgresql, sqlite

from pipeline.store.columns import Key, Length, Moment, Words

metadata = MetaData()

feeds = Table(
    "feeds",
    metadata,
    Column("id", Key, primary_key=True),
    Column("url", Key, nullable=False, unique=True),
    Column("shard_key", BigInteger, nullable=False),  # crc32 of the host
    Column("spec", Words, nullable=False),  # FeedSpec as JSON
    Column("added_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("baseline_at", Moment),
    Column("polled_at", Moment),
    Column("succeeded_at", Moment),
    Column("fresh_at", Moment),
    Column("etag", Words),
    Column("last_modified", Words),
    Column("body_sha256", Words),
    Column("interval", Length, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("reason", Words),
    Column("detail", Words),
    Column("lease", Key),
    Index("ix_feeds_due", "due_at", "id"),
)

entries = Table(
    "entries",
    metadata,
    Column("id", Key, primary_key=True),
    Column("url", Words, nullable=False),
    Column("shard_key", BigInteger, nullable=False),  # crc32 of the host
    Column("feed", Key, nullable=False),  # the first that announced it
    Column("source_id", Key, nullable=False),
    Column("source", Words, nullable=False),  # Source as JSON
    Column("item", Words, nullable=False),  # FeedItem as JSON
    Column("fingerprint", Words, nullable=False),  # of the item that the last look answers to
    Column("status", Key, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("quiet", Boolean, nullable=False),
    Column("turn", BigInteger, nullable=False),  # the published claim in microseconds; without one, last
    Column("first_seen_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("silent", Integer, nullable=False),  # attempts in a row that ended without an outcome
    Column("lease", Key),
    Column("lease_until", Moment),
    Column("reason", Words),
    Column("detail", Words),
    Column("canonical_url", Words),
    Column("story", Key),
    Column("story_origin", Boolean),
    Column("reprint_of", Key),
    Column("likeness", Float),
    Index("ix_entries_turn", "status", "quiet", "turn", "id"),
    Index("ix_entries_seen", "first_seen_at", "id"),
    Index("ix_entries_feed", "feed"),
    Index("ix_entries_story", "story"),
)
Index(
    "ix_entries_lease",
    entries.c.lease,
    sqlite_where=entries.c.lease.is_not(None),
    postgresql_where=entries.c.lease.is_not(None),
)

artefacts = Table(
    "artefacts",
    metadata,
    Column("entry", Key, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("stage", Key, primary_key=True),
    Column("version", Words, nullable=False),
    Column("body", Words, nullable=False),  # the artefact as JSON
)

trail = Table(
    "trail",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False),
    Column("entry", Key, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("stage", Key, nullable=False),
    Column("from_status", Key, nullable=False),
    Column("to_status", Key, nullable=False),
    Column("took", Length, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("reason", Words),
    Column("detail", Words),
    Index("ix_trail_entry", "entry"),
    Index("ix_trail_reached", "to_status", "at"),
)

canonical_urls = Table(
    "canonical_urls",
    metadata,
    Column("digest", Key, primary_key=True),  # sha256 of the page's key, which can be too long for an index
    Column("url", Words, nullable=False),
    Column("entry", Key, nullable=False),
)

bands = Table(
    "bands",
    metadata,
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("entry", Key, primary_key=True),
    Index("ix_bands_entry", "entry"),
)

signatures = Table(
    "signatures",
    metadata,
    Column("entry", Key, primary_key=True),
    Column("signature", Words, nullable=False),  # as JSON
)

alerts = Table(
    "alerts",
    metadata,
    Column("id", Key, primary_key=True),
    Column("rule", Key, nullable=False),
    Column("story", Key, nullable=False),
    Column("rule_version", Words, nullable=False),
    Column("entry", Key, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("url", Words, nullable=False),
    Column("title", Words, nullable=False),
    Column("matched_at", Moment, nullable=False),
    Column("rung_at", Moment),  # null: matched quietly, never rings
    Column("late", Boolean, nullable=False),
    Column("evidence", Words, nullable=False),  # as JSON
    Column("text_hash", Words, nullable=False),
    Column("archive", Words, nullable=False),  # as JSON
    Column("event", Key, nullable=False, server_default="published"),
    Column("change", Words),  # as JSON
    Column("spike", Words),  # as JSON
    Column("snapshot", Key),  # null: rung before snapshots were kept
    Column("acknowledged_at", Moment),
    Column("acknowledged_by", Words),
    Index("ix_alerts_rung", "rung_at", "id", "rule", "late"),  # with all that counting needs
    Index("ix_alerts_entry", "entry"),
)

Index(
    "uq_alerts_rule_story",
    alerts.c.rule,
    alerts.c.story,
    unique=True,
    sqlite_where=alerts.c.event == "published",
    postgresql_where=alerts.c.event == "published",
)

# Documents as rules judged them, so that an alert can be judged again whatever became of the article.
snapshots = Table(
    "snapshots",
    metadata,
    Column("digest", Key, primary_key=True),
    Column("body", LargeBinary, nullable=False),  # the document as JSON, deflated
)

rules = Table(
    "rules",
    metadata,
    Column("rule", Key, primary_key=True),
    Column("version", Words, nullable=False),  # empty: not in force at present
    Column("since", Moment, nullable=False),
)

rule_versions = Table(
    "rule_versions",
    metadata,
    Column("rule", Key, primary_key=True),
    Column("version", Key, primary_key=True),
    Column("since", Moment, nullable=False),
    Column("definition", Words, nullable=False),  # as JSON
)

# Every article that a rule matched: what joined an alert, and what is usual.
matches = Table(
    "matches",
    metadata,
    Column("rule", Key, primary_key=True),
    Column("entry", Key, primary_key=True),
    Column("story", Key, nullable=False),
    Column("at", Moment, nullable=False),
    Column("quiet", Boolean, nullable=False),
    Column("late", Boolean, nullable=False),
    Index("ix_matches_rule_at", "rule", "at"),
    Index("ix_matches_rule_story", "rule", "story"),
    Index("ix_matches_entry", "entry"),
)

# Channels whose last message failed: nothing is sent to them before `due_at`.
channels = Table(
    "channels",
    metadata,
    Column("channel", Key, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("failing_since", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("error", Words, nullable=False),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("key", Key, primary_key=True),
    Column("alert", Key, nullable=False),
    Column("channel", Key, nullable=False),
    Column("status", Key, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("lease", Key),
    Column("lease_until", Moment),
    Column("delivered_at", Moment),
    Column("error", Words),
    Column("quiet", Words),  # the rule's zone and quiet hours, as JSON; null: it may go out at any hour
    Column("digest", Key),  # the same for all that goes into one message; null: a message of its own
    Column("reached", Words),  # which of several recipients have it, by digests and blanks; null: none or all
    Index("ix_deliveries_alert", "alert"),
    Index("ix_deliveries_waiting", "status", "channel", "created_at", "key"),
    Index("ix_deliveries_digest", "digest"),
)


users = Table(
    "users",
    metadata,
    Column("name", Key, primary_key=True),
    Column("role", Key, nullable=False),
    Column("password_hash", Words, nullable=False),  # with its salt and parameters
    Column("created_at", Moment, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("digest", Key, primary_key=True),  # sha256 of the value in the cookie, which is kept nowhere
    Column("user", Key, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
)

tokens = Table(
    "tokens",
    metadata,
    Column("id", Key, primary_key=True),
    Column("digest", Key, nullable=False, unique=True),
    Column("user", Key, nullable=False),
    Column("role", Key, nullable=False),
    Column("label", Words, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment),
    Column("revoked_at", Moment),
)

mutes = Table(
    "mutes",
    metadata,
    Column("kind", Key, primary_key=True),  # rule or story
    Column("subject", Key, primary_key=True),
    Column("until", Moment, nullable=False),
    Column("by", Words, nullable=False),
    Column("at", Moment, nullable=False),
)


def insert_into(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """Begin an insert that may say what to do on conflict."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
