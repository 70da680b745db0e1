"""Where a sentence that is not English reports speech."""

from __future__ import annotations

from pipeline.enrich.english.reporting import Cue
from pipeline.enrich.lexicon import words as word_set
from pipeline.enrich.lexicon.tongue import Tongue
from pipeline.enrich.scene import Scene
from pipeline.enrich.sentences import Sentence

_MOST = 40
_AUXILIARY_REACH = 4
_FAR_AUXILIARY = 12
_APART = 30
_CONVERB = 5
_DENIAL = 3
_SOURCES = word_set("source sources")
_REFLEXIVE = word_set("s' se")
_ARTICLES = word_set("le la l' les")
_FINITE = ("ó", "aron", "ait", "aient")
CLITICS = word_set("s' se y lui le la l' nous lo les sich es")


def find_cues(scene: Scene, sentence: Sentence, tongue: Tongue) -> list[Cue]:
    """Find the reporting verbs and "according to" phrases of a sentence, in order."""
    found: list[Cue] = []
    index = sentence.lo
    while index < sentence.hi and len(found) < _MOST:
        if scene.stretch_at[index]:
            index = scene.stretch_at[index]
            continue
        cue = _phrase(scene, sentence, index, tongue) or _verb(scene, sentence, index, tongue)
        if cue:
            found.append(cue)
        index = cue.hi if cue else index + 1
    return found


def _phrase(scene: Scene, sentence: Sentence, index: int, tongue: Tongue) -> Cue | None:  # noqa: PLR0917
    low = scene.low
    for own, _ in tongue.own.get(low[index], ()):
        if tuple(low[index : index + len(own)]) == own:
            return Cue(index, index + len(own), " ".join(own), "own")
    for words in tongue.according:
        if low[index] == words[0] and tuple(low[index : index + len(words)]) == words:
            short = words == ("so",) and not _follows_content(scene, sentence, index)
            return None if short else Cue(index, index + len(words), " ".join(words), "according")
    if index == sentence.lo and low[index] in tongue.source and scene.near(index + 1) in _SOURCES:
        return Cue(index, index + 1, low[index], "source")
    if index == sentence.lo and low[index] in tongue.viewpoint:
        return Cue(index, index + 1, low[index], "for")
    return Cue(index, index + 1, low[index], "postposed") if low[index] in tongue.postposed else None


def _follows_content(scene: Scene, sentence: Sentence, index: int) -> bool:
    return index > sentence.lo and (scene.low[index - 1] == "," or bool(scene.stretch_at[index - 1]))


def _verb(scene: Scene, sentence: Sentence, index: int, tongue: Tongue) -> Cue | None:  # noqa: PLR0917
    before = scene.near(index - 1) if index > sentence.lo else ""
    if before in tongue.negations or (scene.words[index][0].isupper() and before):
        return None
    if scene.low[index] in tongue.converbs:
        ahead = range(index + 1, min(sentence.hi, index + _CONVERB))
        told = any(scene.low[at] in tongue.that or scene.stretch_at[at] for at in ahead)
        return Cue(index, index + 1, scene.low[index], "converb") if told else None
    cue = _expression(scene, sentence, index, tongue) or _perfect(scene, sentence, index, tongue)
    return cue or _simple(scene, sentence, index, tongue)


def _expression(scene: Scene, sentence: Sentence, index: int, tongue: Tongue) -> Cue | None:  # noqa: PLR0917
    """Read "met en garde", "a fait savoir", "дал понять"."""
    for words, kind in tongue.expressions.get(scene.low[index], ()):
        hi = index + len(words)
        if hi <= sentence.hi and tuple(scene.low[index:hi]) == words:
            start = _auxiliary(scene, sentence, index, tongue)
            return Cue(index if start is None else start, hi, words[0], kind)
    return None


def _perfect(scene: Scene, sentence: Sentence, index: int, tongue: Tongue) -> Cue | None:  # noqa: PLR0917
    word = scene.low[index]
    kind = tongue.participles.get(word)
    start = _auxiliary(scene, sentence, index, tongue) if kind else None
    return Cue(start, index + 1, word, kind) if kind and start is not None else None


def _simple(scene: Scene, sentence: Sentence, index: int, tongue: Tongue) -> Cue | None:  # noqa: PLR0917
    word, before = scene.low[index], scene.near(index - 1) if index > sentence.lo else ""
    kind = tongue.verbs.get(word)
    if not kind or scene.words[index].isupper():
        return None
    noun = before in tongue.definite or before in tongue.indefinite or before in tongue.prepositions
    clitic = before in CLITICS and (before not in _ARTICLES or word.endswith(_FINITE))
    if noun and not tongue.noun_capitals and not clitic and before not in tongue.like:
        return None
    if tongue.noun_capitals and _denied_behind(scene, index, tongue):
        return None
    apart = tongue.particles_apart.get(word)
    if apart and not apart.intersection(scene.low[index + 1 : min(sentence.hi, index + _APART)]):
        return None
    return Cue(index, index + 1, word, kind)


def _auxiliary(scene: Scene, sentence: Sentence, index: int, tongue: Tongue) -> int | None:  # noqa: PLR0917
    """Find the auxiliary of a participle; nothing between may be a comma or a negation."""
    reach = _FAR_AUXILIARY if tongue.noun_capitals else _AUXILIARY_REACH
    last, low = index - 1, scene.low
    if last - 3 >= sentence.lo and low[last] == "," == low[last - 2] and low[last - 1] in tongue.pronouns:
        last -= 3  # "a, lui, estimé"
    for at in range(last, max(sentence.lo, last + 1 - reach) - 1, -1):
        word = scene.low[at]
        if word in tongue.auxiliaries:
            before = scene.near(at - 1)
            passive = word in tongue.reflexive and before not in _REFLEXIVE and scene.near(at + 1) not in _REFLEXIVE
            return None if before in tongue.negations or passive else at
        if word == "," or word in tongue.negations or scene.stretch_at[at]:
            return None
    return None


def _denied_behind(scene: Scene, index: int, tongue: Tongue) -> bool:
    """Tell whether "nicht" stands right behind a German verb."""
    for at in range(index + 1, index + 1 + _DENIAL):
        if scene.near(at) in {",", ":", ""}:
            return False
        if scene.near(at) in tongue.negations:
            return True
    return False
