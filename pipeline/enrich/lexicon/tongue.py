"""The tables that a language gives to the engine beside English, and how a lexicon file writes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.enrich.lexicon import words as word_set


def table(text: str) -> dict[str, str]:
    """Read lines of "value: word word" into word to value."""
    found: dict[str, str] = {}
    for line in text.strip().splitlines():
        value, _, listed = line.partition(":")
        found |= dict.fromkeys(listed.split(), value.strip())
    return found


def role_table(text: str) -> dict[str, str]:
    """Read lines of "family: word word" into word to its families; a word may be in several lines."""
    found: dict[str, str] = {}
    for line in text.strip().splitlines():
        family, _, listed = line.partition(":")
        for word in listed.split():
            known = found.get(word, "").split()
            found[word] = " ".join(dict.fromkeys([*known, family]))
    return found


def phrases(text: str) -> tuple[tuple[str, ...], ...]:
    """Read one phrase of several words a line."""
    return tuple(tuple(line.split()) for line in text.strip().splitlines())


Phrases = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]


def by_head(listed: Mapping[tuple[str, ...], str]) -> Phrases:
    """Arrange phrases and what they mean by their first word."""
    found: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {}
    for words, meaning in listed.items():
        found[words[0]] = (*found.get(words[0], ()), (words, meaning))
    return found


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
    own: Phrases  # "по его словам"
    postposed: frozenset[str]  # "zufolge"
    pronouns: Mapping[str, str]
    that: frozenset[str]
    definite: frozenset[str]
    indefinite: frozenset[str]
    prepositions: frozenset[str]
    adverbs: frozenset[str]  # what may stand between a verb and its subject
    relative: frozenset[str]
    roles: Mapping[str, str]  # form to the families of roles, whose words may stand for each other
    anyone: frozenset[str]  # "Croate", "quadragénaire": stands for a person and for no role
    feminine: frozenset[str]
    titles: Mapping[str, str]
    groups: frozenset[str]
    organisations: frozenset[str]
    places: frozenset[str]
    given: Mapping[str, str]
    common: frozenset[str]  # capitalised at the head of a sentence, never a name
    particles: frozenset[str]
    abbreviations: frozenset[str]
    endings: tuple[str, ...]  # of verbs in the third person, for those that no table knows
    agents: tuple[str, ...]  # endings of the words for who does what: "el interventor Toribio Manrique"
    conjunctions: frozenset[str]
    converbs: frozenset[str]  # "ajoutant que", "добавив, что": the subject is the one before
    like: frozenset[str]  # "comme l'a dit X", "wie X sagte"
    expressions: Phrases = field(default_factory=dict)  # "met en garde": "say"
    viewpoint: frozenset[str] = frozenset()  # "pour", before somebody whose words in marks follow
    source: frozenset[str] = frozenset()  # "de source policière, on indique que"
    related: Mapping[str, str] = field(default_factory=dict)  # what a role's complement makes its bearer: "syndicat"
    institutional: frozenset[str] = frozenset()  # "в Минтрансе заявили", "hieß es in Berlin"
    reflexive: frozenset[str] = frozenset()  # auxiliaries that report only with "s'" before them
    infinitives: tuple[str, ...] = ()  # how what is claimed or promised begins: "avoir", or an ending
    subjunctive: frozenset[str] = frozenset()  # verbs whose form alone says that somebody else speaks
    this: tuple[tuple[str, ...], ...] = ()  # "об этом сообщил X": the sentence before is what X says
    elides: bool = False  # l'envoyé, a-t-il
    compounds: bool = False  # Außenministerin is a ministerin
    bare_clauses: bool = False  # "sagte, die Brücke sei gesperrt"
    noun_capitals: bool = False
    declines: bool = False
    gendered_verbs: bool = False

    def role_of(self, word: str) -> str:
        """Give the families of a role word, with spaces between, or an empty string."""
        if word in self.roles:
            return self.roles[word]
        found = self.roles.get(word.rpartition("-")[2], "") or self.roles.get(word[2:] if word[:2] == "ex" else "", "")
        if found or not self.compounds:
            return found
        ends = (word[at:] for at in range(1, min(len(word) - 3, 24)))
        return next((self.roles[end] for end in ends if end in self.roles and len(end) > _LEAST), "")

    def is_group(self, word: str) -> bool:
        """Tell whether a word means several people or a house: "experts", "vecinos", "аналитики", "Ökonomen"."""
        if word in self.groups or self.role_of(word):
            return word in self.groups
        if self.compounds and any(word[at:] in self.groups for at in range(1, min(len(word) - 2, 24))):
            return True
        if self.declines:
            return word[-1:] in {"ы", "и"} and any(self.role_of(word[:-1] + end) for end in ("", "ь", "й"))
        if self.noun_capitals:
            return word.endswith(("n", "innen")) and bool(self.role_of(word[:-1]) or self.role_of(word[:-2]))
        return word[-1:] == "s" and bool(self.role_of(word[:-1]) or (word.endswith("es") and self.role_of(word[:-2])))

    def is_feminine(self, word: str) -> bool:
        """Tell whether a role word names a woman."""
        known = word in self.anyone or bool(self.role_of(word))
        return word in self.feminine or (self.compounds and word.endswith("in") and known)


_LEAST = 3
# The other families that a word of this one may stand for, where nobody of its own is there.
KIN = {
    "minister": ("secretary",),
    "secretary": ("minister", "union"),
    "president": ("head", "minister", "mayor", "diplomat", "deputy"),
    "diplomat": ("minister", "secretary", "official"),
    "politician": ("minister", "deputy", "mayor", "president", "secretary", "head"),
    "deputy": ("politician", "president", "secretary"),
    "head": ("president", "minister", "official", "mayor"),
    "official": ("minister", "head", "police", "diplomat"),
    "police": ("official", "head", "soldier"),
    "expert": ("academic", "doctor", "head", "coach"),
    "academic": ("expert", "doctor"),
    "doctor": ("academic", "head"),
    "magistrate": ("judge", "prosecutor"),
    "judge": ("magistrate", "president"),
    "prosecutor": ("magistrate", "lawyer"),
    "union": ("secretary", "president", "head", "spokesperson"),
    "coach": ("head",),
    "goalkeeper": ("player",),
    "artist": ("writer", "director", "performer"),
    "farmer": ("head", "union"),
    "spokesperson": ("official", "diplomat"),
    "clergy": ("head",),
    "suspect": ("mayor", "head", "president", "official", "minister", "doctor", "academic", "secretary", "clergy"),
    "neighbour": ("witness",),
    "witness": ("neighbour",),
}
NONE: frozenset[str] = word_set("")
