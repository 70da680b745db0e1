"""Who "the senior diplomat", "the bank" or "a Russian diplomat" is: by role, by noun, and least of all by nearness."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.enrich.english.introductions import enters_as_known
from pipeline.enrich.english.phrases import Subject
from pipeline.enrich.entities import Entity
from pipeline.enrich.lexicon.cues import DETERMINERS
from pipeline.enrich.lexicon.people import (
    DOCUMENTS,
    FEMALE_WORDS,
    MALE_WORDS,
    NATIONS,
    ORGANISATION_NOUNS,
    PLURAL_PEOPLE,
    SAME_ROLE,
)
from pipeline.enrich.memory import Memory, Voice
from pipeline.enrich.offices import find_office
from pipeline.enrich.roles import is_role_word

_OPENING = 3  # paragraphs in which "a Russian diplomat" may be named later
_MOST_PEOPLE = 60
_FIRST_PEOPLE = 6
_INTRODUCTION = 90  # tokens between "a former bookkeeper" and her name
_LONG = 6  # words: a description this long stands for itself
_VAGUE = frozenset({"leader", "official", "head", "chief", "boss", "officer", "source"})
_SCHOLARS = ("ologist", "icist", "omist", "ician", "ographer")
_SCHOLAR = ["professor", "doctor", "dr", "lecturer", "researcher", "fellow", "scientist"]
_TITLED = frozenset({"deputy", "prime", "minister", "secretary", "president", "general", "chief", "lord", "vice"})
_POSSESSIVES = frozenset({"its", "his", "her", "their"})
_OWNERS = frozenset({"his", "her", "their", "my", "our"})
_LOWERING = frozenset({"deputy", "vice", "former", "assistant", "ex"})
_ECHOES = frozenset({"interlocutor", "source", "official", "spokesperson", "spokesman", "spokeswoman"})


@dataclass(frozen=True, slots=True)
class Description:
    """The words for a speaker who is not named here, and in which paragraph they stand."""

    subject: Subject
    words: tuple[str, ...]
    paragraph: int

    @property
    def noun(self) -> str:
        """Give the noun that counts, without what is hyphened to it."""
        return self.subject.head.rpartition("-")[2] or self.subject.head


def resolve_nominal(memory: Memory, subject: Subject, paragraph: int) -> Voice:
    """Decide whom a description means; groups, documents and the unnamed stay what they are."""
    low = memory.scene.low
    words = tuple(word for word in low[subject.lo : subject.hi] if word[0].isalpha())
    known = memory.unnamed.get(subject.head) if words[:1] == ("the",) else None
    many = subject.head in PLURAL_PEOPLE or (subject.head.endswith("s") and not is_role_word(subject.head))
    if many or not words or words[0] == "one" or subject.head in {"another", "other"}:
        return Voice(None, known or subject, 0.8)
    description = Description(subject, words, paragraph)
    if words[0] in _POSSESSIVES or words[0] == "the" or low[subject.lo] not in DETERMINERS:
        voice = _definite(memory, description)
        return Voice(None, known, 0.6) if known and voice.entity is None else voice
    entity = _named_later(memory, description)
    return Voice(entity, subject, 0.6 if entity else 0.8)


def _definite(memory: Memory, description: Description) -> Voice:
    subject = description.subject
    if subject.head in DOCUMENTS:
        return Voice(None, subject, 0.7)
    unnamed = memory.last_unnamed(subject.lo)
    if unnamed and unnamed.head == subject.head:
        return Voice(None, unnamed, 0.6)
    organisation = subject.head in ORGANISATION_NOUNS and not is_role_word(subject.head)
    entity = None if organisation else by_role(memory, subject, description.words) or _by_age(memory, subject)
    if entity:
        return Voice(entity, subject, 0.75)
    if subject.head in ORGANISATION_NOUNS:
        owned = description.words[0] in _OWNERS or {"'s", "'"}.intersection(memory.scene.low[subject.lo : subject.hi])
        entity = None if owned else memory.last_organisation(subject.lo, subject.head)
        return Voice(entity, subject, 0.6 if entity else 0.5)
    entity = _named_later(memory, description)
    if entity:
        entity.add_role(" ".join(description.words[description.words[0] == "the" :]))
        return Voice(entity, subject, 0.5)
    return _somebody(memory, description)


def _somebody(memory: Memory, description: Description) -> Voice:
    """Fall back on who was spoken of: a person, for words that mean one; else nobody."""
    subject = description.subject
    if description.words[0] in _POSSESSIVES:
        return Voice(_opponent(memory) if subject.head == "rival" else None, subject, 0.4)
    unnamed = memory.last_unnamed(subject.lo)
    if unnamed and (subject.head in _ECHOES or subject.head == unnamed.head):
        return Voice(None, unnamed, 0.6)
    human = is_role_word(subject.head) or subject.head in NATIONS or subject.head.endswith(("year-old", "er", "ian"))
    if not human or subject.hi - subject.lo > _LONG or "'s" in memory.scene.low[subject.lo : subject.hi]:
        return Voice(None, subject, 0.4)
    gender = "f" if subject.head in FEMALE_WORDS else "m" if subject.head in MALE_WORDS else ""
    return Voice(_nearest(memory, gender, subject.lo), subject, 0.45)


def _nearest(memory: Memory, gender: str, before: int) -> Entity | None:
    """Choose the last speaker if nobody has been named since, else that one."""
    newer = memory.last_named(gender, before, after=memory.last_end)
    speaker = memory.last_person
    if newer is None and speaker and (not gender or speaker.gender in {"", gender}):
        return speaker
    return newer or memory.last_named(gender, before)


def _opponent(memory: Memory) -> Entity | None:
    """Find the other one of two: whoever else has been named more than once."""
    others = [person for person in memory.scene.cast.people[:_MOST_PEOPLE] if person is not memory.last_person]
    return next((person for person in others if person.mentions > 1), None)


def _by_age(memory: Memory, subject: Subject) -> Entity | None:
    if not subject.head.endswith("year-old"):
        return None
    number = next((word for word in memory.scene.low[subject.lo : subject.hi] if word.isdigit() and len(word) < 4), "")
    people = memory.scene.cast.people[:_MOST_PEOPLE]
    return next((person for person in people if number and person.age == int(number)), None)


def by_role(memory: Memory, subject: Subject, words: tuple[str, ...]) -> Entity | None:
    """Choose the person whose roles fit best; then whoever spoke or was named last."""
    best, chosen = (0.0, -1), None
    noun = subject.head.rpartition("-")[2] or subject.head
    own = _proper(memory, subject)
    for person in memory.scene.cast.people[:_MOST_PEOPLE]:
        score = _fit(person, noun, words)
        score -= 0.6 * len(_strange(memory, own, person))
        if score <= 0:
            continue
        place = memory.last_place(person, subject.lo)
        if place is None and person is not memory.last_person:
            score -= 1.5  # not named yet, or long ago
        rank = (score, subject.lo if person is memory.last_person else place or 0)
        if rank > best:
            best, chosen = rank, person
    return chosen


def _fit(person: Entity, noun: str, words: tuple[str, ...]) -> float:
    """Measure how well a description fits a person's roles; 0 when its noun does not."""
    known = person.role_words
    if noun in known:
        score = 2.0
    elif any(word in known for word in _others_of(noun)):
        score = 1.0
    else:
        return 0.0
    own = set(words) - DETERMINERS - {noun}
    score += sum(0.5 for word in own if word in known)
    return score - 0.4 * len((known & _LOWERING) - own)


def _others_of(noun: str) -> list[str]:
    """List the roles that a noun may stand for: a microbiologist is often a professor."""
    listed = SAME_ROLE.get(noun, "").split()
    return listed or (_SCHOLAR if noun.endswith(_SCHOLARS) else [])


def _proper(memory: Memory, subject: Subject) -> set[str]:
    """List the names of countries, parties or houses in a description."""
    words = memory.scene.words
    inside = range(subject.lo + 1, subject.hi)
    return {words[index].lower() for index in inside if words[index][0].isupper()} - _TITLED


def _strange(memory: Memory, own: set[str], person: Entity) -> set[str]:
    """List what a description names and a person's roles do not: Hamas, for an Israeli minister.

    Where the roles name no nation, only organisations count.
    """
    others = own - person.role_words if person.roles else set()
    if not others or NATIONS & person.role_words:
        return others
    by_word = memory.scene.cast.by_word
    return {word for word in others if any(e.kind != "person" and e.mentions > 1 for e in by_word.get(word, ()))}


def _speaks_for_another(memory: Memory, subject: Subject, person: Entity) -> bool:
    """Tell whether a spokesperson's house is not the one of a person's role."""
    tokens = memory.scene.tokens
    office = find_office(tokens.text[tokens.starts[subject.lo] : tokens.ends[subject.hi - 1]])
    houses = [house.lower().split() for role in person.roles if (house := find_office(role))]
    if not office or not houses:
        return False
    own = set(office.lower().split())
    return not any(own.intersection(house) for house in houses)


def _named_later(memory: Memory, description: Description) -> Entity | None:
    """Find whom an opening means before naming: "a diplomat says" ... "Deputy Foreign Minister Grushko said"."""
    subject = description.subject
    another = memory.scene.low[subject.lo] in {"one", "another"}
    if another or description.paragraph > _OPENING or not is_role_word(description.noun):
        return None
    people = memory.scene.cast.people[:_FIRST_PEOPLE]
    own = _proper(memory, subject)
    later = [person for person in people if person.lo >= subject.hi and not memory.scene.stretch_at[person.lo]]
    later = [p for p in later if not _strange(memory, own, p) and not _speaks_for_another(memory, subject, p)]
    least = 1.0 if description.noun in _VAGUE else 0.0
    fitting = [person for person in later if _fit(person, description.noun, description.words) > least]
    if fitting:
        return fitting[0]
    first = later[0] if later else None
    if first is None or first.roles or first.lo - subject.hi > _INTRODUCTION:
        return None
    return first if enters_as_known(memory.scene, first) else None
