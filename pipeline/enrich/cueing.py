"""Where a sentence that is not English reports speech, and who stands beside the verb."""

from __future__ import annotations

from pipeline.enrich.lexicon import words as word_set
from pipeline.enrich.lexicon.tongue import Tongue
from pipeline.enrich.phrases import Subject
from pipeline.enrich.reporting import Cue
from pipeline.enrich.roles import NameMention
from pipeline.enrich.scene import Scene
from pipeline.enrich.sentences import Sentence

_MOST = 40
_AUXILIARY_REACH = 4
_FAR_AUXILIARY = 12
_APART = 30
_PHRASE = 14
_LEFT = 10
_STOPS = frozenset({".", ";", ":", "\n", "(", ")", "!", "?", "–", "—", "-"})
_OPENERS = word_set("mais et or und aber но а и pero y doch")
_CLITICS = word_set("s' se y lui le la l' nous lo les sich es")


def find_cues(scene: Scene, sentence: Sentence, tongue: Tongue) -> list[Cue]:
    """Find the reporting verbs and "according to" phrases of a sentence, in order."""
    found: list[Cue] = []
    index = sentence.lo
    while index < sentence.hi and len(found) < _MOST:
        if scene.stretch_at[index]:
            index = scene.stretch_at[index]
            continue
        cue = _phrase(scene, sentence, index, tongue) or _verb(scene, sentence, index, tongue)
        if cue:
            found.append(cue)
        index = cue.hi if cue else index + 1
    return found


def _phrase(scene: Scene, sentence: Sentence, index: int, tongue: Tongue) -> Cue | None:  # noqa: PLR0917
    low = scene.low
    for own in tongue.own:
        if low[index] == own[0] and tuple(low[index : index + len(own)]) == own:
            return Cue(index, index + len(own), " ".join(own), "own")
    for words in tongue.according:
        if low[index] == words[0] and tuple(low[index : index + len(words)]) == words:
            short = words == ("so",) and not _follows_content(scene, sentence, index)
            return None if short else Cue(index, index + len(words), " ".join(words), "according")
    return Cue(index, index + 1, low[index], "postposed") if low[index] in tongue.postposed else None


def _follows_content(scene: Scene, sentence: Sentence, index: int) -> bool:
    return index > sentence.lo and (scene.low[index - 1] == "," or bool(scene.stretch_at[index - 1]))


def _verb(scene: Scene, sentence: Sentence, index: int, tongue: Tongue) -> Cue | None:  # noqa: PLR0917
    word, before = scene.low[index], scene.near(index - 1) if index > sentence.lo else ""
    if before in tongue.negations or before in tongue.relative or (scene.words[index][0].isupper() and before):
        return None
    kind = tongue.participles.get(word)
    if kind:
        start = _auxiliary(scene, sentence, index, tongue)
        if start is not None:
            return Cue(start, index + 1, word, kind)
    kind = tongue.verbs.get(word)
    if not kind or scene.words[index].isupper():
        return None
    noun = before in tongue.definite or before in tongue.indefinite or before in tongue.prepositions
    if noun and not tongue.noun_capitals and before not in _CLITICS - {"le", "la", "l'", "les"}:
        return None
    apart = tongue.particles_apart.get(word)
    if apart and not apart.intersection(scene.low[index + 1 : min(sentence.hi, index + _APART)]):
        return None
    return Cue(index, index + 1, word, kind)


def _auxiliary(scene: Scene, sentence: Sentence, index: int, tongue: Tongue) -> int | None:  # noqa: PLR0917
    """Find the auxiliary of a participle; nothing between may be a comma or a negation."""
    reach = _FAR_AUXILIARY if tongue.noun_capitals else _AUXILIARY_REACH
    for at in range(index - 1, max(sentence.lo, index - reach) - 1, -1):
        word = scene.low[at]
        if word in tongue.auxiliaries:
            return None if scene.near(at - 1) in tongue.negations else at
        if word == "," or word in tongue.negations or scene.stretch_at[at]:
            return None
    return None


class SubjectReader:
    """Reads who speaks beside the cues of one sentence."""

    def __init__(self, scene: Scene, sentence: Sentence, tongue: Tongue) -> None:
        self.scene, self.sentence, self.tongue = scene, sentence, tongue
        self.low, self.words = scene.low, scene.words

    def beside(self, cue: Cue) -> Subject | None:
        """Read the subject of a verb: inside it (a-t-il dit), behind it after what is said, or in front."""
        for at in range(cue.lo + 1, cue.hi - 1):
            if self.low[at] in self.tongue.pronouns:
                return Subject(at, at + 1, "pronoun", self.low[at])
        before = cue.lo - 1
        if before < self.sentence.lo:
            return self.right(cue.hi)
        after = self.scene.stretch_at[before] or self.low[before] in {",", "-", "–", "—"}
        if not after:
            return self._left(before) or self.right(cue.hi)
        apposed = self._apposed(before) if self.low[before] == "," else None
        return apposed or self.right(cue.hi)

    def _person(self, at: int) -> NameMention | None:
        found = self.scene.named_from.get(at)
        return found[0] if found and found[1].kind == "person" else None

    def _name(self, mention: NameMention, first: int = -1) -> Subject:
        entity = self.scene.named_to[mention.hi - 1][1]
        return Subject(mention.start, mention.hi, "name", entity=entity, first=first)

    # -- behind ---------------------------------------------------------------------------------------------------

    def right(self, at: int) -> Subject | None:
        """Read the subject that starts behind a verb, days and adverbs stepped over."""
        hi = self.sentence.hi
        while at < hi and (self.low[at] in self.tongue.adverbs or self.low[at].isdigit()) and not self._person(at):
            at += 1
        if at >= hi or self.scene.stretch_at[at]:
            return None
        if self.low[at] in self.tongue.pronouns and not self._leads_noun(at):
            return Subject(at, at + 1, "pronoun", self.low[at])
        end = self._phrase_end(at)
        named = self._name_in(at, end)
        if named:
            return named
        role = any(self.tongue.role_of(self.low[i]) for i in range(at, end))
        behind = self._person(end + 1) if role and self.scene.near(end) == "," else None
        return self._name(behind, at) if behind else self._nominal(at, end)

    def _leads_noun(self, at: int) -> bool:
        """Tell whether a pronoun is an article here: "diese Sprecherin"."""
        word = self.low[at]
        return word in self.tongue.definite and bool(self.tongue.role_of(self.scene.near(at + 1)))

    def _phrase_end(self, at: int) -> int:
        end, hi = at, min(self.sentence.hi, at + _PHRASE)
        while end < hi and not self.scene.stretch_at[end]:
            mention = self.scene.named_from.get(end)
            if mention:
                end = max(mention[0].hi, end + 1)
                continue
            word = self.low[end]
            if word in _STOPS or word == "," or word in self.tongue.verbs or word in self.tongue.that:
                break
            if word in self.tongue.auxiliaries and end > at:
                break
            end += 1
        return min(end, self.sentence.hi)

    def _name_in(self, at: int, end: int) -> Subject | None:
        for index in range(at, end):
            found = self.scene.named_from.get(index)
            if found and (found[1].kind == "person" or index <= at + 1):
                return self._name(found[0])
            if self.low[index] in self.tongue.prepositions:
                return None
        return None

    # -- in front -------------------------------------------------------------------------------------------------

    def _left(self, at: int) -> Subject | None:
        tongue, floor = self.tongue, self.sentence.lo
        skipped = tongue.adverbs | tongue.auxiliaries | _CLITICS
        while at > floor and self.low[at] in skipped and not self.scene.named_to.get(at):
            at -= 1
        if self.low[at] in tongue.pronouns:
            return Subject(at, at + 1, "pronoun", self.low[at])
        if self.low[at] == ",":
            return self._apposed(at)
        found = self.scene.named_to.get(at)
        if found and self.scene.near(found[0].start - 1) not in tongue.prepositions:
            return self._name(found[0])
        lo = self._phrase_start(at)
        if self._person(lo) and found is None:
            mention = self._person(lo)
            return self._name(mention) if mention else None
        return self._nominal(lo, at + 1)

    def _phrase_start(self, at: int) -> int:
        lo = at + 1
        for index in range(at, max(self.sentence.lo, at - _LEFT) - 1, -1):
            word = self.low[index]
            stops = word in _STOPS or word == "," or word in self.tongue.that or word in self.tongue.verbs
            if stops or self.scene.stretch_at[index]:
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
            if self.low[index] in _STOPS or self.scene.stretch_at[index] or self.low[index] in self.tongue.verbs:
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
            if tongue.role_of(word) or word in tongue.groups:
                return Subject(lo, hi, "nominal", word)
            if word in tongue.prepositions:
                return None
        return None

    def of_sentence(self, before: int) -> Subject | None:
        """Read whom a sentence is about: the pronoun, name or description at its head, else its first person."""
        lo = self.sentence.lo
        while lo < before and (self.low[lo] in _OPENERS or self.low[lo] in {"-", "–", "—"}):
            lo += 1
        if lo < before and self.low[lo] in self.tongue.pronouns:
            return Subject(lo, lo + 1, "pronoun", self.low[lo])
        for index in range(lo, min(before, lo + 2 * _PHRASE)):
            mention = None if self.scene.stretch_at[index] else self._person(index)
            if mention and mention.hi <= before:
                return self._name(mention)
        end = min(before, self._phrase_end(lo))
        return self._nominal(lo, end) if end > lo and not self.scene.stretch_at[lo] else None
