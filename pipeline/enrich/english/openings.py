"""Who a sentence is about: the subject at its head, for verbs that have none of their own."""

from __future__ import annotations

from pipeline.enrich.english.phrases import Subject, to_nominal
from pipeline.enrich.lexicon.cues import ALL_PRONOUNS, CONNECTIVES, CUES, DETERMINERS, FINITE, PREPOSITIONS
from pipeline.enrich.scene import Scene
from pipeline.enrich.sentences import Sentence

_REACH = 60
_NOMINAL = 12


def read_sentence_subject(scene: Scene, sentence: Sentence, before: int) -> Subject | None:
    """Read the subject of a sentence that stands before a token; a preface up to its comma is stepped over."""
    low = scene.low
    at = sentence.lo
    if scene.stretch_at[at]:
        at = scene.stretch_at[at]
    if at < before and (low[at] in PREPOSITIONS or low[at].endswith("ing") or low[at] in {"asked", "when", "while"}):
        at = _after_preface(scene, at, before)
    while at < before and (low[at] in CONNECTIVES or low[at] == ","):
        at += 1
    if at >= before:
        return _after_verb(scene, sentence, before)
    return _read_at(scene, at, before) or (_first_name(scene, sentence, before))


def _after_preface(scene: Scene, at: int, before: int) -> int:
    for index in range(at, min(before, at + _REACH)):
        if scene.low[index] == "," and not scene.stretch_at[index]:
            return index + 1
    return before


def _after_verb(scene: Scene, sentence: Sentence, before: int) -> Subject | None:
    """Read the subject behind an opening participle: "Describing the plan as ..., Obama explained"."""
    for index in range(before, min(sentence.hi, before + _REACH)):
        comma = scene.low[index] in {",", '"', "”", "»"}
        if comma and index + 1 < sentence.hi and not scene.stretch_at[index + 1]:
            found = _read_at(scene, index + 1, sentence.hi)
            if found:
                return found
    return None


def _read_at(scene: Scene, at: int, before: int) -> Subject | None:
    low = scene.low
    if low[at] in ALL_PRONOUNS:
        return Subject(at, at + 1, "pronoun", low[at])
    named = scene.named_from.get(at) or (scene.named_from.get(at + 1) if low[at] in DETERMINERS else None)
    person = scene.named_from.get(named[0].hi) if named and named[1].kind != "person" else None
    if person and person[1].kind == "person":
        return Subject(at, person[0].hi, "name", entity=person[1])  # "State Department spokeswoman Gail Ormerod"
    if named and scene.near(named[0].hi) not in {"'s", "’s"}:
        return Subject(at, named[0].hi, "name", entity=named[1])
    end = at
    while end < min(before, at + _NOMINAL) and not scene.stretch_at[end]:
        word = low[end]
        stop = word in FINITE or word in CUES or word in {",", ".", "on"} or (end > at and word.endswith("ed"))
        if stop and end > at:
            break
        inner = scene.named_from.get(end)
        if inner and inner[1].kind == "person" and inner[0].hi <= before:
            return Subject(inner[0].start, inner[0].hi, "name", entity=inner[1])
        end += 1
    apposed = scene.named_from.get(end + 1) if scene.near(end) == "," else None
    if apposed and apposed[1].kind == "person" and apposed[0].hi < before:
        return Subject(apposed[0].start, apposed[0].hi, "name", entity=apposed[1])
    return to_nominal(scene, at, end)


def _first_name(scene: Scene, sentence: Sentence, before: int) -> Subject | None:
    for index in range(sentence.lo, min(before, sentence.lo + _REACH)):
        found = scene.named_from.get(index)
        if found and found[1].kind == "person" and not scene.stretch_at[index]:
            return Subject(found[0].start, found[0].hi, "name", entity=found[1])
    return None
