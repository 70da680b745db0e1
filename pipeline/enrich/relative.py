"""Dates told from another day, in English: "on Tuesday", "last month", "two days later", "the third quarter"."""

from __future__ import annotations

from datetime import date

from pipeline.enrich.lexicon import words as word_set
from pipeline.enrich.lexicon.calendar import ENGLISH, ORDINALS, PARTS, SEASONS, UNITS
from pipeline.enrich.periods import Period, period_of, season_of
from pipeline.enrich.timex import Match, Reading, to_match

_STEPS = {"last": -1, "past": -1, "previous": -1, "preceding": -1, "this": 0, "current": 0, "same": 0}
_STEPS |= {"next": 1, "coming": 1, "following": 1, "upcoming": 1}
_OF_THE_STORY = frozenset({"previous", "preceding", "following", "same", "that"})
_EDGES = word_set("end beginning start middle close")
_CALENDAR = word_set("day week weekend month quarter year decade")
_BACK, _AHEAD = frozenset({"ago", "earlier", "before", "previously"}), frozenset({"later", "after"})
_CLOSERS = word_set("end ends ended ending start started starting in into during later earlier")


def find_weekday(reading: Reading, index: int) -> Match | None:
    """Read a day of the week; without more, the last one, or the next one where the clause looks ahead."""
    if reading.words is None or reading.today is None:
        return None
    tokens = reading.tokens
    number = reading.words.weekdays.get(tokens.low[index])
    short = len(tokens.low[index]) <= 5 and tokens.low[index].rstrip("s") in {
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
    }
    if number is None or short or (reading.words.capital and not tokens.words[index][0].isupper()):
        return None
    before = tokens.near(index - 1)
    step = {"last": -1, "next": 1, "coming": 1}.get(before)
    back = (reading.today.weekday() - number) % 7
    ahead = step == 1 or (step is None and reading.looks_ahead(index) and before != "last")
    days = -(back or 7) if step == -1 else 7 - back if ahead and (back or step == 1) else -back
    day = Period("day", reading.today).move(days)
    begin = index - 1 if step is not None else index
    return _with_part(reading, Match(begin, index + 1, "DATE", day.value, day))


def _with_part(reading: Reading, match: Match) -> Match:
    """Add the part of the day that follows: "Thursday night"."""
    part = PARTS.get(reading.tokens.near(match.end))
    return Match(match.begin, match.end + 1, "TIME", f"{match.value}T{part}", match.period) if part else match


def find_phrase(reading: Reading, index: int) -> Match | None:
    """Read a fixed expression of the language: "yesterday", "la semaine dernière"."""
    if reading.words is None or reading.today is None:
        return None
    tokens = reading.tokens
    if tokens.low[index] == "tonight" and reading.words.capital:
        return Match(index, index + 1, "TIME", f"{reading.today.isoformat()}TNI", Period("day", reading.today))
    for length in range(4, 0, -1):
        words = tuple(tokens.low[index : index + length])
        found = reading.words.phrases.get(words)
        if found and len(words) == length:
            period = period_of(found[0], reading.today).move(found[1])
            return _with_part(reading, to_match(index, index + length, period))
    return None


def find_stepped(reading: Reading, index: int) -> Match | None:
    """Read "last week", "the following day", "this morning", "the end of next year", "the third quarter"."""
    tokens = reading.tokens
    at = index + (tokens.low[index] in {"the", "that"})
    if tokens.near(at) in _EDGES and tokens.near(at + 1) == "of":
        inner = find_stepped(reading, at + 2) if at + 2 < len(tokens) else None
        return Match(index, inner.end, "DATE", inner.value, inner.period) if inner else None
    if at >= len(tokens):
        return None
    return _quarter(reading, index, at) or _step(reading, index, at) or _that_day(reading, index, at)


def _step(reading: Reading, begin: int, at: int) -> Match | None:
    tokens = reading.tokens
    word, unit = tokens.near(at), tokens.near(at + 1)
    if word not in _STEPS or reading.today is None:
        return _previous_after(reading, begin, at)
    base = reading.latest.start if word in _OF_THE_STORY and reading.latest else reading.today
    if unit in _CALENDAR:
        period = period_of(unit, base).move(_STEPS[word])
        return to_match(begin, at + 2, period)
    if unit in SEASONS and word != "past":
        return to_match(begin, at + 2, season_of(SEASONS[unit], base.year).move(_STEPS[word] if word != "last" else -1))
    if unit in PARTS and word in {"this", "last"}:
        day = Period("day", base).move(-1 if word == "last" else 0)
        return Match(begin, at + 2, "TIME", f"{day.value}T{PARTS[unit]}", day)
    return None


def _previous_after(reading: Reading, begin: int, at: int) -> Match | None:
    """Read "the year previous", "the week before"."""
    tokens = reading.tokens
    unit = tokens.near(at)
    if (
        begin == at
        or unit not in _CALENDAR
        or tokens.near(at + 1) not in {"previous", "before"}
        or reading.today is None
    ):
        return None
    base = reading.latest.start if reading.latest else reading.today
    return to_match(begin, at + 2, period_of(unit, base).move(-1))


def _that_day(reading: Reading, begin: int, at: int) -> Match | None:
    """Read "that day", "the day" at its end or start: the last day spoken of."""
    tokens = reading.tokens
    word, unit = tokens.low[begin], tokens.near(at)
    if begin == at or reading.today is None or unit not in {"day", "week", "month", "year"}:
        return None
    base = reading.latest.start if reading.latest else reading.today
    framed = word == "that" or (unit == "day" and tokens.near(begin - 1) in _CLOSERS)
    return to_match(begin, at + 1, period_of(unit, base)) if framed else None


def _quarter(reading: Reading, begin: int, at: int) -> Match | None:
    """Read "the third quarter of 2018", "third-quarter", "the first half of last year", "Q3 2018"."""
    tokens = reading.tokens
    head, _, tail = tokens.near(at).partition("-")
    unit, end = (tail, at + 1) if tail else (tokens.near(at + 1), at + 2)
    number = ORDINALS.get(head)
    if unit not in {"quarter", "half"} or number is None or (unit == "half" and number > 2):
        return None
    year, end_of_year = _year_of(reading, end)
    if year is None:
        if reading.today is None or unit == "half":
            return None
        year, end_of_year = _latest_quarter(reading.today, number), end
    months = 3 if unit == "quarter" else 6
    return to_match(begin, end_of_year, Period(unit, date(year, (number - 1) * months + 1, 1)))


def find_short(reading: Reading, index: int) -> Match | None:
    """Read "Q3 2018", "H1", "mid-June", "mid-2019"."""
    word = reading.tokens.low[index]
    if reading.today is None:
        return None
    if word[0] in "qh" and len(word) == 2:
        unit, months = ("quarter", 3) if word[0] == "q" else ("half", 6)
        number = int(word[1])
        year, end = _year_of(reading, index + 1)
        chosen = year or _latest_quarter(reading.today, number)
        return to_match(index, end if year else index + 1, Period(unit, date(chosen, (number - 1) * months + 1, 1)))
    month = ENGLISH.months.get(word.removeprefix("mid-"))
    if month is None:
        return None
    year, end = _year_of(reading, index + 1)
    behind = reading.today.month >= month or reading.looks_ahead(index)
    chosen = year or (reading.today.year if behind else max(reading.today.year - 1, 1))
    return to_match(index, end if year else index + 1, Period("month", date(chosen, month, 1)))


def _latest_quarter(today: date, number: int) -> int:
    """Reports speak of a quarter that has begun: this year's, or last year's."""
    return today.year if (number - 1) * 3 + 1 <= today.month else max(today.year - 1, 1)


def _year_of(reading: Reading, at: int) -> tuple[int | None, int]:
    tokens = reading.tokens
    at += tokens.near(at) == "of"
    year = reading.year(at)
    if year:
        return year, at + 1
    step = {"last": -1, "this": 0, "next": 1}.get(tokens.near(at))
    if step is None or tokens.near(at + 1) != "year" or reading.today is None:
        return None, at
    return reading.today.year + step, at + 2


def find_counted(reading: Reading, index: int) -> Match | None:
    """Read "two days ago", "a year earlier", "three weeks later"."""
    tokens = reading.tokens
    count, unit = reading.number(index), UNITS.get(tokens.near(index + 1))
    direction = tokens.near(index + 2)
    if count is None or unit not in _CALENDAR or reading.today is None or direction not in _BACK | _AHEAD:
        return None
    follows = tokens.near(index + 3)
    if direction in {"before", "after"} and follows not in {",", ".", ""}:
        return None
    base = reading.today if direction == "ago" or reading.latest is None else reading.latest.start
    period = period_of(unit, base).move(-count if direction in _BACK else count)
    return to_match(index, index + 3, period)
