"""The tense that one verb and the auxiliaries before it give to a date: "will be shown", "was to end", "opens"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from pipeline.enrich.lexicon import words as word_set
from pipeline.enrich.lexicon.calendar import ENGLISH
from pipeline.enrich.lexicon.tenses import (
    BE_NOW,
    BE_PAST,
    CLAIMED,
    HAVE,
    MODALS,
    NO_VERBS,
    NOT_BEFORE_VERB,
    PARTICIPLES,
    PAST,
    PLANNED,
    PLANNED_HEADS,
    PREPOSITIONS,
    SAME,
    TIMETABLE,
    WANT_LINK,
)
from pipeline.enrich.tokens import Tokens

Tense = Literal["past", "future", "nearest"]
_CLAUSE = 10  # tokens
_GROUP = 5  # tokens of a verb group before its participle
_ADVERBS = word_set("not also then now still only again already first later soon never just formally officially all")
_BEFORE_ADJECTIVE = word_set(
    "a an the his her its their our with of for in by from as more most 's two three some any another no new further "
    "rate tax job price pay spending power budget takeover"
)
_NO_INFINITIVE = word_set("a an the his her its their our this that these those be")


_LEAST = 5  # letters of a past form in -ed
_ENDS = frozenset(".?!;\n")


def read_tense(tokens: Tokens, at: int) -> Tense | None:
    """Read the tense off one word, with the auxiliaries before it."""
    word = tokens.low[at]
    readers = SIGNS.get(word)
    if readers is None:
        if word.endswith("ed") and len(word) >= _LEAST and word not in NO_VERBS:
            return _participle(tokens, at)
        return "future" if word.endswith("'ll") else "past" if word.endswith("'ve") else None
    return next((found for read in readers if (found := read(tokens, at))), None)


def _planned(tokens: Tokens, at: int) -> Tense | None:
    """Read "due", "scheduled", "set for"; what was due may lie before the publication as well."""
    wanted = WANT_LINK.get(tokens.low[at])
    if wanted is not None and tokens.near(at + 1) not in wanted:
        return None
    return "nearest" if tokens.near(at - 1) in BE_PAST else "future"


def _modal(tokens: Tokens, at: int) -> Tense | None:
    """Read "will", "could"; "could have" is of the past, "May" a month."""
    word = tokens.low[at]
    if word == "may" and not tokens.words[at].islower():
        return None
    if word != "will" and "have" in {tokens.near(at + 1), tokens.near(at + 2)}:
        return "past"
    return "future"


def _infinitive(tokens: Tokens, at: int) -> Tense | None:
    """Read "to be held", "plans to meet", "was to end", not "went to court"."""
    before, after = tokens.near(at - 1), tokens.near(at + 1)
    if before in ENGLISH.weekdays or before in ENGLISH.months:  # "voted on Tuesday to close"
        before = tokens.near(at - 2 - (tokens.near(at - 2) in {"on", "in"}))
    is_verb = after not in _NO_INFINITIVE and after.isalpha() and tokens.words[at + 1].islower()
    if after != "be" and not (is_verb and before in PLANNED_HEADS):
        return None
    return "nearest" if before in BE_PAST or _is_told_before(tokens, at) else "future"


def _is_told_before(tokens: Tokens, at: int) -> bool:
    """Hear "had asked for it to be replaced": what was to come then may be past now."""
    return "had" in tokens.low[max(0, at - _CLAUSE) : at]


def _present(tokens: Tokens, at: int) -> Tense | None:
    """Read "is meeting", "are to hold": the present that speaks of a plan."""
    following = tokens.near(at + 1 + (tokens.near(at + 1) in _ADVERBS))
    return "future" if following == "to" or (following.endswith("ing") and len(following) > _LEAST) else None


def _past(tokens: Tokens, at: int) -> Tense | None:
    """Read "was", "said", "has"; "was to" and "were due" speak of a plan."""
    following = tokens.near(at + 1 + (tokens.near(at + 1) in _ADVERBS))
    if tokens.low[at] in {"has", "have"} and following in {"to", "until", "till"}:
        return "future"
    was_planned = tokens.low[at] in BE_PAST and (following == "to" or following in PLANNED)
    return "nearest" if was_planned else "past"


def _participle(tokens: Tokens, at: int) -> Tense | None:
    """Hear the auxiliaries before a participle: "will be shown", "was shown", "is to be shown", "has been shown"."""
    before = tokens.near(at - 1)
    is_reduced = tokens.near(at + 1) in PREPOSITIONS and tokens.low[at] not in SAME  # "another announced by"
    if before in {"and", "or"} or (before in _BEFORE_ADJECTIVE and not is_reduced):
        return None  # an adjective; behind "and" the verb before it decides
    start = at - 1
    while start > at - _GROUP and (tokens.near(start) in _ADVERBS or tokens.near(start).endswith("ly")):
        start -= 1
    auxiliary = tokens.near(start)
    if auxiliary == "be" or auxiliary in MODALS or auxiliary == "to":
        return _behind_modal(tokens, start)
    if auxiliary in BE_NOW:
        return "future" if tokens.low[at] not in PAST | CLAIMED else None
    if auxiliary in HAVE and tokens.near(start - 1) == "will":
        return "future"
    # Forms that are no past by themselves ("shown", "written") need an auxiliary.
    needs = tokens.low[at] in PARTICIPLES and tokens.low[at] not in PAST | SAME
    needs = needs and tokens.near(at + 1) not in PREPOSITIONS  # "begun in May"
    return None if needs and not (auxiliary in BE_PAST or auxiliary in HAVE or auxiliary == "been") else "past"


def _behind_modal(tokens: Tokens, at: int) -> Tense | None:
    """Read the auxiliary of "will be shown", "was to be shown", "plans to put"."""
    auxiliary, before = tokens.near(at), tokens.near(at - 1)
    if auxiliary == "to" and before not in PLANNED_HEADS:
        return None
    was_planned = before == "to" and (tokens.near(at - 2) in BE_PAST or _is_told_before(tokens, at))
    return "nearest" if was_planned else "future"


def _timetable(tokens: Tokens, at: int) -> Tense | None:
    before = tokens.near(at - 1)
    if not tokens.words[at].islower():
        return None
    if before == ",":
        return "future" if tokens.low[at].endswith("s") else None
    return "future" if before not in NOT_BEFORE_VERB and before not in _ENDS and before.isalpha() else None


def _build_signs() -> dict[str, tuple[Reader, ...]]:
    """Say how each word is read; the first way that finds something counts."""
    signs: dict[str, tuple[Reader, ...]] = {}
    ways: tuple[tuple[frozenset[str], Reader], ...] = (
        (PLANNED, _planned),
        (MODALS, _modal),
        (frozenset({"to"}), _infinitive),
        (BE_NOW, _present),
        (PARTICIPLES | SAME | {word for word in PLANNED if word.endswith("ed")}, _participle),
        (PAST | HAVE, _past),
        (TIMETABLE, _timetable),
    )
    for listed, reader in ways:
        for word in listed:
            signs[word] = (*signs.get(word, ()), reader)
    return signs


Reader = Callable[[Tokens, int], Tense | None]
SIGNS = _build_signs()
