"""What is said in a paragraph: sentence by sentence, or as a turn of a conversation."""

from __future__ import annotations

from pipeline.enrich.english.phrases import Subject
from pipeline.enrich.english.saying import SentenceReader
from pipeline.enrich.scene import Scene
from pipeline.enrich.sentences import Paragraph
from pipeline.enrich.statements import Statement

_NAME_REACH = 6  # tokens
_DASHES = frozenset({"-", "–", "—", "―"})


def read_paragraph(scene: Scene, number: int) -> list[Statement]:
    """Read the statements of a paragraph, in order; in an interview the name before the colon speaks."""
    paragraph = scene.layout.paragraphs[number]
    turn = _after_name(scene, paragraph) or _answer(scene, number)
    if turn:
        return [turn]
    found = [statement for sentence in paragraph.sentences for statement in SentenceReader(scene, sentence).read()]
    return sorted(found, key=lambda statement: statement.lo)


def _after_name(scene: Scene, paragraph: Paragraph) -> Statement | None:
    """Read "Alison Tregarth: How many boats were there?"."""
    head = range(paragraph.lo, min(paragraph.hi, paragraph.lo + _NAME_REACH))
    colon = next((index for index in head if scene.low[index] == ":"), paragraph.hi)
    if colon + 1 >= paragraph.hi or scene.stretch_at[colon + 1]:
        return None
    named = scene.named_to.get(colon - 1)
    if named is None or named[0].start != paragraph.lo or named[1].kind != "person":
        return None
    subject = Subject(named[0].lo, named[0].hi, "name", entity=named[1])
    return Statement(colon + 1, paragraph.hi, True, None, subject)


def _answer(scene: Scene, number: int) -> Statement | None:
    """Read what follows a question behind a dash, where the text names one person alone: that one answers."""
    people, paragraph = scene.cast.people, scene.layout.paragraphs[number]
    if len(people) != 1 or not number or not _is_turn(scene, paragraph) or _asks(scene, paragraph):
        return None
    before = scene.layout.paragraphs[number - 1]
    if not (_is_turn(scene, before) and _asks(scene, before)):
        return None
    person = people[0]
    subject = Subject(person.lo, person.hi, "name", entity=person)
    return Statement(paragraph.lo + 1, paragraph.hi, True, None, subject)


def _is_turn(scene: Scene, paragraph: Paragraph) -> bool:
    return scene.low[paragraph.lo] in _DASHES and paragraph.hi - paragraph.lo > 1


def _asks(scene: Scene, paragraph: Paragraph) -> bool:
    return scene.low[paragraph.hi - 1] == "?"
