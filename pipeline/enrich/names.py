"""Watched names: sets of ways to write one name, and where a text writes them.

A variant is a run of words. Case, accents and dashes fold as everywhere; `*` at the end of a word stands for its
inflections. A variant may ask to be met letter for letter (`case`), only beside some other words (`guard`), or never
beside some (`unless`): what "NRC" means is told by the company that it keeps.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from pipeline.enrich.watched.file import NameEntry, NamesFile, VariantEntry
from pipeline.enrich.watched.match import Finder, Pattern, read_pattern
from pipeline.errors import ConfigError
from pipeline.types import Name

LIMIT_BYTES = 4 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One way of writing a name. Found only where some `guard` occurs (if there is one) and no `unless`."""

    pattern: Pattern
    guard: tuple[Pattern, ...] = ()
    unless: tuple[Pattern, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NameSet:
    """A watched name."""

    id: str
    label: str
    language: str | None
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameSets:
    """All watched names. Equal when read from equal files; survives pickling."""

    sets: tuple[NameSet, ...] = field(compare=False)
    digest: str

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids that `name:` accepts."""
        return tuple(names.id for names in self.sets)


def parse_names(files: Mapping[str, bytes]) -> NameSets:
    """Read files of watched names; ConfigError says which file, which name and what is wrong."""
    sets: dict[str, NameSet] = {}
    for file in sorted(files):
        for entry in _read_file(file, files[file]):
            if entry.id in sets:
                raise ConfigError(f"{file}: there is a watched name {entry.id!r} already: give this one another id")
            sets[entry.id] = _read_set(file, entry)
    digest = hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest()
    return NameSets(sets=tuple(sets.values()), digest=digest)


def tag_names(sets: NameSets, text: str, *, context: str = "") -> tuple[Name, ...]:
    """Find the watched names in the order of the text; of one name, the longest of overlapping variants.

    Different names may overlap. `context` is where guards are looked for beside the text itself: give the article's
    text with its title, and its title with its text. Linear in the length of both.
    """
    if not sets.sets:
        return ()
    compiled = _compile(sets)
    hits = compiled.finder.find(text)
    met = {hit.pattern for hit in hits}
    if context and any(compiled.conditions.get(pattern) for pattern in met):
        met |= {hit.pattern for hit in compiled.finder.find(context)}
    taken: dict[str, int] = {}
    found: list[Name] = []
    for hit in hits:
        for names in compiled.owners.get(hit.pattern, ()):
            if compiled.allows(hit.pattern, names, met) and hit.start >= taken.get(names, 0):
                taken[names] = hit.end
                found.append(Name(name=names, variant=text[hit.start : hit.end], start=hit.start, end=hit.end))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compiled:
    """`owners`: pattern to the names it is a variant of; `conditions`: the same to (guards, unlesses) by name."""

    finder: Finder
    owners: Mapping[int, tuple[str, ...]]
    conditions: Mapping[int, Mapping[str, tuple[tuple[frozenset[int], frozenset[int]], ...]]]

    def allows(self, pattern: int, names: str, met: set[int]) -> bool:
        """Whether the company is right; a pattern listed twice is allowed when either is."""
        conditions = self.conditions.get(pattern, {}).get(names)
        if not conditions:
            return True
        return any((not guards or guards & met) and not unlesses & met for guards, unlesses in conditions)


@lru_cache(maxsize=4)
def _compile(sets: NameSets) -> _Compiled:
    numbers: dict[Pattern, int] = {}

    def number(pattern: Pattern) -> int:
        return numbers.setdefault(pattern, len(numbers))

    owners: dict[int, tuple[str, ...]] = {}
    conditions: dict[int, dict[str, tuple[tuple[frozenset[int], frozenset[int]], ...]]] = {}
    for names in sets.sets:
        for variant in names.variants:
            mine = number(variant.pattern)
            owners[mine] = tuple(dict.fromkeys((*owners.get(mine, ()), names.id)))
            condition = (frozenset(map(number, variant.guard)), frozenset(map(number, variant.unless)))
            if any(condition):
                known = conditions.setdefault(mine, {})
                known[names.id] = (*known.get(names.id, ()), condition)
    return _Compiled(finder=Finder(tuple(numbers)), owners=owners, conditions=conditions)


def _read_file(file: str, data: bytes) -> tuple[NameEntry, ...]:
    if len(data) > LIMIT_BYTES:
        raise ConfigError(f"{file}: the file is larger than {LIMIT_BYTES >> 20} MB: split it up", file=file)
    try:
        content = tomllib.loads(data.decode())
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{file}: this is not TOML: {error}", file=file) from None
    try:
        if "name" in content:
            return NamesFile.model_validate(content).name
        return (NameEntry.model_validate(content),)
    except ValidationError as error:
        raise ConfigError(f"{file}: {_describe(error)}", file=file) from None


def _describe(error: ValidationError) -> str:
    return "; ".join(_describe_one(dict(one)) for one in error.errors(include_url=False)[:3])


def _describe_one(one: dict[str, Any]) -> str:
    place = ".".join(map(str, one["loc"]))
    if one["type"] == "extra_forbidden":
        known = (*NameEntry.model_fields, *VariantEntry.model_fields)
        near = get_close_matches(str(one["loc"][-1]), known, n=1)
        return f"unknown key {place!r}: " + (f"did you mean {near[0]!r}?" if near else f"known are {', '.join(known)}")
    if one["type"] == "missing":
        return f"{place!r} is missing: add it"
    return f"{place!r}: {one['msg'][:1].lower()}{one['msg'][1:]}, found {str(one['input'])[:60]!r}"


def _read_set(file: str, entry: NameEntry) -> NameSet:
    try:
        return NameSet(
            id=entry.id, label=entry.label, language=entry.language, variants=tuple(_read_variants(entry.variants))
        )
    except ValueError as error:
        raise ConfigError(f"{file}: name {entry.id!r}: {error}", file=file, name=entry.id) from None


def _read_variants(entries: tuple[str | VariantEntry, ...]) -> Iterator[Variant]:
    for entry in entries:
        if isinstance(entry, str):
            yield Variant(pattern=read_pattern(entry))
        else:
            yield Variant(
                pattern=read_pattern(entry.text, case=entry.case),
                guard=tuple(map(read_pattern, entry.guard)),
                unless=tuple(map(read_pattern, entry.unless)),
            )
