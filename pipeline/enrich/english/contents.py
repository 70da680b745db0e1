"""What stands behind a reporting verb as its content: a quotation, a clause, or a phrase in quotation marks."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.enrich.english.clauses import find_that, has_verb, is_clause, needs_no_verb, skip_addressee, skip_occasion
from pipeline.enrich.english.reporting import Cue
from pipeline.enrich.lexicon import words as word_set
from pipeline.enrich.lexicon.cues import FINITE, NOUNS, SUBJECTS
from pipeline.enrich.marks import Stretch
from pipeline.enrich.scene import Scene
from pipeline.enrich.sentences import Sentence

_ASIDES = word_set("however though meanwhile too therefore also")
_AFTER_WHOLE = word_set(", ; and but . in on at by when as")
_TELLING_WHEN = word_set("explain recall remember reveal specify clarify disclose announce")
_NO_CONTENT = word_set("nothing goodbye hello little much sorry farewell so")
_REACH = 16
_LEAST = 3  # tokens

Content = tuple[int, int, bool]


@dataclass(frozen=True, slots=True)
class Room:
    """Tokens of a sentence from `at` up to `end` may be content; stretches in `taken` are another verb's."""

    sentence: Sentence
    at: int
    end: int
    taken: set[int]


def read_content(scene: Scene, cue: Cue, room: Room) -> Content | None:
    """Read the content behind a verb: its first and last token, and whether it is all quoted."""
    kind, at, end = cue.kind.removesuffix("+ing"), room.at, room.end
    if kind == "name":
        stretch = _next_stretch(room)
        return (stretch.lo, stretch.hi, True) if stretch else None
    if kind == "tell" and at == cue.hi:
        at = skip_addressee(scene, cue, end)
    at = _skip_aside(scene, skip_occasion(scene, at, end), end)
    quoted = _quoted(scene, Room(room.sentence, at, end, room.taken))
    if quoted or kind == "quote" or at >= end:
        return quoted
    if kind == "ask":
        return _question(scene, Room(room.sentence, at, end, room.taken))
    if scene.low[at] == "to":
        return _request(Room(room.sentence, at, end, room.taken), scene)
    if scene.low[at - 1] == "," and scene.low[at].endswith("ing"):
        return None  # "..., she said Sunday, marking the third time"
    start = _clause_start(scene, cue, range(at, end)) if scene.low[at] not in _NO_CONTENT else None
    return (start, end, False) if start is not None else None


def _clause_start(scene: Scene, cue: Cue, room: range) -> int | None:
    at, end = room.start, room.stop
    if scene.low[at] in SUBJECTS and end - at >= _LEAST:
        return at
    that = find_that(scene, at, end)
    if that is not None:
        framed = cue.lemma == "say" and that == at and scene.low[that + 1] in SUBJECTS  # "says when he saw it he ..."
        told = scene.low[that] not in {"when", "where"} or cue.lemma in _TELLING_WHEN or framed
        return that if told and end - that >= _LEAST else None  # not "a standard agreed when the group was founded"
    pronoun = _pronoun_ahead(scene, at, end) if cue.kind == "tell" else None
    if pronoun is not None:
        return pronoun
    gerund = cue.lemma in {"recall", "remember"} and scene.low[at].endswith("ing")
    return (
        at if gerund or is_clause(scene, at, end, free=0 if _is_noun_form(scene, cue) else needs_no_verb(cue)) else None
    )


def _is_noun_form(scene: Scene, cue: Cue) -> bool:
    """Tell whether only a clause that shows its verb could prove that "reports" or "claims" is a verb here."""
    return cue.hi == cue.lo + 1 and scene.low[cue.lo] in NOUNS


def _pronoun_ahead(scene: Scene, at: int, end: int) -> int | None:
    """Find the pronoun that opens a clause behind a long addressee: "told a meeting of officials he had decided"."""
    for index in range(at, min(end - _LEAST, at + _REACH)):
        word = scene.low[index]
        if scene.stretch_at[index] or not (word[0].isalpha() or word == "-") or word in FINITE:
            return None
        if word in {"he", "she", "they", "it", "we"} and scene.low[index + 1] in FINITE:
            return index
    return None


def _question(scene: Scene, room: Room) -> Content | None:
    """Read "asked whether ..."; a request counts where it is quoted: "asked both to “lower the temperature”"."""
    that = find_that(scene, room.at, room.end)
    if that is not None:
        return that, room.end, False
    return _request(room, scene)


def _request(room: Room, scene: Scene) -> Content | None:
    """Read what somebody is to do, where it is quoted: "vowed to “abolish” the funds"."""
    stretch = _next_stretch(room)
    start = next((index for index in range(room.at, stretch.lo) if scene.low[index] == "to"), None) if stretch else None
    return (start, room.end, False) if start is not None else None


def _skip_aside(scene: Scene, at: int, end: int) -> int:
    """Step over ", however," between a verb and what is said."""
    low = scene.low
    aside = at + 2 < end and low[at] == "," and low[at + 2] == "," and low[at + 1] in _ASIDES
    return at + 3 if aside else at


def _quoted(scene: Scene, room: Room) -> Content | None:
    """Read a quotation right after the verb, or after its comma or colon; a phrase in marks may open a clause."""
    at, end = room.at, room.end
    at += at < end and scene.low[at] in {",", ":"}
    stretch = next((s for s in room.sentence.stretches if s.lo == at), None) if at < end else None
    if stretch is None:
        return None
    clause = end - stretch.hi >= _LEAST and scene.low[stretch.hi] not in _AFTER_WHOLE
    if clause and scene.words[at + 1][0].islower() and has_verb(scene, stretch.lo, end):
        return stretch.lo, end, False
    return stretch.lo, stretch.hi, True


def _next_stretch(room: Room) -> Stretch | None:
    reach = min(room.end, room.at + _REACH)
    return next((s for s in room.sentence.stretches if room.at <= s.lo < reach and s.lo not in room.taken), None)
