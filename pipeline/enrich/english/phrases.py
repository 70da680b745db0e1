"""The words for a speaker: a name, a pronoun or a noun phrase, and whether a phrase can mean somebody who speaks."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.enrich.entities import Entity
from pipeline.enrich.lexicon import words as word_set
from pipeline.enrich.lexicon.calendar import ENGLISH
from pipeline.enrich.lexicon.cues import DETERMINERS, DETERMINERS_COUNT, FINITE, PREPOSITIONS
from pipeline.enrich.lexicon.people import DOCUMENTS, ORGANISATION_NOUNS, PLACES, PLURAL_PEOPLE
from pipeline.enrich.roles import is_role_word
from pipeline.enrich.scene import Scene

# What has a name of its own and gives none to others: "a book called ...".
WORKS = word_set("book film novel memoir song series show album play exhibition poem podcast programme program")
LONGEST = 16  # tokens of a phrase
_AFTER_NOUNS = frozenset({"who", "which", "whose", "familiar", "close", ",", "briefed"})
_OPENERS = frozenset({"", "\n", ".", "and", "but", "while", "as", "that", "some", "many"})
_NO_PLURALS = ("ss", "ous", "us", "is", "'s")


@dataclass(frozen=True, slots=True)
class Subject:
    """Tokens `lo` to `hi` name the speaker. `head` is the noun or pronoun that counts."""

    lo: int
    hi: int
    kind: str  # name, pronoun, nominal
    head: str = ""
    entity: Entity | None = None
    first: int = -1  # where the description in front of a name begins: "the mayor, Nora Quist"


def head_of(scene: Scene, lo: int, hi: int) -> int:
    """Find the noun that counts: the last word before the first preposition, participle or clause."""
    low = scene.low
    for index in range(lo + 1, hi):
        after = low[index] in PREPOSITIONS or low[index] in _AFTER_NOUNS
        if after and low[index - 1] not in DETERMINERS:
            at = index - 1 - (low[index - 1] in ENGLISH.weekdays and index - 2 >= lo)
            participle = low[at].endswith(("ed", "ing")) and at > lo
            return at - participle  # "data released Tuesday by the port"
    return hi - 1


def to_nominal(scene: Scene, lo: int, hi: int) -> Subject | None:
    """Judge whether these words can be somebody who speaks."""
    if hi <= lo or hi - lo > LONGEST + 1:
        return None
    low = scene.low
    if _counted(low, lo, hi) is not None:
        return Subject(lo, hi, "nominal", "people")  # "less than 2 in 10"
    head = head_of(scene, lo, hi)
    word = low[head]
    found = scene.named_to.get(head)
    if found and found[0].start <= lo + 1 and head == hi - 1:
        return Subject(lo, hi, "name", entity=found[1])
    determined = low[lo] in DETERMINERS or low[lo] in DETERMINERS_COUNT or low[lo] in {"another", "each"}
    known = is_speaker_noun(word)
    if found and not determined and not known:
        return Subject(lo, hi, "name", entity=found[1])
    country = hi - lo == 1 and word in PLACES and scene.words[head][0].isupper()
    usable = (
        known or country or _is_plural(scene, lo, head) or (determined and word.isalpha() and not word.endswith("ing"))
    )
    return Subject(lo, hi, "nominal", word) if usable and word[0].isalpha() else None


def is_speaker_noun(word: str) -> bool:
    """Tell whether a noun says by itself that it means people, an organisation or a document."""
    one = word.rstrip("s")
    group = word in PLURAL_PEOPLE or word in ORGANISATION_NOUNS or word in DOCUMENTS or one in DOCUMENTS
    return group or is_role_word(word) or is_role_word(one) or word.endswith("year-old")


def _is_plural(scene: Scene, lo: int, head: int) -> bool:
    """Tell whether a noun without an article is a plural: "tribal forces"; alone it must open its clause."""
    word = scene.low[head]
    plural = word.endswith("s") and len(word) > 4 and not word.endswith(_NO_PLURALS) and scene.words[head][0].islower()
    return plural and word not in FINITE and (head > lo or scene.near(lo - 1) in _OPENERS)


def _counted(low: list[str], lo: int, hi: int) -> int | None:
    """Find the second number of "3 in 10"."""
    inside = range(lo + 2, hi)
    return next((i for i in inside if low[i - 1] == "in" and low[i].isdigit() and low[i - 2].isdigit()), None)
