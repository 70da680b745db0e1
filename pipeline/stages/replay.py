"""Judges an alert again from what is stored: the rule's version, the document, the archived page."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.errors import ArchiveError, NotFoundError
from pipeline.ports import Archive, Store
from pipeline.rules.load import read_definition
from pipeline.rules.replay import Replay, replay
from pipeline.types import Alert, RuleVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """An alert judged again; `page` says why the archived page cannot be shown, None when it is as it was."""

    alert: Alert
    version: RuleVersion
    verdict: Replay
    page: str | None

    @property
    def same(self) -> bool:
        """Whether the verdict is the same and what it rests on is still there."""
        return self.verdict.same and self.page is None


def replay_alert(alert_id: str, *, store: Store, archive: Archive) -> Replayed:
    """Judge an alert again; NotFoundError when it rang before rules and documents were kept."""
    alert = store.alert(alert_id)
    document = store.snapshot(alert.id)
    if document is None:
        message = f"the document of alert {alert.id} was not kept: it rang before the ledger kept what was judged"
        raise NotFoundError(message, alert=alert.id)
    version = store.rule_version(alert.rule, alert.rule_version)
    query, node = read_definition(version.definition)
    return Replayed(
        alert=alert,
        version=version,
        verdict=replay(alert, document, query=query, node=node),
        page=_find_fault(alert, archive),
    )


def _find_fault(alert: Alert, archive: Archive) -> str | None:
    try:
        archive.read(alert.archive)
    except ArchiveError as error:
        return error.message
    return None
