"""Two expressions that say one time: "August last year", "5 p.m. on Friday 4 October", "Tuesday of next week"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from pipeline.enrich.lexicon import words as word_set
from pipeline.enrich.timex.periods import Period, add_days, make_day, period_of
from pipeline.enrich.timex.relative import nth_day
from pipeline.enrich.timex.values import Lacks, Match, Reading

Pair = tuple[Match, Match]
_BEFORE_DAY = frozenset({"", "on", "of", ","})
_BEFORE_CLOCK = frozenset({"", "at", ","})
_BEFORE_YEAR = frozenset({"", "of", "in", ","})
_PARTS = frozenset({"TNI", "TMO", "TAF", "TEV", "TMI"})
_WEEK = 7
_DAY = 10  # characters of a day's value
_MODIFIERS = word_set("early late mid earlier later")
_EDGES = word_set("end start beginning middle close turn height course rest remainder")


def join(reading: Reading, pair: Pair, link: str) -> Match | None:
    """Make one of two neighbours where one says what the other leaves open; `link` is the word between them."""
    first, second = pair
    if first.lacks == "month":
        return _nth(first, second)
    if second.begin <= first.begin:
        return None
    if first.lacks == "year" and second.lacks != "day":
        return _in_year(reading, pair) if link in _BEFORE_YEAR else None
    rule = _rule_for(first, second)
    return rule(pair, link) if rule else None


def _rule_for(first: Match, second: Match) -> Callable[[Pair, str], Match | None] | None:
    if first.kind == "SET":
        return _set_at
    if first.lacks == "day":
        return _clock_first
    if second.lacks == "day":
        return _clock_after
    return _weekday if first.lacks == "week" else None


def _nth(first: Match, second: Match) -> Match | None:
    """Read "the third Monday of" with "October" behind it."""
    if second.period is None or second.period.unit != "month" or second.kind != "DATE":
        return None
    day = nth_day(first, second.period)
    return Match(first.begin, second.end, "DATE", day.value, day, second.lacks) if day else None


def _set_at(pair: Pair, link: str) -> Match | None:
    """Read "every morning at 6 a.m.", "every Tuesday at noon"."""
    first, second = pair
    if second.lacks != "day" or link not in {"", "at"}:
        return None
    clock = second.value.partition("T")[2]
    if first.value == "P1D" or first.value.startswith("XXXX-XX-XX"):
        return Match(first.begin, second.end, "SET", f"XXXX-XX-XXT{clock}")
    if first.value.startswith("XXXX-WXX-") and "T" not in first.value:
        return Match(first.begin, second.end, "SET", f"{first.value}T{clock}")
    return None


def _clock_first(pair: Pair, link: str) -> Match | None:
    """Read "5 p.m. on Friday", "11 o'clock tonight"; behind a comma the day keeps its own span."""
    first, second = pair
    day = second.period
    if day is None or day.unit != "day" or second.lacks == "day" or link not in _BEFORE_DAY:
        return None
    if not link and second.kind == "TIME" and second.value[_DAY:] not in _PARTS:
        return None
    end = first.end if link == "," else second.end
    return Match(first.begin, end, "TIME", f"{day.value}{first.value[_DAY:]}", day)


def _clock_after(pair: Pair, link: str) -> Match | None:
    """Read "May 4 at 3 p.m.", "tonight at 8 p.m."."""
    first, second = pair
    day = first.period if link in _BEFORE_CLOCK else None
    if day is None or day.unit != "day" or first.lacks == "day" or (first.kind == "TIME" and ":" in first.value):
        return None
    return Match(first.begin, second.end, "TIME", f"{day.value}{second.value[_DAY:]}", day, first.lacks)


def _weekday(pair: Pair, link: str) -> Match | None:
    """Read "Friday 4 October", "Saturday, July 6", "Tuesday of next week"."""
    first, second = pair
    inner = second.period
    if inner is None or first.period is None or second.kind not in {"DATE", "TIME"}:
        return None
    if inner.unit == "day" and second.lacks != "week" and link in {"", ",", "the"}:
        return _dated_weekday(first, second, inner)
    if inner.unit == "week" and link in {"", "of"}:
        day = Period("day", add_days(inner.start, first.period.start.weekday()))
        return Match(first.begin, second.end, first.kind, f"{day.value}{first.value[_DAY:]}", day)
    return None


def _dated_weekday(first: Match, second: Match, inner: Period) -> Match:
    """Take the day of the date; where its year was chosen, the year in which that weekday falls on it."""
    of_day = second if second.kind == "TIME" else first
    fitted = _on_weekday(first, inner) if second.lacks == "year" else None
    day = fitted or inner
    return Match(
        first.begin, second.end, of_day.kind, f"{day.value}{of_day.value[_DAY:]}", day, "" if fitted else second.lacks
    )


def _on_weekday(weekday: Match, day: Period) -> Period | None:
    """Find the year, of three, in which a day of a month falls on a weekday."""
    start = day.start
    if weekday.period is None or not 1 < start.year < 9998:
        return None
    days = (make_day(start.year + step, start.month, start.day) for step in (0, -1, 1))
    wanted = weekday.period.start.weekday()
    return next((found for found in days if found and found.start.weekday() == wanted), None)


def _in_year(reading: Reading, pair: Pair) -> Match | None:
    """Read "August last year", "the same quarter last year", "October 13 in 2019"."""
    first, second = pair
    outer, inner = second.period, first.period
    if outer is None or inner is None or second.kind != "DATE" or second.lacks == "year":
        return None
    if outer.unit == inner.unit and outer.unit in {"quarter", "month", "half"} and _is_counted(reading, second):
        return Match(first.begin, second.end, first.kind, outer.value, outer)
    if outer.unit != "year":
        return None
    period = in_year(inner, outer.start.year)
    return Match(first.begin, second.end, first.kind, _value(first, period), period) if period else None


def _is_counted(reading: Reading, match: Match) -> bool:
    return reading.tokens.near(match.end - 1) in {"earlier", "later", "before", "ago"}


def _value(match: Match, period: Period) -> str:
    return f"{period.value}{match.value[_DAY:]}" if match.kind == "TIME" else period.value


def in_year(period: Period, year: int) -> Period | None:
    """Find the period of the same name in another year; None where there is none, or the year is no year."""
    if not 1 <= year <= 9998:
        return None
    start = period.start
    if period.unit == "day":
        return make_day(year, start.month, start.day)
    if period.unit in {"week", "weekend"}:
        week = min(start.isocalendar().week, 52)
        return period_of(period.unit, date.fromisocalendar(year, week, 1))
    return replace(period, start=date(year, start.month, 1))


def same_of(reading: Reading, ends: tuple[int, int], unit: str) -> Match | None:
    """Read "the same week" before "last year": the last one spoken of, where it was one, else today's."""
    if reading.today is None:
        return None
    begin, end = ends
    latest = reading.term_near(begin) if unit in {"period", "month", "quarter"} else reading.latest
    if unit == "period":
        if latest is None:
            return None
        return Match(begin, end, "DATE", latest.value, latest, "year")
    period = latest if latest and latest.unit == unit else period_of(unit, reading.today)
    return Match(begin, end, "DATE", period.value, period, "year")


def fit_range(first: Match, second: Match, today: date | None) -> Pair:
    """Let the ends of "from 28 December to 3 January 2031" share what one of them says, and stand in their order."""
    one, other = first.period, second.period
    if one is None or other is None or one.unit != other.unit:
        return first, second
    if first.lacks == "day":
        return (_moved(first, other, "") if second.lacks != "day" else first), second
    if first.lacks == second.lacks == "week":
        return _fit_weekdays((first, one), (second, other))
    if first.lacks == "year":
        return _fit_years((first, one), (second, other), today)
    return first, second


def _fit_weekdays(start: tuple[Match, Period], end: tuple[Match, Period]) -> Pair:
    """Keep "from Friday to Monday" within a week."""
    (first, one), (second, other) = start, end
    if (other.start - one.start).days > _WEEK:
        return _moved(first, Period("day", add_days(one.start, _WEEK)), "week"), second
    if other.start < one.start:
        return first, _moved(second, Period("day", add_days(other.start, _WEEK)), "week")
    return first, second


def _fit_years(start: tuple[Match, Period], end: tuple[Match, Period], today: date | None) -> Pair:
    """Give the start the year that the end says; where neither says one, let the end come after the start."""
    (first, one), (second, other) = start, end
    if not second.lacks:
        moved = in_year(one, other.start.year)
        if moved and moved.start > other.start:
            moved = in_year(one, other.start.year - 1)
        return (_moved(first, moved, "") if moved else first), second
    if second.lacks != "year" or other.start >= one.start:
        return first, second
    later, earlier = in_year(other, other.start.year + 1), in_year(one, one.start.year - 1)
    if later and earlier and today and other.start <= today < later.start:
        return _moved(first, earlier, "year"), second  # both lie behind: "between October and January"
    return first, _moved(second, later, "year") if later and later.start >= one.start else second


def _moved(match: Match, period: Period, lacks: Lacks) -> Match:
    return replace(match, value=_value(match, period), period=period, lacks=lacks)


def widen(reading: Reading, match: Match, floor: int) -> Match:
    """Take in what stands before a period: "early", "late", "the end of"; the value stays that of the period."""
    tokens = reading.tokens
    begin = match.begin
    if match.kind not in {"DATE", "TIME"} or match.period is None:
        return match
    if tokens.near(begin - 1) in _MODIFIERS and begin - 1 >= floor:
        begin -= 1
    elif tokens.near(begin - 1) == "of" and tokens.near(begin - 2) in _EDGES and begin - 2 >= floor:
        begin -= 2
        begin -= tokens.near(begin - 1) in {"the", "very"} and begin - 1 >= floor
    return replace(match, begin=begin) if begin < match.begin else match
