"""Rules as people edit them: open, check, look back, save, remove. The web form and programs call the same.

A rule is a file of the home folder; nothing here is kept anywhere else, and a check or a backtest writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from pipeline.app import App
from pipeline.errors import ChangedError, NotFoundError, RuleError, StoreError
from pipeline.rules.backtest import Backtest
from pipeline.rules.draft import Draft, read_draft
from pipeline.rules.examples import ExampleResult, run_examples
from pipeline.rules.file import RuleEntry
from pipeline.rules.lint import lint_rule
from pipeline.rules.load import Rule, parse_rules
from pipeline.rules.slug import propose_id
from pipeline.rules.write import find_content, remove_rule, write_rule
from pipeline.seeds import read_seed_files, to_digest, write_seed_file
from pipeline.stages import lookback
from pipeline.stages.backtest import Stored, run_backtest
from pipeline.stages.lint import gather_known
from pipeline.stages.lookback import LookBackPlan, LookedBack
from pipeline.types import Feed

BACKTEST_DAYS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedRule:
    """A rule as its file says it, right or wrong; `digest` is that of the whole file."""

    file: str
    digest: str
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedRule:
    """What `rules check` and `rules test` would say of a draft."""

    draft: Draft
    warnings: tuple[str, ...] = ()
    examples: tuple[ExampleResult, ...] = ()


def find_folder(app: App) -> Path:
    """Where the rules are."""
    return app.settings.home / "rules"


def list_ids(app: App) -> frozenset[str]:
    """The ids of all rules that can be read."""
    book = app.read_rules().rules
    return frozenset(rule.id for rule in (*book.rules, *book.disabled))


def list_channels(app: App) -> tuple[str, ...]:
    """Where a rule may send its alerts."""
    return ("stdout", *(name for name in sorted(app.settings.channels) if name != "stdout"))


def open_rule(app: App, rule: str) -> OpenedRule:
    """Open a rule for editing, from the first file that has it; NotFoundError."""
    files = read_seed_files(find_folder(app))
    book = app.read_rules().rules
    known = next((one.file for one in (*book.rules, *book.disabled) if one.id == rule), None)
    for file in [known] if known in files else sorted(files):
        if file is not None and (content := find_content(files[file], rule)) is not None:
            return OpenedRule(file=file, digest=to_digest(files[file]), content=content)
    raise NotFoundError(f"there is no rule {rule!r} in {find_folder(app).name}/", rule=rule)


def propose(app: App, title: str) -> str:
    """An id for a new rule that neither a rule nor a file has."""
    files = {name.removesuffix(".toml") for name in read_seed_files(find_folder(app))}
    return propose_id(title, list_ids(app) | files)


def draft_rule(app: App, content: Mapping[str, Any]) -> Draft:
    """Read a draft with the names that queries may use."""
    return read_draft(content, names=app.names.ids)


def check_rule(app: App, draft: Draft) -> CheckedRule:
    """Lint a draft and run its examples."""
    if draft.rule is None:
        return CheckedRule(draft=draft)
    return CheckedRule(
        draft=draft,
        warnings=tuple(warning for _, warning in find_warnings(app, [draft.rule])),
        examples=run_examples(draft.rule, app.enrich_example),
    )


def find_warnings(app: App, rules: Iterable[Rule]) -> Iterator[tuple[str, str]]:
    """What is doubtful about rules, as (rule, warning). Without a ledger nothing is said of sources."""
    known = gather_known(app.names, app.taxonomy, _read_feeds(app))
    channels = list_channels(app)
    for rule in rules:
        yield from ((rule.id, warning) for warning in lint_rule(rule, known=known))
        for name in sorted(set(rule.channels) - set(channels)):
            yield rule.id, f"channel {name!r} has no address: set WIREWATCH_CHANNELS__{name.upper()}"


def _read_feeds(app: App) -> tuple[Feed, ...]:
    try:
        return app.store.feeds()
    except StoreError:
        return ()


def backtest_rule(app: App, rule: Rule, *, days: int = BACKTEST_DAYS) -> Backtest:
    """What a rule would have rung for among the stored articles."""
    return run_backtest(rule, Stored(reader=app.store, index=app.index, now=app.clock()), days=days)


def find_in_force(app: App, rule: str) -> Rule:
    """A rule that rings; RuleError when it is not there, switched off or cannot be read."""
    known = app.read_rules().rules
    found = known.find(rule)
    if found is None:
        ids = ", ".join(one.id for one in known.rules) or "none"
        raise RuleError(f"there is no rule {rule!r}: rules are {ids}", rule=rule)
    return found


def plan_look_back(app: App, rule: Rule, *, days: int) -> LookBackPlan:
    """What looking back for so many days would ring for."""
    now = app.clock()
    return lookback.plan_look_back(rule, app.index, store=app.store, since=now - timedelta(days=days), now=now)


def look_back(app: App, rule: Rule, *, days: int) -> LookedBack:
    """Ring, marked late, for what was first seen in so many days."""
    now = app.clock()
    return lookback.look_back(rule, app.index, store=app.store, since=now - timedelta(days=days), now=now)


def save_rule(app: App, entry: RuleEntry, *, digest: str) -> str:
    """Write a rule into the file that has it, or into a new one, and give back the file's name.

    ChangedError when the file is not the one that was read (its digest says so); RuleError when what would be
    written could not be read.
    """
    file, existing = _find_file(app, entry.id)
    if to_digest(existing) != digest:
        raise ChangedError(f"{file} has been changed since it was opened", file=file, found=existing)
    written = write_rule(entry, existing)
    files = {**read_seed_files(find_folder(app)), file: written}
    read = parse_rules(files, names=app.names.ids)
    if not any(rule.id == entry.id and rule.file == file for rule in (*read.rules, *read.disabled)):
        problem = next((one.message for one in read.problems if one.subject.get("rule") == entry.id), "it is not there")
        raise RuleError(f"the rule could not be read again and was not saved: {problem}", rule=entry.id)
    write_seed_file(find_folder(app), file, written, digest=digest)
    return file


def delete_rule(app: App, rule: str, *, digest: str) -> None:
    """Take a rule out of its file, and the file away with its last rule; ChangedError as for saving."""
    file, existing = _find_file(app, rule)
    if existing is None:
        raise NotFoundError(f"there is no rule {rule!r}: somebody has deleted it already", rule=rule)
    if to_digest(existing) != digest:
        raise ChangedError(f"{file} has been changed since it was opened", file=file, found=existing)
    write_seed_file(find_folder(app), file, remove_rule(existing, rule), digest=digest)


def _find_file(app: App, rule: str) -> tuple[str, bytes | None]:
    """The file that has a rule, or the one that would be made for it."""
    files = read_seed_files(find_folder(app))
    for file in sorted(files):
        if find_content(files[file], rule) is not None:
            return file, files[file]
    file = f"{rule}.toml"
    return file, files.get(file)
