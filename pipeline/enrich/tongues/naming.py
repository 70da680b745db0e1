"""Names in a text that is not English: runs of capitals, with the evidence that a person is meant."""

from __future__ import annotations

from pipeline.enrich.marks import DOUBLE
from pipeline.enrich.roles import NameMention
from pipeline.enrich.tongues.titling import TitleReader

_LONGEST = 8
_ADJECTIVES = ("ской", "ского", "скому", "скую", "ская", "ском", "ный", "ной", "ного", "ное")
_FOREIGN_STARTS = frozenset({"der", "den", "la", "las", "los", "le", "zu", "des"})
_PATRONYMIC = ("вич", "вича", "вичу", "вичем", "вна", "вны", "вне", "вной", "вну")
_FEMALE_ENDS = ("ова", "ева", "ёва", "ина", "ына", "ская", "цкая")
_MALE_ENDS = ("ов", "ев", "ёв", "ский", "цкий")
_NOBLE = frozenset({"von", "van", "zu", "vom", "zur", "de", "ter"})
Named = list[NameMention]


class NameReader(TitleReader):
    """Finds the names of one text."""

    def read(self, skip: range) -> Named:
        """Find all names outside of the tokens to skip, in order."""
        found: Named = []
        index = 0
        while index < len(self.words):
            if index in skip or not self._starts(index):
                index += 1
                continue
            end = self._run_end(index)
            mention = self._to_mention(index, end)
            if mention:
                found.append(mention)
            index = end
        return found

    def _starts(self, index: int) -> bool:
        word = self.low[index]
        if not self.words[index][0].isupper() or word in self.tongue.common:
            return False
        return word not in self.tongue.anyone or self.tokens.near(index - 1) not in self.tongue.definite

    def _run_end(self, index: int) -> int:
        at, limit = index + 1, min(len(self.words), index + _LONGEST)
        while at < limit:
            word = self.low[at]
            if self._starts(at) or (word == "." and self._abbreviates(at) and at + 1 < limit and self._starts(at + 1)):
                at += 1
            elif self._goes_on(index, at) and (step := self._particles(at)):
                at += step
            else:
                break
        return at

    def _goes_on(self, start: int, at: int) -> bool:
        """Tell whether a particle may stand inside a name: "Le" of "Anne Le Goff", "von" behind given names only."""
        word = self.low[at]
        if word not in self.tongue.particles:
            return False
        if self.words[at][0].isupper():
            return True
        if self.tongue.noun_capitals:
            given = [one for one in self.low[start:at] if not self.tongue.role_of(one)]
            return word in _NOBLE and bool(given) and all(self.gender_of_given(one) for one in given)
        return word not in _FOREIGN_STARTS

    def _abbreviates(self, at: int) -> bool:
        before = self.low[at - 1]
        short = before in self.tongue.abbreviations or before in self.tongue.titles or len(before) == 1
        return short and self.tokens.glued(at)

    def _particles(self, at: int) -> int:
        """Count the particles and the capital behind them that go on with a name: "de la Cruz"."""
        for step in range(1, 3):
            word = self.tokens.near(at + step)
            if at + step < len(self.words) and self._starts(at + step):
                return 0 if word in self.tongue.places else step + 1
            if word not in self.tongue.particles:
                return 0
        return 0

    # -- one mention ----------------------------------------------------------------------------------------------

    def _to_mention(self, start: int, end: int) -> NameMention | None:
        front = lo = self._after_front(start, end)
        if lo < end:
            lo = self._after_other(lo, end)
        start = start if lo == front else lo
        while lo < end and self.low[lo] in self.tongue.particles and self.words[lo][0].islower():
            lo += 1
        if lo >= end:
            return None
        mention = NameMention(lo, end, min(lo, start))
        self._read_front(mention)
        self._read_particles(mention)
        words = mention.words(self.tokens)
        if not words or (all(word in self.tongue.places for word in words) and not mention.titled):
            return None
        if any(word in self.tongue.organisations for word in words) and mention.start == lo:
            return NameMention(lo, end, lo)
        if self.tongue.declines and len(words) == 1 and self._qualifies(end - 1):
            return None
        if self.tokens.near(lo - 1) in DOUBLE and self.tokens.near(end) in DOUBLE:
            return NameMention(lo, end, lo)
        self.look_left(mention)
        self.look_right(mention)
        self._judge(mention, words)
        return mention

    def _read_particles(self, mention: NameMention) -> None:
        """Let "De la Torre" begin with its capital particle, where no sentence does."""
        for at in range(mention.start - 1, max(0, mention.start - 4), -1):
            if self.low[at] not in self.tongue.particles:
                return
            if self.words[at][0].isupper():
                mention.start = at if self.words[at - 1][0].isalpha() else mention.start
                return

    def _qualifies(self, at: int) -> bool:
        """Tell whether a word is the adjective of a place: "Самарской области"."""
        after = self.tokens.near(at + 1)
        plain = after.isalpha() and self.words[at + 1].islower() and not self.tongue.role_of(after)
        known = after in self.tongue.verbs or after in self.tongue.prepositions or after in self.tongue.conjunctions
        return plain and not known and self.low[at].endswith(_ADJECTIVES) and after not in self.tongue.adverbs

    def _after_front(self, lo: int, end: int) -> int:
        while lo < end and (
            self.low[lo] in self.tongue.titles
            or self.words[lo] == "."
            or (self.tongue.role_of(self.low[lo]) and self.low[lo] not in self.tongue.organisations)
        ):
            lo += 1
        return lo

    def _after_other(self, lo: int, end: int) -> int:
        """Step over what stands before a known given name: "Норвегии Сигрун Халльвик"."""
        while end - lo > 2 and (self.low[lo] in self.tongue.places or self.words[lo] == "."):
            lo += 1
        for at in range(lo + 1, end - 1):
            if self.gender_of_given(self.low[at]) and not self.gender_of_given(self.low[lo]):
                patronymic = any(word.endswith(_PATRONYMIC) for word in self.low[lo:end])
                return lo if patronymic or self.words[at - 1] == "." else at
        return lo

    def _read_front(self, mention: NameMention) -> None:
        """Read titles and roles inside the run: "Mme Aubercy", "Ministerin Lena Vogt"."""
        for at in range(mention.start, mention.lo):
            word = self.low[at]
            if word in self.tongue.titles:
                mention.titled = mention.person = True
                mention.gender = mention.gender or self.tongue.titles[word]
            elif self.tongue.role_of(word):
                self.take_role(mention, self.role_start(at), mention.lo, at)
                mention.titled = True

    def _judge(self, mention: NameMention, words: tuple[str, ...]) -> None:
        given = self.gender_of_given(words[0]) if len(words) > 1 else ""
        mention.person = mention.person or bool(given)
        mention.gender = mention.gender or given
        if self.tongue.declines:
            last = words[-1]
            patronymic = next((word for word in words if word.endswith(_PATRONYMIC)), "")
            mention.person = mention.person or bool(patronymic and len(words) > 1)
            if not mention.gender and (patronymic.endswith("вна") or (not patronymic and last.endswith(_FEMALE_ENDS))):
                mention.gender = "f" if len(words) > 1 and not given else ""
            elif not mention.gender and (patronymic or last.endswith(_MALE_ENDS)):
                mention.gender = "m"
