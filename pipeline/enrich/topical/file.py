"""A topic file in TOML as tables that know their line, so that what is wrong in it is said with the place."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from pipeline.errors import ConfigError

DEFAULT_LANGUAGE = "en"
WEIGHTS: Mapping[str, float] = {"decisive": 6.0, "strong": 3.0, "terms": 1.3, "weak": 0.7, "not": -2.5}
_LISTS = (*WEIGHTS, "sections")
_KEYS: Mapping[str, frozenset[str]] = {
    "topic": frozenset({"code", "label", "parent", "language", *_LISTS}),
    "more": frozenset({"code", "language", *_LISTS}),
}
_EXAMPLE = '[[topic]] tables with code = "..." and label = "..." (or [[more]] tables)'


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One `[[topic]]` or `[[more]]`; `line` is None where the file does not write it as a table of its own."""

    file: str
    line: int | None
    kind: str
    values: Mapping[str, object]

    def wrong(self, message: str) -> ConfigError:
        """Make the error that says what to change, and where."""
        where = self.file if self.line is None else f"{self.file}, line {self.line}"
        return ConfigError(f"{where}: {message}", file=self.file, line=self.line)

    @property
    def code(self) -> str:
        """The code of the topic."""
        return self._read_string("code", "a code such as own:ice")

    @property
    def label(self) -> str:
        """The label of the topic."""
        return self._read_string("label", "a label, which people read")

    @property
    def parent(self) -> str | None:
        """The code of the topic above; None at the top."""
        return self._read_string("parent", "the code of a topic") if "parent" in self.values else None

    @property
    def language(self) -> str:
        """The language of the terms."""
        language = self.values.get("language", DEFAULT_LANGUAGE)
        if not isinstance(language, str) or not language.isalpha() or not language.islower():
            raise self.wrong(f"the language must be a code such as 'fr', found {language!r}")
        return language

    def read_list(self, key: str) -> list[str]:
        """Give the strings under a key; none where it is left out."""
        found = self.values.get(key, [])
        if not isinstance(found, list) or not all(isinstance(term, str) for term in found):
            raise self.wrong(f'{key} must be a list of strings such as ["ice", "pack ice"], found {found!r}')
        return found

    def _read_string(self, key: str, example: str) -> str:
        value = self.values.get(key)
        if not isinstance(value, str) or not value.strip():
            found = "nothing" if value is None else repr(value)
            raise self.wrong(f"a {self.kind} needs {key} = {example}; found {found}")
        return value


def read_tables(name: str, data: bytes) -> tuple[Table, ...]:
    """Read the tables of a topic file, topics first; ConfigError says what is wrong and where."""
    try:
        text = data.decode()
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{name}: expected a TOML file with {_EXAMPLE}: {error}", file=name) from error
    if not document or not set(document) <= set(_KEYS):
        raise ConfigError(f"{name}: expected {_EXAMPLE}, found {sorted(document)}", file=name)
    return tuple(table for kind in _KEYS for table in _read_kind(name, kind, document.get(kind, []), text=text))


def _read_kind(name: str, kind: str, entries: object, *, text: str) -> Iterator[Table]:
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ConfigError(f"{name}: write [[{kind}]] with two brackets, once for each topic", file=name)
    lines = _find_lines(kind, text)
    for entry, line in zip_longest(entries, lines if len(lines) == len(entries) else ()):
        table = Table(file=name, line=line, kind=kind, values=entry)
        unknown = sorted(set(entry) - _KEYS[kind])
        if unknown:
            raise table.wrong(f"a {kind} has no {unknown[0]!r}; it has {', '.join(sorted(_KEYS[kind]))}")
        yield table


def _find_lines(kind: str, text: str) -> list[int]:
    header = re.compile(rf"[ \t]*\[\[[ \t]*{kind}[ \t]*\]\]")
    return [number for number, line in enumerate(text.split("\n"), start=1) if header.match(line)]
