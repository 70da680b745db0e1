"""One pass over a text for its expressions of time: which rules start at a word, and what belongs together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline.enrich.lexicon import words as word_set
from pipeline.enrich.lexicon.calendar import (
    CENTURIES,
    DECADES,
    ENGLISH,
    HOLIDAYS,
    NUMBERS,
    ORDINALS,
    PARTS,
    REFERENCES,
    SEASONS,
    SETS,
    UNITS,
)
from pipeline.enrich.timex.absolute import JOINERS, find_absolute, find_second_day
from pipeline.enrich.timex.choosing import tense_of
from pipeline.enrich.timex.clock import find_time
from pipeline.enrich.timex.joining import fit_range, join, same_of, widen
from pipeline.enrich.timex.lengths import find_bare, find_length, find_set
from pipeline.enrich.timex.named import find_holiday, find_quarter, find_season, find_short
from pipeline.enrich.timex.relative import find_counted, find_nth, find_phrase, find_stepped, find_weekday
from pipeline.enrich.timex.values import Match, Reading
from pipeline.enrich.timex.years import find_era, find_year

Rule = Callable[[Reading, int], Match | None]
_MOST_JOINED = 4
_PARAGRAPH = 80  # tokens
_LINKS = word_set("of on in at , the")


def find_matches(reading: Reading) -> list[Match]:
    """Find the expressions of time of a text, in their order."""
    found: list[Match] = []
    done = 0
    for index in _starts(reading):
        match = _match_at(reading, index) if index >= done else None
        if match is None:
            continue
        match = _on_day_of_paragraph(reading, _joined(reading, match))
        floor = found[-1].end if found else 0
        if match.lacks != "month" and match.begin >= floor:
            _keep(reading, found, widen(reading, match, floor))
        done = max(match.end, found[-1].end if found else 0)
    return found


def _starts(reading: Reading) -> Sequence[int]:
    """Turn most tokens away cheaply: words that no rule starts with, articles before words that say no time."""
    low = reading.tokens.low
    if reading.words is not ENGLISH:
        return range(len(low))
    likely = [
        at for at, word in enumerate(low) if word in _RULES or word[0].isdigit() or "-" in word or word[:2] == "fy"
    ]
    return [at for at in likely if low[at] not in _ARTICLES or _leads(low[at], reading.tokens.near(at + 1))]


def _leads(article: str, after: str) -> bool:
    return after in _ARTICLES[article] or "-" in after or after[:1].isdigit()


def _joined(reading: Reading, match: Match) -> Match:
    """Take in the neighbours that belong to a match."""
    for _ in range(_MOST_JOINED):
        at = match.end
        tokens_near = reading.tokens.near(at)
        link = tokens_near if tokens_near in _LINKS else ""
        at = _after_bracket(reading, match) if match.lacks == "day" and tokens_near == "(" else at + bool(link)
        if link == "," and reading.tokens.near(at) in {"on", "dem", "den", "le"}:
            at += 1
        second = _match_at(reading, at) if at < len(reading.tokens) else None
        if second and second.lacks == "week" and match.lacks == "day":
            second = _joined(reading, second)
        whole = join(reading, (match, second), link) if second else None
        if whole is None:
            return match
        match = replace(whole, end=match.end) if tokens_near == "(" else whole
        if match.end <= at:
            return match
    return match


def _after_bracket(reading: Reading, match: Match) -> int:
    """Step over the same moment by another clock: "7 a.m. (0500 GMT) on Sunday"."""
    other = find_time(reading, match.end + 1) if match.end + 1 < len(reading.tokens) else None
    if other is None or reading.tokens.near(other.end) != ")":
        return match.end
    return other.end + 1 + (reading.tokens.near(other.end + 1) == "on")


def _on_day_of_paragraph(reading: Reading, match: Match) -> Match:
    """Give a time of day without a day of its own the day spoken of last, not far before."""
    day = reading.latest_day
    if match.lacks != "day" or day is None or reading.latest != day or match.begin - reading.latest_at > _PARAGRAPH:
        return match
    breaks = reading.tokens.low[reading.latest_at : match.begin].count("\n")
    if breaks and (breaks > 1 or tense_of(reading, (match.begin, match.end)) != "past"):
        return match
    return Match(match.begin, match.end, "TIME", f"{day.value}{match.value[10:]}", day)


def _part_of(reading: Reading, index: int) -> Match | None:
    """Read "the evening of 28 June"."""
    tokens = reading.tokens
    part = PARTS.get(tokens.near(index + 1)) if tokens.near(index + 2) == "of" else None
    day = _match_at(reading, index + 3) if part and index + 3 < len(tokens) else None
    day = _joined(reading, day) if day else None
    if day is None or day.period is None or day.period.unit != "day" or day.kind != "DATE":
        return None
    return Match(index, day.end, "TIME", f"{day.value}T{part}", day.period, day.lacks)


def _keep(reading: Reading, found: list[Match], match: Match) -> None:
    """Add a match; the end of a range and its start decide each other's year."""
    tokens = reading.tokens
    if found and found[-1].end == match.begin - 1 and tokens.near(match.begin - 1) in JOINERS:
        found[-1], match = fit_range(found[-1], match, reading.today)
    found.append(match)
    if match.kind in {"DATE", "TIME"}:
        reading.remember(match)
    if match.kind == "DATE" and match.lacks in {"", "year"}:
        second = find_second_day(reading, match)
        if second:
            _keep(reading, found, second)


def _match_at(reading: Reading, index: int) -> Match | None:
    word = reading.tokens.low[index]
    rules: tuple[Rule, ...]
    if reading.words is not ENGLISH:
        rules = _FOREIGN if word[0].isalnum() else ()
    elif word[0].isdigit():
        rules = _DIGITS
    else:
        rules = _RULES.get(word) or _rules_of(word)
    for rule in rules:
        found = rule(reading, index)
        if found:
            return found
    return None


def _same(reading: Reading, index: int) -> Match | None:
    """Read "the same quarter last year", "the same period a year earlier"."""
    tokens = reading.tokens
    at = index + (tokens.low[index] == "the")
    unit = tokens.near(at + 1)
    if tokens.near(at) != "same" or unit not in {"week", "weekend", "month", "quarter", "period"}:
        return None
    first = same_of(reading, (index, at + 2), unit)
    behind = at + 2 + (tokens.near(at + 2) in {"of", "in"})
    second = _match_at(reading, behind) if first and behind < len(tokens) else None
    return join(reading, (first, second), "") if first and second else None


def _plain_step(reading: Reading, index: int) -> Match | None:
    """Read "last Tuesday", "next October", "this Christmas", whose rules start at the name."""
    if index + 1 >= len(reading.tokens) or reading.tokens.low[index] not in {"last", "next", "coming", "this", "past"}:
        return None
    at = index + 1 + (reading.tokens.near(index + 1) in {"coming", "past"})
    if at >= len(reading.tokens):
        return None
    return (
        find_weekday(reading, at) or find_absolute(reading, at) or find_season(reading, at) or find_holiday(reading, at)
    )


def _past_or_future(reading: Reading, index: int) -> Match | None:
    """Read "in the past", "in the future"."""
    tokens = reading.tokens
    before, word = tokens.near(index - 1), tokens.near(index + 1)
    if before not in {"in", "of", "for", "from"} or word not in {"past", "future"} or tokens.near(index + 2).isalnum():
        return None
    return Match(index, index + 2, "DATE", "PAST_REF" if word == "past" else "FUTURE_REF")


_DIGITS: tuple[Rule, ...] = (find_time, find_absolute, find_era, find_year, find_counted, find_length)
_FOREIGN: tuple[Rule, ...] = (find_absolute, find_year, find_phrase, find_weekday)
_COUNTS: tuple[Rule, ...] = (find_counted, find_length, find_time)
_STEPPED = word_set(
    "the that last past previous preceding this current same next coming following upcoming first final"
)


def _build_rules() -> dict[str, tuple[Rule, ...]]:
    """Say which rules can start with a word; most words start none."""
    rules: dict[str, tuple[Rule, ...]] = {}

    def add(words: object, *more: Rule) -> None:
        for word in words:  # type: ignore[attr-defined] # any collection of words
            rules[word] = (*rules.get(word, ()), *(rule for rule in more if rule not in rules.get(word, ())))

    add(("the", "that", "same"), _same)
    add(("the",), _part_of)
    add(_STEPPED, find_phrase, find_nth, find_quarter, find_stepped, _plain_step)
    add(ORDINALS, find_nth, find_quarter)
    add(("fifth",), find_nth)
    add(("the",), _past_or_future)
    add(CENTURIES, find_era)
    add(DECADES, find_era)
    add(("fiscal", "financial", "fy"), find_era)
    add(("q1", "q2", "q3", "q4", "h1", "h2", "mid"), find_short)
    add(("noon", "midday", "midnight"), find_time)
    add((*NUMBERS, "several", "many", "few", "some", "couple", "half", "last", "past", "next", "coming"), *_COUNTS)
    add(("the", "first", "final", "previous"), find_length)
    add(("every", "each", "per", "recent", *SETS, *REFERENCES), find_set)
    add((name for name in UNITS if name.endswith("s")), find_bare)
    add((f"{name}s" for name in ENGLISH.weekdays if len(name) > 5), find_set)
    add(ENGLISH.months, find_absolute)
    add(SEASONS, find_season)
    add({name.split()[0] for name in HOLIDAYS}, find_holiday)
    add(ENGLISH.weekdays, find_weekday)
    add({words[0] for words in ENGLISH.phrases} | {"tonight"}, find_phrase)
    return rules


_RULES = _build_rules()
_ARTICLES = {
    "the": frozenset(_RULES) | frozenset(UNITS) | frozenset(PARTS) | {"future", "latest"},
    "that": frozenset(UNITS) | frozenset(PARTS) | {"same"},
    "a": frozenset(UNITS) | {"few", "couple", "single"},
    "an": frozenset(UNITS),
}
_COMPOUND: tuple[Rule, ...] = (find_short, find_quarter, find_era, find_counted, find_length)


def _rules_of(word: str) -> tuple[Rule, ...]:
    """Find the rules of a word that no table can hold: "mid-June", "fifty-year", "FY2030"."""
    if "-" in word:
        return _COMPOUND
    return (find_era,) if word[:2] == "fy" and word[2:].isdigit() else ()
