"""All checks, one after the other; one that fails does not stop the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from pipeline.app import App
from pipeline.cli.doctor import files, machine, reach, stored
from pipeline.cli.doctor.check import Check, run_check
from pipeline.config import FILE, read_settings
from pipeline.errors import PipelineError

_PROBES: Mapping[str, Callable[[App], Check]] = {
    "ledger": stored.check_ledger,
    "search": stored.check_search,
    "archive": stored.check_archive,
    "names": files.check_names,
    "topics": files.check_topics,
    "rules": files.check_rules,
    "channels": reach.check_channels,
    "feeds": reach.check_feeds,
    "deliveries": reach.check_deliveries,
    "web": reach.check_web,
    "airflow": machine.check_airflow,
    "clock": stored.check_clock,
    "memory": machine.check_memory,
    "disk": machine.check_disk,
}


def run_checks() -> Iterator[Check]:
    """Run all checks in order, each when it is asked for."""
    yield run_check("python", machine.check_python)
    try:
        settings = read_settings()
    except PipelineError as error:
        yield Check(part="settings", ok=False, detail=error.message, remedy=f"mend {FILE} or the variable")
        return
    yield machine.check_settings(settings)
    app = App(settings)
    try:
        for part, probe in _PROBES.items():
            yield run_check(part, partial(probe, app))
    finally:
        app.close()
