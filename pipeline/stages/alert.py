"""The alert stage: every rule looks at the document once; matches become alerts in the same transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from pipeline.errors import PipelineError
from pipeline.pages.revisions import compare_texts, show_change
from pipeline.ports import AlertLedger
from pipeline.rules.changes import asks_for_changes, decide_changes
from pipeline.rules.decide import decide_alerts
from pipeline.rules.load import RuleSet, parse_rules, write_definition
from pipeline.rules.match import Matcher
from pipeline.stages.index import NEEDS
from pipeline.stages.loop import Clock, Stage
from pipeline.types import AlertIntent, Document, Evidence, Finished, GaveUp, Job, Outcome, RuleVersion
from pipeline.types.build import build_document

VERSION = "1"


def _show_change(old: Document, new: Document, evidence: Evidence, *, in_old: bool) -> tuple[str, str]:
    was, now = (str(getattr(document, evidence.field)) for document in (old, new))
    return show_change(compare_texts(was, now), was, now, place=(evidence.start, evidence.end), in_old=in_old)


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


def list_versions(rules: RuleSet, *, now: datetime) -> tuple[RuleVersion, ...]:
    """The rules in force, as the ledger keeps them."""
    return tuple(
        RuleVersion(rule=rule.id, version=rule.version, since=now, definition=write_definition(rule))
        for rule in rules.rules
    )


def make_decider(
    book: RuleBook,
    ledger: AlertLedger,
    *,
    clock: Clock,
    late_after: timedelta,
    read_before: Callable[[Document], Document | None],
) -> Callable[[Job], Outcome]:
    """Make what decides which alerts an entry rings, and tell the ledger which rules are in force.

    `read_before` knows how a revision's article read before it.
    """
    watches = asks_for_changes(book.rules)
    since = ledger.register_rules(list_versions(book.rules, now=clock()), now=clock())

    def decide(job: Job) -> Outcome:
        document = build_document(job.entry, job.artefacts, job.versions)
        if document is None:
            return GaveUp(reason="no_article", detail="the entry has no article: run `wirewatch rewind --to extract`")
        matches = book.matcher.match(document)
        intents = decide_alerts(document, job.entry, matches, book.rules, now=clock(), late_after=late_after)
        new = {one.rule for one in intents if document.revision > 1 and since[one.rule] > document.first_seen_at}
        if not (new or (watches and document.revision > 1)):
            return Finished(version=VERSION, alerts=intents)
        try:
            before = read_before(document)
        except PipelineError as error:
            return Finished(version=VERSION, alerts=intents, detail=f"not compared with before: {error.reason}")
        if before is not None:
            held = {match.rule for match in book.matcher.match(before)} & new
            intents = tuple(intent for intent in intents if intent.rule not in held)
            intents += decide_changes(
                book.matcher, book.rules, old=before, new=document, now=clock(), show=_show_change
            )
        return Finished(version=VERSION, alerts=intents)

    return decide


def make_alert(decide: Callable[[Job], Outcome]) -> Stage:
    """Make the stage from what decides."""

    def work(jobs: Sequence[Job]) -> Iterator[tuple[Job, Outcome]]:
        for job in jobs:
            yield job, decide(job)

    return Stage(name="alert", version=VERSION, needs=(*NEEDS, "index"), work=work)


def ring_ahead(make: Callable[[], Callable[[Job], Outcome]]) -> Callable[[Job], tuple[AlertIntent, ...]]:
    """Make what an entry rings for while it waits for the search engine; rules are read when the first one does.

    What goes wrong with them is told by the alert stage, and does not hold up the waiting.
    """
    made = cache(make)

    def ring(job: Job) -> tuple[AlertIntent, ...]:
        try:
            outcome = made()(job)
        except PipelineError:
            return ()
        return outcome.alerts if isinstance(outcome, Finished) else ()

    return ring
