"""What is said in a sentence: one statement for each reporting verb and each stretch in quotation marks."""

from __future__ import annotations

from pipeline.enrich.english.clauses import (
    clause_end,
    closes_attribution,
    has_verb,
    strip_connectives,
)
from pipeline.enrich.english.contents import Room, read_content
from pipeline.enrich.english.inverted import read_right
from pipeline.enrich.english.openings import read_sentence_subject
from pipeline.enrich.english.phrases import WORKS, Subject, is_speaker_noun
from pipeline.enrich.english.reporting import Cue, find_cues
from pipeline.enrich.english.subjects import front_of, read_left
from pipeline.enrich.english.unclaimed import claim_rest
from pipeline.enrich.lexicon import words as word_set
from pipeline.enrich.lexicon.cues import CONNECTIVES, FINITE, NOUNS, PREPOSITIONS, THAT
from pipeline.enrich.marks import Stretch
from pipeline.enrich.scene import Scene
from pipeline.enrich.sentences import Sentence
from pipeline.enrich.statements import Statement

_NOT_RESUMED = word_set("adding saying citing who a an the according")
_SUBORDINATE = frozenset({"while", "although", "though"})
_FRAMES = word_set("for in at with during as while if when because although unless since until")
_SPEECH_ENDS = frozenset(",?!.-–—…")
_DESCRIBED = 6  # tokens of "As the broadcaster"
_NAME = 6  # tokens that a name in marks may have, with its marks
_LEAST_CONTENT = 3


class SentenceReader:
    """Reads one sentence; `found` grows verb by verb."""

    def __init__(self, scene: Scene, sentence: Sentence) -> None:
        self.scene, self.sentence = scene, sentence
        self.low = scene.low
        self.cues = find_cues(scene, sentence)
        self.found: list[Statement] = []
        self.covered: set[int] = set()
        self.speaker: Subject | None = None

    def read(self) -> list[Statement]:
        """Read all statements of the sentence."""
        for number, cue in enumerate(self.cues):
            if cue.kind == "according":
                self._according(cue)
            elif cue.kind == "opinion":
                subject = Subject(cue.lo + 1, cue.lo + 2, "pronoun", self.low[cue.lo + 1])
                self._after_comma(cue, cue.hi, subject)
            else:
                self._verb(number, cue)
        return self.found + claim_rest(self.scene, self.sentence, self.found, speaker=self.speaker)

    # -- according to ---------------------------------------------------------------------------------------------

    def _according(self, cue: Cue) -> None:
        subject = read_right(self.scene, cue.hi, self.sentence.hi)
        if subject is None:
            return
        self.speaker = self.speaker or subject
        start = strip_connectives(self.scene, self.sentence.lo, cue.lo) if cue.lo > self.sentence.lo else cue.lo
        if cue.lo - start <= 1:
            self._after_comma(cue, subject.hi, subject)
            return
        end = cue.lo - (self.low[cue.lo - 1] == ",")
        if not any(statement.hi > start for statement in self.found):
            self._add(Statement(start, end, self._is_quoted(start, end), cue, subject))
        self._tail(cue, subject)

    def _tail(self, cue: Cue, subject: Subject) -> None:
        """Take ", with two of seven voting for a cut" behind the speaker into the statement; appositions are none."""
        at = subject.hi
        if at + _LEAST_CONTENT < self.sentence.hi and self.low[at] == "," and self.low[at + 1] in {"with", "after"}:
            self._add(Statement(at + 1, self.sentence.hi, False, cue, subject))

    def _after_comma(self, cue: Cue, at: int, subject: Subject) -> None:
        hi = self.sentence.hi
        commas = [i for i in range(at, min(hi, at + 40)) if self.low[i] == "," and not self.scene.stretch_at[i]][:2]
        if not commas:
            return
        start = commas[0] + 1
        apposed = (
            len(commas) > 1 and self.low[start : start + 1] and self.low[start] in {"a", "an", "the", "who", "which"}
        )
        if apposed and subject.kind == "name" and not has_verb(self.scene, start, commas[1]):
            start = commas[1] + 1
        self._add(Statement(start, hi, self._is_quoted(start, hi), cue, subject))

    # -- verbs ----------------------------------------------------------------------------------------------------

    def _verb(self, number: int, cue: Cue) -> None:
        floor = self._floor(number, cue)
        passive = self._passive(cue)
        if passive:
            self._add_passive(number, cue, passive)
            return
        subject, inverted = self._subject(cue, floor)
        if subject is None:
            subject = self._inherited(cue)
        elif not cue.participle and self.low[subject.lo] not in {"who", "which"}:
            self.speaker = subject
        if subject is None or not self._can_report(cue, subject):
            return
        if self._is_as(cue, subject):
            self._after_comma(cue, cue.hi, subject)
        else:
            self._place(number, cue, subject, inverted=inverted)

    def _subject(self, cue: Cue, floor: int) -> tuple[Subject | None, bool]:
        """Read who stands beside a verb, and whether behind it."""
        before = cue.lo - 1
        free = cue.participle and (cue.lo == self.sentence.lo or self.low[before] in {",", "by", "and", "while"})
        subject = None if free else read_left(self.scene, (floor, cue.lo))
        if subject or cue.participle or not self._may_invert(cue, before):
            return subject, False
        behind = read_right(self.scene, cue.hi, self.sentence.hi)
        return (behind, True) if behind and not self._goes_on(behind) else (None, False)

    def _can_report(self, cue: Cue, subject: Subject) -> bool:
        """Tell a report from "if the world insisted" and from "a tour of early-voting states"."""
        if self.low[max(subject.lo - 1, 0)] in {"if", "unless"}:
            return False
        if cue.kind == "name" and subject.head in WORKS:
            return False  # "a book called ..."
        if subject.kind == "name" and self.low[cue.lo] in NOUNS and self.low[cue.lo] == cue.lemma:
            return False  # "GDP estimate": a plural's verb
        return not (subject.kind == "nominal" and self.low[cue.lo] in NOUNS and not is_speaker_noun(subject.head))

    def _is_as(self, cue: Cue, subject: Subject) -> bool:
        """Tell whether this is "As the broadcaster Kanal reports, ..."."""
        first = subject.first if subject.first >= 0 else subject.lo
        head = self.sentence.lo + (self.low[self.sentence.lo] == "(")
        if self.low[head] != "as" or not head < first < head + _DESCRIBED:
            return False
        described = all(self.low[at][0].isalpha() and self.low[at] not in FINITE for at in range(head + 1, first))
        return described and closes_attribution(self.scene, cue, range(cue.hi, self.sentence.hi))

    def _floor(self, number: int, cue: Cue) -> int:
        apposed = self.low[cue.lo - 1] == "," if cue.lo else False
        floor = self.cues[number - 1].hi if number and not apposed else self.sentence.lo
        for stretch in self.sentence.stretches:
            if stretch.hi <= cue.lo:
                floor = max(floor, stretch.hi)
        return floor

    def _may_invert(self, cue: Cue, before: int) -> bool:
        if before < self.sentence.lo:
            return False
        after_quote = self.scene.stretch_at[before] != 0
        if after_quote and self.low[cue.lo] in NOUNS and self.low[before - 1] not in {",", "?", "!"}:
            return False  # '... the "blue wall" states'
        return (after_quote or self.low[before] == ",") and cue.hi < self.sentence.hi and self.low[cue.hi] not in THAT

    def _goes_on(self, subject: Subject) -> bool:
        """Tell whether a verb follows: then this is no inverted subject but the start of what is said."""
        return subject.hi < self.sentence.hi and self.low[subject.hi] in FINITE

    def _passive(self, cue: Cue) -> Subject | None:
        """Read "was told by a headmaster that", "Asked by the prosecutor if"."""
        if cue.hi >= self.sentence.hi or self.low[cue.hi] != "by":
            return None
        return read_right(self.scene, cue.hi + 1, self.sentence.hi)

    def _inherited(self, cue: Cue) -> Subject | None:
        """Find who goes on: ", adding that", "and insisted", or the subject of the sentence."""
        before = self.low[cue.lo - 1] if cue.lo > self.sentence.lo else ""
        coordinated = before in {"and", "but", ","} or (before == "also" and self.low[cue.lo - 2] in {"and", "but"})
        if cue.participle and (
            before in {",", "by", "and", "while"} or cue.lo == self.sentence.lo or self.scene.stretch_at[cue.lo - 1]
        ):
            return self.speaker or read_sentence_subject(self.scene, self.sentence, cue.lo)
        if coordinated and not cue.participle and before != ",":
            return self.speaker or read_sentence_subject(self.scene, self.sentence, cue.lo)
        return None

    def _place(self, number: int, cue: Cue, subject: Subject, *, inverted: bool) -> None:
        """Decide on which side of the verb its content stands."""
        start = subject.first if subject.first >= 0 else subject.lo
        first = cue.lo if inverted or subject.lo > cue.lo else front_of(self.scene, self.sentence.lo, start)
        quoted = self._stretch_before(first) if not cue.participle and cue.kind != "name" else None
        after = None if inverted else self._content_after(number, cue)
        if quoted and quoted.lo not in self.covered:
            start = self._clause_start(quoted)
            self.covered.add(quoted.lo)
            self._add(Statement(start, quoted.hi, start == quoted.lo, cue, subject))
            if after and after[2]:
                self._add(Statement(*after, cue, subject))
            return
        if after:
            self._add(Statement(*after, cue, subject))
        elif not cue.participle and not self._comma_final(cue, subject, first) and not inverted:
            self._framed(number, cue, subject)

    def _clause_start(self, quoted: Stretch) -> int:
        """Let a statement that ends in quotation marks start with its sentence: 'The plan is "dead," he said'."""
        earlier = max((s.hi for s in self.found), default=self.sentence.lo)
        held = max((s.hi for s in self.sentence.stretches if s.hi <= quoted.lo), default=self.sentence.lo)
        start = strip_connectives(self.scene, max(earlier, held, self.sentence.lo), quoted.lo)
        whole = quoted.opened and quoted.lo - start >= _LEAST_CONTENT and has_verb(self.scene, start, quoted.lo)
        return start if whole and self.low[quoted.lo - 1] not in {",", ":"} else quoted.lo

    def _stretch_before(self, at: int) -> Stretch | None:
        at -= (
            at > self.sentence.lo
            and self.low[at - 1] in {",", "-", "–", "—", "--", "…"}
            and not self.scene.stretch_at[at - 1]
        )
        found = next((s for s in self.sentence.stretches if s.hi == at), None)
        return found if found and self._is_spoken(found) else None

    def _is_spoken(self, stretch: Stretch) -> bool:
        """Tell a short quotation from a name in marks: 'the "Orchard" actor said'."""
        ends = (
            not stretch.closed
            or self.low[stretch.hi - 2] in _SPEECH_ENDS
            or self.low[stretch.hi : stretch.hi + 1] == [","]
        )
        return ends or stretch.hi - stretch.lo > _NAME

    def _framed(self, number: int, cue: Cue, subject: Subject) -> None:
        """Read "He says for security reasons the locations will not be revealed": a frame opens what is said."""
        end = clause_end(self.scene, self.sentence, self.cues[number:])
        if cue.lemma != "say" or cue.hi >= end or self.low[cue.hi] not in _FRAMES:
            return
        comma = self.low[cue.hi] not in PREPOSITIONS and self._question_end(cue.hi, end)
        if comma < end and any(self.low[index] in FINITE for index in range(max(comma, cue.hi + 2), end)):
            self._add(Statement(cue.hi, end, False, cue, subject))

    def _comma_final(self, cue: Cue, subject: Subject, first: int) -> bool:
        """Read "CONTENT, Grushko said": the sentence up to the comma. Tell whether it was that."""
        if first - 1 <= self.sentence.lo or self.low[first - 1] != "," or self._needs_marks(cue):
            return False
        if not closes_attribution(self.scene, cue, range(max(cue.hi, subject.hi), self.sentence.hi)):
            return False
        earlier = max((s.hi for s in self.found), default=self.sentence.lo)
        start = strip_connectives(self.scene, max(earlier, self.sentence.lo), first)
        while start < first and self.low[start] in {",", ";", "and", "but"}:
            start += 1
        if start < first:
            if self.low[start].endswith("ing") and self._question_end(start, first) == first - 1:
                return False  # "Announcing the deployment, he said with ..."
            self._add_clause(cue, subject, range(start, first - 1))
        self._resume(cue, subject)
        return True

    def _add_clause(self, cue: Cue, subject: Subject, span: range) -> None:
        """Add the sentence before ", he said" if it tells something."""
        framed = self.low[span.start] in PREPOSITIONS or self.low[span.start] in CONNECTIVES
        capital = self.scene.words[span.start][0].isupper() and not framed
        if len(span) >= _LEAST_CONTENT - 1 and (capital or has_verb(self.scene, span.start, span.stop)):
            self._add(Statement(span.start, span.stop, False, cue, subject))

    def _needs_marks(self, cue: Cue) -> bool:
        return cue.kind == "name" or (cue.kind == "quote" and cue.lemma not in {"go on", "continue"})

    def _resume(self, cue: Cue, subject: Subject) -> None:
        """Take up ", after 2.6% in 2031" behind "the bank forecast" and "His plan, he stated, was ..."."""
        at = max(cue.hi, subject.hi)
        room = at + _LEAST_CONTENT < self.sentence.hi and self.low[at] == "," and not self.scene.stretch_at[at + 1]
        word = self.low[at + 1] if room else ""
        apposed = subject.hi > cue.hi and word not in FINITE and word not in PREPOSITIONS
        if apposed:
            at = self._question_end(at + 1, self.sentence.hi)
            behind = at + _LEAST_CONTENT < self.sentence.hi and self.low[at + 1] in PREPOSITIONS - {"of", "at", "in"}
            apposed = not (behind and any(s.lo == at + 2 for s in self.sentence.stretches))
        if room and not apposed and word not in _NOT_RESUMED and not word.endswith("ing"):
            end = self.cues[-1].lo if self.cues[-1].lo > at else self.sentence.hi
            self._add(Statement(at + 1, end, False, cue, subject))

    def _content_after(self, number: int, cue: Cue) -> tuple[int, int, bool] | None:
        end = clause_end(self.scene, self.sentence, self.cues[number:])
        if self.low[self.sentence.lo] in _SUBORDINATE and number == 0:
            inside = (s.hi for s in self.sentence.stretches if s.lo >= cue.hi and "," in self.low[s.hi - 2 : s.hi + 1])
            end = min(self._question_end(cue.hi, end), *inside, end)  # "While she said the trip was brief, he stayed"
        return read_content(self.scene, cue, Room(self.sentence, cue.hi, end, self.covered))

    def _add_passive(self, number: int, cue: Cue, subject: Subject) -> None:
        at = subject.hi
        end = clause_end(self.scene, self.sentence, self.cues[number:])
        after = read_content(self.scene, cue, Room(self.sentence, at, self._question_end(at, end), self.covered))
        if after:
            self._add(Statement(*after, cue, subject))

    def _question_end(self, at: int, end: int) -> int:
        return next((i for i in range(at, end) if self.low[i] == "," and not self.scene.stretch_at[i]), end)

    def _is_quoted(self, lo: int, hi: int) -> bool:
        return any(s.lo == lo and s.hi >= hi - 1 for s in self.sentence.stretches)

    def _add(self, statement: Statement) -> None:
        if statement.hi > statement.lo:
            for stretch in self.sentence.stretches:
                if statement.lo <= stretch.lo < statement.hi:
                    self.covered.add(stretch.lo)
            self.found.append(statement)
