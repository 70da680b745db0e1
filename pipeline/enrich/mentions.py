"""Names in a text: runs of capitalised words with the role or title in front of them or behind a comma."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.enrich.lexicon.cues import CUES, DETERMINERS, FINITE, PREPOSITIONS
from pipeline.enrich.lexicon.people import (
    COMMON,
    FEMALE_WORDS,
    GIVEN_FEMALE,
    GIVEN_MALE,
    KIN,
    MALE_WORDS,
    NATIONS,
    ORGANISATION_WORDS,
    PARTICLES,
    PLACES,
    ROLES,
    TITLES,
)
from pipeline.enrich.tokens import Tokens

_LONGEST = 12
_ROLE_REACH = 7
_APPOSITION_REACH = 8
_ROLE_ENDINGS = ("ist", "ian", "eer", "man", "woman", "person", "logist", "ologist")
_NOT_BEFORE_NAMES = frozenset({"major", "general", "private", "principal", "head", "forward"})  # adjectives as well
_MARKS = frozenset({",", ".", ";", ":", "\n", '"', "“", "”", "«", "»", "(", "‘"})
_JOINS = frozenset({"of", "for", "and", "the", "&"})


@dataclass(slots=True)
class NameMention:
    """Tokens `lo` to `hi` are a name; its role or title starts at `start`; `person` says that a person is meant."""

    lo: int
    hi: int
    start: int
    role: str | None = None
    gender: str = ""
    person: bool = False
    titled: bool = False
    kin: bool = False
    age: int | None = None

    def words(self, tokens: Tokens) -> tuple[str, ...]:
        """List the folded words of the name."""
        return tuple(word for word in tokens.low[self.lo : self.hi] if word[0].isalpha())


def find_mentions(tokens: Tokens) -> list[NameMention]:
    """Find all names, in order."""
    found: list[NameMention] = []
    index = 0
    while index < len(tokens):
        if not _starts_name(tokens, index):
            index += 1
            continue
        end = _run_end(tokens, index)
        mention = _to_mention(tokens, index, end)
        if mention:
            found.append(mention)
        index = end
    return found


def _is_capital(tokens: Tokens, index: int) -> bool:
    word = tokens.words[index]
    return word[0].isupper() or (
        word[0].isalpha()
        and "-" in word
        and word[word.index("-") + 1 :][:1].isupper()
        and word[:3] in {"al-", "el-", "as-", "an-"}
    )


def _starts_name(tokens: Tokens, index: int) -> bool:
    if not _is_capital(tokens, index) or tokens.low[index] in COMMON:
        return False
    return tokens.low[index] not in {"vice", "deputy"} or _capital_next(tokens, index)


def _run_end(tokens: Tokens, index: int) -> int:
    """Find the end of a run of capitals; particles, initials and "of" within an organisation belong to it."""
    at, limit = index + 1, min(len(tokens), index + _LONGEST)
    while at < limit:
        word = tokens.low[at]
        if _is_capital(tokens, at) and (word not in COMMON or word in PARTICLES):
            at += 1
        elif word in PARTICLES and (step := _particles(tokens, at)):
            at += step
        elif word == "." and tokens.glued(at) and _is_abbreviation(tokens, at - 1) and _capital_next(tokens, at):
            at += 1
        elif word in {"'", "’"} and len(tokens.words[at - 1]) == 1 and _capital_next(tokens, at):
            at += 2
        elif word in _JOINS and _joins(tokens, index, at):
            at += 1 + (tokens.near(at + 1) == "the")
        else:
            break
    while at > index + 1 and (tokens.low[at - 1] in _JOINS or tokens.low[at - 1] == "."):
        at -= 1
    return at


def _capital_next(tokens: Tokens, at: int) -> bool:
    return at + 1 < len(tokens) and _is_capital(tokens, at + 1)


def _particles(tokens: Tokens, at: int) -> int:
    for step in range(1, 4):
        if at + step < len(tokens) and _is_capital(tokens, at + step) and tokens.low[at + step] not in COMMON:
            return step + 1
        if tokens.near(at + step) not in PARTICLES:
            return 0
    return 0


def _is_abbreviation(tokens: Tokens, index: int) -> bool:
    word = tokens.low[index]
    return len(word) == 1 or word in TITLES or word in {"inc", "corp", "co", "ltd", "st"}


def _joins(tokens: Tokens, index: int, at: int) -> bool:
    word = tokens.low[at]
    after = at + 1 + (tokens.near(at + 1) == "the" and word != "the")
    if after >= len(tokens) or not _is_capital(tokens, after) or tokens.low[after] in COMMON:
        return False
    if word == "&":
        return True
    organisation = any(token in ORGANISATION_WORDS for token in tokens.low[index:at])
    if word == "of":
        return organisation or tokens.low[at - 1] in ROLES
    return word == "for" and organisation


def _to_mention(tokens: Tokens, index: int, end: int) -> NameMention | None:
    """Take roles and titles off the front of a run; None when nothing but a role is left."""
    lo = index
    for at in range(index, end):
        low = tokens.low[at].removesuffix(".")
        if low in TITLES or low in ROLES or (at > index and low.rpartition("-")[2] in ROLES and at + 1 < end):
            lo = at + 1
            while lo < end and tokens.words[lo] == ".":
                lo += 1
    lo = _after_place(tokens, lo, end) if lo > index else lo
    if lo >= end:
        return None
    mention = NameMention(lo, end, index, titled=lo > index)
    if tokens.low[lo] == "of":
        of_place = NameMention(lo + 1, end, lo + 1) if lo + 1 < end else None
        return of_place if of_place and not _is_place(of_place.words(tokens)) else None
    if any(word in ORGANISATION_WORDS for word in tokens.low[lo:end]):
        mention.lo, mention.start, mention.titled = index, index, False
        return mention
    if _is_place(mention.words(tokens)):
        return None
    _look_before(tokens, mention)
    _look_after(tokens, mention)
    _judge(tokens, mention)
    return mention


def _is_place(words: tuple[str, ...]) -> bool:
    return all(word in PLACES or word in NATIONS or word in {"united", "new", "the", "of"} for word in words)


def _after_place(tokens: Tokens, lo: int, end: int) -> int:
    """Step over "of the United States" between a role and a name."""
    if tokens.near(lo) != "of":
        return lo
    of = lo
    while lo < end and (tokens.low[lo] in {"of", "the", "united", "new", "and"} or tokens.low[lo] in PLACES):
        lo += 1
    return lo if lo > of + 1 else of


def is_role_word(word: str) -> bool:
    """Tell whether a lower-case word can be what a person is."""
    return word.rpartition("-")[2] in ROLES or word in KIN or (len(word) > 5 and word.endswith(_ROLE_ENDINGS))


def _look_before(tokens: Tokens, mention: NameMention) -> None:
    """Read the role in front of the name: "regional civil defence chief", "Its star,", "31-year-old"."""
    at = mention.start - 1
    if tokens.near(at) == "," and at > 0 and is_role_word(tokens.low[at - 1]) and tokens.words[at - 1][0].islower():
        mention.role = _role_text(tokens, _role_start(tokens, at - 1), at)
        mention.person = True
        mention.kin = tokens.low[at - 1] in KIN
    elif tokens.near(at).endswith("year-old"):
        mention.person = True
    elif tokens.near(at) in {",", "as"} and tokens.near(at - 1) == "name":
        mention.person = mention.kin = True
    elif (
        at >= 0
        and tokens.words[at][0].islower()
        and is_role_word(tokens.low[at])
        and tokens.low[at] not in _NOT_BEFORE_NAMES
    ):
        mention.start = _role_start(tokens, at)
        mention.person = mention.titled = True
        mention.kin = tokens.low[at] in KIN
    if mention.start < mention.lo:
        mention.role = _role_text(tokens, mention.start, mention.lo)


def _role_start(tokens: Tokens, at: int) -> int:
    start = at
    for before in range(at - 1, max(-1, at - _ROLE_REACH), -1):
        word = tokens.low[before]
        if not word[0].isalpha() or word in DETERMINERS or word in COMMON or word in FINITE or word in CUES:
            break
        if word in PREPOSITIONS or word.endswith("ed"):
            break
        start = before
    return start


def _role_text(tokens: Tokens, lo: int, hi: int) -> str | None:
    while lo < hi and tokens.low[lo] in DETERMINERS:
        lo += 1
    while hi > lo and not tokens.words[hi - 1][0].isalnum():
        hi -= 1
    text = tokens.text[tokens.starts[lo] : tokens.ends[hi - 1]] if hi > lo else ""
    return None if not text or text.lower().strip(".") in {"mr", "mrs", "ms", "miss", "mx"} else text


def _look_after(tokens: Tokens, mention: NameMention) -> None:
    """Read what follows a comma: an age, "who ...", a role."""
    at = mention.hi
    if tokens.near(at) != ",":
        return
    word = tokens.near(at + 1)
    if word.isdigit() and len(word) <= 3 and tokens.near(at + 2) in {",", ".", ""}:
        mention.person, mention.age = True, int(word)
        at += 2
        word = tokens.near(at + 1) if tokens.near(at) == "," else ""
    if word in {"who", "whose"}:
        mention.person = True
        return
    for step in range(at + 1, min(len(tokens), at + 1 + _APPOSITION_REACH)):
        low = tokens.low[step]
        if low in _MARKS or low in FINITE or low in CUES or (low in PREPOSITIONS and step == at + 1):
            return
        after = tokens.near(step + 1)
        closes = after in PREPOSITIONS or after in {"and", "who", "whose", ""} or not after[0].isalnum()
        if is_role_word(low) and closes and tokens.words[step - 1] != ".":
            mention.person = True
            mention.role = mention.role or _apposition(tokens, at + 1)
            return


def _apposition(tokens: Tokens, lo: int) -> str | None:
    hi = lo
    while hi < len(tokens) and hi < lo + 14 and tokens.low[hi] not in {",", ".", ";", "\n", "who", "which", '"', "“"}:
        hi += 1
    return _role_text(tokens, lo, hi)


def _judge(tokens: Tokens, mention: NameMention) -> None:
    """Decide whether a person is meant, and of which gender."""
    words = mention.words(tokens)
    front = [word.removesuffix(".") for word in tokens.low[mention.start : mention.lo]]
    front += [mention.role.lower().split()[-1]] if mention.role and mention.start == mention.lo else []
    first = words[0] if words else ""
    if FEMALE_WORDS.intersection(front) or (first in GIVEN_FEMALE and not MALE_WORDS.intersection(front)):
        mention.gender = "f"
    elif MALE_WORDS.intersection(front) or first in GIVEN_MALE:
        mention.gender = "m"
    place = bool(words) and (words[-1] in PLACES or words[-1] in NATIONS)
    if len(words) > 1 and (first in GIVEN_FEMALE or first in GIVEN_MALE) and not place:
        mention.person = True
    mention.person = (mention.person or mention.titled) and not (place and not mention.titled)
