"""Which recipients of a message have it, when others were refused; an index that counts alerts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from pipeline.store.columns import Words

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Bring a ledger of 0004 here; whatever was delivered before has reached all or nobody."""
    with op.batch_alter_table("deliveries") as deliveries:
        deliveries.add_column(sa.Column("reached", Words))
    op.drop_index("ix_alerts_rung", "alerts")
    op.create_index("ix_alerts_rung", "alerts", ["rung_at", "id", "rule", "late"])
