"""Who stands beside a reporting verb in a sentence that is not English."""

from __future__ import annotations

from dataclasses import replace

from pipeline.enrich.english.phrases import Subject
from pipeline.enrich.english.reporting import Cue
from pipeline.enrich.entities import Entity
from pipeline.enrich.lexicon import words as word_set
from pipeline.enrich.marks import DOUBLE
from pipeline.enrich.roles import NameMention
from pipeline.enrich.tongues.cueing import CLITICS
from pipeline.enrich.tongues.phrasing import OPENERS, PHRASE, STOPS, PhraseReader

_RELATIVE = 25
_DASHES = frozenset({"-", "–", "—"})
_NOBODY = word_set("on es")  # "indique-t-on à la mairie", "hieß es in Berlin"
_PRESS = 10
_FEWEST = 2
_PEOPLE = 5
_SPEAKING = (
    *("dit", "dis", "déclar", "affirm", "assur", "estim", "ajout", "répond", "promet", "promis", "expliqu", "préci"),
    *("annonc", "dij", "dice", "declar", "asegur", "afirm", "consider", "añad", "inform", "anunci", "comunic"),
    *("sag", "erklär", "versicher", "mein", "beton", "заяви", "сказа", "добави", "ответи", "счита", "полага"),
)
_MANY_OF = word_set("los las les des unos unas algunos algunas certains certaines plusieurs")
_MANY = ("ли", "ют", "ят", "ат", "ron", "an", "en", "ится", "ется")


class SubjectReader(PhraseReader):
    """Reads who speaks beside the cues of one sentence, or of what stands `inside` quotation marks."""

    def beside(self, cue: Cue) -> Subject | None:
        """Read the subject of a verb: inside it (a-t-il dit), behind it after what is said, or in front."""
        for at in range(cue.lo + 1, cue.hi - 1):
            if self.low[at] in self.tongue.pronouns:
                return Subject(at, at + 1, "pronoun", self.low[at])
        before = cue.lo - 1
        if before < self.sentence.lo:
            return self.right(cue.hi, cue)
        if self.low[before] == "on" and self.low[self.sentence.lo] in self.tongue.institutional:
            return self.institution(self.sentence.lo + 1, before - 1)  # "À la mairie, on assure"
        if self.low[before - 1] == "," and self._is_relative(before) and not self.tongue.noun_capitals:
            return self._left(before - 2, cue) if before - 2 >= self.sentence.lo else None
        if not self.stretch_at[before] and self.low[before] not in {",", *_DASHES}:
            return self._left(before, cue) or self.right(cue.hi, cue)
        apposed = self._behind_comma(before) if self.low[before] == "," else None
        return apposed or self.right(cue.hi, cue)

    def _behind_comma(self, comma: int) -> Subject | None:
        """Read "Paul Morel, lui, estime", an apposition, or what a relative clause completes."""
        if comma - 2 > self.sentence.lo and self.low[comma - 1] in self.tongue.pronouns and self.low[comma - 2] == ",":
            return self._close(comma - 3, None)
        return self._apposed(comma) or self._before_relative(comma) or self._before_aside(comma)

    def _before_aside(self, comma: int) -> Subject | None:
        """Read "Un témoin, présent sur place, a raconté", "источник, знакомый с делом, сообщил"."""
        for index in range(comma - 2, max(self.sentence.lo, comma - _PRESS), -1):
            word = self.low[index]
            if self.stretch_at[index] or word in STOPS or word in self.tongue.that or self.is_verb(index):
                return None
            if word == ",":
                return self._close(index - 1, None) or self.nominal(index - 1, index)
        return None

    def _before_relative(self, comma: int) -> Subject | None:
        for index in range(comma - 2, max(self.sentence.lo + 1, comma - _RELATIVE), -1):
            if self.stretch_at[index] or self.low[index] in STOPS:
                return None
            if self.low[index - 1] == "," and self._is_relative(index):
                return self._close(index - 2, None)
        return None

    def _is_relative(self, index: int) -> bool:
        word, tongue = self.low[index], self.tongue
        return word in tongue.relative or word in (tongue.definite if tongue.noun_capitals else tongue.that)

    # -- behind ---------------------------------------------------------------------------------------------------

    def right(self, at: int, cue: Cue | None = None) -> Subject | None:
        """Read the subject that starts behind a verb, days and adverbs stepped over."""
        hi = self.sentence.hi
        nobody = self.low[at] in _NOBODY if at < hi else False
        at += nobody
        nobody = nobody or (cue is not None and "on" in self.low[cue.lo : cue.hi])
        at = self._past_aside(at)
        while at < hi and (self.low[at] in self.tongue.adverbs or self.low[at].isdigit()) and not self.person(at):
            at += 1
        if at >= hi or self.stretch_at[at]:
            return None
        if self.low[at] in self.tongue.institutional and (nobody or _is_impersonal(cue)):
            return self.institution(at + 1, self.phrase_end(at + 1))
        if self.low[at] in self.tongue.pronouns and not self.leads_noun(at):
            return Subject(at, at + 1, "pronoun", self.low[at])
        end = self.phrase_end(at)
        named = self._name_in(at, end)
        if named:
            return named
        role = any(self.tongue.role_of(self.low[i]) for i in range(at, end))
        led = role or self.low[at] in self.tongue.definite
        behind = self.person(end + 1) if led and self.scene.near(end) == "," else None
        if behind:
            return self.name(behind, at)
        return self.nominal(at, end) or self._past_phrase(at, cue) or self._somebody(at, end, cue)

    def _somebody(self, at: int, end: int, cue: Cue | None) -> Subject | None:
        """Take any noun for who speaks that stands behind the verb of a quotation: "« Enfin », lâche un supporter"."""
        tongue = self.tongue
        if cue is None or cue.kind != "say" or end - at < _FEWEST:
            return None
        house = self.scene.words[at + 1][0].isupper() and not tongue.noun_capitals
        before = range(max(self.sentence.lo, cue.lo - 3), cue.lo)
        marked = house or any(self.stretch_at[index] for index in before)
        led = self.low[at] in tongue.definite or self.low[at] in tongue.indefinite
        noun = self.low[at + 1]
        named = self.scene.named_from.get(at + 1)
        return Subject(at, self._trimmed(at + 1, end), "nominal", noun) if marked and led and not named else None

    def _past_phrase(self, at: int, cue: Cue | None) -> Subject | None:
        """Step over where or how it is said: "commente de son côté Paul Morel", "indique à la presse le maire"."""
        tongue = self.tongue
        if self.low[at] not in tongue.prepositions:
            return None
        for index in range(at + 2, min(self.sentence.hi, at + _PRESS)):
            word = self.low[index]
            if self.stretch_at[index] or word in STOPS or word == "," or word in tongue.that or self.is_verb(index):
                return None
            if self.low[index - 1] in tongue.prepositions or self.low[index - 1] in tongue.definite:
                continue
            mention = self.person(index)
            if mention:
                return self.name(mention)
            if word in tongue.definite or word in tongue.indefinite:
                end = self.phrase_end(index)
                return self.nominal(index, end) or self._somebody(index, end, cue)
        return None

    def _past_aside(self, at: int) -> int:
        """Step over how somebody says it, between commas: "a lâché, amer, le président"."""
        for length in (2, 3):
            closed = at + length < self.sentence.hi and self.low[at] == "," == self.low[at + length]
            if closed and not any(self.stretch_at[i] or self.person(i) for i in range(at, at + length)):
                return at + length + 1
        return at

    def institution(self, lo: int, hi: int) -> Subject | None:
        """Read the house that speaks: "в Минтрансе заявили"."""
        lo += lo < hi and self.low[lo] in {"de", "du", "d'"}
        lo += lo < hi and self.low[lo] in self.tongue.definite
        found = self.scene.named_from.get(lo)
        if found and found[1].kind != "person":
            return self.name(found[0])
        nominal = self.nominal(lo, hi)
        first = nominal is not None and nominal.head in self.low[lo : lo + 2]
        return nominal if nominal and first and self.tongue.is_group(nominal.head) else None

    def _name_in(self, at: int, end: int) -> Subject | None:
        for index in range(at, end):
            found = self.scene.named_from.get(index)
            near = index <= at + 1 + (self.low[index - 1] in DOUBLE)
            if found and (found[1].kind == "person" or (near and not self.holds_role(at, index))):
                return self.name(found[0])
            if self.low[index] in self.tongue.prepositions:
                return None
        return None

    def before(self, at: int) -> Subject | None:
        """Read the subject that ends right here, in front of "zufolge"."""
        subject = self._close(at, None)
        if subject is None or subject.kind != "nominal":
            return subject
        lo = next(
            (i for i in range(at, max(subject.lo, at - 4), -1) if self.low[i] in self.tongue.definite), subject.lo
        )
        return self.nominal(lo, at + 1) or self.nominal(at, at + 1)

    # -- in front -------------------------------------------------------------------------------------------------

    def _left(self, at: int, cue: Cue | None) -> Subject | None:
        floor = self.sentence.lo
        while at > floor and self._is_between(at):
            at -= 1
        return self._behind_comma(at) if self.low[at] == "," else self._close(at, cue)

    def _is_between(self, at: int) -> bool:
        """Tell whether a word may stand between a subject and its verb."""
        tongue, word = self.tongue, self.low[at]
        known = word in tongue.adverbs or word in tongue.auxiliaries or word in CLITICS
        return known and not self.scene.named_to.get(at)

    def _close(self, at: int, cue: Cue | None) -> Subject | None:
        """Read the subject that ends right here."""
        tongue = self.tongue
        if self.low[at] in tongue.pronouns:
            return Subject(at, at + 1, "pronoun", self.low[at])
        found = self.scene.named_to.get(at)
        lo = self.phrase_start(at)
        starts = (lo, lo - 1) if _is_impersonal(cue) else ()
        housed = next(
            (one for one in starts if one >= self.sentence.lo and self.low[one] in tongue.institutional), None
        )
        if housed is not None:
            return self.institution(housed + 1, at + 1)
        named = self._named(lo, found) if found else None
        if named:
            return named
        leader = None if found else self.person(lo)
        known = self.name(leader) if leader else self.nominal(lo, at + 1)
        known = known or self._before_place(lo)
        many = cue is not None and known is None and self._are_many(lo, at, cue)
        return Subject(lo, at + 1, "nominal", self.low[lo]) if many else known

    def _before_place(self, lo: int) -> Subject | None:
        """Read "Paul Morel, de l'université de Besmont, affirme"."""
        placed = lo > self.sentence.lo + 1 and self.low[lo - 1] == "," and self.low[lo] in self.tongue.prepositions
        found = self.scene.named_to.get(lo - 2) if placed else None
        return self.name(found[0]) if found and found[1].kind == "person" else None

    def _named(self, lo: int, found: tuple[NameMention, Entity]) -> Subject | None:
        """Choose between the name that ends a phrase and a person at its head."""
        mention, entity = found
        leader = self.person(lo)
        if leader and entity.kind != "person":
            return self.name(leader)
        return self.name(mention) if self._stands_alone(mention, lo, entity.kind) else None

    def _are_many(self, lo: int, at: int, cue: Cue) -> bool:
        """Tell whether people or a house that no table knows say something: "Los productores estiman que"."""
        many = self.low[lo] in _MANY_OF or (self.low[lo] == "die" and cue.lemma.endswith("en"))
        many = many or (self.low[lo] in self.tongue.definite and cue.lemma.startswith(_SPEAKING))
        near = range(cue.hi, min(self.sentence.hi, cue.hi + _FEWEST + 1))
        opens = lo == self.sentence.lo or self.low[lo - 1] == "," or self.low[lo - 1] in self.tongue.conjunctions
        return many and opens and 0 < at - lo < _PEOPLE and any(self.low[index] in self.tongue.that for index in near)

    def _stands_alone(self, mention: NameMention, lo: int, kind: str) -> bool:
        """Tell whether a name is the subject itself and completes no other: not "le patron d'Arvanne"."""
        before = mention.start - 1
        before -= kind != "person" and self.scene.near(before) in self.tongue.definite
        if self.scene.near(before) in self.tongue.prepositions:
            return False
        return kind == "person" or not self.holds_role(lo, mention.start)

    def _apposed(self, comma: int) -> Subject | None:
        """Read "La porte-parole, Marthe Oldervik, a dit" and "Marthe Oldervik, porte-parole, a dit"."""
        found = self.scene.named_to.get(comma - 1)
        start = found[0].start - (self.scene.near(found[0].start - 1) in self.tongue.definite) if found else 0
        if found and found[1].kind == "person" and start > self.sentence.lo and self.low[start - 1] == ",":
            return self.name(found[0], self.phrase_start(start - 2))
        for index in range(comma - 1, max(self.sentence.lo, comma - PHRASE), -1):
            if self.low[index] in STOPS or self.stretch_at[index] or self.is_verb(index):
                return None
            named = self.scene.named_to.get(index - 1) if self.low[index] == "," else None
            if named and named[1].kind == "person":
                role = any(self.tongue.role_of(word) for word in self.low[index + 1 : comma])
                return self.name(named[0]) if role or named[0].start == self.sentence.lo else None
        return None

    def of_sentence(self, before: int) -> Subject | None:
        """Read whom a sentence is about: the pronoun, name or description at its head, else its first person."""
        lo = self.sentence.lo
        while lo < before and (self.low[lo] in OPENERS or self.low[lo] in _DASHES):
            lo += 1
        if lo < before and self.low[lo] in self.tongue.pronouns:
            return Subject(lo, lo + 1, "pronoun", self.low[lo])
        for index in range(lo, min(before, lo + 2 * PHRASE)):
            mention = None if self.stretch_at[index] else self.person(index)
            if mention and mention.hi <= before:
                return self.name(mention)
        if lo < before and self.low[lo] in self.tongue.institutional and self.tongue.declines:
            return self.institution(lo + 1, min(before, self.phrase_end(lo + 1)))
        end = min(before, self.phrase_end(lo))
        head = self.nominal(lo, end) if end > lo and not self.stretch_at[lo] else None
        at = self.low.index(head.head, lo, end) if head else lo
        return replace(head, hi=at + 1) if head else None


def _is_impersonal(cue: Cue | None) -> bool:
    """Tell whether a verb may speak for a house: "заявили", "говорится", "señalaron"."""
    return cue is not None and (cue.lemma.endswith(_MANY) or cue.lemma in {"указано", "hieß", "heißt"})
