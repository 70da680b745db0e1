"""What is archived stays what the ledger says of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.archive.warc import WarcArchive
from pipeline.stages.fetch import make_fetch
from pipeline.types import Capture, Entry, Fetched, FetchResult, Finished, Job, Request, Status
from tests.store.world import NOW, make_id, make_intent, make_spec


@dataclass(frozen=True, slots=True)
class Web:
    """A page that is never the same bytes twice."""

    body: bytes

    def fetch(self, requests: Sequence[Request]) -> Iterator[FetchResult]:
        for request in requests:
            yield Fetched(request=request, url=request.url, status=200, headers={}, body=self.body, fetched_at=NOW)


def fetch(job: Job, archive: WarcArchive, body: bytes) -> Capture:
    ((_, outcome),) = make_fetch(Web(body), archive).work([job])
    assert isinstance(outcome, Finished)
    assert isinstance(outcome.artefact, Capture)
    return outcome.artefact


def test_a_worker_that_comes_too_late_writes_over_nothing(tmp_path: Path) -> None:
    intent = make_intent("a")
    entry = Entry(
        id=make_id("a"),
        url=intent.url,
        feed="sample-wire",
        source=make_spec().source,
        item=intent.item,
        status=Status.FOUND,
        revision=1,
        quiet=False,
        first_seen_at=NOW,
        due_at=NOW,
        attempts=1,
    )
    archive = WarcArchive(f"file://{tmp_path}")
    kept = fetch(Job(entry=entry, lease="second"), archive, b"what the ledger knows")
    fetch(Job(entry=entry, lease="first"), archive, b"what a worker brings whose lease has run out")
    assert archive.read(kept.archive).body == b"what the ledger knows"
    again = fetch(Job(entry=entry, lease="third"), archive, b"what the ledger knows")
    assert again.archive == kept.archive
