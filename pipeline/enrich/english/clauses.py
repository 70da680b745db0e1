"""Where what is said begins and ends beside a reporting verb."""

from __future__ import annotations

from pipeline.enrich.english.phrases import WORKS
from pipeline.enrich.english.reporting import Cue
from pipeline.enrich.english.subjects import read_left
from pipeline.enrich.lexicon import words as word_set
from pipeline.enrich.lexicon.calendar import ENGLISH
from pipeline.enrich.lexicon.cues import (
    CONNECTIVES,
    CUES,
    DETERMINERS,
    FINITE,
    FREE,
    NAMING,
    OCCASIONS,
    PREPOSITIONS,
    SUBJECTS,
    THAT,
)
from pipeline.enrich.scene import Scene
from pipeline.enrich.sentences import Sentence

_THAT_REACH = 16
_VERB_REACH = 26
_NOUN_CLAUSE_REACH = 12
_NEWS_REACH = 4  # tokens of "told the local radio station"
_PHRASE = 4  # tokens: what follows "said" and is longer is hardly ever a mere noun phrase, whatever its verb is
_MARKS = frozenset(",;:.?!—–()")
_COORDINATORS = frozenset({"and", "but", "or", ";", "while", "—", "–", "--", "although", "though"})
_ADDRESSEES = word_set(
    "reporters journalists us them him her me analysts lawmakers investors jurors viewers listeners members parliament "
    "deputies critics inspectors police officers colleagues supporters delegates"
)
_OUTLETS = word_set(
    "news agency newspaper network television tv radio magazine programme program show channel website broadcaster "
    "service daily weekly journal"
)
_AFTER_ATTRIBUTION = word_set(
    "last this next citing quoting referring adding speaking after before who which yesterday just"
)
_EMBEDDING = frozenset({"what", "which", "if", "unless"})
_PEOPLE = frozenset({"he", "she", "they", "it", "we", "i", "you"})
_AFTER_VERBS = PREPOSITIONS | DETERMINERS
_BARS = frozenset({"and", "but"})
_ASIDES = word_set("pointing citing referring alluding quoting")
_TIMES = word_set("today yesterday late early earlier separately again also on") | frozenset(ENGLISH.weekdays)
_OPENING_PREPOSITIONS = word_set("in without despite by under about over between")
_NEVER_OPENING = word_set("and but as when while after before because so")
_POINTERS = word_set("this these those such")


def clause_end(scene: Scene, sentence: Sentence, cues: list[Cue]) -> int:
    """Find where the content of the first verb ends: at the end of the sentence, or where the next report begins."""
    last = max((stretch.lo for stretch in sentence.stretches), default=-1)
    reports = [later for later in cues[1:] if later.kind != "name" or later.hi <= last]  # not "the jets blasted cars"
    ends = (end for later in reports if (end := _end_at(scene, cues[0], later)) is not None)
    end = next(ends, sentence.hi)
    return next((at for at in range(cues[0].hi, end) if _is_aside(scene, at)), end)


def _is_aside(scene: Scene, at: int) -> bool:
    """Tell whether ", pointing to ..." begins here: what the speaker does, not says."""
    return scene.low[at] == "," and scene.near(at + 1) in _ASIDES and not scene.stretch_at[at]


def _end_at(scene: Scene, cue: Cue, later: Cue) -> int | None:
    """Find where a later verb's own report begins; None when it belongs to what is said."""
    low, before = scene.low, later.lo - 1
    if later.kind == "according" or later.participle:
        return before if low[before] == "," else None
    if low[before] in _COORDINATORS:
        if later.kind == "name" and "that" in low[cue.hi : cue.hi + _THAT_REACH] and not scene.stretch_at[before - 1]:
            return None  # what is called something belongs to what is said
        return before - (low[before - 1] == ",")
    subject = read_left(scene, (cue.hi, later.lo))
    if (
        subject is None
        or scene.stretch_at[subject.lo - 1]
        or low[subject.lo - 1] in _EMBEDDING
        or subject.head in WORKS
    ):
        return None
    edge = subject.lo - 1
    if low[edge] in _COORDINATORS:
        return edge - (low[edge - 1] == ",")
    return _comma_before(scene, edge, cue.hi) if later.kind == "name" else None


def _comma_before(scene: Scene, at: int, floor: int) -> int:
    for index in range(at, max(floor, at - 6), -1):
        if scene.low[index] == ",":
            return index
    return at + 1


def skip_addressee(scene: Scene, cue: Cue, hi: int) -> int:
    """Step over whom is told: "told BBC News", "told a jury", "reminded jurors"."""
    tokens = scene.tokens
    at = cue.hi
    if at >= hi or tokens.low[at] in THAT or scene.stretch_at[at] or tokens.low[at] in _MARKS:
        return at
    start = at
    at += tokens.low[at] in DETERMINERS
    if at < hi and tokens.words[at][0].isupper():
        while at < hi and (
            tokens.words[at][0].isupper() or tokens.low[at] in {"of", "-"} or tokens.low[at] in _OUTLETS
        ):
            at += 1
        return at
    if at + 1 < hi and at > start and tokens.words[at + 1][0].isupper():  # "told the newspaper Bild"
        return at + 2
    if at == start and tokens.low[at] not in _ADDRESSEES:
        return start + 1
    return (
        at
        + 1
        + (
            at + 1 < hi
            and tokens.low[at + 1]
            in {"conference", "briefing", "newspaper", "agency", "panel", "committee", "court", "hearing"}
        )
    )


def skip_occasion(scene: Scene, at: int, hi: int) -> int:
    """Step over "on Tuesday", "in a statement", "at a news conference"."""
    tokens = scene.tokens
    for _ in range(3):
        if at >= hi or scene.stretch_at[at]:
            return at
        word = tokens.low[at]
        if word in ENGLISH.weekdays or word in {"today", "yesterday", "also", "again", "separately", "later"}:
            at += 1
        elif word == "on" and tokens.near(at + 1) in ENGLISH.weekdays:
            at += 2
        elif word in PREPOSITIONS and (end := _occasion_end(scene, at, hi)):
            at = end
        elif (
            word == "," and at + 1 < hi and at > 0 and (tokens.low[at - 1] in OCCASIONS or tokens.low[at - 1] in _TIMES)
        ):
            at += 1
        else:
            return at
    return at


def _occasion_end(scene: Scene, at: int, hi: int) -> int:
    for index in range(at + 1, min(hi, at + 6)):
        word = scene.low[index]
        if word in OCCASIONS and scene.near(index + 1) not in OCCASIONS:
            return index + 1
        if not word[0].isalpha():
            return 0
    return 0


def closes_attribution(scene: Scene, cue: Cue, room: range) -> bool:
    """Tell whether nothing follows a verb and its subject that is an object of theirs; `room` is what follows.

    "..., Velichko said on Tuesday" closes; "Last Monday, Velichko agreed to pause" does not.
    """
    at, hi = room.start, room.stop
    at = skip_addressee(scene, cue, hi) if cue.kind == "tell" and at == cue.hi else at
    if cue.kind == "tell" and any(word in {",", "."} for word in scene.low[at : min(hi, at + _NEWS_REACH)]):
        return True
    if at >= hi or scene.stretch_at[at]:
        return True
    word = scene.low[at]
    framed = word in PREPOSITIONS - {"to", "of", "between"} or word in CONNECTIVES or word in _TIMES
    return framed or not word[0].isalnum() or (word.endswith("ly") and len(word) > 4) or word in _AFTER_ATTRIBUTION


def find_that(scene: Scene, at: int, hi: int) -> int | None:
    """Find "that" or a question word a few words on, with no comma or quotation between."""
    low = scene.low
    for index in range(at, min(hi, at + _THAT_REACH)):
        if low[index] in {"that", "if", "whether"} or (index < at + 3 and low[index] in THAT):
            return None if _names_only(scene, index) else index
        if scene.stretch_at[index] or _bars_that(scene, index, at):
            return None
    return None


def _names_only(scene: Scene, index: int) -> bool:
    """Tell whether this is "what he called ..."."""
    return scene.low[index] == "what" and scene.near(index + 2) in NAMING


def _bars_that(scene: Scene, index: int, at: int) -> bool:
    """Tell whether a "that" behind this word belongs to something else: "continued after determining that"."""
    word = scene.low[index]
    if word in _MARKS or word in _BARS or word in FINITE or (word in CUES and index > at + 1):
        return True
    gerund = index > at and word.endswith("ing") and word not in {"morning", "evening", "meeting", "briefing"}
    return gerund or (word == "to" and index + 1 < len(scene.low) and is_infinitive(scene, index + 1))


def is_infinitive(scene: Scene, at: int) -> bool:
    """Tell whether the word behind a "to" is more likely a verb than somebody who is told."""
    word = scene.low[at]
    return word not in DETERMINERS and word not in _ADDRESSEES and scene.words[at][0].islower()


def has_verb(scene: Scene, lo: int, hi: int) -> bool:
    """Tell whether a finite verb, or what looks like one, stands in these words."""
    low = scene.low
    for index in range(lo, min(hi, lo + _VERB_REACH)):
        if (
            scene.stretch_at[index] - index > 3
            or low[index] in FINITE
            or (index > lo and low[index].endswith("ed") and low[index - 1] not in DETERMINERS)
        ):
            return True
    return False


def is_clause(scene: Scene, lo: int, hi: int, *, free: int) -> bool:
    """Tell whether a statement starts here without "that"; from `free` tokens on it needs no proof, at 0 always."""
    low = scene.low
    if lo >= hi or hi - lo < 3 or low[lo] in _MARKS or low[lo] == "to" or scene.stretch_at[lo]:
        return False
    if low[lo] in SUBJECTS and low[lo] not in _POINTERS:
        return True
    if free:
        opens = low[lo] not in PREPOSITIONS or low[lo] in _OPENING_PREPOSITIONS or scene.near(lo + 1) == "least"
        return opens and low[lo] not in _NEVER_OPENING and (hi - lo > free or has_verb(scene, lo, hi))
    return low[lo] not in PREPOSITIONS and low[lo] not in CONNECTIVES and _has_subject_and_verb(scene, lo, hi)


def _has_subject_and_verb(scene: Scene, lo: int, hi: int) -> bool:
    """Tell whether a verb stands behind a noun phrase that nothing interrupts."""
    low = scene.low
    for index in range(lo + 1, min(hi - 1, lo + _NOUN_CLAUSE_REACH)):
        word = low[index]
        if word in _MARKS or word in {"to", "who", "which", "that"} or scene.stretch_at[index]:
            return False
        if low[index - 1] in DETERMINERS or low[index - 1] in _PEOPLE:
            continue  # "the role she played"
        if word in FINITE or (word.endswith("ed") and word[-3:] != "eed" and low[index + 1] in _AFTER_VERBS):
            return True  # "confirmed Australian troops arrived in Kabul"
    return False


def needs_no_verb(cue: Cue) -> int:
    """Give the length from which what follows is a clause whatever its verb; 0 where one must always be seen."""
    if cue.lemma == "say":
        return _PHRASE
    return _VERB_REACH if cue.lemma in FREE or cue.lemma == "tell" else 0


def strip_connectives(scene: Scene, lo: int, hi: int) -> int:
    """Step over "But", "Meanwhile," at the head of a sentence."""
    tokens = scene.tokens
    for _ in range(3):
        if (
            hi - lo > 2
            and tokens.low[lo] in CONNECTIVES
            and tokens.low[lo] not in {"if", "when", "because", "since", "as", "while"}
        ):
            lo += 1
            lo += tokens.low[lo] == ","
    return lo
