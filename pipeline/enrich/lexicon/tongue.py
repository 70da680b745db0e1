"""The tables that a language gives to the engine beside English, and how a lexicon file writes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.enrich.lexicon import words as word_set


def table(text: str) -> dict[str, str]:
    """Read lines of "value: word word" into word to value."""
    found: dict[str, str] = {}
    for line in text.strip().splitlines():
        value, _, listed = line.partition(":")
        found |= dict.fromkeys(listed.split(), value.strip())
    return found


def phrases(text: str) -> tuple[tuple[str, ...], ...]:
    """Read one phrase of several words a line."""
    return tuple(tuple(line.split()) for line in text.strip().splitlines())


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """What one language says with; all words are folded to lower case, genders are m, f, p (many) or empty."""

    code: str
    verbs: Mapping[str, str]  # form to kind: say, name
    participles: Mapping[str, str]  # forms that report only behind an auxiliary
    auxiliaries: frozenset[str]
    particles_apart: Mapping[str, frozenset[str]]  # "teilte": "mit"
    negations: frozenset[str]
    according: tuple[tuple[str, ...], ...]
    own: (
        Mapping[tuple[str, str, str], str] | Mapping[tuple[str, ...], str]
    )  # "по его словам" to the gender of the speaker
    postposed: frozenset[str]  # "zufolge"
    pronouns: Mapping[str, str]
    that: frozenset[str]
    definite: frozenset[str]
    indefinite: frozenset[str]
    prepositions: frozenset[str]
    adverbs: frozenset[str]  # what may stand between a verb and its subject
    relative: frozenset[str]
    roles: Mapping[str, str]  # form to the family of roles that may stand for each other
    feminine: frozenset[str]
    titles: Mapping[str, str]
    groups: frozenset[str]
    organisations: frozenset[str]
    places: frozenset[str]
    given: Mapping[str, str]
    common: frozenset[str]  # capitalised at the head of a sentence, never a name
    particles: frozenset[str]
    abbreviations: frozenset[str]
    elides: bool = False  # l'envoyé, a-t-il
    compounds: bool = False  # Außenministerin is a ministerin
    bare_clauses: bool = False  # "sagte, die Brücke sei gesperrt"
    noun_capitals: bool = False
    declines: bool = False
    gendered_verbs: bool = False

    def role_of(self, word: str) -> str:
        """Give the family of a role word, or an empty string."""
        found = self.roles.get(word) or self.roles.get(word.rpartition("-")[2])
        if found or not self.compounds:
            return found or ""
        ends = (word[at:] for at in range(1, min(len(word) - 3, 24)))
        return next((self.roles[end] for end in ends if end in self.roles and len(end) > _LEAST), "")

    def is_feminine(self, word: str) -> bool:
        """Tell whether a role word names a woman."""
        return word in self.feminine or (self.compounds and word.endswith("in") and bool(self.role_of(word)))


_LEAST = 3
NONE: frozenset[str] = word_set("")
