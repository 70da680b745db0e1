"""The API: what a search finds as a file: JSON, CSV for spreadsheets, RSS or Atom for feed readers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse

from pipeline.notify import clean
from pipeline.types import Document, encode_document
from pipeline.web.access import needs
from pipeline.web.asking import Asked, read_query, walk
from pipeline.web.promises import PROBLEMS
from pipeline.web.rendering import find_app
from pipeline.web.syndication import write_atom, write_rss

router = APIRouter(tags=["articles"])
_COLUMNS = (
    "id",
    "published_at",
    "source",
    "language",
    "title",
    "url",
    "speakers",
    "topics",
    "names",
    "story",
    "verdict",
)
_TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
}
_ENTRIES = 100  # of a feed: readers come again
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_CONTENT: dict[str, Any] = {
    "application/json": {"schema": {"type": "array", "items": {"$ref": "#/components/schemas/Document"}}},
    "text/csv": {"schema": {"type": "string"}},
    "application/rss+xml": {"schema": {"type": "string"}},
    "application/atom+xml": {"schema": {"type": "string"}},
}


@router.get(
    "/export", response_class=Response, responses={200: {"description": "A file.", "content": _CONTENT}, **PROBLEMS}
)
@needs("reader")
def export(
    request: Request,
    *,
    q: Asked = "",
    kind: Annotated[Literal["json", "csv", "rss", "atom"], Query(alias="format")] = "json",
    limit: Annotated[int, Query(ge=1, description="At most so many, and no more than web.export_limit.")] = 1000,
) -> Response:
    """What a query finds, newest first, as a file."""
    app = find_app(request)
    node = read_query(app, q)
    most = min(limit, app.settings.web.export_limit)
    if kind in {"rss", "atom"}:
        found = tuple(walk(app, node, most=min(most, _ENTRIES)))
        write = write_rss if kind == "rss" else write_atom
        return Response(write(found, query=q, url=str(request.url)), media_type=_TYPES[kind])
    writer = write_csv if kind == "csv" else write_json
    name = {"Content-Disposition": f'attachment; filename="wirewatch.{kind}"'}
    return StreamingResponse(writer(walk(app, node, most=most)), media_type=_TYPES[kind], headers=name)


def write_json(documents: Iterable[Document]) -> Iterator[bytes]:
    """One array, a document a line."""
    before = b"[\n"
    for document in documents:
        yield before + encode_document(document)
        before = b",\n"
    yield b"\n]\n" if before != b"[\n" else b"[]\n"


def write_csv(documents: Iterable[Document]) -> Iterator[bytes]:
    """A table in UTF-8 with the mark that spreadsheets look for; no cell is a formula."""
    yield "\ufeff".encode() + _row(_COLUMNS)
    for document in documents:
        yield _row(
            (
                document.id,
                document.published_at.isoformat() if document.published_at else "",
                document.source.name,
                document.language or "",
                document.title,
                document.url,
                "; ".join(speaker.name or "" for speaker in document.speakers),
                "; ".join(topic.label for topic in document.topics),
                "; ".join(dict.fromkeys(name.name for name in document.names)),
                document.story.id,
                document.verdict,
            )
        )


def guard_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP): an apostrophe before what could be one."""
    cleaned = clean(text)
    return f"'{cleaned}" if text.startswith(_FORMULA) or cleaned.lstrip().startswith(_FORMULA) else cleaned


def _row(cells: Iterable[str]) -> bytes:
    line = io.StringIO()
    csv.writer(line).writerow([guard_cell(cell) for cell in cells])
    return line.getvalue().encode()
