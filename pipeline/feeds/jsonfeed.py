"""Reads JSON Feed 1.0 and 1.1. Every value is checked for its type; what has another one counts as absent."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from typing import Any, TypeAlias

from pipeline.errors import FeedError
from pipeline.feeds.items import RawFeed, RawItem, RawMedia

MOST_ITEMS = 5_000

_TELLING = frozenset({"id", "url", "content_html", "content_text"})

Object: TypeAlias = dict[str, Any]


def read_json_feed(text: str, *, url: str) -> RawFeed:
    """Read a JSON Feed; FeedError when it is other JSON, no JSON, or nested too deeply."""
    document = _load(text, url=url)
    items = document.get("items") if isinstance(document, dict) else None
    if not isinstance(document, dict) or not isinstance(items, list) or not _is_feed(document, items):
        raise _error("JSON that is no JSON Feed (there is no version and list of items)", "not_a_feed", url)
    objects = [item for item in items if isinstance(item, dict)]
    return RawFeed(
        kind="json",
        title=html.escape(_text(document, "title"), quote=False),
        link=_text(document, "home_page_url"),
        language=_text(document, "language"),
        items=tuple(_to_item(item) for item in objects[:MOST_ITEMS]),
        left_out=max(0, len(objects) - MOST_ITEMS),
        warnings=("the feed says that it has ended",) if document.get("expired") is True else (),
    )


def _load(text: str, *, url: str) -> object:
    try:
        document: object = json.loads(text.lstrip("\ufeff \t\r\n"), strict=False, parse_constant=lambda _: None)
    except RecursionError:
        raise _error("JSON that is nested too deeply", "oversize_structure", url) from None
    except ValueError as error:
        raise _error(f"broken JSON ({str(error)[:80]})", "not_a_feed", url) from None
    return document


def _is_feed(document: Object, items: list[Any]) -> bool:
    version = document.get("version")
    if isinstance(version, str) and "jsonfeed.org" in version:
        return True
    return bool(items) and all(isinstance(item, dict) and not _TELLING.isdisjoint(item) for item in items[:5])


def _to_item(item: Object) -> RawItem:
    markup, text = _text(item, "content_html"), _text(item, "content_text")
    return RawItem(
        guid=_text(item, "id"),
        links=tuple(link for link in (_text(item, "url"), _text(item, "external_url"), _guid_link(item)) if link),
        title=html.escape(_text(item, "title"), quote=False),
        summary=html.escape(_text(item, "summary")),
        content=markup or html.escape(text),
        published=_text(item, "date_published"),
        updated=_text(item, "date_modified"),
        authors=_authors(item),
        categories=tuple(html.escape(tag) for tag in _list(item, "tags") if isinstance(tag, str)),
        language=_text(item, "language"),
        media=tuple(_media(item)),
    )


def _media(item: Object) -> Iterator[RawMedia]:
    if image := _text(item, "image") or _text(item, "banner_image"):
        yield RawMedia(url=image, type="image")
    for attachment in _list(item, "attachments"):
        if isinstance(attachment, dict):
            yield RawMedia(url=_text(attachment, "url"), type=_text(attachment, "mime_type"))


def _guid_link(item: Object) -> str:
    guid = _text(item, "id")
    return guid if guid.startswith(("http://", "https://")) else ""


def _authors(item: Object) -> tuple[str, ...]:
    single = item.get("author")
    authors = [*_list(item, "authors"), *([single] if isinstance(single, dict) else [])]
    return tuple(html.escape(_text(author, "name")) for author in authors if isinstance(author, dict))


def _list(item: Object, key: str) -> list[Any]:
    value = item.get(key)
    return value[:100] if isinstance(value, list) else []


def _text(item: Object, key: str) -> str:
    """Read a string; the identifier of version 1.0 may be a number."""
    value = item.get(key)
    if isinstance(value, str):
        return value
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return f"{value:.0f}" if key == "id" and is_number and abs(value or 0) < 1e18 else ""


def _error(found: str, reason: str, url: str) -> FeedError:
    return FeedError(
        f"expected a feed (JSON Feed 1.0 or 1.1), found {found}: check the address", reason=reason, url=url
    )
