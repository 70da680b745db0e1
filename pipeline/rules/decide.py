"""Decides which matches become alerts. The ledger then keeps one alert for each rule and story."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from pipeline.rules.load import RuleSet
from pipeline.rules.match import Match
from pipeline.types import RINGING, AlertEvent, AlertIntent, Document, Entry

# How long after it was first seen an article may need to get here before its alert counts as late.
PATIENCE = timedelta(hours=1)
# What an article can ring for, in the order in which a reader is told; what a revision changes is in `changes`.
_EVENTS: tuple[AlertEvent, ...] = ("published", "spike")


def decide_alerts(  # noqa: PLR0917 - the four things that an alert is made of
    document: Document,
    entry: Entry,
    matches: Iterable[Match],
    rules: RuleSet,
    *,
    now: datetime,
    late_after: timedelta = timedelta(hours=24),
) -> tuple[AlertIntent, ...]:
    """Decide what rings; only articles that can be read (full or teaser) do.

    Late is what was published more than `late_after` before it was first seen, reaches the rules more than an
    hour after that, or matches in a later revision only. A quiet entry (the baseline of a new source) gives quiet
    intents. A reprint gives intents as well: that its story has rung already is known to the ledger alone.
    """
    if document.verdict not in RINGING:
        return ()
    known = {rule.id: rule for rule in rules.rules}
    late = is_late(document, now=now, late_after=late_after)
    return tuple(
        AlertIntent(
            rule=rule.id,
            rule_version=rule.version,
            title=write_title(document),
            url=document.url,
            late=late,
            quiet=entry.quiet,
            evidence=match.evidence,
            channels=rule.channels,
            text_hash=document.text_hash,
            archive=document.archive,
            document=document,
            event=event,
            spike=rule.spike if event == "spike" else None,
            timing=rule.timing,
        )
        for match in matches
        if (rule := known.get(match.rule))
        for event in _EVENTS
        if event in rule.on
    )


def is_late(document: Document, *, now: datetime, late_after: timedelta) -> bool:
    """Tell whether the reader could have expected this alert earlier."""
    published, seen = document.published_at, document.first_seen_at
    redated = published is not None and seen - published > late_after
    return redated or now - seen > PATIENCE or document.revision > 1


def write_title(document: Document) -> str:
    """Write an alert's title: it has no field for the verdict, and the reader should know that little was seen."""
    return f"[teaser] {document.title}" if document.verdict == "teaser" else document.title
