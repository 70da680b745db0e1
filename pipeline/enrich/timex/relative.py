"""Dates told from another day, in English: "on Tuesday", "last month", "two days later", "the end of the year"."""

from __future__ import annotations

from datetime import date

from pipeline.enrich.lexicon import words as word_set
from pipeline.enrich.lexicon.calendar import ORDINALS, PARTS, UNITS
from pipeline.enrich.timex.choosing import choose, choose_weekday, step_of, tense_of
from pipeline.enrich.timex.periods import Period, add_days, add_months, period_of
from pipeline.enrich.timex.values import Match, Reading, to_match

_STEPS = {"last": -1, "previous": -1, "preceding": -1, "this": 0, "current": 0, "same": 0}
_STEPS |= {"next": 1, "coming": 1, "following": 1, "upcoming": 1}
_OF_THE_STORY = frozenset({"previous", "preceding", "following", "same", "that"})
_CALENDAR = word_set("day week weekend month quarter year decade century")
_BACK, _AHEAD = frozenset({"ago", "earlier", "before", "previously"}), frozenset({"later", "after", "on", "hence"})
_CLOSERS = word_set("end ends ended ending start started starting in into during later earlier")
_VAGUE = word_set("several many few some")
_EDGES = word_set("end beginning start middle close turn rest remainder half later earlier late early course height")
_NAMED_DAYS = word_set("black super bloody cyber holy giving maundy")
_SHORT_DAYS = word_set("mon tue tues wed thu thur thurs fri sat sun")


def find_weekday(reading: Reading, index: int) -> Match | None:
    """Read a day of the week; without more, the last one, or the next one where the clause looks ahead."""
    number = _weekday(reading, index)
    if number is None or reading.words is None or reading.today is None:
        return None
    is_english, before = reading.words.code == "en", reading.tokens.near(index - 1)
    if is_english and before in {"following", "previous"} and reading.latest_day:
        return _beside(reading, index, number)
    if is_english and before == "a":
        return Match(index, index + 1, "DATE", f"XXXX-WXX-{number + 1}")
    step = step_of(reading, index - 1)
    after = "" if is_english or step else step_of(reading, index + 1)
    how = step or after
    if how in {"", "this"}:
        how = tense_of(reading, (index, index + 1)) or ("future" if how else "")
    day = choose_weekday(reading, number, how or None)
    found = to_match(index - bool(step), index + 1 + bool(after), day, lacks="week") if day else None
    return with_part(reading, found) if found else None


def _weekday(reading: Reading, index: int) -> int | None:
    """Read the name of a day of the week."""
    words, tokens = reading.words, reading.tokens
    number = words.weekdays.get(tokens.low[index]) if words else None
    if number is None or words is None or (words.capital and not tokens.words[index][0].isupper()):
        return None
    if tokens.near(index - 1) in _NAMED_DAYS and words.code == "en":
        return None
    is_short = tokens.low[index] in _SHORT_DAYS
    return None if is_short and not (words.code == "en" and _is_short_day(reading, index)) else number


def _beside(reading: Reading, index: int, number: int) -> Match:
    """Read "the following Tuesday", which counts from the last day spoken of."""
    base = reading.latest_day.start if reading.latest_day else date.min
    back = reading.tokens.near(index - 1) == "previous"
    distance = -((base.weekday() - number) % 7 or 7) if back else (number - base.weekday()) % 7 or 7
    begin = index - 1 - (reading.tokens.near(index - 2) == "the")
    return with_part(reading, to_match(begin, index + 1, Period("day", add_days(base, distance))))


def _is_short_day(reading: Reading, index: int) -> bool:
    """Read "Fri." and "Mon" only where a date or a clock follows."""
    tokens = reading.tokens
    at = index + 1 + (tokens.near(index + 1) == ".")
    at += tokens.near(at) == ","
    return tokens.near(at) in (reading.words.months if reading.words else ()) and tokens.near(at + 1).isdigit()


def with_part(reading: Reading, match: Match) -> Match:
    """Add the part of the day that follows: "Thursday night"."""
    part = PARTS.get(reading.tokens.near(match.end)) if reading.words and reading.words.code == "en" else None
    if part is None or match.period is None or match.period.unit != "day":
        return match
    return Match(match.begin, match.end + 1, "TIME", f"{match.value}T{part}", match.period, match.lacks)


def find_phrase(reading: Reading, index: int) -> Match | None:
    """Read a fixed expression of the language: "yesterday", "la semaine dernière"."""
    if reading.words is None or reading.today is None:
        return None
    tokens = reading.tokens
    if tokens.low[index] == "tonight" and reading.words.code == "en":
        return Match(index, index + 1, "TIME", f"{reading.today.isoformat()}TNI", Period("day", reading.today))
    for length in range(4, 0, -1):
        words = tuple(tokens.low[index : index + length])
        found = reading.words.phrases.get(words)
        if found and len(words) == length and not (length == 1 and _is_morning(reading, index)):
            period = period_of(found[0], reading.today).move(found[1])
            return with_part(reading, to_match(index, index + length, period))
    return None


def _is_morning(reading: Reading, index: int) -> bool:
    """Tell "la mañana" and "am Morgen" from tomorrow."""
    tokens = reading.tokens
    if tokens.low[index] == "morgen":
        return tokens.words[index][0].isupper()
    return tokens.low[index] == "mañana" and tokens.near(index - 1) in {"la", "esta", "cada", "una", "misma"}


def find_stepped(reading: Reading, index: int) -> Match | None:
    """Read "last week", "the following day", "this morning", "that day", "the weekend", "(end of) the year"."""
    tokens = reading.tokens
    at = index + (tokens.low[index] in {"the", "that"})
    if at >= len(tokens) or reading.today is None:
        return None
    if tokens.near(at + 1) in PARTS and tokens.near(at) in _STEPS:
        return _part_of_day(reading, index, at)
    return (
        _step(reading, index, at)
        or _previous_after(reading, index, at)
        or _that(reading, index, at)
        or _vague(reading, index, at)
    )


def _base(reading: Reading, unit: str, today: date) -> date:
    """The day that "the same" and "the following" count from."""
    if unit in {"day", "week", "weekend"}:
        return reading.latest_day.start if reading.latest_day else today
    return reading.latest.start if reading.latest else today


def _step(reading: Reading, begin: int, at: int) -> Match | None:
    """Read "last week", "the next day", "the same month"."""
    tokens = reading.tokens
    word, unit = tokens.near(at), tokens.near(at + 1)
    end = at + 2
    if unit in {"calendar", "coming"} and tokens.near(end) in _CALENDAR:
        unit, end = tokens.near(end), end + 1
    if word not in _STEPS or unit not in _CALENDAR or reading.today is None or (word, unit) == ("last", "day"):
        return None
    told = word in _OF_THE_STORY or (word == "next" and unit == "day" and begin < at)
    base = _base(reading, unit, reading.today) if told else reading.today
    return to_match(begin, end, period_of(unit, base).move(_STEPS[word]))


def _part_of_day(reading: Reading, begin: int, at: int) -> Match | None:
    """Read "this morning", "last night", "the next afternoon", "that evening"."""
    tokens = reading.tokens
    word, part = tokens.near(at), PARTS[tokens.near(at + 1)]
    if word not in {"this", "last", "next", "following", "same", "previous"} or reading.today is None:
        return None
    base = reading.today if word in {"this", "last"} else _base(reading, "day", reading.today)
    step = {"last": -1, "previous": -1, "next": 1, "following": 1}.get(word, 0)
    day = Period("day", base).move(step)
    return Match(begin, at + 2, "TIME", f"{day.value}T{part}", day)


def _previous_after(reading: Reading, begin: int, at: int) -> Match | None:
    """Read "the year previous", "the week before", "the year before last", "the month after"."""
    tokens = reading.tokens
    unit, word = tokens.near(at), tokens.near(at + 1)
    step = {"previous": -1, "before": -1, "after": 1}.get(word)
    if begin == at or unit not in _CALENDAR or step is None or reading.today is None:
        return None
    if tokens.near(at + 2) in {"last", "next"}:
        return to_match(begin, at + 3, period_of(unit, reading.today).move(2 * step))
    follows = tokens.near(at + 2)
    if follows[:1].isalnum() and follows not in {"when", "and", "but", "to", "by", "in", "as", "with", "for"}:
        return None
    return to_match(begin, at + 2, period_of(unit, _base(reading, unit, reading.today)).move(step))


def _that(reading: Reading, begin: int, at: int) -> Match | None:
    """Read "that day", "the day" at its end or start: the last day spoken of."""
    tokens = reading.tokens
    word, unit = tokens.low[begin], tokens.near(at)
    if begin == at or reading.today is None or reading.latest_day is None:
        return None
    if word == "that" and unit in PARTS:
        if "\n" in tokens.low[reading.latest_at : begin]:
            return None
        day = Period("day", _base(reading, "day", reading.today))
        return Match(begin, at + 1, "TIME", f"{day.value}T{PARTS[unit]}", day)
    if unit not in {"day", "week", "month", "year"}:
        return None
    framed = word == "that" or (unit == "day" and tokens.near(begin - 1) in _CLOSERS)
    framed = framed and tokens.near(begin - 2) != "back"  # "back in the day"
    return to_match(begin, at + 1, period_of(unit, _base(reading, unit, reading.today))) if framed else None


def _vague(reading: Reading, begin: int, at: int) -> Match | None:
    """Read "the weekend" and "the end of the year": of the week or year that the clause speaks of."""
    tokens = reading.tokens
    unit, before = tokens.near(at), tokens.near(begin - 1)
    if begin == at or tokens.low[begin] != "the" or unit not in _CALENDAR or reading.today is None:
        return None
    if unit == "weekend" and tokens.near(at + 1) != "of" and before in {"over", "at", "by", "for", "during", "before"}:
        saturday = add_days(period_of("weekend", reading.today).start, -7)
        weekends = [Period("weekend", add_days(saturday, 7 * week)) for week in range(3)]
        period = choose(weekends, reading.today, tense_of(reading, (begin, at + 1)))
        return to_match(begin, at + 1, period) if period else None
    edge = before in {"of", "in"} and tokens.near(begin - 2) in _EDGES
    edge = edge or (before == "for" and unit == "year" and not tokens.near(at + 1)[:1].isalnum())
    if not edge or unit in {"day", "weekend"} or tokens.near(at + 1) in {"of", "before"}:
        return None
    return to_match(begin, at + 1, period_of(unit, reading.today))


def find_counted(reading: Reading, index: int) -> Match | None:
    """Read "two days ago", "a year earlier", "three weeks later", "a few years ago", "two days from now"."""
    tokens = reading.tokens
    count, at = _count(reading, index)
    unit, direction = UNITS.get(tokens.near(at)), tokens.near(at + 1)
    if unit not in _CALENDAR or unit is None or reading.today is None:
        return None
    if direction == "from" and tokens.near(at + 2) in {"now", "today"}:
        return _moved(reading, (index, at + 3), (unit, count))
    if (
        tokens.near(at + 2) == "than"
        or direction not in _BACK | _AHEAD
        or (direction not in {"ago", "earlier", "later"} and not _is_closed(reading, at))
    ):
        return None
    if count is None:
        return Match(index, at + 2, "DATE", "PAST_REF") if direction == "ago" else None
    return _moved(reading, (index, at + 2), (unit, -count if direction in _BACK else count))


def _count(reading: Reading, index: int) -> tuple[int | None, int]:
    """Read the number before a unit and find the unit; None for "a few" and "several"."""
    tokens = reading.tokens
    word, after = tokens.low[index], tokens.near(index + 1)
    if word == "half" and after == "a" and tokens.near(index + 2) in {"century", "decade"}:
        return (50 if tokens.near(index + 2) == "century" else 5), index + 2
    if after in _VAGUE and word in {"a", "the", "just"}:
        return None, index + 2
    if word in _VAGUE:
        return None, index + 1
    if word == "a" and after == "couple":
        return 2, index + 2 + (tokens.near(index + 2) == "of")
    return reading.number(index), index + 1


def _is_closed(reading: Reading, at: int) -> bool:
    """Tell "the day before" from "the day before the vote"."""
    follows = reading.tokens.near(at + 2)
    return follows in {",", ".", "", "\n", ";", ")", "and", "but", "when"}


def _moved(reading: Reading, ends: tuple[int, int], step: tuple[str, int | None]) -> Match | None:
    """Count from today or, for "earlier" and "later", from the last day spoken of."""
    unit, count = step
    if count is None or reading.today is None:
        return None
    if reading.tokens.near(ends[0]) == "half":
        unit = "year"
    if reading.tokens.near(ends[1] - 1) in {"ago", "now", "today"}:
        return to_match(*ends, period_of(unit, reading.today).move(count))
    term = reading.term_near(ends[0])
    if unit == "year" and abs(count) == 1 and term and reading.latest and reading.latest.unit != "year":
        return to_match(*ends, Period(term.unit, add_months(term.start, 12 * count)))
    if unit == "day" and reading.latest and reading.latest.unit != "day":
        return None  # two days after a month is no day that anybody knows
    return to_match(*ends, period_of(unit, _base(reading, unit, reading.today)).move(count))


def find_nth(reading: Reading, index: int) -> Match | None:
    """Read "the third Monday of October" up to its weekday's month, "the last Friday in March"."""
    tokens = reading.tokens
    at = index + (tokens.low[index] == "the")
    number = ORDINALS.get(tokens.near(at)) or {"fifth": 5, "last": -1}.get(tokens.near(at))
    weekday = reading.words.weekdays.get(tokens.near(at + 1)) if reading.words else None
    if number is None or weekday is None or tokens.near(at + 2) not in {"of", "in"}:
        return None
    return Match(index, at + 2, "DATE", f"{number}:{weekday}", lacks="month")


def nth_day(found: Match, month: Period) -> Period | None:
    """Find the day that `find_nth` read in a month."""
    number, weekday = map(int, found.value.split(":"))
    if number < 0:
        last = month.end
        return Period("day", add_days(last, -((last.weekday() - weekday) % 7)))
    first = add_days(month.start, (weekday - month.start.weekday()) % 7)
    day = add_days(first, 7 * (number - 1))
    return Period("day", day) if day.month == month.start.month else None
