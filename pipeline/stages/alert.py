"""The alert stage: every rule looks at the document once; matches become alerts in the same transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from pipeline.rules.decide import decide_alerts
from pipeline.rules.load import RuleSet
from pipeline.rules.match import Matcher
from pipeline.stages.index import NEEDS
from pipeline.stages.loop import Clock, Stage
from pipeline.types import Finished, GaveUp, Job, Outcome
from pipeline.types.build import build_document

VERSION = "1"


def make_alert(rules: RuleSet, matcher: Matcher, *, clock: Clock, late_after: timedelta) -> Stage:
    """Make the stage from the rules in force."""

    def decide(job: Job) -> Outcome:
        document = build_document(job.entry, job.artefacts, job.versions)
        if document is None:
            return GaveUp(reason="no_article", detail="the entry has no article: run `wirewatch rewind --to extract`")
        matches = matcher.match(document)
        intents = decide_alerts(document, job.entry, matches, rules, now=clock(), late_after=late_after)
        return Finished(version=VERSION, alerts=intents)

    def work(jobs: Sequence[Job]) -> Iterator[tuple[Job, Outcome]]:
        for job in jobs:
            yield job, decide(job)

    return Stage(name="alert", version=VERSION, needs=(*NEEDS, "index"), work=work)
