"""Decides which rules ring for what a revision changed: they match now and did not before, or the other way round."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from pipeline.rules.decide import PATIENCE, write_title
from pipeline.rules.load import Rule, RuleSet
from pipeline.rules.match import Match, Matcher
from pipeline.types import RINGING, AlertEvent, AlertIntent, Change, Document, Evidence


class ShowChange(Protocol):
    """Says how a passage and the words around it read before and after."""

    def __call__(self, old: Document, new: Document, evidence: Evidence, *, in_old: bool) -> tuple[str, str]:
        """Before and after; the evidence is of the old document or of the new one."""
        ...


def asks_for_changes(rules: RuleSet) -> bool:
    """Whether any rule rings for what a revision changes."""
    return any(set(rule.on) - {"published", "spike"} for rule in rules.rules)


def decide_changes(
    matcher: Matcher, rules: RuleSet, *, old: Document, new: Document, now: datetime, show: ShowChange
) -> tuple[AlertIntent, ...]:
    """Decide what rings for the difference between two revisions that could be read equally well.

    The same bytes never ring, and neither does a page that was a teaser and is an article now: it was not changed.
    An entry of a source's first poll rings too: its article may be old, and the change was seen as it happened.
    """
    if new.verdict not in RINGING or old.verdict != new.verdict or old.archive.sha256 == new.archive.sha256:
        return ()
    before = {match.rule: match for match in matcher.match(old)}
    after = {match.rule: match for match in matcher.match(new)}
    late = now - new.fetched_at > PATIENCE
    return tuple(
        _to_intent(rule, match, event=event, versions=(old, new), late=late, show=show)
        for rule in rules.rules
        for event, match in _find_events(rule, before.get(rule.id), after.get(rule.id))
    )


def _find_events(rule: Rule, before: Match | None, after: Match | None) -> Iterator[tuple[AlertEvent, Match]]:
    if after and not before and "phrase_added" in rule.on:
        yield "phrase_added", after
    if before and not after and "phrase_removed" in rule.on:
        yield "phrase_removed", before


def _to_intent(
    rule: Rule,
    match: Match,
    *,
    event: AlertEvent,
    versions: tuple[Document, Document],
    late: bool,
    show: ShowChange,
) -> AlertIntent:
    old, new = versions
    in_old = event == "phrase_removed"
    shown = old if in_old else new
    place = next((evidence for evidence in match.evidence if evidence.passage), None)
    read = show(old, new, place, in_old=in_old) if place else ("", "")
    return AlertIntent(
        rule=rule.id,
        rule_version=rule.version,
        title=write_title(shown),
        url=shown.url,
        late=late,
        quiet=False,
        evidence=match.evidence,
        channels=rule.channels,
        text_hash=shown.text_hash,
        archive=shown.archive,
        document=shown,
        timing=rule.timing,
        event=event,
        change=Change(old_revision=old.revision, new_revision=new.revision, before=read[0], after=read[1]),
    )
