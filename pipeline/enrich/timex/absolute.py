"""Dates that name their day, month or year: "April 3, 2018", "3 апреля 2018 года", "2018-04-03", "8-16 June"."""

from __future__ import annotations

from datetime import date

from pipeline.enrich.lexicon import words as word_set
from pipeline.enrich.timex.choosing import choose_day, choose_year, step_of, tense_of
from pipeline.enrich.timex.periods import Period, make_day
from pipeline.enrich.timex.values import Match, Reading, to_match

_LAST_DAY = 31
_UNITS_OF_OTHER_THINGS = word_set("% percent per people jobs points km miles euros dollars pounds tons tonnes men")
_MONTH_SHORT = 4
_FAR = 285  # days
_SENTENCE = 12  # tokens
_WHOLE_MONTHS = word_set("may june july mai juin août aout juni juli mayo мая мае май июня июнь июне июля июль июле")
_LONGEST_LIST = 5  # days
_ORDINAL_ENDS = ("st", "nd", "rd", "th", "er")
JOINERS = word_set("- \u2010 \u2013 \u2014 / to and & until till through or bis und et au y al и по")
_AFTER_DAY = word_set(
    "in at and with for to by on of the when after before but from as is are was were will while that"
)
# Months that are also something else need a sign before them.
_AMBIGUOUS = word_set("june april may march sun sat mar mai mars марта august abr ene")
_BEFORE_MONTH = word_set(
    "in since until till by from during of early late mid before after for to and the through than around about "
    "between or a an its his her their our mid each that than through ended ending begins began with ( , \u2013 - "
    "\u2014 en de desde hasta depuis jusqu'en bis seit im von ab в с до за к по last next this "
    "coming every each s's 's à au du"
)
_AFTER_MONTH = word_set("was is were will saw brought 's")
_NAMES_OF_THINGS = word_set("street road avenue square hall")


def find_absolute(reading: Reading, index: int) -> Match | None:
    """Read a date that starts at a token; None when there is none."""
    word = reading.tokens.low[index]
    if word[0].isdigit():
        return _numeric(reading, index) or _day_first(reading, index)
    return _month_first(reading, index)


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
    word = tokens.near(index - 1)
    short = len(word) <= _MONTH_SHORT and word not in _WHOLE_MONTHS
    return index + 1 if short and tokens.near(index) == "." and tokens.glued(index) else index


def _ordinal_day(reading: Reading, index: int) -> int | None:
    word = reading.tokens.near(index)
    digits = word[:-2] if word.endswith(_ORDINAL_ENDS) else word
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
    if mark != "/" or len(parts[0]) > 2 or len(parts[1]) > 2 or len(parts[2]) not in {2, 4}:
        return None
    year = third if len(parts[2]) == 4 else 2000 + third if third < 70 else 1900 + third
    english = reading.words is not None and reading.words.code == "en"
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
    """Read "3 April 2018", "1er avril", "3 de abril de 2018", "the 3rd of April", the 8 of "8-16 June"."""
    tokens, words = reading.tokens, reading.words
    day = _ordinal_day(reading, index)
    is_tail = tokens.near(index - 1) == "-" and tokens.glued(index) and _ordinal_day(reading, index - 2) is None
    if day is None or words is None or is_tail:
        return None
    at = _to_month(reading, index + 1)
    month = _month(reading, at)
    if month is None:
        return _first_of_range(reading, index, day)
    end = _after_dot(reading, at + 1)
    return None if _is_thing(reading, index, end) else _with_year(reading, (index, end), (month, day))


def _to_month(reading: Reading, at: int) -> int:
    at += reading.tokens.near(at) in {".", "er"}
    linkers = reading.words.linkers if reading.words else ()
    return at + (reading.tokens.near(at) in linkers)


def _is_thing(reading: Reading, index: int, end: int) -> bool:
    """Tell a thing named after a day ("the 5-May Café", "25 April Street") from the day."""
    tokens = reading.tokens
    return (tokens.glued(index + 1) and tokens.near(index + 1) == "-") or tokens.near(end) in _NAMES_OF_THINGS


def _first_of_range(reading: Reading, index: int, day: int) -> Match | None:
    """Read the 8 of "8-16 June 2030" and of "8 and 9 June": the last day gives month and year."""
    at = index
    month, last = None, day
    for _ in range(_LONGEST_LIST):
        at = _next_in_list(reading, at)
        following = _ordinal_day(reading, at) if at else None
        if following is None or following <= last:
            return None
        last = following
        month = _month(reading, _to_month(reading, at + 1))
        if month:
            break
    if month is None:
        return None
    whole = _day_first(reading, at)
    if whole is None or whole.period is None:
        return None
    day_of = make_day(whole.period.start.year, month, day)
    return to_match(index, index + 1, day_of, lacks=whole.lacks) if day_of else None


def _next_in_list(reading: Reading, index: int) -> int:
    """Find the next number of "25, 26 and 27 June"; 0 where none is joined."""
    tokens = reading.tokens
    at = index + 1 + (tokens.near(index + 1) == ".")
    return at + 1 if tokens.near(at) in JOINERS or tokens.near(at) == "," else 0


def find_second_day(reading: Reading, first: Match) -> Match | None:
    """Read the 16 of "June 8-16" and the 9 of "June 8 and 9", where a day of a month stands before it."""
    tokens = reading.tokens
    at = first.end + 1
    day = _ordinal_day(reading, at) if tokens.near(first.end) in JOINERS else None
    if day is None or first.period is None or first.period.unit != "day" or day <= first.period.start.day:
        return None
    after = tokens.near(at + 1)
    if after and after not in _AFTER_DAY and after not in ",.;:)?!\n\u2014\u2013":
        return None
    if tokens.glued(at + 2) and after in ":.,-\u2013" and tokens.near(at + 2).isalnum():
        return None
    year = reading.year(at + 2) if after == "," else None
    start = first.period.start
    found = make_day(year or start.year, start.month, day)
    return to_match(at, at + 3 if year else at + 1, found, lacks="" if year else first.lacks) if found else None


def _month_first(reading: Reading, index: int) -> Match | None:
    """Read "April 3, 2018", "Nov. 24", "April 2018", "in October"."""
    month = _month(reading, index)
    if month is None:
        return None
    at = _after_dot(reading, index + 1)
    day = _ordinal_day(reading, at)
    follows = reading.tokens.near(at + 1)
    if day and follows not in _UNITS_OF_OTHER_THINGS and not (follows == ":" and reading.tokens.glued(at + 2)):
        found = _with_year(reading, (index, at + 1), (month, day))
        if found:
            return found
    return _month_alone(reading, (index, at), month)


def year_end(reading: Reading, end: int) -> int:
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
        return _to_day(begin, year_end(reading, at + 1), make_day(year, *month_day))
    day = reading.seen.get(month_day) or choose_day(reading, month_day, tense_of(reading, ends))
    return to_match(begin, end, day, lacks="year") if day else None


def _month_alone(reading: Reading, ends: tuple[int, int], month: int) -> Match | None:
    begin, end = ends
    tokens = reading.tokens
    at = end + (tokens.near(end) in {",", "of", "de", "del"})
    year = reading.year(at)
    if year:
        return to_match(begin, year_end(reading, at + 1), Period("month", date(year, month, 1)))
    if reading.words is None or _is_other_word(reading, begin, end):
        return None
    before, after = step_of(reading, begin - 1), step_of(reading, end)
    how = before or (after if reading.words.code != "en" else "")
    if how in {"", "this"}:
        how = tense_of(reading, ends) or how
        if how == "future" and tokens.near(end) == "'s":
            how = ""  # "May's figures", said in June, are no figures of next year
    chosen = choose_year(reading, how or None, lambda year: Period("month", date(year, month, 1)))
    if chosen and how == "future" and _is_far(reading, begin, chosen):
        chosen = chosen.move(-12)
    start, stop = begin - bool(before), end + bool(after and not before and reading.words.code != "en")
    return to_match(start, stop, chosen, lacks="" if before in {"last", "next"} else "year") if chosen else None


def _is_far(reading: Reading, begin: int, month: Period) -> bool:
    """Tell a month nearly a year ahead ("figures for August are due", in September), where nothing says next year."""
    ahead = (month.start - reading.today).days if reading.today else 0
    return ahead > _FAR and "next" not in reading.tokens.low[max(0, begin - _SENTENCE) : begin]


def _is_other_word(reading: Reading, begin: int, end: int) -> bool:
    """Tell the name of a person ("April said"), a verb ("may") or an abbreviation from a month."""
    tokens = reading.tokens
    word, before = tokens.low[begin], tokens.near(begin - 1)
    if word in _AMBIGUOUS and before not in _BEFORE_MONTH and tokens.near(end) not in _AFTER_MONTH:
        return True
    if len(word) <= 3 and word not in {"may", "mai", "май", "мае"}:
        return True
    return (
        (
            before in {"de", "von"}
            and tokens.near(begin - 2)[:1].isalpha()
            and reading.tokens.words[begin][0].isupper()
            and reading.words is not None
            and not reading.words.capital
        )
        or (tokens.near(begin - 1) == "-" and tokens.glued(begin))
        or (tokens.near(end) in _NAMES_OF_THINGS)
    )
