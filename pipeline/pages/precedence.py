"""Which of two texts that repeat each other was there first. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from pipeline.types import Article, Dating, Source

# How long after its value a claim of this precision may still be true.
_WIDTHS = {
    "second": timedelta(seconds=1),
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "month": timedelta(days=31),
    "year": timedelta(days=366),
}
# A time without a zone may be that of any zone.
_ZONES = timedelta(hours=14)
# Sources are polled one after the other: so little apart, neither was seen first.
_AT_ONCE = timedelta(minutes=2)
_EDGE = 300
_SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is known of a text's place in time, and whose it says it is."""

    article: Article
    source: Source
    first_seen_at: datetime


def is_earlier(one: Standing, other: Standing) -> bool:
    """Tell whether one was there before the other.

    By the believed times of publication when zone and precision leave no doubt, else by when they were first seen. Of
    two that came at once, the one that credits the other's source is the later, else the shorter, because copies are
    cut. Of two about which nothing is known, neither is the earlier.
    """
    (since, until), (others_since, others_until) = _read_period(one), _read_period(other)
    if until <= others_since or others_until <= since:
        return until <= others_since
    apart = one.first_seen_at - other.first_seen_at
    if abs(apart) > _AT_ONCE:
        return apart < timedelta(0)
    copies, is_copied = _credits(one, other), _credits(other, one)
    if copies != is_copied:
        return is_copied
    return len(one.article.text) > len(other.article.text)


def _read_period(standing: Standing) -> tuple[datetime, datetime]:
    """The first and last moment at which it can have been published, as far as somebody says so."""
    dating: Dating = standing.article.dating
    if dating.value is None or dating.origin == "first-seen":
        return standing.first_seen_at - _WIDTHS["year"], standing.first_seen_at
    zones = timedelta(0) if dating.zone_known else _ZONES
    # A day without a zone is already read as a day; its hours are those of any zone.
    return dating.value - zones, dating.value + _WIDTHS[dating.precision] + zones


def _credits(one: Standing, other: Standing) -> bool:
    """Whether the head, the end or the byline of one names the other's source."""
    text = one.article.text
    places = "\n".join((text[:_EDGE], text[-_EDGE:], one.article.agency or "", *one.article.byline)).casefold()
    names = {name.casefold() for name in (other.source.name, other.source.domain) if len(name) >= _SHORTEST_NAME}
    return one.source != other.source and any(name in places for name in names)
