"""What `wirewatch up` prints while it runs: each alert as it rings, and now and then how things stand."""

from __future__ import annotations

import time
from datetime import timedelta

import click

from pipeline.app import App
from pipeline.errors import StoreBusyError
from pipeline.notify import format_alert
from pipeline.types import Status

_STATUS_SECONDS = 10
_OVERLAP = timedelta(minutes=5)


class Watcher:
    """Prints what is new in the ledger since it was made."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._seen = {alert.id for alert in app.store.alerts()}
        self._since = app.clock() - _OVERLAP
        self._line = ""
        self._printed_at = 0.0
        if self._seen:
            click.echo(f"{len(self._seen)} alerts rang before: `wirewatch alerts` lists them")

    def look(self) -> None:
        """Print the alerts that rang since the last look, and a line of status when it has changed."""
        try:
            self._print_alerts()
            if time.monotonic() - self._printed_at >= _STATUS_SECONDS:
                self._print_status()
        except StoreBusyError:
            return

    def _print_alerts(self) -> None:
        for alert in reversed(self._app.store.alerts(since=self._since)):
            if alert.id not in self._seen:
                self._seen.add(alert.id)
                # An alert may become visible a little after its time: look back further than the newest one.
                self._since = max(self._since, alert.rung_at - _OVERLAP)
                document = self._app.find_document(alert)
                click.echo(f"\n{format_alert(alert, document)}\n")

    def _print_status(self) -> None:
        summary = self._app.store.summary(now=self._app.clock())
        done = sum(summary.entries.get(status, 0) for status in (Status.INDEXED, Status.DONE))
        aside = sum(summary.entries.get(status, 0) for status in (Status.DROPPED, Status.FAILED))
        waiting = sum(summary.entries.values()) - done - aside
        line = f"{summary.feeds} sources, {done} articles, {waiting} on their way, {summary.alerts} alerts"
        if line != self._line:
            click.echo(f"{self._app.clock():%H:%M:%S} {line}")
            self._line = line
            self._printed_at = time.monotonic()
