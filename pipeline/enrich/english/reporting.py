"""Where a sentence reports speech: its reporting verbs and phrases outside of quotation marks."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.enrich.lexicon import words as word_set
from pipeline.enrich.lexicon.cues import (
    ALL_PRONOUNS,
    ASPECT,
    CUES,
    DETERMINERS,
    FINITE,
    NOUNS,
    PHRASE_HEADS,
    PHRASES,
    THAT,
    CueKind,
)
from pipeline.enrich.scene import Scene
from pipeline.enrich.sentences import Sentence

_ARTICLES = word_set("the a an his her their its our my")
_LEAST_VERB = 4  # letters
_LONGEST = 6
_MOST = 40  # reporting verbs looked at in one sentence


@dataclass(frozen=True, slots=True)
class Cue:
    """Tokens `lo` to `hi` report speech. `kind` also knows `according`, which stands before its speaker."""

    lo: int
    hi: int
    lemma: str
    kind: CueKind | str

    @property
    def participle(self) -> bool:
        """Tell whether this is "saying", "adding": its speaker is the sentence's subject."""
        return self.kind.endswith("+ing")


def find_cues(scene: Scene, sentence: Sentence) -> list[Cue]:
    """Find the reporting verbs of a sentence, in order."""
    found: list[Cue] = []
    index = sentence.lo
    while index < sentence.hi and len(found) < _MOST:
        if scene.stretch_at[index]:
            index = scene.stretch_at[index]
            continue
        cue = _phrase(scene, sentence, index) or _insistence(scene, index) or _verb(scene, sentence, index)
        cue = cue or _unlisted(scene, index)
        if cue:
            found.append(cue)
            index = cue.hi
        else:
            index += 1
    return found


def _phrase(scene: Scene, sentence: Sentence, index: int) -> Cue | None:
    low = scene.low
    word = low[index]
    if word == "according" and scene.near(index + 1) == "to":
        return Cue(index, index + 2, "according to", "according")
    if word == "in" and scene.near(index + 1) in {"the", "his", "her", "their"}:
        return _opinion(scene, index)
    if word not in PHRASE_HEADS:
        return None
    for length in range(_LONGEST, 1, -1):
        found = PHRASES.get(tuple(low[index : min(index + length, sentence.hi)]))
        if found and index + length <= sentence.hi:
            return Cue(index, index + length, *found)
    return None


def _opinion(scene: Scene, index: int) -> Cue | None:
    """Read "in the view of", "in her opinion"."""
    near = scene.near
    if near(index + 2) not in {"view", "opinion", "words"}:
        return None
    if near(index + 1) == "the" and near(index + 3) == "of":
        return Cue(index, index + 4, "in the view of", "according")
    return Cue(index, index + 3, "in the opinion of", "opinion") if near(index + 1) != "the" else None


def _insistence(scene: Scene, index: int) -> Cue | None:
    """Read "continues to insist"."""
    if scene.low[index] not in ASPECT or scene.near(index + 1) != "to":
        return None
    found = CUES.get(scene.near(index + 2))
    return Cue(index, index + 3, *found) if found else None


def _unlisted(scene: Scene, index: int) -> Cue | None:
    """Take any verb for one of saying between a quotation that ends in a comma and its speaker: "he reflects"."""
    word = scene.low[index]
    if not word.endswith(("s", "ed")) or len(word) < _LEAST_VERB or word in FINITE or not word.isalpha():
        return None
    at = index - 1 - scene.near(index - 1).endswith("ly")
    named = scene.named_to.get(at)
    subject = named[0].start if named else at if scene.near(at) in {"he", "she"} else None
    inverted = subject is None and at == index - 1 and index + 1 in scene.named_from
    before = index - 1 if inverted else subject - 1 if subject is not None else -1
    spoken = before > 0 and scene.stretch_at[before] and scene.low[before - 1] in {",", "!", "?"}
    return Cue(index, index + 1, word, "quote") if spoken else None


def _is_noun(scene: Scene, sentence: Sentence, index: int) -> bool:
    """Tell whether "reports", "claims", "post" is a thing here: behind a preposition, or another verb's object."""
    before = scene.near(index - 1)
    if index == sentence.lo or before in DETERMINERS | {
        "of",
        "'s",
        "’s",
        "in",
        "no",
        "for",
        "to",
        "with",
        "media",
        "any",
    }:
        return True
    near = range(max(sentence.lo, index - 3), index)
    return any(scene.low[at] in CUES and scene.words[at][0].islower() for at in near)


def _verb(scene: Scene, sentence: Sentence, index: int) -> Cue | None:
    word = scene.low[index]
    found = CUES.get(word)
    if found is None or (scene.words[index][0].isupper() and index > sentence.lo and word not in {"said", "says"}):
        return None
    lemma, kind = found
    before = scene.near(index - 1) if index > sentence.lo else ""
    after = scene.near(index + 1)
    if before in _ARTICLES or (after == "-" and scene.tokens.glued(index + 1)):
        return None
    if word in NOUNS and _is_noun(scene, sentence, index):
        return None
    if (lemma == "ask" and after in {"not", "for", "about"}) or (word in NOUNS and after == "about"):
        return None
    if before in {"who", "which"} and after not in THAT and after not in ALL_PRONOUNS:
        return None
    ing = word.endswith("ing") and lemma != word
    return Cue(index, index + 1, lemma, f"{kind}+ing" if ing else kind)
