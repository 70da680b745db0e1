"""What the revisions of a document change, and what a reprint changes of its origin: for `wirewatch show`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import msgspec

from pipeline.notify import clean
from pipeline.pages.reprints import compare_prints, find_agency
from pipeline.pages.revisions import Piece, compare_texts, find_changed
from pipeline.ports import Reader
from pipeline.types import Document

_SIGNS = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}


def read_revisions(reader: Reader, entry: str) -> tuple[Document, ...]:
    """All revisions that were extracted, oldest first."""
    kept = (reader.document(entry, revision=revision) for revision in reader.revisions(entry))
    return tuple(document for document in kept if document is not None)


def write_changes(reader: Reader, document: Document) -> Iterator[str]:
    """Lines for people: each changed paragraph, with [-what went-] and {+what came+}."""
    for old, new in pairwise(read_revisions(reader, document.id)):
        yield f"revision {old.revision} -> {new.revision}"
        for was, now in ((old.title, new.title), (old.text, new.text)):
            yield from (f"  {_write(paragraph)}" for paragraph in find_changed(compare_texts(was, now)))
    if (origin := find_origin(reader, document)) is not None:
        reprint = compare_prints(origin.text, document.text)
        yield (
            f"reprint of {origin.id[:8]} ({clean(origin.source.name)}): {reprint.kept:.0%} of it kept, "
            f"{len(reprint.added)} paragraphs added, {len(reprint.left_out)} left out"
            + (f"; agency copy: {clean(agency)}" if (agency := find_agency(origin, document)) else "")
        )


def _write(paragraph: tuple[Piece, ...]) -> str:
    parts = []
    for piece in paragraph:
        before, after = _SIGNS[piece.kind]
        parts.append(f"{before}{clean(piece.text)}{after}")
    return " ".join(part for part in parts if part)


def find_origin(reader: Reader, document: Document) -> Document | None:
    """The document that this one repeats."""
    return reader.document(document.story.reprint_of) if document.story.reprint_of else None


def encode_changes(reader: Reader, document: Document) -> dict[str, object]:
    """The keys that `show --json` adds: `changes` when there are revisions, `reprint` when it is one."""
    added: dict[str, object] = {}
    revisions = read_revisions(reader, document.id)
    if len(revisions) > 1:
        added["changes"] = [_encode(old, new) for old, new in pairwise(revisions)]
    if (origin := find_origin(reader, document)) is not None:
        reprint = compare_prints(origin.text, document.text)
        agency = find_agency(origin, document)
        added["reprint"] = {"of": origin.id, "agency": agency, **msgspec.to_builtins(reprint)}
    return added


def _encode(old: Document, new: Document) -> dict[str, object]:
    fields = {"title": (old.title, new.title), "text": (old.text, new.text)}
    pieces = {
        field: [msgspec.to_builtins(piece) for piece in compare_texts(was, now).pieces if piece.kind != "same"]
        for field, (was, now) in fields.items()
    }
    return {"old_revision": old.revision, "new_revision": new.revision, **pieces}
