"""Who speaks: names as they stand, pronouns by who spoke or was named last, descriptions by role."""

from __future__ import annotations

from bisect import bisect_left

from pipeline.enrich.english.nominals import by_role, resolve_nominal
from pipeline.enrich.english.openings import read_sentence_subject
from pipeline.enrich.english.phrases import Subject
from pipeline.enrich.entities import Entity
from pipeline.enrich.lexicon.cues import DETERMINERS, PRONOUNS
from pipeline.enrich.lexicon.people import PLURAL_PEOPLE
from pipeline.enrich.memory import Memory, Voice
from pipeline.enrich.statements import Statement

_SENTENCE_HEAD = 20  # tokens in which a sentence names what it is about
_NEAR = 400  # tokens
_CLEAR = 0.75
_GROUP_REACH = 30


def hear(memory: Memory, statement: Statement, paragraph: int) -> Voice | None:
    """Decide who says a statement that names its speaker in some way, and remember it."""
    subject = statement.subject
    if subject is None:
        return None
    voice = _resolve(memory, subject, paragraph)
    if statement.cue and statement.cue.lemma == "testify" and voice.entity:
        voice.entity.role_words.add("witness")
    if statement.hi > memory.last_end:
        memory.remember(voice, statement.hi)
        memory.last_cue = statement.cue.lemma if statement.cue else ""
        return voice
    # What somebody is said to have said makes nobody the speaker, and is kept only where it is clear whose it is.
    return voice if voice.confidence >= _CLEAR or memory.last_cue == "according to" else None


def _resolve(memory: Memory, subject: Subject, paragraph: int) -> Voice:
    if subject.kind == "name":
        return Voice(subject.entity, subject, 0.95)
    if subject.kind == "nominal":
        return resolve_nominal(memory, subject, paragraph)
    gender = PRONOUNS.get(subject.head, "")
    if gender == "o":
        return _it(memory, subject)
    if gender == "p":
        return _they(memory, subject)
    unnamed = memory.last_unnamed(subject.lo) if gender else None
    if unnamed:
        return Voice(None, unnamed, 0.6)
    entity = _person(memory, gender, subject.lo) if gender else None
    return Voice(entity, subject, 0.8 if entity else 0.3)


def _person(memory: Memory, gender: str, before: int) -> Entity | None:
    """Choose the last speaker if the gender fits, unless somebody fitting has been named since."""
    speaker = memory.last_person if memory.last_person and memory.last_person.gender in {"", gender} else None
    newer = _subject_before(memory, before, gender)
    newer = newer or memory.last_of(gender, before, after=memory.last_end if speaker else 0)
    if newer is None or newer is speaker:
        return speaker or newer or _anybody(memory, gender, before)
    speaker = speaker or memory.protagonist(gender, before)
    if speaker is None:
        return newer
    if memory.is_aside(newer, speaker, before):
        return speaker
    described = memory.last_place(newer, before) is None or memory.is_new_topic(newer, before)
    return newer if described or speaker is not memory.last_person else speaker


def _anybody(memory: Memory, gender: str, before: int) -> Entity | None:
    """Choose somebody where nobody of this gender is there: who spoke or was named last, if no title tells otherwise.

    The gender is noted, so that the next pronoun means the same person.
    """
    last = memory.last_person
    named = (entity for _, entity in memory.named_before(before) if entity.kind == "person" and not entity.told)
    entity = last if last and not last.told else next(named, None)
    if entity:
        entity.gender = gender
    return entity


def _subject_before(memory: Memory, before: int, gender: str) -> Entity | None:
    """Read whom the sentence before is about, where it names a role: "The prime minister rejected ... She said"."""
    at = bisect_left(memory.sentence_starts, before) - 2
    if at < 0 or memory.sentence_starts[at] < memory.last_end - 1:
        return None
    sentence = memory.sentences[at]
    subject = read_sentence_subject(memory.scene, sentence, min(sentence.hi, sentence.lo + _SENTENCE_HEAD))
    if subject is None or subject.kind != "nominal" or memory.scene.low[subject.lo] != "the":
        return None
    entity = by_role(memory, subject, tuple(memory.scene.low[subject.lo : subject.hi]))
    return entity if entity and entity.gender in {"", gender} else None


def _it(memory: Memory, subject: Subject) -> Voice:
    other = memory.last_other
    if other and memory.last is other and subject.lo - memory.last_end < _NEAR:
        return Voice(other.entity, subject if other.entity else other.subject, 0.7)
    entity = memory.last_organisation(subject.lo, "")
    return Voice(entity, subject, 0.6 if entity else 0.3)


def _follows(memory: Memory, subject: Subject) -> bool:
    """Tell whether the last statement is in this sentence or the one before."""
    return bisect_left(memory.sentence_starts, subject.lo) - bisect_left(memory.sentence_starts, memory.last_end) <= 1


def _they(memory: Memory, subject: Subject) -> Voice:
    """Take the people spoken of just before, a person named just now, or whoever spoke last."""
    low, last = memory.scene.low, memory.last
    if (
        last
        and last.entity is None
        and last.subject
        and last.subject.head in PLURAL_PEOPLE
        and _follows(memory, subject)
    ):
        return Voice(None, last.subject, 0.6)
    for index in range(subject.lo - 1, max(-1, subject.lo - _GROUP_REACH), -1):
        if low[index] in PLURAL_PEOPLE and not memory.scene.stretch_at[index]:
            start = index - 1 if index and low[index - 1] in DETERMINERS else index
            return Voice(None, Subject(start, index + 1, "nominal", low[index]), 0.5)
        if low[index] == "\n":
            break
    newer = memory.last_named("", subject.lo, after=memory.last_end)
    if newer or last is None:
        return Voice(newer, subject, 0.5)
    return Voice(last.entity, subject if last.entity else last.subject, 0.6)
