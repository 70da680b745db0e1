"""Who stands beside a reporting verb in a sentence that is not English."""

from __future__ import annotations

from pipeline.enrich.cueing import CLITICS
from pipeline.enrich.lexicon import words as word_set
from pipeline.enrich.lexicon.tongue import Tongue
from pipeline.enrich.reporting import Cue
from pipeline.enrich.roles import NameMention
from pipeline.enrich.scene import Scene
from pipeline.enrich.sentences import Sentence
from pipeline.enrich.subjects import Subject

_PHRASE = 14
_LEFT = 10
_RELATIVE = 25
_STOPS = frozenset({".", ";", ":", "\n", "(", ")", "!", "?", "–", "—", "-"})
_DASHES = frozenset({"-", "–", "—"})
_OPENERS = word_set("mais et or und aber но а и pero y doch")
_NOBODY = word_set("on es")  # "indique-t-on à la mairie", "hieß es in Berlin"
_MANY = ("ли", "ют", "ят", "ат", "ron", "ится", "ется")


class _Unmarked:
    """A view of a text as if nothing stood in quotation marks."""

    def __getitem__(self, index: int) -> int:
        return 0


class SubjectReader:
    """Reads who speaks beside the cues of one sentence, or of what stands `inside` quotation marks."""

    def __init__(self, scene: Scene, sentence: Sentence, tongue: Tongue, *, inside: bool = False) -> None:
        self.scene, self.sentence, self.tongue = scene, sentence, tongue
        self.low = scene.low
        self.stretch_at: list[int] | _Unmarked = _Unmarked() if inside else scene.stretch_at

    def beside(self, cue: Cue) -> Subject | None:
        """Read the subject of a verb: inside it (a-t-il dit), behind it after what is said, or in front."""
        for at in range(cue.lo + 1, cue.hi - 1):
            if self.low[at] in self.tongue.pronouns:
                return Subject(at, at + 1, "pronoun", self.low[at])
        before = cue.lo - 1
        if before < self.sentence.lo:
            return self.right(cue.hi, cue)
        if self.low[before] in self.tongue.relative and self.low[before - 1] == ",":
            return self._left(before - 2, cue) if before - 2 >= self.sentence.lo else None
        if not self.stretch_at[before] and self.low[before] not in {",", *_DASHES}:
            return self._left(before, cue) or self.right(cue.hi, cue)
        apposed = self._behind_comma(before) if self.low[before] == "," else None
        return apposed or self.right(cue.hi, cue)

    def _behind_comma(self, comma: int) -> Subject | None:
        """Read "Paul Morel, lui, estime", an apposition, or what a relative clause completes."""
        if comma - 2 > self.sentence.lo and self.low[comma - 1] in self.tongue.pronouns and self.low[comma - 2] == ",":
            return self._close(comma - 3, None)
        return self._apposed(comma) or self._before_relative(comma)

    def _before_relative(self, comma: int) -> Subject | None:
        for index in range(comma - 2, max(self.sentence.lo + 1, comma - _RELATIVE), -1):
            if self.stretch_at[index] or self.low[index] in _STOPS:
                return None
            if self.low[index - 1] == "," and self._is_relative(index):
                return self._close(index - 2, None)
        return None

    def _is_relative(self, index: int) -> bool:
        word, tongue = self.low[index], self.tongue
        return word in tongue.relative or word in (tongue.definite if tongue.noun_capitals else tongue.that)

    def _person(self, at: int) -> NameMention | None:
        found = self.scene.named_from.get(at)
        return found[0] if found and found[1].kind == "person" else None

    def _name(self, mention: NameMention, first: int = -1) -> Subject:
        entity = self.scene.named_to[mention.hi - 1][1]
        return Subject(mention.start, mention.hi, "name", entity=entity, first=first)

    # -- behind ---------------------------------------------------------------------------------------------------

    def right(self, at: int, cue: Cue | None = None) -> Subject | None:
        """Read the subject that starts behind a verb, days and adverbs stepped over."""
        hi = self.sentence.hi
        nobody = self.low[at] in _NOBODY if at < hi else False
        at += nobody
        while at < hi and (self.low[at] in self.tongue.adverbs or self.low[at].isdigit()) and not self._person(at):
            at += 1
        if at >= hi or self.stretch_at[at]:
            return None
        if self.low[at] in self.tongue.institutional and (nobody or _is_impersonal(cue)):
            return self._institution(at + 1, self._phrase_end(at + 1))
        if self.low[at] in self.tongue.pronouns and not self._leads_noun(at):
            return Subject(at, at + 1, "pronoun", self.low[at])
        end = self._phrase_end(at)
        named = self._name_in(at, end)
        if named:
            return named
        role = any(self.tongue.role_of(self.low[i]) for i in range(at, end))
        behind = self._person(end + 1) if role and self.scene.near(end) == "," else None
        return self._name(behind, at) if behind else self._nominal(at, end)

    def _institution(self, lo: int, hi: int) -> Subject | None:
        """Read the house that speaks: "в Минтрансе заявили"."""
        lo += lo < hi and self.low[lo] in self.tongue.definite
        found = self.scene.named_from.get(lo)
        if found and found[1].kind != "person":
            return self._name(found[0])
        nominal = self._nominal(lo, hi)
        first = nominal is not None and nominal.head in self.low[lo : lo + 2]
        return nominal if nominal and first and self.tongue.is_group(nominal.head) else None

    def _leads_noun(self, at: int) -> bool:
        """Tell whether a pronoun is an article here: "diese Sprecherin"."""
        word = self.low[at]
        return word in self.tongue.definite and bool(self.tongue.role_of(self.scene.near(at + 1)))

    def _phrase_end(self, at: int) -> int:
        end, hi = at, min(self.sentence.hi, at + _PHRASE)
        while end < hi and not self.stretch_at[end]:
            mention = self.scene.named_from.get(end)
            if mention:
                end = max(mention[0].hi, end + 1)
                continue
            word = self.low[end]
            stop = (word in _STOPS and not self.scene.tokens.glued(end)) or word in {",", "."}
            if stop or word in self.tongue.verbs or word in self.tongue.that:
                break
            if word in self.tongue.auxiliaries and end > at:
                break
            end += 1
        return min(end, self.sentence.hi)

    def _name_in(self, at: int, end: int) -> Subject | None:
        for index in range(at, end):
            found = self.scene.named_from.get(index)
            if found and (found[1].kind == "person" or (index <= at + 1 and not self._holds_role(at, index))):
                return self._name(found[0])
            if self.low[index] in self.tongue.prepositions:
                return None
        return None

    def _holds_role(self, lo: int, hi: int) -> bool:
        return any(self.tongue.role_of(word) for word in self.low[lo:hi])

    def before(self, at: int) -> Subject | None:
        """Read the subject that ends right here, in front of "zufolge"."""
        return self._close(at, None)

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
        lo = self._phrase_start(at)
        if _is_impersonal(cue):
            for start in (lo, lo - 1):
                if start >= self.sentence.lo and self.low[start] in tongue.institutional:
                    return self._institution(start + 1, at + 1)
        if found and self._stands_alone(found[0], lo, found[1].kind):
            return self._name(found[0])
        if self._person(lo) and found is None:
            mention = self._person(lo)
            return self._name(mention) if mention else None
        return self._nominal(lo, at + 1)

    def _stands_alone(self, mention: NameMention, lo: int, kind: str) -> bool:
        """Tell whether a name is the subject itself and completes no other: not "le patron d'Arvanne"."""
        if self.scene.near(mention.start - 1) in self.tongue.prepositions:
            return False
        return kind == "person" or not self._holds_role(lo, mention.start)

    def _phrase_start(self, at: int) -> int:
        lo = at + 1
        for index in range(at, max(self.sentence.lo, at - _LEFT) - 1, -1):
            word = self.low[index]
            stops = word in _STOPS or word == "," or word in self.tongue.that or word in self.tongue.verbs
            if stops or self.stretch_at[index]:
                break
            lo = index
        while lo < at and (self.low[lo] in _OPENERS or self.low[lo] in self.tongue.adverbs):
            lo += 1
        return lo

    def _apposed(self, comma: int) -> Subject | None:
        """Read "La porte-parole, Marthe Oldervik, a dit" and "Marthe Oldervik, porte-parole, a dit"."""
        found = self.scene.named_to.get(comma - 1)
        if found and found[1].kind == "person" and self.scene.near(found[0].start - 1) == ",":
            return self._name(found[0], self._phrase_start(found[0].start - 2))
        for index in range(comma - 1, max(self.sentence.lo, comma - _PHRASE), -1):
            if self.low[index] in _STOPS or self.stretch_at[index] or self.low[index] in self.tongue.verbs:
                return None
            named = self.scene.named_to.get(index - 1) if self.low[index] == "," else None
            if named and named[1].kind == "person":
                role = any(self.tongue.role_of(word) for word in self.low[index + 1 : comma])
                return self._name(named[0]) if role or named[0].start == self.sentence.lo else None
        return None

    def _nominal(self, lo: int, hi: int) -> Subject | None:
        """Judge whether these words mean somebody who can speak."""
        tongue = self.tongue
        if hi <= lo or hi - lo > _PHRASE or self.low[lo] in tongue.prepositions:
            return None
        for index in range(lo, hi):
            word = self.low[index]
            if tongue.role_of(word) or tongue.is_group(word) or word in tongue.anyone:
                return Subject(lo, hi, "nominal", word)
            if word in tongue.prepositions:
                return None
        return None

    def of_sentence(self, before: int) -> Subject | None:
        """Read whom a sentence is about: the pronoun, name or description at its head, else its first person."""
        lo = self.sentence.lo
        while lo < before and (self.low[lo] in _OPENERS or self.low[lo] in _DASHES):
            lo += 1
        if lo < before and self.low[lo] in self.tongue.pronouns:
            return Subject(lo, lo + 1, "pronoun", self.low[lo])
        for index in range(lo, min(before, lo + 2 * _PHRASE)):
            mention = None if self.stretch_at[index] else self._person(index)
            if mention and mention.hi <= before:
                return self._name(mention)
        end = min(before, self._phrase_end(lo))
        return self._nominal(lo, end) if end > lo and not self.stretch_at[lo] else None


def _is_impersonal(cue: Cue | None) -> bool:
    """Tell whether a verb may speak for a house: "заявили", "говорится", "señalaron"."""
    return cue is not None and (cue.lemma.endswith(_MANY) or cue.lemma in {"указано", "hieß", "heißt"})
