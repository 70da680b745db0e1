"""Cuts a query into signs: words, phrases, brackets, operators. What they mean is decided in `syntax`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NoReturn, TypeAlias

from pipeline.errors import QueryError
from pipeline.query.tree import SLOP_LIMIT

Kind: TypeAlias = Literal["open", "close", "word", "phrase", "field", "minus", "range", "AND", "OR", "NOT", "end"]
OPERATORS: dict[str, Kind] = {"AND": "AND", "OR": "OR", "NOT": "NOT"}
# A quotation mark as typed on a keyboard closes only itself; the printer's marks close each other.
_PRINTED = "“”„‟«»"
_SPACE = re.compile(r"\s+")
_FIELD = re.compile(r"([^\W\d][\w.\-]*):")
_WORD = re.compile(rf'[^\s()"{_PRINTED}]+')
_RANGE = re.compile(r"\[[^\]}]*[\]}]")
_TYPED_END = re.compile('"')
_PRINTED_END = re.compile(f'[{_PRINTED}"]')
_NEAR = re.compile(r"~([0-9]*)")
_MINUS = re.compile(r"-(?=[^\s)])")
_BRACKETS: dict[str, Kind] = {"(": "open", ")": "close"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One sign of a query; `text` is what stands between quotation marks or before a field's colon."""

    kind: Kind
    text: str
    start: int
    end: int
    near: int | None = None


def refuse(message: str, *, query: str, position: int) -> NoReturn:
    """Refuse a query, pointing at a character."""
    raise QueryError(message, query=query, position=position)


def scan(query: str) -> Iterator[Sign]:
    """Read the signs in order, ending with one of kind `end`; linear in the length of the query."""
    place = 0
    field = ""
    while place < len(query):
        space = _SPACE.match(query, place)
        if space:
            place = space.end()
            continue
        sign = _read_sign(query, place, field=field)
        field = sign.text.lower() if sign.kind == "field" else ""
        place = sign.end
        yield sign
    yield Sign(kind="end", text="", start=len(query), end=len(query))


def _read_sign(query: str, place: int, *, field: str) -> Sign:
    character = query[place]
    if character in _BRACKETS:
        return Sign(kind=_BRACKETS[character], text=character, start=place, end=place + 1)
    if character == '"' or character in _PRINTED:
        return _read_phrase(query, place)
    if character == "[" and field == "published":
        return _read_range(query, place)
    if _MINUS.match(query, place):
        return Sign(kind="minus", text="-", start=place, end=place + 1)
    # After `topic:` a colon belongs to the value: topic:medtop:11000000.
    named = None if field else _FIELD.match(query, place)
    if named:
        return Sign(kind="field", text=named[1], start=place, end=named.end())
    return _read_word(query, place)


def _read_word(query: str, place: int) -> Sign:
    found = _WORD.match(query, place)
    assert found is not None, "what starts no other sign starts a word"
    return Sign(kind=OPERATORS.get(found[0], "word"), text=found[0], start=place, end=found.end())


def _read_phrase(query: str, place: int) -> Sign:
    closing = (_TYPED_END if query[place] == '"' else _PRINTED_END).search(query, place + 1)
    if closing is None:
        refuse("this quotation mark is never closed: add the closing one", query=query, position=place)
    end = closing.start()
    text = query[place + 1 : end]
    found = _NEAR.match(query, end + 1)
    if not found:
        return Sign(kind="phrase", text=text, start=place, end=end + 1)
    # The length is looked at first, because a number of 4,000 digits is no number to convert.
    if not found[1] or len(found[1]) > len(str(SLOP_LIMIT)) or int(found[1]) > SLOP_LIMIT:
        refuse(
            f'after ~ stands how many other words may lie between, 0 to {SLOP_LIMIT}: "one two"~5',
            query=query,
            position=end + 1,
        )
    return Sign(kind="phrase", text=text, start=place, end=found.end(), near=int(found[1]))


def _read_range(query: str, place: int) -> Sign:
    found = _RANGE.match(query, place)
    if not found:
        refuse("this bracket is never closed: write published:[2026-11-01 TO 2026-11-05]", query=query, position=place)
    return Sign(kind="range", text=found[0], start=place, end=found.end())
