"""What is told in a form that leaves the saying to somebody else: the German subjunctive without a verb of saying."""

from __future__ import annotations

from pipeline.enrich.lexicon import words as word_set
from pipeline.enrich.lexicon.tongue import Tongue
from pipeline.enrich.scene import Scene
from pipeline.enrich.sentences import Sentence

_REACH = 20
_WISHES = word_set(
    "hätten wären würden könnten müssten lägen kämen gingen stünden gäbe hätte wäre liege brächten ließen"
)
_UNREAL = word_set("als wenn falls ob damit")
_FIRST = word_set("ich wir")


def is_hearsay(scene: Scene, sentence: Sentence, tongue: Tongue, *, follows: bool) -> bool:
    """Tell whether the main verb of a sentence stands in the subjunctive of reported speech: "Er habe gewartet.".

    Behind a sentence that somebody has said, a form that may also be a wish counts as well: "Sie hätten gewartet."
    """
    if not tongue.subjunctive:
        return False
    low = scene.low
    for index in range(sentence.lo, min(sentence.hi, sentence.lo + _REACH)):
        if scene.stretch_at[index] or low[index] in _FIRST:
            return False
        if low[index] in tongue.subjunctive or (follows and low[index] in _WISHES):
            before = low[index - 1] if index > sentence.lo else ""
            wish = index == sentence.lo or low[index + 1 : index + 2] == ["dank"]
            return not wish and before not in _UNREAL and scene.near(index + 1) != "denn"
        if low[index] == "," and low[index + 1 : index + 2] and low[index + 1] not in tongue.subjunctive | _WISHES:
            return False
    return False
