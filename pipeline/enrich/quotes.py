"""Who says what in a text: quotations direct, indirect and mixed, each with its speaker; and everyone named.

English has an engine of its own; French, German, Spanish and Russian share one, with a lexicon each. A text in any
other language gets no guesses.
"""

from __future__ import annotations

from pipeline.enrich.english.gender import tell_genders
from pipeline.enrich.english.introductions import introduce
from pipeline.enrich.english.mentions import find_mentions
from pipeline.enrich.english.resolve import hear
from pipeline.enrich.english.turns import read_paragraph
from pipeline.enrich.entities import Cast, cast
from pipeline.enrich.lexicon.french import FRENCH
from pipeline.enrich.lexicon.german import GERMAN
from pipeline.enrich.lexicon.russian import RUSSIAN
from pipeline.enrich.lexicon.spanish import SPANISH
from pipeline.enrich.lexicon.tongue import Tongue
from pipeline.enrich.memory import Memory, Voice
from pipeline.enrich.scene import Scene
from pipeline.enrich.sentences import Paragraph, lay_out
from pipeline.enrich.speakers import list_people, list_speakers, to_mention
from pipeline.enrich.statements import Statement
from pipeline.enrich.timex.dateline import find_dateline
from pipeline.enrich.tokens import Tokens, scan
from pipeline.enrich.tongues.casting import Casting
from pipeline.enrich.tongues.naming import NameReader
from pipeline.enrich.tongues.referring import refer
from pipeline.enrich.tongues.utterances import read_utterances
from pipeline.types import Attributed, Passage, Quote

VERSION = "3"
TONGUES = {tongue.code: tongue for tongue in (FRENCH, GERMAN, SPANISH, RUSSIAN)}
LANGUAGES = frozenset({"en", *TONGUES})
_CARRIED = 0.85
_FURTHER = 0.6
_OPENING = 3  # paragraphs in which a quotation at the head of the text finds its speaker
_FAR = 200  # tokens


def attribute(text: str, *, title: str = "", language: str | None = None) -> Attributed:
    """Find the quotations of a text, their speakers, and the people named; `text[start:end]` is each passage."""
    del title  # what only the headline says has no span in the text
    code = (language or "en").split("-")[0].lower()
    if code not in LANGUAGES:
        return Attributed(quotes=(), speakers=(), people=())
    tongue = TONGUES.get(code)
    tokens = Tokens(text, elides=True) if tongue and tongue.elides else scan(text)
    line = find_dateline(text, today=None, language=language)
    skip = range(tokens.at(line.start), tokens.at(line.end)) if line else range(0)
    players = _cast(tokens, skip, tongue)
    scene = Scene(lay_out(tokens, skip=skip, tongue=tongue), players)
    if tongue is None:
        introduce(scene)
    heard = _hear(scene, tongue)
    return Attributed(
        quotes=tuple(_to_quote(tokens, statement, voice) for statement, voice in heard),
        speakers=list_speakers(tokens, heard),
        people=list_people(tokens, players),
    )


def _cast(tokens: Tokens, skip: range, tongue: Tongue | None) -> Cast:
    if tongue:
        return Casting(tokens, tongue).join(NameReader(tokens, tongue).read(skip))
    players = cast(tokens, [mention for mention in find_mentions(tokens) if mention.lo not in skip])
    tell_genders(players)
    return players


def _hear(scene: Scene, tongue: Tongue | None) -> list[tuple[Statement, Voice | None]]:
    """Read paragraph by paragraph and decide every speaker."""
    memory = Memory(scene)
    found: list[tuple[Statement, Voice | None]] = []
    waiting: list[tuple[int, Voice | None]] = []
    for number, paragraph in enumerate(scene.layout.paragraphs):
        statements = read_utterances(scene, paragraph, tongue) if tongue else read_paragraph(scene, number)
        for at, statement in enumerate(statements):
            if statement.subject:
                voice = refer(memory, statement, tongue) if tongue else hear(memory, statement, number)
                _give(found, waiting, voice)
            else:
                voice = _carried(memory, statements[at:], paragraph)
                if voice is None or (statement.hi == paragraph.hi and _runs_on(paragraph)):
                    waiting.append((len(found), voice))
            found.append((statement, voice))
        opening = number <= _OPENING and waiting and waiting[-1][0] == 0
        if waiting and not opening and not _runs_on(paragraph) and waiting[-1][0] < len(found) - len(statements):
            waiting.clear()
    return [(statement, voice) for statement, voice in found if voice is not None]


def _give(
    found: list[tuple[Statement, Voice | None]], waiting: list[tuple[int, Voice | None]], voice: Voice | None
) -> None:
    """Hand the speaker to the quotations that waited for one."""
    if voice is None:
        return
    for index, _ in waiting:
        found[index] = (found[index][0], Voice(voice.entity, None if voice.entity else voice.subject, _FURTHER))
    waiting.clear()


def _runs_on(paragraph: Paragraph) -> bool:
    """Tell whether the paragraph ends inside a quotation, which the next one then continues."""
    return bool(paragraph.stretches) and not paragraph.stretches[-1].closed


def _carried(memory: Memory, rest: list[Statement], paragraph: Paragraph) -> Voice | None:
    """Find who speaks in a quotation without a verb: whoever spoke before, or speaks next in this paragraph."""
    statement, last = rest[0], memory.last
    here = last is not None and memory.last_end > paragraph.lo
    follows = next((s for s in rest[1:] if s.subject), None)
    if not here and follows and follows.direct and follows.lo <= statement.hi + 2:
        return None
    if last is None or (not here and _is_far(memory, paragraph)):
        return None
    return Voice(last.entity, None if last.entity else last.subject, _CARRIED if here else _FURTHER)


def _is_far(memory: Memory, paragraph: Paragraph) -> bool:
    """Tell whether more than one paragraph stands between the last statement and this paragraph."""
    between = memory.scene.words[memory.last_end : paragraph.lo]
    return len(between) > _FAR or between.count("\n") > 2


def _to_quote(tokens: Tokens, statement: Statement, voice: Voice | None) -> Quote:
    start, end = tokens.starts[statement.lo], tokens.ends[statement.hi - 1]
    cue = statement.cue
    passage = None
    if cue:
        span = tokens.starts[cue.lo], tokens.ends[cue.hi - 1]
        passage = Passage(start=span[0], end=span[1], text=tokens.text[span[0] : span[1]])
    return Quote(
        start=start,
        end=end,
        text=tokens.text[start:end],
        direct=statement.direct,
        cue=passage,
        speaker=to_mention(tokens, statement, voice),
        confidence=round(voice.confidence if voice else 0.2, 2),
    )
