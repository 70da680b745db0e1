"""The fetch stage: an announced link becomes an archived page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from email.message import Message

from pipeline.errors import ArchiveError
from pipeline.ports import Archive, Fetcher
from pipeline.stages.loop import Stage
from pipeline.types import (
    Capture,
    Dropped,
    Fetched,
    FetchResult,
    Finished,
    GaveUp,
    Job,
    NotFetched,
    Outcome,
    Postponed,
    Request,
)

# Refusals that no second try changes and that are nobody's failure.
_POLICY = frozenset({"robots_disallowed", "egress_denied", "invalid_url"})
# The host has had its share: the entry waits its turn and keeps its attempts.
_TURNS = frozenset({"host_paused"})
VERSION = "1"


def make_fetch(fetcher: Fetcher, archive: Archive) -> Stage:
    """Make the stage from a fetcher and an archive."""

    def work(jobs: Sequence[Job]) -> Iterator[tuple[Job, Outcome]]:
        waiting = {job.entry.id: job for job in jobs}
        for answer in fetcher.fetch([Request(url=job.entry.url, key=job.entry.id) for job in jobs]):
            yield waiting[answer.request.key], _settle(answer, waiting[answer.request.key], archive)

    return Stage(name="fetch", version=VERSION, needs=(), work=work)


def _settle(answer: FetchResult, job: Job, archive: Archive) -> Outcome:
    if isinstance(answer, Fetched):
        return _archive(answer, job, archive)
    if not isinstance(answer, NotFetched):
        return GaveUp(reason="unexpected_304", detail="the server sent 304 to an unconditional request", transient=True)
    if answer.reason in _TURNS:
        return Postponed(reason=answer.reason, detail=answer.detail, wait=answer.retry_after or timedelta(seconds=30))
    if answer.reason in _POLICY and not answer.transient:
        return Dropped(reason=answer.reason, detail=answer.detail)
    return GaveUp(
        reason=answer.reason, detail=answer.detail, transient=answer.transient, retry_after=answer.retry_after
    )


def _archive(answer: Fetched, job: Job, archive: Archive) -> Outcome:
    key = f"{job.entry.id}{job.entry.revision:04x}"
    try:
        ref = archive.write(answer, key=key, seen_at=job.entry.first_seen_at)
    except ArchiveError as error:
        return Postponed(reason=error.reason, detail=error.message, wait=timedelta(seconds=60))
    media_type, charset = read_content_type(answer.headers.get("content-type", ""))
    capture = Capture(
        url=answer.url,
        status=answer.status,
        fetched_at=answer.fetched_at,
        media_type=media_type,
        charset=charset,
        last_modified=answer.headers.get("last-modified"),
        size=len(answer.body),
        archive=ref,
    )
    return Finished(artefact=capture, version=VERSION)


def read_content_type(value: str) -> tuple[str, str | None]:
    """Read a Content-Type header into media type and charset."""
    message = Message()
    message["Content-Type"] = value.replace("\r", " ").replace("\n", " ")
    charset = message.get_param("charset")
    return message.get_content_type() if value else "", str(charset) if isinstance(charset, str) else None
