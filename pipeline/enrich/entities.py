"""Who is who in one document: mentions of the same person or organisation joined under the fullest name."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.enrich.lexicon.cues import CUES
from pipeline.enrich.lexicon.people import ORGANISATION_WORDS, PARTICLES, PLACES, SURNAME_KIN, TITLE_WORDS
from pipeline.enrich.roles import NameMention
from pipeline.enrich.tokens import Tokens

_PRONOUN_REACH = 15  # tokens
_HUMAN = frozenset({"he", "she", "his", "her", "him", "himself", "herself", "whose"})
_PLACING = frozenset({"in", "at", "near", "outside", "around", "across", "off"})
_CANDIDATES = 8  # persons who share a word of their names; more are looked at no further


@dataclass(slots=True, eq=False)
class Entity:
    """A person or organisation with everything that the document says of it."""

    words: tuple[str, ...]
    name: str
    kind: str
    lo: int  # the fullest mention, tokens
    hi: int
    gender: str = ""
    roles: list[str] = field(default_factory=list)
    role_words: set[str] = field(default_factory=set)
    aliases: dict[str, None] = field(default_factory=dict)
    mentions: int = 0
    located: int = 0  # mentions behind "in", "at", "near"
    age: int | None = None
    also: set[str] = field(default_factory=set)  # abbreviations
    told: bool = False  # the gender is told by a title or role
    lent: bool = False  # the surname is a relative's

    def add_role(self, role: str | None) -> None:
        """Note a role, as it stood in the text."""
        if role and role not in self.roles:
            self.roles.append(role)
            parts = role.lower().split()
            self.role_words.update(word for part in parts for word in (part.strip(".,’'"), *part.split("-")))
            self.role_words.update(TITLE_WORDS[word] for word in TITLE_WORDS.keys() & self.role_words)


@dataclass(slots=True)
class Cast:
    """All entities, and where they are named; `by_word` gives those that a word of a name may mean."""

    tokens: Tokens
    alone: set[tuple[str, ...]]  # names of one word
    speaking: set[tuple[str, ...]] = field(default_factory=set)  # those of them that stand beside a reporting verb
    people: list[Entity] = field(default_factory=list)
    organisations: list[Entity] = field(default_factory=list)
    by_word: dict[str, list[Entity]] = field(default_factory=dict)
    at: dict[int, tuple[NameMention, Entity]] = field(default_factory=dict)  # by last token of the mention
    starts: dict[int, tuple[NameMention, Entity]] = field(default_factory=dict)  # by first token with its role
    order: list[tuple[int, Entity]] = field(default_factory=list)  # token, entity: every mention in order


def cast(tokens: Tokens, mentions: list[NameMention]) -> Cast:
    """Join mentions to entities: full names first, then what is only a part of one."""
    alone = {mention.words(tokens)[:1] for mention in mentions if mention.hi == mention.lo + 1}
    speaking = {
        mention.words(tokens)[:1]
        for mention in mentions
        if mention.hi == mention.lo + 1 and _is_by_verb(tokens, mention) and tokens.near(mention.lo - 1) != "the"
    }
    found = Cast(tokens, alone, speaking)
    joined: dict[int, Entity] = {}
    for number, mention in enumerate(mentions):
        words = mention.words(tokens)
        if len(words) > 1 and not mention.person:
            mention.person = _speaks_like_a_person(found, mention, words)
        if mention.person and words and (len(words) > 1 or mention.kin):
            joined[number] = _join_person(found, mention, words)
    for number, mention in enumerate(mentions):
        words = mention.words(tokens)
        entity = joined.get(number) or _in_brackets(found, mention) or (_find(found, words, mention) if words else None)
        if entity is None and words:
            entity = _join_rest(found, mention, words)
        if entity is None:
            continue
        _note(entity, tokens, mention)
        found.at[mention.hi - 1] = (mention, entity)
        found.starts[mention.start] = (mention, entity)
        found.order.append((mention.lo, entity))
    return found


def _speaks_like_a_person(found: Cast, mention: NameMention, words: tuple[str, ...]) -> bool:
    """Take for a person a plain name beside a reporting verb that later stands by its last word alone."""
    if len(words) > 4 or is_organisation_name(words) or any(word in PLACES for word in words):
        return False
    before, after = found.tokens.near(mention.start - 1), found.tokens.near(mention.hi)
    if before not in _PLACING and before not in {"the", "a", "of"} and _is_followed_by_pronoun(found.tokens, mention):
        return True
    by_verb = _is_by_verb(found.tokens, mention) or (
        after == "," and found.tokens.near(mention.hi + 1) in {"who", "whose"}
    )
    return (
        by_verb
        and after != "of"
        and before not in {"the", "a"}
        and (words[-1:] in found.alone or before in {"said", "says", "added", "adds"})
    ) or (words[-1:] in found.speaking and len(words) < 4)


def _is_followed_by_pronoun(tokens: Tokens, mention: NameMention) -> bool:
    """Tell whether "she" or "his" follows in the sentence before anything else is named."""
    for index in range(mention.hi, min(len(tokens), mention.hi + _PRONOUN_REACH)):
        if tokens.low[index] in _HUMAN:
            return True
        if tokens.words[index][0].isupper() or tokens.low[index] in {".", "?", "!", "\n"}:
            return False
    return False


def _is_by_verb(tokens: Tokens, mention: NameMention) -> bool:
    return tokens.near(mention.start - 1) in CUES or tokens.near(mention.hi) in CUES


def _in_brackets(found: Cast, mention: NameMention) -> Entity | None:
    """Read "General Motors (GM)": the abbreviation is the same one."""
    if found.tokens.near(mention.lo - 1) != "(" or found.tokens.near(mention.hi) != ")" or mention.hi != mention.lo + 1:
        return None
    before = found.at.get(mention.lo - 2)
    short = found.tokens.low[mention.lo]
    if before is None or before[1].kind == "person" or not found.tokens.words[mention.lo].isupper() or "-" in short:
        return None
    entity = before[1]
    for other in found.by_word.get(short, [])[-_CANDIDATES:]:  # the headline may have used it before
        other.name, other.words = entity.name, entity.words
        other.also.add(short)
    found.by_word.setdefault(short, []).append(entity)
    entity.also.add(short)
    return entity


def _name(tokens: Tokens, lo: int, hi: int) -> str:
    text = " ".join(tokens.text[tokens.starts[lo] : tokens.ends[hi - 1]].split())
    return text.title() if text.isupper() and " " in text else text


def _join_person(found: Cast, mention: NameMention, words: tuple[str, ...]) -> Entity:
    known = _find(found, words, mention)
    if known is not None and known.kind == "person":
        if len(words) > len(known.words) and set(known.words) <= set(words):
            known.words, known.name = words, _name(found.tokens, mention.lo, mention.hi)
            _index(found, known)
            known.lo, known.hi = mention.lo, mention.hi
        return known
    entity = Entity(words, _name(found.tokens, mention.lo, mention.hi), "person", mention.lo, mention.hi)
    if len(words) == 1 and found.people and mention.kin and (mention.role or "").split()[-1:] and _shares(mention):
        surname = found.people[-1]
        if len(surname.words) > 1:
            entity.name = f"{entity.name} {surname.name.split()[-1]}"
            entity.words = (*words, surname.words[-1])
            entity.lent = True
    found.people.append(entity)
    _index(found, entity)
    return entity


def _shares(mention: NameMention) -> bool:
    return bool(SURNAME_KIN.intersection((mention.role or "").lower().split()))


def _index(found: Cast, entity: Entity) -> None:
    for word in entity.words:
        if word not in PARTICLES:
            known = found.by_word.setdefault(word, [])
            if entity not in known[-_CANDIDATES:]:
                known.append(entity)


def _find(found: Cast, words: tuple[str, ...], mention: NameMention) -> Entity | None:
    """Find the entity whose name holds all these words; the last word decides best, then gender, then nearness."""
    key = next((word for word in reversed(words) if word not in PARTICLES), words[-1])
    known = found.by_word.get(key, [])[-_CANDIDATES:]
    wanted = set(words)
    fitting = [
        e
        for e in known
        if wanted <= {*e.words, *e.also} or (len(words) > 1 and set(e.words) <= wanted and len(e.words) > 1)
    ]
    if mention.gender and len(words) == 1 and mention.titled:
        fitting = [e for e in fitting if e.gender in {"", mention.gender}] or fitting
        sure = [e for e in fitting if e.gender == mention.gender]
        fitting = sure or fitting
    if not fitting:
        return None
    exact = [e for e in fitting if e.words == words]
    if exact:
        return exact[-1]
    last = [e for e in fitting if e.words[-1] == words[-1]]
    pool = last or fitting
    heard = [e for e in pool if e.mentions]
    own = [e for e in heard or pool if not e.lent]
    chosen = own or heard or pool
    return max(reversed(chosen), key=lambda entity: entity.mentions)


def _join_rest(found: Cast, mention: NameMention, words: tuple[str, ...]) -> Entity | None:
    """Make an organisation of a name that is no person's, or a person of one surname with a title."""
    if mention.person and mention.titled and len(words) == 1:
        entity = Entity(words, _name(found.tokens, mention.lo, mention.hi), "person", mention.lo, mention.hi)
        found.people.append(entity)
    else:
        if all(word in PLACES for word in words):
            return None
        entity = _same_initials(found, words) or Entity(
            words, _name(found.tokens, mention.lo, mention.hi), "organisation", mention.lo, mention.hi
        )
        if not entity.mentions:
            found.organisations.append(entity)
    _index(found, entity)
    return entity


def _same_initials(found: Cast, words: tuple[str, ...]) -> Entity | None:
    """Find the organisation that an abbreviation stands for: GM, General Motors."""
    if len(words) != 1 or not 2 <= len(words[0]) <= 6:
        return None
    for entity in reversed(found.organisations[-40:]):
        if (
            len(entity.words) > 1
            and "".join(w[0] for w in entity.words if w not in {"of", "the", "and", "for"}) == words[0]
        ):
            found.by_word.setdefault(words[0], []).append(entity)
            return entity
    return None


def _note(entity: Entity, tokens: Tokens, mention: NameMention) -> None:
    entity.mentions += 1
    entity.located += tokens.near(mention.start - 1) in _PLACING
    if mention.gender and (mention.told or not entity.gender) and not entity.told:
        entity.gender, entity.told = mention.gender, mention.told
    entity.age = entity.age if entity.age is not None else mention.age
    entity.add_role(mention.role)
    alias = _name(tokens, mention.lo, mention.hi)
    if alias != entity.name and len(entity.aliases) < 20:
        entity.aliases[alias] = None


def is_organisation_name(words: tuple[str, ...]) -> bool:
    """Tell whether a name says itself that it is an organisation's."""
    return any(word in ORGANISATION_WORDS for word in words)
