"""Who an opening means before it names anybody: "The mayor of Lennoxton has resigned. ... Fergus MacAllan said"."""

from __future__ import annotations

from pipeline.enrich.english.openings import read_sentence_subject
from pipeline.enrich.entities import Entity
from pipeline.enrich.roles import is_role_word
from pipeline.enrich.scene import Scene

_PARAGRAPHS = 2  # of an opening
_HEAD = 12  # tokens in which a sentence says what it is about
_FAR = 90  # tokens between a description and the name


def introduce(scene: Scene) -> None:
    """Give the role in the opening to the first person, where that one enters by name alone, as known already."""
    person = scene.cast.people[0] if scene.cast.people else None
    if person is None or person.roles or not enters_as_known(scene, person):
        return
    for paragraph in scene.layout.paragraphs[:_PARAGRAPHS]:
        if not paragraph.sentences or paragraph.hi > person.lo or paragraph.heading:
            continue
        sentence = paragraph.sentences[0]
        subject = read_sentence_subject(scene, sentence, min(sentence.hi, sentence.lo + _HEAD))
        near = subject is not None and person.lo - subject.hi < _FAR
        if subject and near and subject.kind == "nominal" and is_role_word(subject.head):
            article = scene.low[subject.lo] in {"the", "a", "an"}
            start, end = scene.tokens.starts[subject.lo + article], scene.tokens.ends[subject.hi - 1]
            person.add_role(scene.tokens.text[start:end])
            return


def enters_as_known(scene: Scene, person: Entity) -> bool:
    """Tell whether a person enters as one known already: at the head of a paragraph or right behind a quotation."""
    before = person.lo - 1
    return before < 0 or scene.low[before] == "\n" or bool(scene.stretch_at[before])
