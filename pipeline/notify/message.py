"""A message: alerts as text, HTML and for chats. Text from the web is data here: never markup, header or template."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from pipeline.notify.cleaning import clean, defuse, shorten
from pipeline.notify.entry import Entry, count, describe, name_event, show, tell_rest
from pipeline.notify.html import write_html
from pipeline.notify.template import Template, fill
from pipeline.types import Alert, ArchiveRef, Document

_TITLE_CHARACTERS = 200
_RULES_IN_TITLE = 3
TEST_ID = "test-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is sent to people. In `chat` and `chat_title` what drives a chat service is broken."""

    title: str
    text: str
    html: str
    chat: str

    @property
    def chat_title(self) -> str:
        """The title for a chat."""
        return defuse(self.title)


def write_message(
    alerts: Sequence[tuple[Alert, Document | None]],
    *,
    digest: bool,
    part: tuple[int, int] = (1, 1),
    template: Template | None = None,
    public_url: str = "",
) -> Message:
    """Write one alert, or a digest: a line that counts, then one entry an alert, by rule."""
    told = [(alert, describe(alert, document, public_url=public_url)) for alert, document in _sort(alerts)]
    rung, entries = [alert for alert, _ in told], [entry for _, entry in told]
    contents = tell_contents(rung, part=part) if digest else ""
    title = format_digest_title(rung, part=part) if digest else format_title(rung[0])
    if template is not None and template.subject is not None:
        instead = {"title": count(len(told), "alert"), "rule": _name_rules(rung)} if digest else {}
        title = shorten(fill(template.subject, *told[0], instead={"summary": title, **instead}), _TITLE_CHARACTERS)
    if template is None or template.body is None:
        return Message(
            title=title,
            text=write_text(entries, contents),
            html=write_html(entries, contents, title=title),
            chat=write_text(entries, contents, guard=defuse),
        )
    filled = [fill(template.body, *one) for one in told]
    text = "\n\n".join([contents, *filled] if contents else filled)
    return Message(title=title, text=text, html=write_html([], text, title=title), chat=defuse(text))


def _sort(alerts: Sequence[tuple[Alert, Document | None]]) -> list[tuple[Alert, Document | None]]:
    """By rule, the rule that rang first first."""
    order: dict[str, int] = {}
    for alert, _ in alerts:
        order.setdefault(alert.rule, len(order))
    return sorted(alerts, key=lambda pair: order[pair[0].rule])


def format_title(alert: Alert) -> str:
    """The subject line: rule and title, at most 200 characters."""
    late = " (late)" if alert.late else ""
    event = f" ({name_event(alert)})" if name_event(alert) else ""
    return shorten(f"{alert.rule}{event}{late}: {alert.title}", _TITLE_CHARACTERS)


def format_digest_title(alerts: Sequence[Alert], *, part: tuple[int, int] = (1, 1)) -> str:
    """The subject line of a digest: how many of which rules."""
    return shorten(f"{count(len(alerts), 'alert')}{_tell_part(part)}: {_name_rules(alerts)}", _TITLE_CHARACTERS)


def _name_rules(alerts: Sequence[Alert]) -> str:
    rules = Counter(clean(alert.rule) for alert in alerts)
    named = [f"{rule} ({number})" for rule, number in list(rules.items())[:_RULES_IN_TITLE]]
    if len(rules) > _RULES_IN_TITLE:
        named.append(count(len(rules) - _RULES_IN_TITLE, "more rule"))
    return ", ".join(named)


def tell_contents(alerts: Sequence[Alert], *, part: tuple[int, int] = (1, 1)) -> str:
    """The first line of a digest: how many alerts, of which rules."""
    rules = Counter(clean(alert.rule) for alert in alerts)
    named = ", ".join(f"{rule} {number}" for rule, number in rules.items())
    return f"{count(len(alerts), 'alert')} of {count(len(rules), 'rule')}{_tell_part(part)}: {named}"


def _tell_part(part: tuple[int, int]) -> str:
    return f" (part {part[0]} of {part[1]})" if part[1] > 1 else ""


def write_text(entries: Sequence[Entry], contents: str, *, guard: Callable[[str], str] = str) -> str:
    """The entries as plain text; a digest has its contents first, a heading for each rule, and counts its entries."""
    if not contents:
        return "\n".join(line for entry in entries for line in list_lines(entry, guard=guard))
    lines, rule = [guard(contents)], None
    for number, entry in enumerate(entries, 1):
        if entry.rule != rule:
            rule = entry.rule
            lines += ["", f"== {guard(rule)} =="]
        lines += ["", f"{number}. {guard(entry.title)}", *(f"   {line}" for line in list_lines(entry, guard=guard))]
    return "\n".join(lines)


def list_lines(entry: Entry, *, guard: Callable[[str], str] = str) -> list[str]:
    """All of an entry but its title, a line each."""
    lines = [entry.link or guard(entry.url), *map(guard, entry.notes)]
    lines += [guard(f"{one.who}: {show(one)}  ({one.where})") for one in entry.passages]
    lines += [rest] if (rest := tell_rest(entry)) else []
    lines += map(guard, entry.origin)
    return [*lines, entry.page] if entry.page else lines


def format_text(alert: Alert, document: Document | None = None) -> str:
    """The alert with its evidence as plain text; with the document, the words around each passage too."""
    return write_text([describe(alert, document)], "")


def format_alert(alert: Alert, document: Document | None = None) -> str:
    """The alert for a terminal: when it rang, what it is, and why."""
    head = f"ALERT {alert.rung_at:%Y-%m-%d %H:%M:%S} {format_title(alert)}"
    return "\n".join([head, *(f"  {line}" for line in format_text(alert, document).splitlines())])


def make_test_alert(now: datetime) -> Alert:
    """What `wirewatch alerts test` sends: of no rule, with an id that no alert has, and marked wherever it is shown."""
    return Alert(
        id=f"{TEST_ID}{now:%Y%m%dT%H%M%S%f}",
        rule="wirewatch-test",
        rule_version="-",
        entry="-",
        revision=1,
        story="-",
        url="https://test.invalid/",
        title="TEST: this channel can be reached; nothing rang",
        rung_at=now,
        late=False,
        evidence=(),
        text_hash="",
        archive=ArchiveRef(file="-", offset=0, sha256="-"),
    )


def encode_alert(alert: Alert) -> dict[str, object]:
    """The alert as the JSON that `wirewatch alerts --json` prints, without its deliveries."""
    fields = msgspec.to_builtins(alert)
    return {key: value for key, value in fields.items() if key != "deliveries"}
