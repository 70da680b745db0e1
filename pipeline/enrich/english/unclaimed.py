"""Quotations that no verb of their sentence has claimed: whose they are, if they are speech at all."""

from __future__ import annotations

from pipeline.enrich.english.openings import read_sentence_subject
from pipeline.enrich.english.phrases import WORKS, Subject
from pipeline.enrich.marks import Stretch
from pipeline.enrich.scene import Scene
from pipeline.enrich.sentences import Sentence
from pipeline.enrich.statements import Statement

_TITLES_BEFORE = WORKS | {"titled", "entitled", "called", "named", "dubbed"}
_LEAST = 3  # tokens


def claim_rest(scene: Scene, sentence: Sentence, found: list[Statement], *, speaker: Subject | None) -> list[Statement]:
    """Give the stretches of a sentence that no statement holds to its speaker, or to nobody yet.

    Of what is found here itself only the last statement is asked: a sentence may hold any number of stretches.
    """
    added: list[Statement] = []
    for stretch in sentence.stretches:
        if any(s.lo < stretch.hi and stretch.lo < s.hi for s in found):
            continue
        last = next(reversed(added or found), None)
        statement = _claim(scene, sentence, stretch, last=last, speaker=speaker)
        added += [statement] if statement else []
    return added


def _claim(
    scene: Scene, sentence: Sentence, stretch: Stretch, *, last: Statement | None, speaker: Subject | None
) -> Statement | None:
    before = scene.low[stretch.lo - 1] if stretch.lo > sentence.lo else ""
    if stretch.lo == sentence.lo and _is_alone(scene, sentence, stretch):
        return Statement(stretch.lo, stretch.hi, True)
    if before == ":" and stretch.hi - stretch.lo >= _LEAST:
        subject = speaker or read_sentence_subject(scene, sentence, stretch.lo)
        return Statement(stretch.lo, stretch.hi, True, None, subject) if subject else None
    if last and last.direct and stretch.hi - stretch.lo > _LEAST and _is_speech(scene, stretch):
        return Statement(stretch.lo, stretch.hi, True, last.cue, last.subject)
    return None


def _is_speech(scene: Scene, stretch: Stretch) -> bool:
    """Tell speech from the title of a work: titles are capitalised throughout or introduced as such."""
    words = [w for w in scene.words[stretch.lo : stretch.hi] if w[0].isalpha() and len(w) > 3]
    titled = len(words) > 1 and all(word[0].isupper() for word in words)
    return not titled and scene.low[stretch.lo - 1] not in _TITLES_BEFORE


def _is_alone(scene: Scene, sentence: Sentence, stretch: Stretch) -> bool:
    rest = range(stretch.hi, sentence.hi)
    return not any(scene.low[i][0].isalnum() and not scene.stretch_at[i] for i in rest)
