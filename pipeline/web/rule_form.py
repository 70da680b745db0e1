"""A rule as a form: fields of text, to and from what a rule file says. Pure.

Nothing is judged here: what somebody typed is shown again as it was typed, whatever is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.rules.file import RuleEntry

_MOST_EXAMPLES = 500
_EXAMPLE = re.compile(r"(must_match|must_not_match)\.([0-9]{1,4})\.(text|title|language|note)")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleFields:
    """The fields of an example."""

    text: str = ""
    title: str = ""
    language: str = ""
    note: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing was typed that counts: such an example is left out."""
        return not (self.text.strip() or self.title.strip() or self.note.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFields:
    """The fields of the form. `schedule` is `now`, `hourly` or `daily`, with `daily_at` beside it."""

    id: str = ""
    title: str = ""
    query: str = ""
    owner: str = ""
    channels: tuple[str, ...] = ()
    on: tuple[str, ...] = ()
    languages: str = ""
    schedule: str = "now"
    daily_at: str = ""
    zone: str = ""
    quiet_hours: str = ""
    cap: str = ""
    times: str = ""
    window_minutes: str = ""
    least: str = ""
    counted: str = "stories"
    enabled: bool = False
    must_match: tuple[ExampleFields, ...] = ()
    must_not_match: tuple[ExampleFields, ...] = ()


_TEXTS = frozenset(RuleFields.__slots__) - {"channels", "on", "enabled", "must_match", "must_not_match"}


def read_fields(pairs: Iterable[tuple[str, str]]) -> RuleFields:
    """Read what a browser sent; fields that the form does not have are passed over."""
    texts: dict[str, Any] = {}
    enabled = False
    several: dict[str, list[str]] = {"channels": [], "on": []}
    examples: dict[str, dict[int, dict[str, str]]] = {"must_match": {}, "must_not_match": {}}
    for name, sent in pairs:
        # Browsers send the lines of a text with CR LF.
        value = sent.replace("\r\n", "\n").replace("\r", "\n")
        if name in several:
            several[name].append(value)
        elif name in _TEXTS:
            texts[name] = value
        elif name == "enabled":
            enabled = True
        elif (found := _EXAMPLE.fullmatch(name)) and int(found[2]) < _MOST_EXAMPLES:
            examples[found[1]].setdefault(int(found[2]), {})[found[3]] = value
    shown = {
        kind: tuple(one for _, given in sorted(numbered.items()) if not (one := ExampleFields(**given)).blank)
        for kind, numbered in examples.items()
    }
    return RuleFields(
        **texts,
        enabled=enabled,
        channels=tuple(several["channels"]),
        on=tuple(several["on"]),
        must_match=shown["must_match"],
        must_not_match=shown["must_not_match"],
    )


def to_content(fields: RuleFields) -> dict[str, Any]:
    """What a rule file would say; blank fields say nothing."""
    texts = {name: getattr(fields, name).strip() for name in ("id", "title", "owner", "zone", "cap")}
    spike = {name: getattr(fields, name).strip() for name in ("times", "window_minutes", "least", "counted")}
    schedule = f"daily {fields.daily_at.strip()}" if fields.schedule == "daily" else fields.schedule
    return {
        **{name: text for name, text in texts.items() if text},
        "query": fields.query,
        "channels": list(fields.channels),
        "on": list(fields.on),
        "languages": _split(fields.languages),
        "schedule": schedule,
        "quiet_hours": _split(fields.quiet_hours),
        "spike": {name: text for name, text in spike.items() if text},
        "enabled": fields.enabled,
        "must_match": [_to_example(one) for one in fields.must_match],
        "must_not_match": [_to_example(one) for one in fields.must_not_match],
    }


def _split(text: str) -> list[str]:
    return [part for part in re.split(r"[,;\s]+", text) if part]


def _to_example(fields: ExampleFields) -> dict[str, str]:
    given = {"title": fields.title, "language": fields.language.strip(), "note": fields.note}
    return {"text": fields.text, **{name: text for name, text in given.items() if text}}


def to_fields(content: Mapping[str, Any]) -> RuleFields:
    """The form of what a file says, right or wrong; what it does not say has its default."""
    defaults = {name: field.default for name, field in RuleEntry.model_fields.items()}
    spike = content.get("spike") if isinstance(content.get("spike"), dict) else {}
    assert isinstance(spike, dict)
    usual = defaults["spike"].model_dump()
    schedule, _, daily_at = _to_text(content.get("schedule", "now")).partition(" ")
    return RuleFields(
        **{name: _to_text(content.get(name)) for name in ("id", "title", "query", "owner", "cap")},
        channels=_to_texts(content.get("channels", defaults["channels"])),
        on=_to_texts(content.get("on", defaults["on"])),
        languages=", ".join(_to_texts(content.get("languages", ()))),
        schedule=schedule,
        daily_at=daily_at,
        zone=_to_text(content.get("zone", "UTC")),
        quiet_hours=", ".join(_to_texts(content.get("quiet_hours", ()))),
        **{name: _to_text(spike.get(name, usual[name])) for name in usual},
        enabled=bool(content.get("enabled", True)),
        must_match=_to_examples(content.get("must_match")),
        must_not_match=_to_examples(content.get("must_not_match")),
    )


def _to_text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _to_texts(value: object) -> tuple[str, ...]:
    return tuple(map(_to_text, value)) if isinstance(value, list | tuple) else (_to_text(value),)


def _to_examples(value: object) -> tuple[ExampleFields, ...]:
    entries = value if isinstance(value, list | tuple) else ()
    return tuple(
        ExampleFields(**{name: _to_text(one.get(name)) for name in ExampleFields.__slots__})
        for one in entries
        if isinstance(one, dict)
    )
