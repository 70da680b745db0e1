"""Every article that a rule matched, once: what joined an alert, and how much is usual."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from pipeline.store import tables
from pipeline.store.rows import AnyRow, decode
from pipeline.store.rulebook import read_since
from pipeline.types import AlertIntent, Joined, Source, Spike, SpikeWatch

matches = tables.matches
_CHUNK = 200
_SOURCES = 20
_BASELINE = timedelta(days=14)
_SHORTEST_BASELINE = timedelta(days=1)


def note_match(connection: Connection, row: AnyRow, intent: AlertIntent, *, now: datetime) -> bool:
    """Keep that a rule matched an entry; whether that is new."""
    values = {
        "rule": intent.rule,
        "entry": row.id,
        "story": row.story or row.id,
        "at": now,
        "quiet": intent.quiet,
        "late": intent.late,
    }
    statement = tables.insert_into(connection, matches).values(values).on_conflict_do_nothing()
    return connection.execute(statement.returning(matches.c.entry)).first() is not None


def find_spike(connection: Connection, rule: str, watch: SpikeWatch, *, now: datetime) -> Spike | None:
    """The window that ends now, when it holds as much more than usual as the rule asks for.

    None also while the rule knows less than a day before the window, so that a new rule does not ring for its first
    matches.
    """
    window = timedelta(minutes=watch.window_minutes)
    begun = now - window
    since = read_since(connection, rule)
    start = max(begun - _BASELINE, since) if since else begun - _BASELINE
    if begun - start < _SHORTEST_BASELINE:
        return None
    usual = _count(connection, rule, watch, start, begun) * (window / (begun - start))
    count = _count(connection, rule, watch, begun, now)
    if count < max(watch.least, watch.times * usual):
        return None
    return Spike(
        count=count,
        counted=watch.counted,
        usual=round(usual, 2),
        times=watch.times,
        window_minutes=watch.window_minutes,
        days=round((begun - start) / timedelta(days=1), 1),
        until=now,
    )


def _count(  # noqa: PLR0917 - a span of time is two moments
    connection: Connection, rule: str, watch: SpikeWatch, after: datetime, until: datetime
) -> int:
    what = matches.c.entry if watch.counted == "articles" else matches.c.story.distinct()
    counted = select(func.count(what)).where(
        matches.c.rule == rule,
        matches.c.at > after,
        matches.c.at <= until,
        matches.c.quiet.is_(False),
        matches.c.late.is_(False),
    )
    return connection.execute(counted).scalar_one()


@dataclass(slots=True)
class _Pile:
    origins: int = 0
    reprints: int = 0
    sources: dict[str, None] = field(default_factory=dict)


def read_joined(connection: Connection, pairs: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Joined]:
    """What matched so far, by rule and story; the sources in the order in which they came, the first twenty."""
    entries = tables.entries
    piles: dict[tuple[str, str], _Pile] = {}
    for at in range(0, len(pairs), _CHUNK):
        chosen = select(matches.c.rule, matches.c.story, entries.c.source, entries.c.reprint_of)
        chosen = chosen.join(entries, entries.c.id == matches.c.entry).where(_any_of(pairs[at : at + _CHUNK]))
        for row in connection.execute(chosen.order_by(matches.c.at, matches.c.entry)):
            pile = piles.setdefault((row.rule, row.story), _Pile())
            pile.origins += row.reprint_of is None
            pile.reprints += row.reprint_of is not None
            pile.sources.setdefault(decode(row.source, Source).name)
    return {
        key: Joined(origins=pile.origins, reprints=pile.reprints, sources=tuple(pile.sources)[:_SOURCES])
        for key, pile in piles.items()
    }


def _any_of(pairs: Sequence[tuple[str, str]]) -> ColumnElement[bool]:
    return or_(*(and_(matches.c.rule == rule, matches.c.story == story) for rule, story in pairs))
