"""Puts the artefacts of the stages together into the document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from pipeline.types.artefact import Artefact, Article, Attributed, Capture, Classified, Dated, Indexed
from pipeline.types.document import Document, Story
from pipeline.types.ledger import Entry
from pipeline.types.status import StageName

A = TypeVar("A", bound=Artefact)


def build_document(
    entry: Entry, artefacts: Mapping[StageName, Artefact], versions: Mapping[StageName, str]
) -> Document | None:
    """Build the document of an entry's revision; None while the page has not been extracted.

    Stages that have not run yet leave their fields empty.
    """
    capture = _of(artefacts.get("fetch"), Capture)
    article = _of(artefacts.get("extract"), Article)
    if capture is None or article is None:
        return None
    dated = _of(artefacts.get("dates"), Dated) or Dated(dateline=None, dates=())
    attributed = _of(artefacts.get("speakers"), Attributed) or Attributed(quotes=(), speakers=(), people=())
    classified = _of(artefacts.get("topics"), Classified) or Classified(topics=(), names=(), title_names=())
    indexed = _of(artefacts.get("index"), Indexed)
    return Document(
        id=entry.id,
        url=entry.url,
        canonical_url=article.canonical_url,
        source=entry.source,
        feed=entry.feed,
        language=article.language,
        title=article.title,
        lead=article.lead,
        text=article.text,
        byline=article.byline,
        images=article.images,
        published_at=article.dating.value,
        dating=article.dating,
        first_seen_at=entry.first_seen_at,
        fetched_at=capture.fetched_at,
        indexed_at=indexed.indexed_at if indexed else None,
        revision=entry.revision,
        dateline=dated.dateline,
        dates=dated.dates,
        quotes=attributed.quotes,
        speakers=attributed.speakers,
        people=attributed.people,
        topics=classified.topics,
        names=classified.names,
        title_names=classified.title_names,
        story=entry.story or Story(id=entry.id, origin=True),
        verdict=article.verdict,
        text_hash=article.text_hash,
        archive=capture.archive,
        versions={stage: version for stage, version in versions.items() if version and stage != "index"},
        section=article.section,
        keywords=article.keywords,
        agency=article.agency,
    )


def _of(artefact: Artefact | None, kind: type[A]) -> A | None:
    return artefact if isinstance(artefact, kind) else None
