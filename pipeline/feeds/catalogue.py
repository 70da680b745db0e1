"""Lists of feeds: OPML, as every feed reader exports it, and TOML, as people write it by hand."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.claims.urls import host_of, registrable_domain
from pipeline.errors import CatalogueError
from pipeline.feeds.identity import make_spec, slug, to_source
from pipeline.feeds.opml import MOST_FEEDS, read_opml, to_opml
from pipeline.feeds.plain import to_language, to_line
from pipeline.types import FeedSpec, Source

_LARGEST = 10_000_000
_KEYS = ("id", "url", "name", "source", "language", "tags", "interval_seconds")
_SOURCE_KEYS = ("id", "name", "domain")


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """The feeds of a list, ids unique, and what was left out of it and why."""

    feeds: tuple[FeedSpec, ...]
    warnings: tuple[str, ...] = ()


def parse_catalogue(data: bytes, *, name: str) -> Catalogue:
    """Read a list of feeds, OPML or TOML by its content; `name` stands in messages. CatalogueError when it is wrong.

    In OPML, which others write, an outline that cannot be watched is a warning; in TOML it is an error with its line.
    """
    if len(data) > _LARGEST:
        raise CatalogueError(f"{name}: expected a list of feeds of at most 10 MB, found {len(data)} bytes", name=name)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        found, warnings = read_opml(data, name=name)
    else:
        found, warnings = _read_toml(data, name=name), []
    if len(found) > MOST_FEEDS:
        warnings.append(f"{len(found) - MOST_FEEDS} feeds were left out: a list holds at most {MOST_FEEDS}")
    return Catalogue(feeds=_unique(found[:MOST_FEEDS], warnings), warnings=tuple(warnings))


def write_opml(feeds: Iterable[FeedSpec]) -> bytes:
    """Write a list of feeds as OPML 2.0, which reads back as it was."""
    return to_opml(feeds)


def write_toml(feeds: Iterable[FeedSpec]) -> bytes:
    """Write a list of feeds as TOML, which reads back as it was."""
    return "\n".join(_to_toml(feed) for feed in feeds).encode()


def _unique(feeds: Sequence[FeedSpec], warnings: list[str]) -> tuple[FeedSpec, ...]:
    """Drop feeds with a URL that was met before; give a number to ids that were."""
    urls: set[str] = set()
    kept: dict[str, FeedSpec] = {}
    for feed in feeds:
        if feed.url in urls:
            warnings.append(f"{feed.url} is listed twice: its first listing counts")
            continue
        urls.add(feed.url)
        number, free = 1, feed.id
        while free in kept:
            number += 1
            free = f"{feed.id}-{number}"
        kept[free] = replace(feed, id=free)
    return tuple(kept.values())


def _read_toml(data: bytes, *, name: str) -> list[FeedSpec]:
    try:
        text = data.decode("utf-8-sig")
        document = tomllib.loads(text.replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        raise CatalogueError(f"{name}: expected UTF-8 text, found other bytes: {error.reason}", name=name) from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise CatalogueError(f"{name}: expected TOML or OPML, found neither: {error}", name=name) from None
    for key in document:
        if key != "feed":
            raise CatalogueError(f"{name}: unknown table {key!r}{_suggest(key, ('feed',))}: write [[feed]]", name=name)
    tables = document.get("feed", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise CatalogueError(f"{name}: expected [[feed]] with two brackets before each feed", name=name)
    lines = [number for number, line in enumerate(text.split("\n"), 1) if re.match(r"\s*\[\[\s*feed\s*\]\]", line)]
    return [
        _read_table(table, where=f"{name}, line {lines[index]}" if index < len(lines) else f"{name}, feed {index + 1}")
        for index, table in enumerate(tables)
    ]


def _read_table(table: Mapping[str, Any], *, where: str) -> FeedSpec:
    _check_keys(table, _KEYS, where)
    texts = {key: _text(table, key, where) for key in ("id", "url", "name", "language")}
    if not texts["url"]:
        raise CatalogueError(f'{where}: expected url = "https://...", found none', where=where)
    tags = table.get("tags", [])
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise CatalogueError(f'{where}: expected tags = ["one", "two"], found {tags!r}', where=where)
    if texts["language"] and to_language(texts["language"]) is None:
        raise CatalogueError(f'{where}: expected a language such as "en", found {texts["language"]!r}', where=where)
    interval = table.get("interval_seconds")
    if interval is not None and (type(interval) is not int or interval < 1):
        raise CatalogueError(f"{where}: expected interval_seconds = 300, found {interval!r}", where=where)
    try:
        return make_spec(
            texts["url"],
            name=texts["name"],
            id=texts["id"],
            source=_read_source(table.get("source", ""), url=texts["url"], where=where),
            language=texts["language"],
            tags=tags,
            interval_seconds=interval,
        )
    except CatalogueError as error:
        raise CatalogueError(f"{where}: {error.message}", where=where) from None


def _read_source(value: object, *, url: str, where: str) -> Source | str:
    if isinstance(value, str):
        return value
    if not isinstance(value, dict):
        raise CatalogueError(f'{where}: expected source = "name", found {value!r}', where=where)
    _check_keys(value, _SOURCE_KEYS, f"{where}, source")
    texts = {key: _text(value, key, where) for key in _SOURCE_KEYS}
    domain = texts["domain"] or registrable_domain(host_of(url))
    named = to_source(to_line(texts["name"]), domain=domain)
    return Source(id=slug(texts["id"]) if texts["id"] else named.id, name=named.name, domain=domain)


def _check_keys(table: Mapping[str, Any], allowed: Sequence[str], where: str) -> None:
    for key in table:
        if key not in allowed:
            raise CatalogueError(f"{where}: unknown key {key!r}{_suggest(key, allowed)}", where=where)


def _suggest(key: str, allowed: Sequence[str]) -> str:
    near = difflib.get_close_matches(key, allowed, n=1)
    return f"; did you mean {near[0]!r}?" if near else f"; known are {', '.join(allowed)}"


def _text(table: Mapping[str, Any], key: str, where: str) -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        raise CatalogueError(f'{where}: expected {key} = "text", found {value!r}', where=where)
    return value


def _to_toml(feed: FeedSpec) -> str:
    source = feed.source
    lines = [
        "[[feed]]",
        f"id = {_quoted(feed.id)}",
        f"url = {_quoted(feed.url)}",
        f"name = {_quoted(feed.name)}",
        f"source = {{ id = {_quoted(source.id)}, name = {_quoted(source.name)}, domain = {_quoted(source.domain)} }}",
    ]
    if feed.language:
        lines.append(f"language = {_quoted(feed.language)}")
    if feed.tags:
        lines.append(f"tags = [{', '.join(_quoted(tag) for tag in feed.tags)}]")
    if feed.interval_seconds:
        lines.append(f"interval_seconds = {feed.interval_seconds}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda found: f"\\u{ord(found[0]):04x}", escaped) + '"'
