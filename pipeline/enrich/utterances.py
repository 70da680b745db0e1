"""What is said in a sentence that is not English: one statement for each reporting verb and each stretch in marks."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from pipeline.enrich.actors import SubjectReader
from pipeline.enrich.authority import AuthorityReader
from pipeline.enrich.cueing import CLITICS, find_cues
from pipeline.enrich.hearsay import is_hearsay
from pipeline.enrich.inversion import InversionReader
from pipeline.enrich.lexicon.tongue import Tongue
from pipeline.enrich.marks import Stretch
from pipeline.enrich.nesting import DASHES
from pipeline.enrich.reporting import Cue
from pipeline.enrich.scene import Scene
from pipeline.enrich.sentences import Paragraph, Sentence
from pipeline.enrich.statements import Statement
from pipeline.enrich.subjects import Subject

_LEAST = 3
_REACH = 16
_COMMA_REACH = 40
_PHRASES = frozenset({"according", "own", "postposed", "for", "source"})
_HEAD = 6
_HELPERS = 3
_SHORT = 7  # tokens of a sentence that its "he said" may interrupt
_STOPS = frozenset({".", ";", "!", "?", "\n", "(", ")"})


class UtteranceReader(AuthorityReader):
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
        self._left_over()
        if not self.found and is_hearsay(self.scene, self.sentence, self.tongue, follows=self.follows):
            self.add(Statement(self.sentence.lo, self.sentence.hi, False, None, self._topic()))
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
        content = self._content_after(cue, self.past_apposition(at))
        if content:
            lo, hi, direct = content
            self.add(Statement(lo, hi if direct else self._end_of_clause(lo, hi), direct, cue, subject))
        elif subject and cue.kind != "name":
            self._comma_final(cue, subject, first)

    def _converb(self, cue: Cue) -> None:
        """Read "ajoutant que", "добавив, что" for whoever the sentence is about."""
        lo = next(at for at in range(cue.hi, self.sentence.hi) if self.low[at] in self.tongue.that)
        subject = self.found[-1].subject if self.found else self.subjects.of_sentence(cue.lo)
        if subject and self.sentence.hi - lo >= _LEAST:
            self.add(Statement(lo, self._end_of_clause(lo, self.sentence.hi), False, cue, subject))

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
        if cue.lo - self.sentence.lo < _LEAST or self.stretch_before(cue.lo) or not self._content_after(cue, cue.hi):
            return None
        head = self.subjects.of_sentence(cue.lo)
        return head if head and head.hi < cue.lo and head.lo <= self.sentence.lo + _HEAD else None

    def _end_of_clause(self, lo: int, hi: int) -> int:
        """End a clause where the next verb of saying takes over: "... and added that"."""
        for index in range(lo + _LEAST, hi - _LEAST):
            if self.low[index] == ":" and self.scene.stretch_at[index + 1]:
                return index
            if self.low[index] in self.tongue.conjunctions and self._reports_soon(index + 1, hi):
                return index - (self.low[index - 1] == ",")
        return hi

    def _reports_soon(self, at: int, hi: int) -> bool:
        tongue = self.tongue
        for _ in range(_HELPERS):
            at += at < hi and any(self.low[at] in known for known in (CLITICS, tongue.auxiliaries, tongue.adverbs))
        if at >= hi or not (self.low[at] in tongue.verbs or self.low[at] in tongue.participles):
            return False
        return any(self.low[i] in tongue.that or self.scene.stretch_at[i] for i in range(at + 1, min(hi, at + _SHORT)))

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

    def _content_after(self, cue: Cue, at: int) -> tuple[int, int, bool] | None:
        """Read the quotation or clause behind a verb and its subject."""
        hi = self.sentence.hi
        for index in range(at, min(hi, at + _REACH)):
            if self.scene.stretch_at[index]:
                return self._marked_content(cue, at, index)
            word = self.low[index]
            if cue.kind == "name" and word not in _STOPS:
                continue
            if (word in self.tongue.that and hi - index >= _LEAST) or self._is_infinitive(cue, at, index):
                whole = next((s for s in self.sentence.stretches if s.lo == index + 1 and s.hi >= hi - 1), None)
                return (whole.lo, whole.hi, True) if whole else (self._clause_head(index), hi, False)
            if word in _STOPS or (index > at and self.subjects.is_verb(index)):
                return None
            if self._opens_bare(at, index) and hi - index > _LEAST:
                return index + 1, hi, False
        return None

    def _clause_head(self, index: int) -> int:
        """Let a clause with "ли" begin behind its comma: "спросил, знают ли они"."""
        behind = (at for at in range(index - 1, max(self.sentence.lo, index - _SHORT), -1) if self.low[at] == ",")
        return next(behind, index - 1) + 1 if self.low[index] == "ли" else index

    def _marked_content(self, cue: Cue, at: int, index: int) -> tuple[int, int, bool] | None:
        """Take the words in marks behind a verb, the words between being its object: "dénonce une loi « bâclée »"."""
        stretch = next((s for s in self.sentence.stretches if s.lo == index), None)
        if stretch is None or self.is_taken(stretch):
            return None
        whole = index == at or self.low[index - 1] in {":", ","}
        near = cue.kind == "name" or (index - at < _SHORT and stretch.hi - stretch.lo > _LEAST)
        return (stretch.lo, stretch.hi, True) if whole or near else None

    def _is_infinitive(self, cue: Cue, at: int, index: int) -> bool:
        """Tell whether what is claimed or promised stands in the infinitive: "dit avoir vu", "prometió volver"."""
        tongue, word = self.tongue, self.low[index]
        if not tongue.infinitives or cue.kind != "say" or self.sentence.hi - index < _LEAST:
            return False
        if not tongue.elides:
            verb = word.endswith(tongue.infinitives) and word not in tongue.adverbs and not tongue.role_of(word)
            return index == at and verb and len(word) > _LEAST
        if index == at and word.endswith(("er", "ir", "re")) and len(word) > _LEAST + 1:
            return not (word in tongue.adverbs or word in tongue.prepositions or tongue.role_of(word))
        promised = index == at + 1 and self.low[at] in {"de", "d'"} and word.endswith(("er", "ir", "re", "oir"))
        return promised or (word in tongue.infinitives and self.low[index - 1] not in tongue.prepositions - {"d'"})

    def _opens_bare(self, at: int, index: int) -> bool:
        """Tell whether a comma opens a clause without "dass": "sagte Müller am Montag, die Brücke sei gesperrt"."""
        if not self.tongue.bare_clauses or self.low[index] != ",":
            return False
        after = self.low[index + 1 : index + 1 + _REACH]
        conjoined = any(word in self.tongue.that for word in after)
        marked = any(s.lo > index and self.low[s.lo - 1] == ":" for s in self.sentence.stretches)
        return index - at < _SHORT and not conjoined and not marked

    def _comma_final(self, cue: Cue, subject: Subject, first: int) -> None:
        """Read "CONTENT, a indiqué X": the sentence up to the comma, and what goes on behind."""
        end = first - 1
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
                statement = self._unclaimed(stretch, claimed)
                self.found += [statement] if statement else []

    def _unclaimed(self, stretch: Stretch, claimed: list[Statement]) -> Statement | None:
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
        last = claimed[-1] if claimed else None
        speech = self.low[stretch.lo - 1] in {",", ".", *DASHES}
        if last and last.direct and stretch.hi - stretch.lo >= _LEAST and speech and last.hi <= stretch.lo:
            return Statement(stretch.lo, stretch.hi, True, last.cue, last.subject)
        return None

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
