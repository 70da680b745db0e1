"""When an article was published: a decision among claims that explains itself.

Never the future, never a guess of "now" for a date that cannot be read, and a change is not a publication.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from pipeline.types import Claim, Dating, Origin, Precision

# Clocks differ: a claim this far ahead of our fetch is still the present.
SKEW = timedelta(minutes=15)
# No zone is further from UTC.
_FURTHEST = timedelta(hours=14)
_TRUST: dict[Origin, int] = {
    "json-ld": 0,
    "meta": 1,
    "time-element": 2,
    "feed": 3,
    "url": 4,
    "http": 5,
    "first-seen": 6,
}
_FINE = frozenset(("second", "minute", "hour"))
_SPANS: dict[Precision, timedelta] = {
    "day": timedelta(days=1),
    "month": timedelta(days=31),
    "year": timedelta(days=366),
}
_WORDS: dict[Origin, str] = {
    "json-ld": "the page's JSON-LD",
    "meta": "the page's meta data",
    "time-element": "the date shown on the page",
    "feed": "the feed",
    "url": "the date in the URL",
    "http": "the HTTP header",
    "first-seen": "when it was first seen",
}


def decide_dating(claims: Iterable[Claim], *, first_seen_at: datetime, fetched_at: datetime) -> Dating:
    """Decide by order of trust among the claims that can be true; without one, when it was first seen."""
    given = tuple(claims)
    seen = Claim(origin="first-seen", text=first_seen_at.isoformat(), value=first_seen_at, zone_known=True)
    latest = fetched_at + SKEW
    possible = [claim for claim in given if claim.value is not None and _earliest(claim) <= latest]
    published = sorted((claim for claim in possible if not claim.modified), key=lambda claim: _TRUST[claim.origin])
    changed = [claim for claim in possible if claim.modified and _earliest(claim) <= first_seen_at]
    winner, reason = _refine(published) if published else _fall_back(changed, seen)
    return Dating(
        value=min(winner.value or first_seen_at, latest),
        precision=winner.precision,
        zone_known=winner.zone_known,
        origin=winner.origin,
        reason=reason + _tell_refused(given, possible),
        claims=(*given, seen),
    )


def _earliest(claim: Claim) -> datetime:
    """The earliest moment that a claim can mean: without a zone it may be that of a place ahead of UTC."""
    assert claim.value is not None
    return claim.value - (timedelta(0) if claim.zone_known else _FURTHEST)


def _refine(published: list[Claim]) -> tuple[Claim, str]:
    """The most trusted claim, or one that agrees with it and knows the time or zone that it does not."""
    winner = published[0]
    for claim in published[1:]:
        finer = claim.precision in _FINE and winner.precision not in _FINE
        zoned = claim.precision in _FINE and claim.zone_known and not winner.zone_known
        if (finer or zoned) and _agree(winner, claim):
            what = "time" if finer else "time zone"
            return claim, f"{_WORDS[claim.origin]} agrees with {_WORDS[winner.origin]} and gives the {what} too"
    others = {claim.origin for claim in published[1:] if _agree(winner, claim)} - {winner.origin}
    agreeing = " and ".join(sorted(_WORDS[origin] for origin in others))
    verb = "agrees" if len(others) == 1 else "agree"
    return winner, f"{_WORDS[winner.origin]} says so" + (f"; {agreeing} {verb}" if others else "")


def _agree(winner: Claim, claim: Claim) -> bool:
    """Both can mean the same moment."""
    assert winner.value is not None
    assert claim.value is not None
    slack = timedelta(hours=1) if winner.zone_known and claim.zone_known else _FURTHEST
    span = _SPANS.get(winner.precision, timedelta(0))
    return (
        winner.value - slack - _SPANS.get(claim.precision, timedelta(0)) <= claim.value <= winner.value + slack + span
    )


def _fall_back(changed: list[Claim], seen: Claim) -> tuple[Claim, str]:
    """The earliest change before it was first seen, else when it was first seen."""
    winner = min(changed, key=_earliest, default=None)
    if winner is None:
        return seen, "no believable date is given; this is when it was first seen"
    return winner, f"only a date of change is given, by {_WORDS[winner.origin]}"


def _tell_refused(given: Iterable[Claim], possible: list[Claim]) -> str:
    future = {claim.origin for claim in given if claim.value and not claim.modified and claim not in possible}
    return (
        f"; not believed, as it lies ahead: {', '.join(sorted(_WORDS[origin] for origin in future))}" if future else ""
    )
