"""When an article was published: every claim with its origin, and a decision that explains itself.

Never the future, never a guess of "now" for a date that cannot be read, and a change is not a publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from lxml.html import HtmlElement

from pipeline.claims.dates import to_claim
from pipeline.pages.linked import Head
from pipeline.types import Claim, Dating, Origin

_META = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created",
    "dcterms.date", "dc.date", "pubdate", "publishdate", "publish-date", "publication_date", "article.published", "cxenseparse:recs:publishtime", "date",
)  # fmt: skip
_META_MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "last-modified",
    "lastmod",
)
_IN_URL = re.compile(r"(?<!\d)((?:19|20)\d\d)[/_.-]?(0[1-9]|1[0-2])[/_.-]?(0[1-9]|[12]\d|3[01])(?!\d)")
_TIMES = 20
# Clocks differ: a claim this far ahead of our fetch is still the present.
_SKEW = timedelta(minutes=15)
_TRUST: dict[Origin, int] = {
    "json-ld": 0,
    "meta": 1,
    "time-element": 2,
    "feed": 3,
    "url": 4,
    "http": 5,
    "first-seen": 6,
}
_FINE = {"second", "minute", "hour"}
_WORDS: dict[Origin, str] = {
    "json-ld": "the page's JSON-LD", "meta": "the page's meta data", "time-element": "a time element of the page", "feed": "the feed",
    "url": "the date in the URL", "http": "the HTTP header", "first-seen": "when it was first seen",
}  # fmt: skip


def find_claims(
    head: Head, tree: HtmlElement, *, url: str, last_modified: str | None, fetched_at: datetime
) -> tuple[Claim, ...]:
    """All that a page, its URL and its HTTP header claim."""

    def claim(origin: Origin, text: object, *, modified: bool = False) -> Claim:
        read = to_claim(str(text), fetched_at=fetched_at, modified=modified)
        return Claim(
            origin=origin,
            text=read.text,
            value=read.value,
            precision=read.precision,
            zone_known=read.zone_known,
            modified=modified,
        )

    claims = [claim("json-ld", text) for text in _strings(head.linked, "datePublished", "dateCreated", "uploadDate")]
    claims += [claim("json-ld", text, modified=True) for text in _strings(head.linked, "dateModified")]
    claims += [claim("meta", head.meta[name][0]) for name in _META if name in head.meta]
    claims += [claim("meta", head.meta[name][0], modified=True) for name in _META_MODIFIED if name in head.meta]
    claims += [claim("time-element", text, modified=modified) for text, modified in _read_times(tree)]
    found = _IN_URL.search(url)
    if found:
        claims.append(claim("url", "-".join(found.groups())))
    if last_modified:
        claims.append(claim("http", last_modified, modified=True))
    return tuple(dict.fromkeys(claims))


def _strings(node: Any, *keys: str) -> list[str]:  # noqa: ANN401 - JSON-LD is what it is
    return [node[key] for key in keys if isinstance(node.get(key), str) and node[key].strip()]


def _read_times(tree: HtmlElement) -> Iterator[tuple[str, bool]]:
    """The dates of the time elements outside of lists of other articles; published ones first."""
    found = []
    for element in list(tree.iter("time"))[:_TIMES]:
        text = (element.get("datetime") or element.get("content") or element.text_content() or "").strip()
        marks = f"{element.get('itemprop') or ''} {element.get('class') or ''}".lower()
        inside = any(parent.tag in {"aside", "footer", "nav", "li"} for parent in element.iterancestors())
        if text and len(text) <= 200 and not inside:
            rank = 0 if "publish" in marks or element.get("pubdate") is not None else 1
            found.append((rank, text, "modif" in marks or "updat" in marks))
    first = next(iter(sorted(found, key=lambda item: item[0])), None)
    if first:
        yield first[1], first[2]


def decide_dating(claims: Iterable[Claim], *, first_seen_at: datetime, fetched_at: datetime) -> Dating:
    """Decide by order of trust among the claims that can be true; without one, when it was first seen."""
    claims = tuple(claims)
    seen = Claim(origin="first-seen", text=first_seen_at.isoformat(), value=first_seen_at, zone_known=True)
    everything = (*claims, seen)
    latest = fetched_at + _SKEW
    possible = [claim for claim in claims if claim.value is not None and _earliest(claim) <= latest]
    published = sorted((claim for claim in possible if not claim.modified), key=lambda claim: _TRUST[claim.origin])
    if published:
        winner, reason = _refine(published)
    else:
        changed = min(
            (claim for claim in possible if claim.modified), key=lambda claim: claim.value or latest, default=None
        )
        winner = changed if changed and _earliest(changed) <= first_seen_at else seen
        reason = (
            "nothing says when it was first seen by readers; this is when we found it"
            if winner is seen
            else f"only a date of change is given, by {_WORDS[winner.origin]}; it was published then or before"
        )
    value = min(winner.value or first_seen_at, latest)
    return Dating(
        value=value,
        precision=winner.precision,
        zone_known=winner.zone_known,
        origin=winner.origin,
        reason=reason,
        claims=everything,
    )


def _earliest(claim: Claim) -> datetime:
    """The earliest moment that a claim can mean: a date without a zone may be up to 14 hours behind UTC."""
    assert claim.value is not None
    return claim.value - (timedelta(0) if claim.zone_known else timedelta(hours=14))


def _refine(published: list[Claim]) -> tuple[Claim, str]:
    """The most trusted claim, or one of the same day that knows the time or zone that it does not."""
    winner = published[0]
    reason = f"{_WORDS[winner.origin]} says so"
    for claim in published[1:]:
        if claim.value is None or winner.value is None or abs(claim.value - winner.value) > timedelta(hours=36):
            continue
        finer = claim.precision in _FINE and winner.precision not in _FINE
        zoned = claim.zone_known and not winner.zone_known and claim.precision in _FINE
        if finer or zoned:
            what = "time" if finer else "time zone"
            return claim, f"{_WORDS[claim.origin]} agrees with {_WORDS[winner.origin]} and gives the {what} too"
    agreeing = {
        claim.origin
        for claim in published[1:]
        if claim.value and winner.value and abs(claim.value - winner.value) < timedelta(hours=24)
    }
    others = sorted(_WORDS[origin] for origin in agreeing - {winner.origin})
    return winner, reason + (f"; {' and '.join(others)} agree" if others else "")


def to_utc(moment: datetime) -> datetime:
    """A moment in UTC; one without a zone is taken as UTC."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
