"""Whose word a sentence that is not English gives beside a phrase: "selon X", "wie X mitteilte", "об этом"."""

from __future__ import annotations

from pipeline.enrich.english.phrases import Subject
from pipeline.enrich.english.reporting import Cue
from pipeline.enrich.marks import DOUBLE
from pipeline.enrich.statements import Statement
from pipeline.enrich.tongues.cueing import CLITICS
from pipeline.enrich.tongues.framing import Frame

_LEAST = 3
_REACH = 16
_COMMA_REACH = 40
_SHORT = 7

_ALONE = frozenset({"lui", "elle", "él", "ella"})
OWNERS = {
    "его": "m", "её": "f", "ее": "f", "их": "p", "seinen": "m", "seiner": "m", "ihm": "m", "ihren": "f", "ihrer": "f",
    "ihr": "f", "son": "", "ses": "", "su": "",
}  # fmt: skip


class AuthorityReader(Frame):
    """Adds to what is found what stands beside a phrase instead of a verb."""

    def read_according(self, cue: Cue) -> None:
        subject, at = self._authority(cue)
        if subject is None or (cue.kind == "for" and not self._is_somebody(subject)):
            return
        at += self.scene.near(at) in DOUBLE and not self.scene.stretch_at[at]  # behind «Wall Street Journal»
        start = min(cue.lo, subject.lo)
        if start - self.sentence.lo > _LEAST and self.low[start - 1] == ",":
            lo = self.after_dash(self.sentence.lo)
            self.add(Statement(lo, start - 1, self.is_quoted(lo, start - 1), cue, subject))
            if at < self.sentence.hi and self.low[at] == "," and start - lo <= _SHORT:
                self.add(Statement(at + 1, self.sentence.hi, self.is_quoted(at + 1, self.sentence.hi), cue, subject))
            return
        if start > self.sentence.lo and self.scene.stretch_at[start - 1]:
            stretch = self.stretch_before(start)
            self.add(Statement(stretch.lo, stretch.hi, True, cue, subject)) if stretch else None
            return
        begin, end = self._after_comma(at), self.sentence.hi
        if self.tongue.noun_capitals and start - self.sentence.lo > 1 and self.low[start - 1].isalpha():
            begin = self.sentence.lo  # in the middle: "Der Fahrer war nach Angaben der Polizei betrunken."
        said = cue.kind != "for" or any(s.lo >= at and s.hi - s.lo > _LEAST for s in self.sentence.stretches)
        if begin is not None and end - begin >= _LEAST and said:
            self.add(Statement(begin, end, self.is_quoted(begin, end), cue, subject))

    def _is_somebody(self, subject: Subject) -> bool:
        """Tell whether "pour X" means what X thinks: a person, and right at the head of the sentence."""
        if subject.entity:
            return True
        if subject.kind == "pronoun":
            return subject.head in _ALONE
        role = bool(self.tongue.role_of(subject.head)) or self.tongue.is_group(subject.head)
        return subject.kind == "nominal" and role

    def _authority(self, cue: Cue) -> tuple[Subject | None, int]:
        if cue.kind == "own":
            word = next((i for i in range(cue.lo, cue.hi) if self.low[i] in OWNERS), cue.lo)
            return Subject(word, word + 1, "pronoun", self.low[word]), cue.hi
        if cue.kind == "postposed":
            return (self.subjects.before(cue.lo - 1) if cue.lo > self.sentence.lo else None), cue.hi
        if cue.kind == "source":
            return self.subjects.right(cue.hi), self._source_end(cue.hi)
        subject = self.subjects.right(cue.hi) or self._any_source(cue)
        return subject, max(cue.hi, subject.hi) if subject else cue.hi

    def _any_source(self, cue: Cue) -> Subject | None:
        """Take whatever a text relies on: "según datos de la empresa,", "nach Angaben des Wetterdienstes"."""
        at, tongue = cue.hi, self.tongue
        if cue.kind != "according" or at >= self.sentence.hi or len(cue.lemma) <= _LEAST:
            return None
        if tongue.noun_capitals:
            noun = self.scene.words[at][0].isupper() and cue.hi - cue.lo > 1
            return Subject(at, at + 1, "nominal", self.low[at]) if noun else None
        end = self.subjects.phrase_end(at)
        verbal = self.low[at] in tongue.auxiliaries or self.low[at] in CLITICS - tongue.definite
        named = end == at + 1 and self.scene.words[at][0].isupper()
        closed = (end - at > 1 or named) and self.scene.near(end) in {",", "."}
        closed = closed and self.low[at][0].isalpha() and not verbal
        return Subject(at, end, "nominal", self.low[at]) if closed and self.low[at] not in tongue.relative else None

    def _source_end(self, at: int) -> int:
        """Step over "on indique que" behind "de source policière,"."""
        comma = next((i for i in range(at, min(self.sentence.hi, at + _SHORT)) if self.low[i] == ","), at)
        that = range(comma, min(self.sentence.hi, comma + _SHORT))
        return next((i for i in that if self.low[i] in self.tongue.that), comma)

    def _after_comma(self, at: int) -> int | None:
        """Find where the content starts behind its authority: after the comma, in German right with the verb."""
        if (
            at < self.sentence.hi
            and self.low[at] != ","
            and (self.tongue.noun_capitals or self.low[at] in self.tongue.that)
        ):
            return at
        for index in range(at, min(self.sentence.hi, at + _COMMA_REACH)):
            relative = self.scene.near(index + 1) in self.tongue.relative
            if self.low[index] == "," and not self.scene.stretch_at[index] and not relative:
                return index + 1
        return at if self.tongue.declines and at < self.sentence.hi else None

    def read_as_said(self, cue: Cue) -> bool:
        """Read "Wie die Bank mitteilte, CONTENT", "CONTENT, según ha anunciado la empresa"."""
        lo = self._clause_lo(cue.lo)
        start = lo
        lo = next((at for at in range(lo, min(cue.lo, lo + _LEAST)) if self.low[at] in self.tongue.like), -1)
        if lo < 0 or cue.kind != "say":
            return False
        subject = self._subject_inside(lo + 1, cue)
        if subject is None:
            return False
        hi = max(cue.hi, subject.hi)
        while hi < self.sentence.hi and self.low[hi] not in {",", "."} and not self.scene.stretch_at[hi]:
            hi += 1
        if start > self.sentence.lo:
            self.add(Statement(self.after_dash(self.sentence.lo), start - 1, False, cue, subject))
        elif self.sentence.hi - hi > _LEAST:
            begin = hi + (self.low[hi] == ",")
            self.add(Statement(begin, self.sentence.hi, self.is_quoted(begin, self.sentence.hi), cue, subject))
        return True

    def _clause_lo(self, at: int) -> int:
        """Find where the clause of a verb begins."""
        for index in range(at - 1, max(self.sentence.lo, at - _REACH), -1):
            if self.low[index] == "," or self.scene.stretch_at[index]:
                return index + 1
        return self.sentence.lo

    def _subject_inside(self, lo: int, cue: Cue) -> Subject | None:
        """Read the subject between "wie" and its verb, or behind the verb."""
        lo += lo < cue.lo and self.low[lo] in CLITICS - {"lui"}
        before = self.subjects.right(lo) if lo < cue.lo else None
        return before if before and before.hi <= cue.lo else self.subjects.right(cue.hi, cue)

    def read_of_this(self, cue: Cue) -> bool:
        """Read "Об этом сообщил X" and "X сообщил об этом": the sentence before is what X says."""
        subject = self._teller_of_this(cue) if self.before else None
        if subject is None or self.before is None or not self._says_no_more(subject, cue):
            return False
        self.add(Statement(self.before.lo, self.before.hi, False, cue, subject))
        return True

    def _teller_of_this(self, cue: Cue) -> Subject | None:
        lo = self.sentence.lo
        for words in self.tongue.this:
            if tuple(self.low[lo : lo + len(words)]) == words and cue.lo - lo - len(words) < _SHORT:
                return self.subjects.right(cue.hi, cue)
            if len(words) > 1 and tuple(self.low[cue.hi : cue.hi + len(words)]) == words:
                return self.subjects.beside(cue)
        return None

    def _says_no_more(self, subject: Subject, cue: Cue) -> bool:
        """Tell whether nothing that is said follows in this sentence itself."""
        if any(stretch.lo >= cue.hi for stretch in self.sentence.stretches):
            return False
        ahead = range(subject.hi, min(self.sentence.hi, subject.hi + _SHORT))
        return not any(self.low[index] == ":" or self.low[index] in self.tongue.that for index in ahead)
