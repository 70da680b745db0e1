"""Who "elle", "der Sprecher" or "по его словам" is in a text that is not English: by gender, by role, by nearness."""

from __future__ import annotations

from bisect import bisect_right

from pipeline.enrich.english.phrases import Subject
from pipeline.enrich.english.reporting import Cue
from pipeline.enrich.entities import Entity
from pipeline.enrich.lexicon import words as word_set
from pipeline.enrich.lexicon.tongue import KIN, Tongue
from pipeline.enrich.memory import Memory, Voice
from pipeline.enrich.statements import Statement
from pipeline.enrich.tongues.authority import OWNERS

_MOST_PEOPLE = 60
_FORMER = word_set(
    """
    ancien ancienne antiguo antigua ehemalige ehemaliger frühere früherer бывший бывшая
    """
)
_FEMALE = word_set("la una une cette esta")
_FORMER_FEMALE = word_set("ancienne antigua frühere бывшая")
_SHORT = 4  # tokens


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
    unnamed = _unnamed(memory, subject.lo)
    if unnamed:
        return Voice(None, unnamed, 0.5)
    entity = _person(memory, gender, subject.lo)
    return Voice(entity, subject, 0.8 if entity else 0.3)


def _unnamed(memory: Memory, before: int) -> Subject | None:
    """Give who spoke last in this paragraph, if that is somebody without a name and nobody was named since."""
    last = memory.last
    if last is None or last.entity is not None or last.subject is None or last.subject.kind != "nominal":
        return None
    near = "\n" not in memory.scene.words[memory.last_end : before]
    return last.subject if near and memory.last_named("", before, after=memory.last_end) is None else None


def _person(memory: Memory, gender: str, before: int) -> Entity | None:
    """Choose the last speaker if the gender fits, unless somebody fitting has been named since."""
    speaker = memory.last_person if memory.last_person and _fits(memory.last_person, gender) else None
    after = memory.last_end if speaker else 0
    newer = memory.last_of(gender, before, after=after) if gender else memory.last_named("", before, after=after)
    if speaker is None or newer is None or newer is speaker:
        return speaker or newer
    sure = newer.gender == gender != speaker.gender
    return newer if sure or (memory.is_new_topic(newer, before) and _leads(memory, newer, before)) else speaker


def _leads(memory: Memory, person: Entity, before: int) -> bool:
    """Tell whether a person is not only in front of "he" in its own sentence: "Asked about Paul Morel, he said"."""
    sentence = memory.sentences[max(0, bisect_right(memory.sentence_starts, before) - 1)]
    place = memory.last_place(person, before)
    return place is not None and (place < sentence.lo or place <= sentence.lo + _SHORT)


def _fits(entity: Entity, gender: str) -> bool:
    return not gender or entity.gender in {"", gender}


def _nominal(memory: Memory, subject: Subject, cue: Cue | None, tongue: Tongue) -> Voice:  # noqa: PLR0917
    """Decide whom a description means; groups and the unnamed stay what they are."""
    low = memory.scene.low
    families = tuple(tongue.role_of(subject.head).split())
    known = bool(families) or subject.head in tongue.anyone
    if tongue.is_group(subject.head) or not known or low[subject.lo] in tongue.indefinite:
        return Voice(None, subject, 0.7)
    gender = _gender_of_nominal(memory, subject, cue, tongue)
    chosen = _of_family(memory, subject, families, gender)
    short = subject.hi - subject.lo <= _SHORT
    if chosen is None and not short:
        kin = tuple(other for family in families for other in KIN.get(family, ()))
        likely = _of_family(memory, subject, kin, gender)
        chosen = likely if likely and _shares(memory, subject, likely) else None
    if short and (chosen is None or chosen not in memory.spoken):
        kin = tuple(other for family in families for other in KIN.get(family, ()))
        chosen = _last_of_kin(memory, kin, gender) or chosen or _of_family(memory, subject, kin, gender)
    chosen = _nearer(memory, subject, chosen, gender) if chosen else None
    if chosen:
        return Voice(chosen, subject, 0.75)
    last = _person(memory, gender, subject.lo)
    former = subject.head[:2] == "ex" or not _FORMER.isdisjoint(low[subject.lo : subject.hi])
    plain = former or not families or (last is not None and not any(word[0] == "=" for word in last.role_words))
    return Voice(last if plain and short else None, subject, 0.4)


def _shares(memory: Memory, subject: Subject, person: Entity) -> bool:
    """Tell whether a description completes its role as the person's own does: "le patron de la régie"."""
    words = memory.scene.low[subject.lo : subject.hi]
    return any(len(word) > _SHORT and word != subject.head and word in person.role_words for word in words)


def _nearer(memory: Memory, subject: Subject, chosen: Entity, gender: str) -> Entity:  # noqa: PLR0917
    """Prefer somebody of no known role named in this paragraph to somebody of further back who has not spoken."""
    recent = memory.last_named(gender, subject.lo)
    if chosen in memory.spoken or recent is None or any(word[0] == "=" for word in recent.role_words):
        return chosen
    place, other = memory.last_place(recent, subject.lo), memory.last_place(chosen, subject.lo)
    words = memory.scene.words
    near = place is not None and "\n" not in words[place : subject.lo]
    far = other is None or (place is not None and "\n" in words[other:place])
    return recent if near and far else chosen


def _last_of_kin(memory: Memory, kin: tuple[str, ...], gender: str) -> Entity | None:
    """Give the last speaker, if a word of another family may mean that one: the minister is "the diplomat"."""
    last = memory.last_person
    fits = last is not None and _fits(last, gender) and not last.role_words.isdisjoint("=" + one for one in kin)
    return last if fits else None


def _gender_of_nominal(memory: Memory, subject: Subject, cue: Cue | None, tongue: Tongue) -> str:  # noqa: PLR0917
    article = memory.scene.low[subject.lo]
    former = not _FORMER_FEMALE.isdisjoint(memory.scene.low[subject.lo : subject.hi])
    if tongue.is_feminine(subject.head) or article in _FEMALE or former:
        return "f"
    if article in {"le", "el"} or (article == "der" and subject.hi > subject.lo + 1):
        return "m"
    return _gender_of_verb(cue, tongue)


def _of_family(memory: Memory, subject: Subject, families: tuple[str, ...], gender: str) -> Entity | None:  # noqa: PLR0917
    """Choose among those with such a role: the last speaker, else whoever was named last."""
    wanted = {"=" + family for family in families}
    best, chosen = -1, None
    for person in memory.scene.cast.people[:_MOST_PEOPLE]:
        if person.role_words.isdisjoint(wanted) or not _fits(person, gender):
            continue
        if (
            person.lo > subject.hi
            and person is not memory.last_person
            and memory.last_place(person, subject.lo) is None
        ):
            continue  # somebody who has not been named yet
        place = memory.last_place(person, subject.lo)
        rank = subject.lo if person is memory.last_person else place if place is not None else 0
        rank += 2 * subject.lo * _shares(memory, subject, person)
        best, chosen = max((best, chosen), (rank, person), key=lambda pair: pair[0])
    return chosen
