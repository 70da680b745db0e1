"""Warns of clauses that nothing known can satisfy: a language, topic, source or name; says what was meant."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import lru_cache

from pipeline.query.tree import Node, Terms, Watched
from pipeline.rules.known import LANGUAGES, SCRIPTS, Known, KnownName
from pipeline.rules.reading import Words
from pipeline.rules.spans import find_spans

_SPELLED_TEXT = """
    en english eng; ru russian rus русскии; de german deutsch ger deu; fr french francais fre fra;
    es spanish espanol spa; it italian italiano ita; pt portuguese portugues por; uk ukrainian ukr украінська;
    pl polish polski pol; ar arabic ara; zh chinese chi zho; ja japanese jpn jp;
    tr turkish turkce tur; nl dutch nederlands nld
"""
# How people write a language instead of its code.
_SPELLED = {word: row.split()[0] for row in _SPELLED_TEXT.split(";") for word in row.split()[1:]}


def warn_value(leaf: Node, known: Known) -> Iterator[str]:
    """Warn of a value that its field never has."""
    match leaf:
        case Terms(field="language"):
            yield from _warn_language(leaf)
        case Terms(field="topic") if known.topics and not _is_found(leaf, known.topics):
            hint = _suggest(leaf, known.topics, "the folder `topics` lists them")
            yield f"no topic is {_write(leaf)!r}: {hint}"
        case Terms(field="source") if known.sources and not _is_found(leaf, known.sources):
            hint = _suggest(leaf, known.sources, "`wirewatch feeds list` shows the sources")
            yield f"no watched feed is of the source {_write(leaf)!r}: {hint}"


def warn_name(leaf: Node, known: Known, *, languages: Sequence[str]) -> Iterator[str]:
    """Warn of a watched name that is not there, or is not written in any language that the rule asks for."""
    if not isinstance(leaf, Watched) or known.names is None:
        return
    name = next((name for name in known.names if name.id == leaf.name), None)
    if name is None:
        yield f"name:{leaf.name} is not watched and never matches: add it to the folder `names`, or take it out"
    elif not name.variants:
        yield f"name:{name.id} lists no way of writing it: add variants to its file in the folder `names`"
    elif languages and not any(_is_written_in(name, code) for code in languages):
        asked = ", ".join(languages)
        yield f"name:{name.id} lists no way of writing it in {asked}, which the rule asks for: add variants to its file"


def warn_spelled_out(positive: Iterable[Node], known: Known) -> Iterator[str]:
    """Warn of a phrase that is one of the ways of writing a watched name, when the others are not asked for."""
    leaves = tuple(positive)
    asked = {leaf.name for leaf in leaves if isinstance(leaf, Watched)}
    for leaf in leaves:
        if not isinstance(leaf, Terms) or leaf.field != "any" or leaf.prefix or leaf.near is not None:
            continue
        for name in known.names or ():
            if leaf.words in name.variants and name.id not in asked and len(name.variants) > 1:
                ways = len(name.variants)
                yield f"{_write(leaf)!r} is one of {ways} ways of writing a watched name: did you mean name:{name.id}?"


def _warn_language(leaf: Terms) -> Iterator[str]:
    typed = _write(leaf)
    if not leaf.prefix and len(leaf.words) == 1 and typed not in LANGUAGES:
        code = _SPELLED.get(typed)
        hint = f"write language:{code}" if code else "write two letters, as in language:en"
        if code or len(typed) != 3:
            yield f"language:{typed} is no code of ISO 639-1 and never matches: {hint}"


def _is_found(leaf: Terms, values: tuple[str, ...]) -> bool:
    return any(next(find_spans(leaf, words), None) is not None for words in _read_all(values))


@lru_cache(maxsize=8)
def _read_all(values: tuple[str, ...]) -> tuple[Words, ...]:
    """The values as words; the same few lists for every rule."""
    return tuple(map(Words, values))


def _suggest(leaf: Terms, values: tuple[str, ...], otherwise: str) -> str:
    words = {" ".join(value.words) for value in _read_all(values)}
    single = {word for value in _read_all(values) for word in value.words}
    near = get_close_matches(_write(leaf), [*sorted(words), *sorted(single - words)], n=1, cutoff=0.75)
    return f"did you mean {leaf.field}:{_quote(near[0])}?" if near else otherwise


def _quote(value: str) -> str:
    return f'"{value}"' if " " in value else value


def _write(leaf: Terms) -> str:
    return " ".join(leaf.words) + ("*" if leaf.prefix else "")


def _is_written_in(name: KnownName, code: str) -> bool:
    """Whether a variant can stand in a text of a language: by what the set says, else by its script."""
    if name.language is not None:
        return name.language == code
    script = SCRIPTS.get(code)
    return script is None or any(_is_in_script(variant, script) for variant in name.variants)


def _is_in_script(words: tuple[str, ...], script: str) -> bool:
    letters = [character for word in words for character in word if character.isalpha()]
    return not letters or any(unicodedata.name(letter, "").startswith(script) for letter in letters)
