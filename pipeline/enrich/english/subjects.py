"""The words beside a reporting verb that say who speaks: a name, a pronoun, or "the senior diplomat"."""

from __future__ import annotations

from pipeline.enrich.english.phrases import LONGEST, Subject, to_nominal
from pipeline.enrich.lexicon import words as word_set
from pipeline.enrich.lexicon.calendar import ENGLISH
from pipeline.enrich.lexicon.cues import (
    ALL_PRONOUNS,
    AUXILIARIES,
    BE,
    CONNECTIVES,
    CUES,
    DETERMINERS,
    FINITE,
    NOUNS,
    OCCASIONS,
    PREPOSITIONS,
)
from pipeline.enrich.lexicon.people import ORGANISATION_NOUNS
from pipeline.enrich.roles import is_role_word
from pipeline.enrich.scene import Scene

_REACH = 45  # tokens that an apposition may put between a name and its verb

_NO_APPOSITION = PREPOSITIONS | {"who", "whose", "which", "that"}
_DESCRIPTION = 8
_RELATIVE = frozenset({"who", "which", "that", "whose", "where"})
_STOPS = frozenset({";", ":", "--", "–", "—", "\n"})
_NOT_SAID = word_set("not never n't didn't doesn't don't won't hasn't haven't couldn't wouldn't nor to cannot can't")
_OWNING = frozenset({"'s", "'", "’"})

_CLAUSE_WORDS = frozenset({"that", "which", "whom", "what", "how", "why", "where"})
_CONJUNCTIONS = frozenset({"after", "before", "since", "until", "as", "than"})
_MODALS = word_set("would will could can may might must should shall")


def step_back(scene: Scene, cue: int, floor: int) -> int | None:
    """Step over "has also" before a verb; None when the verb is denied, an infinitive or passive."""
    low = scene.low
    at = cue - 1
    while at > floor and (
        low[at] in AUXILIARIES or low[at] in ENGLISH.weekdays or (low[at].endswith("ly") and len(low[at]) > 4)
    ):
        if low[at] in BE:
            return None
        at -= 1 + (low[at] in ENGLISH.weekdays and low[at - 1] == "on")
    if at < floor:
        return at
    word = low[at]
    return None if word in _NOT_SAID or word in BE or word in _MODALS else at


def read_left(scene: Scene, span: tuple[int, int]) -> Subject | None:
    """Read the subject that ends right before a verb; `span` is the floor and the verb."""
    floor, cue = span
    at = step_back(scene, cue, floor)
    if at is None or at < floor or scene.stretch_at[at]:
        return None
    low = scene.low
    if low[at] == "." and at > floor and scene.tokens.glued(at):
        at -= 1  # "Harbour Research Inc. said"
    if low[at] == ",":
        return _before_comma(scene, floor, at)
    if low[at] in ALL_PRONOUNS:
        return Subject(at, at + 1, "pronoun", low[at])
    if low[at] == ")":
        at = _before_bracket(scene, floor, at)
    named = scene.named_to.get(at)
    if named:
        return _named(scene, floor, at)
    return _nominal_left(scene, floor, at)


def _before_bracket(scene: Scene, floor: int, at: int) -> int:
    for index in range(at - 1, max(floor, at - 8), -1):
        if scene.low[index] == "(":
            return index - 1
    return at


def _named(scene: Scene, floor: int, at: int) -> Subject | None:
    """Read a subject that ends with a name, unless the name only belongs to it: "analysts at Fjordbank"."""
    mention, entity = scene.named_to[at]
    low, words = scene.low, scene.words
    before = mention.start - 1
    for _ in range(3):  # "of the daily Aftonvinden"
        if (
            before >= floor
            and low[before] not in PREPOSITIONS
            and words[before][0].islower()
            and low[before] not in CONNECTIVES
        ):
            before -= 1
    if before >= floor and low[before] in PREPOSITIONS - _CONJUNCTIONS and not scene.stretch_at[before]:
        outer = _nominal_left(scene, floor, at)
        office = outer and low[before] == "of" and low[outer.lo] not in DETERMINERS and len(entity.words) > 1
        if outer and outer.lo < before and not (office and outer.kind == "nominal" and entity.kind == "person"):
            return outer
    start = max(mention.start, floor)
    article = start > floor and low[start - 1] in {"the", "a", "an"}
    return Subject(start, at + 1, "name", entity=entity, first=start - 1 if article else -1)


def _before_comma(scene: Scene, floor: int, comma: int) -> Subject | None:
    """Read a subject with something between commas behind it: "Zhao Wenbo, a researcher with ..., noted"."""
    apposed = _name_between(scene, floor, comma)
    if apposed:
        return apposed
    commas = _commas_before(scene, floor, comma)
    for index in commas:
        found = scene.named_to.get(index - 1)
        if found and found[1].kind == "person" and found[0].lo >= floor:
            return Subject(max(found[0].start, floor), index, "name", entity=found[1])
    for index in commas:
        found = scene.named_to.get(index - 1)
        named = found is not None and found[0].start >= floor
        subject = _named(scene, floor, index - 1) if named else _nominal_left(scene, floor, index - 1)
        if subject:
            return subject
    opening = scene.named_from.get(floor) if not commas else None
    if opening and opening[1].kind == "person" and not _has_verb(scene, opening[0].hi, comma):
        return Subject(floor, opening[0].hi, "name", entity=opening[1])  # "Silas Brand of Ottery, says"
    return None


def _has_verb(scene: Scene, lo: int, hi: int) -> bool:
    return any(word in FINITE or word in CUES for word in scene.low[lo:hi])


def _name_between(scene: Scene, floor: int, comma: int) -> Subject | None:
    """Read a name that itself stands between commas: "A police spokesman, Captain Loayza, said"."""
    low = scene.low
    last = _before_bracket(scene, floor, comma - 1) if low[comma - 1] == ")" else comma - 1
    found = scene.named_to.get(last)
    if found is None:
        return None
    mention, entity = found
    before = mention.start - 1
    while before > floor and before > mention.start - 4 and scene.words[before][0].islower():
        before -= 1
    if before <= floor or low[before] != "," or _NO_APPOSITION.intersection(low[before + 1 : mention.start]):
        return None
    outer = _nominal_left(scene, floor, before - 1)
    body = outer is not None and outer.head in ORGANISATION_NOUNS
    if outer and outer.kind == "nominal" and entity.kind != "person" and is_role_word(outer.head) and not body:
        return outer  # "The administrator of the chain, Ferryland, says"
    first = outer.lo if outer else mention.start
    return Subject(mention.start, mention.hi, "name", entity=entity, first=first)


def _commas_before(scene: Scene, floor: int, comma: int) -> list[int]:
    """List the commas before a comma, nearest first, up to the edge of the clause."""
    found = []
    for index in range(comma - 1, max(floor, comma - _REACH), -1):
        word = scene.low[index]
        if word in _STOPS or (scene.stretch_at[index] and word != ","):
            break
        if word == "," and not scene.stretch_at[index]:
            found.append(index)
    return found


def _nominal_left(scene: Scene, floor: int, at: int) -> Subject | None:
    """Read a subject without a name of its own: back to the edge of its clause."""
    low = scene.low
    lo = _phrase_start(scene, floor, at)
    while lo <= at and (low[lo] in PREPOSITIONS or low[lo] in {".", "'", "'s"}):
        lo += 1
    person = scene.named_from.get(lo)
    if person and person[1].kind == "person" and person[0].hi <= at and _leads_to_verb(scene, person[0].hi, at):
        return Subject(lo, person[0].hi, "name", entity=person[1])
    apposed = _before_role(scene, floor, lo)
    return apposed or to_nominal(scene, lo, at + 1)


def _leads_to_verb(scene: Scene, behind: int, at: int) -> bool:
    """Tell whether what stands between a name and a verb is no possession and no other verb."""
    return scene.low[behind] not in _OWNING and not any(word.endswith("ed") for word in scene.low[behind : at + 1])


def _phrase_start(scene: Scene, floor: int, at: int) -> int:
    """Find where a noun phrase that ends at a token begins, whatever belongs to it."""
    low, lo = scene.low, at + 1
    for index in range(at, max(floor, at - LONGEST) - 1, -1):
        if _ends_phrase(scene, index, at) or (index < at and _reports(scene, floor, index)):
            break
        lo = index
        if low[index] in {"the", "a", "an"} and index - 1 >= floor and low[index - 1] in OCCASIONS:
            break  # "in a statement the company said"
    return lo


def _ends_phrase(scene: Scene, index: int, at: int) -> bool:
    word = scene.low[index]
    if scene.stretch_at[index] or word in _STOPS or word in _CLAUSE_WORDS or word in CONNECTIVES:
        return True
    inner = scene.words[index][0].isalnum() or word in {"-", "'", "’", "'s", ".", "&"}
    return not inner or (word in FINITE and index < at) or (word == "." and index == at)


def _reports(scene: Scene, floor: int, index: int) -> bool:
    """Tell whether a word is an earlier verb of saying and no noun."""
    word = scene.low[index]
    verb = word in CUES and word not in NOUNS and CUES[word][1] == "say"
    return verb and index - 1 >= floor and scene.low[index - 1] not in DETERMINERS


def _before_role(scene: Scene, floor: int, lo: int) -> Subject | None:
    """Read "Piet Mulder, president and CEO of Meridian said": the name before the comma that a role follows."""
    low = scene.low
    for index in range(lo, max(floor, lo - 5), -1):
        if low[index] == "," and not scene.stretch_at[index]:
            found = scene.named_to.get(index - 1)
            role = index + 1 < len(low) and is_role_word(low[index + 1])
            if found and found[1].kind == "person" and role and found[0].lo >= floor:
                return Subject(max(found[0].start, floor), index, "name", entity=found[1])
            return None
    return None


def front_of(scene: Scene, floor: int, first: int) -> int:
    """Step back over a description to the comma or quotation that it follows: "..., the news agency Tass said"."""
    low, at = scene.low, first
    while at > floor and first - at < _DESCRIPTION:
        word = low[at - 1]
        if word == "," or scene.stretch_at[at - 1]:
            return first if low[at] in CONNECTIVES or low[at] in _RELATIVE else at
        verb = word in FINITE or (word in CUES and word not in NOUNS)
        if verb or word in PREPOSITIONS - {"of", "for"} or not (word[0].isalpha() or word in {"-", "'s"}):
            return first
        at -= 1
    return first
