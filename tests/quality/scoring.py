"""Counts what an enrichment got right in a labelled article, and turns the counts of many articles into figures.

The definitions are those of the shared scorers, written anew: a quotation is found when its words and the labelled
ones overlap by half of their union, one to one; *joint* wants the right speaker as well; the value F1 of dates is the
relaxed F1 times the share of the found dates that have the labelled value.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.types import Attributed, Dated, Name, Quote, SpeakerMention
from tests.quality.markup import Labelled, Quotation, Voice

Count = Counter[str]
Range = tuple[int, int]
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_CALENDAR = re.compile(r"\d{3}[\dX]?(-(\d\d|W\d\d|Q[1-4X]|H[12]|SP|SU|FA|WI)(-(\d\d|WE))?)?(T.*)?")
_MARKED = re.compile(r'["“«]([^"“”«»]+)["”»]?')
_OFFICES = {"minister", "prime", "president", "deputy", "foreign", "chief", "judge", "constable", "inspector"}
_TITLES = frozenset({"mr", "mrs", "ms", "dr", "sir", "the", "a", "of", "for"} | _OFFICES)
_FILLERS = frozenset(["a", "an", "the", "of", "with", "in", "on", "to", "who", "that", "and"])
_LEAST_WORDS = 3  # of a marked stretch that counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the program says about an article."""

    dated: Dated
    attributed: Attributed
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """Something that was got wrong, in words."""

    kind: str
    expected: str
    got: str


@dataclass(slots=True)
class Score:
    """The counts of one article or of many, and the slips behind them."""

    counts: Count
    slips: list[Slip]


def score_article(gold: Labelled, found: Found) -> Score:
    """Count everything about one article."""
    score = Score(Counter(), [])
    _score_quotations(gold, found.attributed, score)
    _score_dates(gold, found.dated, score)
    _score_people(gold, found.attributed, score)
    _score_names(gold, found.names, score)
    line = found.dated.dateline
    place = (line.place or "") if line else ""
    got = (place, (line.date or "") if line else "", (line.agency or "") if line else "")
    _tally(score, "dateline", got == (gold.dateline or ("", "", "")))
    if got != (gold.dateline or ("", "", "")):
        score.slips.append(Slip(kind="dateline", expected=str(gold.dateline), got=str(got)))
    return score


def figures(counts: Count) -> dict[str, float]:
    """The figures of a sum of counts, in percent."""
    return {
        "quotations_overlap_f1": f1(counts, "found"),
        "quotations_joint_f1": f1(counts, "joint"),
        "full_name": share(counts, "full"),
        "marked_end_to_end": share(counts, "marked"),
        "speaker_named": share(counts, "named"),
        "speaker_pronoun": share(counts, "pronoun"),
        "speaker_nominal": share(counts, "nominal"),
        "speaker_carried": share(counts, "none"),
        "indirect_recall": share(counts, "indirect"),
        "direct_flag": share(counts, "direct"),
        "dates_relaxed_f1": f1(counts, "dates"),
        "dates_value_f1": round(f1(counts, "dates") * share(counts, "values") / 100, 1),
        "periods_value": share(counts, "periods"),
        "people_f1": f1(counts, "people"),
        "names_f1": f1(counts, "names"),
        "datelines": share(counts, "dateline"),
    }


def f1(counts: Count, what: str) -> float:
    """F1 of what was tallied as `what/gold`, `what/hit`, `what/got` and `what/right`."""
    gold, hit, got, right = (counts[f"{what}/{part}"] for part in ("gold", "hit", "got", "right"))
    recall, precision = hit / gold if gold else 0.0, right / got if got else 0.0
    return round(200 * precision * recall / (precision + recall), 1) if precision + recall else 0.0


def share(counts: Count, what: str) -> float:
    """The percentage of tallied cases that were right."""
    return round(100 * counts[f"{what}/yes"] / max(1, counts[f"{what}/all"]), 1)


def _tally(score: Score, what: str, right: object) -> None:
    score.counts[f"{what}/all"] += 1
    score.counts[f"{what}/yes"] += bool(right)


def _count(score: Score, what: str, numbers: tuple[int, int, int, int]) -> None:
    score.counts.update(dict(zip([f"{what}/{part}" for part in ("gold", "hit", "got", "right")], numbers, strict=True)))


# Quotations


def _score_quotations(gold: Labelled, attributed: Attributed, score: Score) -> None:
    words = [match.span() for match in _WORD.finditer(gold.text)]
    labelled = [(_to_words(words, quote.start, quote.end), quote) for quote in gold.quotations]
    predicted = _segments(gold.text, words, attributed.quotes)
    shared = {_surname(quote.voice.name) for quote in gold.quotations if _is_shared(quote.voice, gold.quotations)}
    pairs = _pair([one for one, _ in labelled], [one for one, _ in predicted])
    joint = 0
    for index, (_, quote) in enumerate(labelled):
        got = predicted[pairs[index]][1] if index in pairs else None
        joint += _judge(quote, got, shared, score)
    found = len(pairs)
    _count(score, "found", (len(labelled), found, len(predicted), found))
    _count(score, "joint", (len(labelled), joint, len(predicted), joint))
    met = set(pairs.values())
    score.slips.extend(
        Slip(kind="quotation too many", expected="", got=f"{_who(quote.speaker)}: {quote.text}")
        for index, (_, quote) in enumerate(predicted)
        if index not in met
    )


def _judge(quote: Quotation, got: Quote | None, shared: set[str], score: Score) -> bool:
    """Whether the speaker of a labelled quotation is right; tallies all that hangs on it."""
    right = got is not None and _is_speaker(quote, got.speaker, shared)
    for words in _marked(quote):
        if len(_WORD.findall(words)) >= _LEAST_WORDS:
            _tally(score, "marked", right)
    if not any(mark in quote.text for mark in '"“«') and quote.direct is False:
        _tally(score, "indirect", got)
    if got is None:
        score.slips.append(Slip(kind="quotation missed", expected=f"{quote.voice.name}: {quote.text}", got=""))
        return False
    _tally(score, quote.mention_kind, right)
    if quote.voice.kind == "person":
        _tally(score, "full", _is_full(quote.voice.name, _who(got.speaker)))
    if quote.direct is not None:
        _tally(score, "direct", quote.direct == got.direct)
    if not right:
        kind = f"speaker {quote.mention_kind}"
        score.slips.append(Slip(kind=kind, expected=f"{quote.voice.name}: {quote.text}", got=_who(got.speaker)))
    return right


def _marked(quote: Quotation) -> list[str]:
    """The stretches of a quotation that stand in marks."""
    return [quote.text] if quote.direct else [match[1] for match in _MARKED.finditer(quote.text)]


def _segments(text: str, words: list[Range], quotes: Iterable[Quote]) -> list[tuple[Range, Quote]]:
    """The predictions, cut at paragraph ends; the same words twice count once."""
    found: dict[Range, Quote] = {}
    for quote in quotes:
        for part in re.finditer(r"[^\n]+", text[quote.start : quote.end]):
            place = _to_words(words, quote.start + part.start(), quote.start + part.end())
            if place[1] > place[0]:
                found.setdefault(place, quote)
    return sorted(found.items(), key=lambda one: one[0])


def _to_words(words: list[Range], start: int, end: int) -> Range:
    return bisect_left(words, start, key=lambda word: word[1] - 1), bisect_left(words, end, key=lambda word: word[0])


def _pair(gold: Sequence[Range], got: Sequence[Range]) -> dict[int, int]:
    """One to one, the closest first, nothing that overlaps by less than half of the union."""
    likeness = sorted(
        ((_likeness(one, other), i, j) for i, one in enumerate(gold) for j, other in enumerate(got)), reverse=True
    )
    pairs: dict[int, int] = {}
    for value, i, j in likeness:
        if value >= 0.5 and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _likeness(one: Range, other: Range) -> float:
    both = min(one[1], other[1]) - max(one[0], other[0])
    return both / (max(one[1], other[1]) - min(one[0], other[0])) if both > 0 else 0.0


def _is_speaker(quote: Quotation, got: SpeakerMention | None, shared: set[str]) -> bool:
    """Whether it is the labelled speaker; people who share a surname must be told apart by their full names."""
    if got is None:
        return False
    if quote.voice.kind == "person":
        last = _surname(quote.voice.name)
        return _is_full(quote.voice.name, _who(got)) if last in shared else last in _name_words(_who(got))
    if quote.mention and got.start is not None and got.end is not None:
        return got.start < quote.mention[1] and quote.mention[0] < got.end and not _is_somebody_else(quote, got)
    wanted = _content(quote.voice.name)
    return len(wanted & _content(f"{got.name or ''} {got.text or ''}")) * 2 >= len(wanted)


def _is_somebody_else(quote: Quotation, got: SpeakerMention) -> bool:
    """Whether the right words were taken for a speaker of another name."""
    known = _content(quote.voice.name) | _content(quote.mentioned)
    name = got.name or ""
    initials = "".join(word[0] for word in name.split() if word[0].isupper()).casefold()
    return got.kind != "unnamed" and bool(name) and not known & {*_content(name), initials}


def _is_shared(voice: Voice, quotations: Iterable[Quotation]) -> bool:
    last = _surname(voice.name)
    return any(_surname(other.voice.name) == last and other.voice != voice for other in quotations)


def _surname(name: str) -> str:
    """The last word of a name that is no suffix, as `_name_words` has it."""
    words = [word.strip(".").casefold() for word in name.split()]
    return next((word for word in reversed(words) if word not in {"jr", "sr"}), "")


def _who(speaker: SpeakerMention | None) -> str:
    return (speaker.name or speaker.text or "") if speaker else ""


def _content(words: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(words)} - _FILLERS


def _name_words(name: str) -> set[str]:
    return {word.strip(".").casefold() for word in name.split()} - _TITLES


def _is_full(gold: str, got: str) -> bool:
    return _name_words(gold) <= _name_words(got)


# Dates, people, watched names


def _score_dates(gold: Labelled, dated: Dated, score: Score) -> None:
    """Dates that name a calendar period are the headline; the other types only count by their values."""
    labelled = [date for date in gold.dates if _CALENDAR.fullmatch(date.value)]
    others = [date for date in gold.dates if date not in labelled]
    free = list(dated.dates)
    hit = right = 0
    for date in (*labelled, *others):
        near = [tag for tag in free if tag.start < date.end and date.start < tag.end]
        got = max(near, key=lambda tag: min(tag.end, date.end) - max(tag.start, date.start), default=None)
        if got is not None:
            free.remove(got)
        same = got is not None and got.value == date.value and got.type == date.type
        if date in labelled:
            hit += got is not None
            right += got is not None and bool(_CALENDAR.fullmatch(got.value))
            if got is not None:
                _tally(score, "values", got.value == date.value)
        else:
            _tally(score, "periods", same)
        if not same:
            kind = "date" if got else "date missed"
            value = f"{got.text!r} {got.type} {got.value}" if got else ""
            score.slips.append(Slip(kind=kind, expected=f"{date.text!r} {date.type} {date.value}", got=value))
    spare = [
        tag
        for tag in free
        if _CALENDAR.fullmatch(tag.value) and not any(tag.start < d.end and d.start < tag.end for d in gold.dates)
    ]
    _count(score, "dates", (len(labelled), hit, right + len(spare), right))
    score.slips.extend(Slip(kind="date too many", expected="", got=f"{tag.text!r} {tag.value}") for tag in spare)


def _score_people(gold: Labelled, attributed: Attributed, score: Score) -> None:
    got = [person.name for person in attributed.people]
    missed = [name for name in gold.people if not any(_is_full(name, one) for one in got)]
    spare = [name for name in got if not any(_is_full(one, name) for one in gold.people)]
    _count(score, "people", (len(gold.people), len(gold.people) - len(missed), len(got), len(got) - len(spare)))
    score.slips.extend(Slip(kind="person missed", expected=name, got=", ".join(spare)) for name in missed)
    score.slips.extend(Slip(kind="person too many", expected="", got=name) for name in spare)


def _score_names(gold: Labelled, names: tuple[Name, ...], score: Score) -> None:
    wanted = {(one.name, one.start, one.end) for one in gold.names}
    got = {(one.name, one.start, one.end) for one in names}
    both = len(wanted & got)
    _count(score, "names", (len(wanted), both, len(got), both))
    score.slips.extend(
        Slip(kind="watched name", expected=str(one if one in wanted else ""), got=str(one if one in got else ""))
        for one in sorted(wanted ^ got)
    )
