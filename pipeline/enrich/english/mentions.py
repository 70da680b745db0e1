"""Names in a text: runs of capitalised words with the role or title in front of them or behind a comma."""

from __future__ import annotations

from pipeline.enrich.lexicon.people import (
    COMMON,
    COURTESY,
    NATIONS,
    ORGANISATION_WORDS,
    PARTICLES,
    PLACES,
    ROLES,
    TITLES,
)
from pipeline.enrich.roles import GIVEN, TRADE_ENDINGS, NameMention, judge, look_after, look_before
from pipeline.enrich.tokens import Tokens

_LONGEST = 12
_PARTICLES_ALONE = frozenset({"van", "von", "der", "bin", "di", "dos", "della", "ter"})
_FRONTS = NATIONS | PLACES | ROLES | TITLES | {"state", "interior", "foreign", "finance", "defence", "defense", "labor"}
_NEW_PLACES = frozenset({"york", "zealand", "jersey", "delhi", "orleans", "hampshire", "mexico", "south", "england"})
_ORIGINS = ("-born", "-based", "-led", "-owned", "-run", "-backed", "-style", "-era")
_JOINS = frozenset({"of", "for", "and", "the", "&"})


def find_mentions(tokens: Tokens) -> list[NameMention]:
    """Find all names, in order."""
    found: list[NameMention] = []
    left_over: list[int] = []  # words that are a role, a place or a month alone
    index = 0
    while index < len(tokens):
        if not _starts_name(tokens, index):
            index += 1
            continue
        end = _run_end(tokens, index)
        mention = _to_mention(tokens, index, end)
        if mention:
            found.append(mention)
        elif end == index + 1:
            left_over.append(index)
        index = end
    return _with_surnames(tokens, found, left_over)


def _with_surnames(tokens: Tokens, found: list[NameMention], left_over: list[int]) -> list[NameMention]:
    """Add the words that are the surname of somebody whose full name stands in the text: Baker, Park."""
    last = {tokens.low[m.hi - 1] for m in found if m.person and m.hi - m.lo > 1}
    first = {tokens.low[m.lo] for m in found if m.person and m.hi - m.lo > 1 and tokens.low[m.lo] in PLACES}
    added = [NameMention(at, at + 1, at) for at in left_over if tokens.low[at] in last | first]
    return sorted([*found, *added], key=lambda mention: mention.lo) if added else found


def _is_capital(tokens: Tokens, index: int) -> bool:
    word = tokens.words[index]
    return word[0].isupper() or (
        word[0].isalpha()
        and "-" in word
        and word[word.index("-") + 1 :][:1].isupper()
        and word[:3] in {"al-", "el-", "as-", "an-"}
    )


def _starts_name(tokens: Tokens, index: int) -> bool:
    if tokens.words[index] == "New" and tokens.near(index + 1) in _NEW_PLACES:
        return True
    if not _is_capital(tokens, index) or tokens.low[index] in COMMON:
        return False
    if tokens.low[index][:2] in {"r-", "d-", "i-"} or tokens.low[index].endswith(_ORIGINS):  # "R-Ohio", "US-based"
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
        elif word in {"'", "’"} and _owns_on(tokens, at):
            at += 2
        elif word in _JOINS and _joins(tokens, index, at):
            at += 1 + (tokens.near(at + 1) == "the")
        else:
            break
    while at > index + 1 and (tokens.low[at - 1] in _JOINS or tokens.low[at - 1] == "."):
        at -= 1
    return at


def _owns_on(tokens: Tokens, at: int) -> bool:
    """Tell whether a name goes on behind an apostrophe: O' Connor, the Crews' Union."""
    if not _capital_next(tokens, at) or not tokens.glued(at):
        return False
    return len(tokens.words[at - 1]) == 1 or (
        tokens.low[at - 1].endswith("s") and tokens.low[at + 1] in ORGANISATION_WORDS
    )


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
    lo = _after_titles(tokens, index, end)
    lo = _after_place(tokens, lo, end) if lo > index else _after_trade(tokens, index, end)
    lo = _before_given(tokens, lo, end)
    if lo >= end:
        return None
    if lo == index:
        lo = index = _before_particles(tokens, index)
    mention = NameMention(lo, end, index, titled=lo > index)
    if tokens.low[lo] == "of":
        of_place = NameMention(lo + 1, end, lo + 1) if lo + 1 < end else None
        return of_place if of_place and not _is_place(of_place.words(tokens)) else None
    if any(word in ORGANISATION_WORDS for word in tokens.low[lo:end]):
        mention.lo, mention.start, mention.titled = index, index, False
        return mention
    if _is_place(mention.words(tokens)):
        return None
    look_before(tokens, mention)
    look_after(tokens, mention)
    judge(tokens, mention)
    return mention


def _before_particles(tokens: Tokens, index: int) -> int:
    """Let a surname begin with its particles: "van Dalen said"."""
    start = index
    while start > 0 and tokens.low[start - 1] in _PARTICLES_ALONE and tokens.words[start - 1][0].islower():
        start -= 1
    return start


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


def _before_given(tokens: Tokens, lo: int, end: int) -> int:
    """Step over a party, a country or an office before a given name: "Republican Ada Brandt"."""
    for at in range(lo + 1, end - 1):
        if tokens.low[at] in GIVEN and tokens.low[lo] not in GIVEN:
            front = [word for word in tokens.low[lo:at] if word not in {"of", "the", "and"}]
            return at if all(word in _FRONTS or word.rpartition("-")[2] in ROLES for word in front) else lo
    return lo


def _after_titles(tokens: Tokens, index: int, end: int) -> int:
    """Step over titles and roles at the head of a run: "Russian Deputy Foreign Minister"."""
    lo = index
    for at in range(index, end):
        low = tokens.low[at].removesuffix(".")
        if at == end - 1 and (tokens.low[index] in COURTESY or tokens.low[at - 1] in GIVEN):
            break  # "Mr Baker", "Gerry Baker"
        if low in TITLES or low in ROLES or (low.rpartition("-")[2] in ROLES and at + 1 < end):
            lo = at + 1
            while lo < end and tokens.words[lo] == ".":
                lo += 1
    return lo


def _after_trade(tokens: Tokens, index: int, end: int) -> int:
    """Step over an unknown trade that opens a sentence: "Plumber Nora Quist"."""
    if end - index < 3 or not all(tokens.words[at][0].isalpha() for at in range(index, index + 3)):
        return index
    given = tokens.low[index + 1] in GIVEN
    trade = tokens.low[index].endswith(TRADE_ENDINGS) and tokens.low[index] not in GIVEN
    return index + 1 if given and trade else index
