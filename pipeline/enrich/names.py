"""Watched names: sets of ways to write one name, and where a text writes them.

A variant is a run of words. Case, accents and dashes fold as everywhere; `*` at the end of a word stands for its
inflections. A variant may ask to be met letter for letter (`case`), only beside some other words (`guard`), or never
beside some (`unless`): what "NRC" means is told by the company that it keeps.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import lru_cache
from itertools import zip_longest
from typing import Any

from pydantic import ValidationError

from pipeline.enrich.watched.file import NameEntry, VariantEntry
from pipeline.enrich.watched.match import Finder, Pattern, read_pattern
from pipeline.errors import ConfigError
from pipeline.types import Name

LIMIT_BYTES = 4 << 20
_HEADER = re.compile(r"[ \t]*\[\[[ \t]*name[ \t]*\]\]")


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
    """All watched names, and what is wrong with the rest. Equal when read from equal files; survives pickling."""

    sets: tuple[NameSet, ...] = field(compare=False)
    digest: str
    problems: tuple[ConfigError, ...] = field(compare=False, default=())

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids that `name:` accepts."""
        return tuple(names.id for names in self.sets)


def parse_names(files: Mapping[str, bytes]) -> NameSets:
    """Read files of watched names. A name that is wrong is reported, with its file and line, and left out.

    Never raises for what a file holds. Of two names with one id the first, by file name, is kept.
    """
    sets: dict[str, NameSet] = {}
    problems: list[ConfigError] = []
    for file in sorted(files):
        for entry in _read_entries(file, files[file]):
            try:
                names = entry.read()
                if names.id in sets:
                    raise entry.wrong(f"there is a watched name {names.id!r} already: give this one another id")
                sets[names.id] = names
            except ConfigError as problem:
                problems.append(problem)
    digest = hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest()
    return NameSets(sets=tuple(sets.values()), digest=digest, problems=tuple(problems))


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """A name as a file has it, or what stands in its way; `line` is None where the file has no [[name]] for it."""

    file: str
    value: object
    line: int | None = None

    def wrong(self, message: str) -> ConfigError:
        where = self.file if self.line is None else f"{self.file}, line {self.line}"
        return ConfigError(f"{where}: {message}", file=self.file, line=self.line)

    def read(self) -> NameSet:
        if isinstance(self.value, ConfigError):
            raise self.value
        try:
            return _to_set(NameEntry.model_validate(self.value))
        except ValidationError as error:
            raise self.wrong(_describe(error)) from None
        except ValueError as error:
            raise self.wrong(str(error)) from None


def _read_entries(file: str, data: bytes) -> Iterator[_Entry]:
    """The names of a file, as they are, or the error that stands in for them."""
    whole = _Entry(file=file, value=None)
    if len(data) > LIMIT_BYTES:
        yield replace(whole, value=whole.wrong(f"the file is larger than {LIMIT_BYTES >> 20} MB: split it up"))
        return
    try:
        text = data.decode()
        content = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        yield replace(whole, value=whole.wrong(f"this is not TOML: {error}"))
        return
    entries = content.pop("name", None)
    if not isinstance(entries, list):
        yield replace(whole, value=content if entries is None else {**content, "name": entries})
        return
    if content:
        message = f"unexpected key {next(iter(content))!r}: beside [[name]] a file has no other keys"
        yield replace(whole, value=whole.wrong(message))
    lines = [number for number, line in enumerate(text.split("\n"), start=1) if _HEADER.match(line)]
    for entry, line in zip_longest(entries, lines if len(lines) == len(entries) else ()):
        yield _Entry(file=file, value=entry, line=line)


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


def _to_set(entry: NameEntry) -> NameSet:
    try:
        variants = tuple(_read_variants(entry.variants))
    except ValueError as error:
        raise ValueError(f"name {entry.id!r}: {error}") from None
    return NameSet(id=entry.id, label=entry.label, language=entry.language, variants=variants)


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
