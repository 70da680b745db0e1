"""What is said in a paragraph: sentence by sentence, or as a turn of a conversation."""

from __future__ import annotations

from pipeline.enrich.phrases import Subject
from pipeline.enrich.saying import SentenceReader
from pipeline.enrich.scene import Scene
from pipeline.enrich.sentences import Paragraph
from pipeline.enrich.statements import Statement


def read_paragraph(scene: Scene, paragraph: Paragraph) -> list[Statement]:
    """Read the statements of a paragraph, in order; in an interview the name before the colon speaks."""
    tokens = scene.tokens
    colon = next((i for i in range(paragraph.lo, min(paragraph.hi, paragraph.lo + 6)) if tokens.low[i] == ":"), None)
    if colon is not None and colon + 1 < paragraph.hi and not scene.stretch_at[colon + 1]:
        named = scene.named_to.get(colon - 1)
        if named and named[0].start == paragraph.lo and named[1].kind == "person":
            subject = Subject(named[0].lo, named[0].hi, "name", entity=named[1])
            return [Statement(colon + 1, paragraph.hi, True, None, subject)]
    found = []
    for sentence in paragraph.sentences:
        found += SentenceReader(scene, sentence).read()
    return sorted(found, key=lambda statement: statement.lo)
