"""Speech whose verb no table knows: what stands behind a closing mark, and what is put in between inside the marks."""

from __future__ import annotations

from pipeline.enrich.english.phrases import Subject
from pipeline.enrich.english.reporting import Cue
from pipeline.enrich.marks import Stretch
from pipeline.enrich.sentences import Sentence
from pipeline.enrich.statements import Statement
from pipeline.enrich.tongues.actors import SubjectReader
from pipeline.enrich.tongues.cueing import CLITICS
from pipeline.enrich.tongues.nesting import DASHES

_LEAST = 3
_CHANTED = ("scand", "core", "skandier", "скандир")  # crowds shout slogans
_PARTICIPLES = ("i", "u", "is", "us", "t")
_HELPERS = 3
_INSIDE = 60
_NEAR = 12


class InversionReader:
    """Reads "« On a dormi », pestait l'entraîneur" and "« On a dormi, sourit Paul Morel. C'est tout. »"."""

    def __init__(self, subjects: SubjectReader) -> None:
        self.subjects, self.tongue = subjects, subjects.tongue
        self.low, self.sentence = subjects.low, subjects.sentence

    def within(self, stretch: Stretch) -> InversionReader:
        """Give a reader of the words inside the marks."""
        sentence = Sentence(stretch.lo, stretch.hi)
        return InversionReader(SubjectReader(self.subjects.scene, sentence, self.tongue, inside=True))

    def read(self, stretch: Stretch) -> Statement | None:
        """Read who says a stretch that no known verb has claimed."""
        if stretch.hi - stretch.lo <= _LEAST:
            return None
        behind = self._behind(stretch.hi)
        if behind:
            return Statement(stretch.lo, stretch.hi, True, *behind)
        inside = self._inside(stretch)
        return Statement(stretch.lo, stretch.hi, True, *inside) if inside else None

    def _behind(self, at: int) -> tuple[Cue, Subject | None] | None:
        """Read the verb right behind the marks and the subject behind it."""
        hi = self.sentence.hi
        comma = at < hi and self.low[at] == ","
        at += comma
        dash = at < hi and self.low[at] in DASHES
        at += dash
        return self._verb(at, hi) if comma or dash or not self.tongue.noun_capitals else None

    def _verb(self, at: int, hi: int) -> tuple[Cue, Subject | None] | None:
        lo, tongue = at, self.tongue
        if at < hi and self.low[at] in tongue.conjunctions:
            return None
        pronoun = None
        while at < min(hi, lo + _HELPERS) and self._helps(at):
            pronoun = at if self.low[at] in tongue.pronouns and at > lo else pronoun
            at += 1
        if at >= hi or not self._is_verb(at, helped=at > lo):
            return None
        cue = Cue(lo, at + 1, self.low[at], "say")
        if pronoun is not None:
            return cue, Subject(pronoun, pronoun + 1, "pronoun", self.low[pronoun])
        subject = self.subjects.right(at + 1, cue)
        if subject and not (subject.entity and subject.entity.kind != "person"):
            return cue, subject
        last = at + 1 >= hi or self.low[at + 1] == "."
        drops = tongue.code == "es" and subject is None and (last or self.low[at].endswith(("ó", "ado", "ido")))
        return (cue, None) if drops else None

    def _helps(self, at: int) -> bool:
        word, tongue = self.low[at], self.tongue
        return word in tongue.auxiliaries or word in CLITICS or word in tongue.pronouns

    def _is_verb(self, at: int, *, helped: bool) -> bool:
        word, tongue = self.low[at], self.tongue
        small = self.subjects.scene.words[at].islower() and word.isalpha() and len(word) > _LEAST
        known = word in tongue.prepositions or word in tongue.that or word in tongue.definite or word in tongue.adverbs
        endings = tongue.endings + (_PARTICIPLES if helped else ())
        known = known or word.startswith(_CHANTED)
        if word in tongue.verbs and not helped:
            return self.subjects.scene.words[at].islower()
        return small and not known and word.endswith(endings) and word not in tongue.conjunctions

    def _inside(self, stretch: Stretch) -> tuple[Cue, Subject | None] | None:
        """Read "« Je suis là, sourit-il. »": a verb and who says it between commas."""
        if not self.tongue.elides:
            return None
        inner = self.within(stretch)
        for index in range(stretch.lo + 2, min(stretch.hi - 2, stretch.lo + _INSIDE)):
            if self.low[index] != ",":
                continue
            found = inner._verb(index + 1, min(stretch.hi, index + _NEAR))  # noqa: SLF001  its own kind
            if found and found[1] and self._closes(found[0], found[1], stretch):
                return found
        return None

    def _closes(self, cue: Cue, subject: Subject, stretch: Stretch) -> bool:
        """Tell whether the words between are over right behind verb and subject."""
        end = max(cue.hi, subject.hi)
        if subject.kind == "pronoun":
            return True
        return end < stretch.hi and self.low[end] in {",", ".", "»", ":", "”", "?"}
