"""The topics that an article may have: codes, labels, and the words that speak for each, put together from files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import lru_cache

from pipeline.enrich.topical.file import WEIGHTS, Table, read_tables
from pipeline.enrich.topical.index import LONGEST_TERM, STEM_LEAST, Term, TermIndex, Weights, fold_term, singular
from pipeline.errors import ConfigError

_Found = dict[str, dict[Term, list[tuple[str, float]]]]
_Lines = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One topic: its code, label and the code above it, None at the top."""

    code: str
    label: str
    parent: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxonomy:
    """All topics; `indexes` holds for a language the terms that count there.

    A term speaks for its topic and those above it, and against its topic and those below it, unless these list it too.
    """

    subjects: Mapping[str, Subject]
    indexes: Mapping[str, TermIndex]
    sections: Mapping[str, tuple[str, ...]]
    files: tuple[tuple[str, bytes], ...] = ()  # what it was read from
    problems: tuple[ConfigError, ...] = ()  # what is wrong with the files that were left out

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


def parse_taxonomy(files: Mapping[str, bytes]) -> Taxonomy:
    """Read topic files (name to bytes), once a process for the same content.

    A file that is wrong is reported, with its line and what to change, and left out as a whole: half of its topics
    would speak for others than their author meant.
    """
    good = dict(sorted(files.items()))
    problems: list[ConfigError] = []
    while True:
        try:
            taxonomy = _read_once(tuple(good.items()))
        except ConfigError as problem:
            del good[problem.subject["file"]]
            problems.append(problem)
        else:
            return replace(taxonomy, problems=tuple(problems)) if problems else taxonomy


@lru_cache(maxsize=4)
def _read_once(files: tuple[tuple[str, bytes], ...]) -> Taxonomy:
    tables = [table for name, content in files for table in read_tables(name, content)]
    topics = _read_topics(table for table in tables if table.kind == "topic")
    subjects = {code: Subject(code=code, label=table.label, parent=table.parent) for code, table in topics.items()}
    _check_parents(topics)
    terms: _Found = {}
    sections: dict[str, list[str]] = {}
    for subject in subjects.values():
        sections.setdefault(fold_section(subject.label), []).append(subject.code)
    for table in tables:
        _check_known(table, subjects)
        _gather(table, terms=terms, sections=sections)
    lines = {code: _above(subjects, code) for code in subjects}
    _check_heard(topics, lines, tables)
    return Taxonomy(
        subjects=subjects,
        indexes={
            language: TermIndex(
                {term: _spread(lines, [*own, *_of_singular(found, term)]) for term, own in found.items()}
            )
            for language, found in terms.items()
        },
        sections={
            section: tuple(code for code, _ in _spread(lines, [(code, 1.0) for code in codes]))
            for section, codes in sections.items()
        },
        files=files,
    )


def fold_section(name: str) -> str:
    """Give the one spelling of a section's name: no case, hyphens or double spaces, and `and` for `&`."""
    return " ".join(name.casefold().replace("&", " and ").replace("-", " ").replace("_", " ").split())


def _read_topics(tables: Iterable[Table]) -> dict[str, Table]:
    topics: dict[str, Table] = {}
    for table in tables:
        first = topics.setdefault(table.code, table)
        if first is not table:
            raise table.wrong(
                f"the topic {table.code} is defined twice, in {first.file} too; keep one, or use [[more]]"
            )
    return topics


def _gather(table: Table, *, terms: _Found, sections: dict[str, list[str]]) -> None:
    """Add what one table says."""
    found = terms.setdefault(table.language, {})
    for key, weight in WEIGHTS.items():
        for term in table.read_list(key):
            found.setdefault(_fold(table, key, term), []).append((table.code, weight))
    for section in table.read_list("sections"):
        sections.setdefault(fold_section(section), []).append(table.code)


def _fold(table: Table, key: str, term: str) -> Term:
    folded = fold_term(term)
    if not folded:
        raise table.wrong(f"{key} of {table.code} has a term without a word, {term!r}; take it out")
    if len(folded) > LONGEST_TERM:
        raise table.wrong(f"{term!r} of {table.code} has more than {LONGEST_TERM} words; write the telling ones")
    if any(word.endswith("*") and len(word) <= STEM_LEAST for word in folded):
        raise table.wrong(f"the stem in {term!r} of {table.code} needs {STEM_LEAST} letters or more; write more of it")
    return folded


def _of_singular(found: Mapping[Term, list[tuple[str, float]]], term: Term) -> list[tuple[str, float]]:
    """Give what a term in the plural is heard for because another topic lists its singular."""
    one = tuple(map(singular, term))
    return found.get(one, []) if one != term else []


def _spread(lines: _Lines, found: list[tuple[str, float]]) -> Weights:
    """Let a term that speaks for a topic speak for those above it, once, and one against it for those below it.

    What a topic says of the term itself goes before what it is handed.
    """
    weights: dict[str, float] = {}
    for code, weight in found:
        for other in lines[code] if weight > 0 else [below for below, line in lines.items() if code in line]:
            weights[other] = max(weight, weights.get(other, weight))
    return tuple({**weights, **dict(reversed(found))}.items())


def _above(subjects: Mapping[str, Subject], code: str | None) -> tuple[str, ...]:
    return () if code is None else (code, *_above(subjects, subjects[code].parent))


def _check_known(table: Table, subjects: Mapping[str, Subject]) -> None:
    if table.code not in subjects:
        raise table.wrong(f"[[more]] adds terms to a topic that exists, found code = {_hint(table.code, subjects)}")


def _check_parents(topics: Mapping[str, Table]) -> None:
    for code, table in topics.items():
        seen = {code}
        parent = table.parent
        while parent is not None:
            if parent not in topics:
                raise table.wrong(f"the parent of {code} is not a topic above it, found {_hint(parent, topics)}")
            if parent in seen:
                raise table.wrong(f"the parent {parent} is not a topic above {code}, but itself or one below it")
            seen.add(parent)
            parent = topics[parent].parent


def _check_heard(topics: Mapping[str, Table], lines: _Lines, tables: Iterable[Table]) -> None:
    """Refuse a topic that no word speaks for: it would never be given, and nobody would know why."""
    lists = ("decisive", "strong", "terms", "weak", "sections")
    heard = {code for table in tables if any(map(table.read_list, lists)) for code in lines[table.code]}
    for code in topics.keys() - heard:
        raise topics[code].wrong(f'nothing speaks for {code}, nor for a topic below it; add strong = ["..."]')


def _hint(code: str, known: Iterable[str]) -> str:
    near = get_close_matches(code, known, n=1)
    return f"{code!r}; did you mean {near[0]!r}?" if near else f"{code!r}; correct the code"
