"""The index stage: the document of an entry goes to the search index, which may be down.

Alerts do not wait for it: what the index cannot take now, or refuses, is shown to the rules here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from pipeline.errors import SearchUnavailableError
from pipeline.ports import Index
from pipeline.stages.loop import Clock, Stage
from pipeline.types import AlertIntent, Document, Dropped, Finished, GaveUp, Indexed, Job, Outcome, Postponed, StageName
from pipeline.types.build import build_document

VERSION = "1"
NEEDS: tuple[StageName, ...] = ("fetch", "extract", "dates", "speakers", "topics")
_WAIT = timedelta(seconds=30)


Ring = Callable[[Job], tuple[AlertIntent, ...]]


def make_index(index: Index, clock: Clock, *, ring: Ring) -> Stage:
    """Make the stage; `clock` says when a document was indexed, `ring` what an entry rings for."""

    def work(jobs: Sequence[Job]) -> Iterator[tuple[Job, Outcome]]:
        built = {job.entry.id: build_document(job.entry, job.artefacts, job.versions) for job in jobs}
        documents = [document for document in built.values() if document is not None]
        outcomes = _write(index, documents, clock)
        missing = GaveUp(reason="no_article", detail="the entry has no article: run `wirewatch rewind --to extract`")
        for job in jobs:
            yield job, _ring_ahead(job, outcomes.get(job.entry.id, missing), ring)

    return Stage(name="index", version=VERSION, needs=NEEDS, work=work)


def _ring_ahead(job: Job, outcome: Outcome, ring: Ring) -> Outcome:
    """Once while it waits: an entry that has the reason already has rung."""
    if isinstance(outcome, Dropped | Postponed) and outcome.reason != job.entry.reason:
        return replace(outcome, alerts=ring(job))
    return outcome


def _write(index: Index, documents: Sequence[Document], clock: Clock) -> dict[str, Outcome]:
    at = clock()
    outcomes: dict[str, Outcome] = {}
    try:
        for written in index.write(documents, at=at):
            detail = written.detail or ""
            if written.status == "indexed":
                outcomes[written.id] = Finished(artefact=Indexed(indexed_at=at), version=VERSION)
            elif written.status == "refused":
                outcomes[written.id] = Dropped(reason=written.reason or "refused_by_index", detail=detail)
            else:
                outcomes[written.id] = Postponed(reason=written.reason or "search_busy", detail=detail, wait=_WAIT)
    except SearchUnavailableError as error:
        for document in documents:
            outcomes.setdefault(document.id, Postponed(reason=error.reason, detail=error.message, wait=_WAIT))
    return outcomes
