"""Where what is said begins and ends behind a verb, in a sentence that is not English."""

from __future__ import annotations

from pipeline.enrich.english.reporting import Cue
from pipeline.enrich.tongues.authority import AuthorityReader
from pipeline.enrich.tongues.cueing import CLITICS

_LEAST = 3
_REACH = 16
_HELPERS = 3
_SHORT = 7  # tokens of a sentence that its "he said" may interrupt
_STOPS = frozenset({".", ";", "!", "?", "\n", "(", ")"})


class ContentReader(AuthorityReader):
    """Adds the reading of clauses, infinitives and words in marks behind a verb."""

    def end_of_clause(self, lo: int, hi: int) -> int:
        """End a clause where the next verb of saying takes over: "... and added that"."""
        for index in range(lo + _LEAST, hi - _LEAST):
            if self.low[index] == ":" and self.scene.stretch_at[index + 1]:
                return index
            if self.low[index] in self.tongue.converbs and self._tells(index + 1, hi):
                return index - 2 * (self.low[index - 1] == "en") - (self.low[index - 1] == ",")
            if self.low[index] in self.tongue.conjunctions and self._reports_soon(index + 1, hi):
                return index - (self.low[index - 1] == ",")
        return hi

    def _tells(self, at: int, hi: int) -> bool:
        """Tell whether something that is said begins within a few words."""
        ahead = range(at, min(hi, at + _HELPERS))
        return any(self.low[index] in self.tongue.that or self.scene.stretch_at[index] for index in ahead)

    def _reports_soon(self, at: int, hi: int) -> bool:
        tongue = self.tongue
        for _ in range(_HELPERS):
            at += at < hi and any(self.low[at] in known for known in (CLITICS, tongue.auxiliaries, tongue.adverbs))
        if at >= hi or not (self.low[at] in tongue.verbs or self.low[at] in tongue.participles):
            return False
        return any(self.low[i] in tongue.that or self.scene.stretch_at[i] for i in range(at + 1, min(hi, at + _SHORT)))

    def content_after(self, cue: Cue, at: int) -> tuple[int, int, bool] | None:
        """Read the quotation or clause behind a verb and its subject."""
        hi = self.sentence.hi
        for index in range(at, min(hi, at + _REACH)):
            if self.scene.stretch_at[index]:
                return self._marked_content(cue, at, index)
            word = self.low[index]
            if cue.kind == "name" and word not in _STOPS:
                continue
            if (word in self.tongue.that and hi - index > _LEAST) or self._is_infinitive(cue, at, index):
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
        word = self.scene.words[stretch.lo + 1]
        joined = "," not in self.low[at:index]
        near = cue.kind == "name" or (
            joined and index - at < _SHORT and (stretch.hi - stretch.lo > _LEAST or word.islower())
        )
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
        if promised or word not in tongue.infinitives or word == "ne":
            return promised or (word == "ne" and index == at)
        before = self.low[at:index]
        return tongue.relative.isdisjoint(before) and self.low[index - 1] not in tongue.prepositions - {"d'"}

    def _opens_bare(self, at: int, index: int) -> bool:
        """Tell whether a comma opens a clause without "dass": "sagte Müller am Montag, die Brücke sei gesperrt"."""
        if not self.tongue.bare_clauses or self.low[index] != ",":
            return False
        after = self.low[index + 1 : index + 1 + _REACH]
        conjoined = any(word in self.tongue.that for word in after)
        marked = any(s.lo > index and self.low[s.lo - 1] == ":" for s in self.sentence.stretches)
        return index - at < _SHORT and not conjoined and not marked
