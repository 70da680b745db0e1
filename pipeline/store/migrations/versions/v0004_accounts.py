"""Users, sessions and tokens; who has seen to an alert, and what is muted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from pipeline.store.columns import Key, Moment, Words

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Bring a ledger of 0003 here; there are no users, so that nothing changes for anybody."""
    op.create_table(
        "users",
        sa.Column("name", Key, primary_key=True),
        sa.Column("role", Key, nullable=False),
        sa.Column("password_hash", Words, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
    )
    op.create_table(
        "sessions",
        sa.Column("digest", Key, primary_key=True),
        sa.Column("user", Key, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("expires_at", Moment, nullable=False),
    )
    op.create_table(
        "tokens",
        sa.Column("id", Key, primary_key=True),
        sa.Column("digest", Key, nullable=False, unique=True),
        sa.Column("user", Key, nullable=False),
        sa.Column("role", Key, nullable=False),
        sa.Column("label", Words, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("expires_at", Moment),
        sa.Column("revoked_at", Moment),
    )
    op.create_table(
        "mutes",
        sa.Column("kind", Key, primary_key=True),
        sa.Column("subject", Key, primary_key=True),
        sa.Column("until", Moment, nullable=False),
        sa.Column("by", Words, nullable=False),
        sa.Column("at", Moment, nullable=False),
    )
    with op.batch_alter_table("alerts") as alerts:
        alerts.add_column(sa.Column("acknowledged_at", Moment))
        alerts.add_column(sa.Column("acknowledged_by", Words))
