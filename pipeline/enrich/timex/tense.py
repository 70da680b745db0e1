"""Whether the clause that a date stands in speaks of what was or of what is to come.

No parser: the nearest verb group before the date decides; where none is before it in its clause, as in "On Monday the
council will vote" and "Monday's vote will ...", the first one after it does.
"""

from __future__ import annotations

from pipeline.enrich.lexicon import words as word_set
from pipeline.enrich.lexicon.tenses import (
    BE_NOW,
    BE_PAST,
    CLAIMED,
    COMING,
    HAD,
    MOVED,
    OPENERS,
    PREPOSITIONS,
    SHUT,
    TenseWords,
)
from pipeline.enrich.timex.verbs import SIGNS, Tense, read_tense
from pipeline.enrich.tokens import Tokens

_REACH = 24  # tokens
_ENDS = frozenset(".?!;\n")
_FRONTS = frozenset("\n.?!;:,()\u2014\u2013\u201c\u201d\"'\u2018\u2019") | {"and", "but", "or", "then", "that", ""}
_EDGES = word_set("end beginning start middle close")
_BACK = word_set("since after following")
_TELLING = word_set("says thinks believes adds say think believe add knew ate never always also just")
_LEAST = 5  # letters of a past form in -ed


def find_tense(tokens: Tokens, span: tuple[int, int], words: TenseWords | None) -> Tense | None:
    """Tell the tense of the clause around the date in a span of tokens; None where nothing tells."""
    begin, end = span
    if words is not None:
        return _foreign(tokens, span, words)
    lead = begin - 1
    while begin - lead < 6 and (tokens.near(lead) in PREPOSITIONS or _is_edge(tokens, lead)):
        lead -= 1
    return _by_preposition(tokens, lead + 1, span) or _by_clause(tokens, lead, end)


def _is_edge(tokens: Tokens, at: int) -> bool:
    """Hear "the end of" before a date."""
    return tokens.near(at) in _EDGES and tokens.near(at + 1) == "of"


def _by_preposition(tokens: Tokens, start: int, span: tuple[int, int]) -> Tense | None:
    """Hear "ahead of Monday", "after Monday", "until Monday", "for Monday" behind a plan."""
    begin, end = span
    before = tokens.near(start - 1)
    if before in _BACK:
        return "past" if before != "following" or begin > start else None
    is_moved = tokens.near(begin - 1) == "to" and not MOVED.isdisjoint(tokens.low[max(0, begin - 7) : begin - 1])
    if before in {"until", "till"}:
        return _until(tokens, start - 1)
    if (before == "ahead" and tokens.near(start) == "of") or is_moved:
        return "future"
    return _by(tokens, start, end) if tokens.near(start) == "by" and begin > start else None


def _until(tokens: Tokens, at: int) -> Tense:
    """Read "until Monday": ahead, but not "he served until March" and "did not speak until Monday"."""
    is_shut = not SHUT.isdisjoint(tokens.low[max(0, at - 12) : at])
    return "past" if not is_shut and _left(tokens, at - 1) == "past" else "future"


def _by(tokens: Tokens, start: int, end: int) -> Tense | None:
    """Hear "by Monday": ahead, but "by Monday it had"."""
    left = _left(tokens, start - 1)
    if left is None and tokens.near(start - 1) in _FRONTS:
        return _right(tokens, end) or "future"
    if left == "nearest":
        return left
    return None if left == "past" and _had(tokens, start) else "future"


def _had(tokens: Tokens, start: int) -> bool:
    return any(word in HAD for word in tokens.low[max(0, start - 8) : start])


def _by_clause(tokens: Tokens, lead: int, end: int) -> Tense | None:
    if tokens.near(lead) in _FRONTS or tokens.near(end) == "'s":
        if _is_said_now(tokens, end + (tokens.near(end) == ",")):
            return "future"
        return _right(tokens, end) or _left(tokens, lead)
    if tokens.near(lead) in BE_NOW or (tokens.near(lead) in COMING and tokens.near(lead - 1) not in BE_PAST):
        return "future"  # "the final is on Sunday", "starting on Monday"
    near, far, is_now = _back(tokens, lead)
    return near or _right(tokens, end) or far or ("future" if is_now else None)


def _is_said_now(tokens: Tokens, at: int) -> bool:
    """Hear the present tense behind a date at the head: "On Monday he gets it back"."""
    if tokens.near(at) not in {"he", "she", "it", "they", "we", "i", "you"}:
        return False
    verb = tokens.near(at + 1)
    return verb.isalpha() and verb not in SIGNS and not verb.endswith(("ed", "ly")) and verb not in _TELLING


def _left(tokens: Tokens, index: int) -> Tense | None:
    near, far, _ = _back(tokens, index)
    return near or far


def _back(tokens: Tokens, index: int) -> tuple[Tense | None, Tense | None, bool]:
    """Walk back to the nearest verb; a word that opens a clause ends the walk.

    The first answer is a verb behind "after" or "before", which may open a clause, the second one before it; the third
    tells whether a bare "is" or "are" was met on the way.
    """
    is_near, is_now = True, False
    for at in range(index, max(-1, index - _REACH), -1):
        word = tokens.low[at]
        if (word in _ENDS and not (word == "." and _is_short(tokens, at))) or (word in OPENERS and at < index):
            break
        if word == "since":
            return "past", None, is_now
        is_near = is_near and not (at < index and word in {"after", "before"})
        is_now = is_now or (word in BE_NOW and tokens.near(at + 1) not in CLAIMED)
        found = read_tense(tokens, at)
        if found:
            return (found, None, is_now) if is_near else (None, found, is_now)
    return None, None, is_now


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
        found = read_tense(tokens, at)
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
