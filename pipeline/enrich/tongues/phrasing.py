"""Phrases of a sentence that is not English: where they begin and end, and whether they mean somebody."""

from __future__ import annotations

from pipeline.enrich.english.phrases import Subject
from pipeline.enrich.lexicon import words as word_set
from pipeline.enrich.lexicon.tongue import Tongue
from pipeline.enrich.marks import DOUBLE
from pipeline.enrich.roles import NameMention
from pipeline.enrich.scene import Scene
from pipeline.enrich.sentences import Sentence
from pipeline.enrich.tongues.cueing import CLITICS

PHRASE = 14
_LEFT = 10
STOPS = frozenset({".", ";", ":", "\n", "(", ")", "!", "?", "–", "—", "-"})
OPENERS = word_set("mais et or und aber но а и pero y doch")
_AMONG = word_set("из des de der d' las los")
_ONE = word_set("l'un l'une uno una einer eine eines один одна")
_GENITIVE = word_set("des der eines einer seines seiner ihres ihrer")
_OF = word_set("de du des d' del von der für")


class _Unmarked:
    """A view of a text as if nothing stood in quotation marks."""

    def __getitem__(self, index: int) -> int:
        return 0


class PhraseReader:
    """Reads phrases of one sentence, or of what stands `inside` quotation marks."""

    def __init__(self, scene: Scene, sentence: Sentence, tongue: Tongue, *, inside: bool = False) -> None:
        self.scene, self.sentence, self.tongue = scene, sentence, tongue
        self.low = scene.low
        self.stretch_at: list[int] | _Unmarked = _Unmarked() if inside else scene.stretch_at

    def person(self, at: int) -> NameMention | None:
        found = self.scene.named_from.get(at)
        return found[0] if found and found[1].kind == "person" else None

    def name(self, mention: NameMention, first: int = -1) -> Subject:
        entity = self.scene.named_to[mention.hi - 1][1]
        return Subject(mention.start, mention.hi, "name", entity=entity, first=first)

    def leads_noun(self, at: int) -> bool:
        """Tell whether a pronoun is an article here: "diese Sprecherin"."""
        word = self.low[at]
        return word in self.tongue.definite and bool(self.tongue.role_of(self.scene.near(at + 1)))

    def is_verb(self, index: int) -> bool:
        """Tell whether a word is a verb of saying here, and no noun as in "una nota"."""
        before, tongue = self.scene.near(index - 1), self.tongue
        if self.low[index] not in tongue.verbs:
            return False
        if tongue.role_of(self.low[index]) and self.scene.near(index - 2) in tongue.definite:
            return False  # "l'ancienne juge"
        return before in CLITICS or not (before in tongue.definite or before in tongue.indefinite)

    def phrase_end(self, at: int) -> int:
        end, hi = at, min(self.sentence.hi, at + PHRASE)
        while end < hi and not self.stretch_at[end]:
            mention = self.scene.named_from.get(end)
            if mention:
                end = max(mention[0].hi, end + 1)
                continue
            word = self.low[end]
            stop = (word in STOPS and not self.scene.tokens.glued(end)) or word in {",", "."}
            if stop or self.is_verb(end) or word in self.tongue.that:
                break
            if word in self.tongue.auxiliaries and end > at:
                break
            end += 1
        return min(end, self.sentence.hi)

    def holds_role(self, lo: int, hi: int) -> bool:
        return any(self.tongue.role_of(word) for word in self.low[lo:hi])

    def phrase_start(self, at: int) -> int:
        lo = at + 1
        for index in range(at, max(self.sentence.lo, at - _LEFT) - 1, -1):
            word = self.low[index]
            stops = word in STOPS or word == "," or word in self.tongue.that or self.is_verb(index)
            if stops or self.stretch_at[index]:
                break
            lo = index
        while lo < at and (self.low[lo] in OPENERS or self.low[lo] in self.tongue.adverbs):
            lo += 1
        return lo

    def nominal(self, lo: int, hi: int) -> Subject | None:
        """Judge whether these words mean somebody who can speak."""
        tongue = self.tongue
        if hi <= lo or hi - lo > PHRASE:
            return None
        among = self.scene.near(lo + 1) in _AMONG and self.scene.near(hi) not in tongue.that
        if among and (self.low[lo] in _ONE or self.low[lo] in tongue.indefinite):
            return Subject(lo, hi, "nominal", self.low[lo])  # "одна из жительниц", "l'un des témoins"
        if self.low[lo] in tongue.prepositions and self.low[lo] != "des":
            return None
        for index in range(lo, hi):
            word = self.low[index]
            if tongue.role_of(word) or tongue.is_group(word) or word in tongue.anyone:
                return Subject(lo, self._trimmed(index, hi), "nominal", word)
            if word in tongue.prepositions and index > lo:
                return None
        return None

    def _trimmed(self, head: int, hi: int) -> int:
        """End a description where a place or time begins: "глава региона" without "на заседании"."""
        for index in range(head + 1, hi):
            if self.low[index] in self.tongue.prepositions and self.low[index] not in _OF:
                return index
            if self.low[index] in DOUBLE and self.low[index - 1] in self.tongue.definite:
                return index - 1
            if self.tongue.noun_capitals and self._leaves_noun(index):
                return index
        return hi

    def _leaves_noun(self, index: int) -> bool:
        """Tell whether a small word belongs to no noun in German: "der Polizei betrunken"."""
        words, word = self.scene.words, self.low[index]
        leads = word in _GENITIVE or word in _OF
        small = words[index].islower() and not leads
        return small and not (index + 1 < len(words) and words[index + 1][0].isupper())
