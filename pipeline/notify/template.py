"""A channel's own subject and body: words with placeholders. No expression, no loop, no attribute: nothing to run."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pipeline.errors import ConfigError
from pipeline.notify.entry import Entry, name_event, show, tell_rest
from pipeline.types import Alert

# What a template may name; docs/alerts.md explains them and is tested against this.
PLACEHOLDERS = (
    "alert",
    "event",
    "late",
    "notes",
    "origin",
    "page",
    "passage",
    "passages",
    "rule",
    "rule_version",
    "rung_at",
    "summary",
    "title",
    "url",
    "who",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """Checked texts; None means the usual one."""

    subject: string.Template | None
    body: string.Template | None


def parse_template(channel: str, *, subject: str, body: str) -> Template:
    """Read a channel's template; ConfigError names a placeholder that is not known, and those that are."""
    for key, text in (("subject", subject), ("body", body)):
        template = string.Template(text)
        if not template.is_valid():
            message = f"templates.{channel}.{key}: a `$` without a name behind it; write `$$` for the sign itself"
            raise ConfigError(message, channel=channel)
        unknown = [name for name in template.get_identifiers() if name not in PLACEHOLDERS]
        if unknown:
            known = ", ".join(f"${name}" for name in PLACEHOLDERS)
            message = f"templates.{channel}.{key}: there is no ${unknown[0]}; known are {known}"
            raise ConfigError(message, channel=channel)
    return Template(subject=string.Template(subject) if subject else None, body=string.Template(body) if body else None)


def fill(
    template: string.Template, alert: Alert, entry: Entry, *, instead: Mapping[str, str] = MappingProxyType({})
) -> str:
    """Put an alert's clean values in, and some others instead."""
    return template.substitute({**list_values(alert, entry), **instead})


def list_values(alert: Alert, entry: Entry) -> Mapping[str, str]:
    """The values of all placeholders."""
    passages = [f"{one.who}: {show(one)}" for one in entry.passages]
    rest = tell_rest(entry)
    return {
        "alert": alert.id,
        "event": name_event(alert) or "published",
        "late": "late" if alert.late else "",
        "notes": "\n".join(entry.notes),
        "origin": "\n".join(entry.origin),
        "page": entry.page or "",
        "passage": show(entry.passages[0]) if entry.passages else "",
        "passages": "\n".join([*passages, rest] if rest else passages),
        "rule": entry.rule,
        "rule_version": alert.rule_version,
        "rung_at": f"{alert.rung_at:%Y-%m-%d %H:%M} UTC",
        "summary": f"{entry.rule}: {entry.title}",
        "title": entry.title,
        "url": entry.link or entry.url,
        "who": entry.passages[0].who if entry.passages else "",
    }
