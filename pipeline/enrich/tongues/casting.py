"""Who is who in a text that is not English: names joined by surname, in whatever case they stand."""

from __future__ import annotations

from pipeline.enrich.entities import Cast, Entity
from pipeline.enrich.lexicon.tongue import Tongue
from pipeline.enrich.marks import DOUBLE
from pipeline.enrich.roles import NameMention
from pipeline.enrich.tokens import Tokens
from pipeline.enrich.tongues.declension import to_key, to_nominative
from pipeline.enrich.tongues.naming import Named
from pipeline.enrich.tongues.nesting import DASHES
from pipeline.enrich.tongues.titling import ACCORDING_NOUNS

_CANDIDATES = 8
_MOST_WORDS = 4
_YEARS = frozenset({"ans", "años", "лет", "года"})
_ADJECTIVES = ("ische", "ischen", "ischer", "isches", "liche", "lichen", "licher", "ige", "igen", "ner", "ger")
_LEAST = 3
_MOST_ALIASES = 20


class Casting:
    """Joins the mentions of one text to entities."""

    def __init__(self, tokens: Tokens, tongue: Tongue) -> None:
        self.tokens, self.tongue = tokens, tongue
        self.cast = Cast(tokens, set())
        self.given = {to_key(name): name for name in reversed(list(tongue.given))} if tongue.declines else {}
        self.oblique: set[int] = set()  # entities, by id, whose name is not yet known in the nominative

    def join(self, mentions: Named) -> Cast:
        """Join full names first, then what is only a part of one."""
        alone = {self._keys(mention)[-1] for mention in mentions if len(self._keys(mention)) == 1}
        joined: dict[int, Entity] = {}
        for number, mention in enumerate(mentions):
            keys = self._keys(mention)
            if len(keys) > 1 and not mention.person:
                mention.person = self._is_person(mention, later=self._comes_back(keys, alone))
            if mention.person and len(keys) > 1:
                joined[number] = self._full(mention, keys)
        for number, mention in enumerate(mentions):
            entity = joined.get(number) or self._part(mention)
            if entity:
                self._note(entity, mention)
        return self.cast

    def _keys(self, mention: NameMention) -> tuple[str, ...]:
        words = mention.words(self.tokens)
        return tuple(to_key(word) for word in words) if self.tongue.declines else words

    def _comes_back(self, keys: tuple[str, ...], alone: set[str]) -> bool:
        """Tell whether a name is used again in part: by its last word, where nouns are small also by its first."""
        return keys[-1] in alone or (keys[0] in alone and not self.tongue.noun_capitals)

    def _is_person(self, mention: NameMention, *, later: bool) -> bool:
        """Tell whether a name without a known given name is a person's: it speaks, or comes back as a surname."""
        words, tongue = mention.words(self.tokens), self.tongue
        before = self.tokens.near(mention.start - 1)
        if not 1 < len(words) <= _MOST_WORDS or before in tongue.definite or tongue.is_group(before):
            return False
        if any(word in tongue.organisations or word in tongue.places for word in words) or len(words[-1]) < _LEAST:
            return False
        if any(word.isupper() and len(word) > 1 for word in self.tokens.words[mention.lo : mention.hi]):
            return False
        if not tongue.noun_capitals:
            return later or self._speaks(mention) or self._has_age(mention)
        plain = words[0].endswith(_ADJECTIVES) or self.tokens.near(mention.hi).endswith("en")
        return later and not plain and self._speaks(mention)

    def _has_age(self, mention: NameMention) -> bool:
        """Tell whether an age stands beside a name: "À 34 ans, Octavie Marsan", "Octavie Marsan, 34 ans"."""
        near = self.tokens.near
        front = near(mention.start - 1) == "," and near(mention.start - 2) in _YEARS
        return front or (near(mention.hi) == "," and near(mention.hi + 1).isdigit() and near(mention.hi + 2) in _YEARS)

    def _speaks(self, mention: NameMention) -> bool:
        """Tell whether a name stands beside a reporting verb."""
        words = mention.words(self.tokens)
        if len(words) > 3 or any(w in self.tongue.organisations or w in self.tongue.places for w in words):
            return False
        near, verbs = self.tokens.near, self.tongue.verbs
        marked = near(mention.start - 1) in DOUBLE and near(mention.hi) in DOUBLE
        hi = mention.hi + marked
        behind = near(hi) in self.tongue.auxiliaries and near(hi + 1) in self.tongue.participles
        at = mention.start - 1 - marked
        while near(at) in self.tongue.adverbs and near(at) not in verbs:
            at -= 1
        front = near(at) in verbs or near(at) in self.tongue.participles or self._ends_quotation(at - 1, near(at))
        return front or behind or near(hi) in verbs

    def _ends_quotation(self, at: int, verb: str) -> bool:
        """Tell whether a word stands where a verb of saying does: », souriait Paul Morel."""
        at -= self.tokens.near(at) in DASHES
        at -= self.tokens.near(at) == ","
        return self.tokens.near(at) in DOUBLE and verb.endswith(self.tongue.endings) and verb.isalpha()

    def _full(self, mention: NameMention, keys: tuple[str, ...]) -> Entity:
        known = self._find(keys, mention.gender)
        if known is None:
            known = Entity(keys, "", "person", mention.lo, mention.hi)
            self.cast.people.append(known)
            for key in dict.fromkeys(key for key in keys if key not in self.tongue.particles):
                self.cast.by_word.setdefault(key, []).append(known)
            self._call(known, mention)
        elif len(keys) > len(known.words) or (id(known) in self.oblique and not self._is_oblique(mention)):
            known.words = keys if len(keys) >= len(known.words) else known.words
            self._call(known, mention)
        return known

    def _find(self, keys: tuple[str, ...], gender: str) -> Entity | None:
        known = self.cast.by_word.get(keys[-1], [])[-_CANDIDATES:]
        known.sort(key=lambda one: one.kind == "person")
        for entity in reversed(known):
            same = entity.words[-1] == keys[-1] or (len(keys) > 1 and set(keys) <= set(entity.words))
            fits = same and gender in {"", entity.gender} | ({gender} if not entity.gender else set())
            first = entity.words[0] == keys[0] or _is_initial(entity, keys) or set(keys) <= set(entity.words)
            first = first or len(entity.words) == 1
            if fits and first:
                return entity
        return None

    def _part(self, mention: NameMention) -> Entity | None:
        keys = self._keys(mention)
        if not keys:
            return None
        known = self._find(keys, mention.gender if mention.titled else "") or self._by_other(keys)
        somebody = mention.person and mention.titled
        if known and known.kind != "person" and somebody and len(known.words) == 1:
            self._promote(known)
        if known and (known.kind == "person" or len(keys) == len(known.words)):
            return known
        if somebody or (len(keys) == 1 and self._is_first_name(mention)):
            entity = Entity(keys, "", "person", mention.lo, mention.hi)
            self.cast.people.append(entity)
        elif len(keys) > 1 or self._is_house(mention) or mention.words(self.tokens)[0] in self.tongue.organisations:
            entity = Entity(keys, "", "organisation", mention.lo, mention.hi)
            self.cast.organisations.append(entity)
        else:
            return None
        self.cast.by_word.setdefault(keys[-1], []).append(entity)
        self._call(entity, mention)
        return entity

    def _promote(self, entity: Entity) -> None:
        """Take for a person what has been taken for a house: "der Soldat Andrij"."""
        entity.kind = "person"
        self.cast.organisations.remove(entity)
        self.cast.people.append(entity)

    def _is_first_name(self, mention: NameMention) -> bool:
        """Tell whether somebody speaks who is only called by a given name."""
        return mention.words(self.tokens)[0] in self.tongue.given and self._speaks(mention)

    def _is_house(self, mention: NameMention) -> bool:
        """Tell whether one capitalised word may be a house that speaks; in German not just any noun."""
        before = self.tokens.near(mention.start - 1)
        free = not before[:1].isalpha() or before in self.tongue.that or before in self.tongue.conjunctions
        verb = before in self.tongue.verbs or before in self.tongue.participles
        return self._speaks(mention) and (free or verb or not self.tongue.noun_capitals)

    def _by_other(self, keys: tuple[str, ...]) -> Entity | None:
        """Find the only person with these words in the name: "Fernando", or "García" of "Álvaro García Ortiz"."""
        known = [entity for entity in self.cast.by_word.get(keys[0], [])[-_CANDIDATES:] if entity.kind == "person"]
        return known[0] if len(known) == 1 and set(keys) <= set(known[0].words) else None

    # -- what they are called -------------------------------------------------------------------------------------

    def _call(self, entity: Entity, mention: NameMention) -> None:
        text = _text(self.tokens, mention)
        oblique = entity.kind == "person" and self._is_oblique(mention)
        if oblique:
            self.oblique.add(id(entity))
            first = self.tokens.low[mention.lo]
            known = "" if first in self.tongue.given else self.given.get(to_key(first), "")
            text = " ".join(to_nominative(text.split(), mention.gender, given=known))
        else:
            self.oblique.discard(id(entity))
        entity.name, entity.lo, entity.hi = text, mention.lo, mention.hi

    def _correct(self, entity: Entity, surname: str) -> None:
        """Take the shorter form of a surname that is only known in another case: "Лобачом", "Лобач"."""
        rest, _, last = entity.name.rpartition(" ")
        if len(surname) < len(last) and last.startswith(surname):
            entity.name = f"{rest} {surname}".strip()

    def _is_oblique(self, mention: NameMention) -> bool:
        """Tell whether a name stands in another case than the nominative, by what stands before it."""
        if not self.tongue.declines:
            return False
        before = self.tokens.near(mention.start - 1)
        if before in ACCORDING_NOUNS or before in self.tongue.prepositions:
            return True
        first = self.tokens.low[mention.lo]
        known = first in self.tongue.given or first == to_key(first)
        if mention.hi - mention.lo > 1 and to_key(first) in self.given and not known:
            return True
        heads = [word for word in self.tokens.low[mention.start : mention.lo] if self.tongue.role_of(word)]
        return bool(heads) and heads[0][-1:] in "ауюоеым" and to_key(heads[0]) != heads[0] and _is_case(heads[0])

    def _note(self, entity: Entity, mention: NameMention) -> None:
        entity.mentions += 1
        entity.gender = entity.gender or mention.gender
        entity.add_role(mention.role)
        for word in (mention.role or "").lower().replace("-", " ").split()[:_CANDIDATES]:
            families = f"{self.tongue.role_of(word)} {self.tongue.related.get(word, '')}"
            entity.role_words.update("=" + family for family in families.split())
        alias = _text(self.tokens, mention)
        if id(entity) in self.oblique and mention.hi == mention.lo + 1:
            self._correct(entity, alias)
        if alias != entity.name and len(entity.aliases) < _MOST_ALIASES:
            entity.aliases[alias] = None
        self.cast.at[mention.hi - 1] = (mention, entity)
        self.cast.starts[mention.start] = (mention, entity)
        self.cast.order.append((mention.lo, entity))


def _is_initial(entity: Entity, keys: tuple[str, ...]) -> bool:
    """Tell whether one of two given names is only the initial of the other."""
    one, other = entity.words[0], keys[0]
    return one[0] == other[0] and 1 in {len(one), len(other)}


def _is_case(role: str) -> bool:
    """Tell whether a role word is declined: "профессора" and not "глава", "представительница"."""
    return not role.endswith(("ница", "ица", "ка", "глава", "ая", "ый", "ий"))


def _text(tokens: Tokens, mention: NameMention) -> str:
    return " ".join(tokens.text[tokens.starts[mention.lo] : tokens.ends[mention.hi - 1]].split())
