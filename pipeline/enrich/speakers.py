"""Everyone who is quoted and everyone who is named, each once."""

from __future__ import annotations

from typing import Literal

from pipeline.enrich.entities import Cast, Entity
from pipeline.enrich.memory import Voice
from pipeline.enrich.offices import find_office
from pipeline.enrich.statements import Statement
from pipeline.enrich.tokens import Tokens
from pipeline.types import Person, Speaker, SpeakerMention

Kind = Literal["person", "organisation", "unnamed"]
_MOST_ALIASES = 12


def _text(tokens: Tokens, lo: int, hi: int) -> str:
    return tokens.text[tokens.starts[lo] : tokens.ends[hi - 1]]


def _kind(entity: Entity | None) -> Kind:
    if entity is None:
        return "unnamed"
    return "person" if entity.kind == "person" else "organisation"


def to_mention(tokens: Tokens, statement: Statement, voice: Voice | None) -> SpeakerMention | None:
    """Say who speaks: the words used beside this statement, and who that is."""
    if voice is None:
        return None
    subject, entity = statement.subject, voice.entity
    described = voice.subject
    role = entity.roles[0] if entity and entity.roles else None
    if entity is None and described:
        role = _text(tokens, described.lo, described.hi)
    shown = subject or (described if entity is None else None)
    return SpeakerMention(
        start=tokens.starts[shown.lo] if shown else None,
        end=tokens.ends[shown.hi - 1] if shown else None,
        text=_text(tokens, shown.lo, shown.hi) if shown else None,
        name=entity.name if entity else role,
        role=role,
        kind=_kind(entity),
        organisation=_office(entity, role),
    )


def _office(entity: Entity | None, role: str | None) -> str | None:
    """Find whom a person or an unnamed source speaks for."""
    if entity and entity.kind != "person":
        return None
    offices = (find_office(said) for said in (entity.roles if entity else [role]))
    return next((office for office in offices if office), None)


def list_speakers(tokens: Tokens, heard: list[tuple[Statement, Voice | None]]) -> tuple[Speaker, ...]:
    """List who is quoted, in the order of the text, with all that they are called."""
    order: dict[str, tuple[Entity | None, dict[str, None], int]] = {}
    for statement, voice in heard:
        if voice is None:
            continue
        described = voice.subject or statement.subject
        name = voice.entity.name if voice.entity else _text(tokens, described.lo, described.hi) if described else ""
        if not name:
            continue
        entity, aliases, count = order.get(name, (voice.entity, dict(voice.entity.aliases) if voice.entity else {}, 0))
        if statement.subject and statement.subject.kind == "nominal" and len(aliases) < _MOST_ALIASES:
            aliases[_text(tokens, statement.subject.lo, statement.subject.hi)] = None
        order[name] = (entity, aliases, count + 1)
    return tuple(
        Speaker(
            name=name,
            role=entity.roles[0] if entity and entity.roles else None,
            kind=_kind(entity),
            aliases=tuple(alias for alias in aliases if alias != name),
            quotes=count,
            organisation=_office(entity, name),
        )
        for name, (entity, aliases, count) in order.items()
    )


def list_people(tokens: Tokens, cast: Cast) -> tuple[Person, ...]:
    """List everyone who is named, in the order of the first full mention."""
    return tuple(
        Person(
            name=entity.name,
            role=entity.roles[0] if entity.roles else None,
            aliases=tuple(entity.aliases),
            mentions=entity.mentions,
            start=tokens.starts[entity.lo],
            end=tokens.ends[entity.hi - 1],
        )
        for entity in cast.people
        if entity.mentions
    )
