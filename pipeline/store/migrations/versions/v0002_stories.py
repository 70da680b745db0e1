"""Keys of pages instead of URLs, new signatures, and alerts on what a revision changes."""

from __future__ import annotations

import hashlib

import sqlalchemy as sa
from alembic import op

from pipeline.claims.urls import identify_url
from pipeline.store.columns import Key, Words

revision = "0002"
down_revision = "0001"
_PAGE = 1_000


def upgrade() -> None:
    """Bring a ledger of 0001 here. What was extracted before is found as a story's origin once extracted again."""
    op.create_index("ix_entries_story", "entries", ["story"])
    with op.batch_alter_table("alerts") as alerts:
        alerts.drop_constraint("uq_alerts_rule_story", type_="unique")
        alerts.add_column(sa.Column("event", Key, nullable=False, server_default="published"))
        alerts.add_column(sa.Column("change", Words))
    published = sa.text("event = 'published'")
    op.create_index(
        "uq_alerts_rule_story",
        "alerts",
        ["rule", "story"],
        unique=True,
        sqlite_where=published,
        postgresql_where=published,
    )
    for table in ("bands", "signatures"):
        op.execute(sa.delete(sa.table(table)))
    _name_pages_by_key()


def _name_pages_by_key() -> None:
    """Page by page, by URL; of two entries whose URLs are one page the first keeps it."""
    connection = op.get_bind()
    old = sa.table("canonical_urls", sa.column("digest"), sa.column("url"), sa.column("entry"))
    op.rename_table("canonical_urls", "canonical_urls_0001")
    before = sa.table("canonical_urls_0001", sa.column("digest"), sa.column("url"), sa.column("entry"))
    op.create_table(
        "canonical_urls",
        sa.Column("digest", Key, primary_key=True),
        sa.Column("url", Words, nullable=False),
        sa.Column("entry", Key, nullable=False),
    )
    known: set[str] = set()
    last = ""
    while page := connection.execute(
        sa.select(before).where(before.c.digest > last).order_by(before.c.digest).limit(_PAGE)
    ).all():
        rows = {hashlib.sha256(identify_url(row.url).encode("utf-8", "surrogatepass")).hexdigest(): row for row in page}
        fresh = [{"digest": key, "url": row.url, "entry": row.entry} for key, row in rows.items() if key not in known]
        if fresh:
            connection.execute(sa.insert(old), fresh)
        known |= rows.keys()
        last = page[-1].digest
    op.drop_table("canonical_urls_0001")
