"""An alert as people read it, before it is text or HTML: everything that was found is there, counted and short."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.notify.cleaning import clean, shorten, to_link
from pipeline.types import Alert, Document, Evidence, Joined, Spike

PASSAGES = 5
_SOURCES = 5
_TITLE = 200
_PASSAGE = 300
_WORDS = 100
_AROUND = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A passage among the words around it; `where` says what it satisfied and where it stands."""

    who: str
    before: str
    passage: str
    after: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One alert: `link` is None when its URL may not be clicked, `page` when there is no page of ours to point to."""

    rule: str
    title: str
    url: str
    link: str | None
    page: str | None
    notes: tuple[str, ...]
    passages: tuple[Quoted, ...]
    rest: int
    origin: tuple[str, ...]


def describe(alert: Alert, document: Document | None, *, public_url: str = "") -> Entry:
    """Say everything about an alert that a reader may ask for."""
    archive = alert.archive
    return Entry(
        rule=clean(alert.rule),
        title=shorten(alert.title, _TITLE) or "(no title)",
        url=shorten(alert.url, 2048),
        link=to_link(alert.url),
        page=to_link(f"{public_url.rstrip('/')}/article/{alert.entry}") if public_url else None,
        notes=tuple(_list_notes(alert)),
        passages=tuple(_quote(evidence, document) for evidence in alert.evidence[:PASSAGES]),
        rest=max(len(alert.evidence) - PASSAGES, 0),
        origin=(
            f"rule {clean(alert.rule)} version {clean(alert.rule_version)}, alert {clean(alert.id)}",
            f"text hash {clean(alert.text_hash) or '-'}",
            f"archived in {clean(archive.file)} at offset {archive.offset}, sha256 {clean(archive.sha256)}",
        ),
    )


def name_event(alert: Alert) -> str:
    """What happened, in words; empty when an article was published."""
    return "" if alert.event == "published" else alert.event.replace("_", " ")


def _list_notes(alert: Alert) -> Iterator[str]:
    if alert.late:
        yield "late: the article is older than what is found in time"
    change = alert.change
    if change is not None:
        yield f"{name_event(alert)} between revisions {change.old_revision} and {change.new_revision}"
        yield f"before: {shorten(change.before, _PASSAGE) or '-'}"
        yield f"after: {shorten(change.after, _PASSAGE) or '-'}"
    if alert.spike is not None:
        yield tell_spike(alert.spike)
    if joined := tell_joined(alert.joined):
        yield joined


def tell_spike(spike: Spike) -> str:
    """How much more than usual, and what usual means."""
    return (
        f"{spike.count} {spike.counted} in the {spike.window_minutes} minutes before {spike.until:%Y-%m-%d %H:%M} UTC; "
        f"usual are {spike.usual:.1f} (mean of {spike.days:g} days), the rule rings at {spike.times:g} times that"
    )


def tell_joined(joined: Joined) -> str:
    """Who else has the story; empty for one article alone."""
    if joined.origins + joined.reprints < 2:
        return ""
    sources = [shorten(source, _WORDS) for source in joined.sources[:_SOURCES]]
    if len(joined.sources) > _SOURCES:
        sources.append(f"{len(joined.sources) - _SOURCES} more")
    counted = f"{count(joined.origins, 'origin')}, {count(joined.reprints, 'reprint')}"
    return f"{counted}: {', '.join(sources)}" if sources else counted


def count(number: int, thing: str) -> str:
    """A number of things in words."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def tell_rest(entry: Entry) -> str:
    """How many passages are not shown; empty when all are."""
    return f"and {count(entry.rest, 'more passage')} of {entry.rest + len(entry.passages)}" if entry.rest else ""


def _quote(evidence: Evidence, document: Document | None) -> Quoted:
    before, after = _read_around(evidence, document)
    names = [f"clause {shorten(evidence.clause, _WORDS)}"]
    if evidence.name:
        names.append(f"name {shorten(evidence.name, _WORDS)}")
    names.append(f"variant {shorten(evidence.variant, _WORDS)}")
    return Quoted(
        who=tell_speaker(evidence),
        before=before,
        passage=shorten(evidence.passage or evidence.variant, _PASSAGE),
        after=after,
        where=f"{', '.join(names)}; {evidence.field} {evidence.start}-{evidence.end}",
    )


def tell_speaker(evidence: Evidence) -> str:
    """Whether somebody says it, and who, or whether the article mentions it."""
    if evidence.said_by is None:
        return "mentioned"
    return f"said by {shorten(evidence.said_by, _WORDS) or 'somebody'}"  # who may be several


def _read_around(evidence: Evidence, document: Document | None) -> tuple[str, str]:
    """The words around a passage on its line, as far as the document that it stands in is at hand."""
    text = (
        {"title": document.title, "lead": document.lead, "text": document.text}.get(evidence.field) if document else ""
    )
    if not text or text[evidence.start : evidence.end] != evidence.passage or not evidence.passage:
        return "", ""
    # More than is shown, so that a line of megabytes is not cleaned for seventy characters.
    before = text[max(evidence.start - 4 * _AROUND, 0) : evidence.start].rpartition("\n")[2]
    after = text[evidence.end : evidence.end + 4 * _AROUND].partition("\n")[0]
    if len(before) > _AROUND:
        before = "… " + before[-_AROUND:].partition(" ")[2]
    if len(after) > _AROUND:
        after = after[:_AROUND].rpartition(" ")[0] + " …"
    return _clean_edge(before), _clean_edge(after)


def _clean_edge(text: str) -> str:
    """Clean, with the space at an edge kept."""
    shown = clean(text)
    if not shown:
        return " " if text[:1].isspace() else ""
    return (" " if text[0].isspace() else "") + shown + (" " if text[-1].isspace() else "")


def show(quoted: Quoted) -> str:
    """The passage in brackets among its words."""
    return f"{quoted.before}[{quoted.passage}]{quoted.after}".strip()
