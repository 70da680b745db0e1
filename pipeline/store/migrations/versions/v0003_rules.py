"""What is known of rules: since when they hold, what they matched, what an alert was judged by; and digests."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from pipeline.store.columns import Key, Moment, Words

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Bring a ledger of 0002 here. Rules count as new: what was read before does not ring for them if read again."""
    op.create_table(
        "snapshots",
        sa.Column("digest", Key, primary_key=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "rules",
        sa.Column("rule", Key, primary_key=True),
        sa.Column("version", Words, nullable=False),
        sa.Column("since", Moment, nullable=False),
    )
    op.create_table(
        "rule_versions",
        sa.Column("rule", Key, primary_key=True),
        sa.Column("version", Key, primary_key=True),
        sa.Column("since", Moment, nullable=False),
        sa.Column("definition", Words, nullable=False),
    )
    op.create_table(
        "channels",
        sa.Column("channel", Key, primary_key=True),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("failing_since", Moment, nullable=False),
        sa.Column("due_at", Moment, nullable=False),
        sa.Column("error", Words, nullable=False),
    )
    with op.batch_alter_table("alerts") as alerts:
        alerts.add_column(sa.Column("spike", Words))
        alerts.add_column(sa.Column("snapshot", Key))
    with op.batch_alter_table("deliveries") as deliveries:
        deliveries.add_column(sa.Column("digest", Key))
        deliveries.add_column(sa.Column("quiet", Words))
    op.create_index("ix_deliveries_digest", "deliveries", ["digest"])
    # By channel: what waits for one that fails must not be read for each message of another.
    op.drop_index("ix_deliveries_waiting", "deliveries")
    op.create_index("ix_deliveries_waiting", "deliveries", ["status", "channel", "created_at", "key"])
    _keep_matches()


def _keep_matches() -> None:
    """The alerts so far are the matches that are known."""
    op.create_table(
        "matches",
        sa.Column("rule", Key, primary_key=True),
        sa.Column("entry", Key, primary_key=True),
        sa.Column("story", Key, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("quiet", sa.Boolean, nullable=False),
        sa.Column("late", sa.Boolean, nullable=False),
    )
    for name, columns in (("rule_at", ["rule", "at"]), ("rule_story", ["rule", "story"]), ("entry", ["entry"])):
        op.create_index(f"ix_matches_{name}", "matches", columns)
    op.execute(
        "INSERT INTO matches (rule, entry, story, at, quiet, late) "
        "SELECT rule, entry, story, matched_at, rung_at IS NULL, late FROM alerts WHERE event = 'published'"
    )
