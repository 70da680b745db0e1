"""Documents as rules judged them, so that an alert can be judged again whatever became of the article."""

from __future__ import annotations

import hashlib
import zlib

from sqlalchemy import Connection, select

from pipeline.store import tables
from pipeline.types import Document, decode_document, encode_document

snapshots = tables.snapshots


def keep_snapshot(connection: Connection, document: Document) -> str:
    """Keep a document once, however many rules rang for it; give back its name."""
    body = encode_document(document)
    digest = hashlib.sha256(body).hexdigest()[:32]
    statement = tables.insert_into(connection, snapshots).values(digest=digest, body=zlib.compress(body))
    connection.execute(statement.on_conflict_do_nothing())
    return digest


def read_snapshot(connection: Connection, alert: str) -> Document | None:
    """The document that an alert rang for, as it was judged; None when it rang before snapshots were kept."""
    alerts = tables.alerts
    chosen = select(snapshots.c.body).join(alerts, alerts.c.snapshot == snapshots.c.digest)
    body = connection.execute(chosen.where(alerts.c.id == alert)).scalar()
    return None if body is None else decode_document(zlib.decompress(body))
