"""What is said in a sentence that is not English: one statement for each reporting verb and each stretch in marks."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from pipeline.enrich.english.phrases import Subject
from pipeline.enrich.english.reporting import Cue
from pipeline.enrich.lexicon.tongue import Tongue
from pipeline.enrich.marks import Stretch
from pipeline.enrich.scene import Scene
from pipeline.enrich.sentences import Paragraph, Sentence
from pipeline.enrich.statements import Statement
from pipeline.enrich.tongues.actors import SubjectReader
from pipeline.enrich.tongues.cueing import CLITICS, find_cues
from pipeline.enrich.tongues.hearsay import is_hearsay
from pipeline.enrich.tongues.inversion import InversionReader
from pipeline.enrich.tongues.nesting import DASHES
from pipeline.enrich.tongues.sayings import ContentReader

_LEAST = 3
_COMMA_REACH = 40
_PHRASES = frozenset({"according", "own", "postposed", "for", "source"})
_HEAD = 10
_SHORT = 7  # tokens of a sentence that its "he said" may interrupt


class UtteranceReader(ContentReader):
    """Reads one sentence; `found` grows verb by verb."""

    def read(self) -> list[Statement]:
        """Read all statements of the sentence."""
        for cue in find_cues(self.scene, self.sentence, self.tongue):
            if any(statement.lo <= cue.lo < statement.hi for statement in self.found):
                continue  # what somebody is said to have said
            if cue.kind in _PHRASES:
                self.read_according(cue)
            elif cue.kind == "converb":
                self._converb(cue)
            else:
                self._verb(cue)
        if not self.found and is_hearsay(self.scene, self.sentence, self.tongue, follows=self.follows):
            self.add(Statement(self.sentence.lo, self.sentence.hi, False, None, self._topic()))
        self._left_over()
        return sorted(self.found, key=lambda statement: statement.lo)

    # -- verbs ----------------------------------------------------------------------------------------------------

    def _verb(self, cue: Cue) -> None:
        if self.read_as_said(cue) or self.read_of_this(cue):
            return
        subject = self.subjects.beside(cue) or self._shared(cue) or self._far(cue)
        first = cue.lo
        if subject and subject.lo < cue.lo:
            first = subject.first if subject.first >= 0 else subject.lo
        at = max(cue.hi, subject.hi) if subject and subject.lo >= cue.lo else cue.hi
        if subject is None and not self._may_drop(cue):
            return
        first -= first > self.sentence.lo and first == cue.lo and self.low[first - 1] in CLITICS  # "lui répond X"
        follows = at < self.sentence.hi and any(s.lo == at for s in self.sentence.stretches)
        quoted = self.stretch_before(first) if cue.kind != "name" and not follows else None
        subject = subject or self._topic()
        if quoted and not self.is_taken(quoted):
            lo = self._clause_start(quoted)
            self.add(Statement(lo, quoted.hi, lo == quoted.lo, cue, subject))
            return
        content = self.content_after(cue, self.past_apposition(at))
        if content:
            lo, hi, direct = content
            self.add(Statement(lo, hi if direct else self.end_of_clause(lo, hi), direct, cue, subject))
        elif subject and cue.kind != "name":
            self._comma_final(cue, subject, first)

    def _converb(self, cue: Cue) -> None:
        """Read "ajoutant que", "добавив, что" for whoever the sentence is about."""
        low, marked = self.low, self.scene.stretch_at
        lo = next(at for at in range(cue.hi, self.sentence.hi) if marked[at] or low[at] in self.tongue.that)
        subject = self.found[-1].subject if self.found else self.subjects.of_sentence(cue.lo)
        hi = marked[lo] or self.end_of_clause(lo, self.sentence.hi)
        if subject and hi - lo >= _LEAST and not any(s.lo < hi and lo < s.hi for s in self.found):
            self.add(Statement(lo, hi, bool(marked[lo]), cue, subject))

    def _shared(self, cue: Cue) -> Subject | None:
        """Take over the subject of the verb before: "... and added that"."""
        at = cue.lo - 1
        joins, between = self.tongue.conjunctions, CLITICS | self.tongue.adverbs
        while at > self.sentence.lo and self.low[at] in between and self.low[at] not in joins:
            at -= 1
        joined = at > self.sentence.lo and self.low[at] in joins
        return self.found[-1].subject if joined and self.found else None

    def _far(self, cue: Cue) -> Subject | None:
        """Take the head of the sentence, where a clause stands between: "Un vecino que no dio su nombre dijo que"."""
        if cue.lo - self.sentence.lo < _LEAST or self.stretch_before(cue.lo) or not self.content_after(cue, cue.hi):
            return None
        head = self.subjects.of_sentence(cue.lo)
        return head if head and head.hi < cue.lo and head.lo <= self.sentence.lo + _HEAD else None

    def _may_drop(self, cue: Cue) -> bool:
        """Tell whether a verb may stand without a subject: «...», añadió. Añadió que ..."""
        lo = self.sentence.lo
        start = cue.lo == lo or (cue.lo == lo + 1 and self.low[lo] in self.tongue.conjunctions)
        led = self.low[cue.lo - 1] == "," and cue.lo - lo <= _SHORT
        that = {self.scene.near(cue.hi), self.scene.near(cue.hi + 1)}
        start = start or (led and not that.isdisjoint(self.tongue.that))
        return self.tongue.code in {"es", "ru"} and (start or bool(self.stretch_before(cue.lo)))

    def _clause_start(self, quoted: Stretch) -> int:
        """Let a statement that ends in marks start with its sentence: "Le plan est « mort », a-t-il dit"."""
        held = max((s.hi for s in self.sentence.stretches if s.hi <= quoted.lo), default=self.sentence.lo)
        lo = self.after_dash(max(held, self.sentence.lo))
        mixed = quoted.lo - lo > 1 and self.low[quoted.lo - 1] not in {",", ":", *DASHES}
        return lo if mixed and not self.found else quoted.lo

    def _comma_final(self, cue: Cue, subject: Subject, first: int) -> None:
        """Read "CONTENT, a indiqué X": the sentence up to the comma, and what goes on behind."""
        end = first - 1
        if self.tongue.noun_capitals and first != cue.lo:
            return  # the verb comes first there: not in ", die Zeugen berichtet haben"
        while end > self.sentence.lo and self.low[end] in DASHES:
            end -= 1
        if end - self.sentence.lo < _LEAST - 1 or self.low[end] != ",":
            return
        lo = self.after_dash(max((s.hi for s in self.found), default=self.sentence.lo))
        while lo < end and self.low[lo] == ",":
            lo += 1
        reported = any(s.cue and lo <= s.cue.lo < end for s in self.found)  # "so Kirsch, der ..."
        if end - lo >= _LEAST - 1 and not reported:
            self.add(Statement(lo, end, False, cue, subject))
        at = max(cue.hi, subject.hi)
        goes_on = end - lo < _SHORT and at + _LEAST < self.sentence.hi and self.low[at] == ","
        if goes_on and (subject.kind == "pronoun" or self._resumes(at + 1)):
            self.add(Statement(at + 1, self.sentence.hi, False, cue, subject))

    def _resumes(self, at: int) -> bool:
        """Tell whether a clause goes on behind who said it: "El puente, dijo Ruiz, es seguro", not ", que mide"."""
        word, tongue = self.low[at], self.tongue
        small = word.isalpha() and not tongue.role_of(word) and not self.scene.words[at][0].isupper()
        joined = word in tongue.relative or word in tongue.that or word in tongue.conjunctions or word in tongue.like
        placed = word in tongue.definite or word in tongue.indefinite or word in tongue.prepositions
        return small and not joined and not placed and word not in tongue.adverbs

    # -- what no verb has claimed ---------------------------------------------------------------------------------

    def _left_over(self) -> None:
        claimed = list(self.found)
        for stretch in self.sentence.stretches:
            if not any(s.lo < stretch.hi and stretch.lo < s.hi for s in claimed):
                statement = self._unclaimed(stretch)
                self.found += [statement] if statement else []

    def _unclaimed(self, stretch: Stretch) -> Statement | None:
        turned = InversionReader(self.subjects).read(stretch)
        if turned:
            return turned if turned.subject else replace(turned, subject=self._topic())
        if self.after_dash(self.sentence.lo) == stretch.lo and self._is_alone(stretch):
            return Statement(stretch.lo, stretch.hi, True, None, self._topic())
        long = stretch.hi - stretch.lo > _LEAST
        if stretch.lo > self.sentence.lo and self.low[stretch.lo - 1] == ":" and long:
            subject = self.subjects.of_sentence(stretch.lo)
            goes_on = self.low[self.sentence.lo] in self.tongue.conjunctions  # "Et d'ajouter : "
            subject = self._topic() if goes_on and subject is None else subject
            return Statement(stretch.lo, stretch.hi, True, None, subject) if subject or goes_on else None
        last = self.found[-1] if self.found else None
        speech = self.low[stretch.lo - 1] in {",", ".", *DASHES}
        if last and last.direct and stretch.hi - stretch.lo >= _LEAST and speech and last.hi <= stretch.lo:
            return Statement(stretch.lo, stretch.hi, True, last.cue, last.subject)
        return self._fragment(stretch)

    def _fragment(self, stretch: Stretch) -> Statement | None:
        """Give words that begin small to whom the sentence is about: "Le maire a exprimé « sa solidarité »"."""
        small = stretch.hi - stretch.lo > _LEAST + 1 and self.scene.words[stretch.lo + 1].islower()
        if not small or stretch.lo == self.sentence.lo or self.found:
            return None
        head = self.subjects.of_sentence(stretch.lo)
        free = head is not None and self.scene.near(head.lo - 1) not in self.tongue.prepositions
        person = free and head is not None and head.entity is not None and head.lo - self.sentence.lo <= _HEAD
        return Statement(stretch.lo, stretch.hi, True, None, head) if person else None

    def _topic(self) -> Subject | None:
        """Read whom the sentence before is about, when it has said nothing: "Der Imker schüttelt den Kopf. «...»"."""
        if self.before is None:
            return None
        head = SubjectReader(self.scene, self.before, self.tongue).of_sentence(self.before.hi)
        announced = self.low[self.before.hi - 1] == ":"
        near = head is not None and (announced or head.lo - self.before.lo <= _HEAD)
        known = head is not None and (head.kind != "nominal" or self.low[head.lo] in self.tongue.definite)
        return head if near and known else None

    def _is_alone(self, stretch: Stretch) -> bool:
        rest = range(stretch.hi, min(self.sentence.hi, stretch.hi + _COMMA_REACH))
        return not any(self.low[i][0].isalnum() for i in rest if not self.scene.stretch_at[i])


def read_utterances(scene: Scene, paragraph: Paragraph, tongue: Tongue) -> list[Statement]:
    """Read the statements of a paragraph, in order."""
    found: list[Statement] = []
    before = _announced(scene, paragraph)
    for sentence in paragraph.sentences:
        reader = UtteranceReader(scene, sentence, tongue, before=before)
        reader.follows = bool(found) and before is None
        said = reader.read()
        found += said
        before = None if said else sentence
    return sorted(found, key=lambda statement: statement.lo)


def _announced(scene: Scene, paragraph: Paragraph) -> Sentence | None:
    """Give the last sentence of the paragraph before, if its colon announces this one."""
    if scene.near(paragraph.lo - 2) != ":":
        return None
    paragraphs = scene.layout.paragraphs
    number = bisect_left(paragraphs, paragraph.lo, key=lambda one: one.lo)
    return paragraphs[number - 1].sentences[-1] if number and paragraphs[number - 1].sentences else None
