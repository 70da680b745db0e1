"""What is said in a sentence that is not English: one statement for each reporting verb and each stretch in marks."""

from __future__ import annotations

from pipeline.enrich.cueing import SubjectReader, find_cues
from pipeline.enrich.lexicon.tongue import Tongue
from pipeline.enrich.marks import Stretch
from pipeline.enrich.phrases import Subject
from pipeline.enrich.reporting import Cue
from pipeline.enrich.scene import Scene
from pipeline.enrich.sentences import Paragraph, Sentence
from pipeline.enrich.statements import Statement

_DASHES = frozenset({"-", "–", "—", "―"})
_LEAST = 3
_REACH = 16
_COMMA_REACH = 40
_SHORT = 7  # tokens of a sentence that its "he said" may interrupt
_STOPS = frozenset({".", ";", "!", "?", "\n", "(", ")"})


class UtteranceReader:
    """Reads one sentence; `found` grows verb by verb."""

    def __init__(self, scene: Scene, sentence: Sentence, tongue: Tongue) -> None:
        self.scene, self.sentence, self.tongue = scene, sentence, tongue
        self.low = scene.low
        self.subjects = SubjectReader(scene, sentence, tongue)
        self.found: list[Statement] = []

    def read(self) -> list[Statement]:
        """Read all statements of the sentence."""
        for cue in find_cues(self.scene, self.sentence, self.tongue):
            if any(statement.lo <= cue.lo < statement.hi for statement in self.found):
                continue  # what somebody is said to have said
            if cue.kind in {"according", "own", "postposed"}:
                self._according(cue)
            else:
                self._verb(cue)
        self._left_over()
        return sorted(self.found, key=lambda statement: statement.lo)

    # -- according to ---------------------------------------------------------------------------------------------

    def _according(self, cue: Cue) -> None:
        subject, at = self._authority(cue)
        if subject is None:
            return
        start = min(cue.lo, subject.lo)
        if start - self.sentence.lo > _LEAST and self.low[start - 1] == ",":
            lo = self._after_dash(self.sentence.lo)
            self._add(Statement(lo, start - 1, self._is_quoted(lo, start - 1), cue, subject))
            return
        if start > self.sentence.lo and self.scene.stretch_at[start - 1]:
            stretch = self._stretch_before(start)
            self._add(Statement(stretch.lo, stretch.hi, True, cue, subject)) if stretch else None
            return
        begin, end = self._after_comma(at), self.sentence.hi
        if begin is not None and end - begin >= _LEAST:
            self._add(Statement(begin, end, self._is_quoted(begin, end), cue, subject))

    def _authority(self, cue: Cue) -> tuple[Subject | None, int]:
        if cue.kind == "own":
            word = next((i for i in range(cue.lo, cue.hi) if self.low[i] in OWNERS), cue.lo)
            return Subject(word, word + 1, "pronoun", self.low[word]), cue.hi
        if cue.kind == "postposed":
            named = self.scene.named_to.get(cue.lo - 1)
            return (Subject(named[0].start, cue.lo, "name", entity=named[1]) if named else None), cue.hi
        subject = self.subjects.right(cue.hi)
        return subject, max(cue.hi, subject.hi) if subject else cue.hi

    def _after_comma(self, at: int) -> int | None:
        """Find where the content starts behind its authority: after the comma, in German right with the verb."""
        if self.tongue.noun_capitals and at < self.sentence.hi and self.low[at] != ",":
            return at
        for index in range(at, min(self.sentence.hi, at + _COMMA_REACH)):
            if self.low[index] == "," and not self.scene.stretch_at[index]:
                return index + 1
        return at if self.tongue.declines and at < self.sentence.hi else None

    # -- verbs ----------------------------------------------------------------------------------------------------

    def _verb(self, cue: Cue) -> None:
        subject = self.subjects.beside(cue)
        first = cue.lo
        if subject and subject.lo < cue.lo:
            first = subject.first if subject.first >= 0 else subject.lo
        at = max(cue.hi, subject.hi) if subject and subject.lo >= cue.lo else cue.hi
        if subject is None and not self._may_drop(cue):
            return
        quoted = self._stretch_before(first) if cue.kind != "name" else None
        if quoted and not self._is_taken(quoted):
            lo = self._clause_start(quoted)
            self._add(Statement(lo, quoted.hi, lo == quoted.lo, cue, subject))
            return
        content = self._content_after(cue, at)
        if content:
            self._add(Statement(*content, cue, subject))
        elif subject and cue.kind != "name":
            self._comma_final(cue, subject, first)

    def _may_drop(self, cue: Cue) -> bool:
        """Tell whether a verb may stand without a subject: «...», añadió. Añadió que ..."""
        before = cue.lo - 1
        start = before < self.sentence.lo
        return self.tongue.code in {"es", "ru"} and (start or bool(self._stretch_before(cue.lo)))

    def _stretch_before(self, at: int) -> Stretch | None:
        for _ in range(2):
            inside = at > self.sentence.lo and not self.scene.stretch_at[at - 1]
            at -= inside and (self.low[at - 1] == "," or self.low[at - 1] in _DASHES)
        return next((s for s in self.sentence.stretches if s.hi == at), None)

    def _is_taken(self, stretch: Stretch) -> bool:
        return any(s.lo < stretch.hi and stretch.lo < s.hi for s in self.found)

    def _after_dash(self, lo: int) -> int:
        return lo + (self.low[lo] in _DASHES)

    def _clause_start(self, quoted: Stretch) -> int:
        """Let a statement that ends in marks start with its sentence: "Le plan est « mort », a-t-il dit"."""
        held = max((s.hi for s in self.sentence.stretches if s.hi <= quoted.lo), default=self.sentence.lo)
        lo = self._after_dash(max(held, self.sentence.lo))
        mixed = quoted.lo - lo >= _LEAST and self.low[quoted.lo - 1] not in {",", ":", *_DASHES}
        return lo if mixed and not self.found else quoted.lo

    def _content_after(self, cue: Cue, at: int) -> tuple[int, int, bool] | None:
        """Read the quotation or clause behind a verb and its subject."""
        hi = self.sentence.hi
        if cue.kind == "name":
            stretch = next((s for s in self.sentence.stretches if at <= s.lo < at + _REACH), None)
            return (stretch.lo, stretch.hi, True) if stretch else None
        for index in range(at, min(hi, at + _REACH)):
            stretch = next((s for s in self.sentence.stretches if s.lo == index), None)
            if stretch:
                whole = index == at or self.low[index - 1] in {":", ","}
                return (stretch.lo, stretch.hi, True) if whole else None
            word = self.low[index]
            if word in self.tongue.that and hi - index >= _LEAST:
                return index, hi, False
            if word in _STOPS or (index == at and self._is_object(index)):
                return None
            if self._opens_bare(at, index) and hi - index > _LEAST:
                return index + 1, hi, False
        return None

    def _is_object(self, index: int) -> bool:
        word = self.low[index]
        return word in self.tongue.definite or word in self.tongue.indefinite

    def _opens_bare(self, at: int, index: int) -> bool:
        """Tell whether a comma opens a clause without "dass": "sagte Müller am Montag, die Brücke sei gesperrt"."""
        if not self.tongue.bare_clauses or self.low[index] != ",":
            return False
        after = self.low[index + 1 : index + 1 + _REACH]
        conjoined = any(word in self.tongue.that for word in after)
        return index - at < _SHORT and not conjoined

    def _comma_final(self, cue: Cue, subject: Subject, first: int) -> None:
        """Read "CONTENT, a indiqué X": the sentence up to the comma, and what goes on behind."""
        end = first - 1
        while end > self.sentence.lo and self.low[end] in _DASHES:
            end -= 1
        if end - self.sentence.lo < _LEAST - 1 or self.low[end] != ",":
            return
        lo = self._after_dash(max((s.hi for s in self.found), default=self.sentence.lo))
        while lo < end and self.low[lo] == ",":
            lo += 1
        if end - lo >= _LEAST - 1:
            self._add(Statement(lo, end, False, cue, subject))
        at = max(cue.hi, subject.hi)
        goes_on = end - lo < _SHORT and at + _LEAST < self.sentence.hi and self.low[at] == ","
        if goes_on and subject.kind == "pronoun":
            self._add(Statement(at + 1, self.sentence.hi, False, cue, subject))

    # -- what no verb has claimed ---------------------------------------------------------------------------------

    def _left_over(self) -> None:
        claimed = list(self.found)
        for stretch in self.sentence.stretches:
            if not any(s.lo < stretch.hi and stretch.lo < s.hi for s in claimed):
                statement = self._unclaimed(stretch, claimed)
                self.found += [statement] if statement else []

    def _unclaimed(self, stretch: Stretch, claimed: list[Statement]) -> Statement | None:
        if self._after_dash(self.sentence.lo) == stretch.lo and self._is_alone(stretch):
            return Statement(stretch.lo, stretch.hi, True)
        long = stretch.hi - stretch.lo > _LEAST
        if stretch.lo > self.sentence.lo and self.low[stretch.lo - 1] == ":" and long:
            subject = self.subjects.of_sentence(stretch.lo)
            return Statement(stretch.lo, stretch.hi, True, None, subject) if subject else None
        last = claimed[-1] if claimed else None
        speech = self.low[stretch.lo - 1] in {",", ".", *_DASHES}
        if last and last.direct and long and speech and last.hi <= stretch.lo:
            return Statement(stretch.lo, stretch.hi, True, last.cue, last.subject)
        return None

    def _is_alone(self, stretch: Stretch) -> bool:
        rest = range(stretch.hi, min(self.sentence.hi, stretch.hi + _COMMA_REACH))
        return not any(self.low[i][0].isalnum() for i in rest if not self.scene.stretch_at[i])

    def _is_quoted(self, lo: int, hi: int) -> bool:
        return any(s.lo == lo and s.hi >= hi - 1 for s in self.sentence.stretches)

    def _add(self, statement: Statement) -> None:
        if statement.hi > statement.lo:
            self.found.append(statement)


OWNERS = {
    "его": "m", "её": "f", "ее": "f", "их": "p", "seinen": "m", "seiner": "m", "ihm": "m", "ihren": "f", "ihrer": "f",
    "ihr": "f", "son": "", "ses": "", "su": "",
}  # fmt: skip


def read_utterances(scene: Scene, paragraph: Paragraph, tongue: Tongue) -> list[Statement]:
    """Read the statements of a paragraph, in order."""
    found: list[Statement] = []
    for sentence in paragraph.sentences:
        found += UtteranceReader(scene, sentence, tongue).read()
    return found
