"""An alert as people and programs read it. Text from the web is data here: never markup, header or template."""

from __future__ import annotations

import msgspec

from pipeline.types import Alert, Document, Evidence

_PASSAGES = 5
_TITLE_CHARACTERS = 200
_AROUND = 70


def clean(text: str) -> str:
    """Put a text from the web on one line, without control, bidi or other characters that drive a terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def format_title(alert: Alert) -> str:
    """The subject line: rule and title, at most 200 characters."""
    late = " (late)" if alert.late else ""
    event = f" ({alert.event.replace('_', ' ')})" if alert.change else ""
    return f"{alert.rule}{event}{late}: {clean(alert.title)}"[:_TITLE_CHARACTERS]


def format_text(alert: Alert, document: Document | None = None) -> str:
    """The alert with its evidence as plain text; with the document, the words around each passage too."""
    lines = [clean(alert.url), *_describe_change(alert)]
    for evidence in alert.evidence[:_PASSAGES]:
        where = f"{evidence.field} {evidence.start}-{evidence.end}"
        lines.append(f"{show_passage(evidence, document)}  ({evidence.name or evidence.clause}; {where})")
    if len(alert.evidence) > _PASSAGES:
        lines.append(f"and {len(alert.evidence) - _PASSAGES} more passages")
    lines.append(f"rule {alert.rule} version {alert.rule_version}, alert {alert.id}")
    return "\n".join(lines)


def _describe_change(alert: Alert) -> list[str]:
    """Between which revisions the phrase came or went, and how the passage read in each."""
    change = alert.change
    if change is None:
        return []
    return [
        f"{alert.event.replace('_', ' ')} between revisions {change.old_revision} and {change.new_revision}",
        f"before: {clean(change.before) or '-'}",
        f"after: {clean(change.after) or '-'}",
    ]


def show_passage(evidence: Evidence, document: Document | None) -> str:
    """The passage in brackets among the words around it, as far as the document that it stands in is at hand."""
    text = (
        {"title": document.title, "lead": document.lead, "text": document.text}.get(evidence.field) if document else ""
    )
    if not text or text[evidence.start : evidence.end] != evidence.passage or not evidence.passage:
        return f"[{clean(evidence.passage or evidence.variant)}]"
    before, after = text[: evidence.start].rpartition("\n")[2], text[evidence.end :].partition("\n")[0]
    if len(before) > _AROUND:
        before = "… " + before[-_AROUND:].partition(" ")[2]
    if len(after) > _AROUND:
        after = after[:_AROUND].rpartition(" ")[0] + " …"
    return clean(f"{before}[{evidence.passage}]{after}")


def format_alert(alert: Alert, document: Document | None = None) -> str:
    """The alert for a terminal: when it rang, what it is, and why."""
    head = f"ALERT {alert.rung_at:%Y-%m-%d %H:%M:%S} {format_title(alert)}"
    return "\n".join([head, *(f"  {line}" for line in format_text(alert, document).splitlines())])


def encode_alert(alert: Alert) -> bytes:
    """The alert as the JSON that `wirewatch alerts --json` prints, without its deliveries."""
    fields = msgspec.to_builtins(alert)
    return msgspec.json.encode({key: value for key, value in fields.items() if key != "deliveries"})
