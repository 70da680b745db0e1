"""`wirewatch extract --jsonl` and `wirewatch enrich --jsonl`: the annotators as filters, one JSON object a line.

No input makes them stop or lose a line: what cannot be done comes back with its id and an `error`.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import sys
import zlib
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import IO, Any

import click
import msgspec

from pipeline.app import App, open_app, read_clock
from pipeline.enrich.names import NameSets
from pipeline.enrich.topics import Taxonomy
from pipeline.errors import ConfigError, PipelineError
from pipeline.pages.page import Page
from pipeline.stages.annotate import Story, annotate_dates, annotate_speakers, annotate_topics

_CHUNK = 64
_LINE_BYTES = 64 << 20
_ID = re.compile(rb""""id"\s*:\s*("(?:[^"\\]|\\.){0,1000}"|-?\d{1,18}(?=\s*[,}]))""")
_PAGE_BYTES = 20 << 20


class ExtractLine(msgspec.Struct, kw_only=True):
    """A page to extract: `path` (may be .gz) or `html`."""

    id: str | int
    path: str | None = None
    html: str | None = None
    url: str | None = None
    fetched_at: str | None = None


class EnrichLine(msgspec.Struct, kw_only=True):
    """A text to tag."""

    id: str | int
    text: str
    title: str | None = None
    published_at: str | None = None
    language: str | None = None
    section: str | None = None
    keywords: list[str] | None = None
    url: str | None = None


_jsonl = click.option("--jsonl", is_flag=True, required=True, help="Read and write one JSON object a line.")


@click.command()
@_jsonl
def extract(*, jsonl: bool) -> int:  # noqa: ARG001 - the flag names the format
    """Read {"id", "path" or "html", "url", "fetched_at"?} a line; write the article a line, with the same id."""
    with open_app() as app:
        _filter(app, _read_page, _extract)
    return 0


@click.command()
@_jsonl
def enrich(*, jsonl: bool) -> int:  # noqa: ARG001 - the flag names the format
    """Read {"id", "text", "title"?, "published_at"?, "language"?, ...} a line; write the tags a line, with the same id.

    What the source says of a text may come with it, as "section", "keywords" (a list) and "url"; topics make use of it.
    """
    with open_app() as app:
        _filter(app, _read_story, partial(_enrich, taxonomy=_taxonomy(app), names=_names(app)))
    return 0


def _filter(app: App, read: Callable[[bytes], tuple[object, Any]], work: Callable[[Any], dict[str, Any]]) -> None:
    if sys.stdin is None:
        raise ConfigError("standard input is closed: expected one JSON object a line")
    for chunk in _read_chunks(_reopen(sys.stdin.buffer)):
        for answer in _answer([line for line in chunk if line.strip()], app, read=read, work=work):
            sys.stdout.buffer.write(msgspec.json.encode(answer) + b"\n")
            sys.stdout.buffer.flush()


def _reopen(stream: IO[bytes]) -> IO[bytes]:
    """A stream of our own: one that a thread waits for could not be closed when the program ends."""
    try:
        return os.fdopen(os.dup(stream.fileno()), "rb")
    except OSError:
        return stream


def _read_chunks(stream: IO[bytes]) -> Iterator[list[bytes]]:
    """The lines that are there, at least one: a caller may wait for an answer before it writes the next line."""
    waiting: Queue[bytes | None] = Queue(_CHUNK)
    Thread(target=_feed, args=(stream, waiting), daemon=True).start()
    while line := waiting.get():
        chunk = [line]
        while len(chunk) < _CHUNK and not waiting.empty():
            if not (line := waiting.get()):
                yield chunk
                return
            chunk.append(line)
        yield chunk


def _feed(stream: IO[bytes], waiting: Queue[bytes | None]) -> None:
    """Put every line, but of a line without end only the beginning, which is then answered with an error."""
    try:
        while line := stream.readline(_LINE_BYTES):
            rest = line
            while rest and not rest.endswith(b"\n"):
                rest = stream.readline(_LINE_BYTES)
            waiting.put(line)
    finally:
        waiting.put(None)


def _answer(
    lines: Sequence[bytes],
    app: App,
    *,
    read: Callable[[bytes], tuple[object, Any]],
    work: Callable[[Any], dict[str, Any]],
) -> Iterator[dict[str, Any]]:
    inputs = [_try(read, line.removeprefix(BOM_UTF8)) for line in lines]
    results = app.workers.map(work, [value for _, value in inputs if not isinstance(value, PipelineError)])
    for identity, value in inputs:
        found = value if isinstance(value, PipelineError) else next(results)
        if isinstance(found, PipelineError):
            error = {"reason": str(found.subject.get("reason", found.reason)), "message": found.message}
            yield {"id": identity, "error": error}
        else:
            yield {"id": identity, **{key: item for key, item in found.items() if key != "id"}}


def _try(read: Callable[[bytes], tuple[object, Any]], line: bytes) -> tuple[object, Any]:
    try:
        return read(line)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        return _find_id(line), ConfigError(f"not a line of the expected shape: {error}")
    # ValueError: a path with a NUL in it.
    except (OSError, EOFError, zlib.error, ValueError) as error:
        return _find_id(line), ConfigError(f"the page cannot be read: {error}")


def _find_id(line: bytes) -> object:
    """The id of a line that cannot be read as a whole: as far as JSON goes, else the first thing written as one."""
    try:
        value = msgspec.json.decode(line)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return _guess_id(line)
    return value.get("id") if isinstance(value, dict) else None


def _guess_id(line: bytes) -> object:
    found = _ID.search(line)
    if found is None:
        return None
    try:
        value = json.loads(found[1].decode("utf-8", "replace"), strict=False)
    except ValueError:
        return None
    # A lone surrogate could not be written back.
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _read_page(line: bytes) -> tuple[object, Page]:
    row = msgspec.json.decode(line, type=ExtractLine)
    if row.html is not None:
        html, charset = row.html.encode("utf-8", "surrogatepass"), "utf-8"
    elif row.path is not None:
        html, charset = _read_file(Path(row.path)), None
    else:
        raise msgspec.ValidationError("expected `path` or `html`")
    moment = _read_moment(row.fetched_at) or read_clock()
    return row.id, Page(
        html=html,
        url=row.url or "",
        final_url=row.url or "",
        media_type="text/html",
        charset=charset,
        first_seen_at=moment,
        fetched_at=moment,
    )


def _read_file(path: Path) -> bytes:
    if path.suffix == ".gz":
        with gzip.open(path) as packed:
            return packed.read(_PAGE_BYTES)
    with path.open("rb") as plain:
        return plain.read(_PAGE_BYTES)


def _extract(page: Page) -> dict[str, Any]:
    from pipeline.stages.extract import extract_page

    article = msgspec.to_builtins(extract_page(page))
    article["published_at"] = article["dating"]["value"]
    return {key: value for key, value in article.items() if key != "signature"}


def _read_story(line: bytes) -> tuple[object, Story]:
    row = msgspec.json.decode(line, type=EnrichLine)
    return row.id, Story(
        text=row.text,
        title=row.title or "",
        published_at=_read_moment(row.published_at),
        zoned=_is_zoned(row.published_at),
        language=row.language,
        section=row.section,
        keywords=tuple(row.keywords or ()),
        url=row.url,
    )


def _read_moment(value: str | None) -> datetime | None:
    """A day alone is taken as its start in UTC; what is no date is no date, not an error."""
    try:
        moment = datetime.fromisoformat(value or "")
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _is_zoned(value: str | None) -> bool:
    """A moment without a zone is a day, as far as other places are concerned."""
    try:
        return datetime.fromisoformat(value or "").tzinfo is not None
    except ValueError:
        return False


def _enrich(story: Story, *, taxonomy: Taxonomy, names: NameSets) -> dict[str, Any]:
    dated, attributed = annotate_dates(story), annotate_speakers(story)
    classified = annotate_topics(story, taxonomy=taxonomy, names=names)
    return {
        **msgspec.to_builtins(dated),
        **msgspec.to_builtins(attributed),
        "topics": msgspec.to_builtins(classified.topics),
        "names": msgspec.to_builtins(classified.names),
    }


def _taxonomy(app: App) -> Taxonomy:
    """The topics of the home folder, or the starter set before `wirewatch init`."""
    from pipeline.config import find_data
    from pipeline.enrich.topics import parse_taxonomy
    from pipeline.seeds import read_seed_files

    if (app.settings.home / "topics").is_dir():
        return app.taxonomy
    return parse_taxonomy(read_seed_files(find_data("seeds") / "topics"))


def _names(app: App) -> NameSets:
    """The watched names of the home folder, or the starter set before `wirewatch init`."""
    from pipeline.config import find_data
    from pipeline.enrich.names import parse_names
    from pipeline.seeds import read_seed_files

    if (app.settings.home / "names").is_dir():
        return app.names
    return parse_names(read_seed_files(find_data("seeds") / "names"))
