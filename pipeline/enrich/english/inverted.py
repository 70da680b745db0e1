"""The subject of an inverted verb: "said Pilar Quintanilla, a portfolio manager"."""

from __future__ import annotations

from pipeline.enrich.english.phrases import Subject, is_speaker_noun, to_nominal
from pipeline.enrich.lexicon.cues import ALL_PRONOUNS, FINITE, PREPOSITIONS
from pipeline.enrich.lexicon.people import DOCUMENTS
from pipeline.enrich.scene import Scene

_RIGHT = 12
_PRONOUNS = ALL_PRONOUNS | {"him", "her", "them"}


def read_right(scene: Scene, lo: int, hi: int) -> Subject | None:
    """Read the subject of an inverted verb: "said Pilar Quintanilla, a portfolio manager"."""
    low = scene.low
    if lo >= hi or scene.stretch_at[lo]:
        return None
    follows = low[lo + 1] if lo + 1 < hi else ""
    owner = low[lo] == "her" and follows[:1].isalpha() and follows not in PREPOSITIONS
    if low[lo] in _PRONOUNS and not owner:
        return Subject(lo, lo + 1, "pronoun", low[lo])
    end = _right_end(scene, lo, hi)
    name = _name_within(scene, lo, end) or _name_given(scene, end, hi)
    if name:
        return name
    comma = end
    while comma < min(hi, lo + 14) and "who" in low[lo : end + 1] and low[comma] != ",":
        comma += 1
    after_comma = scene.named_from.get(comma + 1) if comma < hi and low[comma] == "," else None
    subject = to_nominal(scene, lo, end)
    if after_comma and after_comma[1].kind == "person" and subject:
        return Subject(after_comma[0].start, after_comma[0].hi, "name", entity=after_comma[1])
    return subject


def _name_given(scene: Scene, who: int, hi: int) -> Subject | None:
    """Read "a man who gave his name only as Tomas"."""
    if scene.near(who) != "who":
        return None
    for index in range(who + 1, min(hi, who + _RIGHT)):
        found = scene.named_from.get(index)
        if found and scene.low[index - 1] in {"as", "named", "called"}:
            return Subject(found[0].start, found[0].hi, "name", entity=found[1])
    return None


def _right_end(scene: Scene, lo: int, hi: int) -> int:
    end = lo
    tokens = scene.tokens
    while end < min(hi, lo + _RIGHT) and not scene.stretch_at[end]:
        word = tokens.low[end]
        inner_dot = (
            word == "."
            and end + 1 < hi
            and tokens.glued(end)
            and tokens.words[end + 1][0].isupper()
            and len(tokens.low[end - 1]) < 5
        )
        if not (tokens.words[end][0].isalnum() or word in {"-", "'", "’", "'s", "’s", "&"} or inner_dot):
            break
        if end > lo and (word in FINITE or word in {"who", "which"}):
            break
        end += 1
    return end


def _name_within(scene: Scene, lo: int, end: int) -> Subject | None:
    """Find the name that these words lead up to, with nothing but its role before it."""
    low = scene.low
    for index in range(lo, end):
        found = scene.named_from.get(index)
        if found:
            mention, entity = found
            after = mention.hi
            if after < end and entity.kind != "person" and is_speaker_noun(low[after]):
                return to_nominal(scene, lo, end)  # "a Hamas official"
            if after < end and low[after] in {"'s", "’s"}:
                return to_nominal(scene, lo, end) if entity.kind != "person" or low[end - 1] in DOCUMENTS else None
            return Subject(mention.start, mention.hi, "name", entity=entity)
        if low[index] in PREPOSITIONS:
            return None
    return None
