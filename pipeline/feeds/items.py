"""From what a feed document says to items: identity, links, dates, plain text, caps. Knows no format."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

import msgspec

from pipeline.claims.dates import find_order, to_claim
from pipeline.claims.urls import resolve_url
from pipeline.feeds.plain import (
    NAME_LENGTH,
    SUMMARY_LENGTH,
    count_words,
    to_language,
    to_line,
    to_paragraphs,
    to_text,
    to_title,
)
from pipeline.types import Claim, FeedItem, Media, ParsedFeed

MOST_ITEMS = 1_000
_LONGEST_GUID = 1_000
_MOST_NAMES = 20
_LONGEST_TYPE = 60
_ARTICLE_WORDS = 120
# What so many words have at least: in letters, and in scripts without spaces.
_ARTICLE_LETTERS = 480
_ARTICLE_CHARACTERS = 240
_LONGEST_ARTICLE = 50_000
_COMPARED = 20 * SUMMARY_LENGTH  # of a text, to see whether it changed
_EMAIL = re.compile(r"\S+@\S+")
_NEVER = datetime.min.replace(tzinfo=UTC)


class RawMedia(msgspec.Struct, frozen=True, kw_only=True):
    """A picture, sound or film that comes with an item; `type` is its media type, or a word such as image."""

    url: str
    type: str = ""


class RawItem(msgspec.Struct, frozen=True, kw_only=True):
    """An item in the words of its feed: markup, relative links and unread dates. Empty means absent.

    A struct, as these are made by the thousand: a frozen dataclass takes ten times as long.
    """

    guid: str = ""
    links: tuple[str, ...] = ()  # best first
    title: str = ""
    summary: str = ""
    content: str = ""
    published: str = ""
    updated: str = ""
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    language: str = ""
    media: tuple[RawMedia, ...] = ()
    source: str = ""  # whose item it was, where a feed carries those of others


@dataclass(frozen=True, slots=True, kw_only=True)
class RawFeed:
    """A feed document in its own words; `left_out` counts items that were not even read."""

    kind: str
    title: str
    link: str
    language: str
    items: tuple[RawItem, ...]
    partial: bool = False
    left_out: int = 0
    warnings: tuple[str, ...] = ()


def choose_dates(*, atom: bool, published: str, updated: str, created: str) -> tuple[str, str]:
    """Say which date is of publication and which of change: in RSS, dc:date is when an item appeared."""
    if atom:
        return published or created, updated
    return (published, updated) if published else (updated or created, "")


def choose_links(link: str, alternates: Sequence[str], guid: str) -> tuple[str, ...]:
    """Give the links of an item, best first. A guid counts as one only where it is a whole URL."""
    first = [] if link == guid and "://" not in link[:20] else [link]
    return tuple(one for one in (*first, *alternates[:_MOST_NAMES], guid if "://" in guid[:20] else "") if one)


def build_feed(raw: RawFeed, *, url: str, fetched_at: datetime) -> ParsedFeed:
    """Judge a raw feed into items: at most 1,000, the newest, in the order of the document."""
    warnings = list(raw.warnings)
    guids = _guids(raw.items, warnings)
    stale = _stale_updates(raw.items)
    language = to_language(raw.language)
    order = find_order((text for item in raw.items for text in (item.published, item.updated)), latest=fetched_at)
    read = partial(to_claim, fetched_at=fetched_at, order=order)
    items = tuple(
        _build_item(item, guid=guid, url=url, read=read, language=language, stale=stale)
        for item, guid in zip(raw.items, guids, strict=True)
    )
    linkless = sum(not item.url for item in items)
    if linkless:
        warnings.append(f"{linkless} of {len(items)} items have no http link and cannot be followed")
    kept = _newest(items)
    if raw.left_out or len(kept) < len(items):
        warnings.append(f"{raw.left_out + len(items) - len(kept)} items were left out: only {MOST_ITEMS} are kept")
    if raw.partial:
        warnings.append("the document ends in the middle: its complete items were kept")
    return ParsedFeed(
        kind=raw.kind,
        title=to_title(raw.title),
        link=resolve_url(raw.link, url) if raw.link else None,
        language=language,
        items=kept,
        partial=raw.partial,
        warnings=tuple(warnings),
    )


def newest_claim(item: FeedItem) -> datetime | None:
    """Say when an item was published by its own word, or else changed; None when it cannot be read."""
    values = [(claim.modified, claim.value) for claim in item.claims if claim.value]
    return min(values, key=lambda pair: pair[0])[1] if values else None


def _guids(items: Sequence[RawItem], warnings: list[str]) -> list[str]:
    """Choose identifiers. One that stands on every item identifies none of them."""
    counts = Counter(item.guid for item in items if item.guid)
    worthless = next((guid for guid, count in counts.items() if len(items) > 1 and count == len(items)), None)
    if worthless is not None:
        warnings.append("all items have the same identifier: their links are used instead")
    return [_guid(msgspec.structs.replace(item, guid="") if item.guid == worthless else item) for item in items]


def _guid(item: RawItem) -> str:
    chosen = to_line(item.guid or next(iter(item.links), ""), 8 * _LONGEST_GUID)
    if chosen and len(chosen) <= _LONGEST_GUID:
        return chosen
    return "sha256:" + _digest(chosen or f"{to_title(item.title)}\n{item.published.strip()}")


def _stale_updates(items: Sequence[RawItem]) -> bool:
    """Tell whether `updated` is the time of the document and not of its items."""
    return len(items) > 2 and len({item.updated for item in items}) == 1


def _build_item(
    item: RawItem, *, guid: str, url: str, read: Callable[..., Claim], language: str | None, stale: bool
) -> FeedItem:
    title, (content, article) = to_title(item.title), _read_text(item.content)
    said, other = _read_text(item.summary) if item.summary != item.content else (content, article)
    published = (read(item.published),) if item.published.strip() else ()
    updated = (read(item.updated, modified=True),) if item.updated.strip() else ()
    changed = () if stale else tuple(str(claim.value) for claim in updated)
    return FeedItem(
        guid=guid,
        url=_link(item.links, url),
        title=title,
        summary=(said or content)[:SUMMARY_LENGTH].rstrip(),
        claims=(*published, *updated),
        authors=_names(item.authors, without=_EMAIL) if item.authors else (),
        categories=_names(item.categories) if item.categories else (),
        language=(to_language(item.language) if item.language else None) or language,
        media=_media(item.media, url) if item.media else (),
        source=to_title(item.source)[:NAME_LENGTH] if item.source else "",
        content=max(article, other, key=len),
        fingerprint=_digest("\x00".join((title, said, content, *changed)))[:32],
    )


def _link(links: Sequence[str], base: str) -> str:
    return next((link for raw in links if (link := resolve_url(raw, base))), "")


def _read_text(markup: str) -> tuple[str, str]:
    """Read markup to one line, and to paragraphs if it is long enough to be an article and not a summary of one."""
    if len(markup) < (_ARTICLE_LETTERS if markup.isascii() else _ARTICLE_CHARACTERS):
        return to_text(markup, _COMPARED), ""
    paragraphs = to_paragraphs(markup, _LONGEST_ARTICLE)
    line = paragraphs.replace("\n\n", " ")[:_COMPARED].rstrip()
    return line, paragraphs if count_words(line) >= _ARTICLE_WORDS else ""


def _media(media: Sequence[RawMedia], base: str) -> tuple[Media, ...]:
    found = ((resolve_url(one.url, base), to_line(one.type, _LONGEST_TYPE)) for one in media[: 2 * _MOST_NAMES])
    return tuple({url: Media(url=url, type=kind) for url, kind in found if url}.values())[:_MOST_NAMES]


def _names(names: Sequence[str], *, without: re.Pattern[str] | None = None) -> tuple[str, ...]:
    lines = (to_title(name[:2_000])[:NAME_LENGTH].rstrip() for name in names[: 5 * _MOST_NAMES] if name)
    cleaned = (without.sub("", line).strip(" ()<>,;") if without else line for line in lines)
    return tuple(dict.fromkeys(name for name in cleaned if name))[:_MOST_NAMES]


def _newest(items: tuple[FeedItem, ...]) -> tuple[FeedItem, ...]:
    if len(items) <= MOST_ITEMS:
        return items
    order = sorted(range(len(items)), key=lambda i: (newest_claim(items[i]) or _NEVER, -i), reverse=True)
    return tuple(items[i] for i in sorted(order[:MOST_ITEMS]))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
