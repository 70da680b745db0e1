"""What a rule would have rung for among stored articles, before anybody is rung up by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from pipeline.rules.load import Rule
from pipeline.types import RINGING, Hit

CAP = 50  # alerts a day: more is too much for anybody who set no cap
SHOWN = 20
_FEW_DAYS = 3
_BUSY = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """How many articles match by a clause, whatever else they match by, and how many by it alone."""

    clause: str
    articles: int
    alone: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RungStory:
    """A story that the rule would have rung for: its first article that matched, and how many more came."""

    entry: str
    title: str
    source: str
    at: datetime
    joined: int
    passage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """Alerts a day, from so many days: the mean, and what nine days of ten do not exceed."""

    days: float
    mean: float
    busy: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Backtest:
    """`days` (ISO 8601, of the rule's zone, those without any too) counts the alerts that would have rung.

    A story rings once, with the first of its articles that match. Articles of first polls count as well: the answer is
    what the reader would have had if rule and sources had been there before. `variants` says in how many of `sampled`
    articles each way of writing stands.
    """

    rule: str
    looked_at: int
    articles: int
    stories: int
    days: Mapping[str, int]
    noise: tuple[Noise, ...]
    variants: Mapping[str, int]
    sampled: int
    newest: tuple[RungStory, ...]
    forecast: Forecast | None
    warnings: tuple[str, ...]


def choose_ringing(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """The hits that can ring, oldest first: consent walls and errors cannot."""
    return tuple(
        sorted(
            (hit for hit in hits if hit.verdict in RINGING), key=lambda hit: (hit.first_seen_at, hit.reprint, hit.id)
        )
    )


def find_stories(hits: Sequence[Hit]) -> tuple[tuple[Hit, int], ...]:
    """The first hit of every story, oldest first, and how many of its articles followed."""
    counts = Counter(hit.story for hit in hits)
    first: dict[str, Hit] = {}
    for hit in hits:
        first.setdefault(hit.story, hit)
    return tuple((hit, counts[story] - 1) for story, hit in first.items())


def count_days(rule: Rule, rang: Iterable[datetime], *, since: datetime, until: datetime) -> dict[str, int]:
    """Alerts by day of the rule's zone, every day of the time looked at."""
    zone = ZoneInfo(rule.timing.zone)
    first, last = since.astimezone(zone).date(), until.astimezone(zone).date()
    days = {(first + timedelta(days=number)).isoformat(): 0 for number in range((last - first).days + 1)}
    for moment in rang:
        day = moment.astimezone(zone).date().isoformat()
        days[day] = days.get(day, 0) + 1  # another machine's clock may be ahead
    return dict(sorted(days.items()))


def forecast(days: Mapping[str, int], *, since: datetime, until: datetime) -> Forecast | None:
    """What to expect; None while nothing is stored. The day that has not ended counts by the part that has."""
    span = (until - since) / timedelta(days=1)
    if span <= 0:
        return None
    whole = sorted(count for day, count in days.items() if day < max(days)) or sorted(days.values())
    busy = whole[min(int(len(whole) * _BUSY), len(whole) - 1)]
    return Forecast(days=round(span, 1), mean=round(sum(days.values()) / max(span, 1), 1), busy=busy)


def order_noise(found: Iterable[Noise]) -> tuple[Noise, ...]:
    """The noisiest clause first."""
    return tuple(sorted(found, key=lambda noise: (-noise.alone, -noise.articles, noise.clause)))


def write_missing(articles: int) -> str:
    """The result is too low by what the index does not hold."""
    return f"{articles} articles are not in the search index and were not looked at: `wirewatch rebuild`"


def warn(rule: Rule, outlook: Forecast | None, *, noise: Sequence[Noise], missing: int) -> tuple[str, ...]:
    """What the reader should know before saving."""
    warnings = []
    if "published" not in rule.on:
        warnings.append(f"counted as if every story rang: the rule rings for {' and '.join(rule.on)} only")
    if missing:
        warnings.append(write_missing(missing))
    if outlook is None or outlook.days < _FEW_DAYS:
        warnings.append("there are too few days of stored articles for a forecast that can be relied on")
    cap = rule.timing.cap or CAP
    if outlook and max(outlook.mean, outlook.busy) > cap:
        most = noise[0] if noise and noise[0].alone else None
        cause = f"; {most.alone} articles match by {most.clause} alone: narrow that clause" if most else ""
        over = f"about {outlook.mean:g} alerts a day and {outlook.busy:g} on a busy one, above the cap of {cap}"
        advice = cause or "; add words to the query, or send a digest (schedule)"
        warnings.append(f"the rule would ring {over}{advice}")
    return tuple(warnings)
