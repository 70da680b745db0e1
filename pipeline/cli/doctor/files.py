"""The files of the home folder: names, topics, rules. Which one is wrong, and in which line."""

from __future__ import annotations

from pathlib import Path

from pipeline.app import App
from pipeline.cli.doctor.check import Check, describe
from pipeline.config import FILE

_SHOWN = 5


def check_names(app: App) -> Check:
    """Read the files of watched names."""
    names, folder = app.names, app.settings.home / "names"
    remedy = f"mend it in {folder}; what came meanwhile: wirewatch rewind --to topics --since 1d"
    troubles = [*_miss(folder), *((problem.message, remedy) for problem in names.problems[:_SHOWN])]
    return describe("names", troubles, well=f"{len(names.sets)} watched names")


def check_topics(app: App) -> Check:
    """Read the files of topics."""
    taxonomy, folder = app.taxonomy, app.settings.home / "topics"
    remedy = f"mend it in {folder}; what came meanwhile: wirewatch rewind --to topics --since 1d"
    troubles = [*_miss(folder), *((problem.message, remedy) for problem in taxonomy.problems[:_SHOWN])]
    return describe("topics", troubles, well=f"{len(taxonomy.subjects)} topics")


def check_rules(app: App) -> Check:
    """Read the rules, and whether their channels have addresses."""
    rules = app.read_rules().rules
    troubles = _miss(app.settings.home / "rules")
    troubles += [(problem.message, "wirewatch rules check") for problem in rules.problems[:_SHOWN]]
    if troubles:
        return describe("rules", troubles, well="")
    named = {channel for rule in rules.rules for channel in rule.channels}
    unknown = sorted(named - {"stdout", *app.settings.channels})
    if unknown:
        detail = f"channels without an address: {', '.join(unknown)}"
        return Check(part="rules", ok=False, detail=detail, remedy=f"set them in {FILE}, or {_variable(unknown[0])}")
    return Check(part="rules", ok=True, detail=f"{len(rules.rules)} rules, {len(rules.disabled)} switched off")


def _miss(folder: Path) -> list[tuple[str, str]]:
    """An empty folder is somebody's wish; one that is gone is an accident, and nobody is told of it by a stage."""
    return [] if folder.is_dir() else [(f"there is no {folder}", "wirewatch init")]


def _variable(channel: str) -> str:
    return f"WIREWATCH_CHANNELS__{channel.upper()}=..."
