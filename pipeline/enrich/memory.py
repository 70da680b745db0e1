"""What has been said and who has been named so far, for deciding who "he" or "the minister" is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.enrich.english.phrases import Subject
from pipeline.enrich.entities import Entity
from pipeline.enrich.lexicon.people import NO_COMPANIES, PLACES, SAME_BODY
from pipeline.enrich.roles import is_role_word
from pipeline.enrich.scene import Scene
from pipeline.enrich.sentences import Sentence

_LOOK_BACK = 60  # mentions
_NEW_TOPIC = 60  # characters: a person named further than this behind the last quotation takes over
_MOST_PEOPLE = 60
_PROTAGONIST = 4  # mentions
_HEAD = 6  # tokens
_NEAR = 400  # tokens


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks, the words used here, and how sure that is."""

    entity: Entity | None
    subject: Subject | None
    confidence: float


@dataclass(slots=True)
class Memory:
    """The state of a reader who goes through the statements in order."""

    scene: Scene
    last: Voice | None = None
    last_end: int = 0  # token
    last_cue: str = ""  # the verb or phrase of the last statement
    last_person: Entity | None = None
    last_other: Voice | None = None
    spoken: set[Entity] = field(default_factory=set)  # people
    unnamed: dict[str, Subject] = field(default_factory=dict)  # by noun: how a source without a name was introduced
    places: list[int] = field(init=False)
    sentences: list[Sentence] = field(init=False)
    sentence_starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.places = [place for place, _ in self.scene.cast.order]
        self.sentences = [sentence for paragraph in self.scene.layout.paragraphs for sentence in paragraph.sentences]
        self.sentence_starts = [sentence.lo for sentence in self.sentences]

    def remember(self, voice: Voice, end: int) -> None:
        """Note who spoke, up to which token."""
        self.last, self.last_end = voice, max(end, voice.subject.hi if voice.subject else 0)
        if voice.entity and voice.entity.kind == "person":
            self.last_person = voice.entity
            self.spoken.add(voice.entity)
        else:
            self.last_other = voice
        if voice.entity is None and voice.subject and voice.subject.kind == "nominal":
            self.unnamed.setdefault(voice.subject.head, voice.subject)

    def last_unnamed(self, before: int) -> Subject | None:
        """Give the words for the last speaker if that is one person without a name, and nobody was named since."""
        last = self.last
        if last is None or last.entity is not None or last.subject is None or last.subject.kind != "nominal":
            return None
        one = is_role_word(last.subject.head) and not last.subject.head.endswith("s")
        return last.subject if one and self.last_named("", before, after=self.last_end) is None else None

    def named_before(self, before: int) -> Iterator[tuple[int, Entity]]:
        """Go back through the latest mentions before a token."""
        index = bisect_left(self.places, before)
        return reversed(self.scene.cast.order[max(0, index - _LOOK_BACK) : index])

    def last_place(self, entity: Entity, before: int) -> int | None:
        """Find where an entity was named last; None when that was long ago or never."""
        return next((place for place, named in self.named_before(before) if named is entity), None)

    def last_named(self, gender: str, before: int, *, after: int = 0) -> Entity | None:
        """Find the last person named outside of quotation marks who may be of that gender."""
        for place, entity in self.named_before(before):
            if place < after:
                return None
            fits = entity.kind == "person" and (not gender or entity.gender in {"", gender})
            if fits and not self.scene.stretch_at[place]:
                return entity
        return None

    def last_of(self, gender: str, before: int, *, after: int) -> Entity | None:
        """Find the person of that gender whom the last sentence that names one names first, outside of quotation marks.

        A known gender beats an open one.
        """
        open_choice: Entity | None = None
        chosen: Entity | None = None
        floor = after
        for place, entity in self.named_before(before):
            if place < floor:
                break
            if entity.kind != "person" or self.scene.stretch_at[place]:
                continue
            if entity.gender == gender and not (chosen and self._is_owner(place)):
                chosen = entity
                floor = max(after, self._sentence_at(place))
            elif not entity.gender and open_choice is None:
                open_choice = entity
        return chosen or open_choice

    def _sentence_at(self, place: int) -> int:
        return self.sentence_starts[max(0, bisect_left(self.sentence_starts, place + 1) - 1)] if self.sentences else 0

    def _is_owner(self, place: int) -> bool:
        """Tell whether a name only owns something here: "Quist's appointment"."""
        low = self.scene.low
        return any(word in {"'s", "'"} for word in low[place + 1 : place + 4])

    def is_new_topic(self, entity: Entity, before: int) -> bool:
        """Tell whether a person was named well behind the last quotation, or in a paragraph after it."""
        at = self.last_place(entity, before)
        if at is None:
            return False
        if "\n" in self.scene.words[self.last_end : at][:_NEAR]:
            return True
        starts = self.scene.tokens.starts
        return starts[at] - starts[min(self.last_end, len(starts) - 1)] > _NEW_TOPIC

    def protagonist(self, gender: str, before: int) -> Entity | None:
        """Find the person of that gender who is named most often, if more often than anybody beside."""
        people = [e for e in self.scene.cast.people[:_MOST_PEOPLE] if e.gender == gender and e.lo < before]
        return max(people, key=lambda person: person.mentions, default=None)

    def is_aside(self, entity: Entity, speaker: Entity, before: int) -> bool:
        """Tell whether a person is only mentioned, behind the head of a sentence, while another is the story's own."""
        at = self.last_place(entity, before)
        if at is None or speaker.mentions < _PROTAGONIST * entity.mentions:
            return False
        return at - self._sentence_at(at) > _HEAD

    def last_organisation(self, before: int, noun: str) -> Entity | None:
        """Find the organisation a noun stands for: one with that word in its name, else the last that was a speaker."""
        window = [(place, entity) for place, entity in self.named_before(before) if entity.kind != "person"]
        kinds = SAME_BODY.get(noun, "").split() or [noun]
        named = [entity for _, entity in window if noun and any(kind in entity.words for kind in kinds)]
        if named:
            return named[0]
        if noun in SAME_BODY:
            return None  # a company named nearby is no coalition
        spoke = self.last_other.entity if self.last_other else None
        if spoke and spoke.kind == "organisation" and not _is_other(spoke):
            return spoke
        others = [entity for place, entity in window if not self.scene.stretch_at[place] and not _is_other(entity)]
        return max(others, key=lambda entity: entity.mentions, default=None)


def _is_other(entity: Entity) -> bool:
    """Tell whether a name is no company's: a bank, a ministry, a lake, a newspaper; or where things happen."""
    return entity.located * 2 > entity.mentions or any(word in NO_COMPANIES or word in PLACES for word in entity.words)
