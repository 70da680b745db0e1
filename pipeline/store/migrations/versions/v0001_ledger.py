"""The ledger: feeds, entries and what becomes of them, alerts and deliveries."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from pipeline.store.columns import Key, Length, Moment, Words

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create all tables."""
    _create_feeds()
    _create_entries()
    _create_artefacts()
    _create_trail()
    _create_canonical_urls()
    _create_bands()
    _create_signatures()
    _create_alerts()
    _create_deliveries()


def _create_feeds() -> None:
    op.create_table(
        "feeds",
        sa.Column("id", Key, primary_key=True),
        sa.Column("url", Key, nullable=False, unique=True),
        sa.Column("shard_key", sa.BigInteger(), nullable=False),
        sa.Column("spec", Words, nullable=False),
        sa.Column("added_at", Moment, nullable=False),
        sa.Column("due_at", Moment, nullable=False),
        sa.Column("baseline_at", Moment),
        sa.Column("polled_at", Moment),
        sa.Column("succeeded_at", Moment),
        sa.Column("fresh_at", Moment),
        sa.Column("etag", Words),
        sa.Column("last_modified", Words),
        sa.Column("body_sha256", Words),
        sa.Column("interval", Length, nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("reason", Words),
        sa.Column("detail", Words),
        sa.Column("lease", Key),
    )
    op.create_index("ix_feeds_due", "feeds", ["due_at", "id"])


def _create_entries() -> None:
    op.create_table(
        "entries",
        sa.Column("id", Key, primary_key=True),
        sa.Column("url", Words, nullable=False),
        sa.Column("shard_key", sa.BigInteger(), nullable=False),
        sa.Column("feed", Key, nullable=False),
        sa.Column("source_id", Key, nullable=False),
        sa.Column("source", Words, nullable=False),
        sa.Column("item", Words, nullable=False),
        sa.Column("fingerprint", Words, nullable=False),
        sa.Column("status", Key, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("quiet", sa.Boolean(), nullable=False),
        sa.Column("turn", sa.BigInteger(), nullable=False),
        sa.Column("first_seen_at", Moment, nullable=False),
        sa.Column("due_at", Moment, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("silent", sa.Integer(), nullable=False),
        sa.Column("lease", Key),
        sa.Column("lease_until", Moment),
        sa.Column("reason", Words),
        sa.Column("detail", Words),
        sa.Column("canonical_url", Words),
        sa.Column("story", Key),
        sa.Column("story_origin", sa.Boolean()),
        sa.Column("reprint_of", Key),
        sa.Column("likeness", sa.Float()),
    )
    op.create_index("ix_entries_feed", "entries", ["feed"])
    op.create_index(
        "ix_entries_lease",
        "entries",
        ["lease"],
        sqlite_where=sa.text("lease IS NOT NULL"),
        postgresql_where=sa.text("lease IS NOT NULL"),
    )
    op.create_index("ix_entries_seen", "entries", ["first_seen_at", "id"])
    op.create_index("ix_entries_turn", "entries", ["status", "quiet", "turn", "id"])


def _create_artefacts() -> None:
    op.create_table(
        "artefacts",
        sa.Column("entry", Key, primary_key=True),
        sa.Column("revision", sa.Integer(), primary_key=True),
        sa.Column("stage", Key, primary_key=True),
        sa.Column("version", Words, nullable=False),
        sa.Column("body", Words, nullable=False),
    )


def _create_trail() -> None:
    op.create_table(
        "trail",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=True),
        sa.Column("at", Moment, nullable=False),
        sa.Column("entry", Key, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("stage", Key, nullable=False),
        sa.Column("from_status", Key, nullable=False),
        sa.Column("to_status", Key, nullable=False),
        sa.Column("took", Length, nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("reason", Words),
        sa.Column("detail", Words),
    )
    op.create_index("ix_trail_entry", "trail", ["entry"])
    op.create_index("ix_trail_reached", "trail", ["to_status", "at"])


def _create_canonical_urls() -> None:
    op.create_table(
        "canonical_urls",
        sa.Column("digest", Key, primary_key=True),
        sa.Column("url", Words, nullable=False),
        sa.Column("entry", Key, nullable=False),
    )


def _create_bands() -> None:
    op.create_table(
        "bands",
        sa.Column("band", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("entry", Key, primary_key=True),
    )
    op.create_index("ix_bands_entry", "bands", ["entry"])


def _create_signatures() -> None:
    op.create_table(
        "signatures",
        sa.Column("entry", Key, primary_key=True),
        sa.Column("signature", Words, nullable=False),
    )


def _create_alerts() -> None:
    op.create_table(
        "alerts",
        sa.Column("id", Key, primary_key=True),
        sa.Column("rule", Key, nullable=False),
        sa.Column("story", Key, nullable=False),
        sa.Column("rule_version", Words, nullable=False),
        sa.Column("entry", Key, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("url", Words, nullable=False),
        sa.Column("title", Words, nullable=False),
        sa.Column("matched_at", Moment, nullable=False),
        sa.Column("rung_at", Moment),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("evidence", Words, nullable=False),
        sa.Column("text_hash", Words, nullable=False),
        sa.Column("archive", Words, nullable=False),
        sa.UniqueConstraint("rule", "story", name="uq_alerts_rule_story"),
    )
    op.create_index("ix_alerts_entry", "alerts", ["entry"])
    op.create_index("ix_alerts_rung", "alerts", ["rung_at", "id"])


def _create_deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("key", Key, primary_key=True),
        sa.Column("alert", Key, nullable=False),
        sa.Column("channel", Key, nullable=False),
        sa.Column("status", Key, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("due_at", Moment, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease", Key),
        sa.Column("lease_until", Moment),
        sa.Column("delivered_at", Moment),
        sa.Column("error", Words),
    )
    op.create_index("ix_deliveries_alert", "deliveries", ["alert"])
    op.create_index("ix_deliveries_waiting", "deliveries", ["status", "created_at", "key"])
