"""What has been said and who has been named so far, for deciding who "he" or "the minister" is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.enrich.entities import Entity
from pipeline.enrich.scene import Scene
from pipeline.enrich.sentences import Sentence
from pipeline.enrich.subjects import Subject

_LOOK_BACK = 60  # mentions
_NEW_TOPIC = 60  # characters: a person named further than this behind the last quotation takes over
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
    last_person: Entity | None = None
    last_other: Voice | None = None
    spoken: set[Entity] = field(default_factory=set)  # people
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
        """Find the last person of that gender named outside of quotation marks; a known gender beats an open one."""
        open_choice: Entity | None = None
        for place, entity in self.named_before(before):
            if place < after:
                break
            if entity.kind != "person" or self.scene.stretch_at[place]:
                continue
            if entity.gender == gender:
                return entity
            if not entity.gender and open_choice is None:
                open_choice = entity
        return open_choice

    def is_new_topic(self, entity: Entity, before: int) -> bool:
        """Tell whether a person was named well behind the last quotation, or in a paragraph after it."""
        at = self.last_place(entity, before)
        if at is None:
            return False
        if "\n" in self.scene.words[self.last_end : at][:_NEAR]:
            return True
        starts = self.scene.tokens.starts
        return starts[at] - starts[min(self.last_end, len(starts) - 1)] > _NEW_TOPIC

    def last_organisation(self, before: int, noun: str) -> Entity | None:
        """Find the organisation a noun stands for: one with that word in its name, else the last that was a speaker."""
        window = [(place, entity) for place, entity in self.named_before(before) if entity.kind != "person"]
        named = [entity for _, entity in window if noun and noun in entity.words]
        if named:
            return named[0]
        spoke = self.last_other.entity if self.last_other else None
        if spoke and spoke.kind == "organisation":
            return spoke
        others = [entity for place, entity in window if not self.scene.stretch_at[place]]
        often = [entity for entity in others if entity.mentions > 1]
        return next(iter(often or others), None)
