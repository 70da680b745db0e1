"""What requests to the API say: queries, cursors, and how much they want."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, TypeAlias

from fastapi import Query

from pipeline.app import App
from pipeline.errors import ConfigError
from pipeline.query import parse_query
from pipeline.query.tree import Node
from pipeline.types import Document, Place

LARGEST = 200
Asked: TypeAlias = Annotated[str, Query(max_length=4096, description="The query language of docs/query.md.")]
Limit: TypeAlias = Annotated[int, Query(ge=1, le=LARGEST, description="At most so many.")]
Cursor: TypeAlias = Annotated[
    str | None, Query(max_length=500, description="`next` of the page before, with the same query.")
]


def write_cursor(place: Place | None) -> str | None:
    """A place as one word; nobody should read more into it."""
    if place is None:
        return None
    return base64.urlsafe_b64encode(f"{place.at.isoformat()} {place.id}".encode()).decode().rstrip("=")


def read_cursor(cursor: str | None) -> Place | None:
    """Read what `write_cursor` wrote."""
    if cursor is None:
        return None
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        at, _, identifier = text.partition(" ")
        moment = datetime.fromisoformat(at)
        if moment.tzinfo is None or not identifier:
            raise ValueError(text)  # noqa: TRY301 - one answer for all that is no cursor
    except (ValueError, binascii.Error) as error:
        raise ConfigError("this is not a cursor: send `next` of an earlier page as it is") from error
    return Place(at=moment, id=identifier)


def read_query(app: App, asked: str) -> Node:
    """Read a query; QueryError."""
    return parse_query(asked, names=app.names.ids)


def walk(app: App, node: Node, *, most: int) -> Iterator[Document]:
    """What a query finds, newest first, page by page."""
    last: Place | None = None
    left = most
    while left > 0:
        page = app.index.search(node, limit=min(left, LARGEST), after=last)
        yield from page.documents
        left, last = left - len(page.documents), page.last
        if last is None:
            return
