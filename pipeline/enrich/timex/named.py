"""Periods that have a name, in English: quarters and halves, seasons, holidays, "mid-June", "Q3 2018"."""

from __future__ import annotations

from datetime import date

from pipeline.enrich.lexicon import words as word_set
from pipeline.enrich.lexicon.calendar import ENGLISH, HOLIDAYS, ORDINALS, SEASONS
from pipeline.enrich.timex.choosing import choose_year, tense_of
from pipeline.enrich.timex.periods import Period, add_days, add_months, make_day, season_of
from pipeline.enrich.timex.values import Match, Reading, to_match

_STEPS = {"last": "last", "past": "last", "this": "this", "next": "next", "coming": "next", "previous": "last"}
_FAR = 200  # days
_BEFORE_SEASON = word_set(
    "in by during until till since before after for through from throughout over early late mid of"
)
_BEFORE_FALL = word_set("in by until till early late since")
_NOT_AFTER = word_set("of from in season seasons water onion roll break games olympics street cup collection")


def find_quarter(reading: Reading, index: int) -> Match | None:
    """Read "the third quarter", "third-quarter", "the first half of last year", "the first six months of 2030"."""
    tokens = reading.tokens
    at = index + (tokens.low[index] == "the")
    head, _, tail = tokens.near(at).partition("-")
    unit, end = (tail, at + 1) if tail else (tokens.near(at + 1), at + 2)
    number = ORDINALS.get(head)
    if number is None and head in {"last", "latest"}:
        return None
    if unit == "six" and tokens.near(end) == "months" and number == 1:
        unit, end = "half", end + 1
    if unit not in {"quarter", "half"} or number is None or (unit == "half" and number > 2):
        return None
    year, end_of_year = year_of(reading, end)
    months = 3 if unit == "quarter" else 6
    if year:
        return to_match(index, end_of_year, Period(unit, date(year, (number - 1) * months + 1, 1)))
    if reading.today is None or unit == "half":
        return None
    return _nearest_quarter(reading, (index, end), (unit, number))


def _nearest_quarter(reading: Reading, ends: tuple[int, int], named: tuple[str, int]) -> Match | None:
    """Reports speak of a quarter that has begun, unless the clause looks ahead."""
    unit, number = named
    months = 3 if unit == "quarter" else 6
    ahead = reading.tokens.near(ends[0]).find("-") < 0 and tense_of(reading, ends) == "future"
    chosen = choose_year(
        reading, "future" if ahead else "past", lambda year: Period(unit, date(year, (number - 1) * months + 1, 1))
    )
    if chosen and reading.today and (chosen.start - reading.today).days > _FAR:
        chosen = Period(unit, add_months(chosen.start, -12))  # who looks that far ahead says the year
    return to_match(*ends, chosen, lacks="year") if chosen else None


def find_short(reading: Reading, index: int) -> Match | None:
    """Read "Q3 2018", "H1", "mid-June", "mid-2019", "mid-August last year"."""
    word = reading.tokens.low[index]
    if len(word) == 2:
        unit, months = ("quarter", 3) if word[0] == "q" else ("half", 6)
        year, end = year_of(reading, index + 1)
        if year:
            return to_match(index, end, Period(unit, date(year, (int(word[1]) - 1) * months + 1, 1)))
        return _nearest_quarter(reading, (index, index + 1), (unit, int(word[1])))
    rest = word.removeprefix("mid-")
    if rest == word:
        return _of_months(reading, index, word)
    if rest[0].isdigit():
        return _mid_year(index, rest)
    month = ENGLISH.months.get(rest)
    if month is None:
        name = SEASONS.get(rest)
        return _chosen_season(reading, (index, index + 1), (name, "")) if name else None
    return _mid_month(reading, index, month)


def _of_months(reading: Reading, index: int, word: str) -> Match | None:
    """Read "July-September": a quarter or a half of the year by its months."""
    head, _, tail = word.partition("-")
    first, last = ENGLISH.months.get(head, 0), ENGLISH.months.get(tail, 0)
    length = last - first + 1
    if not first or length not in {3, 6} or (first - 1) % length:
        return None
    unit = "quarter" if length == 3 else "half"
    stop = index + 1 + (reading.tokens.near(index + 1) in {"quarter", "period"})
    year, end = year_of(reading, stop)
    if year:
        return to_match(index, end, Period(unit, date(year, first, 1)))
    return _nearest_quarter(reading, (index, stop), (unit, (first + length - 1) // length))


def _mid_month(reading: Reading, index: int, month: int) -> Match | None:
    year, end = year_of(reading, index + 1)
    if year:
        return to_match(index, end, Period("month", date(year, month, 1)))
    how = tense_of(reading, (index, index + 1))
    chosen = choose_year(reading, how, lambda year: Period("month", date(year, month, 1)))
    return to_match(index, index + 1, chosen, lacks="year") if chosen else None


def _mid_year(index: int, rest: str) -> Match | None:
    """Read "mid-2019", "mid-1990s"."""
    if not (len(rest.removesuffix("s")) == 4 and rest[:4].isascii() and rest[:4].isdigit() and "1500" <= rest < "2200"):
        return None
    year = int(rest[:4])
    unit, year = ("decade", year // 10 * 10) if rest.endswith("s") else ("year", year)
    return to_match(index, index + 1, Period(unit, date(year, 1, 1)))


def year_of(reading: Reading, at: int) -> tuple[int | None, int]:
    """Read the year that follows a quarter: "of 2018", "of last year", "of the year"."""
    tokens = reading.tokens
    linked = tokens.near(at) in {"of", "in"}
    at += linked
    year = reading.year(at)
    if year:
        return year, at + 1
    step = {"last": -1, "this": 0, "next": 1, "the": 0, "current": 0}.get(tokens.near(at))
    if step is None or (tokens.near(at) == "the" and not linked) or reading.today is None:
        return None, at
    at += tokens.near(at) == "the" and tokens.near(at + 1) == "current"
    return (reading.today.year + step, at + 2) if tokens.near(at + 1) == "year" else (None, at)


def find_season(reading: Reading, index: int) -> Match | None:
    """Read "summer 2018", "the winter of 2014", "last summer", "in the spring"."""
    tokens = reading.tokens
    name = SEASONS.get(tokens.low[index])
    if name is None:
        return None
    at = index + 1 + (tokens.near(index + 1) == "of")
    year = reading.year(at)
    if year:
        return to_match(index, at + 1, season_of(name, year))
    return _season_of_now(reading, index, name)


def _season_of_now(reading: Reading, index: int, name: str) -> Match | None:
    tokens = reading.tokens
    word, before = tokens.low[index], tokens.near(index - 1)
    step = _STEPS.get(before, "")
    if step:
        return _chosen_season(reading, (index - 1, index + 1), (name, step))
    begin = index - (before == "the")
    lead, after = tokens.near(begin - 1), tokens.near(index + 1)
    wanted = _BEFORE_FALL if word == "fall" else _BEFORE_SEASON
    if lead not in wanted or after in _NOT_AFTER or tokens.words[index][0].isupper():
        return None
    return _chosen_season(reading, (begin, index + 1), (name, "")) if begin < index or after in ".,;" else None


def _how(reading: Reading, ends: tuple[int, int], step: str) -> str | None:
    """Choose by "last" and "next"; "this spring" may have gone by."""
    return step if step in {"last", "next"} else tense_of(reading, ends) or step


def _chosen_season(reading: Reading, ends: tuple[int, int], named: tuple[str, str]) -> Match | None:
    name, step = named
    how = _how(reading, ends, step)
    if step == "next" and reading.today:
        following = season_of(name, reading.today.year + 1)
        chosen: Period | None = following
    else:
        chosen = choose_year(reading, how or None, lambda year: season_of(name, year))
    return to_match(*ends, chosen, lacks="" if step in {"last", "next"} else "year") if chosen else None


def find_holiday(reading: Reading, index: int) -> Match | None:
    """Read "Christmas Day", "New Year's Eve", "Easter Monday", "last Thanksgiving"."""
    tokens = reading.tokens
    if not tokens.words[index][0].isupper():
        return None
    for length in range(min(4, len(tokens) - index), 0, -1):
        words = " ".join(tokens.low[index : index + length])
        rule = HOLIDAYS.get(words)
        if rule and (rule[0] != "?" or _is_said(reading, index)):
            return _holiday(reading, (index, index + length), rule.lstrip("?"))
    return None


def _is_said(reading: Reading, index: int) -> bool:
    """A name of one word is a day only where a word leads to it, and no thing follows: not "the Easter Bunny"."""
    tokens = reading.tokens
    before, after = tokens.near(index - 1), tokens.near(index + 1)
    leads = word_set("at by before since until after last next this on over around from")
    return before in leads and not (after.isalpha() and tokens.words[index + 1][0].isupper())


def _holiday(reading: Reading, ends: tuple[int, int], rule: str) -> Match | None:
    begin, end = ends
    tokens = reading.tokens
    year, end_of_year = year_of(reading, end + (tokens.near(end) == ","))
    if year:
        day = on_holiday(rule, year)
        return to_match(begin, end_of_year, day) if day else None
    step = _STEPS.get(tokens.near(begin - 1), "")
    how = _how(reading, ends, step)
    chosen = choose_year(reading, how or None, lambda year: on_holiday(rule, year))
    return (
        to_match(begin - bool(step), end, chosen, lacks="" if step in {"last", "next"} else "year") if chosen else None
    )


def on_holiday(rule: str, year: int) -> Period | None:
    """Find a holiday in a year: "12-25", "easter+1", "11:3:4" (the fourth Thursday of November), "05:0:-1"."""
    if rule.startswith("easter"):
        sunday = easter(year)
        return Period("day", add_days(sunday, int(rule.removeprefix("easter") or 0)))
    if "-" in rule and ":" not in rule:
        month, day = map(int, rule.split("-"))
        return make_day(year, month, day)
    rule, _, later = rule.partition("+")
    month, weekday, number = map(int, rule.split(":"))
    first = date(year, month, 1)
    if number > 0:
        return Period("day", add_days(first, (weekday - first.weekday()) % 7 + 7 * (number - 1) + int(later or 0)))
    last = Period("month", first).end
    return Period("day", add_days(last, -((last.weekday() - weekday) % 7)))


def easter(year: int) -> date:
    """Find Easter Sunday in the Gregorian calendar (the rule of Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)
