"""Identity: one entry a canonical URL, one story for all who tell the same.

Decided in the transaction that finishes the extract stage, one at a time: two reprints that are finished at once must
not both found a story. Bands and signatures are kept for the last revision only.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection, delete, func, insert, select, text

from pipeline.store import tables
from pipeline.store.rows import AnyRow, decode, encode, to_story
from pipeline.types import Article, Story

_LOCK = 0x77697266
_CANDIDATES = 50  # by shared bands: a band of boilerplate may be shared by thousands


class Likeness(Protocol):
    """How like two texts are, from their signatures: `pipeline.pages.likeness`, or a stand-in."""

    @property
    def LIKENESS_FLOOR(self) -> float:  # noqa: N802 - a constant of the module
        """From here on, a text repeats another."""
        ...

    def estimate_likeness(self, a: tuple[int, ...], b: tuple[int, ...], /) -> float:
        """0 to 1."""
        ...

    def read_bands(self, signature: tuple[int, ...], /) -> tuple[int, ...]:
        """Signed 64-bit numbers; like texts probably share one."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """The canonical URL belongs to another entry."""

    of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Print:
    """What likeness goes by."""

    signature: tuple[int, ...]
    bands: tuple[int, ...]


def settle_identity(
    connection: Connection, row: AnyRow, article: Article, *, likeness: Likeness | None
) -> Duplicate | Story:
    """Decide whose page and whose story an entry's article is. A revision keeps its story."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    owner = _own(connection, row.id, article.canonical_url)
    if owner != row.id:
        return Duplicate(of=owner)
    likeness = likeness or _load_likeness()
    bands = likeness.read_bands(article.signature) if article.signature else ()
    mine = _Print(signature=article.signature, bands=tuple(sorted(set(bands))))
    story = to_story(row) or _join(connection, row.id, mine, likeness=likeness)
    _remember(connection, row.id, mine)
    return story or Story(id=row.id, origin=True)


def _own(connection: Connection, entry: str, url: str) -> str:
    """The entry that owns a canonical URL: the first that came with it."""
    urls = tables.canonical_urls
    digest = hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()
    claim = tables.insert_into(connection, urls).values(digest=digest, url=url, entry=entry)
    connection.execute(claim.on_conflict_do_nothing(index_elements=["digest"]))
    owner: str = connection.execute(select(urls.c.entry).where(urls.c.digest == digest)).scalar_one()
    return owner


def _join(connection: Connection, entry: str, mine: _Print, *, likeness: Likeness) -> Story | None:
    """The story of the most like entry; of equals, the first seen."""
    entries, signatures = tables.entries, tables.signatures
    candidates = _candidates(connection, entry, mine.bands)
    columns = select(entries.c.id, entries.c.story, entries.c.first_seen_at, signatures.c.signature)
    near = columns.join(signatures, signatures.c.entry == entries.c.id).where(entries.c.id.in_(candidates))
    rows = connection.execute(near.where(entries.c.story.is_not(None)).order_by(entries.c.first_seen_at, entries.c.id))
    best, found = 0.0, None
    for row in rows:
        like = likeness.estimate_likeness(mine.signature, decode(row.signature, tuple[int, ...]))
        if like >= likeness.LIKENESS_FLOOR and like > best:
            best, found = like, row.story
    return None if found is None else Story(id=found, origin=False, reprint_of=found, likeness=best)


def _candidates(connection: Connection, entry: str, numbers: tuple[int, ...]) -> list[str]:
    if not numbers:
        return []
    bands = tables.bands
    shared = select(bands.c.entry).where(bands.c.band.in_(numbers), bands.c.entry != entry).group_by(bands.c.entry)
    return list(connection.execute(shared.order_by(func.count().desc(), bands.c.entry).limit(_CANDIDATES)).scalars())


def _remember(connection: Connection, entry: str, mine: _Print) -> None:
    bands, signatures = tables.bands, tables.signatures
    connection.execute(delete(bands).where(bands.c.entry == entry))
    connection.execute(delete(signatures).where(signatures.c.entry == entry))
    if mine.signature:
        connection.execute(insert(signatures), {"entry": entry, "signature": encode(mine.signature)})
    if mine.bands:
        connection.execute(insert(bands), [{"band": number, "entry": entry} for number in mine.bands])


def _load_likeness() -> Likeness:
    from pipeline.pages import likeness

    return likeness
