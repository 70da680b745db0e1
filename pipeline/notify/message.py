"""An alert as people and programs read it. Text from the web is data here: never markup, header or template."""

from __future__ import annotations

import msgspec

from pipeline.types import Alert

_PASSAGES = 5
_TITLE_CHARACTERS = 200


def clean(text: str) -> str:
    """Put a text from the web on one line, without control, bidi or other characters that drive a terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def format_title(alert: Alert) -> str:
    """The subject line: rule and title, at most 200 characters."""
    late = " (late)" if alert.late else ""
    return f"{alert.rule}{late}: {clean(alert.title)}"[:_TITLE_CHARACTERS]


def format_text(alert: Alert) -> str:
    """The alert with its evidence as plain text."""
    lines = [clean(alert.url)]
    for evidence in alert.evidence[:_PASSAGES]:
        met = f" [{evidence.name}]" if evidence.name else ""
        lines.append(f"{evidence.field} {evidence.start}-{evidence.end}{met}: {clean(evidence.passage)}")
    if len(alert.evidence) > _PASSAGES:
        lines.append(f"and {len(alert.evidence) - _PASSAGES} more passages")
    lines.append(f"rule {alert.rule} version {alert.rule_version}, alert {alert.id}")
    return "\n".join(lines)


def format_alert(alert: Alert) -> str:
    """The alert for a terminal: when it rang, what it is, and why."""
    head = f"ALERT {alert.rung_at:%Y-%m-%d %H:%M:%S} {format_title(alert)}"
    return "\n".join([head, *(f"  {line}" for line in format_text(alert).splitlines())])


def encode_alert(alert: Alert) -> bytes:
    """The alert as the JSON that `wirewatch alerts --json` prints, without its deliveries."""
    fields = msgspec.to_builtins(alert)
    return msgspec.json.encode({key: value for key, value in fields.items() if key != "deliveries"})
