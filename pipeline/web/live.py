"""The newest stories, a line for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from pipeline.query.tree import Every
from pipeline.types import Document, Entry, Joined, Selection
from pipeline.web.access import needs
from pipeline.web.rendering import find_app, render

router = APIRouter(default_response_class=HTMLResponse)
_ARTICLES = 150  # the newest ones, whose stories are shown
_STORIES = 60
_TELLERS = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLine:
    """A story by its newest article, and who tells it."""

    newest: Document
    joined: Joined


@router.get("/live")
@needs("reader")
def show_live(request: Request, refresh: Annotated[int | None, Query(ge=10, le=3600)] = None) -> HTMLResponse:
    """The newest stories; with `refresh` the page comes again after so many seconds."""
    app = find_app(request)
    newest: dict[str, Document] = {}
    for document in app.index.search(Every(), limit=_ARTICLES).documents:
        newest.setdefault(document.story.id, document)
    shown = dict(list(newest.items())[:_STORIES])
    told = app.store.entries(Selection(stories=tuple(shown), limit=_TELLERS)) if shown else ()
    joined = count_tellers(told)
    lines = [StoryLine(newest=one, joined=joined.get(story, Joined())) for story, one in shown.items()]
    return render(request, "live.html", days=list(_by_day(lines)), refresh=refresh, now=app.clock())


def count_tellers(entries: Iterable[Entry]) -> dict[str, Joined]:
    """How many articles tell a story on their own and how many repeat one, and whose they are, newest first."""
    piles: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.story is not None:
            piles.setdefault(entry.story.id, []).append(entry)
    return {story: _count(pile) for story, pile in piles.items()}


def _count(pile: list[Entry]) -> Joined:
    reprints = sum(1 for entry in pile if entry.story and entry.story.reprint_of)
    sources = tuple(dict.fromkeys(entry.source.name for entry in pile))
    return Joined(origins=len(pile) - reprints, reprints=reprints, sources=sources)


def _by_day(lines: Iterable[StoryLine]) -> Iterator[tuple[str, list[StoryLine]]]:
    days: dict[str, list[StoryLine]] = {}
    for line in lines:
        moment = line.newest.published_at or line.newest.first_seen_at
        days.setdefault(f"{moment:%A, %d %B %Y}", []).append(line)
    yield from days.items()
