"""What a person is: the role or title in front of a name or behind its comma, the age, the gender."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.enrich.lexicon import words as word_set
from pipeline.enrich.lexicon.cues import CUES, DETERMINERS, FINITE, PREPOSITIONS
from pipeline.enrich.lexicon.given import GIVEN_EITHER, GIVEN_FEMALE, GIVEN_MALE
from pipeline.enrich.lexicon.people import COMMON, FEMALE_WORDS, KIN, MALE_WORDS, NATIONS, PLACES, ROLES
from pipeline.enrich.tokens import Tokens

_ROLE_REACH = 7
_OFFICE_REACH = 12  # tokens of "the governor of the Central Bank of Santa Rufina"
_APPOSITION_REACH = 8
_ROLE_ENDINGS = ("ist", "ian", "eer", "man", "woman", "person", "logist", "ologist")
_NOT_BEFORE_NAMES = word_set("major general private principal head forward fellow")  # adjectives as well
_MARKS = frozenset({",", ".", ";", ":", "\n", '"', "“", "”", "«", "»", "(", "‘"})
_NO_TRADES = word_set(
    "after under over never however together whether either other another later earlier former number either rather "
    "further neither ever order matter letter paper power river water winter summer october september november "
    "december major minor senior junior prior error terror inner outer upper lower latter super consider remember offer"
)
_NOT_ROLES = DETERMINERS | COMMON | FINITE | {"whose", "including"}
TRADE_ENDINGS = ("er", "or", "ist", "ian", "eer", "man", "woman", "ant")
GIVEN = GIVEN_FEMALE | GIVEN_MALE | GIVEN_EITHER


@dataclass(slots=True)
class NameMention:
    """Tokens `lo` to `hi` are a name; its role or title starts at `start`; `person` says that a person is meant."""

    lo: int
    hi: int
    start: int
    role: str | None = None
    gender: str = ""
    told: bool = False  # the gender is told by a title or role, not by a given name
    person: bool = False
    titled: bool = False
    kin: bool = False
    age: int | None = None

    def words(self, tokens: Tokens) -> tuple[str, ...]:
        """List the folded words of the name."""
        return tuple(word for word in tokens.low[self.lo : self.hi] if word[0].isalpha())


def is_role_word(word: str) -> bool:
    """Tell whether a lower-case word can be what a person is."""
    trade = len(word) > 5 and word.endswith(_ROLE_ENDINGS) and word not in NATIONS
    return trade or word.rpartition("-")[2] in ROLES or word in KIN


def look_before(tokens: Tokens, mention: NameMention) -> None:
    """Read the role in front of the name: "regional civil defence chief", "Its star,", "31-year-old"."""
    at = mention.start - 1
    if tokens.near(at) == "," and (office := _office_before(tokens, at)):
        mention.role, mention.person = office, True
    elif tokens.near(at) == "," and at > 0 and is_role_word(tokens.low[at - 1]) and _is_apposed(tokens, at, mention):
        mention.role = _role_text(tokens, _role_start(tokens, at - 1), at)
        mention.person = True
        mention.kin = tokens.low[at - 1] in KIN
    elif tokens.near(at).endswith("year-old"):
        mention.person = True
    elif tokens.near(at) in {",", "as"} and tokens.near(at - 1) == "name":
        mention.person = mention.kin = True
    elif at >= 0 and tokens.words[at][0].islower() and _is_role_before(tokens.low[at], mention):
        mention.start = _role_start(tokens, at)
        mention.person = mention.titled = True
        mention.kin = tokens.low[at] in KIN
    if mention.start < mention.lo:
        mention.role = _role_text(tokens, mention.start, mention.lo)


def _is_apposed(tokens: Tokens, comma: int, mention: NameMention) -> bool:
    """Tell whether a role before a comma is the name's: "its star, Ada Brandt"; in capitals only between commas."""
    return tokens.words[comma - 1][0].islower() or tokens.near(mention.hi) in {",", ";"}


def _office_before(tokens: Tokens, comma: int) -> str | None:
    """Read the role before a comma that something belongs to: "a spokesperson for Baines, Devin Okafor"."""
    for index in range(comma - 2, max(0, comma - _OFFICE_REACH), -1):
        if not tokens.words[index][0].isalpha():
            return None
        if is_role_word(tokens.low[index]) and tokens.low[index + 1] in {"for", "of", "at", "to", "with"}:
            office = _role_start(tokens, index)
            announced = office > 0 and (tokens.low[office - 1] in DETERMINERS or tokens.low[office - 1] in {"'s", "'"})
            return _role_text(tokens, office, comma) if announced else None
    return None


def _is_role_before(word: str, mention: NameMention) -> bool:
    """Tell whether a word right before a name says what that person is; a full name lets unknown trades pass."""
    if word in _NOT_BEFORE_NAMES:
        return False
    trade = word.endswith(TRADE_ENDINGS) and len(word) > 4 and word not in _NO_TRADES
    return is_role_word(word) or (trade and mention.hi - mention.lo > 1)


def _role_start(tokens: Tokens, at: int) -> int:
    start = at
    for before in range(at - 1, max(-1, at - _ROLE_REACH), -1):
        word = tokens.low[before]
        verb = word in CUES and tokens.words[before][0].islower()  # the "State" of a department is none
        if verb or not word[0].isalpha() or word in _NOT_ROLES or word in PREPOSITIONS or word.endswith("ed"):
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


def look_after(tokens: Tokens, mention: NameMention) -> None:
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


def judge(tokens: Tokens, mention: NameMention) -> None:
    """Decide whether a person is meant, and of which gender."""
    words = mention.words(tokens)
    front = [word.removesuffix(".") for word in tokens.low[mention.start : mention.lo]]
    front += [mention.role.lower().split()[-1]] if mention.role and mention.start == mention.lo else []
    first = words[0] if words else ""
    woman, man = bool(FEMALE_WORDS.intersection(front)), bool(MALE_WORDS.intersection(front))
    mention.told = woman or man
    if woman or (first in GIVEN_FEMALE and not man):
        mention.gender = "f"
    elif man or first in GIVEN_MALE:
        mention.gender = "m"
    place = bool(words) and (words[-1] in PLACES or words[-1] in NATIONS)
    if len(words) > 1 and first in GIVEN and not place:
        mention.person = True
    mention.person = (mention.person or mention.titled) and not (place and not mention.titled)
