"""The topics that an article may have, read from TOML: codes, labels, and the words that speak for each."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.enrich.tokens import Tokens
from pipeline.errors import ConfigError

_WEIGHTS: Mapping[str, float] = {"strong": 3.0, "terms": 1.3, "weak": 0.4}
_KEYS = frozenset({"code", "label", "parent", "sections", *_WEIGHTS})
_LONGEST_TERM = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One topic: its code, label and the code above it, None at the top."""

    code: str
    label: str
    parent: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxonomy:
    """All topics; `terms` gives for a folded term the topics that it speaks for, those above included.

    `heads` gives the length of the longest term that starts with a word.
    """

    subjects: Mapping[str, Subject]
    terms: Mapping[tuple[str, ...], tuple[tuple[str, float], ...]]
    heads: Mapping[str, int]
    sections: Mapping[str, tuple[str, ...]]


def parse_taxonomy(files: Mapping[str, bytes]) -> Taxonomy:
    """Read topic files (name to bytes); raises ConfigError that names the file and what to change."""
    subjects: dict[str, Subject] = {}
    terms: dict[tuple[str, ...], list[tuple[str, float]]] = {}
    sections: dict[str, list[str]] = {}
    for name in sorted(files):
        for entry in _entries(name, files[name]):
            subject = _subject(name, entry)
            if subject.code in subjects:
                raise ConfigError(f"{name}: the topic {subject.code} is defined twice; keep one of them", file=name)
            subjects[subject.code] = subject
            for key, weight in _WEIGHTS.items():
                for term in _strings(name, entry, key):
                    terms.setdefault(fold_term(term), []).append((subject.code, weight))
            for section in _strings(name, entry, "sections"):
                sections.setdefault(section.casefold(), []).append(subject.code)
    _check_parents(subjects)
    terms.pop((), None)
    return Taxonomy(
        subjects=subjects,
        terms={term: _lift(subjects, found) for term, found in terms.items()},
        heads=_longest(terms),
        sections={
            section: tuple(code for code, _ in _lift(subjects, [(code, 1.0) for code in codes]))
            for section, codes in sections.items()
        },
    )


def _lift(subjects: Mapping[str, Subject], found: list[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    """Let a term that speaks for a topic speak for the topics above it, once."""
    weights: dict[str, float] = {}
    for code, weight in found:
        at: str | None = code
        while at is not None:
            weights[at] = max(weight, weights.get(at, 0.0))
            at = subjects[at].parent
    return tuple(weights.items())


def _longest(terms: Mapping[tuple[str, ...], object]) -> dict[str, int]:
    heads: dict[str, int] = {}
    for term in terms:
        heads[term[0]] = min(_LONGEST_TERM, max(heads.get(term[0], 0), len(term)))
    return heads


def _entries(name: str, data: bytes) -> list[dict[str, object]]:
    try:
        document = tomllib.loads(data.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{name}: expected a TOML file with [[topic]] tables: {error}", file=name) from error
    entries = document.get("topic")
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ConfigError(
            f"{name}: expected [[topic]] tables, found {sorted(document)}; write one per topic", file=name
        )
    return entries


def _subject(name: str, entry: dict[str, object]) -> Subject:
    unknown = sorted(set(entry) - _KEYS)
    if unknown:
        raise ConfigError(f"{name}: a topic has no {unknown[0]!r}; it has {', '.join(sorted(_KEYS))}", file=name)
    code, label, parent = entry.get("code"), entry.get("label"), entry.get("parent")
    if not isinstance(code, str) or not isinstance(label, str) or not code or not label:
        raise ConfigError(f"{name}: a topic needs a code and a label, found code={code!r}, label={label!r}", file=name)
    if parent is not None and not isinstance(parent, str):
        raise ConfigError(f"{name}: the parent of {code} must be the code of a topic, found {parent!r}", file=name)
    return Subject(code=code, label=label, parent=parent)


def _strings(name: str, entry: dict[str, object], key: str) -> list[str]:
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


def fold_term(term: str) -> tuple[str, ...]:
    """Cut a term the way texts are cut, each word in the singular."""
    return tuple(singular(word) for word in Tokens(term).low if word[0].isalnum() or word in {"#", "&", "-"})


def singular(word: str) -> str:
    """Take a plural's ending off; the same for terms and texts, so it need not be right, only the same."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    return word[:-3] + "y" if word.endswith("ies") and len(word) > 4 else word[:-1]
