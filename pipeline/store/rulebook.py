"""Since when rules hold. A rule that is new, changed or switched on again looks forward from then on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection, select, update

from pipeline.errors import NotFoundError
from pipeline.store import tables
from pipeline.store.rows import AnyRow
from pipeline.store.trail import find_done
from pipeline.types import RuleVersion

T = TypeVar("T")
rules = tables.rules
_CHUNK = 500
_OFF = ""


def register_rules(connection: Connection, versions: Sequence[RuleVersion], *, now: datetime) -> Mapping[str, datetime]:
    """Take these as the rules in force; give back since when each holds. Doing it again changes nothing."""
    known = {row.rule: row for row in connection.execute(select(rules))}
    wanted = {version.rule: version for version in versions}
    fresh = [
        version
        for version in wanted.values()
        if version.rule not in known or known[version.rule].version != version.version
    ]
    _hold(connection, fresh, now=now)
    keep_versions(connection, fresh)
    gone = [rule for rule, row in known.items() if rule not in wanted and row.version != _OFF]
    for chunk in _cut(gone):
        connection.execute(update(rules).where(rules.c.rule.in_(chunk)).values(version=_OFF))
    changed = {version.rule for version in fresh}
    return {rule: now if rule in changed else known[rule].since for rule in wanted}


def _hold(connection: Connection, fresh: Sequence[RuleVersion], *, now: datetime) -> None:
    for chunk in _cut(fresh):
        held = [{"rule": one.rule, "version": one.version, "since": now} for one in chunk]
        statement = tables.insert_into(connection, rules).values(held)
        taken = {"version": statement.excluded.version, "since": statement.excluded.since}
        connection.execute(statement.on_conflict_do_update(index_elements=["rule"], set_=taken))


def keep_versions(connection: Connection, versions: Sequence[RuleVersion]) -> None:
    """Keep what rules of these versions ring for; the first keeping of a version stays."""
    for chunk in _cut(versions):
        kept = [{name: getattr(one, name) for name in RuleVersion.__slots__} for one in chunk]
        statement = tables.insert_into(connection, tables.rule_versions).values(kept)
        connection.execute(statement.on_conflict_do_nothing())


def find_newer(connection: Connection, row: AnyRow, asked: Collection[str]) -> frozenset[str]:
    """Which of these rules are newer than the first time that this revision came through to the end."""
    at = find_done(connection, row.id, row.revision)
    if at is None or not asked:
        return frozenset()
    newer: set[str] = set()
    for chunk in _cut(sorted(asked)):
        chosen = select(rules.c.rule).where(rules.c.rule.in_(chunk), rules.c.since > at)
        newer.update(connection.execute(chosen).scalars())
    return frozenset(newer)


def read_since(connection: Connection, rule: str) -> datetime | None:
    """Since when a rule holds; None when it was never registered. Locks it, so that one spike is seen once."""
    chosen = select(rules.c.since).where(rules.c.rule == rule)
    return connection.execute(chosen.with_for_update()).scalar()


def read_version(connection: Connection, rule: str, version: str) -> RuleVersion:
    """A rule as it once was; NotFoundError."""
    versions = tables.rule_versions
    chosen = select(versions).where(versions.c.rule == rule, versions.c.version == version)
    row = connection.execute(chosen).first()
    if row is None:
        message = f"the ledger does not know rule {rule!r} of version {version}: it rang before versions were kept"
        raise NotFoundError(message, rule=rule, version=version)
    return _to_version(row)


def find_last_version(connection: Connection, rule: str) -> RuleVersion | None:
    """A rule as it was last; None when no version of it was kept."""
    versions = tables.rule_versions
    chosen = select(versions).where(versions.c.rule == rule)
    row = connection.execute(chosen.order_by(versions.c.since.desc(), versions.c.version).limit(1)).first()
    return None if row is None else _to_version(row)


def _to_version(row: AnyRow) -> RuleVersion:
    return RuleVersion(rule=row.rule, version=row.version, since=row.since, definition=row.definition)


def _cut(items: Sequence[T]) -> Iterator[Sequence[T]]:
    return (items[at : at + _CHUNK] for at in range(0, len(items), _CHUNK))
