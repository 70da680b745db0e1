"""The topics that an article may have, read from TOML: codes, labels, and the words that speak for each."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipeline.enrich.topics_index import STEM_LEAST, Term, TermIndex, Weights, fold_term
from pipeline.errors import ConfigError

DEFAULT_LANGUAGE = "en"
_WEIGHTS: Mapping[str, float] = {"decisive": 6.0, "strong": 3.0, "terms": 1.3, "weak": 0.4}
_AGAINST = ("not", -2.5)
_LISTS = (*_WEIGHTS, _AGAINST[0], "sections")
_KEYS: Mapping[str, frozenset[str]] = {
    "topic": frozenset({"code", "label", "parent", "language", *_LISTS}),
    "more": frozenset({"code", "language", *_LISTS}),
}
_Entry = Mapping[str, object]
_Found = dict[str, dict[Term, list[tuple[str, float]]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One topic: its code, label and the code above it, None at the top."""

    code: str
    label: str
    parent: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxonomy:
    """All topics; `indexes` holds for a language the terms that count there.

    A term speaks for its topic and those above it, and against its topic and those below it.
    """

    subjects: Mapping[str, Subject]
    indexes: Mapping[str, TermIndex]
    sections: Mapping[str, tuple[str, ...]]
    files: tuple[tuple[str, bytes], ...] = ()  # what it was read from

    def __reduce__(self) -> tuple[object, ...]:
        """Travel to a worker process as the files, which it reads once, and not as the tables made of them."""
        return _read_once, (self.files,)

    def top_of(self, code: str) -> str:
        """Give the topic at the top of the branch."""
        return self.line_of(code)[-1]

    def line_of(self, code: str) -> tuple[str, ...]:
        """Give a topic and those above it, itself first."""
        line = [code]
        while (parent := self.subjects[line[-1]].parent) is not None:
            line.append(parent)
        return tuple(line)


@lru_cache(maxsize=4)
def _read_once(files: tuple[tuple[str, bytes], ...]) -> Taxonomy:
    return parse_taxonomy(dict(files))


def parse_taxonomy(files: Mapping[str, bytes]) -> Taxonomy:
    """Read topic files (name to bytes); raises ConfigError that names the file and what to change."""
    documents = {name: _read(name, files[name]) for name in sorted(files)}
    subjects: dict[str, Subject] = {}
    for name, document in documents.items():
        for entry in document["topic"]:
            subject = _subject(name, entry)
            if subject.code in subjects:
                raise ConfigError(f"{name}: the topic {subject.code} is defined twice; keep one of them", file=name)
            subjects[subject.code] = subject
    _check_parents(subjects)
    terms: _Found = {}
    sections: dict[str, list[str]] = {}
    for name, document in documents.items():
        for entry in (*document["topic"], *document["more"]):
            _gather(name, entry, code=_known(name, entry, subjects), terms=terms, sections=sections)
    return Taxonomy(
        subjects=subjects,
        indexes={
            language: TermIndex({term: _spread(subjects, weights) for term, weights in found.items() if term})
            for language, found in terms.items()
        },
        sections={
            section: tuple(code for code, _ in _spread(subjects, [(code, 1.0) for code in codes]))
            for section, codes in sections.items()
        },
        files=tuple(sorted(files.items())),
    )


def _gather(name: str, entry: _Entry, *, code: str, terms: _Found, sections: dict[str, list[str]]) -> None:
    """Add what one table says."""
    found = terms.setdefault(_language(name, entry), {})
    for key, weight in (*_WEIGHTS.items(), _AGAINST):
        for term in _strings(name, entry, key):
            folded = fold_term(term)
            if any(word.endswith("*") and len(word) <= STEM_LEAST for word in folded):
                raise ConfigError(
                    f"{name}: the stem in {term!r} of {code} needs {STEM_LEAST} letters or more; write more of it",
                    file=name,
                )
            found.setdefault(folded, []).append((code, weight))
    for section in _strings(name, entry, "sections"):
        sections.setdefault(section.casefold(), []).append(code)


def _spread(subjects: Mapping[str, Subject], found: list[tuple[str, float]]) -> Weights:
    """Let a term that speaks for a topic speak for those above it, once, and one against it for those below it."""
    weights: dict[str, float] = {}
    for code, weight in found:
        for other in _below(subjects, code) if weight < 0 else _above(subjects, code):
            weights[other] = max(weight, weights.get(other, weight))
    return tuple(weights.items())


def _above(subjects: Mapping[str, Subject], code: str | None) -> tuple[str, ...]:
    return () if code is None else (code, *_above(subjects, subjects[code].parent))


def _below(subjects: Mapping[str, Subject], code: str) -> tuple[str, ...]:
    return tuple(other for other in subjects if code in _above(subjects, other))


def _read(name: str, data: bytes) -> dict[str, list[_Entry]]:
    try:
        document = tomllib.loads(data.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{name}: expected a TOML file with [[topic]] tables: {error}", file=name) from error
    if not document or not set(document) <= set(_KEYS):
        raise ConfigError(
            f"{name}: expected [[topic]] tables (or [[more]]), found {sorted(document)}; write one per topic", file=name
        )
    return {kind: _entries(name, kind, document.get(kind, [])) for kind in _KEYS}


def _entries(name: str, kind: str, entries: object) -> list[_Entry]:
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ConfigError(f"{name}: expected [[{kind}]] tables, found {entries!r}; write one per topic", file=name)
    for entry in entries:
        unknown = sorted(set(entry) - _KEYS[kind])
        if unknown:
            raise ConfigError(
                f"{name}: a {kind} has no {unknown[0]!r}; it has {', '.join(sorted(_KEYS[kind]))}", file=name
            )
    return entries


def _subject(name: str, entry: _Entry) -> Subject:
    code, label, parent = entry.get("code"), entry.get("label"), entry.get("parent")
    if not isinstance(code, str) or not isinstance(label, str) or not code or not label:
        raise ConfigError(f"{name}: a topic needs a code and a label, found code={code!r}, label={label!r}", file=name)
    if parent is not None and not isinstance(parent, str):
        raise ConfigError(f"{name}: the parent of {code} must be the code of a topic, found {parent!r}", file=name)
    return Subject(code=code, label=label, parent=parent)


def _known(name: str, entry: _Entry, subjects: Mapping[str, Subject]) -> str:
    code = entry.get("code")
    if not isinstance(code, str) or code not in subjects:
        raise ConfigError(
            f"{name}: [[more]] adds terms to a topic that exists, found code={code!r}; correct the code", file=name
        )
    return code


def _language(name: str, entry: _Entry) -> str:
    language = entry.get("language", DEFAULT_LANGUAGE)
    if not isinstance(language, str) or not language.isalpha() or not language.islower():
        raise ConfigError(
            f"{name}: the language of {entry.get('code')} must be a code such as 'fr', found {language!r}", file=name
        )
    return language


def _strings(name: str, entry: _Entry, key: str) -> list[str]:
    found = entry.get(key, [])
    if not isinstance(found, list) or not all(isinstance(term, str) for term in found):
        raise ConfigError(f"{name}: {key} of {entry.get('code')} must be a list of strings, found {found!r}", file=name)
    return found


def _check_parents(subjects: Mapping[str, Subject]) -> None:
    for subject in subjects.values():
        seen = {subject.code}
        parent = subject.parent
        while parent is not None:
            if parent not in subjects or parent in seen:
                raise ConfigError(
                    f"topic {subject.code}: its parent {parent} is not a topic above it; correct the code"
                )
            seen.add(parent)
            parent = subjects[parent].parent
