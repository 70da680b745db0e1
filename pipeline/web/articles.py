"""One article with all that was found in it, and where it came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from pipeline.app import App
from pipeline.pages.reprints import Reprint, compare_prints, find_agency
from pipeline.pages.revisions import Piece, compare_texts, find_changed
from pipeline.query import parse_query
from pipeline.rules.match import find_evidence
from pipeline.types import Article, Document, Entry, Evidence, Selection
from pipeline.web.access import needs
from pipeline.web.marking import cut_paragraphs, find_marks
from pipeline.web.rendering import find_app, render

router = APIRouter(default_response_class=HTMLResponse)
_OTHERS = 50
VERDICTS = {
    "full": "The whole article was had.",
    "teaser": "Only the beginning of the article was had.",
    "paywall": "The article is behind a paywall.",
    "consent": "A consent wall stood before the article.",
    "index": "The page is a list of articles.",
    "error": "The page is no article.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """An earlier revision and the paragraphs that differ from it."""

    before: Document
    changes: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """The article that this one repeats, how much of it, and whose copy both say that it is."""

    origin: Document
    kept: Reprint
    agency: str | None


@router.get("/article/{entry}")
@needs("reader")
def show_article(  # noqa: PLR0917 - FastAPI calls by name
    request: Request,
    entry: str,
    q: Annotated[str, Query(max_length=4096)] = "",
    revision: Annotated[int | None, Query(ge=1)] = None,
    against: Annotated[int | None, Query(ge=1)] = None,
) -> HTMLResponse:
    """One article with its dates, quotations, names and topics marked where they stand, and its trail."""
    app = find_app(request)
    known = app.store.entry(entry)
    document = app.store.document(known.id, revision=revision)
    alerts = app.store.alerts(entry=known.id)
    revisions = app.store.revisions(known.id)
    shown: dict[str, Any] = {"entry": known, "document": document, "alerts": alerts, "revisions": revisions}
    if document:
        shown |= _describe(app, document, _find_hits(app, document, q))
        shown["compared"] = _compare(app, document, against or _find_before(revisions, document.revision))
        shown["others"] = _find_others(app, known)
    return render(request, "article.html", trail=app.store.trail(known.id), **shown)


def _find_before(revisions: tuple[int, ...], shown: int) -> int | None:
    return max((kept for kept in revisions if kept < shown), default=None)


def _find_hits(app: App, document: Document, query: str) -> tuple[Evidence, ...]:
    """What the query found that the reader came from, and what rang."""
    found = find_evidence(parse_query(query, names=app.names.ids), document) if query.strip() else ()
    alerts = app.store.alerts(entry=document.id)
    return (*found, *(item for alert in alerts if alert.revision == document.revision for item in alert.evidence))


def _describe(app: App, document: Document, hits: tuple[Evidence, ...]) -> dict[str, Any]:
    artefacts, _ = app.store.artefacts(document.id, document.revision)
    article = artefacts.get("extract")
    return {
        "paragraphs": cut_paragraphs(document.text, find_marks(document, hits)),
        "hits": hits,
        "judged": VERDICTS[document.verdict],
        "judged_by": article.verdict_reason if isinstance(article, Article) else "",
        "archived": artefacts.get("fetch"),
        "repeated": _find_origin(app, document),
    }


def _find_origin(app: App, document: Document) -> Repeated | None:
    origin = app.store.document(document.story.reprint_of) if document.story.reprint_of else None
    if origin is None:
        return None
    kept = compare_prints(origin.text, document.text)
    return Repeated(origin=origin, kept=kept, agency=find_agency(origin, document))


def _find_others(app: App, entry: Entry) -> tuple[Entry, ...]:
    """Who else has the story, the one who had it first at the top."""
    if entry.story is None:
        return ()
    tellers = app.store.entries(Selection(stories=(entry.story.id,), limit=_OTHERS))
    return tuple(reversed([other for other in tellers if other.id != entry.id]))


def _compare(app: App, document: Document, against: int | None) -> Compared | None:
    """What a revision changes of another one."""
    before = app.store.document(document.id, revision=against) if against else None
    if before is None or before.revision == document.revision:
        return None
    fields = ((before.title, document.title), (before.text, document.text))
    changes = tuple(paragraph for was, now in fields for paragraph in find_changed(compare_texts(was, now)))
    return Compared(before=before, changes=changes)
