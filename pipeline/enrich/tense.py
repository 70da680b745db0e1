"""Whether the clause that a date stands in speaks of what was or of what is to come.

No parser: the nearest verb group before the date decides; where none is before it in its clause, as in "On Monday the
council will vote" and "Monday's vote will ...", the first one after it does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from pipeline.enrich.lexicon import words as word_set
from pipeline.enrich.lexicon.tenses import (
    BE_NOW,
    BE_PAST,
    HAD,
    HAVE,
    MODALS,
    MOVED,
    NO_VERBS,
    NOT_BEFORE_VERB,
    OPENERS,
    PARTICIPLES,
    PAST,
    PLANNED,
    PLANNED_HEADS,
    SAME,
    TIMETABLE,
    WANT_LINK,
    TenseWords,
)
from pipeline.enrich.tokens import Tokens

Tense = Literal["past", "future", "nearest"]
_REACH = 24  # tokens
_GROUP = 5  # tokens of a verb group before its participle
_ENDS = frozenset(".?!;\n")
_FRONTS = frozenset("\n.?!;:,()\u2014\u2013\u201c\u201d\"'\u2018\u2019") | {"and", "but", "or", "then", "that", ""}
_PREPOSITIONS = word_set("on in at by from during for of around about early late mid the next last this coming")
_EDGES = word_set("end beginning start middle close")
_BACK = word_set("since after following")
_ADVERBS = word_set("not also then now still only again already first later soon never just formally officially all")
_BEFORE_ADJECTIVE = word_set("a an the his her its their our with of for in by from as more most 's two three some any")
_LEAST = 5  # letters of a past form in -ed
_NO_INFINITIVE = word_set("a an the his her its their our this that these those be")


def find_tense(tokens: Tokens, span: tuple[int, int], words: TenseWords | None) -> Tense | None:
    """Tell the tense of the clause around the date in a span of tokens; None where nothing tells."""
    begin, end = span
    if words is not None:
        return _foreign(tokens, span, words)
    lead = begin - 1
    while begin - lead < 6 and (tokens.near(lead) in _PREPOSITIONS or _is_edge(tokens, lead)):
        lead -= 1
    return _by_preposition(tokens, lead + 1, begin) or _by_clause(tokens, lead, end)


def _is_edge(tokens: Tokens, at: int) -> bool:
    """Hear "the end of" before a date."""
    return tokens.near(at) in _EDGES and tokens.near(at + 1) == "of"


def _by_preposition(tokens: Tokens, start: int, begin: int) -> Tense | None:
    """Hear "ahead of Monday", "after Monday", "until Monday", "for Monday" behind a plan."""
    before = tokens.near(start - 1)
    if before in _BACK:
        return "past" if before != "following" or begin > start else None
    is_moved = tokens.near(begin - 1) == "to" and not MOVED.isdisjoint(tokens.low[max(0, begin - 7) : begin - 1])
    if before in {"until", "till"} or (before == "ahead" and tokens.near(start) == "of") or is_moved:
        return "future"
    return _by(tokens, start) if tokens.near(start) == "by" and begin > start else None


def _by(tokens: Tokens, start: int) -> Tense | None:
    """Hear "by Monday": ahead, but "by Monday it had"."""
    left = _left(tokens, start - 1)
    if left == "nearest":
        return left
    return None if left == "past" and _had(tokens, start) else "future"


def _had(tokens: Tokens, start: int) -> bool:
    return any(word in HAD for word in tokens.low[max(0, start - 8) : start])


def _by_clause(tokens: Tokens, lead: int, end: int) -> Tense | None:
    if tokens.near(lead) in _FRONTS or tokens.near(end) == "'s":
        return _right(tokens, end) or _left(tokens, lead)
    return _left(tokens, lead, near=True) or _right(tokens, end) or _left(tokens, lead)


def _left(tokens: Tokens, index: int, *, near: bool = False) -> Tense | None:
    """Walk back to the nearest verb; a word that opens a clause ends the walk, `near` also one that may open one."""
    for at in range(index, max(-1, index - _REACH), -1):
        word = tokens.low[at]
        if word in _ENDS:
            if word == "." and _is_short(tokens, at):
                continue
            return None
        if at < index and (word in OPENERS or (near and word in {"after", "before"})):
            return None
        found = _sign(tokens, at)
        if found:
            return found
    return None


def _right(tokens: Tokens, index: int) -> Tense | None:
    """Walk on to the first verb of the clause, past a relative clause between commas."""
    at, stop = index, min(len(tokens), index + _REACH)
    while at < stop:
        word = tokens.low[at]
        if word in _ENDS and not (word == "." and _is_short(tokens, at)):
            return None
        if word in {"who", "which", "whose"}:
            at = _next_comma(tokens, at, stop)
            continue
        found = _sign(tokens, at)
        if found:
            return found
        at += 1
    return None


def _next_comma(tokens: Tokens, at: int, stop: int) -> int:
    while at < stop and tokens.low[at] != ",":
        at += 1
    return at + 1


def _is_short(tokens: Tokens, at: int) -> bool:
    """A full stop after a capital letter or a title ends no sentence."""
    before = tokens.words[at - 1] if at else ""
    return len(before) <= 3 and before[:1].isupper() and tokens.glued(at) and tokens.near(at + 1) != "\n"


def _sign(tokens: Tokens, at: int) -> Tense | None:
    """Read the tense off one word, with the auxiliaries before it."""
    word = tokens.low[at]
    readers = _SIGNS.get(word)
    if readers is None:
        is_past = word.endswith("ed") and len(word) >= _LEAST and word not in NO_VERBS
        return _participle(tokens, at) if is_past else None
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
    is_verb = after not in _NO_INFINITIVE and after.isalpha() and tokens.words[at + 1].islower()
    if after != "be" and not (is_verb and before in PLANNED_HEADS):
        return None
    return "nearest" if before in BE_PAST else "future"


def _present(tokens: Tokens, at: int) -> Tense | None:
    """Read "is meeting", "are to hold": the present that speaks of a plan."""
    following = tokens.near(at + 1 + (tokens.near(at + 1) in _ADVERBS))
    return "future" if following == "to" or (following.endswith("ing") and len(following) > _LEAST) else None


def _past(tokens: Tokens, at: int) -> Tense | None:
    """Read "was", "said", "has"; "was to" and "were due" speak of a plan."""
    following = tokens.near(at + 1 + (tokens.near(at + 1) in _ADVERBS))
    was_planned = tokens.low[at] in BE_PAST and (following == "to" or following in PLANNED)
    return "nearest" if was_planned else "past"


def _participle(tokens: Tokens, at: int) -> Tense | None:
    """Hear the auxiliaries before a participle: "will be shown", "was shown", "is to be shown", "has been shown"."""
    if tokens.near(at - 1) in _BEFORE_ADJECTIVE:
        return None
    start = at - 1
    while start > at - _GROUP and (tokens.near(start) in _ADVERBS or tokens.near(start).endswith("ly")):
        start -= 1
    auxiliary = tokens.near(start)
    if auxiliary == "be" or auxiliary in MODALS or auxiliary == "to":
        return _behind_modal(tokens, start)
    if auxiliary in BE_NOW:
        return "future" if tokens.low[at] not in PAST else None
    if auxiliary in HAVE and tokens.near(start - 1) == "will":
        return "future"
    # Forms that are no past by themselves ("shown", "written") need an auxiliary.
    needs = tokens.low[at] in PARTICIPLES and tokens.low[at] not in PAST | SAME
    return None if needs and not (auxiliary in BE_PAST or auxiliary in HAVE or auxiliary == "been") else "past"


def _behind_modal(tokens: Tokens, at: int) -> Tense | None:
    """Read the auxiliary of "will be shown", "was to be shown", "plans to put"."""
    auxiliary, before = tokens.near(at), tokens.near(at - 1)
    if auxiliary == "to" and before not in PLANNED_HEADS:
        return None
    was_planned = auxiliary == "be" and before == "to" and tokens.near(at - 2) in BE_PAST
    return "nearest" if was_planned else "future"


def _timetable(tokens: Tokens, at: int) -> Tense | None:
    before = tokens.near(at - 1)
    return "future" if before not in NOT_BEFORE_VERB and before not in _ENDS and before.isalpha() else None


def _build_signs() -> dict[str, tuple[Reader, ...]]:
    """Say how each word is read; the first way that finds something counts."""
    signs: dict[str, tuple[Reader, ...]] = {}
    ways: tuple[tuple[frozenset[str], Reader], ...] = (
        (PLANNED, _planned),
        (MODALS, _modal),
        (frozenset({"to"}), _infinitive),
        (BE_NOW, _present),
        (PARTICIPLES | SAME, _participle),
        (PAST | HAVE, _past),
        (TIMETABLE, _timetable),
    )
    for listed, reader in ways:
        for word in listed:
            signs[word] = (*signs.get(word, ()), reader)
    return signs


Reader = Callable[[Tokens, int], Tense | None]
_SIGNS = _build_signs()


def _foreign(tokens: Tokens, span: tuple[int, int], words: TenseWords) -> Tense | None:
    """For other languages the nearest sign before the date, else after it, decides."""
    begin, end = span
    if tokens.near(begin - 1) in words.until:
        return "future"
    back = range(begin - 1, max(-1, begin - _REACH), -1)
    return _nearest(tokens, back, words) or _nearest(tokens, range(end, min(len(tokens), end + _REACH)), words)


def _nearest(tokens: Tokens, places: range, words: TenseWords) -> Tense | None:
    for at in places:
        word = tokens.low[at]
        if word in _ENDS and not (word == "." and tokens.near(at - 1).isdigit()):
            return None
        verbal = len(word) >= _LEAST and tokens.words[at].islower() and word not in words.neither
        if word in words.ahead or (verbal and word.endswith(words.ahead_ends)):
            return "future"
        if word in words.past or (verbal and word.endswith(words.past_ends)):
            return "past"
    return None
