"""Writes a rule into its file, as a person would: comments, order and the other rules of the file stay. Pure.

What is not changed is not touched. What equals its default is left out, unless it is there with a comment.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from difflib import SequenceMatcher
from typing import Any, TypeAlias

import tomlkit
from pydantic import ValidationError
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Array, Comment, InlineTable, Item, Table, Whitespace
from tomlkit.toml_document import TOMLDocument

from pipeline.errors import RuleError
from pipeline.rules.file import ExampleEntry, RuleEntry, SpikeEntry
from pipeline.rules.load import describe

_Container: TypeAlias = TOMLDocument | Table | InlineTable
_EXAMPLES = ("must_match", "must_not_match")


def write_rule(entry: RuleEntry, existing: bytes | None = None) -> bytes:
    """Write a rule into the file that it stands in, or a new file; RuleError when that file cannot take it.

    What is written is read back first: it is this rule, and the other rules of the file are as they were.
    """
    document = _parse(existing, entry.id)
    table = _find_table(document, entry.id)
    if table is None:
        raise RuleError(f"the file holds another rule: {entry.id!r} is not in it", rule=entry.id)
    _fill(table, old=_plain(table.unwrap()), new=_dump(entry))
    written = tomlkit.dumps(document).encode()
    before, after = _by_id(existing or b""), _by_id(written)
    try:
        read = RuleEntry.model_validate(after[entry.id])
    except ValidationError as error:
        raise RuleError(f"the file holds what no rule has: {describe(error)}", rule=entry.id) from None
    if _dump(read) != _dump(entry) or _without(after, entry.id) != _without(before, entry.id):
        raise RuleError("the file is laid out in a way that the form cannot keep: edit it by hand", rule=entry.id)
    return written


def remove_rule(existing: bytes, rule: str) -> bytes | None:
    """The file without a rule; None when nothing is left and the file goes too."""
    document = _parse(existing, rule)
    rules = document.get("rule")
    if not isinstance(rules, AoT | Array):
        return None
    number = next((at for at, one in enumerate(rules) if one.get("id") == rule), None)
    if number is None:
        raise RuleError(f"the file does not hold the rule {rule!r}", rule=rule)
    if len(rules) == 1:
        return None
    _drop(rules, number, parent=document)
    written = tomlkit.dumps(document).encode()
    if _by_id(written) != _without(_by_id(existing), rule):
        raise RuleError("the file is laid out in a way that the form cannot keep: edit it by hand", rule=rule)
    return written


def find_content(data: bytes, rule: str) -> Mapping[str, Any] | None:
    """What a file says about a rule, right or wrong; None when it is no TOML or has no such rule."""
    try:
        content = tomllib.loads(data.decode())
    except (ValueError, RecursionError):
        return None
    return next((one for one in _entries(content) if one.get("id") == rule), None)


def _entries(content: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    rules = content.get("rule")
    yield from (one for one in (rules if isinstance(rules, list) else [content]) if isinstance(one, dict))


def _by_id(data: bytes) -> dict[str, Mapping[str, Any]]:
    return {str(one.get("id", number)): one for number, one in enumerate(_entries(tomllib.loads(data.decode()))) if one}


def _without(rules: Mapping[str, object], rule: str) -> dict[str, object]:
    return {key: value for key, value in rules.items() if key != rule}


def _parse(existing: bytes | None, rule: str) -> TOMLDocument:
    if existing is None:
        return tomlkit.document()
    try:
        return tomlkit.parse(existing.decode())
    except (TOMLKitError, ValueError, RecursionError) as error:
        raise RuleError(f"the file is not TOML: {error}", rule=rule) from None


def _find_table(document: TOMLDocument, rule: str) -> _Container | None:
    rules = document.get("rule")
    if isinstance(rules, AoT | Array):
        return next((one for one in rules if one.get("id") == rule), None)
    return document if not document.unwrap() or document.get("id") == rule else None


def _dump(entry: RuleEntry) -> dict[str, Any]:
    return _plain({"id": entry.id, **entry.model_dump(mode="json", exclude_defaults=True)})


def _plain(content: Mapping[str, Any]) -> dict[str, Any]:
    """What a rule says beyond the defaults, one way of writing for each meaning; unknown keys stay."""
    plain = _strip(content, RuleEntry)
    if isinstance(plain.get("spike"), dict):
        plain["spike"] = _strip(plain["spike"], SpikeEntry)
    for key in _EXAMPLES:
        if isinstance(plain.get(key), list):
            plain[key] = [_strip(one, ExampleEntry) if isinstance(one, dict) else one for one in plain[key]]
    return {key: value for key, value in plain.items() if value not in ({}, [])}


def _strip(content: Mapping[str, Any], model: type[RuleEntry | SpikeEntry | ExampleEntry]) -> dict[str, Any]:
    defaults = {key: field.default for key, field in model.model_fields.items()}
    kept = {key: value for key, value in content.items() if value != _listed(defaults.get(key))}
    return {
        key: int(value) if isinstance(value, float) and value.is_integer() else value for key, value in kept.items()
    }


def _listed(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _fill(table: _Container, *, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    """Make a table say `new`; keys that both say alike, and keys that no form knows, are left alone."""
    known = dict.fromkeys([*(key for key in RuleEntry.model_fields if key in new), *new])
    for key in [key for key in old if key not in new and key in _KNOWN]:
        _take_out(table, key)
    for key in known:
        if old.get(key) != new[key]:
            _put(table, key, old=old.get(key), new=new[key])


_KNOWN = {*RuleEntry.model_fields, *SpikeEntry.model_fields, *ExampleEntry.model_fields}
_DEFAULTS: Mapping[str, object] = {
    **{key: field.default for key, field in SpikeEntry.model_fields.items()},
    **{key: _listed(field.default) for key, field in RuleEntry.model_fields.items()},
}


def _take_out(table: _Container, key: str) -> None:
    item = table.item(key)
    default = _DEFAULTS.get(key)
    if isinstance(item, AoT):
        for number in reversed(range(len(item))):
            _drop(item, number, parent=table)
        table.remove(key)
    elif isinstance(item, Item) and item.trivia.comment and isinstance(default, bool | str | int | list):
        table[key] = default
    else:
        table.remove(key)


def _put(table: _Container, key: str, *, old: object, new: Any) -> None:  # noqa: ANN401 - any value of TOML
    item = table.get(key)
    if isinstance(new, list) and isinstance(old, list) and isinstance(item, AoT | Array):
        _align(item, old, new, parent=table)
    elif isinstance(new, dict) and isinstance(item, Table | InlineTable):
        _fill(item, old=old if isinstance(old, dict) else {}, new=new)
    else:
        _set(table, key, _to_item(new, inline=isinstance(table, InlineTable)))


def _set(table: _Container, key: str, item: Item) -> None:
    """Set a key; a new one comes before the comments at the end of its table, which are about what comes after."""
    last = table.value.body[-1:] if isinstance(table, Table) and key not in table else []
    rest = (
        _take_rest(table) if isinstance(table, Table) and last and isinstance(last[0][1], Comment | Whitespace) else []
    )
    table[key] = item
    for one in rest:
        table.add(one)


def _align(items: AoT | Array, old: Sequence[Any], new: Sequence[Any], *, parent: _Container) -> None:
    """Make a list say `new`, from its end, so that what stays keeps its comments."""
    was, now = ([json.dumps(one, sort_keys=True) for one in values] for values in (old, new))
    steps = SequenceMatcher(None, was, now, autojunk=False).get_opcodes()
    for tag, start, end, first, last in reversed(steps):
        if tag == "equal":
            continue
        shared = min(end - start, last - first)
        for number in reversed(range(start + shared, end)):
            _drop(items, number, parent=parent)
        for number in range(shared):
            _replace(items, start + number, old=old[start + number], new=new[first + number])
        for number in range(shared, last - first):
            _insert(items, start + number, new[first + number])


def _replace(items: AoT | Array, number: int, *, old: Any, new: Any) -> None:  # noqa: ANN401 - any value of TOML
    if isinstance(items[number], Table | InlineTable) and isinstance(new, dict):
        _fill(items[number], old=old, new=new)
    else:
        items[number] = _to_item(new, inline=True)


def _insert(items: AoT | Array, number: int, value: Any) -> None:  # noqa: ANN401 - any value of TOML
    """Put a value in; a comment at the end of the table before it is about what comes after both."""
    if not isinstance(items, AoT):
        items.insert(number, _to_item(value, inline=True))
        return
    table = _to_table(value)
    if number:
        rest = _take_rest(items[number - 1])
        items[number - 1].add(tomlkit.nl())
        for item in rest:
            table.add(item)
    items.insert(number, table)


def _drop(items: AoT | Array, number: int, *, parent: _Container) -> None:
    """Take a value out; a comment at its end is about what comes after it, and stays."""
    rest = _take_rest(items[number]) if isinstance(items, AoT) else []
    items.pop(number)
    if not any(isinstance(item, Comment) for item in rest):
        return
    if number < len(items):
        head = items[number].trivia
        head.indent = "".join(item.as_string() for item in rest) + head.indent
        return
    keeper = items[number - 1] if number else parent
    for item in rest:
        keeper.add(item)


def _take_rest(table: Table) -> list[Comment | Whitespace]:
    """Take the comments and blank lines off the end of a table, those of its last table within."""
    body = table.value.body
    if body and isinstance(body[-1][1], AoT) and len(body[-1][1]):
        return _take_rest(body[-1][1][-1])
    if body and isinstance(body[-1][1], Table):
        return _take_rest(body[-1][1])
    rest: list[Comment | Whitespace] = []
    while body and isinstance(item := body[-1][1], Comment | Whitespace):
        rest.insert(0, item)
        body.pop()
    return rest


def _to_item(value: Any, *, inline: bool) -> Item:  # noqa: ANN401 - any value of TOML
    if isinstance(value, dict):
        return _to_inline(value) if inline else _to_table(value)
    if isinstance(value, list) and value and isinstance(value[0], dict) and not inline:
        tables = tomlkit.aot()
        for one in value:
            tables.append(_to_table(one))
        return tables
    if isinstance(value, list):
        array = tomlkit.array()
        array.extend([_to_item(one, inline=True) for one in value])
        return array
    return _to_string(value) if isinstance(value, str) else tomlkit.item(value)


def _to_table(value: Mapping[str, Any]) -> Table:
    table = tomlkit.table()
    _add(table, value)
    return table


def _to_inline(value: Mapping[str, Any]) -> InlineTable:
    table = tomlkit.inline_table()
    _add(table, value)
    return table


def _add(table: MutableMapping[str, Any], value: Mapping[str, Any]) -> None:
    for key, one in value.items():
        table[key] = _to_item(one, inline=True)


def _to_string(text: str) -> Item:
    """A string as a person would write it: queries are full of quotation marks."""
    plain = all(sign == "\t" or (sign >= " " and sign != "\x7f") for sign in text)
    if plain and "'" not in text and ('"' in text or "\\" in text):
        return tomlkit.string(text, literal=True)
    return tomlkit.string(text, multiline="\n" in text and "\r" not in text)
