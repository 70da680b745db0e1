"""What a page, its URL and its HTTP header claim about when it was published, each claim with its origin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

from pipeline.claims.dates import to_claim
from pipeline.pages.linked import Head
from pipeline.types import Claim, Origin

_META = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "pubdate",
    "publishdate",
    "publisheddate",
    "publish-date",
    "publication_date",
    "article.published",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "date",
)
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
_TIME_CHARACTERS = 200
# For pages without any marked date: what is called a date and stands soon behind the headline.
_DATED = (
    "(//h1)[1]/following::*[self::span or self::div or self::p or self::abbr][@class]"
    " | (//article)[not(//h1)][1]/descendant::*[self::span or self::div or self::p or self::abbr][@class]"
)
_DATED_MARKS = re.compile("date|datum|fecha|publish|timestamp|meta|posted|info|byline", re.IGNORECASE)
_NEAR = 150
_SOON = 5
_ASIDE = frozenset(("aside", "footer", "nav", "li", "a", "figure", "h2", "h3", "h4"))
_DIGITS = re.compile(r"\d{4}")
# Where a date begins, behind "Published:", "Stand:" or the name of a day.
_DAY = re.compile(
    r"\d{4}-\d\d-\d\d|\d{1,2}\. ?\d{1,2}\. ?\d{2,4}|\d{1,2}/\d{1,2}/\d{4}"
    r"|\d{1,2}\.? (?:de )?[^\W\d]{3,12}\.?,? (?:de )?\d{4}|[^\W\d]{3,12}\.? \d{1,2}, \d{4}"
)
_TIME = re.compile(
    r"T\d\d:\d\d\S*"
    r"|[\s,|–-]*(?:at|um|à|a las|в)?\s*\d{1,2}[:.h]\d\d(?::\d\d)?(?:\s*[ap]\.?m\.?)?(?:\s*(?:Uhr|[A-Z]{2,4}\b))?",
    re.IGNORECASE,
)
_GAP = " ,|–-"
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_BEHIND = re.compile(rf"[|–—·-]\s*({_DAY.pattern})\s*$")
_CHANGED = re.compile("modif|updat|aktualis|mis à jour|actualiz|обновлен", re.IGNORECASE)


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
    if not any(found.value and not found.modified for found in claims):
        claims += [
            claim("time-element", text, modified=modified) for text, modified in _read_visible_dates(tree, fetched_at)
        ]
        claims += [claim("meta", text) for text in _read_titled_dates(head)]
    found = _IN_URL.search(url)
    if found:
        claims.append(claim("url", "-".join(found.groups())))
    if last_modified:
        claims.append(claim("http", last_modified, modified=True))
    return tuple(dict.fromkeys(claims))


def _strings(node: Any, *keys: str) -> list[str]:  # noqa: ANN401 - JSON-LD is what it is
    return [node[key] for key in keys if isinstance(node.get(key), str) and node[key].strip()]


def _read_times(tree: HtmlElement) -> Iterator[tuple[str, bool]]:
    """The date that stands at the article: a marked property, else a time element."""
    found = sorted(
        (rank, index, text, changed) for index, (rank, text, changed) in enumerate(_find_times(tree)) if text
    )
    for _, _, text, changed in found[:1]:
        yield text, changed


def _read_visible_dates(tree: HtmlElement, fetched_at: datetime) -> Iterator[tuple[str, bool]]:
    near = islice(tree.xpath(_DATED), _NEAR)
    for element in islice((one for one in near if _DATED_MARKS.search(one.get("class"))), _SOON):
        titled = element.get("title") or ""
        text = titled if _DAY.search(titled) else " ".join(element.text_content()[:400].split())
        day = _DAY.search(text) if len(text) <= _TIME_CHARACTERS else None
        if day and not _is_aside(element):
            time = _TIME.match(text, day.end())
            moment = time[0] if time and time[0][0] == "T" else f" {time[0].strip(_GAP)}" if time else ""
            yield _settle(day[0], fetched_at) + moment, bool(_CHANGED.search(text[: day.start()]))
            return


def _settle(day: str, fetched_at: datetime) -> str:
    """A day such as 10/03/2030 that can be two: the one that has been, where the other lies ahead."""
    found = _SLASHES.fullmatch(day)
    if found is None:
        return day
    first, second, year = map(int, found.groups())
    there = [
        f"{year:04}-{month:02}-{number:02}"
        for month, number in {(first, second), (second, first)}
        if 1 <= month <= 12 and (year, month, number) <= (fetched_at.year, fetched_at.month, fetched_at.day)
    ]
    return there[0] if len(there) == 1 else day


def _read_titled_dates(head: Head) -> Iterator[str]:
    """The date behind the headline, as in "Headline | Paper | 28.04.2023"."""
    for title in (head.title, head.first("og:title")):
        found = _BEHIND.search(title)
        if found:
            yield found[1]
            return


def _find_times(tree: HtmlElement) -> Iterator[tuple[int, str, bool]]:
    """Rank (0 is best), text, and whether a change is meant."""
    for element in islice(tree.xpath("//*[@itemprop='datePublished']"), _TIMES):
        text = element.get("content") or element.get("datetime") or element.text_content()
        yield 0, text.strip()[:_TIME_CHARACTERS], False
    for element in islice(tree.xpath("//abbr[@title and contains(@class,'published')]"), _TIMES):
        yield 1, element.get("title").strip()[:_TIME_CHARACTERS], False
    for element in islice(tree.iter("time"), _TIMES):
        text = (element.get("datetime") or element.get("content") or element.text_content() or "").strip()
        marks = f"{element.get('itemprop') or ''} {element.get('class') or ''}"
        if len(text) <= _TIME_CHARACTERS and _DIGITS.search(text) and not _is_aside(element):
            published = "publish" in marks.lower() or element.get("pubdate") is not None
            yield 1 if published else 2, text, bool(_CHANGED.search(marks))


def _is_aside(element: HtmlElement) -> bool:
    """Inside of what lists other articles."""
    return any(parent.tag in _ASIDE for parent in element.iterancestors())
