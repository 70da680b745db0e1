"""The API: search, articles, stories, and who said what."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

import msgspec
from fastapi import APIRouter, Query, Request, Response

from pipeline.app import App
from pipeline.errors import NotFoundError
from pipeline.query.tree import And
from pipeline.rules.match import matches
from pipeline.types import Document, FacetField, Facets, SearchPage, Selection
from pipeline.web.access import needs
from pipeline.web.answers import (
    FacetAnswer,
    FacetValue,
    Found,
    Quotes,
    Revisions,
    SaidQuote,
    Speakers,
    Step,
    Stories,
    StoryAnswer,
    StoryLine,
    Trail,
)
from pipeline.web.asking import Asked, Cursor, Limit, read_cursor, read_query, write_cursor
from pipeline.web.promises import promise, tell
from pipeline.web.rendering import find_app

router = APIRouter(default_response_class=Response, tags=["articles"])
_MOST_VALUES = 100


@router.get("/search", responses=promise(Found))
@needs("reader")
def search(request: Request, *, q: Asked = "", limit: Limit = 20, cursor: Cursor = None) -> Response:
    """Find documents, newest first; an empty query finds all."""
    app = find_app(request)
    page = app.index.search(read_query(app, q), limit=limit, after=read_cursor(cursor))
    return tell(Found(total=page.total, documents=page.documents, next=_next(page, limit)))


@router.get("/facets", responses=promise(FacetAnswer))
@needs("reader")
def count_facets(
    request: Request, *, q: Asked = "", most: Annotated[int, Query(ge=1, le=_MOST_VALUES)] = 20
) -> Response:
    """Count what a query finds by source, topic, speaker, language and day of publication."""
    app = find_app(request)
    found = app.index.browse(read_query(app, q), limit=0, most=most).facets
    facets: dict[str, tuple[FacetValue, ...]] = {field: _values(found, field) for field in found.values}
    return tell(FacetAnswer(total=found.total, counted=found.counted, facets=facets))


@router.get("/speakers", responses=promise(Speakers))
@needs("reader")
def list_speakers(
    request: Request, *, q: Asked = "", most: Annotated[int, Query(ge=1, le=_MOST_VALUES)] = 50
) -> Response:
    """Who is quoted in what a query finds."""
    app = find_app(request)
    return tell(Speakers(speakers=_values(app.index.browse(read_query(app, q), limit=0, most=most).facets, "speaker")))


@router.get("/quotes", responses=promise(Quotes))
@needs("reader")
def list_quotes(
    request: Request,
    *,
    speaker: Annotated[str, Query(max_length=200, description="Words of the speaker's name or role.")] = "",
    said: Annotated[str, Query(max_length=500, description="A phrase of the quotation.")] = "",
    q: Asked = "",
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    """Who said what: the quotations of a speaker, or with a phrase, in what a query finds; `limit` counts articles."""
    app = find_app(request)
    asked = " ".join(f"{field}:{_quote(value)}" for field, value in (("speaker", speaker), ("said", said)) if value)
    wanted = read_query(app, asked)
    node = And(children=(wanted, read_query(app, q))) if q.strip() else wanted
    page = app.index.search(node, limit=limit, after=read_cursor(cursor))
    quotes = tuple(
        SaidQuote(
            document=document.id,
            url=document.url,
            title=document.title,
            source=document.source.name,
            published_at=document.published_at,
            quote=quote,
        )
        for document in page.documents
        for quote in document.quotes
        if not asked or matches(wanted, msgspec.structs.replace(document, quotes=(quote,)))
    )
    return tell(Quotes(quotes=quotes, next=_next(page, limit)))


@router.get("/articles/{article}", responses=promise(Document))
@needs("reader")
def show_article(request: Request, article: str, *, revision: Annotated[int | None, Query(ge=1)] = None) -> Response:
    """One article by its id, as it is or as it was."""
    app = find_app(request)
    return tell(_read(app, app.store.entry(article).id, revision=revision))


@router.get("/articles/{article}/revisions", responses=promise(Revisions))
@needs("reader")
def list_revisions(request: Request, article: str) -> Response:
    """All kept revisions of an article."""
    app = find_app(request)
    known = app.store.entry(article).id
    kept = (app.store.document(known, revision=revision) for revision in app.store.revisions(known))
    return tell(Revisions(revisions=tuple(document for document in kept if document)))


@router.get("/articles/{article}/trail", responses=promise(Trail))
@needs("reader")
def show_trail(request: Request, article: str) -> Response:
    """The way of an article through the program."""
    app = find_app(request)
    steps = tuple(
        Step(
            at=line.at,
            revision=line.revision,
            stage=line.stage,
            from_status=line.from_status,
            to_status=line.to_status,
            took_seconds=line.took.total_seconds(),
            attempt=line.attempt,
            reason=line.reason,
            detail=line.detail,
        )
        for line in app.store.trail(app.store.entry(article).id)
    )
    return tell(Trail(steps=steps))


@router.get("/stories", responses=promise(Stories))
@needs("reader")
def list_stories(request: Request, *, q: Asked = "", limit: Limit = 20, cursor: Cursor = None) -> Response:
    """The stories whose first article a query finds; `limit` counts the articles looked at, reprints too."""
    app = find_app(request)
    page = app.index.search(read_query(app, q), limit=limit, after=read_cursor(cursor))
    origins = [document for document in page.documents if document.story.origin]
    told = Selection(stories=tuple(document.story.id for document in origins))
    counts: Counter[str] = Counter()
    if told.stories:
        counts.update(entry.story.id for entry in app.store.entries(told) if entry.story)
    stories = tuple(
        StoryLine(id=document.story.id, origin=document, articles=counts[document.story.id]) for document in origins
    )
    return tell(Stories(stories=stories, next=_next(page, limit)))


@router.get("/stories/{story}", responses=promise(StoryAnswer))
@needs("reader")
def show_story(request: Request, story: str) -> Response:
    """The articles of a story."""
    store = find_app(request).store
    documents = [store.document(entry.id) for entry in store.entries(Selection(stories=(story,), limit=500))]
    if not documents:
        raise NotFoundError(f"there is no story {story!r}", story=story)
    return tell(StoryAnswer(id=story, documents=tuple(one for one in reversed(documents) if one)))


def _read(app: App, entry: str, *, revision: int | None) -> Document:
    document = app.store.document(entry, revision=revision)
    if document is None:
        raise NotFoundError(f"entry {entry} has no such document (yet)", entry=entry)
    return document


def _next(page: SearchPage, limit: int) -> str | None:
    return write_cursor(page.last) if len(page.documents) == limit else None


def _values(found: Facets, field: FacetField) -> tuple[FacetValue, ...]:
    return tuple(FacetValue(value=value, documents=count) for value, count in found.values[field])


def _quote(words: str) -> str:
    return '"' + words.replace("\\", " ").replace('"', " ") + '"'
