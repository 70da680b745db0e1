"""The alert stage: every rule looks at the document once; matches become alerts in the same transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from pipeline.rules.decide import decide_alerts
from pipeline.rules.load import RuleSet, parse_rules
from pipeline.rules.match import Matcher
from pipeline.stages.index import NEEDS
from pipeline.stages.loop import Clock, Stage
from pipeline.types import Finished, GaveUp, Job, Outcome
from pipeline.types.build import build_document

VERSION = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBook:
    """The rules in force with their matcher, and the files that they were read from."""

    rules: RuleSet
    matcher: Matcher
    files: Mapping[str, bytes]


def open_book(files: Mapping[str, bytes], *, names: Collection[str]) -> RuleBook:
    """Read rule files and make their matcher; bad rules are in `rules.problems` and do not hold."""
    rules = parse_rules(files, names=names)
    return RuleBook(rules=rules, matcher=Matcher(rules.rules), files=files)


def make_alert(book: RuleBook, *, clock: Clock, late_after: timedelta) -> Stage:
    """Make the stage from the rules in force."""

    def decide(job: Job) -> Outcome:
        document = build_document(job.entry, job.artefacts, job.versions)
        if document is None:
            return GaveUp(reason="no_article", detail="the entry has no article: run `wirewatch rewind --to extract`")
        matches = book.matcher.match(document)
        intents = decide_alerts(document, job.entry, matches, book.rules, now=clock(), late_after=late_after)
        return Finished(version=VERSION, alerts=intents)

    def work(jobs: Sequence[Job]) -> Iterator[tuple[Job, Outcome]]:
        for job in jobs:
            yield job, decide(job)

    return Stage(name="alert", version=VERSION, needs=(*NEEDS, "index"), work=work)
