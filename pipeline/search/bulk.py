"""Bulk requests: bounded pieces, bounded back-off, one outcome a document.

A version conflict means that a newer revision is there: indexed. A document that the mapping refuses is set aside with
the reason, and harms no other. Load (429, 503) is waited out a few times, then the document is busy.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING, Any

import msgspec

from pipeline.errors import SearchUnavailableError
from pipeline.search.connect import BLOCKED, read_error, translate_answer, translated
from pipeline.search.order import sorted_at
from pipeline.types import Document, Written, encode_document

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

PIECE_DOCUMENTS = 500
PIECE_BYTES = 8_000_000
ATTEMPTS = 4
LONGEST_ID = 512  # bytes; Elasticsearch refuses the whole request for a longer one
_SPLITTING = (400, 413)  # answers to a request of which perhaps one document is to blame
_MISSING = "index_not_found_exception"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One line pair of a bulk request."""

    id: str
    index: str
    header: bytes
    body: bytes


def to_action(document: Document, *, at: datetime | None, index: str, through_alias: bool) -> Action | Written:
    """Change a document to a bulk action, indexed at `at` or as it was; a refusal when it cannot be written as JSON."""
    try:
        body = encode_document(msgspec.structs.replace(document, indexed_at=at or document.indexed_at))
        if len(document.id.encode()) > LONGEST_ID:
            detail = f"an id should have at most {LONGEST_ID} bytes"
            return Written(id=document.id, status="refused", reason="id_too_long", detail=detail)
    except (ValueError, OverflowError) as error:
        return Written(id=document.id, status="refused", reason="not_encodable", detail=str(error)[:500])
    header = {"_index": index, "_id": document.id, "version": document.revision, "version_type": "external_gte"}
    required = {"require_alias": True} if through_alias else {}
    derived = msgspec.json.encode({"sorted_at": sorted_at(document)})
    return Action(
        id=document.id,
        index=index,
        header=msgspec.json.encode({"index": header | required}),
        body=body[:-1] + b"," + derived[1:],
    )


class Bulk:
    """Sends actions. `recover` is told the index that an action misses, and makes it."""

    def __init__(
        self, client: Elasticsearch, *, sleep: Callable[[float], None], recover: Callable[[str], None] | None = None
    ) -> None:
        self._client = client
        self._sleep = sleep
        self._recover = recover

    def send(self, actions: Sequence[Action]) -> Iterator[Written]:
        """Yield one outcome an action, in any order. SearchUnavailableError when nothing can be written now."""
        for piece in _cut(actions):
            yield from self._send_piece(piece)

    def _send_piece(self, piece: Sequence[Action]) -> Iterator[Written]:
        waiting = [(action, "busy", "") for action in piece]  # with what was said of it last
        for attempt in range(ATTEMPTS):
            if attempt:
                self._sleep(random.uniform(0.5, 1.0) * 2 ** (attempt - 1))  # noqa: S311 - jitter
            answer = self._post([action for action, _, _ in waiting], last=attempt == ATTEMPTS - 1)
            if isinstance(answer, tuple):
                yield from self._split([action for action, _, _ in waiting], answer)
                return
            sent, waiting = waiting, [] if answer else waiting
            for (action, _, _), item in zip(sent, answer, strict=False):
                outcome = self._judge(action, item)
                if outcome:
                    yield outcome
                else:
                    waiting.append((action, *_cause(item)))
            if not waiting:
                return
        yield from (
            Written(id=action.id, status="busy", reason=kind, detail=reason[:500]) for action, kind, reason in waiting
        )

    def _post(self, actions: Sequence[Action], *, last: bool) -> list[dict[str, Any]] | tuple[str, str]:
        """Give the items; none when the request should be sent again; the cause when it is refused as a whole."""
        from elasticsearch import ApiError

        lines = list(chain.from_iterable((action.header, action.body) for action in actions))
        with translated():
            try:
                answer = self._client.bulk(operations=lines)  # type: ignore[arg-type]  # bytes are sent as they are
            except ApiError as error:
                if error.status_code == 429 and not last and read_error(error.body)[0] != BLOCKED:
                    return []
                if error.status_code in _SPLITTING:
                    return read_error(error.body)
                raise
        return [result for item in answer["items"] for result in item.values()]

    def _split(self, piece: Sequence[Action], cause: tuple[str, str]) -> Iterator[Written]:
        if len(piece) == 1:
            yield Written(id=piece[0].id, status="refused", reason=cause[0], detail=cause[1][:500])
            return
        middle = len(piece) // 2
        yield from self._send_piece(piece[:middle])
        yield from self._send_piece(piece[middle:])

    def _judge(self, action: Action, item: dict[str, Any]) -> Written | None:
        """Tell the outcome of one item; None when it should be sent again."""
        status = int(item["status"])
        kind, reason = _cause(item)
        if status < 300 or status == 409:
            return Written(id=action.id, status="indexed")
        if kind == BLOCKED:
            raise SearchUnavailableError(f"Elasticsearch takes no documents just now: {reason}"[:500])
        if kind == _MISSING and self._recover:
            self._recover(action.index)
            return None
        if status in (401, 403) or kind == _MISSING:
            raise translate_answer(status, (kind, reason))
        if status == 429 or status >= 500:
            return None
        return Written(id=action.id, status="refused", reason=kind, detail=reason[:500])


def _cause(item: dict[str, Any]) -> tuple[str, str]:
    return read_error(item) if "error" in item else ("", "")


def _cut(actions: Sequence[Action]) -> Iterator[list[Action]]:
    piece: list[Action] = []
    size = 0
    for action in actions:
        if piece and (len(piece) == PIECE_DOCUMENTS or size + len(action.body) > PIECE_BYTES):
            yield piece
            piece, size = [], 0
        piece.append(action)
        size += len(action.body)
    if piece:
        yield piece
