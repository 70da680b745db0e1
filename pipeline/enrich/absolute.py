"""Dates that name their day, month or year: "April 3, 2018", "3 апреля 2018 года", "2018-04-03", "since 1997"."""

from __future__ import annotations

from datetime import date

from pipeline.enrich.lexicon import words as word_set
from pipeline.enrich.lexicon.calendar import SEASONS
from pipeline.enrich.periods import Period, make_day, period_of, season_of
from pipeline.enrich.timex import Match, Reading, to_match

_LAST_DAY = 31
_BEFORE_YEAR = word_set(
    "in since until till by from during of early late mid before after for to and the through than around about circa "
    "between or ( , – - — en de desde hasta depuis jusqu'en bis seit im von ab в с до за к по ab and/or"
)
_UNITS_OF_OTHER_THINGS = word_set("% percent per people jobs points km miles euros dollars pounds tons tonnes men")
_MONTH_SHORT = 4
_MONEY = frozenset("$€£#")


def find_absolute(reading: Reading, index: int) -> Match | None:
    """Read a date that starts at a token; None when there is none."""
    word = reading.tokens.low[index]
    if word[0].isdigit():
        return _numeric(reading, index) or _day_first(reading, index) or _year_alone(reading, index)
    return _month_first(reading, index) or _season(reading, index)


def _month(reading: Reading, index: int) -> int | None:
    if reading.words is None:
        return None
    month = reading.words.months.get(reading.tokens.near(index))
    if month and reading.words.capital and not reading.tokens.words[index][0].isupper():
        return None
    return month


def _after_dot(reading: Reading, index: int) -> int:
    """Step over the full stop of an abbreviated month: "Nov. 24"."""
    tokens = reading.tokens
    short = len(tokens.near(index - 1)) <= _MONTH_SHORT
    return index + 1 if short and tokens.near(index) == "." and tokens.glued(index) else index


def _ordinal_day(reading: Reading, index: int) -> int | None:
    word = reading.tokens.near(index)
    digits = word.removesuffix("st").removesuffix("nd").removesuffix("rd").removesuffix("th").removesuffix("er")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 2):
        return None
    return int(digits) if 1 <= int(digits) <= _LAST_DAY else None


def _numeric(reading: Reading, index: int) -> Match | None:
    """Read 2018-04-03, 2018/04/03, 7/8/07, 03.04.2018."""
    tokens = reading.tokens
    dotted = tokens.low[index].split(".")
    if len(dotted) == 3 and len(tokens.low[index]) <= 10:
        return _to_day(index, index + 1, _read_dotted(dotted))
    mark = tokens.near(index + 1)
    if mark not in {"-", "/", "‐"} or tokens.near(index + 3) != mark or not tokens.glued(index + 3):
        return None
    parts = [tokens.low[index], tokens.near(index + 2), tokens.near(index + 4)]
    if not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
        return None
    first, second, third = map(int, parts)
    if len(parts[0]) == 4:
        return _to_day(index, index + 5, make_day(first, second, third))
    if mark != "/" or len(parts[0]) > 2 or len(parts[1]) > 2:
        return None
    year = third if len(parts[2]) == 4 else 2000 + third if third < 70 else 1900 + third
    english = reading.words is not None and reading.words.capital and "may" in reading.words.months
    month, day = (first, second) if english and first <= 12 else (second, first)
    return _to_day(index, index + 5, make_day(year, month, day))


def _read_dotted(parts: list[str]) -> Period | None:
    if not all(part.isascii() and part.isdigit() for part in parts):
        return None
    day, month, year = map(int, parts)
    return make_day(year if len(parts[2]) == 4 else 2000 + year, month, day) if len(parts[2]) in {2, 4} else None


def _to_day(begin: int, end: int, day: Period | None) -> Match | None:
    return to_match(begin, end, day) if day else None


def _day_first(reading: Reading, index: int) -> Match | None:
    """Read "3 April 2018", "1er avril", "3. April 2018", "3 de abril de 2018", "the 3rd of April"."""
    tokens, words = reading.tokens, reading.words
    day = _ordinal_day(reading, index)
    if day is None or words is None:
        return None
    at = index + 1
    at += tokens.near(at) in {".", "er"}
    at += tokens.near(at) in words.linkers
    month = _month(reading, at)
    if month is None:
        return None
    end = _after_dot(reading, at + 1)
    return _with_year(reading, (index, end), (month, day))


def _month_first(reading: Reading, index: int) -> Match | None:
    """Read "April 3, 2018", "Nov. 24", "April 2018", "in October"."""
    month = _month(reading, index)
    if month is None:
        return None
    at = _after_dot(reading, index + 1)
    day = _ordinal_day(reading, at)
    follows = reading.tokens.near(at + 1)
    if day and follows not in _UNITS_OF_OTHER_THINGS and not (follows == ":" and reading.tokens.glued(at + 2)):
        return _with_year(reading, (index, at + 1), (month, day))
    return _month_alone(reading, (index, at), month)


def _year_end(reading: Reading, end: int) -> int:
    """Step over the words after a year that belong to it: "2018 года"."""
    words = reading.words
    return end + 1 if words and reading.tokens.near(end) in words.suffixes else end


def _with_year(reading: Reading, ends: tuple[int, int], month_day: tuple[int, int]) -> Match | None:
    begin, end = ends
    at = end + (reading.tokens.near(end) == ",")
    if reading.words and reading.tokens.near(at) in reading.words.linkers:
        at += 1
    year = reading.year(at)
    if year:
        return _to_day(begin, _year_end(reading, at + 1), make_day(year, *month_day))
    return _to_day(begin, end, nearest_day(reading.today, month_day))


def nearest_day(today: date | None, month_day: tuple[int, int]) -> Period | None:
    """Find the day of that name nearest to the day of publication."""
    if today is None:
        return None
    days = [make_day(year, *month_day) for year in range(max(today.year - 1, 1), min(today.year + 2, 9999))]
    return min((day for day in days if day), key=lambda day: abs((day.start - today).days), default=None)


def _month_alone(reading: Reading, ends: tuple[int, int], month: int) -> Match | None:
    begin, end = ends
    tokens, words = reading.tokens, reading.words
    at = end + (tokens.near(end) in {",", "of", "de", "del"})
    year = reading.year(at)
    if year:
        return to_match(begin, _year_end(reading, at + 1), Period("month", date(year, month, 1)))
    word, before = tokens.low[begin], tokens.near(begin - 1)
    if word in {"may", "march", "sun", "sat", "mar", "mai", "mars", "марта"} and before not in _BEFORE_YEAR | {
        "last",
        "next",
        "this",
    }:
        return None
    if len(word) <= 3 and word not in {"may", "mai", "mayo", "май"}:
        return None
    return _month_of_now(reading, begin, month) if words and before not in {"de", "von"} else None


def _month_of_now(reading: Reading, begin: int, month: int) -> Match | None:
    """Decide which year's month is meant: the last one, the coming one where the clause looks ahead."""
    if reading.today is None:
        return None
    year = reading.today.year
    before = reading.tokens.near(begin - 1)
    ahead = before in {"next", "until", "till"} or reading.looks_ahead(begin)
    if ahead and month < reading.today.month:
        year += 1
    elif not ahead and month > reading.today.month:
        year -= 1
    if before == "last" and month == reading.today.month:
        year -= 1
    start = begin - 1 if before in {"next", "last", "this"} else begin
    return to_match(start, begin + 1, Period("month", date(min(max(year, 1), 9999), month, 1)))


def _season(reading: Reading, index: int) -> Match | None:
    """Read "summer 2018", "the winter of 2014"."""
    name = SEASONS.get(reading.tokens.low[index])
    if name is None:
        return None
    at = index + 1 + (reading.tokens.near(index + 1) == "of")
    year = reading.year(at)
    return to_match(index, at + 1, season_of(name, year)) if year else None


def _year_alone(reading: Reading, index: int) -> Match | None:
    """Read "since 1997", "2019's", "the 1960s", "(1971)"."""
    tokens = reading.tokens
    year = reading.year(index)
    if year is None or year < 1500:
        return None
    after, before = tokens.near(index + 1), tokens.near(index - 1)
    if after == "s" and tokens.glued(index + 1):
        return to_match(index, index + 2, period_of("decade", date(year, 1, 1)))
    glued = tokens.glued(index + 1) and after in {"-", "/"}
    if before in _MONEY or after in _UNITS_OF_OTHER_THINGS or glued:
        return None
    named = before in _BEFORE_YEAR or after == "'s" or tokens.words[index - 1 : index] == ["\n"] or index == 0
    if not named and tokens.near(index + 1) not in {"\n", ""}:
        return None
    return to_match(index, _year_end(reading, index + 1), period_of("year", date(year, 1, 1)))
