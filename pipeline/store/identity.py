"""Identity: one entry a page, one story for all who tell the same.

Decided in the transaction that finishes the extract stage, one at a time: two reprints that are finished at once must
not both found a story. Keys and signatures are kept for the last revision only. An entry's story never changes once it
has one; which of its members was there first may.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from sqlalchemy import Connection, delete, func, insert, select, text, update

from pipeline.claims.urls import identify_url, normalise_url
from pipeline.pages.precedence import Standing, is_earlier
from pipeline.store import tables
from pipeline.store.artefacts import read_artefacts
from pipeline.store.rows import AnyRow, decode, encode, to_story
from pipeline.types import RINGING, Article, Source, Story

_LOCK = 0x77697266
_CANDIDATES = 50  # by shared bands: a band of boilerplate may be shared by thousands
# Within this time a text that repeats another is its reprint; after it, only one that repeats nearly all of it.
_WINDOW = timedelta(days=10)
_RERUN = 0.9
# Two texts that share less than this are not one page, whatever address they declare.
_SAME_PAGE = 0.2


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
    """The page belongs to another entry."""

    of: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """The URL that the article goes by, and its story."""

    canonical_url: str
    story: Story


@dataclass(frozen=True, slots=True, kw_only=True)
class _Print:
    """What likeness goes by."""

    signature: tuple[int, ...]
    bands: tuple[int, ...]


def settle_identity(
    connection: Connection, row: AnyRow, article: Article, *, likeness: Likeness | None
) -> Duplicate | Settled:
    """Decide whose page and whose story an entry's article is. A revision keeps its story.

    What cannot be read as an article (a consent wall, an error) is a story of its own and nobody's origin: such pages
    of one site are all alike.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    likeness = likeness or _load_likeness()
    url = _choose_url(connection, row, article, likeness=likeness)
    owner = _own(connection, row.id, url)
    if owner != row.id:
        return Duplicate(of=owner, url=url)
    signature = article.signature if article.verdict in RINGING else ()
    bands = likeness.read_bands(signature) if signature else ()
    mine = _Print(signature=signature, bands=tuple(sorted(set(bands))))
    story = to_story(row) or _join(connection, row, article, mine=mine, likeness=likeness)
    _remember(connection, row.id, mine)
    return Settled(canonical_url=url, story=story or Story(id=row.id, origin=True))


def _choose_url(connection: Connection, row: AnyRow, article: Article, *, likeness: Likeness) -> str:
    """The canonical URL, unless it is that of an entry with quite another text: then the entry's own.

    Sites that declare one address on all their pages would lose every article but the first.
    """
    owner = connection.execute(
        select(tables.canonical_urls.c.entry).where(tables.canonical_urls.c.digest == _digest(article.canonical_url))
    ).scalar()
    if owner in (None, row.id) or not article.signature or article.verdict not in RINGING:
        return article.canonical_url
    theirs = connection.execute(
        select(tables.signatures.c.signature).where(tables.signatures.c.entry == owner)
    ).scalar()
    if theirs is None:
        return article.canonical_url
    like = likeness.estimate_likeness(article.signature, decode(theirs, tuple[int, ...]))
    return article.canonical_url if like >= _SAME_PAGE else normalise_url(row.url) or row.url


def _digest(url: str) -> str:
    return hashlib.sha256(identify_url(url).encode("utf-8", "surrogatepass")).hexdigest()


def _own(connection: Connection, entry: str, url: str) -> str:
    """The entry that owns a page: the first that came with its canonical URL, however written."""
    urls = tables.canonical_urls
    digest = _digest(url)
    claim = tables.insert_into(connection, urls).values(digest=digest, url=url, entry=entry)
    connection.execute(claim.on_conflict_do_nothing(index_elements=["digest"]))
    owner: str = connection.execute(select(urls.c.entry).where(urls.c.digest == digest)).scalar_one()
    return owner


def _join(connection: Connection, row: AnyRow, article: Article, *, mine: _Print, likeness: Likeness) -> Story | None:
    """The story of the most like entry; of equals, the first seen."""
    best, found = _find_most_like(connection, row, mine, likeness=likeness)
    if found is None:
        return None
    first = found if found.story_origin else _read_row(connection, found.reprint_of) or found
    if not _is_before(connection, row, article, first=first):
        return Story(id=found.story, origin=False, reprint_of=first.id, likeness=best)
    entries = tables.entries
    others = update(entries).where(entries.c.story == found.story, entries.c.id != row.id)
    connection.execute(others.values(story_origin=False, reprint_of=row.id))
    connection.execute(update(entries).where(entries.c.id == first.id).values(likeness=best))
    return Story(id=found.story, origin=True)


def _find_most_like(
    connection: Connection, row: AnyRow, mine: _Print, *, likeness: Likeness
) -> tuple[float, AnyRow | None]:
    entries, signatures = tables.entries, tables.signatures
    candidates = _candidates(connection, row.id, mine.bands)
    joined = select(entries, signatures.c.signature).join(signatures, signatures.c.entry == entries.c.id)
    near = joined.where(entries.c.id.in_(candidates), entries.c.story.is_not(None))
    best: float = 0.0
    found = None
    for other in connection.execute(near.order_by(entries.c.first_seen_at, entries.c.id)):
        like = likeness.estimate_likeness(mine.signature, decode(other.signature, tuple[int, ...]))
        near_in_time = abs(other.first_seen_at - row.first_seen_at) <= _WINDOW
        if like > best and like >= (likeness.LIKENESS_FLOOR if near_in_time else _RERUN):
            best, found = like, other
    return best, found


def _read_row(connection: Connection, entry: str | None) -> AnyRow | None:
    return connection.execute(select(tables.entries).where(tables.entries.c.id == entry)).first()


def _is_before(connection: Connection, row: AnyRow, article: Article, *, first: AnyRow) -> bool:
    """Whether the entry was there before the one that has been taken for its story's origin."""
    left, _ = read_artefacts(connection, [(first.id, first.revision)], ("extract",))[first.id]
    before = left.get("extract")
    if not isinstance(before, Article):  # it is being looked at again
        return False
    return is_earlier(_to_standing(row, article), _to_standing(first, before))


def _to_standing(row: AnyRow, article: Article) -> Standing:
    return Standing(article=article, source=decode(row.source, Source), first_seen_at=row.first_seen_at)


def _candidates(connection: Connection, entry: str, numbers: tuple[int, ...]) -> list[str]:
    if not numbers:
        return []
    bands = tables.bands
    shared = select(bands.c.entry).where(bands.c.band.in_(numbers), bands.c.entry != entry).group_by(bands.c.entry)
    if len(numbers) > 1:  # one passage may be anybody's: a motto, a disclaimer
        shared = shared.having(func.count() > 1)
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
