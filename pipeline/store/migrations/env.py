"""Runs the migrations on the connection that `pipeline.store.migrate` hands over, inside its transaction."""

from __future__ import annotations

from alembic import context

from pipeline.store.migrate import VERSION_TABLE
from pipeline.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    transactional_ddl=True,
)
context.run_migrations()
