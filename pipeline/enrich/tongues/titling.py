"""The roles and titles around a name in a text that is not English."""

from __future__ import annotations

from pipeline.enrich.lexicon.tongue import Tongue
from pipeline.enrich.marks import DOUBLE
from pipeline.enrich.roles import NameMention
from pipeline.enrich.tokens import Tokens
from pipeline.enrich.tongues.declension import to_key

_ROLE_REACH = 9
_COMPLEMENT = 3
_APPOSITION = 12
_SHORTEST = 4
_AGREEING = ("ый", "ий", "ой", "ая", "яя", "ого", "его", "ому", "ему", "ым", "им", "ую", "юю", "ей")
_OF = frozenset({"de", "du", "des", "d'", "del", "aux", "à", "von", "der"})
_STOPS = frozenset({".", ";", ":", "\n", "(", ")", "!", "?", "…"})
ACCORDING_NOUNS = frozenset({"словам", "мнению", "данным", "оценке", "оценкам", "слов", "версии", "информации"})


class TitleReader:
    """Reads what stands before and behind the names of one text."""

    def __init__(self, tokens: Tokens, tongue: Tongue) -> None:
        self.tokens, self.tongue = tokens, tongue
        self.low, self.words = tokens.low, tokens.words
        given = tongue.given
        self.given = (
            {to_key(name): gender for name, gender in reversed(list(given.items()))} if tongue.declines else given
        )

    def gender_of_given(self, word: str) -> str:
        """Give the gender of a known given name, or an empty string."""
        return self.tongue.given.get(word) or self.given.get(to_key(word) if self.tongue.declines else word, "")

    def take_role(self, mention: NameMention, lo: int, hi: int, head: int) -> None:  # noqa: PLR0917  a span and its head
        while hi > lo and not self.words[hi - 1][0].isalnum():
            hi -= 1
        mention.person = True
        before = self.tokens.near(lo - 1)
        if self.tongue.is_feminine(self.low[head]) or before in {"la", "una", "une"}:
            mention.gender = mention.gender or "f"
        elif before in {"le", "el", "der"} and not self.tongue.is_feminine(self.low[head]):
            mention.gender = mention.gender or "m"
        if mention.role is None and hi > lo:
            mention.role = self.tokens.text[self.tokens.starts[lo] : self.tokens.ends[hi - 1]]

    def role_start(self, at: int) -> int:
        """Step back over the adjectives before a role."""
        tongue = self.tongue
        for before in range(at - 1, max(-1, at - 4), -1):
            word = self.low[before]
            known = word in tongue.definite or word in tongue.indefinite or word in tongue.prepositions
            stops = (
                known or word in tongue.verbs or word in tongue.adverbs - {"бывший", "бывшая"} or word in tongue.that
            )
            capital = self.words[before][0].isupper() and before > 0 and self.words[before - 1] not in {".", "\n"}
            if self.tongue.declines and not word.endswith(_AGREEING):
                return before + 1
            if stops or not word[0].isalpha() or word in tongue.common or word in tongue.auxiliaries or capital:
                return before + 1
        return max(0, at - 3)

    def look_left(self, mention: NameMention) -> None:
        """Read the role in front of a name, close by or with a comma between."""
        at = mention.start - 1
        if self._is_agent(at, mention):
            self.take_role(mention, at, mention.lo, at)
            return
        comma = self.tokens.near(at) == ","
        apposed = comma and self._is_closed(mention.hi) and self.tokens.near(at - 2) in self.tongue.definite
        if apposed and self._is_agent(at - 1, mention):
            self.take_role(mention, at - 1, at, at - 1)
            return
        index = None if comma and not self._is_closed(mention.hi) else self._role_before(at - comma)
        if index is None or not (comma or self._leads(index, mention)):
            return
        while self.tongue.declines and index > 0 and self.tongue.role_of(self.low[index - 1]):
            index -= 1  # "пресс-секретарь президента"
        lo = self.role_start(index)
        self.take_role(mention, lo, mention.lo, index)
        mention.titled = mention.titled or not comma
        mention.start = mention.start if comma else lo

    def _role_before(self, at: int) -> int | None:
        """Find the role word at or before a token, names of teams and banks in marks stepped over."""
        for index in range(at, max(-1, at - _ROLE_REACH), -1):
            word = self.low[index]
            if word in DOUBLE and DOUBLE.intersection((self.low[index - 2], self.tokens.near(index + 2))):
                continue  # "тренер «Маяка» Станислав Обухов"
            if word in _STOPS or word == "," or word in DOUBLE or word in self.tongue.verbs:
                return None
            if self.tongue.role_of(word):
                return index
        return None

    def _is_agent(self, at: int, mention: NameMention) -> bool:
        """Tell whether a word of no table says what the named person does: "el interventor Toribio Manrique"."""
        word, tongue = self.tokens.near(at), self.tongue
        known = (
            bool(tongue.role_of(word)) or word in tongue.prepositions or word in tongue.adverbs or word in tongue.verbs
        )
        shape = at >= 0 and self.words[at].islower() and len(word) > _SHORTEST and word.endswith(tongue.agents)
        return shape and not known and mention.hi - mention.lo > 1 and word not in tongue.organisations

    def _is_closed(self, at: int) -> bool:
        word = self.tokens.near(at)
        known = word in {"", ",", "."} or word in self.tongue.verbs or word in self.tongue.auxiliaries
        return known or word in DOUBLE or not word[0].isalnum()

    def _leads(self, role: int, mention: NameMention) -> bool:
        """Tell whether a role leads up to a name: nothing, an adjective or a complement stands between."""
        between = self.low[role + 1 : mention.lo]
        if not between:
            return True
        far = len(between) > _COMPLEMENT or not self.gender_of_given(self.low[mention.lo])
        if self.tongue.noun_capitals and far:
            return False
        tongue = self.tongue
        if any(word in tongue.auxiliaries or word in tongue.that or word in tongue.relative for word in between):
            return False
        if between[-1] in tongue.prepositions or between[-1] in tongue.definite:
            return False
        if tongue.declines or between[0] in _OF:
            return True
        return len(between) == 1 and not tongue.noun_capitals

    def look_right(self, mention: NameMention) -> None:
        """Read a role behind a comma: "Séverine Pittavel, vigneronne de la quatrième génération"."""
        governed = self.tokens.near(mention.start - 1) in self.tongue.prepositions
        if self.tokens.near(mention.start - 1) in ACCORDING_NOUNS:
            return
        if self.tokens.near(mention.hi) not in {",", "("} or (
            governed and self.tokens.near(mention.hi + 1) in self.tongue.definite
        ):
            return
        for index in range(mention.hi + 1, min(len(self.words), mention.hi + 6)):
            word = self.low[index]
            verb = word in self.tongue.verbs and word not in self.tongue.roles
            if word in _STOPS or word == "," or verb or word in self.tongue.prepositions:
                return
            if self.tongue.role_of(word):
                lo = mention.hi + 1
                lo += self.low[lo] in self.tongue.definite or self.low[lo] in self.tongue.indefinite
                end = index + 1
                while end < min(len(self.words), index + _APPOSITION) and self.words[end][0].isalnum():
                    end += 1
                self.take_role(mention, lo, end, index)
                return
