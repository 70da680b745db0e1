"""Who "elle", "der Sprecher" or "по его словам" is in a text that is not English: by gender, by role, by nearness."""

from __future__ import annotations

from pipeline.enrich.entities import Entity
from pipeline.enrich.lexicon.tongue import Tongue
from pipeline.enrich.memory import Memory, Voice
from pipeline.enrich.phrases import Subject
from pipeline.enrich.reporting import Cue
from pipeline.enrich.statements import Statement
from pipeline.enrich.utterances import OWNERS

_MOST_PEOPLE = 60


def refer(memory: Memory, statement: Statement, tongue: Tongue) -> Voice | None:
    """Decide who says a statement that names its speaker in some way, and remember it."""
    subject = statement.subject
    if subject is None:
        return None
    voice = _resolve(memory, subject, statement.cue, tongue)
    if voice.entity and not voice.entity.gender:
        voice.entity.gender = _gender_of_verb(statement.cue, tongue)
    memory.remember(voice, statement.hi)
    return voice


def _gender_of_verb(cue: Cue | None, tongue: Tongue) -> str:
    if cue is None or not tongue.gendered_verbs or cue.kind != "say":
        return ""
    if cue.lemma.endswith(("ла", "лась", "на")):
        return "f"
    return "m" if cue.lemma.endswith(("л", "лся", "ен")) else ""


def _resolve(memory: Memory, subject: Subject, cue: Cue | None, tongue: Tongue) -> Voice:  # noqa: PLR0917
    if subject.kind == "name":
        return Voice(subject.entity, subject, 0.95)
    if subject.kind == "nominal":
        return _nominal(memory, subject, cue, tongue)
    gender = tongue.pronouns.get(subject.head, OWNERS.get(subject.head, ""))
    if gender == "p":
        last = memory.last
        return Voice(last.entity if last and last.entity is None else None, last.subject if last else subject, 0.5)
    entity = _person(memory, gender, subject.lo)
    return Voice(entity, subject, 0.8 if entity else 0.3)


def _person(memory: Memory, gender: str, before: int) -> Entity | None:
    """Choose the last speaker if the gender fits, unless somebody fitting has been named since."""
    speaker = memory.last_person if memory.last_person and _fits(memory.last_person, gender) else None
    after = memory.last_end if speaker else 0
    newer = memory.last_of(gender, before, after=after) if gender else memory.last_named("", before, after=after)
    if speaker is None or newer is None or newer is speaker:
        return speaker or newer
    sure = newer.gender == gender != speaker.gender
    return newer if sure or memory.is_new_topic(newer, before) else speaker


def _fits(entity: Entity, gender: str) -> bool:
    return not gender or entity.gender in {"", gender}


def _nominal(memory: Memory, subject: Subject, cue: Cue | None, tongue: Tongue) -> Voice:  # noqa: PLR0917
    """Decide whom a description means; groups and the unnamed stay what they are."""
    low = memory.scene.low
    family = tongue.role_of(subject.head)
    if subject.head in tongue.groups or not family or low[subject.lo] in tongue.indefinite:
        return Voice(None, subject, 0.7)
    gender = _gender_of_verb(cue, tongue)
    if not gender and (tongue.is_feminine(subject.head) or low[subject.lo] in {"la", "una"}):
        gender = "f"
    best, chosen = -1, None
    for person in memory.scene.cast.people[:_MOST_PEOPLE]:
        if "=" + family not in person.role_words or not _fits(person, gender):
            continue
        place = memory.last_place(person, subject.lo)
        rank = subject.lo if person is memory.last_person else place if place is not None else 0
        best, chosen = max((best, chosen), (rank, person), key=lambda pair: pair[0])
    if chosen:
        return Voice(chosen, subject, 0.75)
    last = memory.last_person
    alone = last is not None and not any(word[0] == "=" for word in last.role_words) and _fits(last, gender)
    return Voice(last if alone and subject.hi - subject.lo <= 2 else None, subject, 0.4)
