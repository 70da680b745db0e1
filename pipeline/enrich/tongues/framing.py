"""One sentence that is not English, with the statements found in it so far."""

from __future__ import annotations

from pipeline.enrich.lexicon.tongue import Tongue
from pipeline.enrich.marks import Stretch
from pipeline.enrich.scene import Scene
from pipeline.enrich.sentences import Sentence
from pipeline.enrich.statements import Statement
from pipeline.enrich.tongues.actors import SubjectReader
from pipeline.enrich.tongues.nesting import DASHES

_APPOSITION = 16


class Frame:
    """What every reader of a sentence asks; `before` is the sentence before it, if nobody has said that one."""

    def __init__(self, scene: Scene, sentence: Sentence, tongue: Tongue, *, before: Sentence | None) -> None:
        self.scene, self.sentence, self.tongue, self.before = scene, sentence, tongue, before
        self.low = scene.low
        self.subjects = SubjectReader(scene, sentence, tongue)
        self.found: list[Statement] = []
        self.follows = False  # whether something has been said in the sentence before

    def stretch_before(self, at: int) -> Stretch | None:
        for _ in range(2):
            inside = at > self.sentence.lo and not self.scene.stretch_at[at - 1]
            at -= inside and (self.low[at - 1] == "," or self.low[at - 1] in DASHES)
        return next((s for s in self.sentence.stretches if s.hi == at), None)

    def is_taken(self, stretch: Stretch) -> bool:
        return any(s.lo < stretch.hi and stretch.lo < s.hi for s in self.found)

    def after_dash(self, lo: int) -> int:
        return lo + (self.low[lo] in DASHES)

    def past_apposition(self, at: int) -> int:
        """Step over what a name is said to be behind its comma: ", Pressesprecher der Bahn,"."""
        role = any(self.tongue.role_of(word) for word in self.low[at + 1 : min(self.sentence.hi, at + 4)])
        if at >= self.sentence.hi or self.low[at] != "," or not role:
            return at
        hi = min(self.sentence.hi, at + _APPOSITION)
        return next((index for index in range(at + 1, hi) if self.low[index] in {",", "."}), at)

    def is_quoted(self, lo: int, hi: int) -> bool:
        return any(s.lo == lo and s.hi >= hi - 1 for s in self.sentence.stretches)

    def add(self, statement: Statement) -> None:
        if statement.hi > statement.lo:
            self.found.append(statement)
