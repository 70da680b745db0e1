"""Reads a labelled article: labels stand around the words that they label, so that no offset is ever written down.

    outlet: wire
    published: 2030-03-13                     (a day, or a moment in UTC: 2030-03-13T02:00)
    title: The headline
    dateline: PLACE | 2030-03-12 | AGENCY     (left out where there is none)
    language: fr                              (left out where it is English)
    kinds: what is hard about the article
    people: everybody who is named and not quoted
    V = Pavel Sorokhin                        (a person; `~ ...` an unnamed source, `@ ...` an organisation)
    ---
    {V:the envoy|"Nobody came,"} the envoy said on [2030-03-12|Tuesday] at the <iaea|IAEA>.

`{V:mention|content}` is a quotation of V with the words that name its speaker here, `{V|content}` one without such
words; `[value|words]` is a date, `[value SET|words]` one whose type the value does not tell; `<id|words>` a watched
name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

Kind = Literal["person", "organisation", "unnamed"]
MARKS = "\"“”„«»'‘’"
PRONOUNS = frozenset(
    re.findall(
        r"\w+",
        "he she they it i we you who one il elle ils elles lui er sie ihm ihr él ella ellos su он она они его её",
    )
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_OPENING = re.compile(
    r"\{(?P<key>\w+)(?::(?P<mention>[^|{}]+))?\|"
    r"|\[(?P<value>[0-9A-Z:+-]+)(?: (?P<type>SET|DATE|TIME|DURATION))?\|"
    r"|<(?P<name>[a-z-]+)\|"
    r"|(?P<closing>[}\]>])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who speaks: a full name, an organisation, or the description of an unnamed source."""

    name: str
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A labelled statement; `mention` is where the words are that name its speaker."""

    start: int
    end: int
    text: str
    voice: Voice
    mention: tuple[int, int] | None
    mentioned: str
    direct: bool | None  # None where there are no marks and the words are all the same the speaker's own

    @property
    def mention_kind(self) -> str:
        """How the speaker is named here: `named`, `pronoun`, `nominal` or `none`."""
        if not self.mentioned:
            return "none"
        if self.mentioned.casefold() in PRONOUNS:
            return "pronoun"
        last = self.voice.name.split()[-1].casefold()
        return "named" if last in self.mentioned.casefold() else "nominal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timex:
    """A labelled date."""

    start: int
    end: int
    text: str
    type: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A labelled watched name."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """An article and what a careful reader says about it."""

    id: str
    outlet: str
    title: str
    text: str
    language: str
    published_at: datetime
    dateline: tuple[str, str, str] | None
    kinds: tuple[str, ...]
    quotations: tuple[Quotation, ...]
    dates: tuple[Timex, ...]
    names: tuple[Watched, ...]
    people: tuple[str, ...]


@dataclass(slots=True)
class _Body:
    """The text so far and what was opened and closed in it."""

    text: str = ""
    open: list[tuple[re.Match[str], int]] = field(default_factory=list)
    closed: list[tuple[re.Match[str], int, int]] = field(default_factory=list)


def read_articles(folder: Path) -> tuple[Labelled, ...]:
    """Read all labelled articles of a folder, in the order of their names."""
    return tuple(parse_article(path.stem, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.txt")))


def parse_article(name: str, source: str) -> Labelled:
    """Parse one article; a label that cannot be meant is a ValueError that names the article."""
    head, _, marked = source.partition("\n---\n")
    try:
        return _assemble(name, _read_head(head), marked.strip())
    except (KeyError, ValueError) as error:
        raise ValueError(f"the labelled article {name}: {error}") from error


def _assemble(name: str, head: Mapping[str, str], marked: str) -> Labelled:
    body = _strip(marked)
    voices = {key[1:]: _read_voice(value) for key, value in head.items() if key.startswith("=")}
    transcript = "transcript" in head["kinds"]
    published = _read_moment(head["published"])
    line = [part.strip() for part in head["dateline"].split("|")] if "dateline" in head else None
    named = [part.strip() for part in head.get("people", "").split(",") if part.strip()]
    quoted = [voice.name for voice in voices.values() if voice.kind == "person"]
    return Labelled(
        id=name,
        outlet=head["outlet"],
        title=head["title"],
        text=body.text,
        language=head.get("language", "en"),
        published_at=published,
        dateline=(line[0], line[1], line[2]) if line else None,
        kinds=tuple(part.strip() for part in head["kinds"].split(",")),
        quotations=tuple(_read_quotations(body, voices, transcript=transcript)),
        dates=tuple(_read_dates(body)),
        names=tuple(Watched(start=s, end=e, name=m["name"]) for m, s, e in body.closed if m["name"]),
        people=tuple(dict.fromkeys(quoted + named)),
    )


def _read_moment(text: str) -> datetime:
    """Read a day, which stands for its evening, or a moment in UTC."""
    moment = datetime.fromisoformat(text).replace(tzinfo=UTC)
    return moment if "T" in text else moment.replace(hour=18)


def _read_head(head: str) -> dict[str, str]:
    """The lines of the head; a speaker's key is kept apart by a `=` before it."""
    found: dict[str, str] = {}
    for line in head.splitlines():
        match = re.fullmatch(r"(\w+) = (.+)|(\w+): ?(.*)", line)
        if match is None:
            raise ValueError(f"expected `key: value` or `K = speaker`, found {line!r}")
        speaker, voice, key, value = match.groups()
        found.update({f"={speaker}": voice} if speaker else {key: value})
    return found


def _read_voice(text: str) -> Voice:
    kinds: dict[str, Kind] = {"~": "unnamed", "@": "organisation"}
    return Voice(name=text.lstrip("~@ "), kind=kinds.get(text[0], "person"))


def _strip(marked: str) -> _Body:
    body = _Body()
    position = 0
    for match in _OPENING.finditer(marked):
        body.text += marked[position : match.start()]
        position = match.end()
        if match["closing"]:
            if not body.open:
                raise ValueError(f"`{match['closing']}` closes nothing after {body.text[-40:]!r}")
            opened, start = body.open.pop()
            body.closed.append((opened, start, len(body.text)))
        else:
            body.open.append((match, len(body.text)))
    if body.open:
        raise ValueError(f"{body.open[-1][0].group()!r} is never closed")
    body.text += marked[position:]
    if stray := re.search(r"[{}\[\]<>|]", body.text):
        raise ValueError(
            f"a label was not understood near {body.text[max(0, stray.start() - 40) : stray.end() + 20]!r}"
        )
    body.closed.sort(key=lambda one: one[1:])
    return body


def _read_quotations(body: _Body, voices: Mapping[str, Voice], *, transcript: bool) -> Iterator[Quotation]:
    spans = [(start, end) for match, start, end in body.closed if match["key"]]
    for match, start, end in body.closed:
        if not match["key"]:
            continue
        words = body.text[start:end]
        if "\n" in words:
            raise ValueError(f"a quotation crosses a paragraph: {words!r}")
        mention = match["mention"] or ""
        yield Quotation(
            start=start,
            end=end,
            text=words,
            voice=voices[match["key"]],
            mention=_find_mention(body.text, (start, end), mention, spans) if mention else None,
            mentioned=mention,
            direct=None if transcript else _is_direct(words),
        )


def _is_direct(words: str) -> bool:
    """Marks at the head, or, where the opening one is missing, at the end only."""
    return words[0] in MARKS or (words[-1] in MARKS and not any(mark in words[:-1] for mark in '"“«'))


def _find_mention(text: str, content: tuple[int, int], mention: str, spans: list[tuple[int, int]]) -> tuple[int, int]:
    """The nearest occurrence of the mention outside all quotations."""
    start, end = content
    found = [
        match.span()
        for match in re.finditer(rf"(?<!\w){re.escape(mention)}(?!\w)", text, re.IGNORECASE)
        if not any(s <= match.start() < e for s, e in spans)
    ]
    if not found:
        raise ValueError(f"the mention {mention!r} is not outside the quotations")
    return min(found, key=lambda span: max(span[0] - end, start - span[1]))


def _read_dates(body: _Body) -> Iterator[Timex]:
    for match, start, end in body.closed:
        if (value := match["value"]) is None:
            continue
        kind = match["type"] or ("DURATION" if value.startswith("P") else "TIME" if "T" in value else "DATE")
        words = body.text[start:end]
        _check_weekday(words, value)
        yield Timex(start=start, end=end, text=words, type=kind, value=value)


def _check_weekday(words: str, value: str) -> None:
    """A label whose weekday is another one than the calendar's is a slip of the hand."""
    day = re.match(r"\d{4}-\d\d-\d\d", value)
    named = [number for number, name in enumerate(WEEKDAYS) if name in words.casefold()]
    if day and named and "next week" not in words and date.fromisoformat(day.group()).weekday() != named[0]:
        raise ValueError(f"{words!r} is labelled {value}, which is no {WEEKDAYS[named[0]]}")
